package extract_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/newsgraph/newsgraph/extract"
	"github.com/newsgraph/newsgraph/kg"
)

// pair is a line of testdata/identity.tsv: two names that are one entity or
// two, in one document or in two.
type pair struct {
	line            int
	lang, want      string // want is one or apart
	mechanism       string
	a, b            string // a name, or Type:name
	text, otherText string // otherText is of another document, or ""
}

func readPairs(t *testing.T) []pair {
	t.Helper()
	data, err := os.ReadFile("testdata/identity.tsv")
	if err != nil {
		t.Fatal(err)
	}
	var out []pair
	for n, line := range strings.Split(string(data), "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		f := append(strings.Split(line, "\t"), "")
		if len(f) < 7 || f[1] != "one" && f[1] != "apart" {
			t.Fatalf("testdata/identity.tsv:%d:1: want language, one or apart, mechanism, two names, one or two texts", n+1)
		}
		out = append(out, pair{n + 1, f[0], f[1], f[2], f[3], f[4], f[5], f[6]})
	}
	return out
}

// fault returns what is wrong with how the names of a pair are told apart, or "".
func (p pair) fault(x *extract.Extractor) string {
	one := x.Extract(&kg.Document{ID: "one", Text: p.text, Lang: p.lang})
	two := one
	if p.otherText != "" {
		two = x.Extract(&kg.Document{ID: "two", Text: p.otherText, Lang: p.lang})
	}
	a, b := p.bearers(one, p.a), p.bearers(two, p.b)
	if len(a) == 0 || len(b) == 0 {
		return fmt.Sprintf("not found: %s %v, %s %v", p.a, a, p.b, b)
	}
	apart := !slices.ContainsFunc(a, func(key string) bool { return slices.Contains(b, key) })
	if p.want == "apart" && !apart || p.want == "one" && !(slices.Equal(a, b) && len(a) == 1) {
		return fmt.Sprintf("%s is %v, %s is %v", p.a, a, p.b, b)
	}
	return ""
}

// bearers returns the keys of the entities that have a mention of the name, in
// a pair of one document with their place there: no two entities of a document
// are one, even of one key.
func (p pair) bearers(x *kg.Extraction, name string) []string {
	typ, text, typed := strings.Cut(name, ":")
	if !typed || !slices.Contains(kg.Types, kg.Type(typ)) {
		typ, text = "", name
	}
	var out []string
	for i, e := range x.Entities {
		has := slices.ContainsFunc(e.Mentions, func(m kg.Mention) bool { return m.Text == text })
		if !has || typ != "" && kg.Type(typ) != e.Type {
			continue
		}
		if p.otherText == "" {
			e.Key = fmt.Sprintf("%s (%d)", e.Key, i)
		}
		out = append(out, e.Key)
	}
	return out
}

// TestIdentity: names that are one entity and names that never are.
func TestIdentity(t *testing.T) {
	x := extractor(t)
	for _, p := range readPairs(t) {
		if fault := p.fault(x); fault != "" {
			t.Errorf("testdata/identity.tsv:%d: %s, %s (%s): %s\n\t%s\n\t%s", p.line, p.lang, p.want, p.mechanism, fault, p.text, p.otherText)
		}
	}
}

// TestIdentityIsTested: there are pairs enough, and each mechanism is what
// makes some of them right.
func TestIdentityIsTested(t *testing.T) {
	count, of := map[string]int{}, map[string][]pair{}
	for _, p := range readPairs(t) {
		count[p.want]++
		count[p.lang+" "+p.want]++
		of[p.mechanism] = append(of[p.mechanism], p)
	}
	for what, want := range map[string]int{"one": 150, "apart": 150, "en one": 60, "en apart": 60} {
		if count[what] < want {
			t.Errorf("%d pairs of %s, want %d", count[what], what, want)
		}
	}
	for _, mechanism := range extract.Mechanisms() {
		x := extractor(t).Without(mechanism)
		wrong := 0
		for _, p := range of[mechanism] {
			if p.fault(x) != "" {
				wrong++
			}
		}
		if wrong < 3 {
			t.Errorf("without %q %d of its %d pairs are wrong, want 3", mechanism, wrong, len(of[mechanism]))
		}
		delete(of, mechanism)
	}
	for mechanism := range of {
		t.Errorf("no mechanism %q", mechanism)
	}
}
