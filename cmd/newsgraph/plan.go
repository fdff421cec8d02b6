package main

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"

	"github.com/spf13/cobra"

	"github.com/newsgraph/newsgraph/graph"
)

// loadPlan says what a load would do: the ids of the documents that it would add,
// change and take away, and how many it would leave as they are.
type loadPlan struct {
	Store     string   `json:"store"`
	New       []string `json:"new"`
	Changed   []string `json:"changed"`
	Withdrawn []string `json:"withdrawn"`
	Unchanged int64    `json:"unchanged"`
	Broken    []string `json:"broken,omitempty"` // lines that could not be read
}

// planLoad prints what a load would do, and does nothing.
func planLoad(cmd *cobra.Command, store storeFlags, paths []string, options graph.Options, asJSON bool) error {
	fmt.Fprintf(cmd.ErrOrStderr(), "store: %v\n", store)
	have, err := store.contributions(cmd.Context())
	if err != nil {
		return err
	}
	var broken []string
	want, err := graph.Current(extractionsOf(paths, func(err error) { broken = append(broken, err.Error()) }), options)
	if err != nil {
		return err
	}
	plan := planOf(have, want, store.uri == "")
	plan.Store, plan.Broken = store.String(), broken
	if asJSON {
		err = json.NewEncoder(cmd.OutOrStdout()).Encode(plan)
	} else {
		err = plan.print(cmd.OutOrStdout())
	}
	if err != nil {
		return err
	}
	return partly(cmd, plan.Broken)
}

// planOf compares the versions that a store has with those that it is to have. One
// that is built anew keeps nothing else; another keeps what is newer.
func planOf(have, want map[string]graph.Version, anew bool) loadPlan {
	plan := loadPlan{New: []string{}, Changed: []string{}, Withdrawn: []string{}}
	for _, id := range sortedKeys(want) {
		old, known := have[id]
		there := known && old.Hash != ""
		switch v := want[id]; {
		case !anew && known && v.Fetched != old.Fetched && v.Compare(old) < 0, v.Hash == old.Hash && there:
			if there {
				plan.Unchanged++
			}
		case v.Hash == "" && there:
			plan.Withdrawn = append(plan.Withdrawn, id)
		case v.Hash == "":
		case !there:
			plan.New = append(plan.New, id)
		default:
			plan.Changed = append(plan.Changed, id)
		}
	}
	for _, id := range sortedKeys(have) {
		if _, kept := want[id]; anew && !kept {
			plan.Withdrawn = append(plan.Withdrawn, id)
		}
	}
	slices.Sort(plan.Withdrawn)
	return plan
}

// maxPlanned is how many documents of a kind are listed for people.
const maxPlanned = 20

func (p loadPlan) print(w io.Writer) error {
	t := newTable("documents that a load would", "add", "change", "withdraw", "leave")
	t.AppendRow([]any{p.Store, len(p.New), len(p.Changed), len(p.Withdrawn), p.Unchanged})
	if _, err := fmt.Fprintln(w, t.Render()); err != nil {
		return err
	}
	for _, list := range []struct {
		what string
		ids  []string
	}{{"add", p.New}, {"change", p.Changed}, {"withdraw", p.Withdrawn}} {
		for _, id := range list.ids[:min(len(list.ids), maxPlanned)] {
			fmt.Fprintf(w, "%s %s\n", list.what, id)
		}
		if more := len(list.ids) - maxPlanned; more > 0 {
			fmt.Fprintf(w, "%s %d more\n", list.what, more)
		}
	}
	return nil
}
