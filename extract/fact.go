package extract

import (
	"fmt"
	"slices"

	"github.com/newsgraph/newsgraph/extract/pattern"
	"github.com/newsgraph/newsgraph/extract/value"
	"github.com/newsgraph/newsgraph/kg"
)

// facts turns the readings of all sentences into facts, metrics and
// abstentions. The same fact told twice is one fact: the first telling, with
// the strongest modality's evidence.
func (r *reading) facts() {
	for n, result := range r.results {
		s := &r.sentences[n]
		for i := range result.Readings {
			reading := &result.Readings[i]
			modality := r.modality(n, reading)
			if reading.Metric {
				r.addMetric(s, reading, modality)
			} else {
				r.addFacts(s, reading, modality)
			}
		}
		for _, a := range result.Abstained {
			r.abstain(s, a.Relation, a.Trigger, a.Reason)
		}
	}
	r.yield()
}

// yield drops the facts in whose place another of the same ends stands: what
// is released is no longer only developed.
func (r *reading) yield() {
	all := slices.Clone(r.out.Facts)
	r.out.Facts = slices.DeleteFunc(r.out.Facts, func(f kg.Fact) bool {
		relation, _ := r.x.rules.Relation(string(f.Predicate))
		return slices.ContainsFunc(all, func(g kg.Fact) bool {
			return slices.Contains(relation.Yields, string(g.Predicate)) && g.Subject == f.Subject && g.Object == f.Object && g.Modality != kg.Denied
		})
	})
}

func (r *reading) abstain(s *sentence, relation string, trigger [2]int, reason string) {
	from, to := s.units[trigger[0]].Start, s.units[trigger[1]-1].End
	r.out.Abstained = append(r.out.Abstained, kg.Abstention{Trigger: string(r.raw[from:to]), Predicate: relation, Reason: reason, Evidence: r.evidence(s.span)})
}

// addFacts adds one fact for each pair of ends.
func (r *reading) addFacts(s *sentence, reading *pattern.Reading, modality kg.Modality) {
	added := false
	relation, _ := r.x.rules.Relation(reading.Relation)
	for _, pair := range r.pairs(reading) {
		if r.of[pair[0].Ref] == r.of[pair[1].Ref] || relation.Brand && r.ofOtherBrand(pair) {
			continue
		}
		f := kg.Fact{Subject: r.entityID(pair[0].Ref), Predicate: kg.Predicate(reading.Relation), Object: r.entityID(pair[1].Ref),
			Modality: modality, Qualifiers: r.qualifiers(s, reading), Confidence: r.x.confidence(reading.Rule), Rule: reading.Rule, Evidence: r.evidence(s.span)}
		f.At, f.Via = r.ends(s, reading, map[string]pattern.Member{"subject": pair[0], "object": pair[1]})
		r.keepFact(f)
		added = true
	}
	if !added {
		r.abstain(s, reading.Relation, reading.Trigger, "both ends are one")
	}
}

// pairs returns the ends of the facts of a reading. The members of one
// left-out subject are alternatives, of which the last is meant (the thing of
// 甲的乙), but a firm acts before its person does.
func (r *reading) pairs(reading *pattern.Reading) [][2]pattern.Member {
	pairs := reading.Pairs()
	var last kg.Type
	for _, p := range pairs {
		if leftOut(p[0]) && (last == "" || p[0].Type != kg.Person) {
			last = p[0].Type
		}
	}
	return slices.DeleteFunc(pairs, func(p [2]pattern.Member) bool {
		return leftOut(p[0]) && (listClass(p[0].Type) != listClass(last) || p[0].Type == kg.Person && last != kg.Person)
	})
}

// ofOtherBrand reports whether the second end is a thing whose name begins with
// that of another firm than the first, or stands right behind one: 乙M9 in 甲ES8、乙M9
// is not 甲's. Another of the lists counts for models and behind a mark that makes
// lists: elsewhere it may be a brand of the first (甲的乙M9).
func (r *reading) ofOtherBrand(pair [2]pattern.Member) bool {
	thing := r.mentions[pair[1].Ref]
	other := false
	if thing.typ == kg.Model || thing.start > 0 && r.isSeparator(string(r.text[thing.start-1])) {
		for _, key := range r.x.finder.lex.brands(r.text[thing.start:thing.end]) {
			if key == r.mentions[pair[0].Ref].key {
				return false
			}
			other = true
		}
	}
	for i, m := range r.mentions {
		n := m.end - m.start
		begins := n >= 2 && n < thing.end-thing.start && slices.Equal(r.text[m.start:m.end], r.text[thing.start:thing.start+n])
		if m.typ != kg.Company || !begins && m.end != thing.start {
			continue
		}
		if r.of[i] == r.of[pair[0].Ref] {
			return false
		}
		other = true
	}
	return other
}

func leftOut(m pattern.Member) bool { return m.Reference && m.Start == m.End }

// ends returns where the ends and the trigger stand, and how references were
// resolved.
func (r *reading) ends(s *sentence, reading *pattern.Reading, members map[string]pattern.Member) (map[string]kg.Span, map[string]kg.Via) {
	at := map[string]kg.Span{"trigger": {s.units[reading.Trigger[0]].Start, s.units[reading.Trigger[1]-1].End}}
	var via map[string]kg.Via
	for role, m := range members {
		place, how := r.place(m)
		at[role] = place
		if how != nil {
			if via == nil {
				via = map[string]kg.Via{}
			}
			via[role] = *how
		}
	}
	return at, via
}

// keepFact adds a fact unless the document has it: then the surer telling
// stays, and takes the other's qualifiers that it lacks.
func (r *reading) keepFact(f kg.Fact) {
	signature, _ := kg.SignatureOf(f.Predicate)
	for i := range r.out.Facts {
		g := &r.out.Facts[i]
		same := g.Subject == f.Subject && g.Object == f.Object || signature.Symmetric && g.Subject == f.Object && g.Object == f.Subject
		if g.Predicate != f.Predicate || !same || differ(signature.Identity, g.Qualifiers, f.Qualifiers) {
			continue
		}
		first, second := *g, f
		if stronger(f.Modality, g.Modality) {
			first, second = f, *g
		}
		first.Qualifiers = withMissing(first.Qualifiers, second.Qualifiers)
		*g = first
		return
	}
	r.out.Facts = append(r.out.Facts, f)
}

func stronger(a, b kg.Modality) bool { return a != b && kg.Weaker(a, b) == b }

// differ reports whether two facts with the same ends are two: both have one
// of the identity qualifiers, and not the same.
func differ(identity []string, a, b kg.Qualifiers) bool {
	for _, k := range identity {
		x, y := a[k], b[k]
		if x != nil && y != nil && fmt.Sprint(x) != fmt.Sprint(y) {
			return true
		}
	}
	return false
}

func sortedKeys(q kg.Qualifiers) []string {
	var out []string
	for k := range q {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// qualifiers returns what a reading's attached values and set lines say.
func (r *reading) qualifiers(s *sentence, reading *pattern.Reading) kg.Qualifiers {
	q := kg.Qualifiers{}
	for k, v := range reading.Set {
		q[k] = v
	}
	if round := r.sameRound(s, reading); round != "" {
		q["round"] = round
	}
	for role, a := range reading.Attach {
		if role == "date" && reading.NP && (!a.Clause || r.values[a.Index].Start >= s.units[reading.Span[1]-1].End) {
			continue // what a noun phrase presupposes has no date of its sentence, nor of what is told of it
		}
		if role == "amount" && (reading.NP && !within(s, reading.Span, r.values[a.Index].Start) || r.isWorth(s, a.Index)) {
			continue
		}
		r.qualify(q, s, role, a)
	}
	if len(q) == 0 {
		return nil
	}
	return q
}

// within reports whether a place is in a range of units.
func within(s *sentence, units [2]int, at int) bool {
	return s.units[units[0]].Start <= at && at < s.units[units[1]-1].End
}

// worth are the figures of what a firm is worth.
var worth = []string{"valuation", "market_cap", "market_cap_change", "stock_price"}

// isWorth reports whether a value of the sentence is read as a figure of a firm's
// worth or accounts, so that no deal was made for it (甲投资的乙估值60亿元).
func (r *reading) isWorth(s *sentence, value int) bool {
	return slices.ContainsFunc(s.readings, func(m pattern.Reading) bool {
		return m.Metric && slices.Contains(m.Values, value) && (slices.Contains(worth, m.Relation) || r.x.ofAccounts(m.Relation))
	})
}

// qualify enters one attached value.
func (r *reading) qualify(q kg.Qualifiers, s *sentence, role string, a pattern.Attached) {
	if role == "title" {
		t := r.titles[a.Index]
		if q["status"] == "appointed" && r.statusOf(s, t) == "former" {
			return // 甲前首席执行官丙加盟乙: that post was another
		}
		q["title"] = string(r.raw[r.withDepartment(s, t):t.core.end])
		if _, told := q["status"]; !told {
			q["status"] = r.statusOf(s, t)
		}
		return
	}
	v := r.values[a.Index]
	switch {
	case v.Kind == value.Date:
		if v.Date != "" {
			q[role] = v.Date
		}
	case v.Kind == value.Round:
		q[role] = string(r.raw[v.Start:v.End])
	case v.Vague:
	case v.Kind == value.Money && role == "amount":
		q["amount"], q["currency"] = v.Num, v.Unit
	default:
		q[role] = v.Num
	}
}
