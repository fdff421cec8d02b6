package graph_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/newsgraph/newsgraph/graph"
	"github.com/newsgraph/newsgraph/graph/graphtest"
	"github.com/newsgraph/newsgraph/kg"
)

// collect returns the rows of a graph.
func collect(t testing.TB, opts graph.Options, extractions ...*kg.Extraction) ([]graph.Row, *graph.LoadReport) {
	t.Helper()
	var rows []graph.Row
	report, err := graph.Rows(graphtest.Seq(extractions...), opts, func(r graph.Row) error {
		rows = append(rows, r)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return rows, report
}

// show writes rows of some tables as sorted lines: the ends, then the named
// properties.
func show(rows []graph.Row, table string, properties ...string) []string {
	var lines []string
	for _, r := range rows {
		if r.Table.Name != table {
			continue
		}
		var parts []string
		if !r.Table.IsNode() {
			parts = append(parts, r.From.Key+" -> "+r.To.Key)
		}
		all := r.Properties()
		for _, p := range properties {
			if v, ok := all[p]; ok {
				parts = append(parts, fmt.Sprintf("%s=%v", p, v))
			}
		}
		lines = append(lines, strings.Join(parts, " "))
	}
	slices.Sort(lines)
	return lines
}

func digestOf(rows []graph.Row) string {
	digest, _ := graph.DigestOf(func(yield func(graph.Element) error) error { // rows end in no error
		for _, r := range rows {
			if err := yield(r.Element()); err != nil {
				return err
			}
		}
		return nil
	})
	return digest
}

func TestRowsDoNotDependOnTheOrder(t *testing.T) {
	for _, corpus := range [][]*kg.Extraction{graphtest.Corpus(), graphtest.Generate(7, 150)} {
		rows, report := collect(t, graph.Options{}, corpus...)
		want := digestOf(rows)
		for seed := range uint64(5) {
			shuffled := slices.Clone(corpus)
			rand.New(rand.NewPCG(seed, 1)).Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
			rows, again := collect(t, graph.Options{}, shuffled...)
			if got := digestOf(rows); got != want {
				t.Errorf("seed %d: digest %s, want %s", seed, got, want)
			}
			if again.Nodes != report.Nodes || again.Relationships != report.Relationships {
				t.Errorf("seed %d: report %v, want %v", seed, again, report)
			}
		}
	}
}

func TestRowsAreUniqueAndOnTheSchema(t *testing.T) {
	rows, _ := collect(t, graph.Options{}, append(graphtest.Generate(3, 300), graphtest.Corpus()...)...)
	nodes := map[graph.End]bool{}
	for _, r := range rows {
		if !r.Table.IsNode() {
			continue
		}
		if nodes[r.End()] {
			t.Errorf("%v is there twice", r.End())
		}
		nodes[r.End()] = true
	}
	for _, r := range rows {
		if len(r.Values) != len(r.Table.Columns) {
			t.Fatalf("%s has %d values for %d columns", r.Table.Name, len(r.Values), len(r.Table.Columns))
		}
		for i, v := range r.Values {
			if c := r.Table.Columns[i]; v != nil && !hasType(v, c.Type) {
				t.Errorf("%s.%s is the %T %v", r.Table.Name, c.Name, v, v)
			}
		}
		if r.Table.IsNode() {
			continue
		}
		if !nodes[r.From] || !nodes[r.To] {
			t.Errorf("%s joins %v and %v, which are not both there", r.Table.Name, r.From, r.To)
		}
		if !slices.Contains(r.Table.Pairs, [2]string{r.From.Label, r.To.Label}) {
			t.Errorf("%s joins %s and %s, against the schema", r.Table.Name, r.From.Label, r.To.Label)
		}
	}
}

func hasType(v any, t graph.ColumnType) bool {
	switch v.(type) {
	case string:
		return t == graph.String
	case int64:
		return t == graph.Int
	case float64:
		return t == graph.Float
	case bool:
		return t == graph.Bool
	case []string:
		return t == graph.Strings
	case []int64:
		return t == graph.Ints
	}
	return false
}

// fact is one document that states a fact between two firms.
type told struct {
	document, published, copyOf string
	modality                    kg.Modality
	qualifiers                  kg.Qualifiers
}

func tell(p kg.Predicate, all ...told) []*kg.Extraction {
	var out []*kg.Extraction
	for _, f := range all {
		b := graphtest.NewDocument(f.document, f.published, "2024-05-01T00:00:00Z")
		b.X.Source.CopyOf = f.copyOf
		from := kg.Company
		if p == "HOLDS_ROLE" {
			from = kg.Person
		}
		b.Fact(b.Entity(from, "甲"), p, b.Entity(kg.Company, "乙"), f.modality, f.qualifiers)
		out = append(out, b.X)
	}
	return out
}

func TestFactIsAFunctionOfItsEvidence(t *testing.T) {
	const day1, day2, day3 = "2024-01-01", "2024-01-02T09:00:00+08:00", "2024-01-03"
	tests := []struct {
		name string
		told []told
		want string
	}{
		{"asserted", []told{{"d1", day1, "", kg.Asserted, nil}},
			"modality=asserted contested=false sources=1 first_seen=2024-01-01 last_seen=2024-01-01"},
		{"denied later", []told{{"d1", day1, "", kg.Asserted, nil}, {"d2", day2, "", kg.Denied, nil}},
			"modality=denied contested=true sources=1 first_seen=2024-01-01 last_seen=2024-01-02T09:00:00+08:00"},
		{"denied before", []told{{"d1", day1, "", kg.Denied, nil}, {"d2", day2, "", kg.Asserted, nil}},
			"modality=asserted contested=true sources=1 first_seen=2024-01-01 last_seen=2024-01-02T09:00:00+08:00"},
		{"denied in the same document", []told{{"d1", day1, "", kg.Asserted, nil}, {"d1x", day1, "", kg.Denied, nil}},
			"modality=denied contested=true sources=1 first_seen=2024-01-01 last_seen=2024-01-01"},
		{"the strongest of the rest", []told{{"d1", day1, "", kg.Asserted, nil}, {"d2", day2, "", kg.Reported, nil}, {"d3", day3, "", kg.Denied, nil}},
			"modality=reported contested=true sources=1 first_seen=2024-01-01 last_seen=2024-01-03"},
		{"planned before reported", []told{{"d1", day1, "", kg.Reported, nil}, {"d2", day2, "", kg.Planned, nil}},
			"modality=planned contested=false sources=1 first_seen=2024-01-01 last_seen=2024-01-02T09:00:00+08:00"},
		{"independent sources", []told{{"d1", day1, "", kg.Asserted, nil}, {"d2", day2, "", kg.Asserted, nil}},
			"modality=asserted contested=false sources=2 first_seen=2024-01-01 last_seen=2024-01-02T09:00:00+08:00"},
		{"reprints count once", []told{{"d1", day1, "", kg.Asserted, nil}, {"d2", day2, "d1", kg.Asserted, nil}, {"d3", day3, "d2", kg.Asserted, nil}},
			"modality=asserted contested=false sources=1 first_seen=2024-01-01 last_seen=2024-01-03"},
		{"reprints of what was never loaded count once", []told{{"d1", day1, "d9", kg.Asserted, nil}, {"d2", day2, "d9", kg.Asserted, nil}},
			"modality=asserted contested=false sources=1 first_seen=2024-01-01 last_seen=2024-01-02T09:00:00+08:00"},
		{"reprints in a circle count once", []told{{"d1", day1, "d2", kg.Asserted, nil}, {"d2", day2, "d1", kg.Asserted, nil}},
			"modality=asserted contested=false sources=1 first_seen=2024-01-01 last_seen=2024-01-02T09:00:00+08:00"},
		{"first and last by instant, not by text", []told{{"d1", "2024-01-01T23:00:00-08:00", "", kg.Asserted, nil}, {"d2", "2024-01-02T06:00:00+08:00", "", kg.Asserted, nil}},
			"modality=asserted contested=false sources=2 first_seen=2024-01-02T06:00:00+08:00 last_seen=2024-01-01T23:00:00-08:00"},
		{"fetched stands in for published", []told{{"d1", "", "", kg.Asserted, nil}},
			"modality=asserted contested=false sources=1 first_seen=2024-05-01T00:00:00Z last_seen=2024-05-01T00:00:00Z"},
		{"valid since a stated date", []told{{"d1", day1, "", kg.Asserted, kg.Qualifiers{"date": "2023-12"}}, {"d2", day2, "", kg.Asserted, kg.Qualifiers{"date": "2023-12-24"}}, {"d3", day3, "", kg.Asserted, kg.Qualifiers{"date": "2023"}}},
			"modality=asserted contested=false sources=3 first_seen=2024-01-01 last_seen=2024-01-03 valid_from=2023-12-24"},
		{"a date without a year", []told{{"d1", day1, "", kg.Asserted, kg.Qualifiers{"date": "12-24"}}},
			"modality=asserted contested=false sources=1 first_seen=2024-01-01 last_seen=2024-01-01 valid_from=2023-12-24"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			extractions := tell("ACQUIRED", test.told...)
			if test.told[len(test.told)-1].document == "d1x" { // one document says both
				extractions[0].Facts = append(extractions[0].Facts, extractions[1].Facts...)
				extractions = extractions[:1]
			}
			slices.Reverse(extractions)
			rows, _ := collect(t, graph.Options{}, extractions...)
			got := show(rows, "Fact", "modality", "contested", "sources", "first_seen", "last_seen", "valid_from", "valid_to")
			if diff := cmp.Diff([]string{test.want}, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestOnlyAssertedFactsAreTyped(t *testing.T) {
	for _, m := range kg.Modalities {
		rows, _ := collect(t, graph.Options{}, tell("ACQUIRED", told{"d1", "2024-01-01", "", m, kg.Qualifiers{"amount": 4e9}})...)
		typed := show(rows, "ACQUIRED", "amount", "sources")
		claimed := show(rows, "CLAIMED", "predicate", "modality", "amount")
		if m == kg.Asserted {
			if diff := cmp.Diff([]string{"company:甲 -> company:乙 amount=4e+09 sources=1"}, typed); diff != "" || claimed != nil {
				t.Errorf("%s: %s, claimed %v", m, diff, claimed)
			}
			continue
		}
		if diff := cmp.Diff([]string{"company:甲 -> company:乙 predicate=ACQUIRED modality=" + string(m) + " amount=4e+09"}, claimed); diff != "" || typed != nil {
			t.Errorf("%s: %s, typed %v", m, diff, typed)
		}
	}
}

func TestFactIdentity(t *testing.T) {
	fold := func(title string) string {
		return strings.NewReplacer("首席执行官", "CEO").Replace(title)
	}
	tests := []struct {
		name      string
		predicate kg.Predicate
		a, b      kg.Qualifiers
		facts     int
	}{
		{"titles of one post", "HOLDS_ROLE", kg.Qualifiers{"title": "CEO"}, kg.Qualifiers{"title": "首席执行官"}, 1},
		{"two posts", "HOLDS_ROLE", kg.Qualifiers{"title": "CEO"}, kg.Qualifiers{"title": "董事长"}, 2},
		{"status is no identity", "HOLDS_ROLE", kg.Qualifiers{"title": "CEO", "status": "current"}, kg.Qualifiers{"title": "CEO", "status": "former"}, 1},
		{"two rounds", "INVESTED_IN", kg.Qualifiers{"round": "A轮"}, kg.Qualifiers{"round": "B轮"}, 2},
		{"amount and date are no identity", "INVESTED_IN", kg.Qualifiers{"amount": 1.0}, kg.Qualifiers{"amount": 2.0, "date": "2024"}, 1},
		{"no round and one", "INVESTED_IN", nil, kg.Qualifiers{"round": "A轮"}, 2},
		{"two products", "SUPPLIES", kg.Qualifiers{"product": "屏"}, kg.Qualifiers{"product": "芯片"}, 2},
	}
	for _, test := range tests {
		rows, _ := collect(t, graph.Options{TitleFold: fold}, tell(test.predicate,
			told{"d1", "2024-01-01", "", kg.Asserted, test.a}, told{"d2", "2024-01-02", "", kg.Asserted, test.b})...)
		if got := len(show(rows, "Fact")); got != test.facts {
			t.Errorf("%s: %d facts, want %d", test.name, got, test.facts)
		}
	}
}

func TestPostEnds(t *testing.T) {
	rows, _ := collect(t, graph.Options{}, tell("HOLDS_ROLE",
		told{"d1", "2024-01-01", "", kg.Asserted, kg.Qualifiers{"title": "CEO", "status": "appointed", "date": "2020-05"}},
		told{"d2", "2024-02-01", "", kg.Asserted, kg.Qualifiers{"title": "CEO", "status": "former", "date": "2024-01-31"}})...)
	want := []string{"title=CEO valid_from=2020-05 valid_to=2024-01-31"}
	if diff := cmp.Diff(want, show(rows, "Fact", "title", "valid_from", "valid_to")); diff != "" {
		t.Error(diff)
	}
	want = []string{"person:甲 -> company:乙 status=former"}
	if diff := cmp.Diff(want, show(rows, "HOLDS_ROLE", "status")); diff != "" {
		t.Error(diff)
	}
}

func TestSymmetricPredicatesHaveNoDirection(t *testing.T) {
	rows, _ := collect(t, graph.Options{}, graphtest.Corpus()...)
	want := []string{"company:星云科技 -> company:蓝鲸智能 sources=1"}
	if diff := cmp.Diff(want, show(rows, "COMPETES_WITH", "sources")); diff != "" {
		t.Error(diff)
	}
}

func TestMetricIdentity(t *testing.T) {
	type figure struct {
		published string
		value     float64
		bound     kg.Bound
		q         kg.Qualifiers
	}
	tests := []struct {
		name string
		a, b figure
		want []string
	}{
		{"undated on two nights", figure{"2024-01-01T22:00:00+08:00", -3, kg.Exact, nil}, figure{"2024-01-02T22:00:00+08:00", -3, kg.Exact, nil},
			[]string{"value=-3 bound=exact from=2024-01-01 when=2024-01-01 when_source=published", "value=-3 bound=exact from=2024-01-02 when=2024-01-02 when_source=published"}},
		{"undated and dated of one day", figure{"2024-01-02", -3, kg.Exact, nil}, figure{"2024-01-05", -3, kg.Exact, kg.Qualifiers{"date": "01-02"}},
			[]string{"value=-3 bound=exact from=2024-01-02 when=01-02 when_source=stated"}},
		{"the most precise value", figure{"2024-01-01", 5.89e11, kg.About, kg.Qualifiers{"date": "2024-01-01"}}, figure{"2024-01-02", 5.891e11, kg.Exact, kg.Qualifiers{"date": "2024-01-01"}},
			[]string{"value=5.891e+11 bound=exact from=2024-01-01 when=2024-01-01 when_source=stated"}},
		{"three digits tell two values", figure{"2024-01-01", 5.89e11, kg.Exact, kg.Qualifiers{"period": "2023"}}, figure{"2024-01-01", 5.88e11, kg.Exact, kg.Qualifiers{"period": "2023"}},
			[]string{"value=5.88e+11 bound=exact from=2023-01-01 when=2023 when_source=stated", "value=5.89e+11 bound=exact from=2023-01-01 when=2023 when_source=stated"}},
		{"words for a time hold for one day", figure{"2024-01-01", 7, kg.Exact, kg.Qualifiers{"period": "上周"}}, figure{"2024-01-09", 7, kg.Exact, kg.Qualifiers{"period": "上周"}},
			[]string{"value=7 bound=exact when=上周 when_source=stated", "value=7 bound=exact when=上周 when_source=stated"}},
		{"segments", figure{"2024-01-01", 7, kg.Exact, kg.Qualifiers{"period": "2023", "segment": "云"}}, figure{"2024-01-01", 7, kg.Exact, kg.Qualifiers{"period": "2023", "segment": "广告"}},
			[]string{"value=7 bound=exact from=2023-01-01 when=2023 when_source=stated segment=云", "value=7 bound=exact from=2023-01-01 when=2023 when_source=stated segment=广告"}},
		{"the upper value of a range", figure{"2024-01-01", 7, kg.Range, kg.Qualifiers{"period": "2023", "to": 9.0}}, figure{"2024-01-02", 7, kg.About, kg.Qualifiers{"period": "2023"}},
			[]string{"value=7 bound=range upper=9 from=2023-01-01 when=2023 when_source=stated"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var all []*kg.Extraction
			for i, f := range []figure{test.a, test.b} {
				b := graphtest.NewDocument(fmt.Sprint("d", i), f.published, "2024-05-01T00:00:00Z")
				b.Metric(b.Entity(kg.Company, "甲"), "revenue", f.value, "CNY", f.bound, kg.Asserted, f.q)
				all = append(all, b.X)
			}
			for range 2 {
				rows, _ := collect(t, graph.Options{}, all...)
				got := show(rows, "Metric", "value", "bound", "upper", "from", "when", "when_source", "segment")
				if diff := cmp.Diff(test.want, got); diff != "" {
					t.Error(diff)
				}
				slices.Reverse(all)
			}
		})
	}
}

func TestEntityName(t *testing.T) {
	mention := func(document, published string, names ...string) *kg.Extraction {
		b := graphtest.NewDocument(document, published, "2024-05-01T00:00:00Z")
		for _, n := range names {
			b.Mention(kg.Company, "company:x", n)
		}
		return b.X
	}
	known := func(string) (graph.Known, bool) {
		return graph.Known{Name: "星云科技", Ticker: "300999", Country: "CN"}, true
	}
	tests := []struct {
		name string
		opts graph.Options
		xs   []*kg.Extraction
		want string
	}{
		{"the most mentioned", graph.Options{}, []*kg.Extraction{mention("d1", "2024-01-02", "Nebula", "星云"), mention("d2", "2024-01-01", "星云")},
			"name=星云 aliases=[Nebula] first_seen=2024-01-01 last_seen=2024-01-02 documents=2"},
		{"then the smallest", graph.Options{}, []*kg.Extraction{mention("d1", "2024-01-02", "b", "a", "c")},
			"name=a aliases=[b c] first_seen=2024-01-02 last_seen=2024-01-02 documents=1"},
		{"the lexicon's first", graph.Options{Known: known}, []*kg.Extraction{mention("d1", "2024-01-02", "星云", "星云", "Nebula")},
			"name=星云科技 aliases=[Nebula 星云] ticker=300999 country=CN first_seen=2024-01-02 last_seen=2024-01-02 documents=1"},
	}
	for _, test := range tests {
		rows, _ := collect(t, test.opts, test.xs...)
		got := show(rows, "Company", "name", "aliases", "ticker", "country", "first_seen", "last_seen", "documents")
		if diff := cmp.Diff([]string{test.want}, got); diff != "" {
			t.Errorf("%s: %s", test.name, diff)
		}
	}
}

func TestLatestVersionIsCurrent(t *testing.T) {
	version := func(fetched, name string, withdrawn bool) *kg.Extraction {
		b := graphtest.NewDocument("d1", "2024-01-01", fetched)
		b.Entity(kg.Company, name)
		b.X.Source.Withdrawn = withdrawn
		return b.X
	}
	early, late := version("2024-01-01T00:00:00Z", "早", false), version("2024-01-03T00:00:00Z", "晚", false)
	gone := version("2024-01-02T00:00:00Z", "撤", true)
	tests := []struct {
		name string
		xs   []*kg.Extraction
		want []string
	}{
		{"the later", []*kg.Extraction{early, late}, []string{"name=晚"}},
		{"a tombstone", []*kg.Extraction{early, gone}, nil},
		{"back after a tombstone", []*kg.Extraction{early, gone, late}, []string{"name=晚"}},
		{"the same twice", []*kg.Extraction{early, early}, []string{"name=早"}},
	}
	for _, test := range tests {
		for range 2 {
			rows, report := collect(t, graph.Options{}, test.xs...)
			if diff := cmp.Diff(test.want, show(rows, "Company", "name")); diff != "" {
				t.Errorf("%s: %s", test.name, diff)
			}
			if int(report.Older) != len(test.xs)-1 || report.New+report.Withdrawn != 1 {
				t.Errorf("%s: report %+v", test.name, report)
			}
			slices.Reverse(test.xs)
		}
	}
}

func TestRowsReportsEveryBrokenLine(t *testing.T) {
	broken := func(yield func(*kg.Extraction, error) bool) {
		for i := range 3 {
			if !yield(nil, fmt.Errorf("run.jsonl:%d:1: broken", i+1)) {
				return
			}
		}
	}
	_, err := graph.Rows(broken, graph.Options{}, func(graph.Row) error { t.Error("a row of a broken file"); return nil })
	want := "run.jsonl:1:1: broken\nrun.jsonl:2:1: broken\nrun.jsonl:3:1: broken"
	if err == nil || err.Error() != want {
		t.Errorf("error %v, want %s", err, want)
	}
}

func BenchmarkRows(b *testing.B) {
	corpus := graphtest.Generate(1, 1000)
	b.ReportAllocs()
	for b.Loop() {
		rows := 0
		if _, err := graph.Rows(graphtest.Seq(corpus...), graph.Options{}, func(graph.Row) error { rows++; return nil }); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(rows), "rows/op")
	}
}

func BenchmarkDigest(b *testing.B) {
	rows, _ := collect(b, graph.Options{}, graphtest.Generate(1, 300)...)
	b.ReportAllocs()
	for b.Loop() {
		digestOf(rows)
	}
	b.ReportMetric(float64(len(rows)), "rows/op")
}
