package tagger

import (
	"cmp"
	"slices"
)

// Name is a string that names something of a type.
type Name struct {
	Text string
	Type string
}

// Project finds where names stand in a text, by start: at each place the longest,
// and no name inside another or inside a word. A string of two types gives two
// spans of one place.
func Project(text []rune, names []Name) []Span {
	byFirst := map[rune][]needle{}
	for _, n := range names {
		if runes := []rune(n.Text); len(runes) > 0 {
			byFirst[runes[0]] = append(byFirst[runes[0]], needle{runes, n.Type})
		}
	}
	for _, list := range byFirst {
		slices.SortStableFunc(list, func(a, b needle) int { return cmp.Compare(len(b.text), len(a.text)) })
	}
	var out []Span
	for i := 0; i < len(text); {
		end := i
		for _, n := range byFirst[text[i]] {
			if end > i && len(n.text) != end-i {
				break
			}
			if standsAt(text, i, n.text) {
				end = i + len(n.text)
				out = append(out, Span{Start: i, End: end, Type: n.typ})
			}
		}
		i = max(i+1, end)
	}
	return out
}

type needle struct {
	text []rune
	typ  string
}

// standsAt reports whether the word stands at a place, not in the middle of a
// longer run of letters or digits.
func standsAt(text []rune, i int, word []rune) bool {
	end := i + len(word)
	if end > len(text) || !slices.Equal(text[i:end], word) {
		return false
	}
	return (i == 0 || !sameRun(text[i-1], text[i])) && (end == len(text) || !sameRun(text[end-1], text[end]))
}

func sameRun(a, b rune) bool {
	c, d := classOf(a), classOf(b)
	return c == d && (c == latin || c == digits)
}
