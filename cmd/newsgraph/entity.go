package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"

	"github.com/spf13/cobra"

	"github.com/newsgraph/newsgraph/extract"
	"github.com/newsgraph/newsgraph/graph"
	"github.com/newsgraph/newsgraph/kg"
)

const explainHelp = `Show why some names are one thing.

In:  extractions/ and identity.tsv of the data folder, the lexicon; a name in any
     spelling, or a key (company:nvidia).
Out: for each entity that has the name or key: key, type, name, the lines of
     identity.tsv about it, and each of its names with what made it one (a line of
     the lexicon or of identity.tsv, the normal form, an introduction in a document)
     and up to three sentences; with --json an object a line.`

const historyHelp = `Show what was decided of an entity and what is said of it, in the order of time.

In:  extractions/ and identity.tsv of the data folder, the lexicon; a name in any
     spelling, or a key.
Out: for each entity that has the name or key: the lines of identity.tsv about it
     and a table of its facts, by when they were first seen; with --json an object a
     line.`

const mergeHelp = `Make the entity of one key that of another: KEY is INTO.

In:  two keys that stand in some document or in the lexicon (newsgraph entity
     explain NAME shows them), and the reason.
Out: one more line in identity.tsv of the data folder. The next load brings all
     facts to it. Of two types it has that of INTO: load drops what such a thing
     cannot have, and counts it.`

const splitHelp = `Make a name of an entity a thing of its own: NAME of KEY is NEWKEY.

In:  a key, a name that documents call it, the key that the name is to have, and
     the reason. Where NEWKEY was merged into KEY the split undoes that; else it
     holds for the documents of today that call KEY by the name.
Out: one more line in identity.tsv of the data folder. The next load brings all
     facts to it.`

const renameHelp = `Give an entity the name that it has in the graph.

In:  a key, the name, and the reason.
Out: one more line in identity.tsv of the data folder. The next load brings it
     into the graph.`

// newEntity is the command entity.
func newEntity(data *folder) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "entity",
		Short: "Which names are one thing, and why",
		Long:  "An entity is one thing that documents name: extractions give it a key by the lexicon\nor the name, and identity.tsv of the data folder says which keys are one thing." + exits(),
		Args:  usage(cobra.NoArgs),
		RunE:  func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newExplain(data), newHistory(data), newMerge(data), newSplit(data), newRename(data), newLint(data))
	return cmd
}

func newExplain(data *folder) *cobra.Command {
	return newLook(data, "explain NAME|KEY", "Why some names are one thing", explainHelp, func(r reading, what string) (list, error) {
		all, err := graph.Explain(r.extractions, r.options, r.naming, what)
		return asList(all, printExplanation), err
	})
}

func newHistory(data *folder) *cobra.Command {
	return newLook(data, "history NAME|KEY", "What was decided and said of an entity", historyHelp, func(r reading, what string) (list, error) {
		all, err := graph.Histories(r.extractions, r.options, r.naming, what)
		return asList(all, printHistory), err
	})
}

func newMerge(data *folder) *cobra.Command {
	return newDecide(data, "merge KEY INTO --reason TEXT", "One key is the thing of another", mergeHelp, 2, func(r reading, args []string, reason string) (graph.Decision, error) {
		return graph.Merge(r.extractions, r.options, args[0], args[1], reason)
	})
}

func newSplit(data *folder) *cobra.Command {
	return newDecide(data, "split KEY NAME NEWKEY --reason TEXT", "A name of an entity is another thing", splitHelp, 3, func(r reading, args []string, reason string) (graph.Decision, error) {
		return graph.Split(r.extractions, r.options, r.naming, args[0], args[1], args[2], reason)
	})
}

func newRename(data *folder) *cobra.Command {
	return newDecide(data, "rename KEY NAME --reason TEXT", "How an entity is called", renameHelp, 2, func(r reading, args []string, reason string) (graph.Decision, error) {
		return graph.Rename(r.extractions, r.options, args[0], args[1], reason)
	})
}

// reading is what the commands read: the extractions of the data folder, and
// what turns their keys into those of the graph.
type reading struct {
	extractions iter.Seq2[*kg.Extraction, error]
	options     graph.Options
	naming      graph.Naming
	broken      map[string]bool // lines that could not be read
}

func readingOf(data folder, opts extract.Options) (reading, error) {
	r := reading{broken: map[string]bool{}}
	x, err := newExtractor(opts, 1)
	if err != nil {
		return r, err
	}
	if r.options, err = graphOptions(data, x); err != nil {
		return r, err
	}
	paths, err := jsonlFiles(data.extractions())
	if err != nil {
		return r, err
	}
	r.naming = namingOf(x)
	r.extractions = extractionsOf(paths, func(err error) { r.broken[err.Error()] = true })
	return r, nil
}

// list prints several things, and says how many they are.
type list struct {
	len   int
	print func(w io.Writer, asJSON bool) error
}

func asList[T any](all []T, print func(w io.Writer, item T) error) list {
	return list{len(all), func(w io.Writer, asJSON bool) error {
		enc := json.NewEncoder(w)
		enc.SetEscapeHTML(false)
		for i, item := range all {
			if asJSON {
				if err := enc.Encode(item); err != nil {
					return err
				}
				continue
			}
			if i > 0 {
				fmt.Fprintln(w)
			}
			if err := print(w, item); err != nil {
				return err
			}
		}
		return nil
	}}
}

// newLook is a command that shows the entities that a name or key means.
func newLook(data *folder, use, short, long string, look func(r reading, what string) (list, error)) *cobra.Command {
	var opts extract.Options
	var asJSON bool
	cmd := &cobra.Command{
		Use:   use,
		Short: short,
		Long:  long + exits(statusPart),
		Args:  usage(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			r, err := readingOf(*data, opts)
			if err != nil {
				return err
			}
			found, err := look(r, args[0])
			if err != nil {
				return err
			}
			if found.len == 0 {
				return withStatus(statusUsage, fmt.Errorf("no document of %s and no lexicon names %q", *data, args[0]))
			}
			return errors.Join(found.print(cmd.OutOrStdout(), asJSON), partly(cmd, sortedKeys(r.broken)))
		},
	}
	cmd.Flags().StringVar(&opts.LexiconDir, "lexicon", "", "`folder` of lexicon files beside those built in")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

// newDecide is a command that adds a line to identity.tsv.
func newDecide(data *folder, use, short, long string, args int, decide func(r reading, args []string, reason string) (graph.Decision, error)) *cobra.Command {
	var opts extract.Options
	var reason string
	cmd := &cobra.Command{
		Use:   use,
		Short: short,
		Long:  long + exits(statusPart, statusLocked),
		Args:  usage(cobra.ExactArgs(args)),
		RunE: func(cmd *cobra.Command, args []string) error {
			unlock, err := data.lock()
			if err != nil {
				return err
			}
			defer unlock()
			r, err := readingOf(*data, opts)
			if err != nil {
				return err
			}
			d, err := decide(r, args, reason)
			if err != nil {
				return withStatus(statusUsage, err)
			}
			text, err := data.identityText()
			if err != nil {
				return err
			}
			id, err := data.writeIdentity(withLine(text, d.String()))
			if err != nil {
				return err
			}
			fmt.Fprintf(cmd.OutOrStdout(), "%s\nnewsgraph load brings it into the graph\n", decided(*data, id))
			return partly(cmd, sortedKeys(r.broken))
		},
	}
	cmd.Flags().StringVar(&reason, "reason", "", "`text` that says why, for whoever reads identity.tsv")
	cmd.Flags().StringVar(&opts.LexiconDir, "lexicon", "", "`folder` of lexicon files beside those built in")
	return cmd
}

func printExplanation(w io.Writer, e graph.Explanation) error {
	fmt.Fprintf(w, "%s  %s  %s, in %s\n", e.Key, e.Type, e.Name, count(e.Documents, "document"))
	printDecisions(w, e.Decisions)
	for _, n := range e.Names {
		fmt.Fprintf(w, "  %s, %s in %s\n", n.Name, count(n.Times, "time"), count(n.Documents, "document"))
		for _, reason := range n.Joined {
			fmt.Fprintf(w, "    %s\n", oneLine(reason))
		}
		for _, s := range n.Sentences {
			from := s.URL
			if from == "" {
				from = s.Document
			}
			fmt.Fprintf(w, "    %s\n      %s\n", from, oneLine(s.Text))
		}
	}
	return nil
}

func printDecisions(w io.Writer, decisions []graph.Decision) {
	for _, d := range decisions {
		fmt.Fprintf(w, "  identity.tsv:%d: %s %s %s: %s\n", d.Line, d.Word, d.Key, d.Target, d.Reason)
	}
}

func count(n int64, what string) string {
	if n != 1 {
		what += "s"
	}
	return fmt.Sprint(n, " ", what)
}

func printHistory(w io.Writer, h graph.History) error {
	fmt.Fprintf(w, "%s  %s  %s, in %s\n", h.Key, h.Type, h.Name, count(h.Documents, "document"))
	printDecisions(w, h.Decisions)
	if len(h.Facts) == 0 {
		_, err := fmt.Fprintln(w, "  no facts")
		return err
	}
	t := newTable("first seen", "last seen", "subject", "predicate", "object", "of it", "modality", "contested", "sources")
	for _, f := range h.Facts {
		t.AppendRow([]any{f.FirstSeen, f.LastSeen, f.Subject, f.Predicate, f.Object, qualifiersText(f.Qualifiers), f.Modality, f.Contested, f.Sources})
	}
	_, err := fmt.Fprintln(w, t.Render())
	return err
}

// qualifiersText gives qualifiers in one cell: title=CEO, valid_from=2024.
func qualifiersText(q map[string]any) string {
	text := ""
	for i, name := range sortedKeys(q) {
		if i > 0 {
			text += ", "
		}
		text += name + "=" + cellText(q[name])
	}
	return text
}
