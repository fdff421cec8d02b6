package kg

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// Validate checks that an extraction is true to its document and the ontology,
// and reports all that is wrong. Every offset cuts its text, every id resolves,
// mentions nest only as allowed, evidence holds what it is evidence of, and
// types, ends, qualifiers, units, modalities and bounds are on the ontology.
// Without the document (nil) the cuts are not checked.
func Validate(d *Document, x *Extraction) []error {
	v := checker{x: x, entities: map[string]*Entity{}}
	if d != nil {
		v.whole = []rune(d.Whole())
		v.source(d)
	}
	v.cuts = d != nil
	v.collect()
	v.nesting()
	for i := range x.Facts {
		v.fact(fmt.Sprintf("fact %d", i), &x.Facts[i])
	}
	for i := range x.Metrics {
		v.metric(fmt.Sprintf("metric %d", i), &x.Metrics[i])
	}
	for i := range x.Quotes {
		v.quote(fmt.Sprintf("quote %d", i), &x.Quotes[i])
	}
	for i, a := range x.Abstained {
		at := fmt.Sprintf("abstention %d", i)
		v.evidence(at, a.Evidence)
		if a.Reason == "" {
			v.addf("%s: no reason", at)
		}
	}
	return v.errs
}

type checker struct {
	x        *Extraction
	whole    []rune
	cuts     bool // whole is the document's text
	entities map[string]*Entity
	errs     []error
}

func (v *checker) addf(format string, args ...any) {
	v.errs = append(v.errs, fmt.Errorf("document %s: "+format, append([]any{v.x.Document}, args...)...))
}

func (v *checker) source(d *Document) {
	if v.x.Document != d.ID {
		v.addf("is not document %s", d.ID)
	}
	if v.x.Source.Title != d.Title {
		v.addf("source: title %q is not %q", v.x.Source.Title, d.Title)
	}
	if hash := v.x.Source.TextHash; hash != "" && hash != TextHash(d.Title, d.Text) {
		v.addf("source: text_hash %s is not that of the document", hash)
	}
}

// collect checks the entities and remembers them by id.
func (v *checker) collect() {
	keys := map[string]string{}
	for i := range v.x.Entities {
		e := &v.x.Entities[i]
		at := "entity " + e.ID
		if v.entities[e.ID] != nil || e.ID == "" {
			v.addf("%s: id is empty or given twice", at)
		}
		v.entities[e.ID] = e
		if other, twice := keys[e.Key]; twice {
			v.addf("%s: key %s is that of entity %s", at, e.Key, other)
		}
		keys[e.Key] = e.ID
		v.entity(at, e)
	}
}

func (v *checker) entity(at string, e *Entity) {
	if !slices.Contains(Types, e.Type) {
		v.addf("%s: type %q", at, e.Type)
	}
	if e.Name == "" {
		v.addf("%s: no name", at)
	}
	if !isKey(e.Type, e.Key) {
		v.addf("%s: key %q is not %s:slug", at, e.Key, strings.ToLower(string(e.Type)))
	}
	if len(e.Mentions) == 0 {
		v.addf("%s: no mentions", at)
	}
	for _, m := range e.Mentions {
		v.cut(at+": mention", m.Start, m.End, m.Text)
		if !(m.P >= 0 && m.P <= 1) {
			v.addf("%s: mention %s: p %v is not between 0 and 1", at, m.Text, m.P)
		}
	}
	for _, a := range e.Aliases {
		v.evidence(at+": alias "+a.Text, a.Evidence)
		if a.Text == "" || !strings.Contains(a.Evidence.Text, a.Text) {
			v.addf("%s: alias %q is not in its evidence", at, a.Text)
		}
	}
}

// isKey reports whether a key is the type in lower case, a colon and a slug
// without spaces or control characters.
func isKey(t Type, key string) bool {
	slug, ok := strings.CutPrefix(key, strings.ToLower(string(t))+":")
	return ok && slug != "" && !strings.ContainsFunc(slug, func(r rune) bool {
		return unicode.IsSpace(r) || unicode.IsControl(r)
	})
}

// cut checks that the text stands at its offsets, and reports whether it does.
func (v *checker) cut(at string, start, end int, text string) bool {
	if start < 0 || end <= start || v.cuts && end > len(v.whole) {
		v.addf("%s: offsets %d-%d of %q", at, start, end, text)
		return false
	}
	if v.cuts && string(v.whole[start:end]) != text {
		v.addf("%s: offsets %d-%d cut %q, not %q", at, start, end, string(v.whole[start:end]), text)
		return false
	}
	return true
}

type ownedMention struct {
	Mention
	owner *Entity
}

// nesting checks that of two mentions that overlap one begins the other: as a
// brand of another entity, or as the name before a share class.
func (v *checker) nesting() {
	var all []ownedMention
	for i := range v.x.Entities {
		for _, m := range v.x.Entities[i].Mentions {
			all = append(all, ownedMention{m, &v.x.Entities[i]})
		}
	}
	slices.SortStableFunc(all, func(a, b ownedMention) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End))
	})
	var open []ownedMention // mentions that still may hold the next one, outermost first
	for _, m := range all {
		for len(open) > 0 && open[len(open)-1].End <= m.Start {
			open = open[:len(open)-1]
		}
		if len(open) > 0 {
			v.nested(open[len(open)-1], m)
		}
		open = append(open, m)
	}
}

var shareClass = regexp.MustCompile(`^-[A-Z]{1,3}$`)

func (v *checker) nested(outer, inner ownedMention) {
	at := fmt.Sprintf("mention %s %d-%d", inner.Text, inner.Start, inner.End)
	switch {
	case inner.Start == outer.Start && inner.End == outer.End:
		v.addf("%s: given twice", at)
	case inner.End > outer.End:
		v.addf("%s: crosses mention %s %d-%d", at, outer.Text, outer.Start, outer.End)
	case inner.Start > outer.Start:
		v.addf("%s: lies inside mention %s %d-%d and does not begin it", at, outer.Text, outer.Start, outer.End)
	case inner.owner == outer.owner && !shareClass.MatchString(strings.TrimPrefix(outer.Text, inner.Text)):
		v.addf("%s: begins mention %s of the same entity, which is no share class of it", at, outer.Text)
	}
}

func (v *checker) fact(at string, f *Fact) {
	at = fmt.Sprintf("%s %s %s %s", at, f.Subject, f.Predicate, f.Object)
	sig, ok := SignatureOf(f.Predicate)
	if !ok {
		v.addf("%s: predicate", at)
	}
	subject, object := v.resolve(at, f.Subject), v.resolve(at, f.Object)
	if ok && subject != nil && object != nil && !sig.Allows(subject.Type, object.Type) {
		v.addf("%s: it does not join %s and %s", at, subject.Type, object.Type)
	}
	if f.Subject == f.Object {
		v.addf("%s: both ends are one entity", at)
	}
	v.modality(at, f.Modality)
	if ok {
		v.qualifiers(at, f.Qualifiers, sig.Qualifiers, factQualifiers)
	}
	v.told(at, f.Confidence, f.Rule, f.Evidence)
	v.spans(at, f.At, f.Evidence, "subject", "object", "trigger")
	v.end(at, "subject", subject, f.At, f.Via)
	v.end(at, "object", object, f.At, f.Via)
	v.viaNames(at, f.Via, "subject", "object")
}

func (v *checker) metric(at string, m *Metric) {
	at = fmt.Sprintf("%s %s %s", at, m.Subject, m.Kind)
	subject := v.resolve(at, m.Subject)
	spec, ok := KindOf(m.Kind)
	switch {
	case !ok:
		v.addf("%s: kind", at)
	case !spec.HasUnit(m.Unit):
		v.addf("%s: unit %q", at, m.Unit)
	case subject != nil && !slices.Contains(spec.Subjects, subject.Type):
		v.addf("%s: it is not told of a %s", at, subject.Type)
	}
	if math.IsNaN(m.Value) || math.IsInf(m.Value, 0) {
		v.addf("%s: value %v", at, m.Value)
	}
	if !slices.Contains(Bounds, m.Bound) {
		v.addf("%s: bound %q", at, m.Bound)
	}
	if _, hasTo := m.Qualifiers["to"]; hasTo != (m.Bound == Range) {
		v.addf("%s: a range, and nothing else, has the qualifier to", at)
	}
	v.modality(at, m.Modality)
	if ok {
		v.qualifiers(at, m.Qualifiers, spec.Qualifiers, metricQualifiers)
	}
	v.told(at, m.Confidence, m.Rule, m.Evidence)
	v.spans(at, m.At, m.Evidence, "subject", "value", "trigger")
	v.end(at, "subject", subject, m.At, m.Via)
	if _, ok := m.At["value"]; !ok {
		v.addf("%s: at: no value", at)
	}
	v.viaNames(at, m.Via, "subject")
}

func (v *checker) quote(at string, q *Quote) {
	at += " " + q.Speaker
	speaker := v.resolve(at, q.Speaker)
	if speaker != nil && !slices.Contains(actors, speaker.Type) {
		v.addf("%s: a %s does not speak", at, speaker.Type)
	}
	v.told(at, q.Confidence, q.Rule, q.Evidence)
	if q.Text == "" || !strings.Contains(q.Evidence.Text, q.Text) {
		v.addf("%s: evidence does not hold the words %q", at, firstRunes(q.Text, 20))
	}
	// The speaker may stand sentences before the words.
	v.spans(at, q.At, Evidence{Start: 0, End: math.MaxInt}, "speaker", "text", "trigger")
	if at2, ok := q.At["text"]; ok {
		v.cut(at+": at text", at2[0], at2[1], q.Text)
	}
	v.end(at, "speaker", speaker, q.At, q.Via)
	v.viaNames(at, q.Via, "speaker")
}

func (v *checker) resolve(at, id string) *Entity {
	e := v.entities[id]
	if e == nil {
		v.addf("%s: no entity %q", at, id)
	}
	return e
}

func (v *checker) modality(at string, m Modality) {
	if !slices.Contains(Modalities, m) {
		v.addf("%s: modality %q", at, m)
	}
}

func (v *checker) told(at string, confidence float64, rule string, e Evidence) {
	if !(confidence > 0 && confidence <= 1) {
		v.addf("%s: confidence %v is not above 0 and up to 1", at, confidence)
	}
	if rule == "" {
		v.addf("%s: no rule", at)
	}
	v.evidence(at, e)
}

func (v *checker) evidence(at string, e Evidence) {
	v.cut(at+": evidence", e.Start, e.End, e.Text)
}

// spans checks that what "at" points to has a known name and lies in the
// evidence; a left-out subject is an empty span.
func (v *checker) spans(at string, spans map[string]Span, e Evidence, names ...string) {
	for _, name := range slices.Sorted(maps.Keys(spans)) {
		s := spans[name]
		if !slices.Contains(names, name) {
			v.addf("%s: at: %q", at, name)
		}
		if s[0] < e.Start || s[1] > e.End || s[1] < s[0] || v.cuts && s[1] > len(v.whole) {
			v.addf("%s: at: %s %d-%d is not in the evidence %d-%d", at, name, s[0], s[1], e.Start, e.End)
		}
	}
}

// end checks how an end is named: by a mention of its own in the evidence, by a
// reference there that stands for a mention, or by nothing but such a mention.
func (v *checker) end(at, role string, e *Entity, spans map[string]Span, via map[string]Via) {
	span, named := spans[role]
	by, referred := via[role]
	switch {
	case !referred && !named:
		v.addf("%s: at: no %s", at, role)
	case !referred && e != nil && !e.mentionedAt(span):
		v.addf("%s: at: %s %d-%d is no mention of entity %s", at, role, span[0], span[1], e.ID)
	case referred && named && by.Text != "":
		v.cut(at+": via "+role, span[0], span[1], by.Text)
	case referred && by.Text != "":
		v.addf("%s: at: no %s, though via names %q", at, role, by.Text)
	}
	if referred && e != nil && !e.mentionedAt(by.Antecedent) {
		v.addf("%s: via %s: antecedent %d-%d is no mention of entity %s", at, role, by.Antecedent[0], by.Antecedent[1], e.ID)
	}
}

func (e *Entity) mentionedAt(s Span) bool {
	return slices.ContainsFunc(e.Mentions, func(m Mention) bool { return m.Start == s[0] && m.End == s[1] })
}

func (v *checker) viaNames(at string, via map[string]Via, names ...string) {
	for _, name := range slices.Sorted(maps.Keys(via)) {
		if !slices.Contains(names, name) {
			v.addf("%s: via: %q", at, name)
		}
	}
}

var (
	factQualifiers   = []string{"date", "attribution"}
	metricQualifiers = []string{"date", "period", "to", "attribution"}

	numberQualifiers = []string{"amount", "stake", "count", "to"}
	qualifierValues  = map[string][]string{
		"currency": Currencies,
		"status":   {"current", "former", "appointed"},
		"verdict":  {"better", "comparable", "worse"},
		"basis":    {"yoy", "qoq"},
	}
)

func (v *checker) qualifiers(at string, q Qualifiers, own, general []string) {
	for _, name := range slices.Sorted(maps.Keys(q)) {
		if !slices.Contains(own, name) && !slices.Contains(general, name) {
			v.addf("%s: qualifier %s is not on the ontology", at, name)
			continue
		}
		if problem := qualifierProblem(name, q[name]); problem != "" {
			v.addf("%s: qualifier %s %s", at, name, problem)
		}
	}
	_, amount := q["amount"]
	_, currency := q["currency"]
	if amount != currency {
		v.addf("%s: amount and currency go together", at)
	}
}

// qualifierProblem says what is wrong with a qualifier's value, else "".
func qualifierProblem(name string, value any) string {
	switch {
	case name == "open_source":
		if _, ok := value.(bool); !ok {
			return fmt.Sprintf("is %v, not true or false", value)
		}
	case slices.Contains(numberQualifiers, name):
		number, ok := value.(float64)
		if !ok || math.IsNaN(number) || math.IsInf(number, 0) {
			return fmt.Sprintf("is %v, not a number", value)
		}
	default:
		text, ok := value.(string)
		if !ok || text == "" {
			return fmt.Sprintf("is %v, not a text", value)
		}
		if allowed := qualifierValues[name]; allowed != nil && !slices.Contains(allowed, text) {
			return fmt.Sprintf("is %q, not one of %s", text, strings.Join(allowed, " "))
		}
	}
	return ""
}
