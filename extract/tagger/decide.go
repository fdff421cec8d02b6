package tagger

import (
	"cmp"
	"slices"
)

// Decide chooses, of candidates that may cross, those that are names, by start.
// What a string is in one place speaks for it in all: how likely it is that it is
// a name in any place of the text, as one type, has to reach the candidate's
// threshold.
func Decide(text []rune, candidates []Span, threshold func(Span) float64) []Span {
	type name struct{ text, typ string }
	anywhere := map[name]float64{}
	for _, c := range candidates {
		n := name{string(text[c.Start:c.End]), c.Type}
		anywhere[n] = 1 - (1-anywhere[n])*(1-c.Prob)
	}
	type scored struct {
		Span
		support float64
	}
	var kept []scored
	for _, c := range candidates {
		if s := anywhere[name{string(text[c.Start:c.End]), c.Type}]; s >= threshold(c) {
			kept = append(kept, scored{c, s})
		}
	}
	slices.SortStableFunc(kept, func(a, b scored) int {
		return cmp.Or(cmp.Compare(b.Prob, a.Prob), cmp.Compare(b.support, a.support), cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End), cmp.Compare(a.Type, b.Type))
	})
	var out []Span
	for _, c := range kept {
		if !slices.ContainsFunc(out, func(o Span) bool { return o.Start < c.End && c.Start < o.End }) {
			out = append(out, c.Span)
		}
	}
	slices.SortFunc(out, func(a, b Span) int { return cmp.Compare(a.Start, b.Start) })
	return out
}
