package graph

import (
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"
	"unicode"

	"github.com/newsgraph/newsgraph/kg"
)

// Merge returns the line that makes a key the thing of another, or says why
// there can be none. Both must stand in some document, in the lexicon or in the
// identities.
func Merge(extractions iter.Seq2[*kg.Extraction, error], opts Options, key, into, reason string) (Decision, error) {
	d, err := newDecision("merge", key, into, reason)
	if err != nil {
		return d, err
	}
	if err := checkKeys(into); err != nil {
		return d, err
	}
	id := opts.Identity
	if err := checkStand(extractions, opts, key, into); err != nil {
		return d, err
	}
	switch {
	case key == into:
		return d, fmt.Errorf("merge %s: into itself", key)
	case id.Apart(key, into):
		return d, fmt.Errorf("merge %s into %s: %s says that they are two things", key, into, id.lineOf("split", key, into))
	case id.Route(into, "") == key:
		return d, fmt.Errorf("merge %s into %s: %s is merged into %s already (%s)", key, into, into, key, lines(id.Trace(into, "")))
	case id.isMerged(key):
		return d, fmt.Errorf("merge %s into %s: %s is merged into %s already (%s)", key, into, key, id.merges[key].Target, lines([]Decision{id.merges[key]}))
	}
	return d, nil
}

// Split returns the line that takes a name out of an entity and makes it the
// thing of another key. Where that key was merged into the entity's, the line
// undoes that. Else it holds for the documents of today that call the entity by
// the name.
func Split(extractions iter.Seq2[*kg.Extraction, error], opts Options, naming Naming, key, name, own, reason string) (Decision, error) {
	d, err := newDecision("split", key, own, reason)
	if err != nil {
		return d, err
	}
	if err := checkKeys(own); err != nil {
		return d, err
	}
	if key == own {
		return d, fmt.Errorf("split %s: from itself", key)
	}
	if routed := opts.Identity.Route(key, ""); routed != key {
		return d, fmt.Errorf("split %s: it is %s (%s): split that", key, routed, lines(opts.Identity.Trace(key, "")))
	}
	at, err := called(extractions, opts, naming, key, name)
	if err != nil {
		return d, err
	}
	if len(at) == 0 {
		return d, fmt.Errorf("split %s: no document calls it %s", key, name)
	}
	if opts.Identity.Route(own, "") == key {
		return d, nil
	}
	d.Evidence = slices.Sorted(maps.Keys(at))
	for _, document := range d.Evidence {
		if provisional := at[document]; provisional != key {
			return d, fmt.Errorf("split %s: %s is in it by %s, which has the key %s: split %s %s %s undoes a merge, for a split take its line out",
				key, name, lines(opts.Identity.Trace(provisional, document)), provisional, key, name, provisional)
		}
		if strings.ContainsFunc(document, unicode.IsSpace) {
			return d, fmt.Errorf("split %s: the document id %q has white space", key, document)
		}
	}
	return d, nil
}

// Rename returns the line that gives an entity a name.
func Rename(extractions iter.Seq2[*kg.Extraction, error], opts Options, key, name, reason string) (Decision, error) {
	name = strings.Join(strings.Fields(name), " ")
	d, err := newDecision("rename", key, name, reason)
	if err != nil {
		return d, err
	}
	id := opts.Identity
	if name == "" {
		return d, fmt.Errorf("rename %s: the name is empty", key)
	}
	if err := checkStand(extractions, opts, key); err != nil {
		return d, err
	}
	if routed := id.Route(key, ""); routed != key {
		return d, fmt.Errorf("rename %s: it is %s (%s): rename that", key, routed, lines(id.Trace(key, "")))
	}
	if old, ok := id.Name(key); ok {
		return d, fmt.Errorf("rename %s: %s calls it %s already", key, id.lineOf("rename", key, old), old)
	}
	return d, nil
}

// newDecision checks the parts that every decision has.
func newDecision(word, key, target, reason string) (Decision, error) {
	d := Decision{Word: word, Key: key, Target: target, Reason: strings.Join(strings.Fields(reason), " ")}
	switch {
	case d.Reason == "":
		return d, fmt.Errorf("%s %s: a reason is needed", word, key)
	case d.Learned():
		return d, fmt.Errorf("%s %s: a reason that begins with %q is the program's", word, key, learnedReason)
	}
	return d, checkKeys(key)
}

func checkKeys(keys ...string) error {
	for _, key := range keys {
		if !isKey(key) {
			return fmt.Errorf("%q is no key: want type:name, as company:nebula", key)
		}
	}
	return nil
}

// checkStand reports the keys that nothing has.
func checkStand(extractions iter.Seq2[*kg.Extraction, error], opts Options, keys ...string) error {
	missing := slices.DeleteFunc(slices.Clone(keys), func(key string) bool {
		return opts.isKnown(key) || slices.ContainsFunc(opts.Identity.Decisions(), func(d Decision) bool { return d.Target == key })
	})
	for x, err := range extractions {
		if err != nil {
			return err
		}
		if len(missing) == 0 {
			break
		}
		for _, e := range x.Entities {
			missing = slices.DeleteFunc(missing, func(key string) bool { return e.Key == key })
		}
	}
	if len(missing) > 0 {
		return fmt.Errorf("no document and no lexicon has the key %s", strings.Join(missing, " or "))
	}
	return nil
}

// called returns the documents that call an entity by a name, and by which
// provisional key each knows it.
func called(extractions iter.Seq2[*kg.Extraction, error], opts Options, naming Naming, key, name string) (map[string]string, error) {
	documents := latest[string]{}
	for x, err := range extractions {
		if err != nil {
			return nil, err
		}
		provisional := ""
		for _, e := range x.Entities {
			if opts.Identity.Route(e.Key, x.Document) == key && naming.calls(e, name) && (provisional == "" || provisional == key) {
				provisional = e.Key
			}
		}
		documents.put(x, provisional)
	}
	at := map[string]string{}
	for document, d := range documents {
		if d.read != "" {
			at[document] = d.read
		}
	}
	return at, nil
}

// lineOf names the line of a decision, of a split whichever way it is written.
func (id *Identity) lineOf(word, key, target string) string {
	return lines(slices.DeleteFunc(id.Decisions(), func(d Decision) bool {
		return d.Word != word || sorted(d.Key, d.Target) != sorted(key, target)
	}))
}

// lines names the lines of decisions.
func lines(all []Decision) string {
	var names []string
	for _, d := range all {
		names = append(names, fmt.Sprintf("identity.tsv:%d", d.Line))
	}
	return strings.Join(names, ", ")
}
