package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/newsgraph/newsgraph/extract"
	"github.com/newsgraph/newsgraph/graph"
	"github.com/newsgraph/newsgraph/kg"
)

const verifyHelp = `Check that the graph is what its documents say.

In:  the data folder and the store.
Out: what has drifted, on standard output: sentences that do not stand in the stored
     document where an extraction says (unfounded), documents that are not there any
     more, nodes and relationships that the extractions do not give (extra), that
     they give and the store lacks (missing) or has with other properties (differs),
     and, in Neo4j, constraints and indexes that are not there. Nothing is changed.

What the store holds is compared with what a load of all extractions would write:
every fact with its evidence, every count, every relationship between entities.
What was not loaded yet comes with a load. What was changed otherwise a load of the
embedded graph mends, as it builds it anew; in Neo4j a load looks at documents that
changed and at no other, so that such a database is to be emptied and loaded.`

// newVerify is the command verify.
func newVerify(data *folder) *cobra.Command {
	var store storeFlags
	var opts extract.Options
	var asJSON bool
	limit := 20
	cmd := &cobra.Command{
		Use:   "verify",
		Short: "Check that the graph is what its documents say",
		Long:  verifyHelp + exits(statusStore, statusDrift, statusInterrupted),
		Args:  usage(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			drift, err := verify(cmd, *data, store, opts, limit)
			if err != nil {
				return err
			}
			if asJSON {
				err = json.NewEncoder(cmd.OutOrStdout()).Encode(drift)
			} else {
				err = printDifferences(cmd.OutOrStdout(), drift)
			}
			if n := drift.Total(); err == nil && n > 0 {
				return withStatus(statusDrift, fmt.Errorf("%d differences between the graph and its documents", n))
			}
			return err
		},
	}
	store.add(cmd)
	cmd.Flags().StringVar(&opts.LexiconDir, "lexicon", "", "`folder` of lexicon files beside those built in")
	cmd.Flags().IntVar(&limit, "limit", limit, "how many differences of a kind are listed")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

func verify(cmd *cobra.Command, data folder, flags storeFlags, opts extract.Options, limit int) (graph.Differences, error) {
	var drift graph.Differences
	store, err := flags.resolve(cmd, data)
	if err != nil {
		return drift, err
	}
	options, err := loadOptions(data, opts)
	if err != nil {
		return drift, err
	}
	paths, err := jsonlFiles(data.extractions())
	if err != nil {
		return drift, err
	}
	fmt.Fprintf(cmd.ErrOrStderr(), "store: %v\n", store)
	want := elementsOf(rowsOf(cmd.Context(), paths, options, func(error) {})) // told with their documents below
	if drift, err = store.compare(cmd.Context(), want, limit); err != nil {
		return drift, err
	}
	for _, path := range paths {
		err := checkFile(cmd.Context(), path, filepath.Join(data.documents(), filepath.Base(path)), func(d graph.Difference) { drift.Add(d, limit) })
		if err != nil {
			return drift, err
		}
	}
	return drift, nil
}

// compare tells in what the store differs from the graph that is wanted.
func (s storeFlags) compare(ctx context.Context, want graph.Elements, limit int) (graph.Differences, error) {
	if s.uri == "" {
		store, err := s.openEmbedded()
		if err != nil {
			return graph.Differences{}, err
		}
		defer store.Close()
		return graph.Compare(want, store.Elements(ctx), limit)
	}
	store, err := s.openNeo4j(ctx)
	if err != nil {
		return graph.Differences{}, err
	}
	defer store.Close()
	drift, err := graph.Compare(want, store.Elements(ctx), limit)
	if err != nil {
		return drift, refused(err)
	}
	faults, err := store.SchemaFaults(ctx)
	for _, fault := range faults {
		drift.Add(graph.Difference{What: graph.Missing, Element: fault}, limit)
	}
	return drift, refused(err)
}

// checkFile checks a file of extractions against the file of their documents, which
// has them in the same order.
func checkFile(ctx context.Context, path, documents string, drift func(graph.Difference)) error {
	stored := documentReader{path: documents}
	defer stored.close()
	broken := func(err error) { drift(graph.Difference{What: "broken", Element: err.Error()}) }
	for x, err := range extractionsOf([]string{path}, broken) {
		if err := errors.Join(err, ctx.Err()); err != nil {
			return err
		}
		if x.Source.Withdrawn {
			continue
		}
		d, err := stored.find(x)
		if err != nil {
			return err
		}
		if d == nil {
			drift(graph.Difference{What: graph.Missing, Element: "document " + x.Document, Detail: "it is not in " + documents})
			continue
		}
		for _, fault := range graph.CheckEvidence(x, d) {
			drift(fault)
		}
	}
	return nil
}

// documentReader finds the documents of extractions in a file that has them in the
// same order, and holds one at a time.
type documentReader struct {
	path  string
	known map[documentVersion]bool // what the file has
	next  func() (*kg.Document, error, bool)
	stop  func()
}

type documentVersion struct{ id, fetched string }

// find returns the document that an extraction was made of, nil where the file is
// not there or does not have it.
func (r *documentReader) find(x *kg.Extraction) (*kg.Document, error) {
	wanted := documentVersion{x.Document, x.Source.Fetched}
	if r.known == nil {
		if err := r.list(); err != nil {
			return nil, err
		}
	}
	for r.known[wanted] {
		if r.next == nil {
			r.next, r.stop = iter.Pull2(documentsOf([]string{r.path}, nil))
		}
		d, err, ok := r.next()
		switch {
		case !ok:
			r.close() // once more from the beginning: the order is another
		case err != nil && !isOfOneLine(err):
			return nil, err
		case err == nil && (documentVersion{d.ID, d.Fetched}) == wanted:
			return d, nil
		}
	}
	return nil, nil
}

// list notes what the file has.
func (r *documentReader) list() error {
	r.known = map[documentVersion]bool{}
	for d, err := range documentsOf([]string{r.path}, nil) {
		switch {
		case errors.Is(err, os.ErrNotExist):
			return nil
		case err == nil:
			r.known[documentVersion{d.ID, d.Fetched}] = true
		case !isOfOneLine(err):
			return err
		}
	}
	return nil
}

func (r *documentReader) close() {
	if r.next != nil {
		r.stop()
		r.next = nil
	}
}

// printDifferences prints how many differences there are of each kind, and the first.
func printDifferences(w io.Writer, d graph.Differences) error {
	if d.Total() == 0 {
		_, err := fmt.Fprintln(w, "the graph is what its documents say")
		return err
	}
	t := newTable("what", "how many")
	for _, what := range sortedKeys(d.Counts) {
		t.AppendRow([]any{what, d.Counts[what]})
	}
	fmt.Fprintln(w, t.Render())
	for _, diff := range d.First {
		if _, err := fmt.Fprintln(w, diff); err != nil {
			return err
		}
	}
	return nil
}
