package graphtest

import (
	"fmt"
	"iter"
	"math/rand/v2"
	"time"

	"github.com/newsgraph/newsgraph/kg"
)

// Seq ranges over extractions as a reader of files does.
func Seq(extractions ...*kg.Extraction) iter.Seq2[*kg.Extraction, error] {
	return func(yield func(*kg.Extraction, error) bool) {
		for _, x := range extractions {
			if !yield(x, nil) {
				return
			}
		}
	}
}

// perType is how many entities of each type a generated corpus draws from.
const perType = 400

// Generate makes a corpus of documents of about 15 facts, metrics and quotes
// each, as a night of news has them: a few entities are in every other
// document, every fifth document reprints an earlier one, some facts are
// planned, reported or denied. The same seed gives the same corpus.
func Generate(seed uint64, documents int) []*kg.Extraction {
	g := generator{Rand: rand.New(rand.NewPCG(seed, 0))}
	g.popular = rand.NewZipf(g.Rand, 1.2, 8, perType-1)
	all := make([]*kg.Extraction, 0, documents)
	for i := range documents {
		x := g.extraction(i)
		if i > 0 && g.IntN(5) == 0 {
			x.Source.CopyOf = all[g.IntN(i)].Document
		}
		all = append(all, x)
	}
	return all
}

type generator struct {
	*rand.Rand
	popular *rand.Zipf
}

func (g *generator) extraction(i int) *kg.Extraction {
	published := time.Date(2024, 1, 1, 8, 0, 0, 0, time.FixedZone("", 8*3600)).Add(time.Duration(i) * 37 * time.Minute)
	x := &kg.Extraction{V: kg.Version, Document: DocumentID(i), Rules: "r1", Source: kg.Source{
		URL: fmt.Sprintf("https://site%d.example/%d", i%7, i), Site: fmt.Sprintf("site%d.example", i%7),
		Title: fmt.Sprintf("第%d条新闻", i), Published: published.Format(time.RFC3339),
		Fetched: published.Add(time.Hour).UTC().Format(time.RFC3339), Lang: "zh", TextHash: fmt.Sprintf("%064x", i),
	}}
	b := &Builder{X: x}
	for range 4 + g.IntN(4) {
		g.fact(b)
	}
	for range 4 + g.IntN(4) {
		g.metric(b)
	}
	for range g.IntN(4) {
		speaker := b.Entity(g.entity(kg.Person))
		b.Quote(speaker, fmt.Sprintf("我们对第%d季度“很有信心”。", g.IntN(2000)))
	}
	return x
}

// DocumentID returns the id of the i-th generated document.
func DocumentID(i int) string { return kg.DocumentID(fmt.Sprint("https://news.example/", i)) }

var modalities = []kg.Modality{kg.Asserted, kg.Asserted, kg.Asserted, kg.Asserted, kg.Planned, kg.Reported, kg.Denied}

func (g *generator) fact(b *Builder) {
	s := kg.Predicates[g.IntN(len(kg.Predicates))]
	from := s.Subjects[g.IntN(len(s.Subjects))]
	to := s.Objects[g.IntN(len(s.Objects))]
	if s.SameType {
		to = from
	}
	subject, object := b.Entity(g.entity(from)), b.Entity(g.entity(to))
	if subject == object {
		return
	}
	q := kg.Qualifiers{}
	for _, name := range s.Qualifiers {
		if g.IntN(2) == 0 {
			q[name] = g.qualifier(name)
		}
	}
	if g.IntN(3) == 0 {
		q["date"] = fmt.Sprintf("2024-%02d", 1+g.IntN(12))
	}
	b.Fact(subject, s.Predicate, object, modalities[g.IntN(len(modalities))], q)
	b.X.Facts[len(b.X.Facts)-1].Confidence = float64(60+g.IntN(40)) / 100
}

func (g *generator) qualifier(name string) any {
	switch name {
	case "amount", "stake", "count":
		return float64(1 + g.IntN(99))
	case "open_source":
		return true
	case "currency":
		return kg.Currencies[g.IntN(len(kg.Currencies))]
	case "title":
		return []string{"CEO", "首席执行官", "董事长"}[g.IntN(3)]
	case "status":
		return []string{"current", "former", "appointed"}[g.IntN(3)]
	}
	return fmt.Sprint(name, g.IntN(3))
}

func (g *generator) metric(b *Builder) {
	k := kg.Kinds[g.IntN(len(kg.Kinds))]
	unit := k.Unit
	if unit == "currency" {
		unit = kg.Currencies[g.IntN(2)]
	}
	q := kg.Qualifiers{}
	for _, name := range k.Qualifiers {
		if g.IntN(3) == 0 {
			q[name] = g.qualifier(name)
		}
	}
	switch g.IntN(3) {
	case 0:
		q["period"] = fmt.Sprintf("2024Q%d", 1+g.IntN(4))
	case 1:
		q["date"] = fmt.Sprintf("%02d-%02d", 1+g.IntN(12), 1+g.IntN(28))
	}
	subject := b.Entity(g.entity(k.Subjects[g.IntN(len(k.Subjects))]))
	b.Metric(subject, k.Kind, float64(g.IntN(100000))/100, unit, kg.Bounds[g.IntN(4)], modalities[g.IntN(len(modalities))], q)
}

// entity draws an entity of a type, some far more often than others.
func (g *generator) entity(t kg.Type) (kg.Type, string) {
	return t, fmt.Sprintf("%s%d号", map[kg.Type]string{
		kg.Company: "甲公司", kg.Person: "张", kg.Organization: "协会", kg.Model: "模型", kg.Chip: "芯片",
		kg.Product: "产品", kg.Index: "指数",
	}[t], g.popular.Uint64())
}
