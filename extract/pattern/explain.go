package pattern

import (
	"fmt"
	"io"
)

// Explain writes, for each trigger of a relation in a sentence and each rule
// that may read it, what it matched or how far it came. The sentence stands
// first, in the notation of [Notation].
func (s *Set) Explain(w io.Writer, relation, lang string, units []Unit) error {
	i := s.index(relation)
	if i < 0 || s.lexicons[lang] == nil {
		return fmt.Errorf("explain %s in %s: no such relation or language", relation, lang)
	}
	r := s.open(lang, units)
	if r == nil {
		return nil
	}
	sen := &r.sentence
	fmt.Fprintln(w, Notation(sen.units))
	found := false
	for k := range r.occurrences {
		o := &r.occurrences[k]
		if o.relation != i {
			continue
		}
		found = true
		fmt.Fprintf(w, "trigger %s at unit %d, forms %v\n", Notation(sen.units[o.start:o.end]), o.start, o.forms())
		for _, rule := range s.relations[i].rules[lang] {
			if rule.applies(o) {
				fmt.Fprintf(w, "  %-24s %s\n  %24s %s\n", rule.id, rule.text, "", r.explain(s.relations[i], rule, o))
			}
		}
	}
	if !found {
		fmt.Fprintf(w, "no trigger of %s\n", relation)
	}
	_, err := fmt.Fprintln(w)
	return err
}

func (o *occurrence) forms() []string {
	var out []string
	for _, h := range o.hits {
		out = append(out, h.form.name)
	}
	return out
}

func (s *Set) index(relation string) int {
	for i, r := range s.relations {
		if r.Name == relation {
			return i
		}
	}
	return -1
}

// explain says what one rule did at one trigger.
func (r *reader) explain(rel *relation, rule *rule, o *occurrence) string {
	if found := r.candidates(rel, rule, o); len(found) > 0 {
		c, verdict := found[0], "matches"
		if r.blocked(rel, c) {
			verdict = "blocked"
		}
		return fmt.Sprintf("%s %s (%d explained, %d skipped)", verdict, Notation(r.matcher.s.units[c.start:c.end]), c.explained, c.skipped)
	}
	left, leftOK := r.explainSide(rule.left, false, o.start)
	right, rightOK := r.explainSide(rule.right, true, o.end)
	if leftOK && rightOK {
		return "both sides match, but not as types that the ontology allows"
	}
	return "left " + left + "; right " + right
}

// explainSide says how far a side came: the step that failed furthest from the
// trigger, and the unit it met there.
func (r *reader) explainSide(p program, forward bool, from int) (string, bool) {
	m := &r.matcher
	m.reached = map[*node]int{}
	defer func() { m.reached = nil }()
	if m.side(p, forward, from).ok {
		return "matches", true
	}
	var stop *node
	for n := range m.reached {
		if n.text != "" && (stop == nil || n.id < stop.id) {
			stop = n
		}
	}
	if stop == nil {
		return "stops", false
	}
	met := "the edge of the sentence"
	if u := m.ahead(m.reached[stop]); u >= 0 {
		met = fmt.Sprintf("%s (unit %d)", Notation(m.s.units[u:u+1]), u)
	}
	return fmt.Sprintf("stops looking for %s at %s", stop.text, met), false
}
