package main

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/gofrs/flock"
	"github.com/rogpeppe/go-internal/testscript"

	"github.com/newsgraph/newsgraph/graph/kuzu"
	"github.com/newsgraph/newsgraph/graph/neo4j"
	"github.com/newsgraph/newsgraph/graph/neo4j/neo4jtest"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"newsgraph": main})
}

// TestScript runs testdata/script: each file is a folder of inputs and what a
// user types, with what comes out.
func TestScript(t *testing.T) {
	t.Parallel()
	testscript.Run(t, scripts("testdata/script/*.txtar", nil))
}

// TestNeo4j runs testdata/neo4j, one file after the other, each with a real,
// empty Neo4j at $URI for $USER with $PASSWORD.
func TestNeo4j(t *testing.T) {
	t.Parallel()
	var server neo4jtest.Server
	t.Cleanup(func() { server.Stop() })
	files, err := filepath.Glob("testdata/neo4j/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no scripts for Neo4j: %v", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			config := server.Empty(t)
			testscript.Run(t, scripts(file, map[string]string{"URI": config.URI, "USER": config.User, "PASSWORD": config.Password}))
		})
	}
}

func scripts(glob string, env map[string]string) testscript.Params {
	files, _ := filepath.Glob(glob)
	return testscript.Params{
		Files: files,
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"status":  status,
			"hold":    hold,
			"large":   large,
			"digest":  digest,
			"replace": replace,
		},
		Setup: func(e *testscript.Env) error {
			here, err := os.Getwd()
			e.Setenv("FIXTURES", filepath.Join(here, "..", "..", "fixtures"))
			e.Setenv("RULES", filepath.Join(here, "..", "..", "extract", "rules"))
			e.Setenv("HOME", e.WorkDir)
			e.Setenv("GORACE", "atexit_sleep_ms=0") // else each command of a race build waits a second at its end
			for name, value := range env {
				e.Setenv(name, value)
			}
			return err
		},
	}
}

// status N newsgraph ARGS... runs a command that must end with status N.
func status(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: status N command...")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	err = ts.Exec(args[1], args[2:]...)
	got := 0
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		got = exit.ExitCode()
	} else if err != nil {
		ts.Fatalf("%v", err)
	}
	if got != want {
		ts.Fatalf("exit status %d, want %d", got, want)
	}
}

// hold FILE locks a file until the script ends, as another run would.
func hold(ts *testscript.TestScript, _ bool, args []string) {
	lock := flock.New(ts.MkAbs(args[0]))
	if got, err := lock.TryLock(); !got || err != nil {
		ts.Fatalf("lock %s: %v %v", args[0], got, err)
	}
	ts.Defer(func() { lock.Unlock() })
}

// large FILE MB makes a page of at least that many megabytes.
func large(ts *testscript.TestScript, _ bool, args []string) {
	megabytes, err := strconv.Atoi(args[1])
	ts.Check(err)
	line := []byte("<p>某公司今天发布了新产品，售价为一百元。</p>\n")
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), bytes.Repeat(line, megabytes<<20/len(line)+1), 0o644))
}

// replace FILE OLD NEW puts one text in the place of another, which must be there.
func replace(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: replace file old new")
	}
	text := ts.ReadFile(args[0])
	if !strings.Contains(text, args[1]) {
		ts.Fatalf("%s does not hold %q", args[0], args[1])
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(strings.Replace(text, args[1], args[2], 1)), 0o644))
}

// digest STORE FILE writes the digest of a graph, in an embedded file or in the
// Neo4j at $URI, to a file: the same graph has the same digest in both.
func digest(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: digest store file")
	}
	sum, err := digestOf(ts, args[0])
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), []byte(sum+"\n"), 0o644))
}

func digestOf(ts *testscript.TestScript, where string) (string, error) {
	ctx := context.Background()
	if strings.HasPrefix(where, "bolt:") {
		store, err := neo4j.Open(ctx, neo4j.Config{URI: where, User: ts.Getenv("USER"), Password: ts.Getenv("PASSWORD")})
		if err != nil {
			return "", err
		}
		defer store.Close()
		return store.Digest(ctx)
	}
	store, err := kuzu.Open(ts.MkAbs(where))
	if err != nil {
		return "", err
	}
	defer store.Close()
	return store.Digest(ctx)
}
