package graph

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// Identity says which provisional keys are one thing, which are two, and what
// a thing is called: the content of an identity.tsv. Each line is
//
//	merge   KEY  KEY   REASON  EVIDENCE   the first key is the second thing
//	split   KEY  KEY   REASON  EVIDENCE   the two are two things: no merge leads from one to the other,
//	                                      and in the documents of EVIDENCE the first key is the second
//	rename  KEY  NAME  REASON  EVIDENCE   the thing is called NAME
//
// with tabs between the columns. EVIDENCE is document ids separated by spaces,
// or - for none; keys have no white space. Empty lines and lines that begin
// with # say nothing. A split
// is looked up first, then merges are followed to their end, or to where a
// split keeps two keys apart: whatever the order of the lines.
type Identity struct {
	decisions []Decision
	merges    map[string]Decision
	splits    map[splitKey]Decision
	apart     map[string][]string // by either key of a split, the other one
	renames   map[string]string
}

type splitKey struct{ key, document string }

func newIdentity() *Identity {
	return &Identity{merges: map[string]Decision{}, splits: map[splitKey]Decision{}, apart: map[string][]string{}, renames: map[string]string{}}
}

// ReadIdentity reads an identity.tsv. The error joins all mistakes of the
// file, each as "file:line:column: message"; name is the file's name in them.
func ReadIdentity(name string, r io.Reader) (*Identity, error) {
	text, err := io.ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	id := newIdentity()
	var mistakes []error
	fail := func(line, column int, message string) {
		mistakes = append(mistakes, fmt.Errorf("%s:%d:%d: %s", name, line, column, message))
	}
	var merges []identityLine
	n := 0
	for text := range strings.Lines(strings.TrimPrefix(string(text), byteOrderMark)) {
		n++
		text = strings.TrimRight(text, "\r\n")
		if strings.TrimSpace(text) == "" || strings.HasPrefix(text, "#") {
			continue
		}
		line := splitColumns(n, text)
		if column, message := line.check(); message != "" {
			fail(n, column, message)
			continue
		}
		d := line.decision()
		if message := id.add(d); message != "" {
			fail(n, line.starts[2], message)
		} else if d.Word == "merge" {
			merges = append(merges, line)
		}
	}
	circular := id.circular()
	for _, line := range merges {
		if circular[line.columns[1]] {
			fail(line.number, line.starts[1], fmt.Sprintf("merges of %q lead back to it", line.columns[1]))
		}
	}
	if len(mistakes) > 0 {
		return nil, errors.Join(mistakes...)
	}
	return id, nil
}

// byteOrderMark is what some editors put before the text of a file.
const byteOrderMark = "\ufeff"

// add takes a decision in, or returns what it contradicts.
func (id *Identity) add(d Decision) (message string) {
	switch d.Word {
	case "merge":
		if old, ok := id.merges[d.Key]; ok && old.Target != d.Target {
			return fmt.Sprintf("%q is merged into %q already", d.Key, old.Target)
		}
		id.merges[d.Key] = d
	case "rename":
		if old, ok := id.renames[d.Key]; ok && old != d.Target {
			return fmt.Sprintf("%q is renamed to %q already", d.Key, old)
		}
		id.renames[d.Key] = d.Target
	case "split":
		for _, document := range d.Evidence {
			at := splitKey{d.Key, document}
			if old, ok := id.splits[at]; ok && old.Target != d.Target {
				return fmt.Sprintf("%q is split to %q in document %s already", d.Key, old.Target, document)
			}
			id.splits[at] = d
		}
		id.apart[d.Key] = append(id.apart[d.Key], d.Target)
		id.apart[d.Target] = append(id.apart[d.Target], d.Key)
	}
	id.decisions = append(id.decisions, d)
	return ""
}

// circular returns the keys whose merges lead back to them. It looks at each
// merge once.
func (id *Identity) circular() map[string]bool {
	circular := map[string]bool{}
	walkOf := map[string]int{} // the walk that met each key first
	for walk, d := range id.decisions {
		key := d.Key
		for id.isMerged(key) && walkOf[key] == 0 {
			walkOf[key] = walk + 1
			key = id.merges[key].Target
		}
		for walkOf[key] == walk+1 && !circular[key] {
			circular[key] = true
			key = id.merges[key].Target
		}
	}
	return circular
}

func (id *Identity) isMerged(key string) bool {
	if id == nil {
		return false
	}
	_, ok := id.merges[key]
	return ok
}

// Decisions returns the lines in the order of the file; none of a nil Identity.
func (id *Identity) Decisions() []Decision {
	if id == nil {
		return nil
	}
	return slices.Clone(id.decisions)
}

// ByHand returns the identity without the lines of [Learn].
func (id *Identity) ByHand() *Identity {
	hand := newIdentity()
	for _, d := range id.Decisions() {
		if !d.Learned() {
			hand.add(d)
		}
	}
	return hand
}

// Route returns the key of the thing that a document means by a provisional
// key. A nil Identity returns the key as it is.
func (id *Identity) Route(key, document string) string {
	if id == nil {
		return key
	}
	if split, ok := id.splits[splitKey{key, document}]; ok {
		key = split.Target
	}
	if !id.isMerged(key) {
		return key
	}
	path := []string{key}
	for d, ok := id.merges[key]; ok; d, ok = id.merges[d.Target] {
		if i := id.lastApart(path, d.Target); i >= 0 {
			return path[i]
		}
		path = append(path, d.Target)
	}
	return path[len(path)-1]
}

// lastApart returns the index of the last key that a split keeps apart from
// another one, -1 if none.
func (id *Identity) lastApart(keys []string, other string) int {
	last := -1
	for _, key := range id.apart[other] {
		last = max(last, slices.Index(keys, key))
	}
	return last
}

// Trace returns the decisions that lead from a provisional key to what
// [Identity.Route] makes of it, in their order.
func (id *Identity) Trace(key, document string) []Decision {
	end := id.Route(key, document)
	if id == nil {
		return nil
	}
	var all []Decision
	if split, ok := id.splits[splitKey{key, document}]; ok {
		all = append(all, split)
		key = split.Target
	}
	for key != end {
		all = append(all, id.merges[key])
		key = id.merges[key].Target
	}
	return all
}

// Apart reports whether a split says that two keys are two things.
func (id *Identity) Apart(a, b string) bool { return id != nil && slices.Contains(id.apart[a], b) }

func sorted(a, b string) [2]string { return [2]string{min(a, b), max(a, b)} }

// Name returns what a routed key was renamed to.
func (id *Identity) Name(key string) (string, bool) {
	if id == nil {
		return "", false
	}
	name, ok := id.renames[key]
	return name, ok
}

// about returns the decisions on a routed key, on those that are merged into it
// and on those that were, in the order of the file.
func (id *Identity) about(key string) []Decision {
	return slices.DeleteFunc(id.Decisions(), func(d Decision) bool {
		merged := d.Word == "merge" && id.Route(d.Target, "") == key
		return d.Key != key && d.Target != key && !merged
	})
}
