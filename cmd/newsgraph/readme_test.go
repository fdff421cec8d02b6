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

var update = flag.Bool("update", false, "write what the commands of README.md and docs print into them")

const readme = "../../README.md"

// pages show commands with what they print.
var pages = []string{readme, "../../docs/identity.md"}

var (
	consoleBlock = regexp.MustCompile("(?s)```console\n(.*?)```\n")
	commandLine  = regexp.MustCompile(`(?m)^\$ newsgraph (.*)\n`)
	word         = regexp.MustCompile(`"([^"]*)"|(\S+)`)
	tomlBlock    = regexp.MustCompile("(?s)```toml\n(.*?)```\n")
)

// TestReadme runs the commands that README.md and docs show, in their order, on
// the fixtures' data folder.
func TestReadme(t *testing.T) {
	files := make([]string, len(pages))
	for i, page := range pages {
		files[i] = absolute(t, page)
	}
	sites := absolute(t, "../../fixtures/sites.toml")
	t.Chdir(t.TempDir()) // so that the data folder has its usual name
	t.Setenv("NEO4J_URI", "")
	mustPrint(t, "run", "--sites", sites)
	shown := 0
	for _, file := range files {
		shown += checkPage(t, file)
	}
	if shown < 5 {
		t.Fatalf("README.md and docs show %d commands", shown)
	}
}

func absolute(t *testing.T, path string) string {
	t.Helper()
	abs, err := filepath.Abs(path)
	if err != nil {
		t.Fatal(err)
	}
	return abs
}

// checkPage runs the commands that a page shows, compares what they print or, with
// -update, writes it into the page, and returns how many they are.
func checkPage(t *testing.T, file string) (shown int) {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	printed := consoleBlock.ReplaceAllFunc(text, func(block []byte) []byte {
		out := "```console\n"
		for _, line := range commandLine.FindAllSubmatch(block, -1) {
			shown++
			command, quiet := strings.CutSuffix(string(line[1]), " > /dev/null")
			answer := mustPrint(t, argsOf(command)...)
			if quiet {
				answer = ""
			}
			out += string(line[0]) + answer
		}
		return []byte(out + "```\n")
	})
	if *update {
		if err := os.WriteFile(file, printed, 0o644); err != nil {
			t.Fatal(err)
		}
		return shown
	}
	if diff := cmp.Diff(string(text), string(printed)); diff != "" {
		t.Errorf("%s shows other answers than come (go test ./cmd/newsgraph -run Readme -update writes them):\n%s", filepath.Base(file), diff)
	}
	return shown
}

// argsOf cuts a command line into arguments. The embedded store is asked in a
// child process, which a test cannot start as itself; --in-child is what that
// child runs.
func argsOf(line string) (args []string) {
	for _, m := range word.FindAllStringSubmatch(line, -1) {
		args = append(args, m[1]+m[2])
	}
	if args[0] == "query" {
		args = append(args, "--in-child", "--graph", "newsgraph-data/graph.kuzu")
	}
	return args
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
