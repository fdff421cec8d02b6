package main

import (
	"encoding/json"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/newsgraph/newsgraph/extract"
	"github.com/newsgraph/newsgraph/kg"
)

const lintHelp = `List the entities that are nothing in the world: pronouns, amounts, dates,
generic words, and single characters that no document introduces.

In:  extraction files; without arguments those of the data folder. The lexicon.
Out: a line for each, tab-separated: document, key, name and why; with --json an
     object a line. On standard error how many entities were looked at.
     Any found ends with status 1.`

// junk is an entity that is none.
type junk struct {
	Document string `json:"document"`
	Key      string `json:"key"`
	Name     string `json:"name"`
	Why      string `json:"why"`
}

func newLint(data *folder) *cobra.Command {
	var opts extract.Options
	var asJSON bool
	workers := 1
	cmd := &cobra.Command{
		Use:   "lint [EXTRACTIONS.jsonl...]",
		Short: "Entities that are nothing in the world",
		Long:  lintHelp + exits(statusPart),
		Args:  usage(cobra.ArbitraryArgs),
		RunE: func(cmd *cobra.Command, args []string) error {
			paths, err := extractionPaths(*data, args)
			if err != nil {
				return err
			}
			opts.Tagger = "none" // names are judged, no text is read
			x, err := newExtractor(opts, workers)
			if err != nil {
				return err
			}
			var broken []string
			entities, found := 0, 0
			for e, err := range extractionsOf(paths, func(err error) { broken = append(broken, err.Error()) }) {
				if err != nil {
					return err
				}
				entities += len(e.Entities)
				all := junkOf(x, e)
				found += len(all)
				if err := printJunk(cmd.OutOrStdout(), all, asJSON); err != nil {
					return err
				}
			}
			fmt.Fprintf(cmd.ErrOrStderr(), "lint: %d of %d entities are junk\n", found, entities)
			if err := partly(cmd, broken); err != nil || found == 0 {
				return err
			}
			return fmt.Errorf("%d entities are junk", found)
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	cmd.Flags().StringVar(&opts.LexiconDir, "lexicon", "", "`folder` of lexicon files beside those built in")
	return cmd
}

func junkOf(x *extract.Extractor, e *kg.Extraction) []junk {
	var out []junk
	for i := range e.Entities {
		if why := x.Junk(&e.Entities[i]); why != "" {
			out = append(out, junk{e.Document, e.Entities[i].Key, e.Entities[i].Name, why})
		}
	}
	return out
}

func printJunk(w io.Writer, all []junk, asJSON bool) error {
	for _, j := range all {
		if asJSON {
			if err := json.NewEncoder(w).Encode(j); err != nil {
				return err
			}
			continue
		}
		if _, err := fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", j.Document, j.Key, j.Name, j.Why); err != nil {
			return err
		}
	}
	return nil
}
