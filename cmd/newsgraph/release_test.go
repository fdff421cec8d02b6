package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestRelease builds the folder that is shipped, hides the module cache from
// it and runs it: nothing in it may lean on the machine that built it.
func TestRelease(t *testing.T) {
	if testing.Short() {
		t.Skip("NOT RUN: the release is not built in short mode")
	}
	if out, err := exec.Command("unshare", "-rm", "true").CombinedOutput(); err != nil {
		t.Skipf("NOT RUN: the module cache cannot be hidden, as unshare -rm does not work here: %v %s", err, out)
	}
	dir := filepath.Join(t.TempDir(), "release")
	build := exec.Command("make", "-C", "../..", "release", "DIST="+dir)
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("make release: %v\n%s", err, out)
	}
	documents := filepath.Join(t.TempDir(), "d.jsonl")
	line := `{"id":"a","title":"英伟达发布新芯片","text":"英伟达今天发布了新芯片。","date":"2024-03-18"}` + "\n"
	if err := os.WriteFile(documents, []byte(line), 0o644); err != nil {
		t.Fatal(err)
	}
	found := filepath.Join(t.TempDir(), "x.jsonl")
	graph := filepath.Join(t.TempDir(), "g.kuzu")
	out := hidden(t, dir, "extract", documents)
	if !strings.Contains(out, `"document":"a"`) {
		t.Errorf("extract printed %s", out)
	}
	if err := os.WriteFile(found, []byte(out), 0o644); err != nil {
		t.Fatal(err)
	}
	hidden(t, dir, "load", "--data", t.TempDir(), "--graph", graph, found)
	out = hidden(t, dir, "query", "--graph", graph, "--format", "csv", "MATCH (d:Document) RETURN d.id AS id")
	if out != "id\na\n" {
		t.Errorf("query printed %q", out)
	}
}

// hidden runs the release where the module cache is an empty folder and returns
// what it prints.
func hidden(t *testing.T, dir string, args ...string) string {
	t.Helper()
	cache, err := exec.Command("go", "env", "GOMODCACHE").Output()
	if err != nil {
		t.Fatal(err)
	}
	script := `mount -t tmpfs none "$1" && shift && exec "$@"`
	args = append([]string{"-rm", "sh", "-c", script, "sh", strings.TrimSpace(string(cache)), filepath.Join(dir, "newsgraph")}, args...)
	cmd := exec.Command("unshare", args...)
	cmd.Env = []string{"HOME=" + t.TempDir(), "PATH=" + os.Getenv("PATH")}
	var errs strings.Builder
	cmd.Stderr = &errs
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s: %v\n%s", strings.Join(args[7:], " "), err, errs.String())
	}
	return string(out)
}
