package main

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/newsgraph/newsgraph/crawl"
)

var update = flag.Bool("update", false, "write what the commands of README.md print into it")

const readme = "../../README.md"

var (
	consoleBlock = regexp.MustCompile("(?s)```console\n\\$ newsgraph query \"([^\n]*)\"\n(.*?)```\n")
	tomlBlock    = regexp.MustCompile("(?s)```toml\n(.*?)```\n")
)

// TestReadme asks the questions that README.md shows, of the fixtures' graph.
func TestReadme(t *testing.T) {
	text, err := os.ReadFile(readme)
	if err != nil {
		t.Fatal(err)
	}
	data := t.TempDir()
	t.Setenv("NEO4J_URI", "")
	mustPrint(t, "--data", data, "run", "--sites", "../../fixtures/sites.toml")
	shown := consoleBlock.FindAllSubmatch(text, -1)
	if len(shown) < 2 {
		t.Fatalf("README.md shows %d questions", len(shown))
	}
	printed := text
	for _, block := range shown {
		// The embedded store is asked in a child process, which a test cannot
		// start as itself; --in-child is what that child runs.
		answer := mustPrint(t, "query", "--in-child", "--graph", filepath.Join(data, "graph.kuzu"), string(block[1]))
		whole := "```console\n$ newsgraph query \"" + string(block[1]) + "\"\n" + answer + "```\n"
		printed = bytes.Replace(printed, block[0], []byte(whole), 1)
	}
	if *update {
		if err := os.WriteFile(readme, printed, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(string(text), string(printed)); diff != "" {
		t.Errorf("README.md shows other answers than come (go test ./cmd/newsgraph -run Readme -update writes them):\n%s", diff)
	}
}

// TestReadmeSites loads the sites that README.md shows.
func TestReadmeSites(t *testing.T) {
	text, err := os.ReadFile(readme)
	if err != nil {
		t.Fatal(err)
	}
	blocks := tomlBlock.FindAllSubmatch(text, -1)
	if len(blocks) == 0 {
		t.Fatal("README.md shows no sites")
	}
	for _, block := range blocks {
		dir := t.TempDir()
		if err := os.Mkdir(filepath.Join(dir, "pages"), 0o755); err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(dir, "sites.toml")
		if err := os.WriteFile(file, block[1], 0o644); err != nil {
			t.Fatal(err)
		}
		if _, err := crawl.LoadConfig(file); err != nil {
			t.Error(err)
		}
	}
}

// mustPrint runs a command that must succeed and returns what it prints.
func mustPrint(t *testing.T, args ...string) string {
	t.Helper()
	var out, errs bytes.Buffer
	if status := execute(args, strings.NewReader(""), &out, &errs); status != statusDone {
		t.Fatalf("newsgraph %s: status %d\n%s", strings.Join(args, " "), status, errs.String())
	}
	return out.String()
}
