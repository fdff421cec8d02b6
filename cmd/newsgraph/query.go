package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"github.com/newsgraph/newsgraph/graph"
	"github.com/newsgraph/newsgraph/graph/queries"
)

const queryHelp = `Ask the graph. Nothing is changed.

In:  Cypher (an argument with white space) or the name of a saved query.
Out: the answer on standard output: --format table, csv (with a header row), json
     (an array), jsonl (an object a row) or markdown.`

// newQuery is the command query.
func newQuery(data *folder) *cobra.Command {
	q := question{format: "table"}
	cmd := &cobra.Command{
		Use:   "query NAME | CYPHER",
		Short: "Ask the graph in Cypher",
		Long:  queryHelp + exits(statusStore, statusInterrupted),
		Args:  usage(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			var err error
			if q.store, err = q.store.resolve(cmd, *data); err != nil {
				return err
			}
			if !slices.Contains(formats, q.format) {
				return withStatus(statusUsage, fmt.Errorf("--format %s is none of %s", q.format, strings.Join(formats, " ")))
			}
			if q.cypher, err = cypherOf(args[0]); err != nil {
				return err
			}
			return q.ask(cmd)
		},
	}
	q.store.add(cmd)
	cmd.Flags().StringVar(&q.format, "format", q.format, "table, csv, json, jsonl or markdown")
	cmd.Flags().BoolVar(&q.inChild, "in-child", false, "this is the child process")
	cmd.Flags().Lookup("in-child").Hidden = true
	return cmd
}

// question is one query and how its answer is printed.
type question struct {
	cypher  string
	store   storeFlags
	format  string
	inChild bool
}

// cypherOf gives the text of a query: the argument, or the saved query it names.
func cypherOf(arg string) (string, error) {
	if strings.ContainsFunc(arg, isSpace) {
		return arg, nil
	}
	if cypher, ok := queries.Cypher(arg); ok {
		return cypher, nil
	}
	return "", withStatus(statusUsage, fmt.Errorf("there is no saved query %q; there are %s", arg, strings.Join(queries.Names(), ", ")))
}

func isSpace(r rune) bool { return strings.ContainsRune(" \t\r\n", r) }

func (q question) ask(cmd *cobra.Command) error {
	if !q.inChild {
		fmt.Fprintf(cmd.ErrOrStderr(), "store: %v\n", q.store)
	}
	switch {
	case q.store.uri != "":
		return q.askNeo4j(cmd)
	case !q.inChild:
		return q.askInChild(cmd)
	}
	store, err := q.store.openEmbedded()
	if err != nil {
		return err
	}
	defer store.Close()
	return q.print(cmd, store.Query)
}

func (q question) askNeo4j(cmd *cobra.Command) error {
	store, err := q.store.openNeo4j(cmd.Context())
	if err != nil {
		return err
	}
	defer store.Close()
	return refused(q.print(cmd, store.Query))
}

func (q question) print(cmd *cobra.Command, query func(context.Context, string, map[string]any) (*graph.Result, error)) error {
	result, err := query(cmd.Context(), q.cypher, nil)
	if err != nil {
		return err
	}
	_, err = printResult(cmd.OutOrStdout(), result, q.format)
	return err
}

// askInChild asks the embedded store in a process of its own: a query can crash
// Kuzu, and that must be an error message.
func (q question) askInChild(cmd *cobra.Command) error {
	self, err := os.Executable()
	if err != nil {
		return fmt.Errorf("find this program: %w", err)
	}
	child := exec.Command(self, "query", "--in-child", "--graph", q.store.path, "--format", q.format, "--", q.cypher+"\n")
	child.Stdin, child.Stdout, child.Stderr = nil, cmd.OutOrStdout(), cmd.ErrOrStderr()
	child.Args[0] = os.Args[0]
	if err := child.Start(); err != nil {
		return fmt.Errorf("start the query: %w", err)
	}
	stop := context.AfterFunc(cmd.Context(), func() {
		_ = child.Process.Signal(syscall.SIGTERM) // it may have ended by itself
	})
	defer stop()
	return childStatus(child.Wait())
}

// errSaid is that of a child that has said what is wrong itself.
var errSaid = errors.New("")

func childStatus(err error) error {
	var exit *exec.ExitError
	switch {
	case !errors.As(err, &exit):
		return err
	case exit.ExitCode() > 0:
		return withStatus(exit.ExitCode(), errSaid)
	}
	return fmt.Errorf("the query crashed the embedded store (%w): put it in other words, or ask Neo4j", exit)
}
