package kg

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Gold is one article annotated by hand, as the annotation guidelines say.
type Gold struct {
	ID       string       `json:"id"`
	Title    string       `json:"title"`
	Date     string       `json:"date"`
	Text     string       `json:"text"`
	Entities []GoldEntity `json:"entities"`
	Facts    []GoldFact   `json:"facts"`
	Metrics  []GoldMetric `json:"metrics"`
	Quotes   []GoldQuote  `json:"quotes"`
}

// GoldEntity is one real thing and all the names the article uses for it.
type GoldEntity struct {
	ID       string   `json:"id"`
	Type     Type     `json:"type"`
	Name     string   `json:"name"`
	Mentions []string `json:"mentions"`
}

// GoldFact is a fact with the substring that states it.
type GoldFact struct {
	Subject    string     `json:"subject"`
	Predicate  Predicate  `json:"predicate"`
	Object     string     `json:"object"`
	Modality   Modality   `json:"modality"`
	Qualifiers Qualifiers `json:"qualifiers"`
	Evidence   string     `json:"evidence"`
}

// GoldMetric is a figure with the substring that states it. Value is nil where
// the file has no number. An empty Bound means Exact.
type GoldMetric struct {
	Subject    string     `json:"subject"`
	Kind       Kind       `json:"kind"`
	Value      *float64   `json:"value"`
	Unit       string     `json:"unit"`
	Bound      Bound      `json:"bound"`
	Modality   Modality   `json:"modality"`
	Qualifiers Qualifiers `json:"qualifiers"`
	Evidence   string     `json:"evidence"`
}

// GoldQuote is the words of a speaker.
type GoldQuote struct {
	Speaker string `json:"speaker"`
	Text    string `json:"text"`
}

// Document gives the article as extract reads it.
func (g *Gold) Document() *Document {
	return &Document{V: Version, ID: g.ID, Title: g.Title, Text: g.Text, Date: g.Date}
}

// ReadGold reads one gold file.
func ReadGold(path string) (*Gold, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read gold: %w", err)
	}
	var g Gold
	if err := json.Unmarshal(data, &g); err != nil {
		return nil, fmt.Errorf("%s: %w", place(path, data, err), err)
	}
	return &g, nil
}

// place gives "path:line:column" of an error of encoding/json.
func place(path string, data []byte, err error) string {
	before := string(data[:min(len(data), column(err))])
	line := strings.Count(before, "\n")
	return fmt.Sprintf("%s:%d:%d", path, line+1, max(1, len(before)-1-strings.LastIndex(before, "\n")))
}

// ReadGoldFolder reads all *.json of a folder, in the order of their names.
// It is an error if there are none.
func ReadGoldFolder(dir string) ([]*Gold, error) {
	paths, err := filepath.Glob(filepath.Join(globEscape(dir), "[^.]*.json"))
	if err != nil {
		return nil, fmt.Errorf("read gold folder %s: %w", dir, err)
	}
	if len(paths) == 0 {
		return nil, fmt.Errorf("read gold folder %s: it holds no *.json file", dir)
	}
	slices.Sort(paths)
	var all []*Gold
	for _, path := range paths {
		g, err := ReadGold(path)
		if err != nil {
			return nil, err
		}
		all = append(all, g)
	}
	return all, nil
}

func globEscape(dir string) string {
	return strings.NewReplacer(`\`, `\\`, `*`, `\*`, `?`, `\?`, `[`, `\[`).Replace(dir)
}

// ValidateGold checks an article against the annotation guidelines: ids
// resolve, names and evidence stand in the text, all is on the ontology. It is
// as lenient as the guidelines' own checker: qualifiers and units are free.
func ValidateGold(g *Gold) []error {
	v := goldChecker{whole: g.Title + "\n" + g.Text, typeOf: map[string]Type{}}
	v.entities(g.Entities)
	v.names(g.Entities)
	for _, f := range g.Facts {
		v.fact(f)
	}
	for _, m := range g.Metrics {
		v.metric(m)
	}
	for _, q := range g.Quotes {
		v.quote(q)
	}
	return v.errs
}

type goldChecker struct {
	whole  string
	typeOf map[string]Type
	errs   []error
}

func (v *goldChecker) addf(format string, args ...any) {
	v.errs = append(v.errs, fmt.Errorf(format, args...))
}

func (v *goldChecker) entities(list []GoldEntity) {
	for _, e := range list {
		if _, twice := v.typeOf[e.ID]; twice {
			v.addf("entity id twice: %s", e.ID)
		}
		v.typeOf[e.ID] = e.Type
		if !slices.Contains(Types, e.Type) {
			v.addf("%s: type %s", e.ID, e.Type)
		}
		if len(e.Mentions) == 0 {
			v.addf("%s: no mentions", e.ID)
		}
		for _, m := range e.Mentions {
			if !strings.Contains(v.whole, m) {
				v.addf("%s: mention not in the text: %s", e.ID, m)
			}
		}
	}
}

func (v *goldChecker) names(list []GoldEntity) {
	owner := map[Surface]string{}
	for _, e := range list {
		for _, m := range e.Mentions {
			s := Surface{e.Type, m}
			if id, ok := owner[s]; !ok {
				owner[s] = e.ID
			} else if id != e.ID {
				v.addf("mention in two entities of one type: %s", m)
			}
		}
	}
}

func (v *goldChecker) fact(f GoldFact) {
	at := fmt.Sprintf("%s %s %s", f.Subject, f.Predicate, f.Object)
	sig, ok := SignatureOf(f.Predicate)
	if !ok {
		v.addf("%s: predicate", at)
		return
	}
	subject, ok1 := v.typeOf[f.Subject]
	object, ok2 := v.typeOf[f.Object]
	if !ok1 || !ok2 {
		v.addf("%s: unknown entity", at)
		return
	}
	if !slices.Contains(sig.Subjects, subject) || !slices.Contains(sig.Objects, object) {
		v.addf("%s: types %s %s", at, subject, object)
	}
	v.modality(at, f.Modality)
	v.evidence(at, f.Evidence)
}

func (v *goldChecker) metric(m GoldMetric) {
	value := "None"
	if m.Value != nil {
		value = fmt.Sprint(*m.Value)
	}
	at := fmt.Sprintf("%s %s %s", m.Subject, m.Kind, value)
	if _, ok := v.typeOf[m.Subject]; !ok {
		v.addf("%s: unknown entity", at)
	}
	if _, ok := KindOf(m.Kind); !ok {
		v.addf("%s: kind", at)
	}
	if m.Value == nil {
		v.addf("%s: value is no number", at)
	}
	if m.Bound != "" && !slices.Contains(Bounds, m.Bound) {
		v.addf("%s: bound %s", at, m.Bound)
	}
	v.modality(at, m.Modality)
	v.evidence(at, m.Evidence)
}

func (v *goldChecker) quote(q GoldQuote) {
	if _, ok := v.typeOf[q.Speaker]; !ok {
		v.addf("quote of unknown speaker %s", q.Speaker)
	}
	if q.Text == "" || !strings.Contains(v.whole, q.Text) {
		v.addf("quote is no substring: %s", firstRunes(q.Text, 20))
	}
}

func (v *goldChecker) modality(at string, m Modality) {
	if !slices.Contains(Modalities, m) {
		v.addf("%s: modality %s", at, m)
	}
}

func (v *goldChecker) evidence(at, text string) {
	if text == "" || !strings.Contains(v.whole, text) {
		v.addf("%s: evidence is no substring", at)
	}
}

// firstRunes cuts a text after n code points.
func firstRunes(s string, n int) string {
	for i := range s {
		if n--; n < 0 {
			return s[:i]
		}
	}
	return s
}
