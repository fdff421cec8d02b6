package extract_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/newsgraph/newsgraph/extract"
	"github.com/newsgraph/newsgraph/kg"
)

// What public sets of sentences say of the names, beside what is found. Their
// annotators went by other guidelines (a club and a generic authority are names
// to one, an outlet is a company to the other), so that agreement has a ceiling.

// tally counts the names of one type in sentences.
type tally struct{ gold, found, right int }

func (c tally) precision() float64 { return float64(c.right) / float64(max(c.found, 1)) }
func (c tally) recall() float64    { return float64(c.right) / float64(max(c.gold, 1)) }
func (c tally) f1() float64        { return 2 * float64(c.right) / float64(max(c.gold+c.found, 1)) }

func (c tally) String() string {
	return fmt.Sprintf("%5d gold %5d found %5d right  P %.3f R %.3f F1 %.3f", c.gold, c.found, c.right, c.precision(), c.recall(), c.f1())
}

// add compares the names of a sentence, each once. Those in open may be found
// or not.
func (c *tally) add(gold, found []string, open string) {
	c.gold += len(gold)
	for _, name := range found {
		switch {
		case slices.Contains(gold, name):
			c.right++
			c.found++
		case !strings.Contains(open, name):
			c.found++
		}
	}
}

// namesOf lists the different names of a type in an extraction.
func namesOf(x *kg.Extraction, typ kg.Type) []string {
	var out []string
	for _, e := range x.Entities {
		for _, m := range e.Mentions {
			if e.Type == typ {
				out = append(out, bare(m.Text))
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// FIRE's sentences have spaces around their marks: spacing restores them as they
// were written.
var spacing = []struct {
	tokens *regexp.Regexp
	text   string
}{
	{regexp.MustCompile(` ([,.;:)%?!]|'s\b)`), "$1"},
	{regexp.MustCompile(`([($]) `), "$1"},
	{regexp.MustCompile(`(\w) ?([-/]) (\w)`), "$1$2$3"},
}

func written(tokens string) string {
	for _, s := range spacing {
		tokens = s.tokens.ReplaceAllString(tokens, s.text)
	}
	return tokens
}

// A form of address before a name, a stop and brackets behind it are part of it
// to FIRE's annotators at times and at times not.
var (
	address  = regexp.MustCompile(`^(?:Mr|Mrs|Ms|Dr)\.? `)
	brackets = regexp.MustCompile(`\s*\(.*$`)
)

func bare(name string) string {
	name = brackets.ReplaceAllString(name, "")
	return address.ReplaceAllString(strings.TrimRight(name, ". "), "")
}

// The English names of financial sentences, none of which anything was trained on.
func TestNamesOfFIRE(t *testing.T) {
	const path = "../../shared/data/ner/fire-dev.jsonl"
	file, err := os.Open(path)
	if err != nil {
		t.Skipf("NOT MEASURED: no %s", path)
	}
	defer file.Close()
	x := extractor(t)
	tallies := map[kg.Type]*tally{kg.Company: {}, kg.Person: {}}
	lines := bufio.NewScanner(file)
	for lines.Scan() {
		var row struct {
			Text  string
			Label map[string][]string
		}
		if err := json.Unmarshal(lines.Bytes(), &row); err != nil {
			t.Fatal(err)
		}
		got := x.Extract(&kg.Document{ID: "d", Text: written(row.Text), Lang: "en", Date: "2024-03-18"})
		for typ, c := range tallies {
			var gold []string
			open := "" // X (Y) is one name to FIRE's annotators
			for _, name := range row.Label[string(typ)] {
				gold = append(gold, bare(written(name)))
				open += brackets.FindString(written(name))
			}
			slices.Sort(gold)
			c.add(slices.Compact(gold), namesOf(got, typ), open)
		}
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	for typ, least := range map[kg.Type]float64{kg.Company: 0.75, kg.Person: 0.80} {
		t.Logf("%-8s %v", typ, tallies[typ])
		if f := tallies[typ].f1(); f < least {
			t.Errorf("%s: F1 %.3f, want %.2f", typ, f, least)
		}
	}
}

var _ = extract.New
