package main

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"strconv"
	"testing"

	"github.com/gofrs/flock"
	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"newsgraph": main})
}

// TestScript runs testdata/script: each file is a folder of inputs and what a
// user types, with what comes out.
func TestScript(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"status": status,
			"hold":   hold,
			"large":  large,
		},
		Setup: func(env *testscript.Env) error {
			repository, err := os.Getwd()
			env.Setenv("FIXTURES", repository+"/../../fixtures")
			env.Setenv("HOME", env.WorkDir)
			return err
		},
	})
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
