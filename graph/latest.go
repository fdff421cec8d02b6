package graph

import (
	"iter"

	"github.com/newsgraph/newsgraph/kg"
)

// latest holds, for each document, what was read from its current version.
type latest[T any] map[string]*versioned[T]

type versioned[T any] struct {
	version Version
	taken   bool
	read    T
}

// put takes in what was read from one version of a document.
func (l latest[T]) put(x *kg.Extraction, read T) {
	v := cheapVersion(x)
	if old, ok := l[x.Document]; !ok || v.Compare(old.version) > 0 {
		l[x.Document] = &versioned[T]{version: v, read: read}
	}
}

// current ranges over the current version of each document that stands, once,
// of the same extractions that were put before.
func (l latest[T]) current(extractions iter.Seq2[*kg.Extraction, error]) iter.Seq2[*kg.Extraction, error] {
	return func(yield func(*kg.Extraction, error) bool) {
		for x, err := range extractions {
			if err == nil {
				v := l[x.Document]
				if x.Source.Withdrawn || v == nil || v.taken || v.version != cheapVersion(x) {
					continue
				}
				v.taken = true
			}
			if !yield(x, err) {
				return
			}
		}
	}
}

// cheapVersion tells versions of one document apart without a [Contribute],
// which takes as long as to read an extraction. Of two versions fetched at one
// time it may choose another one than [Rows], but the same in every order.
func cheapVersion(x *kg.Extraction) Version {
	return Version{x.Source.Fetched, x.Source.TextHash + " " + x.Rules}
}
