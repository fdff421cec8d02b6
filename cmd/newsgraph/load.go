package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"github.com/newsgraph/newsgraph/extract"
	"github.com/newsgraph/newsgraph/graph"
	"github.com/newsgraph/newsgraph/graph/export"
	"github.com/newsgraph/newsgraph/kg"
)

const loadHelp = `Load extractions into the graph.

In:  extraction files; without arguments those of the data folder. identity.tsv of
     the data folder says which keys are one entity; after a change of it a load of
     all files brings every fact to its entity.
Out: the graph. In Neo4j each document's contribution is replaced where it has
     changed, and nothing else. The embedded store is a file that is always built
     anew from all extractions of the data folder, or, with --graph PATH, from just
     the files named. A table of what was loaded on standard output.

The same extractions twice leave the same graph.`

// newLoad is the command load.
func newLoad(data *folder) *cobra.Command {
	var store storeFlags
	var opts extract.Options
	var asJSON, dry bool
	cmd := &cobra.Command{
		Use:   "load [EXTRACTIONS.jsonl...]",
		Short: "Extractions to the graph",
		Long:  loadHelp + exits(statusPart, statusLocked, statusStore, statusInterrupted),
		Args:  usage(cobra.ArbitraryArgs),
		RunE: func(cmd *cobra.Command, args []string) error {
			return load(cmd, *data, store, opts, args, asJSON, dry)
		},
	}
	store.add(cmd)
	cmd.Flags().StringVar(&opts.LexiconDir, "lexicon", "", "`folder` of lexicon files beside those built in")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	cmd.Flags().BoolVar(&dry, "dry-run", false, "change nothing: print which documents a load would add, change and take away")
	return cmd
}

func load(cmd *cobra.Command, data folder, flags storeFlags, opts extract.Options, args []string, asJSON, dry bool) error {
	store, err := flags.resolve(cmd, data)
	if err != nil {
		return err
	}
	if len(args) > 0 && store.uri == "" && flags.path == "" {
		return withStatus(statusUsage, errors.New("the embedded graph of the data folder is built from all its extractions: name another file by --graph for a graph of some"))
	}
	options, err := loadOptions(data, opts)
	if err != nil {
		return err
	}
	paths, err := extractionPaths(data, args)
	if err != nil {
		return err
	}
	if dry {
		return planLoad(cmd, store, paths, options, asJSON)
	}
	var runs []graph.Run
	if flags.path == "" { // the data folder's own graph
		unlock, err := data.lock()
		if err != nil {
			return err
		}
		defer unlock()
		if runs, err = data.readRuns(); err != nil {
			return err
		}
	}
	fmt.Fprintf(cmd.ErrOrStderr(), "store: %v\n", store)
	report, err := loadFiles(cmd.Context(), store, paths, loadInput{options: options, earlier: runs})
	if err != nil {
		return err
	}
	if asJSON {
		err = json.NewEncoder(cmd.OutOrStdout()).Encode(report)
	} else {
		err = report.print(cmd.OutOrStdout())
	}
	return errors.Join(err, partly(cmd, report.Broken))
}

// loadReport says what a load did.
type loadReport struct {
	Store         string           `json:"store"`
	New           int64            `json:"new"`
	Changed       int64            `json:"changed"`
	Unchanged     int64            `json:"unchanged"`
	Withdrawn     int64            `json:"withdrawn"`
	Nodes         int64            `json:"nodes"`
	Relationships int64            `json:"relationships"`
	Dropped       map[string]int64 `json:"dropped,omitempty"` // how much was off the ontology, by reason
	DroppedFirst  []graph.Drop     `json:"dropped_first,omitempty"`
	Broken        []string         `json:"broken,omitempty"` // lines that could not be read
}

// loadFiles loads files of extractions; a broken line is noted, the rest is loaded.
func loadFiles(ctx context.Context, store storeFlags, paths []string, in loadInput) (loadReport, error) {
	out := loadReport{Store: store.String()}
	in.extractions = extractionsOf(paths, func(err error) {
		if !slices.Contains(out.Broken, err.Error()) { // the files may be read more than once
			out.Broken = append(out.Broken, err.Error())
		}
	})
	r, err := store.load(ctx, in)
	if err != nil {
		return out, err
	}
	out.New, out.Changed, out.Unchanged, out.Withdrawn = r.New, r.Changed, r.Unchanged, r.Withdrawn
	out.Nodes, out.Relationships = r.Nodes, r.Relationships
	out.Dropped, out.DroppedFirst = r.Reasons, r.Dropped
	return out, nil
}

func (r loadReport) print(w io.Writer) error {
	t := newTable("documents in the graph", "new", "changed", "unchanged", "withdrawn", "nodes", "relationships")
	t.AppendRow([]any{r.Store, r.New, r.Changed, r.Unchanged, r.Withdrawn, r.Nodes, r.Relationships})
	if _, err := fmt.Fprintln(w, t.Render()); err != nil {
		return err
	}
	for _, reason := range sortedKeys(r.Dropped) {
		fmt.Fprintf(w, "dropped %d: %s\n", r.Dropped[reason], reason)
	}
	return nil
}

// loadOptions is [graphOptions] with the lexicon that the flags name.
func loadOptions(data folder, opts extract.Options) (graph.Options, error) {
	x, err := newExtractor(opts, 1)
	if err != nil {
		return graph.Options{}, err
	}
	return graphOptions(data, x)
}

// graphOptions is what turns an extraction's keys and words into the graph's:
// identity.tsv and the lexicon.
func graphOptions(data folder, x *extract.Extractor) (graph.Options, error) {
	options := lexiconOptions(x)
	var err error
	options.Identity, err = data.readIdentity()
	return options, err
}

// lexiconOptions is graphOptions without an identity.tsv.
func lexiconOptions(x *extract.Extractor) graph.Options {
	return graph.Options{TitleFold: x.FoldTitle, Known: func(key string) (graph.Known, bool) {
		known, ok := x.Known(key)
		return graph.Known(known), ok
	}}
}

// rowsOf is the graph that a load of the extractions makes. It ends where the context
// does; broken lines go to bad each time that it is gone through.
func rowsOf(ctx context.Context, paths []string, options graph.Options, bad func(error)) export.Rows {
	return func(emit func(graph.Row) error) error {
		_, err := graph.Rows(extractionsOf(paths, bad), options, func(r graph.Row) error { return errors.Join(ctx.Err(), emit(r)) })
		return err
	}
}

// elementsOf is a graph of rows as a store has it.
func elementsOf(rows export.Rows) graph.Elements {
	return func(yield func(graph.Element) error) error {
		return rows(func(r graph.Row) error { return yield(r.Element()) })
	}
}

// readRuns gives the runs of the data folder as nodes of the graph.
func (f folder) readRuns() ([]graph.Run, error) {
	paths, err := filepath.Glob(filepath.Join(f.runs(), "*.json"))
	if err != nil {
		return nil, fmt.Errorf("list runs: %w", err)
	}
	var runs []graph.Run
	for _, path := range paths {
		var r runReport
		data, err := os.ReadFile(path)
		if err == nil {
			err = json.Unmarshal(data, &r)
		}
		if err != nil {
			return nil, fmt.Errorf("read run %s: %w", path, err)
		}
		runs = append(runs, r.node())
	}
	return runs, nil
}

func (f folder) writeRun(r runReport) error {
	return kg.WriteFile(filepath.Join(f.runs(), r.Run+".json"), func(w io.Writer) error {
		enc := json.NewEncoder(w)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", " ")
		return enc.Encode(r)
	})
}
