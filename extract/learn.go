package extract

import (
	"strings"

	"github.com/newsgraph/newsgraph/extract/tagger"
	"github.com/newsgraph/newsgraph/kg"
)

// Lessons are what a tagger learns from.
type Lessons struct {
	Gold      []*kg.Gold     // articles with all their names
	Sentences []Sentence     // with names of some types only
	News      []*kg.Document // without names: the tagger annotates them itself, once
}

// Sentence is a sentence annotated with companies, people and organizations.
// Other names may be in it: where Open says so, and where it has letters, digits
// or words that a list has.
type Sentence struct {
	ID, Text string
	Names    []kg.Surface
	Open     []string // strings that may be products
}

// The size of the weights and how often a lesson is read. Four times the rows
// and twice the readings change the F1 of names by less than .003.
const (
	weightBits     = 16
	readings       = 4
	silverReadings = 2
	newsLength     = 1500 // code points of an article without names that are read
)

// Learn trains a tagger with the lexicon and rules of x; the same lessons give
// the same one. log is told of the progress, nil for no one.
func (x *Extractor) Learn(l Lessons, log func(format string, args ...any)) *tagger.Model {
	opts := tagger.Options{Bits: weightBits, Seed: 1, Log: log}
	var annotated []*tagger.Example
	for _, g := range l.Gold {
		annotated = append(annotated, x.goldExample(g))
	}
	for _, s := range l.Sentences {
		annotated = append(annotated, x.sentenceExample(s))
	}
	last := tagger.Phase{Examples: annotated, Epochs: readings}
	m := tagger.Train([]tagger.Phase{last}, opts)
	if len(l.News) == 0 {
		return m
	}
	first := tagger.Phase{Epochs: silverReadings}
	for _, d := range l.News {
		text := []rune(d.Whole())
		e := x.example(d.ID, string(text[:min(len(text), newsLength)]), d.Lang)
		first.Examples = append(first.Examples, tagger.Silver(m, e.ID, e.Text, e.Hints))
	}
	return tagger.Train([]tagger.Phase{first, last}, opts)
}

// WithTagger returns x with another tagger, nil for none. They share all else.
func (x *Extractor) WithTagger(m *tagger.Model) *Extractor {
	finder, other := *x.finder, *x
	finder.tagger, other.finder = m, &finder
	return &other
}

// example is a text as the tagger learns from it, without names yet.
func (x *Extractor) example(id, raw, lang string) *tagger.Example {
	text := x.folder.fold([]rune(raw))
	lang = language(lang, text)
	d, known := x.finder.ruled(text, lang, x.cutText(text, lang))
	return &tagger.Example{ID: id, Text: text, Hints: x.finder.hints(d, known)}
}

func (x *Extractor) goldExample(g *kg.Gold) *tagger.Example {
	d := g.Document()
	e := x.example(g.ID, d.Whole(), d.Lang)
	var names []tagger.Name
	for i := range g.Entities {
		for _, s := range g.Entities[i].Surfaces() {
			names = append(names, tagger.Name{Text: string(x.folder.fold([]rune(s))), Type: string(g.Entities[i].Type)})
		}
	}
	e.Spans = tagger.Project(e.Text, names)
	return e
}

// otherTypes are the types that a Sentence does not tell.
var otherTypes = []kg.Type{kg.Model, kg.Chip, kg.Product, kg.Index}

func (x *Extractor) sentenceExample(s Sentence) *tagger.Example {
	e := x.example(s.ID, s.Text, "zh")
	var names []tagger.Name
	for _, n := range s.Names {
		names = append(names, tagger.Name{Text: string(x.folder.fold([]rune(n.Text))), Type: string(n.Type)})
	}
	e.Spans = tagger.Project(e.Text, names)
	open := func(start, end int, types ...kg.Type) {
		for _, t := range types {
			e.Open = append(e.Open, tagger.Span{Start: start, End: end, Type: string(t)})
		}
	}
	for _, text := range s.Open {
		name := tagger.Name{Text: string(x.folder.fold([]rune(text))), Type: string(kg.Product)}
		for _, at := range tagger.Project(e.Text, []tagger.Name{name}) {
			open(at.Start, at.End, kg.Product)
		}
	}
	for _, run := range latinRuns(e.Text) {
		open(run.start, run.end, otherTypes...)
	}
	for _, h := range e.Hints {
		for _, t := range otherTypes {
			if strings.HasSuffix(h.Kind, "/"+string(t)) {
				open(h.Start, h.End, otherTypes...)
			}
		}
	}
	return e
}
