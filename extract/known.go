package extract

import "strings"

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
