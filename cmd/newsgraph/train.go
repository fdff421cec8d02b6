package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"github.com/newsgraph/newsgraph/extract"
	"github.com/newsgraph/newsgraph/kg"
)

const trainHelp = `Learn the weights of the tagger, which finds names that no list and no rule knows.

In:  folders of gold articles, a file of sentences in CLUENER's form, and files of
     news documents that nobody annotated.
Out: a file of weights (half a MB), for --tagger of extract, eval, run and version. The
     same input gives the same bytes.

It takes about half a minute for 260 articles, 10,000 sentences and 1,300 documents.`

// lessonFlags name what a tagger learns from.
type lessonFlags struct {
	gold    []string
	cluener string
	news    []string
}

func (l *lessonFlags) register(cmd *cobra.Command) {
	cmd.Flags().StringArrayVar(&l.gold, "gold", nil, "a `folder` of gold articles; may be given again")
	cmd.Flags().StringVar(&l.cluener, "cluener", "", "a `file` of sentences in CLUENER's form")
	cmd.Flags().StringArrayVar(&l.news, "news", nil, "a `file` of documents without names; may be given again")
}

// newTrain is the command train.
func newTrain() *cobra.Command {
	var from lessonFlags
	var out string
	var opts extract.Options
	workers := 1
	cmd := &cobra.Command{
		Use:   "train --gold DIR... [--cluener FILE] [--news FILE...] --out FILE",
		Short: "Learn the tagger's weights",
		Long:  trainHelp + exits(),
		Args:  usage(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if len(from.gold) == 0 || out == "" {
				return withStatus(statusUsage, errors.New("train needs --gold, what to learn from, and --out, the file to write"))
			}
			opts.Tagger = "none"
			x, err := newExtractor(opts, workers)
			if err != nil {
				return err
			}
			lessons, err := from.read()
			if err != nil {
				return withStatus(statusUsage, err)
			}
			log := func(format string, args ...any) { fmt.Fprintf(cmd.ErrOrStderr(), "train: "+format+"\n", args...) }
			return writeWeights(out, x.Learn(lessons, log))
		},
	}
	from.register(cmd)
	cmd.Flags().StringVar(&out, "out", "", "the `file` to write")
	cmd.Flags().StringVar(&opts.LexiconDir, "lexicon", "", "`folder` of lexicon files beside those built in")
	return cmd
}

func writeWeights(path string, m interface{ Write(io.Writer) error }) error {
	var b bytes.Buffer
	if err := m.Write(&b); err != nil {
		return err
	}
	if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
		return fmt.Errorf("write weights: %w", err)
	}
	return nil
}

// read loads all lessons. Of two files with one id, as an article and as news,
// both are read.
func (l *lessonFlags) read() (extract.Lessons, error) {
	var out extract.Lessons
	for _, dir := range l.gold {
		gold, err := kg.ReadGoldFolder(dir)
		if err != nil {
			return out, err
		}
		out.Gold = append(out.Gold, gold...)
	}
	if l.cluener != "" {
		var err error
		if out.Sentences, err = extract.ReadSentences(l.cluener); err != nil {
			return out, err
		}
	}
	for d, err := range documentsOf(l.news, nil) {
		if err != nil {
			return out, err
		}
		out.News = append(out.News, d)
	}
	return out, nil
}
