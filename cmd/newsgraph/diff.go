package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"github.com/newsgraph/newsgraph/extract"
	"github.com/newsgraph/newsgraph/graph"
	"github.com/newsgraph/newsgraph/graph/kuzu"
)

const diffHelp = `Tell in what one graph differs from an earlier one.

In:  two graphs, each a data folder, a file of extractions or the file of an embedded
     graph.
Out: how many nodes and relationships were added, removed and changed, and the first
     of each, with the properties that changed, on standard output. Nothing is changed.`

// newDiff is the command diff.
func newDiff() *cobra.Command {
	var opts extract.Options
	var asJSON bool
	limit := 20
	cmd := &cobra.Command{
		Use:   "diff OLD NEW",
		Short: "In what two graphs differ",
		Long:  diffHelp + exits(statusInterrupted),
		Args:  usage(cobra.ExactArgs(2)),
		RunE: func(cmd *cobra.Command, args []string) error {
			x, err := newExtractor(opts, 1)
			if err != nil {
				return err
			}
			before, closeBefore, err := graphAt(cmd.Context(), args[0], x)
			if err != nil {
				return err
			}
			defer closeBefore()
			after, closeAfter, err := graphAt(cmd.Context(), args[1], x)
			if err != nil {
				return err
			}
			defer closeAfter()
			changes, err := graph.Compare(before, after, limit)
			if err != nil {
				return err
			}
			if asJSON {
				return json.NewEncoder(cmd.OutOrStdout()).Encode(changes)
			}
			return printChanges(cmd.OutOrStdout(), changes)
		},
	}
	cmd.Flags().StringVar(&opts.LexiconDir, "lexicon", "", "`folder` of lexicon files beside those built in")
	cmd.Flags().IntVar(&limit, "limit", limit, "how many changes of a kind are listed")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON: missing is removed, extra added")
	return cmd
}

// graphAt is the graph in a data folder, a file of extractions or the file of an
// embedded graph.
func graphAt(ctx context.Context, path string, x *extract.Extractor) (graph.Elements, func(), error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, nil, withStatus(statusUsage, err)
	}
	if !info.IsDir() {
		if store, err := kuzu.Open(path); err == nil {
			return store.Elements(ctx), func() { _ = store.Close() }, nil // it was only read
		}
		return wholeGraph(ctx, []string{path}, lexiconOptions(x)), func() {}, nil
	}
	options, err := graphOptions(folder(path), x)
	if err != nil {
		return nil, nil, err
	}
	paths, err := jsonlFiles(folder(path).extractions())
	if err == nil && len(paths) == 0 {
		err = fmt.Errorf("there are no extractions in %s", folder(path).extractions())
	}
	return wholeGraph(ctx, paths, options), func() {}, err
}

// wholeGraph is the graph that a load of the extractions makes; a broken line is an
// error, as what it lacks would be taken for a difference.
func wholeGraph(ctx context.Context, paths []string, options graph.Options) graph.Elements {
	return func(yield func(graph.Element) error) error {
		var broken error
		rows := rowsOf(ctx, paths, options, func(err error) { broken = cmp.Or(broken, err) })
		return errors.Join(elementsOf(rows)(yield), broken)
	}
}

// changeWords say what became of what one graph has and the later one lacks, and
// the other way round.
var changeWords = map[string]string{graph.Missing: "removed", graph.Extra: "added", graph.Differs: "changed"}

func printChanges(w io.Writer, d graph.Differences) error {
	if d.Total() == 0 {
		_, err := fmt.Fprintln(w, "the two graphs are the same")
		return err
	}
	t := newTable("nodes and relationships", "how many")
	for _, what := range sortedKeys(d.Counts) {
		t.AppendRow([]any{changeWords[what], d.Counts[what]})
	}
	fmt.Fprintln(w, t.Render())
	for _, diff := range d.First {
		line := changeWords[diff.What] + ": " + diff.Element
		for _, p := range diff.Properties {
			line += fmt.Sprintf(": %s is %s, was %s", p.Name, p.Have, p.Want)
		}
		if _, err := fmt.Fprintln(w, line); err != nil {
			return err
		}
	}
	return nil
}
