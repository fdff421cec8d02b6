package extract

import (
	"strings"
	"unicode"

	"github.com/newsgraph/newsgraph/extract/english"
	"github.com/newsgraph/newsgraph/extract/pattern"
)

// englishWords appends the words of a stretch in lower case with their base forms.
func (r *reading) englishWords(out []pattern.Unit, s span) []pattern.Unit {
	for _, t := range english.Tokens(r.text[s.start:s.end]) {
		u := pattern.Unit{Kind: pattern.Word, Text: strings.ToLower(t.Text), Start: s.start + t.Start, End: s.start + t.End}
		if first := []rune(t.Text); len(first) == 1 && (unicode.IsPunct(first[0]) || unicode.IsSymbol(first[0])) {
			u.Kind = pattern.Punct
		} else if base := r.x.english.Lemma(u.Text); base != u.Text {
			u.Lemma = base
		}
		out = append(out, u)
	}
	return out
}

func (x *Extractor) englishSentences(text []rune) []span {
	var out []span
	for _, s := range x.english.Sentences(text) {
		out = append(out, span{s.Start, s.End})
	}
	return out
}
