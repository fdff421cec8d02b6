package extract

import (
	"fmt"
	"strings"

	"github.com/newsgraph/newsgraph/kg"
)

// organs are the table organs.tsv: what tells an organ of government of one
// place from that of the same name elsewhere. It is read-only once built.
type organs struct {
	states map[string]string // country code by a state's name
	state  wordTable         // endings of organs that only a state has
	local  wordTable         // endings of organs that a state or a part of it has
	part   wordTable         // endings of parts of a state
}

// add adds a line of organs.tsv: kind, country or level, words.
func (o *organs) add(fields []string, f *folder) (int, error) {
	var words []typedWord
	for _, w := range strings.Fields(fields[2]) {
		words = append(words, typedWord{text: f.fold([]rune(w))})
	}
	switch kind := fields[0] + " " + fields[1]; {
	case kind == "organ state":
		o.state.addAll(words)
	case kind == "organ local":
		o.local.addAll(words)
	case kind == "part state":
		o.part.addAll(words)
	case fields[0] == "state":
		for _, w := range words {
			o.states[string(w.text)] = fields[1]
		}
	default:
		return 0, fmt.Errorf("unknown kind %q, want organ state, organ local, part state or state and a country code", kind)
	}
	return 0, nil
}

// longestPlace is the length in code points up to which a place is looked for
// before an organ (内蒙古自治区, 西双版纳傣族自治州).
const longestPlace = 9

// organsOfPlaces returns, for each organ of government among the candidates of
// the lists that a place stands right before, the organ with its place: another one,
// unless the place is the organ's own state.
func (f *finder) organsOfPlaces(d *draft, known []mention) []mention {
	s := f.shapes
	var out []mention
	for _, m := range known {
		if m.typ != kg.Organization || d.lang != "zh" {
			continue
		}
		text := d.text[m.start:m.end]
		_, local := s.organs.local.endsAt(text, len(text))
		_, state := s.organs.state.endsAt(text, len(text))
		if !local && !state || s.beginsInPlace(text) {
			continue
		}
		for n := min(longestPlace, m.start); n >= 1; n-- {
			place := d.text[m.start-n : m.start]
			code, isState := s.organs.states[string(place)]
			if !isState && !(local && s.isRegion(place)) || n == 1 && d.words.at[m.start-1] < 0 {
				continue
			}
			whole := mention{span: span{m.start - n, m.end}, typ: m.typ, by: "place", p: 0.9}
			if isState && code == f.lex.entries[f.lex.byKey[m.key]].Country {
				whole.key, whole.name, whole.by, whole.p = m.key, m.name, m.by, m.p
			}
			out = append(out, whole)
			break
		}
	}
	return out
}

// beginsInPlace reports whether the name of an organ says itself whose it is.
func (s *shapes) beginsInPlace(name []rune) bool {
	for n := 1; n < len(name); n++ {
		if _, ok := s.organs.states[string(name[:n])]; ok || n >= 2 && s.isPlace(name[:n]) {
			return true
		}
	}
	return false
}

// isRegion reports whether a word is a province, city or county: in the dictionary,
// or without the last character, which says what it is and may stand alone.
func (s *shapes) isRegion(word []rune) bool {
	ending, ok := s.organs.part.endsAt(word, len(word))
	before := len(word) - len(ending.text)
	return s.isPlace(word) || ok && (before == 0 || before >= 2 && s.isPlace(word[:before]))
}
