package kg_test

import (
	"math"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/newsgraph/newsgraph/kg"
)

// one is a document and its extraction.
type one struct {
	d *kg.Document
	x *kg.Extraction
}

const (
	title = "阿里巴巴-SW投资月之暗面"
	first = "阿里巴巴-SW宣布向月之暗面投资8亿美元。"
	next  = "该公司营收约20亿元至30亿元，英伟达A100供不应求。"
	said  = "杨植麟表示，我们会继续开源。"
)

// article is a small extraction without fault.
func article() one {
	d := &kg.Document{V: 1, ID: "d1", Title: title, Text: first + "\n" + next + "\n" + said + "\n", Published: "2024-02-20"}
	at := finder(d.Whole())
	e1, e2, e3 := at.evidence(first), at.evidence(next), at.evidence(said)
	alibaba, moonshot := at.in(first, "阿里巴巴-SW"), at.in(first, "月之暗面")
	nvidia, a100, yang := at.in(next, "英伟达"), at.in(next, "英伟达A100"), at.in(said, "杨植麟")
	return one{d, &kg.Extraction{
		V: 1, Document: "d1", Source: kg.Source{Title: title, TextHash: kg.TextHash(d.Title, d.Text)},
		Entities: []kg.Entity{
			{ID: "e1", Type: "Company", Name: "阿里巴巴", Key: "company:alibaba", Mentions: []kg.Mention{
				{Start: 0, End: 7, Text: "阿里巴巴-SW", P: 1}, {Start: 0, End: 4, Text: "阿里巴巴", P: 1},
				{Start: alibaba[0], End: alibaba[1], Text: "阿里巴巴-SW", P: 1}}},
			{ID: "e2", Type: "Company", Name: "月之暗面", Key: "company:月之暗面",
				Mentions: []kg.Mention{{Start: moonshot[0], End: moonshot[1], Text: "月之暗面"}},
				Aliases:  []kg.Alias{{Text: "月之暗面", Evidence: e1}}},
			{ID: "e3", Type: "Company", Name: "英伟达", Key: "company:nvidia", Mentions: []kg.Mention{{Start: nvidia[0], End: nvidia[1], Text: "英伟达"}}},
			{ID: "e4", Type: "Chip", Name: "英伟达A100", Key: "chip:a100", Mentions: []kg.Mention{{Start: a100[0], End: a100[1], Text: "英伟达A100"}}},
			{ID: "e5", Type: "Person", Name: "杨植麟", Key: "person:杨植麟", Mentions: []kg.Mention{{Start: yang[0], End: yang[1], Text: "杨植麟"}}},
		},
		Facts: []kg.Fact{{Subject: "e1", Predicate: "INVESTED_IN", Object: "e2", Modality: "asserted", Confidence: 0.9, Rule: "INVESTED_IN/zh/xiang",
			Qualifiers: kg.Qualifiers{"amount": 8e8, "currency": "USD"}, At: map[string]kg.Span{"subject": alibaba, "object": moonshot}, Evidence: e1}},
		Metrics: []kg.Metric{{Subject: "e1", Kind: "revenue", Value: 2e9, Unit: "CNY", Bound: "range", Modality: "asserted", Confidence: 0.8, Rule: "revenue/zh/p",
			Qualifiers: kg.Qualifiers{"to": 3e9}, At: map[string]kg.Span{"subject": at.in(next, "该公司"), "value": at.in(next, "20亿元至30亿元")},
			Via: map[string]kg.Via{"subject": {Text: "该公司", Antecedent: alibaba}}, Evidence: e2}},
		Quotes: []kg.Quote{{Speaker: "e5", Text: "我们会继续开源", Confidence: 0.9, Rule: "QUOTE/zh/say",
			At: map[string]kg.Span{"speaker": yang, "text": at.in(said, "我们会继续开源")}, Evidence: e3}},
		Abstained: []kg.Abstention{{Trigger: "供不应求", Predicate: "SUPPLIES", Reason: "no object", Evidence: e2}},
	}}
}

// finder gives offsets in code points by looking for texts.
type finder string

func (f finder) evidence(sentence string) kg.Evidence {
	start := utf8.RuneCountInString(string(f)[:strings.LastIndex(string(f), sentence)])
	return kg.Evidence{Start: start, End: start + utf8.RuneCountInString(sentence), Text: sentence}
}

func (f finder) in(sentence, text string) kg.Span {
	before, _, _ := strings.Cut(sentence, text)
	start := f.evidence(sentence).Start + utf8.RuneCountInString(before)
	return kg.Span{start, start + utf8.RuneCountInString(text)}
}

func TestValidArticle(t *testing.T) {
	a := article()
	for _, err := range kg.Validate(a.d, a.x) {
		t.Error(err)
	}
	for _, err := range kg.Validate(nil, a.x) {
		t.Error("without its document:", err)
	}
}

// TestValidate spoils the good article in one way a row.
func TestValidate(t *testing.T) {
	nan := math.NaN()
	tests := []struct {
		spoil string
		do    func(*kg.Extraction)
		want  string
	}{
		{"other document", func(x *kg.Extraction) { x.Document = "d2" }, "document d2: is not document d1"},
		{"other title", func(x *kg.Extraction) { x.Source.Title = "x" }, `source: title "x"`},
		{"other text", func(x *kg.Extraction) { x.Source.TextHash = kg.TextHash("", "") }, "text_hash"},
		{"type", func(x *kg.Extraction) { x.Entities[1].Type = "City" }, `entity e2: type "City"`},
		{"no name", func(x *kg.Extraction) { x.Entities[1].Name = "" }, "entity e2: no name"},
		{"key of other type", func(x *kg.Extraction) { x.Entities[1].Key = "person:a" }, `key "person:a" is not company:slug`},
		{"key without slug", func(x *kg.Extraction) { x.Entities[1].Key = "company:" }, "is not company:slug"},
		{"key with a space", func(x *kg.Extraction) { x.Entities[1].Key = "company:a b" }, "is not company:slug"},
		{"key twice", func(x *kg.Extraction) { x.Entities[1].Key = "company:alibaba" }, "key company:alibaba is that of entity e1"},
		{"id twice", func(x *kg.Extraction) { x.Entities[2].ID = "e1" }, "entity e1: id is empty or given twice"},
		{"no mentions", func(x *kg.Extraction) { x.Entities[1].Mentions = nil }, "entity e2: no mentions"},
		{"mention off by one", func(x *kg.Extraction) { x.Entities[1].Mentions[0].Start++ }, `cut "之暗面", not "月之暗面"`},
		{"mention past the end", func(x *kg.Extraction) { x.Entities[1].Mentions[0].End = 999 }, "offsets"},
		{"mention negative", func(x *kg.Extraction) { x.Entities[1].Mentions[0].Start = -1 }, "offsets -1"},
		{"probability", func(x *kg.Extraction) { x.Entities[1].Mentions[0].P = 1.5 }, "p 1.5 is not between 0 and 1"},
		{"alias elsewhere", func(x *kg.Extraction) { x.Entities[1].Aliases[0].Text = "Kimi" }, `alias "Kimi" is not in its evidence`},
		{"mention twice", func(x *kg.Extraction) {
			x.Entities[4].Mentions = append(x.Entities[4].Mentions, x.Entities[4].Mentions[0])
		}, "given twice"},
		{"mentions cross", func(x *kg.Extraction) {
			x.Entities[1].Mentions = append(x.Entities[1].Mentions, kg.Mention{Start: 5, End: 9, Text: "SW投资"})
		}, "crosses mention 阿里巴巴-SW 0-7"},
		{"mention in the middle", func(x *kg.Extraction) {
			x.Entities[1].Mentions = append(x.Entities[1].Mentions, kg.Mention{Start: 2, End: 4, Text: "巴巴"})
		}, "does not begin it"},
		{"same entity, no share class", func(x *kg.Extraction) {
			x.Entities[0].Mentions = append(x.Entities[0].Mentions, kg.Mention{Start: 0, End: 2, Text: "阿里"})
		}, "which is no share class of it"},
		{"predicate", func(x *kg.Extraction) { x.Facts[0].Predicate = "LIKES" }, "LIKES e2: predicate"},
		{"unknown end", func(x *kg.Extraction) { x.Facts[0].Object = "e9" }, `no entity "e9"`},
		{"ends of wrong types", func(x *kg.Extraction) { x.Facts[0].Object = "e5" }, "does not join Company and Person"},
		{"both ends one", func(x *kg.Extraction) { x.Facts[0].Object = "e1" }, "both ends are one entity"},
		{"modality", func(x *kg.Extraction) { x.Facts[0].Modality = "maybe" }, `modality "maybe"`},
		{"qualifier", func(x *kg.Extraction) { x.Facts[0].Qualifiers["title"] = "CEO" }, "qualifier title is not on the ontology"},
		{"amount as text", func(x *kg.Extraction) { x.Facts[0].Qualifiers["amount"] = "8亿" }, "qualifier amount is 8亿, not a number"},
		{"amount infinite", func(x *kg.Extraction) { x.Facts[0].Qualifiers["amount"] = math.Inf(1) }, "not a number"},
		{"amount without currency", func(x *kg.Extraction) { delete(x.Facts[0].Qualifiers, "currency") }, "amount and currency go together"},
		{"currency", func(x *kg.Extraction) { x.Facts[0].Qualifiers["currency"] = "美元" }, `qualifier currency is "美元", not one of USD`},
		{"empty round", func(x *kg.Extraction) { x.Facts[0].Qualifiers["round"] = "" }, "qualifier round is , not a text"},
		{"confidence zero", func(x *kg.Extraction) { x.Facts[0].Confidence = 0 }, "confidence 0"},
		{"confidence not a number", func(x *kg.Extraction) { x.Metrics[0].Confidence = nan }, "confidence NaN"},
		{"no rule", func(x *kg.Extraction) { x.Facts[0].Rule = "" }, "no rule"},
		{"evidence is no cut", func(x *kg.Extraction) { x.Facts[0].Evidence.Text += "x" }, "evidence: offsets"},
		{"end outside the evidence", func(x *kg.Extraction) { x.Facts[0].Evidence = x.Metrics[0].Evidence }, "is not in the evidence"},
		{"at with a strange name", func(x *kg.Extraction) { x.Facts[0].At["value"] = x.Facts[0].At["object"] }, `at: "value"`},
		{"no place of an end", func(x *kg.Extraction) { delete(x.Facts[0].At, "object") }, "at: no object"},
		{"place is no mention", func(x *kg.Extraction) { x.Facts[0].At["object"] = x.Facts[0].At["subject"] }, "is no mention of entity e2"},
		{"reference elsewhere", func(x *kg.Extraction) { x.Metrics[0].At["subject"] = x.Metrics[0].At["value"] }, `not "该公司"`},
		{"reference without place", func(x *kg.Extraction) { delete(x.Metrics[0].At, "subject") }, `though via names "该公司"`},
		{"antecedent is no mention", func(x *kg.Extraction) {
			x.Metrics[0].Via["subject"] = kg.Via{Text: "该公司", Antecedent: kg.Span{1, 2}}
		}, "antecedent 1-2 is no mention"},
		{"via of nothing", func(x *kg.Extraction) { x.Metrics[0].Via["value"] = kg.Via{} }, `via: "value"`},
		{"kind", func(x *kg.Extraction) { x.Metrics[0].Kind = "height" }, "height: kind"},
		{"unit", func(x *kg.Extraction) { x.Metrics[0].Unit = "元" }, `unit "元"`},
		{"subject of a kind", func(x *kg.Extraction) { x.Metrics[0].Kind, x.Metrics[0].Unit = "context_length", "tokens" }, "it is not told of a Company"},
		{"value", func(x *kg.Extraction) { x.Metrics[0].Value = nan }, "value NaN"},
		{"value infinite", func(x *kg.Extraction) { x.Metrics[0].Value = math.Inf(-1) }, "value -Inf"},
		{"bound", func(x *kg.Extraction) { x.Metrics[0].Bound = "" }, `bound ""`},
		{"range without to", func(x *kg.Extraction) { x.Metrics[0].Qualifiers = nil }, "a range, and nothing else, has the qualifier to"},
		{"to without range", func(x *kg.Extraction) { x.Metrics[0].Bound = "about" }, "a range, and nothing else, has the qualifier to"},
		{"no place of the value", func(x *kg.Extraction) { delete(x.Metrics[0].At, "value") }, "at: no value"},
		{"a chip speaks", func(x *kg.Extraction) { x.Quotes[0].Speaker = "e4" }, "a Chip does not speak"},
		{"words elsewhere", func(x *kg.Extraction) { x.Quotes[0].Evidence = x.Facts[0].Evidence }, "evidence does not hold the words"},
		{"no words", func(x *kg.Extraction) { x.Quotes[0].Text = "" }, "evidence does not hold the words"},
		{"no reason", func(x *kg.Extraction) { x.Abstained[0].Reason = "" }, "abstention 0: no reason"},
	}
	for _, tt := range tests {
		t.Run(tt.spoil, func(t *testing.T) {
			a := article()
			tt.do(a.x)
			errs := kg.Validate(a.d, a.x)
			for _, err := range errs {
				if strings.Contains(err.Error(), tt.want) {
					return
				}
			}
			t.Errorf("errors %v, want one with %q", errs, tt.want)
		})
	}
}

// TestLeftOutSubject shows that an end that no word names needs no place, only
// the mention that it stands for.
func TestLeftOutSubject(t *testing.T) {
	a := article()
	m := &a.x.Metrics[0]
	m.Via["subject"] = kg.Via{Antecedent: m.Via["subject"].Antecedent}
	delete(m.At, "subject")
	for _, err := range kg.Validate(a.d, a.x) {
		t.Error(err)
	}
}
