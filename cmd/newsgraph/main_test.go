package main

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/gofrs/flock"
	"github.com/rogpeppe/go-internal/testscript"

	"github.com/newsgraph/newsgraph/graph/neo4j/neo4jtest"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"newsgraph": main})
}

// TestScript runs testdata/script: each file is a folder of inputs and what a
// user types, with what comes out.
func TestScript(t *testing.T) {
	testscript.Run(t, scripts("testdata/script", nil))
}

// TestNeo4j runs testdata/neo4j with a real, empty Neo4j at $URI.
func TestNeo4j(t *testing.T) {
	var server neo4jtest.Server
	config := server.Empty(t)
	t.Cleanup(func() { server.Stop() })
	testscript.Run(t, scripts("testdata/neo4j", map[string]string{"URI": config.URI, "NEO4J_USERNAME": config.User}))
}

func scripts(dir string, env map[string]string) testscript.Params {
	return testscript.Params{
		Dir: dir,
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"status": status,
			"hold":   hold,
			"large":  large,
		},
		Setup: func(e *testscript.Env) error {
			here, err := os.Getwd()
			e.Setenv("FIXTURES", filepath.Join(here, "..", "..", "fixtures"))
			e.Setenv("HOME", e.WorkDir)
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

// large FILE MB KIND makes a page of that many megabytes: "letters" without an
// article, or an "article" with many paragraphs.
func large(ts *testscript.TestScript, _ bool, args []string) {
	megabytes, err := strconv.Atoi(args[1])
	ts.Check(err)
	unit := []byte("<p>某公司今天发布了新产品，售价为一百元。</p>\n")
	if args[2] == "letters" {
		unit = []byte("xxxxxxxxxxxxxxxx")
	}
	page := bytes.Repeat(unit, megabytes<<20/len(unit))
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), page, 0o644))
}
