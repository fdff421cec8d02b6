package pattern

import (
	"slices"

	"github.com/newsgraph/newsgraph/kg"
)

// Cue is a word that weakens what is said. Its scope is "left" (a trigger or a
// metric's value behind it in its clause), "clause", "sentence", "paragraph" (from its sentence to the
// end of the paragraph or the next named source), "reported" (what is only reported of
// names of this sentence there and in the two before) or "back" (the sentence and
// the two before it). What reaches over the sentence is the caller's to apply.
type Cue struct {
	Modality kg.Modality
	Scope    string
	Start    int // units, half-open
	End      int
	Text     string
}

// unsaid is what a condition or a question does to a relation: nothing is told.
// A figure in one is planned.
const unsaid kg.Modality = "unsaid"

// covers reports whether the cue weakens a reading of its sentence.
func (c *Cue) covers(s *sentence, r *Reading) bool {
	switch c.Scope {
	case "sentence", "paragraph", "back":
		return true
	case "reported":
		return false
	}
	from, to := s.clause(r.Trigger[0])
	if c.Start < from || c.End > to {
		return false
	}
	return c.Scope == "clause" || c.End <= r.Trigger[0] || r.Metric && c.End <= r.Span[1]
}

// find returns the cues of a list that no exception covers; of overlapping
// ones the longer.
func (r *reader) find(list []*cueDecl, excepts []*rule, relation int) []Cue {
	s := r.matcher.s
	var out []Cue
	if len(list) == 0 {
		return nil
	}
	for i := 0; i < len(s.units); i++ {
		at := s.cuesAt(list, i)
		if len(at) > 0 && !r.excepted(&at[0], excepts, relation) {
			out = append(out, at...)
			i = at[0].End - 1
		}
	}
	return out
}

// cuesAt returns the longest words of cues that start at a unit, once for each
// list that they stand in.
func (s *sentence) cuesAt(list []*cueDecl, i int) []Cue {
	in := func(d *cueDecl, f foundWord) bool { return d.words.has(f.word) }
	end := 0
	for _, f := range s.from(i) {
		if slices.ContainsFunc(list, func(d *cueDecl) bool { return in(d, f) }) {
			end = int(f.end)
		}
	}
	var out []Cue
	for _, d := range list {
		if slices.ContainsFunc(s.from(i), func(f foundWord) bool { return int(f.end) == end && in(d, f) }) {
			out = append(out, Cue{d.modality, d.scope, i, end, s.cut(i, end)})
		}
	}
	return out
}

// excepted reports whether an exception covers the cue.
func (r *reader) excepted(c *Cue, excepts []*rule, relation int) bool {
	for _, x := range excepts {
		for i := range r.occurrences {
			o := &r.occurrences[i]
			if o.relation != relation || !x.applies(o) {
				continue
			}
			if m := r.candidate(x, o); m != nil && m.start <= c.Start && c.End <= m.end {
				return true
			}
		}
	}
	return false
}

// modality returns the weakest modality that a cue of the sentence gives the
// reading, and the cue's word. A word that the rule itself writes out (将 for 把)
// is no cue.
func (r *reader) modality(rel *relation, out *Reading, explained [][2]int) (kg.Modality, string) {
	modality, word := kg.Asserted, ""
	if out.NP {
		return modality, word
	}
	lang := r.matcher.s.lang
	own := r.find(rel.cues[lang], nil, rel.number)
	for _, c := range slices.Concat(r.cues, own) {
		if c.Modality == unsaid && rel.Metric {
			c.Modality = kg.Planned
		}
		if !c.covers(r.matcher.s, out) || c.Modality != unsaid && kg.Weaker(modality, c.Modality) == modality {
			continue
		}
		if slices.Contains(explained, [2]int{c.Start, c.End}) || r.excepted(&c, rel.excepts[lang], rel.number) {
			continue
		}
		if modality, word = c.Modality, c.Text; modality == unsaid {
			break
		}
	}
	return modality, word
}
