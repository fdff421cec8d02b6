package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/newsgraph/newsgraph/extract"
	"github.com/newsgraph/newsgraph/graph/export"
	"github.com/newsgraph/newsgraph/kg"
)

const exportHelp = `Write the graph for other tools.

In:  extractions and identity.tsv of the data folder, or extraction files; no store is
     needed.
Out: --format jsonl: a node or relationship a line; graphml: for Gephi, yEd and
     NetworkX; cypher: statements that build the graph in an empty Neo4j; each on
     standard output or in the file --out. neo4j-csv: a folder --out of CSV files, in
     which "neo4j-admin database import full @import.args" makes a database of them.

The same extractions give the same bytes.`

// newExport is the command export.
func newExport(data *folder) *cobra.Command {
	var opts extract.Options
	var format, out string
	cmd := &cobra.Command{
		Use:   "export --format FORMAT [EXTRACTIONS.jsonl...]",
		Short: "The graph for other tools",
		Long:  exportHelp + exits(statusPart, statusInterrupted),
		Args:  usage(cobra.ArbitraryArgs),
		RunE: func(cmd *cobra.Command, args []string) error {
			if !slices.Contains(export.Formats, format) {
				return withStatus(statusUsage, fmt.Errorf("--format %q is none of %s", format, strings.Join(export.Formats, ", ")))
			}
			if export.IsFolder(format) && out == "" {
				return withStatus(statusUsage, fmt.Errorf("--format %s is a folder of files: name it by --out", format))
			}
			return exportGraph(cmd, *data, opts, args, format, out)
		},
	}
	cmd.Flags().StringVar(&opts.LexiconDir, "lexicon", "", "`folder` of lexicon files beside those built in")
	cmd.Flags().StringVar(&format, "format", "", strings.Join(export.Formats, ", "))
	cmd.Flags().StringVar(&out, "out", "", "`file` or folder to write (else standard output)")
	return cmd
}

func exportGraph(cmd *cobra.Command, data folder, opts extract.Options, args []string, format, out string) error {
	options, err := loadOptions(data, opts)
	if err != nil {
		return err
	}
	paths, err := extractionPaths(data, args)
	if err != nil {
		return err
	}
	if len(paths) == 0 {
		return fmt.Errorf("there are no extractions in %s", data.extractions())
	}
	var broken []string
	rows := rowsOf(cmd.Context(), paths, options, func(err error) { broken = append(broken, err.Error()) })
	switch {
	case export.IsFolder(format):
		err = export.WriteFolder(out, rows)
	case out != "":
		err = kg.WriteFile(out, func(w io.Writer) error { return export.Write(w, format, rows) })
	default:
		err = export.Write(cmd.OutOrStdout(), format, rows)
	}
	if err != nil {
		return err
	}
	slices.Sort(broken) // the files are read more than once
	return partly(cmd, slices.Compact(broken))
}
