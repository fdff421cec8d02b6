package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/newsgraph/newsgraph/extract"
)

const rulesHelp = `Test and explain the rules by which relations, metrics and quotes are read.

They are text files, one a relation; --rules names a folder whose files stand
beside those built in, or in the place of one with the same name.`

// newRules is the command rules.
func newRules() *cobra.Command {
	var opts extract.Options
	cmd := &cobra.Command{
		Use:   "rules",
		Short: "Test and explain the rules",
		Long:  rulesHelp + exits(),
		Args:  usage(cobra.NoArgs),
		RunE:  func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.PersistentFlags().StringVar(&opts.LexiconDir, "lexicon", "", "`folder` of lexicon files beside those built in")
	cmd.PersistentFlags().StringVar(&opts.RulesDir, "rules", "", "`folder` of rule files beside those built in")
	cmd.AddCommand(newRulesTest(&opts), newRulesExplain(&opts))
	return cmd
}

const rulesTestHelp = `Run the examples and rejects that stand in the rule files.

In:  the name of a relation, else all.
Out: a line that says that all hold; each that does not is an error as
     file:line: message, all of them at once.`

func newRulesTest(opts *extract.Options) *cobra.Command {
	return &cobra.Command{
		Use:   "test [RELATION]",
		Short: "Run the examples of the rule files",
		Long:  rulesTestHelp + exits(),
		Args:  usage(cobra.MaximumNArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			x, err := newExtractor(*opts, 1)
			if err != nil {
				return err
			}
			relation := ""
			if len(args) > 0 {
				relation = args[0]
			}
			if err := errors.Join(x.TestRules(relation)...); err != nil {
				return err
			}
			_, err = fmt.Fprintln(cmd.OutOrStdout(), "all examples and rejects hold")
			return err
		},
	}
}

const rulesExplainHelp = `Show how far each frame and pattern of a relation matches a sentence.

In:  the name of a relation and a sentence.
Out: the sentence in its units, then each frame and pattern: how far it matched
     and where it stopped.`

func newRulesExplain(opts *extract.Options) *cobra.Command {
	return &cobra.Command{
		Use:   "explain RELATION SENTENCE",
		Short: "Show how far each frame and pattern matches a sentence",
		Long:  rulesExplainHelp + exits(),
		Args:  usage(cobra.ExactArgs(2)),
		RunE: func(cmd *cobra.Command, args []string) error {
			x, err := newExtractor(*opts, 1)
			if err != nil {
				return err
			}
			return x.Explain(cmd.OutOrStdout(), args[0], args[1])
		},
	}
}
