package kg_test

import (
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/newsgraph/newsgraph/kg"
)

// A short notation for a gold article and an extraction: one item a line.
//
//	e1 Company 甲 甲公司     entity with its names
//	e1 ACQUIRED e2 denied    fact
//	e1 revenue 1e8 CNY       metric
//	e1: words                quote
//
// " | key=value" behind a fact or metric gives a qualifier; bound and modality
// of a metric too.
func item(line string) (fields []string, q kg.Qualifiers) {
	head, tail, _ := strings.Cut(line, " | ")
	q = kg.Qualifiers{}
	for _, pair := range strings.Fields(tail) {
		key, value, _ := strings.Cut(pair, "=")
		var number float64
		if _, err := fmt.Sscanf(value, "%g", &number); err == nil && key == "amount" {
			q[key] = number
		} else {
			q[key] = value
		}
	}
	return strings.Fields(head), q
}

func extraction(id, notation string) *kg.Extraction {
	x := &kg.Extraction{V: 1, Document: id}
	for line := range strings.Lines(notation) {
		f, q := item(line)
		switch {
		case len(f) == 0:
		case strings.HasSuffix(f[0], ":"):
			x.Quotes = append(x.Quotes, kg.Quote{Speaker: strings.TrimSuffix(f[0], ":"), Text: strings.Join(f[1:], " ")})
		case strings.ToUpper(f[1]) == f[1]:
			x.Facts = append(x.Facts, kg.Fact{Subject: f[0], Predicate: kg.Predicate(f[1]), Object: f[2], Modality: modality(f[3:]), Qualifiers: q})
		case strings.ToLower(f[1]) == f[1]:
			x.Metrics = append(x.Metrics, metric(f, q))
		default:
			e := kg.Entity{ID: f[0], Type: kg.Type(f[1]), Name: f[2]}
			for _, name := range f[2:] {
				e.Mentions = append(e.Mentions, kg.Mention{Text: name})
			}
			x.Entities = append(x.Entities, e)
		}
	}
	return x
}

func modality(f []string) kg.Modality {
	if len(f) == 0 {
		return "asserted"
	}
	return kg.Modality(f[0])
}

func metric(f []string, q kg.Qualifiers) kg.Metric {
	m := kg.Metric{Subject: f[0], Kind: kg.Kind(f[1]), Unit: f[3], Modality: modality(f[4:]), Bound: "exact", Qualifiers: q}
	fmt.Sscanf(f[2], "%g", &m.Value)
	if bound, ok := q["bound"].(string); ok {
		m.Bound = kg.Bound(bound)
		delete(q, "bound")
	}
	return m
}

// goldOf reads the same notation as a gold article.
func goldOf(id, notation string) *kg.Gold {
	x := extraction(id, notation)
	g := &kg.Gold{ID: id, Entities: []kg.GoldEntity{}}
	for _, e := range x.Entities {
		names := []string{}
		for _, m := range e.Mentions {
			names = append(names, m.Text)
		}
		g.Entities = append(g.Entities, kg.GoldEntity{ID: e.ID, Type: e.Type, Name: e.Name, Mentions: names})
	}
	for _, f := range x.Facts {
		g.Facts = append(g.Facts, kg.GoldFact{Subject: f.Subject, Predicate: f.Predicate, Object: f.Object, Modality: f.Modality, Qualifiers: f.Qualifiers})
	}
	for _, m := range x.Metrics {
		value := m.Value
		g.Metrics = append(g.Metrics, kg.GoldMetric{Subject: m.Subject, Kind: m.Kind, Value: &value, Unit: m.Unit, Bound: m.Bound, Modality: m.Modality, Qualifiers: m.Qualifiers})
	}
	for _, q := range x.Quotes {
		g.Quotes = append(g.Quotes, kg.GoldQuote{Speaker: q.Speaker, Text: q.Text})
	}
	return g
}

const twoFirms = "e1 Company 甲 甲公司\ne2 Company 乙\n"

// scoreCases give counts reckoned by hand: "row gold/found/right", in the order
// of the table; rows not named may be anything.
var scoreCases = []struct{ name, gold, found, want string }{
	{"nothing found", twoFirms, "", "mention 3/0/0, mention Company 3/0/0, entity 2/0/0, entity Company 2/0/0"},
	{"nothing to find", "", "e1 Chip H800", "mention 0/1/0, mention Chip 0/1/0, entity 0/1/0, entity Chip 0/1/0"},
	{"all found", twoFirms, twoFirms, "mention 3/3/3, mention Company 3/3/3, entity 2/2/2, entity Company 2/2/2"},
	{"a name twice counts once", twoFirms, "a Company 甲 甲 乙", "mention 3/2/2, entity 2/1/1"},
	{"wrong type", twoFirms, "a Person 甲", "mention 3/1/0, mention Company 3/0/0, mention Person 0/1/0, entity 2/1/0, entity Person 0/1/0"},
	{"two found for one gold: the most names win", "e1 Company 甲 甲公司 甲集团", "a Company 甲\nb Company 甲公司 甲集团\n",
		"mention 3/3/3, entity 1/2/1"},
	{"two found for one gold: the earlier id wins a tie", "e1 Company 甲 甲公司\ne2 Company 乙\ne1 ACQUIRED e2",
		"b Company 甲\na Company 甲公司\nc Company 乙\nb ACQUIRED c\na ACQUIRED c",
		"entity 2/3/2, fact 1/2/1"},
	{"ids are ordered as texts: e10 before e9", "e1 Company 甲 乙", "e9 Company 甲\ne10 Company 乙\ne9: 话\ne10: 话", "entity 1/2/1, quote 0/2/0"},
	{"a merge of two gold entities is right once", twoFirms, "a Company 甲 乙", "mention 3/2/2, entity 2/1/1"},
	{"fact", twoFirms + "e1 ACQUIRED e2", twoFirms + "e1 ACQUIRED e2 denied", "fact 1/1/1, fact ACQUIRED 1/1/1"},
	{"fact turned round", twoFirms + "e1 ACQUIRED e2", twoFirms + "e2 ACQUIRED e1", "fact 1/1/0"},
	{"fact without direction turned round", twoFirms + "e1 PARTNERS_WITH e2", twoFirms + "e2 PARTNERS_WITH e1", "fact 1/1/1"},
	{"COMPARED_WITH has a direction", twoFirms + "e1 COMPARED_WITH e2", twoFirms + "e2 COMPARED_WITH e1", "fact 1/1/0"},
	{"no pair with itself", twoFirms + "e1 PARTNERS_WITH e2", twoFirms + "e1 PARTNERS_WITH e1", "fact 1/1/0"},
	{"fact with a wrong end", twoFirms + "e1 ACQUIRED e2", twoFirms + "e3 Company 丙\ne1 ACQUIRED e3", "fact 1/1/0"},
	{"fact with an unknown end", twoFirms + "e1 ACQUIRED e2", twoFirms + "e1 ACQUIRED e7", "fact 1/1/0"},
	{"fact told twice is right once", twoFirms + "e1 ACQUIRED e2", twoFirms + "e1 ACQUIRED e2\ne1 ACQUIRED e2", "fact 1/2/1"},
	{"two gold facts with the same ends", twoFirms + "e1 INVESTED_IN e2 | round=A\ne1 INVESTED_IN e2 | round=B",
		twoFirms + "e1 INVESTED_IN e2\ne1 INVESTED_IN e2\ne1 INVESTED_IN e2", "fact 2/3/2, fact INVESTED_IN 2/3/2"},
	{"other predicate", twoFirms + "e1 ACQUIRED e2", twoFirms + "e1 INVESTED_IN e2", "fact 1/1/0, fact ACQUIRED 1/0/0, fact INVESTED_IN 0/1/0"},
	{"value within 0.5 %", twoFirms + "e1 revenue 1000 CNY", twoFirms + "e1 revenue 1005 CNY", "metric 1/1/1, metric revenue 1/1/1"},
	{"value beyond 0.5 %", twoFirms + "e1 revenue 1000 CNY", twoFirms + "e1 revenue 1006 CNY", "metric 1/1/0"},
	{"0.5 % of the gold, not of the found", twoFirms + "e1 revenue 1005.1 CNY", twoFirms + "e1 revenue 1000.05 CNY", "metric 1/1/0"},
	{"zero", twoFirms + "e1 stock_change 0 %", twoFirms + "e1 stock_change 1e-10 %", "metric 1/1/1"},
	{"sign", twoFirms + "e1 stock_change -3 %", twoFirms + "e1 stock_change 3 %", "metric 1/1/0"},
	{"unit", twoFirms + "e1 revenue 1000 CNY", twoFirms + "e1 revenue 1000 USD", "metric 1/1/0"},
	{"kind", twoFirms + "e1 revenue 1000 CNY", twoFirms + "e1 profit 1000 CNY", "metric 1/1/0, metric profit 0/1/0, metric revenue 1/0/0"},
	{"subject", twoFirms + "e1 revenue 1000 CNY", twoFirms + "e2 revenue 1000 CNY", "metric 1/1/0"},
	{"the first gold metric that fits is taken", twoFirms + "e1 stock_change -3 % | date=2024-01-01\ne1 stock_change -3.01 %",
		twoFirms + "e1 stock_change -3 %\ne1 stock_change -3.01 %", "metric 2/2/2"},
	{"first come, first served can cost one", twoFirms + "e1 revenue 1000 CNY\ne1 revenue 1004 CNY",
		twoFirms + "e1 revenue 1004 CNY\ne1 revenue 998 CNY", "metric 2/2/1"},
	{"quote", twoFirms + "e1: 今天天气很好", twoFirms + "e1: 今天天气很好", "quote 1/1/1"},
	{"half a quote", twoFirms + "e1: 一二三四五六", twoFirms + "e1: 三四五", "quote 1/1/1"},
	{"less than half a quote", twoFirms + "e1: 一二三四五六七", twoFirms + "e1: 三四五", "quote 1/1/0"},
	{"in two pieces it is not enough", twoFirms + "e1: 一二三四五六", twoFirms + "e1: 一二x四五x", "quote 1/1/0"},
	{"half counts code points, not bytes", twoFirms + "e1: 一二abcd", twoFirms + "e1: 一二xyzw", "quote 1/1/0"},
	{"quote of another", twoFirms + "e1: 今天天气很好", twoFirms + "e2: 今天天气很好", "quote 1/1/0"},
}

func TestScore(t *testing.T) {
	for _, tt := range scoreCases {
		t.Run(tt.name, func(t *testing.T) {
			var s kg.Score
			s.Add(kg.Compare(goldOf("g", tt.gold), extraction("g", tt.found)))
			for want := range strings.SplitSeq(tt.want, ", ") {
				i := strings.LastIndex(want, " ")
				c := s.Count(want[:i])
				if got := fmt.Sprintf("%s %d/%d/%d", want[:i], c.Gold, c.Found, c.Right); got != want {
					t.Errorf("got %s, want %s", got, want)
				}
			}
			if _, ok := goldTool(t, "score.py"); ok {
				compareWithScript(t, []*kg.Gold{goldOf("g", tt.gold)}, []*kg.Extraction{extraction("g", tt.found)})
			}
		})
	}
}

func TestRatios(t *testing.T) {
	c := kg.Count{Gold: 4, Found: 3, Right: 2}
	if got := fmt.Sprintf("%.4f %.4f %.4f", c.Precision(), c.Recall(), c.F1()); got != "0.6667 0.5000 0.5714" {
		t.Error(got)
	}
	if c := (kg.Count{}); c.Precision() != 0 || c.Recall() != 0 || c.F1() != 0 {
		t.Error("nothing of nothing is not 0")
	}
}

func TestRowOrder(t *testing.T) {
	var s kg.Score
	all := "b Person 丁\na Company 甲\na FOUNDED a\na ACQUIRED a\na revenue 1 CNY\na: 话"
	s.Add(kg.Compare(goldOf("g", all), nil))
	var names []string
	for _, row := range s.Rows() {
		names = append(names, row.Name)
	}
	want := "mention, mention Company, mention Person, entity, entity Company, entity Person, fact, fact ACQUIRED, fact FOUNDED, metric, metric revenue, quote"
	if got := strings.Join(names, ", "); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// TestAgreement looks at what right items say beside their ends.
func TestAgreement(t *testing.T) {
	tests := []struct{ name, gold, found, want string }{
		{"modality", "e1 ACQUIRED e2 planned", "e1 ACQUIRED e2", "modality 0/1"},
		{"wrong items do not count", "e1 ACQUIRED e2 | date=2024", "e2 ACQUIRED e1 | date=2024", "modality 0/0, date 0/0"},
		{"same date", "e1 ACQUIRED e2 | date=2024-03-18", "e1 ACQUIRED e2 | date=2024-03-18", "date 1/1"},
		{"no date found", "e1 ACQUIRED e2 | date=2024-03-18", "e1 ACQUIRED e2", "date 0/1"},
		{"only the found has a date", "e1 ACQUIRED e2", "e1 ACQUIRED e2 | date=2024-03-18", "date 0/0"},
		{"date without a year", "e1 ACQUIRED e2 | date=03-18", "e1 ACQUIRED e2 | date=2024-03-18", "date 1/1"},
		{"month only", "e1 ACQUIRED e2 | date=2024-03", "e1 ACQUIRED e2 | date=2024-03-18", "date 0/1"},
		{"title", "e1 HOLDS_ROLE e2 | title=CEO", "e1 HOLDS_ROLE e2 | title=首席执行官", "title 0/1"},
		{"amount within 0.5 %", "e1 ACQUIRED e2 | amount=1000", "e1 ACQUIRED e2 | amount=1004", "amount 1/1"},
		{"other amount", "e1 ACQUIRED e2 | amount=1000", "e1 ACQUIRED e2 | amount=1010", "amount 0/1"},
		{"round", "e1 funding 1 CNY | round=B", "e1 funding 1 CNY | round=B轮", "round 1/1"},
		{"bound", "e1 revenue 1 CNY | bound=over", "e1 revenue 1 CNY | bound=about", "bound 0/1, modality 1/1"},
		{"this week", "e1 stock_change 1 % | period=本周", "e1 stock_change 1 % | period=2024-W10", "period 1/1"},
		{"last week", "e1 stock_change 1 % | period=上周", "e1 stock_change 1 % | period=2024-W10", "period 0/1"},
		{"period", "e1 revenue 1 CNY | period=2023Q4", "e1 revenue 1 CNY | period=2023Q4", "period 1/1, bound 1/1"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var s kg.Score
			gold := goldOf("g", twoFirms+tt.gold)
			gold.Date = "2024-03-05"
			s.Add(kg.Compare(gold, extraction("g", twoFirms+tt.found)))
			got := map[string]string{}
			for _, a := range s.Agreements() {
				got[a.Name] = fmt.Sprintf("%s %d/%d", a.Name, a.Right, a.All)
			}
			for want := range strings.SplitSeq(tt.want, ", ") {
				name, _, _ := strings.Cut(want, " ")
				if got[name] != want {
					t.Errorf("got %q, want %q", got[name], want)
				}
			}
		})
	}
}

func TestMistakes(t *testing.T) {
	g := goldOf("g", twoFirms+"e1 ACQUIRED e2\ne1 revenue 1000 CNY\ne1 profit 2 CNY | period=2023Q4\ne1 funding 3 CNY | round=A\ne1: 一二三")
	x := extraction("g", "a Company 甲\nb Chip H800\na USES b planned\na revenue 7 CNY\na profit 2 CNY planned | period=2023\na funding 3 CNY\na: 四五六")
	var got []string
	for _, m := range kg.Compare(g, x).Mistakes() {
		side := "false"
		if m.Missed {
			side = "missed"
		}
		got = append(got, fmt.Sprintf("%s %s %s: %s", m.Document, side, m.What, m.Item))
	}
	want := `g missed mention: Company 乙
g missed mention: Company 甲公司
g false mention: Chip H800
g missed entity: Company 乙
g false entity: Chip H800
g missed fact: 甲 ACQUIRED 乙 (asserted)
g false fact: 甲 USES H800 (planned)
g missed metric: 甲 revenue 1000 CNY (asserted)
g false metric: 甲 revenue 7 CNY (asserted)
g missed quote: 甲: 一二三
g false quote: 甲: 四五六
g missed modality: 甲 profit 2 CNY: asserted
g false modality: 甲 profit 2 CNY: planned
g missed period: 甲 profit 2 CNY: 2023Q4
g false period: 甲 profit 2 CNY: 2023
g missed round: 甲 funding 3 CNY: A`
	if strings.Join(got, "\n") != want {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), want)
	}
}

// TestScoreOnGold spoils every gold article at random and scores what is left,
// here and by the script beside the gold. The seed is fixed.
func TestScoreOnGold(t *testing.T) {
	script, ok := goldTool(t, "score.py")
	if !ok {
		t.Skip("NOT TESTED: no gold folder beside the repository")
	}
	for _, part := range []string{"dev", "dev-flash", "dev-en"} {
		all, err := kg.ReadGoldFolder(filepath.Join(filepath.Dir(script), part))
		if err != nil {
			t.Fatal(err)
		}
		rng := rand.New(rand.NewPCG(1, 2))
		var found []*kg.Extraction
		for i, g := range all {
			for _, problem := range kg.ValidateGold(g) {
				t.Errorf("%s: %v", g.ID, problem)
			}
			if i%10 != 9 { // some documents are missing
				found = append(found, spoilt(rng, g, all[rng.IntN(len(all))]))
			}
		}
		compareWithScript(t, all, found)
	}
}

// spoilt turns a gold article into an extraction with faults of every sort;
// some names come from another article.
func spoilt(rng *rand.Rand, g, other *kg.Gold) *kg.Extraction {
	x := &kg.Extraction{V: 1, Document: g.ID}
	chance := func(percent int) bool { return rng.IntN(100) < percent }
	for i, e := range append(g.Entities, other.Entities[:len(other.Entities)/5]...) {
		id, kind := fmt.Sprintf("f%d", i), e.Type
		if chance(5) {
			kind = kg.Types[rng.IntN(len(kg.Types))]
		}
		f := kg.Entity{ID: id, Type: kind, Name: e.Name, Mentions: []kg.Mention{}}
		for _, name := range e.Mentions {
			if chance(80) {
				f.Mentions = append(f.Mentions, kg.Mention{Text: name})
			}
		}
		if chance(5) { // two entities become one
			f.Mentions = append(f.Mentions, kg.Mention{Text: other.Entities[0].Name})
		}
		x.Entities = append(x.Entities, f)
	}
	id := func(goldID string) string {
		for i, e := range g.Entities {
			if e.ID == goldID && !chance(5) {
				return fmt.Sprintf("f%d", i)
			}
		}
		return fmt.Sprintf("f%d", rng.IntN(len(g.Entities)+1))
	}
	for _, f := range g.Facts {
		for chance(80) {
			s, o := id(f.Subject), id(f.Object)
			if chance(20) {
				s, o = o, s
			}
			x.Facts = append(x.Facts, kg.Fact{Subject: s, Predicate: f.Predicate, Object: o, Modality: kg.Modalities[rng.IntN(4)]})
		}
	}
	for _, m := range g.Metrics {
		for chance(80) {
			value := *m.Value * (1 + (rng.Float64()-0.5)*0.015)
			x.Metrics = append(x.Metrics, kg.Metric{Subject: id(m.Subject), Kind: m.Kind, Value: value, Unit: m.Unit, Modality: m.Modality})
		}
	}
	for _, q := range g.Quotes {
		words := []rune(q.Text)
		from := rng.IntN(len(words)/2 + 1)
		to := from + rng.IntN(len(words)-from+1)
		x.Quotes = append(x.Quotes, kg.Quote{Speaker: id(q.Speaker), Text: string(words[from:to])})
	}
	rng.Shuffle(len(x.Facts), func(i, j int) { x.Facts[i], x.Facts[j] = x.Facts[j], x.Facts[i] })
	return x
}

// compareWithScript scores with score.py too and reports each figure that differs.
func compareWithScript(t *testing.T, gold []*kg.Gold, found []*kg.Extraction) {
	t.Helper()
	theirs := scriptScores(t, gold, found)
	byID := map[string]*kg.Extraction{}
	for _, x := range found {
		byID[x.Document] = x
	}
	var s kg.Score
	for _, g := range gold {
		s.Add(kg.Compare(g, byID[g.ID]))
	}
	var modality float64
	if err := json.Unmarshal(theirs["modality"], &modality); err != nil {
		t.Fatal(err)
	}
	delete(theirs, "modality")
	if modality != s.Modality().Share() {
		t.Errorf("modality %v, score.py %v", s.Modality().Share(), modality)
	}
	if len(theirs) != len(s.Rows()) {
		t.Errorf("%d rows, score.py %d", len(s.Rows()), len(theirs))
	}
	for _, row := range s.Rows() {
		var their struct {
			P, R, F1           float64
			Gold, Found, Right int
		}
		if err := json.Unmarshal(theirs[row.Name], &their); err != nil {
			t.Fatalf("%s: %v", row.Name, err)
		}
		count := kg.Count{Gold: their.Gold, Found: their.Found, Right: their.Right}
		if count != row.Count || their.P != row.Precision() || their.R != row.Recall() || their.F1 != row.F1() {
			t.Errorf("%s: %+v, score.py %+v", row.Name, row.Count, their)
		}
	}
}

func scriptScores(t *testing.T, gold []*kg.Gold, found []*kg.Extraction) map[string]json.RawMessage {
	t.Helper()
	dir := t.TempDir()
	for _, g := range gold {
		data, err := json.Marshal(g)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, g.ID+".json"), data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	lines := filepath.Join(dir, "found.jsonl")
	err := kg.WriteFile(lines, func(w io.Writer) error {
		for _, x := range found {
			if err := kg.WriteExtraction(w, x); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	script, _ := goldTool(t, "score.py")
	out, err := exec.Command("python3", script, dir, lines, "--json").Output()
	if err != nil {
		t.Fatalf("score.py: %v", err)
	}
	var theirs map[string]json.RawMessage
	if err := json.Unmarshal(out, &theirs); err != nil {
		t.Fatal(err)
	}
	return theirs
}
