package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
)

// The exit statuses. Each command's help lists its own.
const (
	statusDone        = 0
	statusFailed      = 1
	statusUsage       = 2
	statusPart        = 3
	statusLocked      = 11
	statusStore       = 12
	statusDrift       = 13
	statusInterrupted = 130
)

var statusTexts = map[int]string{
	statusDone:        "done",
	statusFailed:      "failed",
	statusUsage:       "wrong usage or configuration, a broken rule or lexicon file",
	statusPart:        "done in part: what failed is listed, the rest is done",
	statusLocked:      "the data folder is locked by another run",
	statusStore:       "the store cannot be reached or refuses; whatever comes before the load is done, the load goes next time",
	statusDrift:       "verify found that the graph has drifted from its extractions",
	statusInterrupted: "interrupted; the same command goes on where this one stopped",
}

// exits is the part of a command's help that lists its exit statuses, beside
// those that every command has.
func exits(own ...int) string {
	var b strings.Builder
	b.WriteString("\n\nExit status:\n")
	list := append([]int{statusDone, statusFailed, statusUsage}, own...)
	for _, status := range list {
		fmt.Fprintf(&b, "  %-4d %s\n", status, statusTexts[status])
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// statusError ends the program with a status.
type statusError struct {
	status int
	err    error
}

func (e *statusError) Error() string { return e.err.Error() }
func (e *statusError) Unwrap() error { return e.err }

func withStatus(status int, err error) error {
	if err == nil {
		return nil
	}
	return &statusError{status, err}
}

// statusOf says how the program ends. An error that carries no status is that
// of a command that failed.
func statusOf(ctx context.Context, err error) int {
	var s *statusError
	switch {
	case err == nil:
		return statusDone
	case ctx.Err() != nil:
		return statusInterrupted
	case errors.As(err, &s):
		return s.status
	}
	return statusFailed
}

// complain prints an error, one line for each error that it joins.
func complain(w io.Writer, err error) {
	if errors.Is(err, errSaid) {
		return
	}
	for line := range strings.Lines(err.Error()) {
		fmt.Fprintf(w, "newsgraph: %s\n", strings.TrimSuffix(line, "\n"))
	}
}
