package kg_test

import (
	"testing"

	"github.com/newsgraph/newsgraph/kg"
)

const sentenceOfCauses = "甲收购了乙，丙也参与。"

// found is an extraction of one sentence with the given facts and abstentions.
func foundIn(entities []kg.Entity, facts []kg.Fact, abstained ...kg.Abstention) *kg.Extraction {
	for i := range facts {
		facts[i].Evidence.Text = sentenceOfCauses
	}
	for i := range abstained {
		abstained[i].Evidence.Text = sentenceOfCauses
	}
	return &kg.Extraction{Document: "g", Entities: entities, Facts: facts, Abstained: abstained}
}

func firm(id string, names ...string) kg.Entity {
	e := kg.Entity{ID: id, Type: kg.Company, Name: names[0]}
	for _, n := range names {
		e.Mentions = append(e.Mentions, kg.Mention{Text: n})
	}
	return e
}

// Of the gold 甲 ACQUIRED 乙, each case misses the fact or finds a false one for
// another reason.
func TestCauses(t *testing.T) {
	gold := &kg.Gold{ID: "g", Text: sentenceOfCauses, Entities: []kg.GoldEntity{
		{ID: "e1", Type: kg.Company, Name: "甲", Mentions: []string{"甲"}},
		{ID: "e2", Type: kg.Company, Name: "乙", Mentions: []string{"乙", "乙集团"}},
		{ID: "e3", Type: kg.Company, Name: "丙", Mentions: []string{"丙"}},
	}, Facts: []kg.GoldFact{{Subject: "e1", Predicate: "ACQUIRED", Object: "e2", Modality: kg.Asserted, Evidence: "甲收购了乙"}}}
	all := []kg.Entity{firm("a", "甲"), firm("b", "乙"), firm("c", "丙")}
	product := kg.Entity{ID: "b", Type: kg.Product, Name: "乙", Mentions: []kg.Mention{{Text: "乙"}}}
	tests := []struct {
		name          string
		x             *kg.Extraction
		missed, wrong string
	}{
		{"an end is missing", foundIn(all[:1], nil), kg.CauseMention, ""},
		{"an end has another type", foundIn([]kg.Entity{all[0], product}, nil), kg.CauseType, ""},
		{"an end was joined to another", foundIn([]kg.Entity{firm("a", "甲", "乙"), all[2]}, nil), kg.CauseEntity, ""},
		{"no trigger", foundIn(all, nil), kg.CauseTrigger, ""},
		{"a trigger without ends", foundIn(all, nil, kg.Abstention{Predicate: "ACQUIRED", Reason: "no object"}), kg.CauseEnds, ""},
		{"a blocked trigger", foundIn(all, nil, kg.Abstention{Predicate: "ACQUIRED", Reason: "blocked"}), kg.CauseBlocked, ""},
		{"a wrong end", foundIn(all, []kg.Fact{{Subject: "c", Predicate: "ACQUIRED", Object: "b"}}), kg.CauseEnds, kg.CauseEnds},
		{"a reference to another", foundIn(all, []kg.Fact{{Subject: "c", Predicate: "ACQUIRED", Object: "b", Via: map[string]kg.Via{"subject": {}}}}), kg.CauseReference, kg.CauseReference},
		{"another predicate", foundIn(all, []kg.Fact{{Subject: "a", Predicate: "INVESTED_IN", Object: "b"}}), kg.CauseKind, kg.CauseKind},
		{"told twice", foundIn(all, []kg.Fact{{Subject: "a", Predicate: "ACQUIRED", Object: "b"}, {Subject: "a", Predicate: "ACQUIRED", Object: "b", Modality: kg.Planned}}), "", kg.CauseDuplicate},
		{"an end that the gold has not", foundIn(append(all, firm("d", "丁")), []kg.Fact{{Subject: "a", Predicate: "ACQUIRED", Object: "b"}, {Subject: "a", Predicate: "ACQUIRED", Object: "d"}}), "", kg.CauseMention},
		{"nothing of it in the gold", foundIn(all, []kg.Fact{{Subject: "a", Predicate: "ACQUIRED", Object: "b"}, {Subject: "c", Predicate: "USES", Object: "c"}}), "", kg.CauseExtra},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			missed, wrong := "", ""
			for _, m := range kg.Compare(gold, tt.x).Mistakes() {
				switch {
				case m.What == "fact" && m.Missed:
					missed = m.Cause
				case m.What == "fact":
					wrong = m.Cause
				}
			}
			if missed != tt.missed || wrong != tt.wrong {
				t.Errorf("missed because of %q, false because of %q; want %q and %q", missed, wrong, tt.missed, tt.wrong)
			}
		})
	}
}

func TestCausesOfFiguresAndQuotes(t *testing.T) {
	value := 5.0
	gold := &kg.Gold{ID: "g", Text: sentenceOfCauses, Entities: []kg.GoldEntity{
		{ID: "e1", Type: kg.Company, Name: "甲", Mentions: []string{"甲"}},
		{ID: "e2", Type: kg.Company, Name: "乙", Mentions: []string{"乙"}},
	}, Metrics: []kg.GoldMetric{{Subject: "e1", Kind: "revenue", Value: &value, Unit: "CNY", Evidence: "甲收购了乙"}},
		Quotes: []kg.GoldQuote{{Speaker: "e1", Text: "我们会继续投入"}}}
	metric := func(subject string, kind kg.Kind, value float64) kg.Metric {
		return kg.Metric{Subject: subject, Kind: kind, Value: value, Unit: "CNY", Evidence: kg.Evidence{Text: sentenceOfCauses}}
	}
	tests := []struct {
		name    string
		metrics []kg.Metric
		quotes  []kg.Quote
		want    string
	}{
		{"another kind", []kg.Metric{metric("a", "profit", 5)}, nil, "metric " + kg.CauseKind},
		{"another value", []kg.Metric{metric("a", "revenue", 7)}, nil, "metric " + kg.CauseValue},
		{"another firm's", []kg.Metric{metric("b", "revenue", 5)}, nil, "metric " + kg.CauseEnds},
		{"another speaker", nil, []kg.Quote{{Speaker: "b", Text: "我们会继续投入"}}, "quote " + kg.CauseEnds},
		{"other words", nil, []kg.Quote{{Speaker: "a", Text: "完全不同的一句话"}}, "quote " + kg.CauseExtra},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			x := foundIn([]kg.Entity{firm("a", "甲"), firm("b", "乙")}, nil)
			x.Metrics, x.Quotes = tt.metrics, tt.quotes
			got := ""
			for _, m := range kg.Compare(gold, x).Mistakes() {
				if !m.Missed && m.Cause != "" {
					got = m.What + " " + m.Cause
				}
			}
			if got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}
