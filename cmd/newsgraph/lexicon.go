package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/newsgraph/newsgraph/extract"
)

const lexiconCheckHelp = `Check lexicon files.

In:  a folder of lexicon files, else those built in.
Out: a line that says that the lexicon is in order; each fault is an error as
     file:line:column: message, all of them at once.`

// newLexicon is the command lexicon.
func newLexicon() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "lexicon",
		Short: "Check lexicon files",
		Long:  "The lexicon is what is known of names: text files of tab-separated columns." + exits(),
		Args:  usage(cobra.NoArgs),
		RunE:  func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(&cobra.Command{
		Use:   "check [FOLDER]",
		Short: "Check lexicon files",
		Long:  lexiconCheckHelp + exits(),
		Args:  usage(cobra.MaximumNArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			dir := ""
			if len(args) > 0 {
				dir = args[0]
			}
			if err := errors.Join(extract.CheckLexicon(dir)...); err != nil {
				return withStatus(statusUsage, err)
			}
			_, err := fmt.Fprintln(cmd.OutOrStdout(), "the lexicon is in order")
			return err
		},
	})
	return cmd
}
