package extract

import (
	"fmt"
	"io"
	"slices"

	"github.com/newsgraph/newsgraph/extract/pattern"
	"github.com/newsgraph/newsgraph/kg"
)

// TestRules runs the example and reject lines of one relation or metric, or
// of all with the name "". It returns one error for each that fails, as
// file:line:column: message.
func (x *Extractor) TestRules(name string) []error {
	if name != "" {
		if _, ok := x.rules.Relation(name); !ok {
			return []error{fmt.Errorf("no relation or metric %q", name)}
		}
	}
	var errs []error
	for _, e := range x.rules.Examples() {
		if name != "" && e.Relation != name {
			continue
		}
		if err := x.testExample(e); err != nil {
			errs = append(errs, fmt.Errorf("%s:%d:%d: %s %s: %w", e.File, e.Line, e.Column, e.Relation, e.Text, err))
		}
	}
	return errs
}

// testExample reads an example with its bracketed names as the mentions.
func (x *Extractor) testExample(e *pattern.Example) error {
	r := x.readExample(e)
	var found []*pattern.Reading
	for n := range r.results {
		for i := range r.results[n].Readings {
			if reading := &r.results[n].Readings[i]; reading.Relation == e.Relation {
				reading.Modality = r.modality(n, reading)
				found = append(found, reading)
			}
		}
	}
	if e.Reject {
		if len(found) > 0 {
			return fmt.Errorf("rule %s reads it, it should be rejected (%s)", found[0].Rule, r.notation())
		}
		return nil
	}
	if len(found) == 0 {
		return fmt.Errorf("no rule reads it (%s)", r.notation())
	}
	if err := r.compare(e, found); err != nil {
		return fmt.Errorf("%w (%s by %s)", err, r.notation(), found[0].Rule)
	}
	return nil
}

// exampleOffset is what the empty title's line break adds to an example's
// offsets.
const exampleOffset = 1

func (x *Extractor) readExample(e *pattern.Example) *reading {
	mentions := []mention{}
	for _, s := range e.Spans {
		if s.Type != "" {
			mentions = append(mentions, mention{span: span{s.Start + exampleOffset, s.End + exampleOffset}, typ: s.Type, by: "example", p: 1})
		}
	}
	return x.read(&kg.Document{Text: e.Text, Lang: e.Lang, Date: "2024-03-18"}, mentions)
}

func (r *reading) notation() string {
	out := ""
	for i, s := range r.sentences {
		if i > 0 {
			out += " | "
		}
		out += pattern.Notation(s.units)
	}
	return out
}

// compare reports how the readings of an example differ from what it marks.
func (r *reading) compare(e *pattern.Example, found []*pattern.Reading) error {
	for _, role := range []string{"subject", "object"} {
		want, got := r.rolesIn(e, role), map[int]bool{}
		for _, f := range found {
			for _, m := range membersOf(f, role) {
				got[r.of[m.Ref]] = true
			}
		}
		if role == "object" && len(want) > 0 && found[0].Pair {
			continue
		}
		if found[0].Pair {
			for k := range r.rolesIn(e, "object") {
				want[k] = true
			}
		}
		if len(want) > 0 && !sameSet(want, got) && !(found[0].Metric && len(got) == 0) {
			return fmt.Errorf("%s is %v, want %v", role, r.namesOf(got), r.namesOf(want))
		}
	}
	if err := r.compareValues(e, found); err != nil {
		return err
	}
	if found[0].Modality != e.Modality {
		return fmt.Errorf("modality is %s, want %s", found[0].Modality, e.Modality)
	}
	for _, k := range sortedStrings(e.Set) {
		got := fmt.Sprint(found[0].Set[k])
		if k == "sign" {
			got = fmt.Sprint(found[0].Sign)
		}
		if got != e.Set[k] {
			return fmt.Errorf("%s is %s, want %s", k, got, e.Set[k])
		}
	}
	return nil
}

func membersOf(f *pattern.Reading, role string) []pattern.Member {
	if role == "subject" {
		return f.Subjects
	}
	return f.Objects
}

// rolesIn returns the entities that an example marks with a role.
func (r *reading) rolesIn(e *pattern.Example, role string) map[int]bool {
	out := map[int]bool{}
	for _, s := range e.Spans {
		if s.Role != role || s.Type == "" {
			continue
		}
		for i, m := range r.mentions {
			if m.start == s.Start+exampleOffset {
				out[r.of[i]] = true
			}
		}
	}
	return out
}

// compareValues checks that each marked value is the one that was read.
func (r *reading) compareValues(e *pattern.Example, found []*pattern.Reading) error {
	for _, s := range e.Spans {
		if s.ValueType == "" {
			continue
		}
		want := span{s.Start + exampleOffset, s.End + exampleOffset}
		ok := slices.ContainsFunc(found, func(f *pattern.Reading) bool {
			if s.Role == "value" {
				return slices.ContainsFunc(f.Values, func(i int) bool { return want.overlaps(span{r.values[i].Start, r.values[i].End}) })
			}
			a, ok := f.Attach[s.Role]
			return ok && want.overlaps(r.attachedSpan(s.ValueType, a.Index))
		})
		if !ok {
			return fmt.Errorf("%s %q is not read", s.Role, s.Text)
		}
	}
	return nil
}

func (r *reading) attachedSpan(valueType string, index int) span {
	if valueType == "TITLE" {
		return r.titles[index].span
	}
	return span{r.values[index].Start, r.values[index].End}
}

func sameSet(a, b map[int]bool) bool {
	if len(a) != len(b) {
		return false
	}
	for k := range a {
		if !b[k] {
			return false
		}
	}
	return true
}

func (r *reading) namesOf(entities map[int]bool) []string {
	var out []string
	for k, e := range r.entities {
		if entities[k] {
			out = append(out, e.name)
		}
	}
	return out
}

func sortedStrings(m map[string]string) []string {
	var out []string
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// Explain writes, for each frame and pattern of a relation, how far it
// matched each sentence of a text and where it stopped.
func (x *Extractor) Explain(w io.Writer, relation, text string) error {
	if _, ok := x.rules.Relation(relation); !ok {
		return fmt.Errorf("no relation or metric %q", relation)
	}
	r := x.read(&kg.Document{Text: text}, nil)
	for _, s := range r.sentences {
		if _, err := fmt.Fprintln(w, pattern.Notation(s.units)); err != nil {
			return err
		}
		if err := x.rules.Explain(w, relation, r.lang, s.units); err != nil {
			return err
		}
	}
	return nil
}
