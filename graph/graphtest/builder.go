package graphtest

import (
	"fmt"
	"strings"

	"github.com/newsgraph/newsgraph/kg"
)

// Builder adds to an extraction. Offsets are made up: each mention and each
// sentence has its own.
type Builder struct {
	X  *kg.Extraction
	at int
}

// NewDocument begins the extraction of a document published at a time and
// fetched one day later at the earliest: fetched is RFC 3339.
func NewDocument(id, published, fetched string) *Builder {
	return &Builder{X: &kg.Extraction{V: kg.Version, Document: id, Rules: "r1", Source: kg.Source{
		URL: "https://news.example/" + id, Site: "news.example", Title: "新闻" + id, Published: published,
		Fetched: fetched, Lang: "zh", TextHash: kg.TextHash("新闻"+id, ""),
	}}}
}

// Entity mentions an entity once more and returns its local id. Its key is the
// type and the name.
func (b *Builder) Entity(t kg.Type, name string) string {
	key := strings.ToLower(string(t)) + ":" + name
	return b.Mention(t, key, name)
}

// Mention mentions an entity of a key by a name and returns its local id.
func (b *Builder) Mention(t kg.Type, key, name string) string {
	b.at += 100
	m := kg.Mention{Start: b.at, End: b.at + len([]rune(name)), Text: name, By: "test", P: 1}
	for i := range b.X.Entities {
		if e := &b.X.Entities[i]; e.Key == key {
			e.Mentions = append(e.Mentions, m)
			return e.ID
		}
	}
	id := fmt.Sprint("e", len(b.X.Entities)+1)
	b.X.Entities = append(b.X.Entities, kg.Entity{ID: id, Type: t, Name: name, Key: key, Mentions: []kg.Mention{m}})
	return id
}

// Introduce mentions an entity by a name and, in a bracket behind it, by a
// second one, and returns its local id. Its key is the type and the name.
func (b *Builder) Introduce(t kg.Type, name, second string) string {
	id := b.Entity(t, name)
	start, text := b.at, name+"（"+second
	b.Mention(t, strings.ToLower(string(t))+":"+name, second)
	for i := range b.X.Entities {
		if e := &b.X.Entities[i]; e.ID == id {
			e.Aliases = append(e.Aliases, kg.Alias{Text: second, Evidence: kg.Evidence{Start: start, End: start + len([]rune(text)), Text: text}})
		}
	}
	return id
}

func (b *Builder) evidence(text string) kg.Evidence {
	b.at += 100
	return kg.Evidence{Start: b.at, End: b.at + len([]rune(text)), Text: text}
}

// Fact states a fact of two local ids with confidence 0.9.
func (b *Builder) Fact(subject string, p kg.Predicate, object string, m kg.Modality, q kg.Qualifiers) {
	b.X.Facts = append(b.X.Facts, kg.Fact{Subject: subject, Predicate: p, Object: object, Modality: m, Qualifiers: q,
		Confidence: 0.9, Rule: string(p) + "/zh/active", Evidence: b.evidence(fmt.Sprintf("%s %s %s。", subject, p, object))})
}

// Metric states a figure of a local id with confidence 0.9.
func (b *Builder) Metric(subject string, k kg.Kind, value float64, unit string, bound kg.Bound, m kg.Modality, q kg.Qualifiers) {
	b.X.Metrics = append(b.X.Metrics, kg.Metric{Subject: subject, Kind: k, Value: value, Unit: unit, Bound: bound, Modality: m,
		Qualifiers: q, Confidence: 0.9, Rule: string(k) + "/zh", Evidence: b.evidence(fmt.Sprintf("%s的%s是%v。", subject, k, value))})
}

// Quote lets a local id say something.
func (b *Builder) Quote(speaker, text string) {
	b.X.Quotes = append(b.X.Quotes, kg.Quote{Speaker: speaker, Text: text, Confidence: 0.9, Rule: "quote/zh", Evidence: b.evidence(text)})
}
