package extract_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/newsgraph/newsgraph/extract"
	"github.com/newsgraph/newsgraph/kg"
)

// sentenceCase is one entry of testdata/sentences: a text, all facts that a
// careful reader takes from it, and some that it must not give.
type sentenceCase struct {
	mechanism, phenomenon, lang, text string
	gives, not                        []string
	place                             string // file:line
}

// sentenceCases reads the data, whose format testdata/sentences/README.md tells.
func sentenceCases(t *testing.T) []sentenceCase {
	t.Helper()
	files, err := filepath.Glob("testdata/sentences/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no files of sentences: %v", err)
	}
	var out []sentenceCase
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for n, line := range strings.Split(string(data), "\n") {
			place := fmt.Sprintf("%s:%d", filepath.Base(file), n+1)
			if err := addLine(&out, line, place); err != nil {
				t.Errorf("%s:1: %v", place, err)
			}
		}
	}
	return out
}

// addLine adds what one line says to the cases before it.
func addLine(cases *[]sentenceCase, line, place string) error {
	if strings.TrimSpace(line) == "" || strings.HasPrefix(line, "#") {
		return nil
	}
	fact, isGiven := strings.CutPrefix(line, "  + ")
	wrong, isNot := strings.CutPrefix(line, "  - ")
	if !isGiven && !isNot {
		parts := strings.SplitN(line, " | ", 4)
		if len(parts) != 4 || parts[2] != "zh" && parts[2] != "en" {
			return fmt.Errorf("want mechanism | phenomenon | zh or en | text")
		}
		*cases = append(*cases, sentenceCase{mechanism: parts[0], phenomenon: parts[1], lang: parts[2], text: parts[3], place: place})
		return nil
	}
	if len(*cases) == 0 {
		return fmt.Errorf("a fact without a sentence")
	}
	c := &(*cases)[len(*cases)-1]
	if isGiven {
		c.gives = append(c.gives, fact)
	} else {
		c.not = append(c.not, wrong)
	}
	return nil
}

// document is the case as an article of 18 March 2024, a Monday. ¶ stands for a
// line break, what stands before ‖ is the title.
func (c *sentenceCase) document() *kg.Document {
	title, text, ok := strings.Cut(c.text, " ‖ ")
	if !ok {
		title, text = "", c.text
	}
	return &kg.Document{ID: "d", Title: title, Text: strings.ReplaceAll(text, " ¶ ", "\n"), Lang: c.lang, Date: "2024-03-18"}
}

// wrong lists how an extraction differs from what the case says.
func (c *sentenceCase) wrong(x *kg.Extraction) []string {
	said := saidIn(x)
	var out []string
	for _, fact := range c.gives {
		if !slices.Contains(said, fact) {
			out = append(out, "does not say "+fact)
		}
	}
	for _, fact := range said {
		if !slices.Contains(c.gives, fact) {
			out = append(out, "says "+fact)
		}
	}
	for _, fact := range c.not {
		if slices.Contains(said, fact) {
			out = append(out, "must not say "+fact)
		}
	}
	return out
}

// saidIn lists the facts, figures and quotes of an extraction, each with all
// that it tells; an entity goes by its first name in the text.
func saidIn(x *kg.Extraction) []string {
	names := map[string]string{}
	for _, e := range x.Entities {
		names[e.ID] = e.Mentions[0].Text
	}
	var out []string
	for _, f := range x.Facts {
		out = append(out, fmt.Sprintf("%s %s %s%s", names[f.Subject], f.Predicate, names[f.Object], modalityOf(f.Modality)+qualifiersOf(f.Qualifiers)))
	}
	for _, m := range x.Metrics {
		line := fmt.Sprintf("%s %s %.6g %s", names[m.Subject], m.Kind, m.Value, m.Unit)
		if m.Bound != kg.Exact {
			line += " " + string(m.Bound)
		}
		out = append(out, line+modalityOf(m.Modality)+qualifiersOf(m.Qualifiers))
	}
	for _, q := range x.Quotes {
		out = append(out, fmt.Sprintf("%s says %s", names[q.Speaker], q.Text))
	}
	slices.Sort(out)
	return out
}

func modalityOf(m kg.Modality) string {
	if m == kg.Asserted {
		return ""
	}
	return " " + string(m)
}

func qualifiersOf(q kg.Qualifiers) string {
	var out []string
	for k, v := range q {
		if n, ok := v.(float64); ok {
			v = fmt.Sprintf("%.6g", n)
		}
		out = append(out, fmt.Sprintf(" %s=%v", k, v))
	}
	slices.Sort(out)
	return strings.Join(out, "")
}

// Of the sentences every one says just what it should.
func TestSentences(t *testing.T) {
	x := extractor(t)
	for _, c := range sentenceCases(t) {
		for _, wrong := range c.wrong(x.Extract(c.document())) {
			t.Errorf("%s: %s\n\t%s", c.place, c.text, wrong)
		}
	}
}

// The set is large and varied enough to mean something.
func TestSentencesVary(t *testing.T) {
	const plain = "plain" // subject, verb, object and nothing else
	cases := sentenceCases(t)
	count, seen := map[string]int{}, map[string]string{}
	for _, c := range cases {
		count[c.lang]++
		if c.phenomenon == plain {
			count[plain]++
		}
		if other, ok := seen[c.text]; ok {
			t.Errorf("%s: the sentence of %s again", c.place, other)
		}
		seen[c.text] = c.place
		if len(c.gives)+len(c.not) == 0 {
			t.Errorf("%s: nothing is said of the sentence", c.place)
		}
		if both := slices.IndexFunc(c.gives, func(f string) bool { return slices.Contains(c.not, f) }); both >= 0 {
			t.Errorf("%s: must and must not say %s", c.place, c.gives[both])
		}
	}
	if len(cases) < 400 || count["en"] < 120 || 3*count[plain] > len(cases) {
		t.Errorf("%d sentences, %d of them English, %d plain; want 400, 120, and a third plain at most", len(cases), count["en"], count[plain])
	}
}

// Without its mechanism, three sentences of each at least are read wrongly.
func TestSentencesNeedTheirMechanism(t *testing.T) {
	x := extractor(t)
	cases := map[string][]sentenceCase{}
	for _, c := range sentenceCases(t) {
		cases[c.mechanism] = append(cases[c.mechanism], c)
	}
	for _, mechanism := range extract.ReadingMechanisms() {
		without, err := x.WithoutReading(mechanism)
		if err != nil {
			t.Error(err)
			continue
		}
		red := 0
		for _, c := range cases[mechanism] {
			if len(c.wrong(without.Extract(c.document()))) > 0 {
				red++
			}
		}
		if red < 3 {
			t.Errorf("%s: %d of %d sentences need it, want three", mechanism, red, len(cases[mechanism]))
		}
		delete(cases, mechanism)
	}
	for mechanism, rest := range cases {
		t.Errorf("%s: no mechanism %q", rest[0].place, mechanism)
	}
}
