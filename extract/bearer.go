package extract

import (
	"slices"

	"github.com/newsgraph/newsgraph/extract/pattern"
	"github.com/newsgraph/newsgraph/kg"
)

// figure is a figure that was read in a sentence: where its reading begins,
// whose it is, of what kind and segment, how surely it is told, and which value is its time (-1 for none).
type figure struct {
	unit     int
	of       []pattern.Member
	kind     kg.Kind
	segment  string
	modality kg.Modality
	time     int
}

// bearer finds whose figure it is where the rule does not say: the nearest
// name of a fitting type before it in its clause; else whose the last figure of
// the sentence is; else the subject that its clause leaves out; else whom an
// earlier clause speaks of.
func (r *reading) bearer(s *sentence, reading *pattern.Reading, spec kg.KindSpec) []pattern.Member {
	at := pastLeftOut(s.units, reading.Span[0])
	all := clauses(s.units[:at])
	own := all[len(all)-1]
	if of := r.bearerBehind(s.units, reading, spec); len(of) > 0 {
		return of
	}
	if r.ofUnnamed(s.units[own.start:reading.Trigger[0]], spec) {
		return nil
	}
	for i := at - 1; i >= own.start; i-- {
		if of := r.bears(s.units, i, at, spec); len(of) > 0 && !closesBefore(s.units[i+1:at]) {
			return of
		}
		if i == at-1 && s.units[i].Kind == pattern.Name && !s.units[i].Members[0].Reference && slices.Contains(spec.Subjects, kg.Index) {
			return nil // a name right before a market's move bears it, fitting or not
		}
	}
	if reading.Set["kind"] == "target" {
		return r.nearest(s.units[:own.start], spec) // of whom 甲给乙的评级 tells
	}
	if of := r.receiver(s.units[:own.start], spec); len(of) > 0 {
		return of
	}
	if of := r.lastFigure(s, own.start, spec); len(of) > 0 {
		if opened := r.openedSince(s, all, spec); len(opened) > 0 {
			return opened
		}
		return of
	}
	for i := at - 1; i >= own.start; i-- { // only a name in brackets
		if of := r.bears(s.units, i, at, spec); len(of) > 0 {
			return of
		}
	}
	if of := r.leftOutBefore(s.units[:at], spec); len(of) > 0 {
		return of
	}
	for k := len(all) - 2; k >= 0; k-- {
		for i := all[k].start; i < all[k].end; i++ {
			if of := r.bears(s.units, i, all[k].end, spec); len(of) > 0 {
				return of
			}
		}
	}
	return r.teller(s.units, spec)
}

// bearerBehind returns the name that a preposition joins to an English word for
// a figure, or to the figure (revenue at X; a record $5 billion for X).
func (r *reading) bearerBehind(units []pattern.Unit, reading *pattern.Reading, spec kg.KindSpec) []pattern.Member {
	if r.lang != "en" {
		return nil
	}
	of := func(at int, class string) []pattern.Member {
		if at+1 < len(units) && r.x.function.has("en", class, units[at].Text) && units[at+1].Kind == pattern.Name {
			return fit(units[at+1].Members, spec.Subjects)
		}
		return nil
	}
	if named := of(reading.Trigger[1], "bearing"); len(named) > 0 {
		return named
	}
	return of(reading.Span[1], "behindvalue") // money raised from X is not X's
}

// teller returns the firm that the last clause of an English sentence names as the
// one who told it (…, X said on Monday).
func (r *reading) teller(units []pattern.Unit, spec kg.KindSpec) []pattern.Member {
	i := len(units) - 1
	for i > 0 && units[i].Text != "," {
		i--
	}
	if r.lang != "en" || i < 1 || i+2 >= len(units) || units[i+1].Kind != pattern.Name || r.isOutlet(units[i+1].Members[0]) {
		return nil
	}
	if !r.x.speech["en"].is("bare", units[i+2].Text) {
		return nil
	}
	return fit(units[i+1].Members, spec.Subjects)
}

// ofUnnamed reports whether an English move's clause begins with words that
// are no name known here and no word for shares: another moves (and Acme fell).
func (r *reading) ofUnnamed(units []pattern.Unit, spec kg.KindSpec) bool {
	if r.lang != "en" || !slices.Contains(spec.Subjects, kg.Index) {
		return false
	}
	words := 0
	for _, u := range units {
		switch {
		case u.Kind == pattern.Name && !leftOut(u.Members[0]), r.x.function.has("en", "shares", u.Text):
			return false
		case u.Kind == pattern.Word:
			words++
		}
	}
	return words > 0
}

// receiver returns who gets the money of a round in the clause before one that
// tells its valuation (甲向乙投资3亿元，估值9亿元).
func (r *reading) receiver(units []pattern.Unit, spec kg.KindSpec) []pattern.Member {
	if !slices.Contains(ofRounds, spec.Kind) {
		return nil
	}
	all := clauses(units)
	c := all[max(0, len(all)-2)]
	for i := c.start + 1; i+1 < c.end; i++ {
		puts := units[i].Kind == pattern.Name && r.x.function.has(r.lang, "toward", units[i-1].Text) && r.x.function.has(r.lang, "putting", units[i+1].Text)
		if puts {
			return fit(units[i].Members, spec.Subjects)
		}
	}
	return nil
}

// nearest returns the last name of a fitting type among the units.
func (r *reading) nearest(units []pattern.Unit, spec kg.KindSpec) []pattern.Member {
	for i := len(units) - 1; i >= 0; i-- {
		if of := r.bears(units, i, len(units), spec); len(of) > 0 {
			return of
		}
	}
	return nil
}

// pastLeftOut returns the unit behind a left-out subject that stands at i, else i.
func pastLeftOut(units []pattern.Unit, i int) int {
	for i < len(units) && units[i].Kind == pattern.Name && leftOut(units[i].Members[0]) {
		i++
	}
	return i
}

// boughtFor is a figure of what is bought: the sentence goes on about who buys.
const boughtFor kg.Kind = "deal_value"

// lastFigure returns whose the last figure before a unit of the sentence is.
func (r *reading) lastFigure(s *sentence, before int, spec kg.KindSpec) []pattern.Member {
	for i := len(s.figures) - 1; i >= 0; i-- {
		if f := s.figures[i]; f.unit < before && f.kind != boughtFor {
			if of := fit(f.of, spec.Subjects); len(of) > 0 {
				return of
			}
		}
	}
	return nil
}

// ofRounds are figures told behind clauses that name investors.
var ofRounds = []kg.Kind{"funding", "valuation"}

// openedSince returns the name that begins a clause behind the last figure
// and before the last of the clauses (甲涨1%，报9点；乙高开，报8点).
func (r *reading) openedSince(s *sentence, all []clauseRange, spec kg.KindSpec) []pattern.Member {
	last := s.figures[len(s.figures)-1].unit
	for k := len(all) - 2; k >= 0 && all[k].start > last && !slices.Contains(ofRounds, spec.Kind); k-- {
		if first := pastLeftOut(s.units, all[k].start); first < all[k].end {
			if of := r.bears(s.units, first, all[k].end, spec); len(of) > 0 {
				return of
			}
		}
	}
	return nil
}

// bears returns the members of unit i that may bear a figure at unit at: a
// name of a fitting type, no source, none that a preposition governs but one of the
// class bearing (对该公司的估值), and of a round none who puts money into it.
func (r *reading) bears(units []pattern.Unit, i, at int, spec kg.KindSpec) []pattern.Member {
	u := units[i]
	if u.Kind != pattern.Name || leftOut(u.Members[0]) || r.isOutlet(u.Members[0]) || r.sourceFollows(units[i+1:]) {
		return nil
	}
	if i > 0 && r.x.isPreposition(r.lang, units[i-1].Text) && !r.x.function.has(r.lang, "bearing", units[i-1].Text) && !r.files(units[i+1:at]) {
		return nil
	}
	if slices.Contains(ofRounds, spec.Kind) && (r.invests(units[i+1:at]) || r.ledBy(units, i)) {
		return nil
	}
	return fit(u.Members, spec.Subjects)
}

// maxJoint is how many words may stand between who invests and the word for it: 甲等多家
// 知名机构联合领投.
const maxJoint = 5

// invests reports whether the words behind a name say that it puts money into
// something: 甲领投, 甲等机构参与.
func (r *reading) invests(behind []pattern.Unit) bool {
	for _, u := range behind[:min(maxJoint, len(behind))] {
		if u.Kind != pattern.Word {
			return false
		}
		if r.begins("investing", u.Start) {
			return true
		}
	}
	return false
}

// ledBy reports whether the words before unit i say the same: a round led by X.
func (r *reading) ledBy(units []pattern.Unit, i int) bool {
	return r.lang == "en" && i >= 2 && units[i-1].Text == "by" && r.begins("investing", units[i-2].Start)
}

// closesBefore reports whether a bracket closes among the units that opens
// before them.
func closesBefore(units []pattern.Unit) bool {
	depth := 0
	for _, u := range units {
		switch u.Text {
		case "（", "(":
			depth++
		case "）", ")":
			if depth--; depth < 0 {
				return true
			}
		}
	}
	return false
}

// files reports whether the units begin with what a firm files itself: 据甲财报.
func (r *reading) files(units []pattern.Unit) bool {
	return slices.ContainsFunc(units[:min(3, len(units))], func(u pattern.Unit) bool {
		return u.Kind == pattern.Word && r.x.function.has(r.lang, "filing", u.Text)
	})
}

// leftOutBefore returns the fitting members of the nearest left-out subject.
func (r *reading) leftOutBefore(units []pattern.Unit, spec kg.KindSpec) []pattern.Member {
	for i := len(units) - 1; i >= 0; i-- {
		if u := units[i]; u.Kind == pattern.Name && leftOut(u.Members[0]) {
			if of := fit(u.Members, spec.Subjects); len(of) > 0 {
				return of
			}
		}
	}
	return nil
}

// fit returns the members of the given types; of those that one left-out
// subject has, the last.
func fit(members []pattern.Member, types []kg.Type) []pattern.Member {
	var out []pattern.Member
	for _, m := range members {
		if slices.Contains(types, m.Type) {
			out = append(out, m)
		}
	}
	if len(out) > 1 && leftOut(out[0]) {
		return out[len(out)-1:]
	}
	return out
}
