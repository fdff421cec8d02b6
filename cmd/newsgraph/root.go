package main

import (
	"context"
	"io"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"
)

const rootHelp = `newsgraph turns news into a knowledge graph that is queried with Cypher.

It crawls news sites, reads each article (Chinese and English), finds the
companies, people, organizations, AI models, chips, products and indices that it
names and what it says of them, and loads that into Neo4j, or into an embedded
graph where no Neo4j is named, with the exact sentence behind every fact.

Every command works on one data folder (--data). The store is Neo4j where --neo4j
or NEO4J_URI names one (NEO4J_USERNAME, NEO4J_PASSWORD or NEO4J_PASSWORD_FILE,
NEO4J_DATABASE), else the embedded one.`

// execute runs one command line and returns its exit status.
func execute(args []string, in io.Reader, out, errs io.Writer) int {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // a second signal ends the program at once

	root := newRoot()
	root.SetArgs(args)
	root.SetIn(in)
	root.SetOut(out)
	root.SetErr(errs)
	err := root.ExecuteContext(ctx)
	if err != nil {
		complain(errs, err)
	}
	return statusOf(ctx, err)
}

func newRoot() *cobra.Command {
	var data folder
	root := &cobra.Command{
		Use:               "newsgraph",
		Short:             "Turn news into a knowledge graph",
		Long:              rootHelp,
		SilenceErrors:     true,
		SilenceUsage:      true,
		CompletionOptions: cobra.CompletionOptions{HiddenDefaultCmd: true},
		Args:              usage(cobra.NoArgs),
		// Flags that exclude each other are wrong usage; cobra's own check comes later and says so with status 1.
		PersistentPreRunE: func(cmd *cobra.Command, _ []string) error { return withStatus(statusUsage, cmd.ValidateFlagGroups()) },
		RunE:              func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	root.PersistentFlags().StringVar((*string)(&data), "data", "newsgraph-data", "the data `folder`")
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return withStatus(statusUsage, err) })
	root.AddCommand(
		newRun(&data),
		newCrawl(&data),
		newLoad(&data),
		newVerify(&data),
		newExport(&data),
		newDiff(),
		newQuery(&data),
		newExtract(&data),
		newArticle(),
		newEval(),
		newTrain(),
		newRules(),
		newLexicon(),
		newAbstained(&data),
		newEntity(&data),
		newVersion(),
	)
	return root
}

// usage makes an error of a command's arguments one of usage.
func usage(check cobra.PositionalArgs) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error { return withStatus(statusUsage, check(cmd, args)) }
}
