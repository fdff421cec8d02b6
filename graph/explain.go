package graph

import (
	"cmp"
	"fmt"
	"iter"
	"maps"
	"slices"
	"unicode/utf8"

	"github.com/newsgraph/newsgraph/kg"
)

// Explanation says why the names of one entity are one thing.
type Explanation struct {
	Key       string       `json:"key"`
	Type      kg.Type      `json:"type"`
	Name      string       `json:"name"`
	Documents int64        `json:"documents"`
	Decisions []Decision   `json:"decisions"` // the lines of identity.tsv that name the entity
	Names     []NameReason `json:"names"`     // the most mentioned first
}

// NameReason says why a name is one of an entity's.
type NameReason struct {
	Name      string     `json:"name"`
	Times     int64      `json:"times"`     // how often it stands in the documents
	Documents int64      `json:"documents"` // how many have it
	Joined    []string   `json:"joined"`    // what makes it the entity's
	Sentences []Sentence `json:"sentences"` // the earliest, one of a document
}

// Sentence is where a name stands.
type Sentence struct {
	Document string `json:"document"`
	URL      string `json:"url,omitempty"`
	Text     string `json:"text"`
}

// maxSentences is how many sentences an explanation shows of each name.
const maxSentences = 3

// Explain says of each entity that a name or a key means, by key, which names
// the documents have for it, what made each one of its names, and in which
// sentences it stands. It ranges over the extractions twice.
func Explain(extractions iter.Seq2[*kg.Extraction, error], opts Options, naming Naming, what string) ([]Explanation, error) {
	s, err := seek(extractions, opts, naming, what)
	if err != nil {
		return nil, err
	}
	all := map[string]*explainer{}
	for _, key := range s.keys {
		all[key] = &explainer{key: key, opts: opts, naming: naming, names: map[string]*nameReason{}}
	}
	for x, err := range s.documents.current(extractions) {
		if err != nil {
			return nil, err
		}
		for _, e := range all {
			e.document(x)
		}
	}
	var out []Explanation
	for _, key := range s.keys {
		out = append(out, all[key].explanation())
	}
	return out, nil
}

// explainer collects what one entity is called.
type explainer struct {
	key    string
	opts   Options
	naming Naming
	fold   EntityFold
	names  map[string]*nameReason
}

// nameReason is a name's state: what joined it, but for places in documents,
// of which the earliest is kept.
type nameReason struct {
	times, documents     int64
	places               map[string]bool // of the lexicon
	keys                 map[string]bool // provisional ones that are its normal form
	decisions            map[int]Decision
	introduction, within *seenText
	sentences            []seenText
}

// seenText is a text of a document with what orders it.
type seenText struct {
	seen          Seen
	document, url string
	text          string
}

func (s seenText) compare(t seenText) int {
	return cmp.Or(s.seen.Compare(t.seen), cmp.Compare(s.document, t.document), cmp.Compare(s.text, t.text))
}

// document takes in what a document calls the entity.
func (e *explainer) document(x *kg.Extraction) {
	times := map[string]int64{}
	documents := map[string]*nameReason{}
	for _, entity := range x.Entities {
		if e.opts.Identity.Route(entity.Key, x.Document) != e.key {
			continue
		}
		for _, m := range entity.Mentions {
			times[clean(m.Text)]++
		}
		for _, name := range namesOf(entity) {
			if e.names[name] == nil {
				e.names[name] = &nameReason{places: map[string]bool{}, keys: map[string]bool{}, decisions: map[int]Decision{}}
			}
			documents[name] = e.names[name]
			times[name] += 0
			e.join(x, entity, name)
		}
	}
	if len(times) == 0 {
		return
	}
	names := slices.Sorted(maps.Keys(times))
	var counts []int64
	for _, name := range names {
		counts = append(counts, times[name])
		documents[name].times += times[name]
		documents[name].documents++
	}
	e.fold.Add(names, counts, SeenAt(x.Source.Published, x.Source.Fetched))
}

// join notes what makes a name one of the entity's in a document.
func (e *explainer) join(x *kg.Extraction, entity kg.Entity, name string) {
	r := e.names[name]
	at := seenText{seen: SeenAt(x.Source.Published, x.Source.Fetched), document: x.Document, url: x.Source.URL}
	r.sentence(x, entity, name, at)
	key, _ := e.naming.KeyOf(entity.Type, name)
	place := e.naming.Place(entity.Key, name)
	introduced := false
	for _, a := range entity.Aliases {
		of := introducer(entity, a)
		if other, ok := map[string]string{clean(of): a.Text, clean(a.Text): of}[name]; ok {
			introduced = true
			r.introduction = earlier(r.introduction, at, clean(other))
		}
	}
	switch {
	case place != "":
		r.places[place] = true
	case key == entity.Key || key == e.key:
		r.keys[key] = true
	case !introduced:
		r.within = earlier(r.within, at, clean(entity.Name))
	}
	for _, from := range []string{key, entity.Key} {
		if key == e.key || e.opts.Identity.Route(from, x.Document) != e.key {
			continue
		}
		for _, d := range e.opts.Identity.Trace(from, x.Document) {
			r.decisions[d.Line] = d
		}
	}
}

// sentence keeps the earliest sentences that have the name.
func (r *nameReason) sentence(x *kg.Extraction, entity kg.Entity, name string, at seenText) {
	if at.text = sentenceOf(x, entity, name); at.text == "" {
		return
	}
	r.sentences = append(r.sentences, at)
	slices.SortFunc(r.sentences, seenText.compare)
	r.sentences = slices.CompactFunc(r.sentences, func(a, b seenText) bool { return a.document == b.document })
	r.sentences = r.sentences[:min(len(r.sentences), maxSentences)]
}

func earlier(old *seenText, at seenText, text string) *seenText {
	at.text = text
	if old != nil && old.compare(at) <= 0 {
		return old
	}
	return &at
}

// sentenceOf returns a sentence of the document that has the name: the first
// behind a fact, a figure or an abstention, else the title, else the
// introduction.
func sentenceOf(x *kg.Extraction, e kg.Entity, name string) string {
	var sentences []kg.Evidence
	for _, f := range x.Facts {
		sentences = append(sentences, f.Evidence)
	}
	for _, m := range x.Metrics {
		sentences = append(sentences, m.Evidence)
	}
	for _, a := range x.Abstained {
		sentences = append(sentences, a.Evidence)
	}
	title := kg.Evidence{End: utf8.RuneCountInString(x.Source.Title), Text: x.Source.Title}
	slices.SortStableFunc(sentences, func(a, b kg.Evidence) int { return cmp.Compare(a.Start, b.Start) })
	sentences = append(sentences, title)
	for _, a := range e.Aliases {
		sentences = append(sentences, a.Evidence)
	}
	for _, s := range sentences {
		for _, m := range e.Mentions {
			if clean(m.Text) == name && s.Start <= m.Start && m.End <= s.End {
				return clean(s.Text)
			}
		}
	}
	return ""
}

func (e *explainer) explanation() Explanation {
	row := e.fold.Row(e.key, e.opts.KnownOf(e.key)).Properties()
	out := Explanation{Key: e.key, Type: typeOf(e.key), Documents: e.fold.Documents, Decisions: e.opts.Identity.about(e.key)}
	out.Name, _ = row["name"].(string)
	for _, name := range slices.Sorted(maps.Keys(e.names)) {
		r := e.names[name]
		n := NameReason{Name: name, Times: r.times, Documents: r.documents, Joined: r.joined()}
		for _, s := range r.sentences {
			n.Sentences = append(n.Sentences, Sentence{s.document, s.url, s.text})
		}
		out.Names = append(out.Names, n)
	}
	slices.SortStableFunc(out.Names, func(a, b NameReason) int { return cmp.Compare(b.Times, a.Times) })
	return out
}

// joined says what made the name the entity's, one reason a line.
func (r *nameReason) joined() (lines []string) {
	for _, place := range slices.Sorted(maps.Keys(r.places)) {
		lines = append(lines, "lexicon "+place)
	}
	for _, key := range slices.Sorted(maps.Keys(r.keys)) {
		lines = append(lines, "its normal form is "+key)
	}
	if s := r.introduction; s != nil {
		lines = append(lines, fmt.Sprintf("introduced beside %s in %s", s.text, cmp.Or(s.url, s.document)))
	}
	if s := r.within; s != nil && len(lines) == 0 {
		lines = append(lines, fmt.Sprintf("a form of %s within %s", s.text, cmp.Or(s.url, s.document)))
	}
	for _, line := range slices.Sorted(maps.Keys(r.decisions)) {
		d := r.decisions[line]
		lines = append(lines, fmt.Sprintf("identity.tsv:%d: %s %s %s: %s", line, d.Word, d.Key, d.Target, d.Reason))
	}
	return lines
}
