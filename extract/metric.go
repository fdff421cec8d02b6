package extract

import (
	"math"
	"slices"
	"strings"

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
	if len(subjects) == 0 || leftOut(subjects[0]) {
		subjects = r.bearer(s, reading, spec)
	}
	subjects = slices.DeleteFunc(slices.Clone(subjects), func(m pattern.Member) bool { return !slices.Contains(spec.Subjects, m.Type) })
	if len(subjects) == 0 {
		r.abstain(s, reading.Relation, reading.Trigger, "no subject")
		return
	}
	subjects, segment := r.ofParent(s, reading, spec, subjects)
	if segment != "" {
		reading.Set = withMissing(kg.Qualifiers{"segment": segment}, reading.Set)
	}
	modality = r.weakened(s, reading, modality)
	s.figures = append(s.figures, figure{reading.Span[0], subjects, spec.Kind, segment, modality, -1})
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

// weakened returns how surely a figure is told: no surer than the first figure
// of the clause in which its reading begins (预计净利润3亿元，同比增长5%), and one
// of accounts no surer than the one that begins the sentence (预计营收9亿元；净利润
// 1亿元), unless it is of another time.
func (r *reading) weakened(s *sentence, reading *pattern.Reading, modality kg.Modality) kg.Modality {
	before := clauses(s.units[:reading.Span[0]])
	from := before[len(before)-1].start
	for i, f := range s.figures {
		within := from <= f.unit && f.unit < reading.Trigger[0] && reading.Span[0] < reading.Trigger[0]
		leads := i == 0 && r.x.ofAccounts(reading.Relation) && r.x.ofAccounts(string(f.kind))
		if within || leads {
			if r.sameTime(s, reading, f) {
				modality = kg.Weaker(modality, f.modality)
			}
			if within {
				break
			}
		}
	}
	return modality
}

// sameTime reports whether a figure of accounts is of the same time as one
// before it in its sentence; others always are.
func (r *reading) sameTime(s *sentence, reading *pattern.Reading, f figure) bool {
	if !r.x.ofAccounts(reading.Relation) {
		return true
	}
	at := r.statedTime(s, reading.Values[0], true, false)
	return at == f.time || at >= 0 && f.time >= 0 && r.values[at].Date == r.values[f.time].Date
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
	perShare := r.x.function.has(r.lang, "shares", v.Per) && r.x.ofAccounts(reading.Relation)
	if perShare || !spec.HasUnit(unit) || v.Vague || v.Secondary || math.IsInf(v.Num, 0) {
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

// keepMetric adds a figure unless the document has it already: then the surer
// telling stays, of two as sure the more precise one, and takes the other's
// qualifiers that it lacks.
func (r *reading) keepMetric(m kg.Metric) {
	for i := range r.out.Metrics {
		o := &r.out.Metrics[i]
		if o.Subject != m.Subject || o.Kind != m.Kind || o.Unit != m.Unit || !r.sameFigure(o, &m) || o.Qualifiers["segment"] != m.Qualifiers["segment"] || differ([]string{"basis"}, o.Qualifiers, m.Qualifiers) || otherTimes(m.Kind, o.Qualifiers, m.Qualifiers) {
			continue
		}
		first, second := *o, m
		if stronger(m.Modality, o.Modality) || m.Modality == o.Modality && r.step(&m) < r.step(o) {
			first, second = m, *o
		}
		first.Qualifiers = withMissing(first.Qualifiers, second.Qualifiers)
		*o = first
		return
	}
	r.out.Metrics = append(r.out.Metrics, m)
}

// sameFigure reports whether two values are one figure told twice: within half
// a percent, or one as the other rounded or bounded (超5% of 5.39%).
func (r *reading) sameFigure(a, b *kg.Metric) bool {
	if math.Abs(a.Value-b.Value) <= 0.005*math.Abs(b.Value) {
		return true
	}
	if r.step(a) < r.step(b) {
		a, b = b, a
	}
	rough, fine, step := math.Abs(a.Value), math.Abs(b.Value), r.step(a)
	if a.Value*b.Value <= 0 || step >= 0.2*rough {
		return false
	}
	switch a.Bound {
	case kg.Over:
		return rough <= fine && fine < rough+step
	case kg.Under:
		return rough-step < fine && fine <= rough
	}
	return math.Abs(rough-fine) <= step/2
}

// step returns the place value of the last digit that the text writes of a
// figure: 1e8 of 12亿, 0.01 of 5.39%; 0 where it writes no digits.
func (r *reading) step(m *kg.Metric) float64 {
	at := m.At["value"]
	digits := 0.0
	for _, c := range r.text[at[0]:at[1]] {
		switch {
		case c >= '0' && c <= '9':
			digits = digits*10 + float64(c-'0')
		case digits > 0 && c != '.' && c != ',':
			return math.Abs(m.Value) / digits
		}
	}
	if digits == 0 {
		return 0
	}
	return math.Abs(m.Value) / digits
}

// otherTimes reports whether two figures of a kind are of different times:
// neither period is a part of the other's name (2024-03 of 2024), or one
// market's move is of a period and the other of a day.
func otherTimes(kind kg.Kind, a, b kg.Qualifiers) bool {
	x, _ := a["period"].(string)
	y, _ := b["period"].(string)
	if x != "" && y != "" {
		return !strings.HasPrefix(x, y) && !strings.HasPrefix(y, x)
	}
	spec, _ := kg.KindOf(kind)
	return slices.Contains(spec.Subjects, kg.Index) && (x != "" && b["date"] != nil || y != "" && a["date"] != nil)
}

// withMissing returns qualifiers with those of others that they lack.
func withMissing(q, others kg.Qualifiers) kg.Qualifiers {
	for _, k := range sortedKeys(others) {
		if _, ok := q[k]; ok {
			continue
		}
		if q == nil {
			q = kg.Qualifiers{}
		}
		q[k] = others[k]
	}
	return q
}
