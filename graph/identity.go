package graph

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"
)

// Identity says which provisional keys are one thing, which are two, and what
// a thing is called: the content of an identity.tsv. Each line is
//
//	merge   KEY  KEY   REASON  EVIDENCE   the first key is the second thing
//	split   KEY  KEY   REASON  EVIDENCE   in the documents of EVIDENCE the first key is the second
//	rename  KEY  NAME  REASON  EVIDENCE   the thing is called NAME
//
// with tabs between the columns. EVIDENCE is document ids separated by spaces.
// Empty lines and lines that begin with # say nothing. A split is looked up
// first, then merges are followed to their end.
type Identity struct {
	merges  map[string]string
	splits  map[splitKey]string
	renames map[string]string
}

type splitKey struct{ key, document string }

// identityLine is one line of an identity.tsv and where its columns begin.
type identityLine struct {
	number  int
	columns []string
	starts  []int // column of the line's text, in characters from 1
}

// ReadIdentity reads an identity.tsv. The error joins all mistakes of the
// file, each as "file:line:column: message"; name is the file's name in them.
func ReadIdentity(name string, r io.Reader) (*Identity, error) {
	id := &Identity{merges: map[string]string{}, splits: map[splitKey]string{}, renames: map[string]string{}}
	var mistakes []error
	fail := func(line, column int, format string, args ...any) {
		mistakes = append(mistakes, fmt.Errorf("%s:%d:%d: %s", name, line, column, fmt.Sprintf(format, args...)))
	}
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 1<<20)
	var merges []identityLine
	for n := 1; lines.Scan(); n++ {
		text := strings.TrimSuffix(lines.Text(), "\r")
		if strings.TrimSpace(text) == "" || strings.HasPrefix(text, "#") {
			continue
		}
		line := splitColumns(n, text)
		if column, message := line.check(); message != "" {
			fail(n, column, "%s", message)
			continue
		}
		if column, message := id.add(line); message != "" {
			fail(n, column, "%s", message)
		} else if line.columns[0] == "merge" {
			merges = append(merges, line)
		}
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	for _, line := range merges {
		if id.inCycle(line.columns[1]) {
			fail(line.number, line.starts[1], "merges of %q lead back to it", line.columns[1])
		}
	}
	if len(mistakes) > 0 {
		return nil, errors.Join(mistakes...)
	}
	return id, nil
}

func splitColumns(number int, text string) identityLine {
	line := identityLine{number: number, columns: strings.Split(text, "\t")}
	start := 1
	for _, c := range line.columns {
		line.starts = append(line.starts, start)
		start += utf8.RuneCountInString(c) + 1
	}
	return line
}

// check returns the column and the message of the first mistake that shows
// without looking at other lines; no message, no mistake.
func (l identityLine) check() (column int, message string) {
	what := l.columns[0]
	if !slices.Contains([]string{"merge", "split", "rename"}, what) {
		return 1, fmt.Sprintf("unknown word %q: want merge, split or rename", what)
	}
	if len(l.columns) != 5 {
		return 1, fmt.Sprintf("%d columns: want 5 (%s, key, target, reason, evidence)", len(l.columns), what)
	}
	for i, c := range l.columns {
		if strings.TrimSpace(c) == "" {
			names := []string{"word", "key", "target", "reason", "evidence"}
			return l.starts[i], names[i] + " is empty"
		}
	}
	if _, ok := EntityType(l.columns[1]); !ok {
		return l.starts[1], fmt.Sprintf("%q is no key: want type:name", l.columns[1])
	}
	if what == "rename" {
		return 0, ""
	}
	if _, ok := EntityType(l.columns[2]); !ok {
		return l.starts[2], fmt.Sprintf("%q is no key: want type:name", l.columns[2])
	}
	if l.columns[1] == l.columns[2] {
		return l.starts[2], fmt.Sprintf("%s of %q to itself", what, l.columns[1])
	}
	return 0, ""
}

// add takes the line in, or returns what it contradicts.
func (id *Identity) add(l identityLine) (column int, message string) {
	what, key, target := l.columns[0], l.columns[1], l.columns[2]
	switch what {
	case "merge":
		if old, ok := id.merges[key]; ok && old != target {
			return l.starts[2], fmt.Sprintf("%q is merged into %q already", key, old)
		}
		id.merges[key] = target
	case "rename":
		if old, ok := id.renames[key]; ok && old != target {
			return l.starts[2], fmt.Sprintf("%q is renamed to %q already", key, old)
		}
		id.renames[key] = target
	case "split":
		for _, document := range strings.Fields(l.columns[4]) {
			at := splitKey{key, document}
			if old, ok := id.splits[at]; ok && old != target {
				return l.starts[2], fmt.Sprintf("%q is split to %q in document %s already", key, old, document)
			}
			id.splits[at] = target
		}
	}
	return 0, ""
}

func (id *Identity) inCycle(key string) bool {
	at := id.merges[key]
	for range id.merges {
		if at == key {
			return true
		}
		next, ok := id.merges[at]
		if !ok {
			return false
		}
		at = next
	}
	return false
}

// Route returns the key of the thing that a document means by a provisional
// key. A nil Identity returns the key as it is.
func (id *Identity) Route(key, document string) string {
	if id == nil {
		return key
	}
	if target, ok := id.splits[splitKey{key, document}]; ok {
		key = target
	}
	for target, ok := id.merges[key]; ok; target, ok = id.merges[key] {
		key = target
	}
	return key
}

// Name returns what a routed key was renamed to.
func (id *Identity) Name(key string) (string, bool) {
	if id == nil {
		return "", false
	}
	name, ok := id.renames[key]
	return name, ok
}
