package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"runtime/debug"

	"github.com/newsgraph/newsgraph/extract"
	"github.com/newsgraph/newsgraph/kg"
)

// extractReport says what the extract stage did.
type extractReport struct {
	Files     int      `json:"files"`     // extraction files written
	Documents int      `json:"documents"` // lines written to them
	Fresh     int      `json:"fresh"`     // extraction files that were up to date
	Broken    []string `json:"broken"`    // document lines that could not be read
}

// extractNew writes the extraction file of every document file of the data
// folder whose extraction file is not there or was made by other rules.
func extractNew(ctx context.Context, data folder, x *extract.Extractor, workers int, done func(documents int)) (extractReport, error) {
	var report extractReport
	paths, err := jsonlFiles(data.documents())
	if err != nil {
		return report, err
	}
	for _, path := range paths {
		out := filepath.Join(data.extractions(), filepath.Base(path))
		if rules, err := rulesOf(out); err == nil && rules == x.Hash() {
			report.Fresh++
			continue
		}
		n, broken, err := extractFile(ctx, path, out, x, workers, done)
		report.Documents += n
		for _, b := range broken {
			report.Broken = append(report.Broken, b.Error())
		}
		if err != nil {
			return report, err
		}
		report.Files++
	}
	return report, nil
}

// rulesOf gives the hash of the rules that made an extraction file, as its
// first line says.
func rulesOf(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	for x, err := range kg.Extractions(f, path) {
		if err != nil {
			return "", err
		}
		return x.Rules, nil
	}
	return "", fmt.Errorf("%s is empty", path)
}

func extractFile(ctx context.Context, in, out string, x *extract.Extractor, workers int, done func(int)) (n int, broken []error, err error) {
	f, err := os.Open(in)
	if err != nil {
		return 0, nil, fmt.Errorf("extract: %w", err)
	}
	defer f.Close()
	err = kg.WriteFile(out, func(w io.Writer) error {
		for line, err := range extractAll(ctx, kg.Documents(f, in), x, workers) {
			switch {
			case isOfOneLine(err):
				broken = append(broken, err)
			case err != nil:
				return err
			default:
				if _, err := w.Write(line); err != nil {
					return err
				}
				n++
				done(1)
			}
		}
		return nil
	})
	return n, broken, err
}

// isOfOneLine reports whether an error is that of one line, so that the rest
// can be done.
func isOfOneLine(err error) bool {
	var line *kg.LineError
	return errors.As(err, &line)
}

// job is a document on its way: its line comes through the channel.
type job struct {
	document *kg.Document
	line     chan result
}

type result struct {
	line []byte
	err  error
}

// extractAll gives the extraction of each document as a line, in the order of
// the documents, worked out by several workers at once. At most four documents
// a worker are held at a time. An error of one line does not end it, any other
// error is the last.
func extractAll(ctx context.Context, documents iter.Seq2[*kg.Document, error], x *extract.Extractor, workers int) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		ctx, cancel := context.WithCancel(ctx)
		defer cancel()
		jobs := make(chan job)
		ordered := make(chan chan result, 4*workers)
		go feed(ctx, documents, jobs, ordered)
		for range workers {
			go func() {
				for j := range jobs {
					line, err := extractLine(x, j.document)
					j.line <- result{line, err}
				}
			}()
		}
		for {
			r, ok := next(ctx, ordered)
			if !ok || !yield(r.line, r.err) {
				return
			}
		}
	}
}

// next gives the next line in order, the error of a context that is done, or
// false after the last line.
func next(ctx context.Context, ordered <-chan chan result) (result, bool) {
	select {
	case line, ok := <-ordered:
		if !ok {
			return result{err: ctx.Err()}, ctx.Err() != nil
		}
		return <-line, true
	case <-ctx.Done():
		return result{err: ctx.Err()}, true
	}
}

// feed hands documents to the workers and their lines, in order, to the reader.
func feed(ctx context.Context, documents iter.Seq2[*kg.Document, error], jobs chan<- job, ordered chan<- chan result) {
	defer close(ordered)
	defer close(jobs)
	for d, err := range documents {
		j := job{d, make(chan result, 1)}
		select {
		case ordered <- j.line:
		case <-ctx.Done():
			return
		}
		if err != nil {
			j.line <- result{err: err}
			continue
		}
		select {
		case jobs <- j:
		case <-ctx.Done():
			j.line <- result{err: ctx.Err()}
			return
		}
	}
}

// extractLine reads one document. A fault of the program that one document
// brings to light must not cost the others: it is that document's error.
func extractLine(x *extract.Extractor, d *kg.Document) (line []byte, err error) {
	defer func() {
		if fault := recover(); fault != nil {
			err = &kg.LineError{Name: "document " + d.ID, Line: 1, Column: 1, Err: fmt.Errorf("extract failed: %v\n%s", fault, debug.Stack())}
		}
	}()
	var out bytes.Buffer
	if err := kg.WriteExtraction(&out, x.Extract(d)); err != nil {
		return nil, fmt.Errorf("extract document %s: %w", d.ID, err)
	}
	return out.Bytes(), nil
}
