package extract

import (
	"strings"
	"unicode/utf8"

	"github.com/newsgraph/newsgraph/extract/value"
	"github.com/newsgraph/newsgraph/kg"
)

// Junk says why an extracted entity is no thing in the world ("a pronoun", "an
// amount", "a date", "a generic word", "a single character"), or "". It judges by
// the name alone, apart from what the finders know of its place: a name that
// the lexicon has is never junk, and a single character may be introduced.
func (x *Extractor) Junk(e *kg.Entity) string {
	if _, known := x.Known(e.Key); known {
		return ""
	}
	name := string(x.folder.fold([]rune(strings.TrimSpace(e.Name))))
	switch {
	case x.refs.isWord(name):
		return "a pronoun"
	case x.finder.shapes.isKind(name):
		return "a generic word"
	case utf8.RuneCountInString(name) < 2 && !introduced(e):
		return "a single character"
	}
	return x.valueName(name)
}

// isWord reports whether a text is a word that stands for something named
// elsewhere: 该公司, he.
func (r *references) isWord(text string) bool {
	for _, words := range r.words {
		if _, ok := words[strings.ToLower(text)]; ok {
			return true
		}
	}
	return false
}

func introduced(e *kg.Entity) bool {
	for _, m := range e.Mentions {
		if m.By == "introduction" || strings.HasPrefix(m.By, "core") {
			return true
		}
	}
	return false
}

// valueName says which value a whole name is. A bare number may be a version or
// a firm (360), and letters behind one a unit or a part of a name (910B).
func (x *Extractor) valueName(name string) string {
	for _, lang := range []string{"zh", "en"} {
		for _, v := range x.values.Find([]rune(name), value.Options{Lang: lang}) {
			switch {
			case v.Start > 0 || v.End < utf8.RuneCountInString(name):
				continue
			case v.Kind == value.Money, v.Kind == value.Percent:
				return "an amount"
			case v.Kind == value.Date:
				return "a date"
			}
		}
	}
	return ""
}
