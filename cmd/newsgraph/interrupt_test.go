package main

import (
	"bytes"
	"io"
	"os"
	"os/exec"
	"strings"
	"testing"
)

// TestInterrupt: a command that is interrupted ends with status 130 and leaves
// whole lines.
func TestInterrupt(t *testing.T) {
	t.Parallel()
	cmd := exec.Command("newsgraph", "extract", "-")
	cmd.Env = append(os.Environ(), "GORACE=atexit_sleep_ms=0")
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	documents, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	// More than a pipe holds, so that the command is at work when this returns.
	line := `{"id":"a","title":"甲","text":"一。","date":"2024-03-18"}` + "\n"
	if _, err := io.WriteString(documents, strings.Repeat(line, 4000)); err != nil {
		t.Fatalf("%v\n%s", err, errs.String())
	}
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); cmd.ProcessState.ExitCode() != statusInterrupted {
		t.Errorf("exit status %d (%v), want %d\n%s", cmd.ProcessState.ExitCode(), err, statusInterrupted, errs.String())
	}
	for line := range bytes.Lines(out.Bytes()) {
		if !bytes.HasPrefix(line, []byte(`{"v":1,`)) || !bytes.HasSuffix(line, []byte("}\n")) {
			t.Errorf("a broken line: %s", line)
		}
	}
}
