package extract

import (
	"fmt"
	"slices"

	"github.com/newsgraph/newsgraph/kg"
)

// CheckLexicon returns the faults of the lexicon, ours with the user's folder
// ("" for none): all that keep it from loading, else names that two entities
// of one type have, and entities without any name that can be found.
func CheckLexicon(dir string) []error {
	x, err := New(Options{LexiconDir: dir})
	if err != nil {
		return []error{err}
	}
	defer x.Close()
	return x.finder.lex.check(x.folder)
}

func (lex *lexicon) check(f *folder) []error {
	var errs []error
	first := map[string]int{}
	for i := range lex.entries {
		e := &lex.entries[i]
		if e.listed || e.Type == noMention {
			continue
		}
		findable := false
		for _, n := range e.Names {
			text := string(f.fold([]rune(trimUnsure(n))))
			findable = findable || len([]rune(text)) > 1
			key := string(e.Type) + " " + text
			if j, ok := first[key]; ok && j != i {
				errs = append(errs, fmt.Errorf("%s: %s is a name of %s too", e.file, n, lex.entries[j].key()))
			}
			first[key] = i
		}
		if !findable {
			errs = append(errs, fmt.Errorf("%s: %s has no name of two or more characters", e.file, e.key()))
		}
	}
	return errs
}

// Entities returns how many entities of each type the curated files name, in
// the order of [kg.Types].
func (x *Extractor) Entities() []int {
	out := make([]int, len(kg.Types))
	for i := range x.finder.lex.entries {
		e := &x.finder.lex.entries[i]
		if k := slices.Index(kg.Types, e.Type); k >= 0 && !e.listed {
			out[k]++
		}
	}
	return out
}

// Close frees the segmenter; the Extractor must not be used afterwards.
func (x *Extractor) Close() { x.segmenter.Close() }
