package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"runtime"

	"github.com/spf13/cobra"

	"github.com/newsgraph/newsgraph/extract"
	"github.com/newsgraph/newsgraph/kg"
)

const extractHelp = `Read documents and say what each names and states.

In:  files of JSON lines, or - for standard input; each line a document with id,
     title, text, and date or published. Without arguments: the document files of
     the data folder whose extraction file is not there or was made by other rules.
Out: one extraction a line on standard output, in the order of the input, the same
     bytes for any number of workers. Without arguments: extractions/ of the data
     folder.

A broken line is reported as file:line:column and the rest is done.`

// newExtract is the command extract.
func newExtract(data *folder) *cobra.Command {
	var opts extract.Options
	workers := runtime.GOMAXPROCS(0)
	cmd := &cobra.Command{
		Use:   "extract [FILE.jsonl... | -]",
		Short: "Documents to extractions",
		Long:  extractHelp + exits(statusPart, statusLocked, statusInterrupted),
		Args:  usage(cobra.ArbitraryArgs),
		RunE: func(cmd *cobra.Command, args []string) error {
			x, err := newExtractor(opts, workers)
			if err != nil {
				return err
			}
			if len(args) == 0 {
				return extractFolder(cmd, *data, x, workers)
			}
			return extractFiles(cmd, args, x, workers)
		},
	}
	extractFlags(cmd, &opts, &workers)
	return cmd
}

func extractFlags(cmd *cobra.Command, opts *extract.Options, workers *int) {
	cmd.Flags().StringVar(&opts.LexiconDir, "lexicon", "", "`folder` of lexicon files beside those built in")
	cmd.Flags().StringVar(&opts.RulesDir, "rules", "", "`folder` of rule files beside those built in")
	cmd.Flags().StringVar(&opts.Tagger, "tagger", "", "`file` of tagger weights in place of those built in, or none")
	cmd.Flags().IntVar(workers, "workers", *workers, "how many documents are read at a time")
}

// newExtractor loads rules and lexicon; what is wrong with them is an error of
// configuration, all of it at once.
func newExtractor(opts extract.Options, workers int) (*extract.Extractor, error) {
	if workers < 1 {
		return nil, withStatus(statusUsage, fmt.Errorf("--workers %d: at least 1 is needed", workers))
	}
	x, err := extract.New(opts)
	return x, withStatus(statusUsage, err)
}

func extractFolder(cmd *cobra.Command, data folder, x *extract.Extractor, workers int) error {
	unlock, err := data.lock()
	if err != nil {
		return err
	}
	defer unlock()
	progress := newProgress(cmd.ErrOrStderr(), "extract", -1)
	report, err := extractNew(cmd.Context(), data, x, workers, progress.add)
	progress.finish()
	if err != nil {
		return err
	}
	fmt.Fprintf(cmd.OutOrStdout(), "extracted %d documents into %d files, %d files were up to date\n", report.Documents, report.Files, report.Fresh)
	return partly(cmd, report.Broken)
}

// partly reports lines that could not be read, and says so in the status.
func partly(cmd *cobra.Command, broken []string) error {
	for _, b := range broken {
		complain(cmd.ErrOrStderr(), errors.New(b))
	}
	if len(broken) > 0 {
		return withStatus(statusPart, fmt.Errorf("%d broken, the rest is done", len(broken)))
	}
	return nil
}

func extractFiles(cmd *cobra.Command, paths []string, x *extract.Extractor, workers int) error {
	if err := allReadable(paths); err != nil {
		return err
	}
	out := bufio.NewWriterSize(cmd.OutOrStdout(), 1<<16)
	progress := newProgress(cmd.ErrOrStderr(), "extract", -1)
	broken := 0
	for line, err := range extractAll(cmd.Context(), documentsOf(paths, cmd.InOrStdin()), x, workers) {
		switch {
		case isOfOneLine(err):
			complain(cmd.ErrOrStderr(), err)
			broken++
		case err != nil:
			return errors.Join(err, out.Flush())
		default:
			if _, err := out.Write(line); err != nil {
				return fmt.Errorf("write extractions: %w", err)
			}
			progress.add(1)
		}
	}
	progress.finish()
	if err := out.Flush(); err != nil {
		return fmt.Errorf("write extractions: %w", err)
	}
	if broken > 0 {
		return withStatus(statusPart, fmt.Errorf("%d lines broken, the rest is done", broken))
	}
	return nil
}

// allReadable checks that every file is there, before any is read.
func allReadable(paths []string) error {
	var errs []error
	for _, path := range paths {
		if path == "-" {
			continue
		}
		if info, err := os.Stat(path); err != nil {
			errs = append(errs, err)
		} else if info.IsDir() {
			errs = append(errs, fmt.Errorf("%s is a folder", path))
		}
	}
	return withStatus(statusUsage, errors.Join(errs...))
}

// documentsOf reads documents of several files in turn, "-" being stdin.
func documentsOf(paths []string, stdin io.Reader) iter.Seq2[*kg.Document, error] {
	return func(yield func(*kg.Document, error) bool) {
		for _, path := range paths {
			if !documentsIn(path, stdin, yield) {
				return
			}
		}
	}
}

func documentsIn(path string, stdin io.Reader, yield func(*kg.Document, error) bool) bool {
	in, name := stdin, "<stdin>"
	if path != "-" {
		f, err := os.Open(path)
		if err != nil {
			yield(nil, err)
			return false
		}
		defer f.Close()
		in, name = f, path
	}
	for d, err := range kg.Documents(in, name) {
		if !yield(d, err) || err != nil && !isOfOneLine(err) {
			return false
		}
	}
	return true
}
