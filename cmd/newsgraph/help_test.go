package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/spf13/cobra"
)

// TestHelp: the help of every command tells what goes in, what comes out and
// how it ends.
func TestHelp(t *testing.T) {
	for _, cmd := range leaves(newRoot()) {
		for _, want := range []string{"\nIn:  ", "\nOut: ", "\nExit status:\n  0    done\n"} {
			if !strings.Contains(cmd.Long, want) {
				t.Errorf("help of %q lacks %q", cmd.CommandPath(), strings.TrimSpace(want))
			}
		}
		for line := range strings.Lines(cmd.Long) {
			if n := len([]rune(strings.TrimSuffix(line, "\n"))); n > 120 {
				t.Errorf("help of %q has a line of %d characters", cmd.CommandPath(), n)
			}
		}
	}
}

// leaves returns the commands that do something.
func leaves(cmd *cobra.Command) []*cobra.Command {
	if !cmd.HasSubCommands() {
		return []*cobra.Command{cmd}
	}
	var all []*cobra.Command
	for _, sub := range cmd.Commands() {
		all = append(all, leaves(sub)...)
	}
	return all
}

// TestTour: doc.go, the tour of the program, leaves out no file and no command.
func TestTour(t *testing.T) {
	tour, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if file != "doc.go" && !strings.HasSuffix(file, "_test.go") && !strings.Contains(string(tour), file) {
			t.Errorf("doc.go does not name %s", file)
		}
	}
	for _, cmd := range newRoot().Commands() {
		if !strings.Contains(string(tour), " "+cmd.Name()+" (") {
			t.Errorf("doc.go does not name the command %s", cmd.Name())
		}
	}
}
