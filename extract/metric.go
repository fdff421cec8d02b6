package extract

import (
	"math"
	"slices"

	"github.com/newsgraph/newsgraph/extract/pattern"
	"github.com/newsgraph/newsgraph/extract/value"
	"github.com/newsgraph/newsgraph/kg"
)

// valueType returns the name that rules call a value's kind by.
func valueType(v value.Value) string {
	switch v.Kind {
	case value.Money:
		return "MONEY"
	case value.Percent:
		return "PERCENT"
	case value.Count:
		return "COUNT"
	case value.Date:
		return "DATE"
	case value.Round:
		return "ROUND"
	}
	return "NUMBER"
}

// addMetric adds the figures of a reading: each value to each subject, or
// one to one where there are as many values as subjects.
func (r *reading) addMetric(s *sentence, reading *pattern.Reading, modality kg.Modality) {
	spec, ok := kg.KindOf(kg.Kind(reading.Relation))
	if !ok {
		return
	}
	subjects := reading.Subjects
	if len(subjects) == 0 {
		subjects = r.bearer(s, reading, spec)
	}
	subjects = slices.DeleteFunc(slices.Clone(subjects), func(m pattern.Member) bool { return !slices.Contains(spec.Subjects, m.Type) })
	if len(subjects) == 0 {
		r.abstain(s, reading.Relation, reading.Trigger, "no subject")
		return
	}
	for i, index := range reading.Values {
		of := subjects
		if len(reading.Values) == len(subjects) {
			of = subjects[i : i+1]
		}
		for _, m := range of {
			r.addValue(s, reading, spec, m, r.values[index], modality)
		}
	}
}

// addValue adds one figure of one subject if its unit is the kind's.
func (r *reading) addValue(s *sentence, reading *pattern.Reading, spec kg.KindSpec, m pattern.Member, v value.Value, modality kg.Modality) {
	unit, factor := spec.Unit, 1.0
	if unit == "currency" {
		unit = v.Unit
	}
	if spec.Unit == "%" && v.Kind == value.Count {
		factor = 100 // 增长一倍
	}
	if !spec.HasUnit(unit) || v.Vague || v.Secondary || math.IsInf(v.Num, 0) {
		r.abstain(s, reading.Relation, reading.Trigger, "unit or value")
		return
	}
	q := r.qualifiers(s, reading)
	if q == nil {
		q = kg.Qualifiers{}
	}
	r.when(q, s, reading, spec, v.Start)
	sign := float64(reading.Sign)
	if v.Sign < 0 {
		sign = 1 // the number has its own
	}
	metric := kg.Metric{Subject: r.entityID(m.Ref), Kind: spec.Kind, Value: sign * factor * v.Num, Unit: unit, Bound: v.Bound, Modality: modality,
		Confidence: r.x.confidence(reading.Rule), Rule: reading.Rule, Evidence: r.evidence(s.span)}
	if metric.Bound == "" {
		metric.Bound = kg.Exact
	}
	if metric.Bound == kg.Range {
		q["to"] = sign * factor * v.To
	}
	if v.Per != "" && slices.Contains(spec.Qualifiers, "per") {
		q["per"] = v.Per
	}
	if len(q) > 0 {
		metric.Qualifiers = q
	}
	metric.At, metric.Via = r.ends(s, reading, map[string]pattern.Member{"subject": m})
	metric.At["value"] = kg.Span{v.Start, v.End}
	r.keepMetric(metric)
}

// carried is how far back, in code points, the date or period of a figure may
// stand: a report names its quarter once, a market recap its day.
const carried = 800

// when enters the period of a figure of accounts, or the day of a market's. One
// that has none in its clause has the last that the text names before it; other
// kinds have only what stands in their sentence.
func (r *reading) when(q kg.Qualifiers, s *sentence, reading *pattern.Reading, spec kg.KindSpec, at int) {
	role, period := "period", r.x.attaches(reading.Relation, "period")
	if !period {
		role = "date"
	}
	attached, ok := reading.Attach[role]
	if ok && attached.Clause && r.values[attached.Index].Period == period {
		return
	}
	if !period && !slices.Contains(spec.Subjects, kg.Index) {
		return
	}
	for i := len(r.values) - 1; i >= 0; i-- {
		v := r.values[i]
		if v.Start >= at || at-v.Start > carried || v.Kind != value.Date || v.Date == "" {
			continue
		}
		if v.Period == period {
			q[role] = v.Date
			return
		}
		if !period && v.Start >= s.start { // 本周累计下跌2%: the move of a week, not of a day
			delete(q, "date")
			q["period"] = v.Date
			return
		}
	}
}

// attaches reports whether the rules of a relation or metric attach the role.
func (x *Extractor) attaches(relation, role string) bool {
	rel, ok := x.rules.Relation(relation)
	return ok && slices.ContainsFunc(rel.Attach, func(a pattern.AttachSpec) bool { return a.Role == role })
}

// keepMetric adds a figure unless the document has it already.
func (r *reading) keepMetric(m kg.Metric) {
	for i := range r.out.Metrics {
		o := &r.out.Metrics[i]
		if o.Subject == m.Subject && o.Kind == m.Kind && o.Unit == m.Unit && closeTo(o.Value, m.Value) && !differ([]string{"period", "segment", "basis"}, o.Qualifiers, m.Qualifiers) {
			if stronger(m.Modality, o.Modality) {
				*o = m
			}
			return
		}
	}
	r.out.Metrics = append(r.out.Metrics, m)
}

// closeTo reports whether two values are the same figure, told twice: within
// half a percent.
func closeTo(a, b float64) bool { return math.Abs(a-b) <= 0.005*math.Abs(b) }

// bearer finds whose figure it is where the rule does not say: the nearest
// name of a fitting type before the number in its clause, else the subject
// that the sentence began with, else the nearest before in the sentence.
func (r *reading) bearer(s *sentence, reading *pattern.Reading, spec kg.KindSpec) []pattern.Member {
	var before []pattern.Unit
	for _, u := range s.units[:reading.Span[0]] {
		if u.Kind == pattern.Name && slices.ContainsFunc(u.Members, func(m pattern.Member) bool { return slices.Contains(spec.Subjects, m.Type) }) {
			before = append(before, u)
		}
	}
	if len(before) == 0 {
		return nil
	}
	return fit(before[len(before)-1].Members, spec.Subjects)
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
