package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"os"
	"slices"

	"github.com/spf13/cobra"

	"github.com/newsgraph/newsgraph/kg"
)

const abstainedHelp = `List the triggers that gave no fact, the most frequent first, and why: what the
rules nearly said, to see where another rule or name would help.

In:  extraction files; without arguments those of the data folder.
Out: a table of how often, predicate, trigger, reason and one sentence; with
     --json an object a line.`

// abstentions is one trigger, predicate and reason over many documents.
type abstentions struct {
	Count     int    `json:"count"`
	Predicate string `json:"predicate"`
	Trigger   string `json:"trigger"`
	Reason    string `json:"reason"`
	Example   string `json:"example"` // the smallest of the shortest sentences
}

// newAbstained is the command abstained.
func newAbstained(data *folder) *cobra.Command {
	var asJSON bool
	limit := 50
	cmd := &cobra.Command{
		Use:   "abstained [EXTRACTIONS.jsonl...]",
		Short: "Triggers that gave no fact, and why",
		Long:  abstainedHelp + exits(statusPart),
		Args:  usage(cobra.ArbitraryArgs),
		RunE: func(cmd *cobra.Command, args []string) error {
			if limit < 0 {
				return withStatus(statusUsage, fmt.Errorf("--limit %d is no number of lines", limit))
			}
			paths, err := extractionPaths(*data, args)
			if err != nil {
				return err
			}
			var broken []string
			all, err := countAbstained(extractionsOf(paths, func(err error) { broken = append(broken, err.Error()) }))
			if err != nil {
				return err
			}
			if err := printAbstained(cmd.OutOrStdout(), all[:min(limit, len(all))], asJSON); err != nil {
				return err
			}
			return partly(cmd, broken)
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	cmd.Flags().IntVar(&limit, "limit", limit, "how many at most")
	return cmd
}

// extractionPaths gives the files named, else those of the data folder.
func extractionPaths(data folder, args []string) ([]string, error) {
	if len(args) > 0 {
		return args, allReadable(args)
	}
	return jsonlFiles(data.extractions())
}

// extractionsOf reads several files in turn. A broken line goes to bad, and the
// rest is read.
func extractionsOf(paths []string, bad func(error)) iter.Seq2[*kg.Extraction, error] {
	return func(yield func(*kg.Extraction, error) bool) {
		for _, path := range paths {
			if !extractionsIn(path, bad, yield) {
				return
			}
		}
	}
}

func extractionsIn(path string, bad func(error), yield func(*kg.Extraction, error) bool) bool {
	f, err := os.Open(path)
	if err != nil {
		yield(nil, err)
		return false
	}
	defer f.Close()
	for x, err := range kg.Extractions(f, path) {
		switch {
		case isOfOneLine(err):
			bad(err)
		case !yield(x, err) || err != nil:
			return false
		}
	}
	return true
}

func countAbstained(extractions iter.Seq2[*kg.Extraction, error]) ([]abstentions, error) {
	type group struct{ predicate, trigger, reason string }
	counts := map[group]*abstentions{}
	for x, err := range extractions {
		if err != nil {
			return nil, err
		}
		for _, a := range x.Abstained {
			g := group{a.Predicate, a.Trigger, a.Reason}
			if counts[g] == nil {
				counts[g] = &abstentions{Predicate: a.Predicate, Trigger: a.Trigger, Reason: a.Reason, Example: a.Evidence.Text}
			}
			counts[g].Count++
			counts[g].Example = shorter(counts[g].Example, a.Evidence.Text)
		}
	}
	var all []abstentions
	for _, a := range counts {
		all = append(all, *a)
	}
	slices.SortFunc(all, func(a, b abstentions) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Predicate, b.Predicate), cmp.Compare(a.Trigger, b.Trigger), cmp.Compare(a.Reason, b.Reason))
	})
	return all, nil
}

func shorter(a, b string) string {
	if len(b) < len(a) || len(b) == len(a) && b < a {
		return b
	}
	return a
}

func printAbstained(w io.Writer, all []abstentions, asJSON bool) error {
	if asJSON {
		enc := json.NewEncoder(w)
		enc.SetEscapeHTML(false)
		for _, a := range all {
			if err := enc.Encode(a); err != nil {
				return err
			}
		}
		return nil
	}
	t := newTable("count", "predicate", "trigger", "reason", "example")
	for _, a := range all {
		t.AppendRow([]any{a.Count, a.Predicate, a.Trigger, a.Reason, oneLine(a.Example)})
	}
	_, err := fmt.Fprintln(w, t.Render())
	return err
}
