package extract

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/newsgraph/newsgraph/extract/pattern"
	"github.com/newsgraph/newsgraph/extract/value"
	"github.com/newsgraph/newsgraph/kg"
)

// reading is one document while it is read. All offsets are code points of
// raw, which text is the folded view of.
type reading struct {
	x         *Extractor
	lang      string
	published time.Time // day of publication; zero where unknown
	raw, text []rune
	cut       *cut      // the text in words; nil where it is not Chinese
	title     int       // where the title ends
	given     []mention // in place of those that would be found; nil for none
	draft     *draft    // what lists and rules found
	known     []mention // candidates of the lists, for the tagger
	mentions  []mention
	titles    []title
	values    []value.Value
	entities  []entity
	of        []int // entity of each mention
	sentences []sentence
	results   []pattern.Result // of each sentence
	moved     []int            // values that are the time of a market's move
	out       *kg.Extraction
}

// functionWords are the words of words.tsv with their classes.
type functionWords struct {
	classes map[string]*vocabulary // by language
	words   map[string][]string    // by "lang/class", in the order of the file
}

var wordClasses = strings.Fields(`
	preposition separator pair last pairing findings shows
	saying beforesaying aftersaying adverb coverb its basis change
	opines beforepost bearing investing behindvalue filing versus overall thisround department heading shares segment part whole toward putting formerly
	actor opener people switch leadin leadout`)

func readFunctionWords(files []file) (functionWords, []error) {
	out := functionWords{map[string]*vocabulary{}, map[string][]string{}}
	for _, lang := range pattern.Languages {
		out.classes[lang] = newVocabulary(wordClasses)
	}
	var errs []error
	for _, f := range files {
		errs = append(errs, eachRow(f, 3, func(fields []string) (int, error) {
			lang, class, words := fields[0], fields[1], strings.Fields(fields[2])
			if out.classes[lang] == nil {
				return 0, fmt.Errorf("unknown language %q", lang)
			}
			if out.classes[lang].classes[class] == 0 {
				return 1, fmt.Errorf("unknown class %q", class)
			}
			for _, w := range words {
				out.classes[lang].add(class, w)
			}
			out.words[lang+"/"+class] = append(out.words[lang+"/"+class], words...)
			return 0, nil
		})...)
	}
	return out, errs
}

func (w functionWords) has(lang, class, word string) bool { return w.classes[lang].is(class, word) }

// of returns the words of a class.
func (w functionWords) of(lang, class string) []string { return w.words[lang+"/"+class] }

// glued lists what the segmenter makes one word of although it is two: the
// class of the first part, and that of the second.
var glued = [][2]string{{"beforesaying", "saying"}, {"saying", "aftersaying"}, {"adverb", "coverb"}, {"coverb", "its"}, {"basis", "change"}}

// unglue returns where a Chinese word is to be cut that is glued of two function
// words (他说, 称其, 拟向, 将其), 0 for any other.
func (w functionWords) unglue(word string) int {
	words := w.classes["zh"]
	for k := range word {
		first := words.of(word[:k])
		if first == 0 {
			continue
		}
		second := words.of(word[k:])
		for _, g := range glued {
			if first&words.classes[g[0]] != 0 && second&words.classes[g[1]] != 0 {
				return k
			}
		}
	}
	return 0
}

// stage is a part of reading a document, which goes on where those before it
// ended.
type stage struct {
	name string
	do   func(r *reading)
}

// readStages find everything in a document, outStages write down what it says.
var (
	readStages = []stage{
		{"names of lists and rules", (*reading).findCandidates},
		{"tagger", (*reading).findNames},
		{"identity", (*reading).identify},
		{"figures and dates", (*reading).findValues},
		{"words and sentences", (*reading).split},
		{"references and rules", (*reading).match},
	}
	outStages = []stage{
		{"facts", (*reading).facts},
		{"quotes", (*reading).quotes},
		{"entities", (*reading).writeEntities},
	}
)

// read finds everything in a document. Where its mentions are given, not nil,
// none are looked for.
func (x *Extractor) read(d *kg.Document, given []mention) *reading {
	r := x.open(d, given)
	for _, s := range readStages {
		s.do(r)
	}
	return r
}

// open begins to read a document.
func (x *Extractor) open(d *kg.Document, given []mention) *reading {
	raw := []rune(d.Whole())
	r := &reading{x: x, raw: raw, text: x.folder.fold(raw), title: utf8.RuneCountInString(d.Title), published: publishedDay(d), given: given}
	r.lang = language(d.Lang, r.text)
	r.cut = x.cutText(r.text, r.lang)
	r.out = &kg.Extraction{V: kg.Version, Document: d.ID, Rules: x.hash, Source: sourceOf(d),
		Entities: []kg.Entity{}, Facts: []kg.Fact{}, Metrics: []kg.Metric{}, Quotes: []kg.Quote{}}
	return r
}

func (r *reading) findCandidates() {
	if r.given == nil {
		r.draft, r.known = r.x.finder.ruled(r.text, r.lang, r.cut)
	}
}

func (r *reading) findNames() {
	if r.given == nil {
		r.mentions, r.titles = r.x.finder.names(r.draft, r.known)
	} else {
		r.mentions, r.titles = r.given, r.x.finder.titlesOutside(r.text, r.given)
	}
}

func (r *reading) identify() {
	r.entities, r.of = r.x.identify(r.out.Document, r.text, r.mentions)
}

func (r *reading) findValues() {
	r.values = r.x.values.Find(r.text, value.Options{Lang: r.lang, Published: r.published})
}

// match resolves the references of each sentence and matches the rules on it.
func (r *reading) match() {
	topics := &topics{r: r}
	for n := range r.sentences {
		s := &r.sentences[n]
		topics.resolve(n, s)
		for _, step := range r.x.steps {
			step.read(topics, n, s)
		}
		result := r.x.rules.Match(r.lang, s.units)
		s.cues, s.readings = result.Cues, result.Readings
		r.results = append(r.results, result)
	}
}

func sourceOf(d *kg.Document) kg.Source {
	return kg.Source{URL: d.URL, Site: d.Site, Title: d.Title, Published: d.PublishedOrDate(), Fetched: d.Fetched, Lang: d.Lang,
		CopyOf: d.CopyOf, TextHash: kg.TextHash(d.Title, d.Text), Withdrawn: d.Withdrawn}
}

// publishedDay reads the publication date, with or without a time.
func publishedDay(d *kg.Document) time.Time {
	s := d.PublishedOrDate()
	if t, err := time.Parse(time.RFC3339, s); err == nil {
		return t
	}
	if len(s) >= len(time.DateOnly) {
		if t, err := time.Parse(time.DateOnly, s[:len(time.DateOnly)]); err == nil {
			return t
		}
	}
	return time.Time{}
}

// split cuts the text into sentences and numbers their paragraphs.
func (r *reading) split() {
	spans := sentences(r.text)
	if r.lang == "en" {
		spans = r.x.englishSentences(r.text)
	}
	paragraph, at := 0, 0
	for _, s := range spans {
		for ; at < s.start; at++ {
			if r.text[at] == '\n' {
				paragraph++
			}
		}
		r.sentences = append(r.sentences, sentence{span: s, paragraph: paragraph, units: r.unitsOf(s)})
	}
}

// sentenceOver returns the sentence that holds a place; the place itself where
// none holds all of it.
func (r *reading) sentenceOver(place span) span {
	for _, s := range r.sentences {
		if s.start <= place.start && place.end <= s.end {
			return s.span
		}
	}
	return place
}

// evidence returns the sentence as evidence.
func (r *reading) evidence(s span) kg.Evidence {
	return kg.Evidence{Start: s.start, End: s.end, Text: string(r.raw[s.start:s.end])}
}

// entityID returns the id of a mention's entity in the extraction.
func (r *reading) entityID(mention int) string { return fmt.Sprintf("e%d", r.of[mention]+1) }

// place returns where a member stands, and how it was resolved if it is a
// reference.
func (r *reading) place(m pattern.Member) (kg.Span, *kg.Via) {
	at := kg.Span{m.Start, m.End}
	if !m.Reference {
		return at, nil
	}
	a := r.mentions[m.Ref]
	return at, &kg.Via{Text: string(r.raw[m.Start:m.End]), Antecedent: kg.Span{a.start, a.end}}
}
