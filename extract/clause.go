package extract

import (
	"unicode/utf8"

	"slices"
	"strings"

	"github.com/newsgraph/newsgraph/extract/pattern"
	"github.com/newsgraph/newsgraph/kg"
)

// clauseStep is one of the steps that read the clauses of a sentence once its
// references are resolved.
type clauseStep struct {
	name string
	read func(t *topics, n int, s *sentence)
}

// clauseSteps returns them in order: which subjects clauses leave out behind a
// verb, whom a description cannot mean, and what else a left-out subject may be.
func clauseSteps() []clauseStep {
	return []clauseStep{
		{"number", (*topics).number},
		{"head of the subject", (*topics).keepHeads},
		{"verb first", (*topics).verbFirst},
		{"parts of speech", (*topics).parts},
		{"another than the subject", (*topics).rebind},
		{"thing spoken of", (*topics).offerArtifacts},
	}
}

// number enters the numbers of values, for slots that ask for one over a bound.
func (t *topics) number(_ int, s *sentence) {
	for i := range s.units {
		if u := &s.units[i]; u.Kind == pattern.Value && u.Type != "TITLE" {
			u.Num = t.r.values[u.Index].Num
		}
	}
}

// keepHeads leaves of what a left-out subject may be only the heads.
func (t *topics) keepHeads(_ int, s *sentence) {
	for i := range s.units {
		if u := &s.units[i]; u.Kind == pattern.Name && len(u.Members) > 1 && leftOut(u.Members[0]) {
			u.Members = t.r.heads(u.Members)
		}
	}
}

// parts marks the words that tell whose a clause's verb is.
func (t *topics) parts(_ int, s *sentence) {
	if !slices.ContainsFunc(s.units, func(u pattern.Unit) bool { return u.Kind == pattern.Name }) {
		return // no verb is anybody's
	}
	r := t.r
	for i := range s.units {
		u := &s.units[i]
		title := u.Kind == pattern.Value && u.Type == "TITLE"
		if u.Kind != pattern.Word && !title {
			continue
		}
		if r.isPeople(u.Text) {
			u.Part = pattern.People
			continue
		}
		if r.lang == "en" {
			if r.x.isPreposition(r.lang, u.Text) {
				u.Part = pattern.Preposition
			}
			continue
		}
		switch tag := r.x.segmenter.Tag(u.Text); {
		case title:
		case r.x.isPreposition(r.lang, u.Text), tag == "p":
			u.Part = pattern.Preposition
		case strings.HasPrefix(tag, "v"):
			u.Part = pattern.Verb
		case r.x.function.has(r.lang, "adverb", u.Text):
		case strings.HasPrefix(tag, "n"), r.x.function.has(r.lang, "actor", u.Text):
			u.Part = pattern.Noun
		}
	}
}

// isPeople reports whether a word means people who act for themselves: a word of
// words.tsv, or one that ends in it.
func (r *reading) isPeople(word string) bool {
	people := r.x.function.classes[r.lang]
	if people.is("people", word) {
		return true
	}
	if r.lang == "en" || word == "" {
		return false
	}
	_, n := utf8.DecodeLastRuneInString(word)
	_, n2 := utf8.DecodeLastRuneInString(word[:len(word)-n])
	return people.is("people", word[len(word)-n:]) || people.is("people", word[len(word)-n-n2:])
}

// heads returns what a left-out subject is of the names that its noun phrase
// was made of: all of a list, the last of 甲旗下乙, firm and person of 甲CEO乙,
// firm and thing of 甲的乙.
func (r *reading) heads(members []pattern.Member) []pattern.Member {
	out := members[:1:1]
	for i, m := range members[1:] {
		before := members[i]
		between := span{r.mentions[before.Ref].end, r.mentions[m.Ref].start}
		switch {
		case r.isList(between):
			out = append(out, m)
		case !r.isOwner(between):
			return out
		case m.Type == kg.Person || listClass(m.Type) != listClass(before.Type):
			out = append(out, m)
		default:
			out = append(out[:len(out)-1], m)
		}
	}
	return out
}

// isList reports whether nothing but list marks stands in a span.
func (r *reading) isList(s span) bool {
	if s.len() <= 0 {
		return false
	}
	for _, w := range r.words(nil, s) {
		if !r.isSeparator(w.Text) {
			return false
		}
	}
	return true
}

// isOwner reports whether nothing stands in a span but what joins an owner's
// name and the thing's: 的, 旗下, class nouns, a job title, a remark in brackets.
func (r *reading) isOwner(s span) bool {
	if s.start > s.end {
		return false
	}
	depth, nouns := 0, 0
	for _, w := range r.words(nil, s) {
		switch {
		case w.Text == "（" || w.Text == "(":
			depth++
		case w.Text == "）" || w.Text == ")":
			depth--
		case depth > 0, strings.Contains("《“\"'’s", w.Text):
		case slices.ContainsFunc(r.titles, func(t title) bool { return t.start <= w.Start && w.End <= t.end }):
		case r.joinsHead(w.Text):
			nouns++
		default:
			return false
		}
	}
	return nouns <= 3
}

// clauseRange is one clause of a sentence: units [start, end).
type clauseRange struct{ start, end int }

// clauses cuts the units at the marks that end a clause.
func clauses(units []pattern.Unit) []clauseRange {
	var out []clauseRange
	start := 0
	for i := range units {
		if breaksClause(units[i]) {
			out = append(out, clauseRange{start, i})
			start = i + 1
		}
	}
	return append(out, clauseRange{start, len(units)})
}

// verbFirst adds the subject that a clause leaves out although a name stands
// near its start: one behind the verb (，收购了乙) is the object.
func (t *topics) verbFirst(n int, s *sentence) {
	units := s.units
	added := 0
	for _, c := range clauses(units) {
		if subject := t.subjectFor(n, units, c); subject != nil {
			at := units[c.start].Start
			s.units = slices.Insert(slices.Clip(s.units), c.start+added, pattern.Unit{Kind: pattern.Name, Start: at, End: at, Members: refer(subject, at, at)})
			added++
		}
	}
}

// subjectFor returns whom a clause that begins with its verb speaks of, nil
// for other clauses.
func (t *topics) subjectFor(n int, units []pattern.Unit, c clauseRange) []pattern.Member {
	clause := units[c.start:c.end]
	name := slices.IndexFunc(clause, func(u pattern.Unit) bool { return u.Kind == pattern.Name })
	if name < 1 || t.people || t.r.isOpinion(units, c.start) || !t.r.x.rules.HasTrigger(t.r.lang, clause[:name]) {
		return nil
	}
	of := t.leadOf(n, clause[0].Start)
	if of == nil || of.members[0].Start >= clause[0].Start {
		if m := t.subjectBehind(units, c.start); m != nil {
			return m
		}
		if m := t.carried(n, clause[0].Start); m != nil {
			return t.r.heads(m)
		}
		return nil
	}
	return t.r.heads(of.members)
}

// rebind corrects references that stand for a name of their own clause: 这家公司
// behind the subject is another than the subject, and 其 before a name in the
// clause is another than that.
func (t *topics) rebind(n int, s *sentence) {
	if t.r.lang == "en" {
		return // the company is the subject's firm as often as not
	}
	for _, c := range clauses(s.units) {
		units := s.units[c.start:c.end]
		for i := range units {
			u := &units[i]
			if len(u.Members) != 1 || !u.Members[0].Reference || u.Start == u.End {
				continue
			}
			m := u.Members[0]
			if !t.namedIn(units[i+1:], m) && (t.possessive(u.Text) || !t.leads(units[:i], m)) {
				continue
			}
			if other, ok := t.otherBefore(n, s, u.Start, m); ok {
				u.Members = refer([]pattern.Member{other}, u.Start, u.End)
			}
		}
	}
}

// possessive reports whether a reference word may stand for the subject of its
// own clause (其).
func (t *topics) possessive(word string) bool {
	return t.r.x.refs.words[t.r.lang][word].kind == "subject"
}

// namedIn reports whether a unit names the entity of m outright.
func (t *topics) namedIn(units []pattern.Unit, m pattern.Member) bool {
	return slices.ContainsFunc(units, func(u pattern.Unit) bool {
		return slices.ContainsFunc(u.Members, func(o pattern.Member) bool { return !o.Reference && t.r.of[o.Ref] == t.r.of[m.Ref] })
	})
}

// leads reports whether the units that stand before a reference in its clause
// begin with the entity of m as their subject: a left-out one only with a verb
// or a preposition behind it, else the reference is the subject itself.
func (t *topics) leads(units []pattern.Unit, m pattern.Member) bool {
	for i, u := range units {
		if u.Kind != pattern.Name {
			continue
		}
		if len(u.Members) != 1 || t.r.of[u.Members[0].Ref] != t.r.of[m.Ref] {
			return false
		}
		behind := units[i+1:]
		if t.has(behind, "saying") || u.Start == u.End && len(behind) > 0 && behind[0].Part == pattern.Noun {
			return false // 甲称该公司…; 前提是公司…
		}
		return u.Start != u.End || t.has(behind, "preposition") || t.r.x.rules.HasTrigger(t.r.lang, behind)
	}
	return false
}

// has reports whether a word of a class of words.tsv stands among the units.
func (t *topics) has(units []pattern.Unit, class string) bool {
	return slices.ContainsFunc(units, func(u pattern.Unit) bool {
		return u.Kind == pattern.Word && t.r.x.function.has(t.r.lang, class, u.Text)
	})
}

// otherBefore returns the nearest name of m's type before a place, in this or
// the two sentences before, that is another entity and no source.
func (t *topics) otherBefore(n int, s *sentence, at int, m pattern.Member) (pattern.Member, bool) {
	from := t.r.sentences[max(0, n-2)].start
	for i := len(t.r.mentions) - 1; i >= 0; i-- {
		o := t.r.mentions[i]
		if o.end > at || o.typ != m.Type || t.r.of[i] == t.r.of[m.Ref] {
			continue
		}
		if o.start < from {
			break
		}
		if other := (pattern.Member{Ref: i, Type: o.typ, Start: o.start, End: o.end}); !t.r.isOutlet(other) {
			return other, true
		}
	}
	return pattern.Member{}, false
}

// offerArtifacts adds to 其, 它 and to left-out subjects that stand for a firm
// the model, chip or product that the text spoke of last, for relations of
// which no firm is the subject. It stands first: of several the last is meant.
func (t *topics) offerArtifacts(n int, s *sentence) {
	for i := range s.units {
		u := &s.units[i]
		if u.Kind != pattern.Name || !u.Members[0].Reference || u.Start != u.End && !t.possessive(u.Text) {
			continue
		}
		if slices.ContainsFunc(u.Members, func(m pattern.Member) bool { return m.Type != kg.Company }) {
			continue
		}
		if m, ok := t.artifactBefore(n, u.Start); ok {
			m.Start, m.End, m.Reference, m.Offered = u.Start, u.End, true, true
			u.Members = append([]pattern.Member{m}, u.Members...)
		}
	}
}

// artifactBefore returns the last model, chip or product named in the sentence
// before a place, else in the sentence before it in the paragraph.
func (t *topics) artifactBefore(n, at int) (pattern.Member, bool) {
	from := t.r.sentences[n].start
	if n > 0 && t.r.sentences[n-1].paragraph == t.r.sentences[n].paragraph {
		from = t.r.sentences[n-1].start
	}
	for i := len(t.r.mentions) - 1; i >= 0; i-- {
		m := t.r.mentions[i]
		if m.end > at || listClass(m.typ) != listClass(kg.Product) {
			continue
		}
		if m.start < from {
			break
		}
		return pattern.Member{Ref: i, Type: m.typ, Start: m.start, End: m.end}, true
	}
	return pattern.Member{}, false
}
