package graph

import (
	"iter"
	"maps"
	"slices"

	"github.com/newsgraph/newsgraph/kg"
)

// Naming is what the lexicon and its normal form say of names.
type Naming struct {
	// KeyOf returns the key of a name on its own, and whether the name alone
	// tells one thing from another in every document.
	KeyOf func(t kg.Type, name string) (key string, ok bool)
	// KeysOf returns the keys of the lexicon's entities that have a name.
	KeysOf func(name string) []string
	// Normal returns what two spellings of one name have in common.
	Normal func(t kg.Type, name string) string
	// Place returns the line of the lexicon, as file:line, that gives a name to
	// the entity of a key; "" where none does.
	Place func(key, name string) string
}

// calls reports whether the document calls the entity by a name, in whatever
// spelling.
func (n Naming) calls(e kg.Entity, name string) bool {
	normal := n.Normal(e.Type, name)
	return slices.ContainsFunc(namesOf(e), func(s string) bool { return n.Normal(e.Type, s) == normal })
}

// namesOf returns the distinct names of an entity in its document: those that
// stand there, and those only introduced.
func namesOf(e kg.Entity) []string {
	names := map[string]bool{}
	for _, m := range e.Mentions {
		names[clean(m.Text)] = true
	}
	for _, a := range e.Aliases {
		names[clean(a.Text)] = true
	}
	if len(names) == 0 {
		names[clean(e.Name)] = true
	}
	return slices.Sorted(maps.Keys(names))
}

// sought are the entities that a user means by a name or key.
type sought struct {
	keys      []string         // routed, sorted
	documents latest[[]string] // which of them each document names
}

// seek finds the entities that a name, in whatever spelling, or a key, routed
// or not, means in some document, in the lexicon or in the identities.
func seek(extractions iter.Seq2[*kg.Extraction, error], opts Options, naming Naming, what string) (sought, error) {
	_, isKey := EntityType(what)
	meant := func(e kg.Entity, routed string) bool {
		if isKey {
			return e.Key == what || routed == what
		}
		name, renamed := opts.Identity.Name(routed)
		return naming.calls(e, what) || renamed && naming.Normal(e.Type, name) == naming.Normal(e.Type, what)
	}
	s := sought{documents: latest[[]string]{}}
	for x, err := range extractions {
		if err != nil {
			return s, err
		}
		var keys []string
		for _, e := range x.Entities {
			if routed := opts.Identity.Route(e.Key, x.Document); meant(e, routed) && !slices.Contains(keys, routed) {
				keys = append(keys, routed)
			}
		}
		s.documents.put(x, keys)
	}
	keys := map[string]bool{}
	for _, d := range s.documents {
		for _, key := range d.read {
			keys[key] = true
		}
	}
	listed := naming.KeysOf(what)
	if isKey {
		listed = []string{what}
	}
	for _, key := range listed {
		if key = opts.Identity.Route(key, ""); opts.isKnown(key) {
			keys[key] = true
		}
	}
	s.keys = slices.Sorted(maps.Keys(keys))
	return s, nil
}
