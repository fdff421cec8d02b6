package pattern

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"
)

// File is one rule file. Its name is only used in errors and in rule positions.
type File struct {
	Name string
	Text string
}

// Error is one fault of a rule file. Line and Column count from 1, columns in
// code points.
type Error struct {
	File         string
	Line, Column int
	Message      string
}

// Error returns file:line:column: message.
func (e *Error) Error() string {
	return fmt.Sprintf("%s:%d:%d: %s", e.File, e.Line, e.Column, e.Message)
}

// position is where something stands in the rule files; file is an index.
type position struct {
	file, line, column int
}

// faults collects the errors of all files.
type faults struct {
	names []string
	all   []*Error
}

func (f *faults) add(at position, format string, args ...any) {
	f.all = append(f.all, &Error{f.names[at.file], at.line, at.column, fmt.Sprintf(format, args...)})
}

// err joins what was collected, in the order of files, lines and columns.
func (f *faults) err() error {
	slices.SortStableFunc(f.all, func(a, b *Error) int {
		return cmp.Or(cmp.Compare(slices.Index(f.names, a.File), slices.Index(f.names, b.File)),
			cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	errs := make([]error, 0, len(f.all))
	for i, e := range f.all {
		if i == 0 || *e != *f.all[i-1] {
			errs = append(errs, e)
		}
	}
	return errors.Join(errs...)
}

// field is a run without spaces and where it starts.
type field struct {
	text string
	at   position
}

// line is one declaration: its first word, then fields.
type line struct {
	at     position
	text   string // whole line
	runes  []rune
	fields []field
}

// linesOf cuts a file into declarations; blank lines and comments are dropped.
func linesOf(file int, text string, f *faults) []line {
	var lines []line
	for n, raw := range strings.Split(strings.TrimPrefix(text, "\ufeff"), "\n") {
		raw = strings.TrimRight(raw, " \t\r")
		if raw == "" || raw[0] == '#' {
			continue
		}
		at := position{file, n + 1, 1}
		if raw[0] == ' ' || raw[0] == '\t' {
			f.add(at, "indented line")
			continue
		}
		if i := strings.Index(raw, " #"); i >= 0 && !strings.HasPrefix(raw, "example ") && !strings.HasPrefix(raw, "reject ") {
			raw = strings.TrimRight(raw[:i], " \t")
		}
		lines = append(lines, newLine(at, raw))
	}
	return lines
}

func newLine(at position, raw string) line {
	l := line{at: at, text: raw, runes: []rune(raw)}
	start := -1
	for i := 0; i <= len(l.runes); i++ {
		if i < len(l.runes) && !unicode.IsSpace(l.runes[i]) {
			if start < 0 {
				start = i
			}
			continue
		}
		if start >= 0 {
			l.fields = append(l.fields, field{string(l.runes[start:i]), position{at.file, at.line, start + 1}})
			start = -1
		}
	}
	return l
}

// rest returns the text of the line from its n-th field on, and where it starts.
func (l *line) rest(n int) (string, position) {
	if n >= len(l.fields) {
		return "", position{l.at.file, l.at.line, len(l.runes) + 1}
	}
	at := l.fields[n].at
	return string(l.runes[at.column-1:]), at
}
