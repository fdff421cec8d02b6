package tagger

import (
	"cmp"
	"slices"
)

// Decide chooses, of candidates that may cross, those that are names, by start.
// What a string is in one place speaks for it in all: its probabilities as one
// type are added up over the text, and have to reach the candidate's threshold.
func Decide(text []rune, candidates []Span, threshold func(Span) float64) []Span {
	type name struct{ text, typ string }
	sum := map[name]float64{}
	for _, c := range candidates {
		sum[name{string(text[c.Start:c.End]), c.Type}] += c.Prob
	}
	type scored struct {
		Span
		support float64
	}
	var kept []scored
	for _, c := range candidates {
		if s := sum[name{string(text[c.Start:c.End]), c.Type}]; s >= threshold(c) {
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
