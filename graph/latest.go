package graph

import "github.com/newsgraph/newsgraph/kg"

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

// latest holds, for each document, what was read from its current version.
type latest[T any] map[string]versioned[T]

type versioned[T any] struct {
	version Version
	read    T
}

// put takes in what was read from one version of a document.
func (l latest[T]) put(x *kg.Extraction, read T) {
	v := cheapVersion(x)
	if old, ok := l[x.Document]; !ok || v.Compare(old.version) > 0 {
		l[x.Document] = versioned[T]{v, read}
	}
}

// current reports whether the extraction is of the current version of its
// document, and one that stands: not withdrawn.
func (l latest[T]) current(x *kg.Extraction) bool {
	return !x.Source.Withdrawn && l[x.Document].version == cheapVersion(x)
}

// cheapVersion tells versions of one document apart without a [Contribute],
// which takes as long as to read an extraction. Of two versions fetched at one
// time it may choose another one than [Rows], but the same in every order.
func cheapVersion(x *kg.Extraction) Version {
	return Version{x.Source.Fetched, x.Source.TextHash + " " + x.Rules}
}
