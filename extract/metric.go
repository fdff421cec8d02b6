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
	s.figures = append(s.figures, figure{reading.Span[0], subjects, modality, -1})
	for i, index := range reading.Values {
		of := subjects
		if len(reading.Values) == len(subjects) {
			of = subjects[i : i+1]
		}
		for _, m := range of {
			r.addValue(s, reading, spec, m, index, modality)
		}
	}
}

// addValue adds one figure of one subject if its unit is the kind's.
func (r *reading) addValue(s *sentence, reading *pattern.Reading, spec kg.KindSpec, m pattern.Member, index int, modality kg.Modality) {
	v := &r.values[index]
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
	r.when(q, s, reading, spec, index)
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
