package english

import (
	"embed"
	"errors"
	"fmt"
	"strings"
)

//go:embed *.txt *.tsv
var files embed.FS

// Words is the vocabulary. It is read-only and safe for concurrent use.
type Words struct {
	base      map[string]bool   // base forms of ordinary words, lower case
	irregular map[string]string // form → base form
	function  map[string]bool   // words that begin sentences and are never a name
	titleStop map[string]bool   // abbreviations that a name or number follows: Mr, No
	otherStop map[string]bool   // other abbreviations that end in a stop: Inc, Jan
	given     map[string]bool   // given names
	family    map[string]bool   // family names
	places    map[string]bool   // countries, states, cities, and words made from them
	calendar  map[string]bool   // months and days
}

// New reads the embedded lists. Its error joins all faults, each as
// file:line:1: message.
func New() (*Words, error) {
	w := &Words{irregular: map[string]string{}}
	var errs []error
	for _, list := range []struct {
		name string
		set  *map[string]bool
	}{
		{"words.txt", &w.base}, {"modern.txt", &w.base}, {"function.txt", &w.function}, {"titlestops.txt", &w.titleStop}, {"stops.txt", &w.otherStop},
		{"given.txt", &w.given}, {"family.txt", &w.family}, {"places.txt", &w.places}, {"calendar.txt", &w.calendar},
	} {
		if *list.set == nil {
			*list.set = map[string]bool{}
		}
		errs = append(errs, lines(list.name, func(line string) error {
			for _, word := range strings.Fields(line) {
				(*list.set)[strings.ReplaceAll(word, "_", " ")] = true
			}
			return nil
		})...)
	}
	errs = append(errs, lines("irregular.tsv", func(line string) error {
		base, forms, ok := strings.Cut(line, "\t")
		if !ok || base == "" || strings.TrimSpace(forms) == "" {
			return errors.New("want a base form, a tab and its forms")
		}
		for _, form := range strings.Fields(forms) {
			w.irregular[form] = base
		}
		return nil
	})...)
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	return w, nil
}

// lines calls add for each line of an embedded file that is neither empty nor
// a comment.
func lines(name string, add func(line string) error) []error {
	data, err := files.ReadFile(name)
	if err != nil {
		return []error{err}
	}
	var errs []error
	for n, line := range strings.Split(string(data), "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		if err := add(line); err != nil {
			errs = append(errs, fmt.Errorf("%s:%d:1: %w", name, n+1, err))
		}
	}
	return errs
}

// Common reports whether a word in lower case is an ordinary English word in
// any of its forms.
func (w *Words) Common(word string) bool {
	if w.base[word] || w.function[word] {
		return true
	}
	base := w.Lemma(word)
	return w.base[base] || w.irregular[word] != "" || w.base[w.Lemma(base)]
}

// Function reports whether a word in lower case is one of the small words that
// name nothing: the, in, however.
func (w *Words) Function(word string) bool { return w.function[word] }

// Given reports whether a word, capitalised as in text, is a frequent given name.
func (w *Words) Given(word string) bool { return w.given[word] }

// Family reports whether a word, capitalised as in text, is a frequent family name.
func (w *Words) Family(word string) bool { return w.family[word] }

// Place reports whether words, capitalised as in text and parted by single
// spaces, are a country, a state, a city, or made from one (Chinese, Parisian).
func (w *Words) Place(words string) bool { return w.places[words] }

// Calendar reports whether a word, capitalised as in text, is a month or a day.
func (w *Words) Calendar(word string) bool { return w.calendar[word] }
