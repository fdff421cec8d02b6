package extract

import (
	"slices"

	"github.com/newsgraph/newsgraph/extract/pattern"
	"github.com/newsgraph/newsgraph/kg"
)

// modality returns how surely a reading of sentence n is told: as its own
// sentence has it, and no surer than what an earlier sentence of the
// paragraph says of all that follows (知情人士称); a rumour that one of the
// next two sentences denies of the same names is denied.
func (r *reading) modality(n int, reading *pattern.Reading) kg.Modality {
	m := reading.Modality
	if m == "" {
		m = kg.Asserted
	}
	if reading.NP {
		return m
	}
	if m != kg.Denied && r.rumoured(n) {
		m = kg.Weaker(m, kg.Reported)
	}
	if m == kg.Reported && r.deniedAfter(n, reading) {
		m = kg.Denied
	}
	return m
}

// rumoured reports whether an earlier sentence of the same paragraph holds a
// cue whose scope is the paragraph and no named source speaks in between.
func (r *reading) rumoured(n int) bool {
	for k := n - 1; k >= 0 && r.sentences[k].paragraph == r.sentences[n].paragraph; k-- {
		for _, c := range r.sentences[k].cues {
			if c.Scope == "paragraph" && c.Modality == kg.Reported {
				return true
			}
		}
	}
	return false
}

// deniedAfter reports whether a denial stands in this or one of the next two
// sentences and names an end of the reading.
func (r *reading) deniedAfter(n int, reading *pattern.Reading) bool {
	ends := map[int]bool{}
	for _, m := range slices.Concat(reading.Subjects, reading.Objects) {
		ends[r.of[m.Ref]] = true
	}
	for k := n; k < len(r.sentences) && k <= n+2; k++ {
		denial := slices.ContainsFunc(r.sentences[k].cues, func(c pattern.Cue) bool {
			return (c.Scope == "back" || c.Scope == "reported") && c.Modality == kg.Denied
		})
		if denial && (k == n || r.names(k, ends)) {
			return true
		}
	}
	return false
}

// names reports whether a sentence names one of the entities, itself or by a
// reference.
func (r *reading) names(n int, entities map[int]bool) bool {
	return slices.ContainsFunc(r.sentences[n].units, func(u pattern.Unit) bool {
		return slices.ContainsFunc(u.Members, func(m pattern.Member) bool { return entities[r.of[m.Ref]] })
	})
}
