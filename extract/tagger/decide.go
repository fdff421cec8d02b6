package tagger

import (
	"cmp"
	"slices"
)

// somewhere is how likely a name has to be in one place at least: a word that looks a
// little like a name in many places is none.
const somewhere = 0.3

// Decide chooses, of candidates that may cross, those that are names, by start.
// What a string is in one place speaks for it in all: how likely it is that it is
// a name in any place of the text, as one type, has to reach the candidate's
// threshold.
func Decide(text []rune, candidates []Span, threshold func(Span) float64) []Span {
	type name struct{ text, typ string }
	anywhere, best := map[name]float64{}, map[name]float64{}
	for _, c := range candidates {
		n := name{string(text[c.Start:c.End]), c.Type}
		anywhere[n] = 1 - (1-anywhere[n])*(1-c.Prob)
		best[n] = max(best[n], c.Prob)
	}
	type scored struct {
		Span
		support float64
	}
	var kept []scored
	for _, c := range candidates {
		n := name{string(text[c.Start:c.End]), c.Type}
		if anywhere[n] >= threshold(c) && best[n] >= somewhere {
			kept = append(kept, scored{c, anywhere[n]})
		}
	}
	slices.SortStableFunc(kept, func(a, b scored) int {
		return cmp.Or(cmp.Compare(b.Prob, a.Prob), cmp.Compare(b.support, a.support), cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End), cmp.Compare(a.Type, b.Type))
	})
	var out []Span
	taken := make([]bool, len(text))
	for _, c := range kept {
		if slices.Contains(taken[c.Start:c.End], true) {
			continue
		}
		out = append(out, c.Span)
		for i := c.Start; i < c.End; i++ {
			taken[i] = true
		}
	}
	slices.SortFunc(out, func(a, b Span) int { return cmp.Compare(a.Start, b.Start) })
	return out
}
