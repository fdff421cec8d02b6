package tagger

import "slices"

// What a model says of an article that nobody annotated counts as right from
// sure on, as open from doubtful on, and as nothing below.
const (
	sure     = 0.9
	doubtful = 0.15
)

// Silver annotates a text with a model: what is surely a name in one place is
// one wherever the text has it; the model's other candidates are left open.
func Silver(m *Model, id string, text []rune, hints []Hint) *Example {
	e := &Example{ID: id, Text: text, Hints: hints}
	candidates := m.Candidates(text, hints, doubtful)
	var names []Name
	for _, c := range candidates {
		n := Name{string(text[c.Start:c.End]), c.Type}
		if c.Prob >= sure && !slices.Contains(names, n) {
			names = append(names, n)
		}
	}
	e.Spans = Project(text, names)
	for _, c := range candidates {
		if !slices.ContainsFunc(e.Spans, func(s Span) bool { return s.Start < c.End && c.Start < s.End }) {
			e.Open = append(e.Open, Span{Start: c.Start, End: c.End})
		}
	}
	return e
}
