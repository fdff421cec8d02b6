package extract

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/newsgraph/newsgraph/kg"
)

// Known is what the lexicon says of an entity; "" where it says nothing.
type Known struct {
	Name    string // as people call it
	Ticker  string // with its exchange: 300750.SZ, NVDA.US
	Country string // ISO 3166-1 alpha-2
}

// Known returns what the lexicon says of a key ("company:nvidia"), and whether
// it has the key.
func (x *Extractor) Known(key string) (Known, bool) {
	i, ok := x.finder.lex.byKey[key]
	if !ok {
		return Known{}, false
	}
	e := &x.finder.lex.entries[i]
	return Known{Name: e.Name, Ticker: e.Ticker, Country: e.Country}, true
}

// KeysOf returns the keys of the lexicon's entities that have a name, in the
// order of the lexicon; a word that hides names counts, as the key "-:slug".
func (x *Extractor) KeysOf(name string) []string {
	text := x.folder.fold([]rune(strings.TrimSpace(name)))
	if len(text) < 2 {
		return nil
	}
	var keys []string
	for _, n := range x.finder.lex.names[nameHead(text, 0)] {
		if key := x.finder.lex.entries[n.entry].key(); slices.Equal(n.text, text) && !slices.Contains(keys, key) {
			keys = append(keys, key)
		}
	}
	return keys
}

// KeyOf returns the key of a name on its own: the lexicon's, else type and
// normal form. It is false where the name alone does not tell one thing from
// another, whatever the document: a surname, a single character, initials, what
// begins in a mark, a name of several entities of the lexicon.
func (x *Extractor) KeyOf(t kg.Type, name string) (key string, ok bool) {
	name = strings.TrimSpace(name)
	switch keys := x.KeysOf(name); len(keys) {
	case 0:
		name = string(x.folder.fold([]rune(name)))
		return x.identity.keyOf(t, name), !x.identity.alone(t, name) && !initials(name) && beginsInLetter(name)
	case 1:
		return keys[0], !strings.HasPrefix(keys[0], string(noMention))
	}
	return "", false
}

// maxInitials is the length up to which capital letters alone are initials or a
// ticker: of 30 such second names that two of 4,592 articles introduced, 20 were
// tickers.
const maxInitials = 5

// initials reports whether a name is a few capital letters, which stand for
// other things elsewhere.
func initials(name string) bool {
	return len(name) <= maxInitials && strings.Trim(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZ.&") == ""
}

func beginsInLetter(name string) bool {
	first, _ := utf8.DecodeRuneInString(name)
	return unicode.IsLetter(first) || unicode.IsDigit(first)
}

// Normal returns the normal form of a name: two names of one form and one type
// have one key.
func (x *Extractor) Normal(t kg.Type, name string) string {
	return form(t, string(x.folder.fold([]rune(strings.TrimSpace(name)))), x.identity.folds)
}

// Place returns the line of the lexicon, as file:line, that gives a name to
// the entity of a key; "" where none does.
func (x *Extractor) Place(key, name string) string {
	i, ok := x.finder.lex.byKey[key]
	if !ok {
		return ""
	}
	e := &x.finder.lex.entries[i]
	text := x.folder.fold([]rune(name))
	for _, n := range e.Names {
		if !slices.Equal(x.folder.fold([]rune(trimUnsure(n))), text) {
			continue
		}
		if place, ok := e.places[n]; ok {
			return place
		}
		return fmt.Sprintf("%s:%d", e.file, e.line)
	}
	return ""
}

// FoldTitle returns one form for all words of both languages that titles.tsv
// has for a post: 首席执行官, CEO and chief executive are one. A title with a part
// that the table does not know stays as it is, in lower case and simplified.
func (x *Extractor) FoldTitle(title string) string {
	text := x.folder.fold([]rune(strings.TrimSpace(title)))
	var parts []string
	var modifiers []string
	for i := 0; i < len(text); {
		if next := skipJoin(text, i); next > i && len(modifiers) == 0 {
			i = next
			continue
		}
		if text[i] == ' ' {
			i++
			continue
		}
		w, ok := x.finder.titles.word(text, i)
		if !ok {
			return strings.ToLower(string(text))
		}
		i += len(w.text)
		if w.status == "" {
			modifiers = append(modifiers, w.canonical)
		}
		if w.head {
			parts = append(parts, strings.Join(modifiers, " "))
			modifiers = nil
		}
	}
	if len(parts) == 0 || len(modifiers) > 0 {
		return strings.ToLower(string(text))
	}
	return strings.Join(parts, ", ")
}
