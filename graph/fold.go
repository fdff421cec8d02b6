package graph

import (
	"cmp"
	"slices"
	"strings"

	"github.com/newsgraph/newsgraph/kg"
)

// Support is one evidence of a fact or figure without its sentence: what the
// fact is a function of.
type Support struct {
	Document   string
	Seen       Seen
	Modality   kg.Modality
	Confidence float64
	Qualifiers kg.Qualifiers
	Value      float64 // of a metric only, like the next two
	Bound      kg.Bound
	When       When
}

// Support returns the evidence as what a fold is made of. Published and
// fetched are those of its document.
func (e *Evidence) Support(document, published, fetched string) Support {
	s := Support{Document: document, Seen: SeenAt(published, fetched), Modality: e.Modality,
		Confidence: e.Confidence, Qualifiers: e.Qualifiers}
	if e.Value != nil {
		s.Value, s.Bound, s.When = *e.Value, e.Bound, whenOf(e.Qualifiers, published, fetched)
	}
	return s
}

// Fold is what the evidence of a fact or figure adds up to.
type Fold struct {
	Modality   kg.Modality
	Contested  bool // both asserted and denied
	Confidence float64
	Sources    int64 // independent documents behind the modality: reprints of one count once
	FirstSeen  string
	LastSeen   string
	Qualifiers kg.Qualifiers // of the evidence behind the modality, the latest stated
	ValidFrom  string        // stated date since when it is so, as 2006, 2006-01 or 2006-01-02
	ValidTo    string        // stated date of a post's end
	Value      float64       // metrics: the most precise one, and what goes with it
	Bound      kg.Bound
	Upper      any // float64, or nil where the value is no range
	When       When
}

// Copies maps documents to the documents that they reprint.
type Copies map[string]string

// Root returns the document that a document is a reprint of in the end, itself
// if of none. Of documents that reprint each other in a circle it is the one
// with the smallest id.
func (c Copies) Root(document string) string {
	seen := []string{document}
	for at, ok := c[document]; ok; at, ok = c[at] {
		if i := slices.Index(seen, at); i >= 0 {
			return slices.Min(seen[i:])
		}
		seen = append(seen, at)
	}
	return seen[len(seen)-1]
}

// FoldSupport returns what the evidence adds up to, in whatever order it
// comes. It needs at least one support, and sorts the slice.
//
// The modality is asserted if some evidence asserts it and no later evidence
// denies it, else the strongest of the rest; evidence is ordered by when its
// document was seen, then by the document's id, and a denial beside an
// assertion in one document counts as later. Confidence, sources, qualifiers
// and value are those of the evidence with that modality; first and last seen
// are of all.
func FoldSupport(supports []Support, copies Copies) Fold {
	slices.SortStableFunc(supports, compareSupports)
	f := Fold{FirstSeen: supports[0].Seen.Text, LastSeen: supports[len(supports)-1].Seen.Text}
	f.Modality, f.Contested = foldModality(supports)
	roots := map[string]bool{}
	var behind []Support
	for _, s := range supports {
		if s.Modality != f.Modality {
			continue
		}
		behind = append(behind, s)
		roots[copies.Root(s.Document)] = true
		f.Confidence = max(f.Confidence, s.Confidence)
	}
	f.Sources = int64(len(roots))
	f.Qualifiers = foldQualifiers(behind)
	f.ValidFrom, f.ValidTo = validity(behind)
	best := mostPrecise(behind)
	f.Value, f.Bound, f.Upper = best.Value, best.Bound, best.Qualifiers[upper]
	f.When = statedFirst(supports)
	return f
}

// compareSupports orders by when the document was seen, then by document, then
// by content, so that the order of loading never shows.
func compareSupports(a, b Support) int {
	if order := cmp.Or(a.Seen.Compare(b.Seen), strings.Compare(a.Document, b.Document)); order != 0 {
		return order
	}
	if order := cmp.Or(cmp.Compare(a.Modality, b.Modality), cmp.Compare(a.Confidence, b.Confidence),
		cmp.Compare(a.Value, b.Value), cmp.Compare(a.Bound, b.Bound)); order != 0 {
		return order
	}
	return strings.Compare(qualifierText(a.Qualifiers), qualifierText(b.Qualifiers))
}

func foldModality(supports []Support) (m kg.Modality, contested bool) {
	asserted, denied := -1, -1 // the last of each
	strongest := kg.Denied
	for i, s := range supports {
		switch s.Modality {
		case kg.Asserted:
			asserted = i
		case kg.Denied:
			denied = i
		}
		if s.Modality != kg.Asserted && kg.Weaker(s.Modality, strongest) == strongest {
			strongest = s.Modality
		}
	}
	contested = asserted >= 0 && denied >= 0
	if asserted < 0 {
		return strongest, contested
	}
	// In one document the denial counts as the later.
	if denied >= 0 && (denied > asserted || supports[denied].Document == supports[asserted].Document) {
		return strongest, contested
	}
	return kg.Asserted, contested
}

// foldQualifiers takes of each qualifier the value stated last, and of dates
// the most precise one.
func foldQualifiers(supports []Support) kg.Qualifiers {
	all := kg.Qualifiers{}
	for _, s := range supports {
		for name, value := range s.Qualifiers {
			if name == "date" && lessPrecise(value, all[name]) {
				continue
			}
			all[name] = value
		}
	}
	return all
}

func lessPrecise(date, than any) bool {
	a, _ := date.(string)
	b, _ := than.(string)
	return len(a) < len(b)
}

// validity returns since and until when a fact holds, where dates are stated:
// the date beside a former post is its end, any other the beginning.
func validity(supports []Support) (from, to string) {
	for _, s := range supports {
		date := statedDate(s)
		switch {
		case date == "":
		case s.Qualifiers["status"] == "former":
			if len(date) >= len(to) {
				to = date
			}
		case len(date) >= len(from):
			from = date
		}
	}
	return from, to
}

// statedDate returns the date as 2006, 2006-01 or 2006-01-02, or "" where none
// is stated that the calendar knows.
func statedDate(s Support) string {
	text, _ := s.Qualifiers["date"].(string)
	if text == "" {
		return ""
	}
	w := ParseWhen(text, s.Seen.day())
	switch w.Precision {
	case "year":
		return w.From[:len("2006")]
	case "month":
		return w.From[:len("2006-01")]
	default:
		return w.From
	}
}

// mostPrecise returns the evidence whose value has the most significant
// digits; of equals an exact one, then the first.
func mostPrecise(supports []Support) Support {
	best := supports[0]
	for _, s := range supports[1:] {
		order := cmp.Compare(significantDigits(s.Value), significantDigits(best.Value))
		if order > 0 || order == 0 && s.Bound == kg.Exact && best.Bound != kg.Exact {
			best = s
		}
	}
	return best
}

// statedFirst returns the first time that a text states, else the first.
func statedFirst(supports []Support) When {
	for _, s := range supports {
		if s.When.Source == stated {
			return s.When
		}
	}
	return supports[0].When
}
