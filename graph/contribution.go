package graph

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"github.com/newsgraph/newsgraph/kg"
)

// Options are what turns provisional keys and words into those of the graph.
// The zero value routes nothing and knows nothing.
type Options struct {
	Identity  *Identity                          // nil: every key is as the extraction has it
	Known     func(key string) (Known, bool)     // what the lexicon knows of a routed key; nil: nothing
	TitleFold func(title string) (folded string) // one form for all words for a post; nil: as written
}

// Known is what a maintained list says of an entity.
type Known struct {
	Name    string `json:"name,omitempty"`
	Ticker  string `json:"ticker,omitempty"`
	Country string `json:"country,omitempty"`
}

// KnownOf returns what is known of a routed key; a rename goes before the
// lexicon.
func (o Options) KnownOf(key string) Known {
	var k Known
	if o.Known != nil {
		k, _ = o.Known(key)
	}
	if name, ok := o.Identity.Name(key); ok {
		k.Name = name
	}
	return k
}

// Contribution is what one version of one document puts into the graph.
type Contribution struct {
	Document Document      `json:"document"`
	Mentions []Mention     `json:"mentions"` // one an entity, by key
	Facts    []FactClaim   `json:"facts"`    // each list by id, then place
	Metrics  []MetricClaim `json:"metrics"`
	Quotes   []QuoteClaim  `json:"quotes"`
	Dropped  []Drop        `json:"-"` // what the ontology does not hold
	Hash     string        `json:"-"` // of all above but Fetched; see [Contribute]
}

// Document is the document's own node.
type Document struct {
	ID        string `json:"id"`
	URL       string `json:"url"`
	Site      string `json:"site"`
	Title     string `json:"title"`
	Published string `json:"published"`
	Fetched   string `json:"fetched"`
	Lang      string `json:"lang"`
	TextHash  string `json:"text_hash"`
	CopyOf    string `json:"copy_of"`
	Withdrawn bool   `json:"withdrawn"`
}

// Seen returns when the document was published, else fetched.
func (d *Document) Seen() Seen { return SeenAt(d.Published, d.Fetched) }

// Mention is an entity as one document names it.
type Mention struct {
	Key   string   `json:"key"`
	Known Known    `json:"known"`
	Count int64    `json:"count"` // how often it is named
	Names []string `json:"names"` // what it is called there, sorted
	Times []int64  `json:"times"` // how often by each; 0 for a name only introduced
}

// Evidence is the sentence behind a claim, and what it says beside it.
type Evidence struct {
	Start      int64         `json:"start"` // code points in title + "\n" + text
	End        int64         `json:"end"`
	Text       string        `json:"text"`
	Rule       string        `json:"rule"`
	Confidence float64       `json:"confidence"`
	Modality   kg.Modality   `json:"modality,omitempty"` // none of a quote
	Value      *float64      `json:"value,omitempty"`    // of a metric only
	Bound      kg.Bound      `json:"bound,omitempty"`    // of a metric only
	Qualifiers kg.Qualifiers `json:"qualifiers,omitempty"`
}

// FactClaim is one evidence of a fact.
type FactClaim struct {
	ID        string            `json:"id"`
	Subject   string            `json:"subject"` // routed keys
	Predicate kg.Predicate      `json:"predicate"`
	Object    string            `json:"object"`
	Identity  map[string]string `json:"identity,omitempty"` // identity qualifiers that are stated, the title folded
	Evidence  Evidence          `json:"evidence"`
}

// MetricClaim is one evidence of a figure.
type MetricClaim struct {
	ID       string   `json:"id"`
	Subject  string   `json:"subject"`
	Kind     kg.Kind  `json:"kind"`
	Unit     string   `json:"unit"`
	When     When     `json:"when"`
	Evidence Evidence `json:"evidence"`
}

// QuoteClaim is one evidence of a speaker's words.
type QuoteClaim struct {
	ID       string   `json:"id"`
	Speaker  string   `json:"speaker"`
	Text     string   `json:"text"`
	Evidence Evidence `json:"evidence"`
}

// Drop is something of an extraction that does not reach the graph.
type Drop struct {
	Document string `json:"document"`
	What     string `json:"what"`   // entity, fact, metric, quote or qualifier
	Detail   string `json:"detail"` // which one
	Reason   string `json:"reason"` // same words for the same cause, so that they can be counted
}

// contributor holds the state of one [Contribute].
type contributor struct {
	opts Options
	keys map[string]string // local id → routed key
	c    *Contribution
}

// Contribute turns an extraction into what it puts into the graph: keys are
// routed, ids made, and what is not on the ontology is dropped and listed. A
// withdrawn document contributes nothing but its tombstone.
//
// The hash covers everything that reaches the graph except when the document
// was fetched, unless that stands in for a publication time. It changes with
// the identities, the lexicon's names and the titles' folding, never with the
// hash of the rules.
func Contribute(x *kg.Extraction, opts Options) *Contribution {
	s := x.Source
	b := contributor{opts: opts, keys: map[string]string{}, c: &Contribution{Document: Document{
		ID: x.Document, URL: clean(s.URL), Site: clean(s.Site), Title: clean(s.Title), Published: s.Published,
		Fetched: s.Fetched, Lang: s.Lang, TextHash: s.TextHash, CopyOf: s.CopyOf, Withdrawn: s.Withdrawn,
	}}}
	if b.c.Document.CopyOf == x.Document {
		b.c.Document.CopyOf = ""
	}
	if !s.Withdrawn {
		b.entities(x.Entities)
		b.facts(x.Facts)
		b.metrics(x.Metrics)
		b.quotes(x.Quotes)
	}
	b.sort()
	b.c.Hash = b.c.hash()
	return b.c
}

func (c *Contribution) hash() string {
	hashed := *c
	if hashed.Document.Published != "" {
		hashed.Document.Fetched = ""
	}
	text, err := json.Marshal(hashed)
	if err != nil { // NaN and infinities are dropped before
		text = fmt.Append(nil, hashed)
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

func (b *contributor) drop(what, detail, reason string) {
	b.c.Dropped = append(b.c.Dropped, Drop{b.c.Document.ID, what, detail, reason})
}

func (b *contributor) entities(entities []kg.Entity) {
	counts := map[string]map[string]int64{} // key → name → times
	for _, e := range entities {
		key := b.opts.Identity.Route(e.Key, b.c.Document.ID)
		if _, ok := EntityType(key); !ok {
			b.drop("entity", e.Key, "the key names no type")
			continue
		}
		b.keys[e.ID] = key
		if counts[key] == nil {
			counts[key] = map[string]int64{}
		}
		for _, m := range e.Mentions {
			counts[key][clean(m.Text)]++
		}
		for _, a := range e.Aliases {
			counts[key][clean(a.Text)] += 0
		}
		if len(e.Mentions)+len(e.Aliases) == 0 {
			counts[key][clean(e.Name)] += 0
		}
	}
	for _, key := range slices.Sorted(maps.Keys(counts)) {
		m := Mention{Key: key, Known: b.opts.KnownOf(key)}
		for _, name := range slices.Sorted(maps.Keys(counts[key])) {
			m.Count += counts[key][name]
			m.Names = append(m.Names, name)
			m.Times = append(m.Times, counts[key][name])
		}
		b.c.Mentions = append(b.c.Mentions, m)
	}
}

func (b *contributor) facts(facts []kg.Fact) {
	for _, f := range facts {
		subject, object := b.keys[f.Subject], b.keys[f.Object]
		detail := fmt.Sprintf("%s %s %s", cmp.Or(subject, f.Subject), f.Predicate, cmp.Or(object, f.Object))
		s, ok := kg.SignatureOf(f.Predicate)
		if reason := factFault(f, s, ok, subject, object); reason != "" {
			b.drop("fact", detail, reason)
			continue
		}
		evidence := b.evidence(detail, f.Evidence, f.Rule, f.Confidence, f.Modality, f.Qualifiers,
			slices.Concat(s.Qualifiers, []string{"date", "attribution"}))
		if s.Symmetric && object < subject {
			subject, object = object, subject
		}
		identity := b.identity(s, evidence.Qualifiers)
		b.c.Facts = append(b.c.Facts, FactClaim{
			ID: factID(subject, s, object, identity), Subject: subject, Predicate: f.Predicate, Object: object,
			Identity: identity, Evidence: evidence,
		})
	}
}

func factFault(f kg.Fact, s kg.Signature, known bool, subject, object string) string {
	switch {
	case !known:
		return "the predicate is not on the ontology"
	case subject == "" || object == "":
		return "an end is no entity of the document"
	case subject == object:
		return "both ends are one entity"
	case !slices.Contains(kg.Modalities, f.Modality):
		return "the modality is not on the ontology"
	}
	from, _ := EntityType(subject)
	to, _ := EntityType(object)
	if !s.Allows(from, to) {
		return "the predicate does not join these types"
	}
	return ""
}

func (b *contributor) identity(s kg.Signature, q kg.Qualifiers) map[string]string {
	identity := map[string]string{}
	for _, name := range s.Identity {
		text, _ := q[name].(string)
		if name == "title" && text != "" && b.opts.TitleFold != nil {
			text = b.opts.TitleFold(text)
		}
		if text != "" {
			identity[name] = text
		}
	}
	return identity
}

func (b *contributor) metrics(metrics []kg.Metric) {
	seen := b.c.Document.Seen()
	for _, m := range metrics {
		subject := b.keys[m.Subject]
		detail := fmt.Sprintf("%s %s %v %s", cmp.Or(subject, m.Subject), m.Kind, m.Value, m.Unit)
		spec, ok := kg.KindOf(m.Kind)
		if reason := metricFault(m, spec, ok, subject); reason != "" {
			b.drop("metric", detail, reason)
			continue
		}
		evidence := b.evidence(detail, m.Evidence, m.Rule, m.Confidence, m.Modality, m.Qualifiers,
			slices.Concat(spec.Qualifiers, []string{"date", "period", upper, "attribution"}))
		evidence.Value, evidence.Bound = &m.Value, m.Bound
		claim := MetricClaim{Subject: subject, Kind: m.Kind, Unit: m.Unit, Evidence: evidence,
			When: whenOf(evidence.Qualifiers, b.c.Document.Published, b.c.Document.Fetched)}
		claim.ID = metricID(&claim, m.Value, seen.day())
		b.c.Metrics = append(b.c.Metrics, claim)
	}
}

func metricFault(m kg.Metric, spec kg.KindSpec, known bool, subject string) string {
	t, _ := EntityType(subject)
	switch {
	case !known:
		return "the kind is not on the ontology"
	case subject == "":
		return "the subject is no entity of the document"
	case !slices.Contains(spec.Subjects, t):
		return "the kind is not told of this type"
	case !spec.HasUnit(m.Unit):
		return "the unit is not the kind's"
	case !slices.Contains(kg.Bounds, m.Bound):
		return "the bound is not on the ontology"
	case !slices.Contains(kg.Modalities, m.Modality):
		return "the modality is not on the ontology"
	case math.IsNaN(m.Value) || math.IsInf(m.Value, 0):
		return "the value is no number"
	}
	return ""
}

func (b *contributor) quotes(quotes []kg.Quote) {
	for _, q := range quotes {
		speaker, text := b.keys[q.Speaker], clean(q.Text)
		detail := fmt.Sprintf("%s %.60q", cmp.Or(speaker, q.Speaker), text)
		t, _ := EntityType(speaker)
		switch {
		case speaker == "":
			b.drop("quote", detail, "the speaker is no entity of the document")
		case !slices.Contains(speakers, t):
			b.drop("quote", detail, "this type does not speak")
		case text == "":
			b.drop("quote", detail, "no words")
		default:
			b.c.Quotes = append(b.c.Quotes, QuoteClaim{ID: quoteID(speaker, text), Speaker: speaker, Text: text,
				Evidence: b.evidence(detail, q.Evidence, q.Rule, q.Confidence, "", nil, nil)})
		}
	}
}

func (b *contributor) evidence(detail string, e kg.Evidence, rule string, confidence float64, m kg.Modality,
	q kg.Qualifiers, allowed []string) Evidence {
	out := Evidence{Start: int64(e.Start), End: int64(e.End), Text: clean(e.Text), Rule: rule,
		Confidence: confidence, Modality: m}
	for _, name := range slices.Sorted(maps.Keys(q)) {
		value, reason := qualifier(columnOf(name), q[name], allowed)
		if reason != "" {
			b.drop("qualifier", detail+" "+name, reason)
			continue
		}
		if value == "" {
			continue
		}
		if out.Qualifiers == nil {
			out.Qualifiers = kg.Qualifiers{}
		}
		out.Qualifiers[columnOf(name)] = value
	}
	return out
}

// upper is the property that holds the qualifier "to", see evidenceQualifiers.
const upper = "upper"

func columnOf(qualifier string) string {
	if qualifier == "to" {
		return upper
	}
	return qualifier
}

// qualifier returns a qualifier's value in the type of its column: a string, a
// float64 or a bool.
func qualifier(name string, value any, allowed []string) (typed any, reason string) {
	i := slices.IndexFunc(evidenceQualifiers, func(c Column) bool { return c.Name == name })
	if i < 0 || !slices.Contains(allowed, name) {
		return nil, "the qualifier " + name + " is not on the ontology there"
	}
	switch v := value.(type) {
	case string:
		if evidenceQualifiers[i].Type == String {
			return strings.TrimSpace(clean(v)), ""
		}
	case float64:
		if evidenceQualifiers[i].Type == Float && !math.IsNaN(v) && !math.IsInf(v, 0) {
			return v, ""
		}
	case int:
		if evidenceQualifiers[i].Type == Float {
			return float64(v), ""
		}
	case bool:
		if evidenceQualifiers[i].Type == Bool {
			return v, ""
		}
	}
	return nil, "the qualifier " + name + " is of another type"
}

// sort puts the claims into an order that does not depend on the extraction's,
// and drops exact repetitions.
func (b *contributor) sort() {
	c := b.c
	c.Facts = sortClaims(c.Facts, func(f *FactClaim) (string, *Evidence) { return f.ID, &f.Evidence })
	c.Metrics = sortClaims(c.Metrics, func(m *MetricClaim) (string, *Evidence) { return m.ID, &m.Evidence })
	c.Quotes = sortClaims(c.Quotes, func(q *QuoteClaim) (string, *Evidence) { return q.ID, &q.Evidence })
}

func sortClaims[C any](claims []C, of func(*C) (id string, e *Evidence)) []C {
	compare := func(a, b C) int {
		idA, evidenceA := of(&a)
		idB, evidenceB := of(&b)
		if idA != idB {
			return cmp.Compare(idA, idB)
		}
		return evidenceA.compare(evidenceB)
	}
	slices.SortFunc(claims, compare)
	return slices.CompactFunc(claims, func(a, b C) bool { return compare(a, b) == 0 })
}

// compare orders evidence of one claim in one document: by place, then by
// everything else that it holds.
func (e *Evidence) compare(f *Evidence) int {
	if order := cmp.Or(cmp.Compare(e.Start, f.Start), cmp.Compare(e.End, f.End), cmp.Compare(e.Rule, f.Rule),
		cmp.Compare(e.Confidence, f.Confidence), cmp.Compare(e.Modality, f.Modality)); order != 0 {
		return order
	}
	return cmp.Compare(e.rest(), f.rest())
}

// rest is what else evidence holds, as text.
func (e *Evidence) rest() string {
	var value float64
	if e.Value != nil {
		value = *e.Value
	}
	return fmt.Sprint(value, e.Bound) + qualifierText(e.Qualifiers)
}

// qualifierText is one text for one set of qualifiers.
func qualifierText(q kg.Qualifiers) string { return fmt.Sprint(q) } // fmt prints maps in the order of their keys

// clean makes a text storable: valid UTF-8 without NUL, where C strings end.
func clean(s string) string {
	return strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\x00", "")
}
