package pattern

import (
	"cmp"
	"math/bits"
	"slices"

	"github.com/newsgraph/newsgraph/kg"
)

// Reading is what one trigger of one relation says in a sentence. Unit ranges
// are half-open.
type Reading struct {
	Relation string
	Metric   bool
	Rule     string // "ACQUIRED/zh/bei", or "ACQUIRED/zh/p-3fa2c1d0" by the pattern's content
	NP       bool   // a noun phrase that presupposes what it says
	Trigger  [2]int // units
	Span     [2]int // units from the first to the last that a rule explains

	Subjects []Member // empty in a metric whose rule names none: the caller supplies it
	Objects  []Member // of a relation
	Pair     bool     // Subjects alone: each two of them are the two ends
	Values   []int    // Unit.Index, of a metric; several belong to the subjects one to one, or to one subject

	Attach   map[string]Attached
	Sign     int // -1 where the value counts negative, else 1
	Set      kg.Qualifiers
	Modality kg.Modality // as far as the sentence tells
	Cue      string      // the word that weakened it, "" for none
}

// Attached is a value taken along: its Unit.Index, and whether it stands in
// the trigger's clause (else only in its sentence).
type Attached struct {
	Index  int
	Clause bool
}

// Abstention is a trigger word that gave no reading: "no subject", "no object",
// "no value", "no match" (a word of the pattern), "wrong types", "blocked" or
// "unsaid" (in a condition or a question).
type Abstention struct {
	Relation string
	Trigger  [2]int
	Reason   string
}

// Result is what the rules find in one sentence, in the order of triggers,
// then of relations.
type Result struct {
	Readings  []Reading
	Abstained []Abstention
	Cues      []Cue // those that hold for all relations
}

// Pairs returns the facts of a relation's reading: every subject with every
// object, or each two of a pair, without those that the ontology forbids and
// those of a thing with itself.
func (r *Reading) Pairs() [][2]Member {
	signature, _ := kg.SignatureOf(kg.Predicate(r.Relation))
	var out [][2]Member
	for i, a := range r.Subjects {
		objects := r.Objects
		if r.Pair {
			objects = r.Subjects[i+1:]
		}
		for _, b := range objects {
			if a.Ref != b.Ref && signature.Allows(a.Type, b.Type) {
				out = append(out, [2]Member{a, b})
			}
		}
	}
	return out
}

// Match reads one sentence with all relations.
func (s *Set) Match(lang string, units []Unit) Result {
	r := s.open(lang, units)
	if r == nil {
		return Result{}
	}
	defer s.readers.Put(r)
	out := Result{Cues: r.cues}
	for i := range r.occurrences {
		r.read(&r.occurrences[i], &out)
	}
	slices.SortStableFunc(out.Readings, func(a, b Reading) int { return cmp.Compare(a.Trigger[0], b.Trigger[0]) })
	slices.SortStableFunc(out.Abstained, func(a, b Abstention) int { return cmp.Compare(a.Trigger[0], b.Trigger[0]) })
	return out
}

// HasTrigger reports whether a trigger word of any relation stands among the
// units: the caller needs it to decide where a subject is left out.
func (s *Set) HasTrigger(lang string, units []Unit) bool {
	lex := s.lexicons[lang]
	if lex == nil || len(units) == 0 {
		return false
	}
	r := s.reader()
	defer s.readers.Put(r)
	sen := &r.sentence
	sen.lookUp(lex, lang, units)
	if slices.ContainsFunc(sen.found, func(f foundWord) bool { return len(lex.refs[f.word]) > 0 }) {
		return true
	}
	for i := range sen.units {
		if len(lex.inTitle(sen, i, nil)) > 0 {
			return true
		}
	}
	return false
}

// reader reads one sentence after another, in the same memory.
type reader struct {
	set         *Set
	sentence    sentence
	matcher     matcher
	hits        [][]hit // by relation, those for all relations first
	occurrences []occurrence
	cues        []Cue    // of the sentence, by the cues for all relations
	rules       []*rule  // that may read a trigger
	chosen      []uint64 // their numbers, as bits
}

func (s *Set) reader() *reader {
	if r, ok := s.readers.Get().(*reader); ok {
		return r
	}
	r := &reader{set: s, hits: make([][]hit, len(s.relations)+1)}
	r.matcher.s = &r.sentence
	return r
}

// open begins to read a sentence, nil where there is nothing to read.
func (s *Set) open(lang string, units []Unit) *reader {
	lex := s.lexicons[lang]
	if lex == nil || len(units) == 0 {
		return nil
	}
	r := s.reader()
	r.sentence.begin(lex, lang, units)
	r.findHits(lex)
	r.findOccurrences()
	r.cues = r.find(s.cues[lang], s.excepts[lang], everyRelation)
	return r
}

// candidate is one match of one rule at one trigger.
type candidate struct {
	rule               *rule
	at                 *occurrence
	explained, skipped int
	start, end         int
	captures           []capture
	words              [][2]int // units of words that the rule writes out
}

// before reports whether the candidate is preferred: own patterns, then more
// explained, then fewer skipped.
func (c *candidate) before(d *candidate) bool {
	if c.rule.own != d.rule.own {
		return c.rule.own
	}
	if c.explained != d.explained {
		return c.explained > d.explained
	}
	return c.skipped < d.skipped
}

// read adds the reading of an occurrence, or why there is none.
func (r *reader) read(o *occurrence, out *Result) {
	if o.relation == everyRelation {
		return
	}
	rel := r.set.relations[o.relation]
	blocked := false
	var best *candidate
	for _, rule := range r.rulesAt(rel, o) {
		for _, c := range r.candidates(rel, rule, o) {
			switch {
			case best != nil && !c.before(best):
			case !rel.Metric && r.matcher.s.strands(c), r.blocked(rel, c):
				blocked = true
			default:
				best = c
			}
		}
	}
	switch {
	case best != nil:
		if reading := r.reading(rel, best); reading.Modality != unsaid {
			out.Readings = append(out.Readings, reading)
		} else {
			out.Abstained = append(out.Abstained, Abstention{rel.Name, [2]int{o.start, o.end}, "unsaid"})
		}
	case !o.words():
	case blocked:
		out.Abstained = append(out.Abstained, Abstention{rel.Name, [2]int{o.start, o.end}, "blocked"})
	default:
		if reason := r.reason(rel, o); reason != "" {
			out.Abstained = append(out.Abstained, Abstention{rel.Name, [2]int{o.start, o.end}, reason})
		}
	}
}

// applies reports whether the rule may read a trigger of these forms.
func (r *rule) applies(o *occurrence) bool {
	if r.form == "" {
		return o.isDeclared()
	}
	return o.has(r.form)
}

// rulesAt returns the rules that may read a trigger, in order. The next call uses the
// same memory.
func (r *reader) rulesAt(rel *relation, o *occurrence) []*rule {
	lang := r.matcher.s.lang
	chosen := slices.Grow(r.chosen[:0], wordsFor(len(rel.rules[lang])))[:wordsFor(len(rel.rules[lang]))]
	clear(chosen)
	for _, h := range o.hits {
		for k, word := range h.form.rules {
			chosen[k] |= word
		}
	}
	r.rules = r.rules[:0]
	for k, word := range chosen {
		for ; word != 0; word &= word - 1 {
			r.rules = append(r.rules, rel.rules[lang][64*k+bits.TrailingZeros64(word)])
		}
	}
	r.chosen = chosen
	return r.rules
}

// wordsFor returns how many words of 64 bits hold n bits.
func wordsFor(n int) int { return (n + 63) / 64 }

// candidates matches a rule at a trigger, once for each type that both ends
// must share, where they must.
func (r *reader) candidates(rel *relation, rule *rule, o *occurrence) []*candidate {
	types := rel.same
	if types == nil {
		types = []kg.Type{""}
	}
	var out []*candidate
	for _, t := range types {
		r.matcher.only = t
		if c := r.candidate(rule, o); c != nil && c.complete(&r.matcher, rel) {
			out = append(out, c)
		}
	}
	r.matcher.only = ""
	return out
}

func (r *reader) candidate(rule *rule, o *occurrence) *candidate {
	if !r.sentence.mayMatch(rule) {
		return nil
	}
	left := r.matcher.side(rule.left, false, o.start)
	if !left.ok {
		return nil
	}
	right := r.matcher.side(rule.right, true, o.end)
	if !right.ok {
		return nil
	}
	c := &candidate{rule: rule, at: o, explained: left.explained + right.explained, skipped: left.skipped + right.skipped,
		start: left.end, end: right.end, captures: append(left.captures, right.captures...), words: append(left.words, right.words...)}
	if o.slot != nil {
		c.captures = append(c.captures, capture{o.slot, o.start, o.end, false})
	}
	slices.SortStableFunc(c.captures, func(a, b capture) int { return cmp.Compare(a.start, b.start) })
	return c
}

// complete reports whether the candidate says something that the ontology allows.
func (c *candidate) complete(m *matcher, rel *relation) bool {
	reading := Reading{Relation: rel.Name}
	c.fill(m, &reading)
	if rel.Metric {
		return len(reading.Values) > 0
	}
	return len(reading.Pairs()) > 0
}

// fill enters the captures in a reading, in text order. A role that a rule
// names twice takes what both slots hold.
func (c *candidate) fill(m *matcher, out *Reading) {
	for _, x := range c.captures {
		switch {
		case x.slot.role == "any":
		case x.slot.role == "value":
			for u := x.start; u < x.end; u += 2 {
				out.Values = append(out.Values, m.s.units[u].Index)
			}
		case x.slot.role == "subject":
			out.Subjects = append(out.Subjects, m.members(x)...)
			out.Pair = x.slot.pair
		case x.slot.role == "object":
			out.Objects = append(out.Objects, m.members(x)...)
		default:
			if out.Attach == nil {
				out.Attach = map[string]Attached{}
			}
			out.Attach[x.slot.role] = Attached{m.s.units[x.start].Index, true}
		}
	}
}

// members returns whom a slot takes: all, or the one nearest to the trigger.
func (m *matcher) members(x capture) []Member {
	var out []Member
	for _, member := range m.s.units[x.start].Members {
		if m.takes(x.slot, member) {
			out = append(out, member)
		}
	}
	if x.slot.all || len(out) < 2 {
		return out
	}
	if x.after {
		return out[:1]
	}
	return out[len(out)-1:]
}

func (r *reader) reading(rel *relation, c *candidate) Reading {
	out := Reading{Relation: rel.Name, Metric: rel.Metric, Rule: c.rule.id, NP: c.rule.np,
		Trigger: [2]int{c.at.start, c.at.end}, Span: [2]int{c.start, c.end}, Sign: 1}
	r.matcher.only = ""
	c.fill(&r.matcher, &out)
	if rel.same != nil {
		out.keepAllowed()
	}
	r.attach(rel, c, &out)
	r.apply(rel, c, &out)
	out.Modality, out.Cue = r.modality(rel, &out, c.words)
	return out
}

// keepAllowed drops members that have no partner of their type.
func (r *Reading) keepAllowed() {
	pairs := r.Pairs()
	in := func(m Member) bool {
		return slices.ContainsFunc(pairs, func(p [2]Member) bool { return p[0] == m || p[1] == m })
	}
	r.Subjects = slices.DeleteFunc(slices.Clone(r.Subjects), func(m Member) bool { return !in(m) })
	r.Objects = slices.DeleteFunc(slices.Clone(r.Objects), func(m Member) bool { return !in(m) })
}

// attach takes the nearest value of each attached type that no slot took: in
// the clause of the trigger, else in the sentence.
func (r *reader) attach(rel *relation, c *candidate, out *Reading) {
	s := r.matcher.s
	from, to := s.clause(c.at.start)
	for _, a := range rel.Attach {
		if _, taken := out.Attach[a.Role]; taken {
			continue
		}
		best, distance := -1, 0
		for i := range s.units {
			if !a.allows(&s.units[i]) || slices.ContainsFunc(c.captures, func(x capture) bool { return x.start <= i && i < x.end }) {
				continue
			}
			d := max(c.at.start-i, i-c.at.end+1)
			if i < from || i >= to {
				d += maxUnits
			}
			if best < 0 || d < distance {
				best, distance = i, d
			}
		}
		if best >= 0 {
			if out.Attach == nil {
				out.Attach = map[string]Attached{}
			}
			out.Attach[a.Role] = Attached{s.units[best].Index, best >= from && best < to}
		}
	}
}

// apply gives the qualifiers and the sign that the relation's set lines name.
func (r *reader) apply(rel *relation, c *candidate, out *Reading) {
	for _, set := range rel.sets[r.matcher.s.lang] {
		switch {
		case set.form != "" && set.form != c.rule.form && (c.rule.form != "" || !c.at.has(set.form)):
		case set.words != nil && !r.mentions(set.words, out.Span):
		case set.key == "sign":
			out.Sign = -out.Sign
		default:
			if out.Set == nil {
				out.Set = kg.Qualifiers{}
			}
			if _, given := out.Set[set.key]; !given {
				out.Set[set.key] = set.value
			}
		}
	}
}

// mentions reports whether a word of the set stands among the units, or in a
// job title of them.
func (r *reader) mentions(w *wordSet, span [2]int) bool {
	s := r.matcher.s
	for i := span[0]; i < span[1]; i++ {
		if u := &s.units[i]; u.Kind == Value && u.Type == "TITLE" && w.begins(s.lang, u.Text) {
			return true
		}
		if slices.ContainsFunc(s.from(i), func(f foundWord) bool { return int(f.end) <= span[1] && w.has(f.word) }) {
			return true
		}
	}
	return false
}

// begins reports whether the text begins with one of the words.
func (w *wordSet) begins(lang, text string) bool {
	for n := 1; n <= min(w.longest, len(text)); n++ {
		whole := lang != "en" || n == len(text) || text[n] == ' ' || text[n] == '-'
		if whole && w.words[text[:n]] {
			return true
		}
	}
	return false
}

// blocked reports whether a block covers the candidate's trigger with the same
// subject and object.
func (r *reader) blocked(rel *relation, c *candidate) bool {
	blocks := rel.blocks[r.matcher.s.lang]
	if len(blocks) == 0 {
		return false
	}
	r.matcher.fixed = c.units()
	defer func() { r.matcher.fixed = nil }()
	for _, b := range blocks {
		if b.clause && c.rule.np {
			continue
		}
		if declared(b.form) {
			if b.applies(c.at) && r.candidate(b, c.at) != nil {
				return true
			}
			continue
		}
		for i := range r.occurrences {
			o := &r.occurrences[i]
			if o.relation != c.at.relation || !o.has(b.form) {
				continue
			}
			if m := r.candidate(b, o); m != nil && m.start <= c.at.start && c.at.end <= m.end {
				return true
			}
		}
	}
	return false
}

// units returns which units the candidate has as subject and object.
func (c *candidate) units() *fixed {
	f := &fixed{-1, -1}
	for _, x := range c.captures {
		switch x.slot.role {
		case "subject":
			if f.subject < 0 { // a list in two slots begins with the first
				f.subject = x.start
			}
		case "object":
			if f.object < 0 {
				f.object = x.start
			}
		}
	}
	return f
}

// reason says why a trigger gave no reading, by the first rule of which one
// side matched, else by the first rule.
func (r *reader) reason(rel *relation, o *occurrence) string {
	reason, half := "", false
	r.matcher.relaxed = true
	defer func() { r.matcher.relaxed = false }()
	for _, rule := range r.rulesAt(rel, o) {
		left := r.matcher.side(rule.left, false, o.start).ok
		right := r.matcher.side(rule.right, true, o.end).ok
		if left && right {
			return "wrong types"
		}
		if reason == "" || left != right && !half {
			reason, half = rule.lacks(left, right), left != right
		}
	}
	return reason
}

// lacks names the end that stands on a side which did not match.
func (r *rule) lacks(left, right bool) string {
	for _, role := range []string{"subject", "object", "value"} {
		if !left && slices.Contains(r.left.roles, role) || !right && slices.Contains(r.right.roles, role) {
			return "no " + role
		}
	}
	return "no match"
}
