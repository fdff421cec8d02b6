package neo4j_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/newsgraph/newsgraph/graph"
	"github.com/newsgraph/newsgraph/graph/graphtest"
	"github.com/newsgraph/newsgraph/kg"
)

// TestIdentityReroutes: a load under other lines of identity.tsv brings a full
// database to what a fresh one would hold.
func TestIdentityReroutes(t *testing.T) {
	corpus := slices.Concat(graphtest.Corpus(), graphtest.Generate(3, 120))
	s := open(t)
	load(t, s, graph.Options{}, corpus...)
	before := digest(t, s)
	documents := corpus[0].Document + " " + corpus[1].Document
	steps := []struct {
		name  string
		lines []string
		same  bool // as before all of it
	}{
		{"a merge of two firms that compete", []string{"merge\tcompany:蓝鲸智能\tcompany:星云科技\twhy\t-"}, false},
		{"a split undoes it", []string{"merge\tcompany:蓝鲸智能\tcompany:星云科技\twhy\t-", "split\tcompany:星云科技\tcompany:蓝鲸智能\twhy\t-"}, true},
		{"a merge of what is named most", []string{"merge\tcompany:甲公司1号\tcompany:甲公司0号\twhy\t-", "merge\tperson:张2号\tperson:张0号\twhy\t-"}, false},
		{"a split of some documents, and another name", []string{"split\tcompany:星云科技\tcompany:星云科技-2\twhy\t" + documents, "rename\tcompany:星云科技-2\t星云软件\twhy\t-"}, false},
		{"none", nil, true},
	}
	for _, step := range steps {
		id, err := graph.ReadIdentity("identity.tsv", strings.NewReader(strings.Join(step.lines, "\n")))
		if err != nil {
			t.Fatal(err)
		}
		opts := graph.Options{Identity: id}
		load(t, s, opts, corpus...)
		got := digest(t, s)
		if want := rowsDigest(t, opts, corpus...); got != want {
			t.Errorf("%s: digest %s of the database, %s of a fresh one", step.name, got, want)
		}
		if (got == before) != step.same {
			t.Errorf("%s: the graph is the one before: %v, want %v", step.name, got == before, step.same)
		}
		if again := load(t, s, opts, corpus...); again.Counters != (graph.Counters{}) {
			t.Errorf("%s: the same load again changes %+v", step.name, again.Counters)
		}
	}
}

// TestNightsInAnyOrder: nights that come one after the other, in whatever
// order and however many documents to each, with what is learned of second
// names after each and with lines by hand, leave the graph that one load of all
// would.
func TestNightsInAnyOrder(t *testing.T) {
	night := func(id, second string) []*kg.Extraction {
		b := graphtest.NewDocument("intro"+id, "2024-03-0"+id, "2024-05-01T00:00:00Z")
		b.Fact(b.Introduce(kg.Company, "白鹭智能", second), "ACQUIRED", b.Entity(kg.Company, "芯海半导体"), kg.Asserted, nil)
		b.X.Entities[0].Aliases[0].Evidence.Text += "）" + id
		alone := graphtest.NewDocument("alone"+id, "2024-04-0"+id, "2024-05-01T00:00:00Z")
		alone.Fact(alone.Entity(kg.Company, second), "ACQUIRED", alone.Entity(kg.Company, "芯海半导体"), kg.Asserted, nil)
		alone.Metric(alone.Entity(kg.Company, second), "headcount", 10, "people", kg.About, kg.Asserted, nil)
		return []*kg.Extraction{b.X, alone.X}
	}
	nights := [][]*kg.Extraction{night("1", "Heron"), night("2", "Heron"), night("3", "Egret")}
	hand := []string{
		"merge\tcompany:Egret\tcompany:芯海半导体\tby hand\t-",
		"merge\tcompany:白鹭智能\tcompany:芯海半导体\tby hand\t-",
		"split\tcompany:芯海半导体\tcompany:白鹭智能\tby hand\t-",
		"split\tcompany:芯海半导体\tcompany:芯海\tby hand\tintro1 alone3",
	}
	want := ""
	for _, order := range [][][]int{{{0}, {1}, {2}}, {{2}, {0}, {1}}, {{1, 2}, {0}}, {{2, 1, 0}}} {
		s := open(t)
		var met []*kg.Extraction
		var opts graph.Options
		for _, night := range order {
			for _, i := range night {
				met = append(met, nights[i]...)
			}
			opts.Identity = learned(t, hand, met)
			load(t, s, opts, met...)
		}
		got := digest(t, s)
		if fresh := rowsDigest(t, opts, met...); got != fresh {
			t.Errorf("nights %v: digest %s, of a fresh database %s", order, got, fresh)
		}
		if want == "" {
			want = got
		}
		if got != want {
			t.Errorf("nights %v: digest %s, in another order %s", order, got, want)
		}
	}
	for _, less := range [][]string{nil, hand[1:], hand[:2], hand[:3]} {
		if want == rowsDigest(t, graph.Options{Identity: learned(t, less, slices.Concat(nights...))}, slices.Concat(nights...)...) {
			t.Errorf("the graph is that of %q", less)
		}
	}
	if want == rowsDigest(t, graph.Options{Identity: read(t, hand)}, slices.Concat(nights...)...) {
		t.Error("nothing was learned")
	}
}

// learned is the identity of lines by hand and of those that documents prove by
// what they introduce.
func learned(t *testing.T, hand []string, xs []*kg.Extraction) *graph.Identity {
	t.Helper()
	decisions, err := graph.Learn(graphtest.Seq(xs...), graph.Options{Identity: read(t, hand)}, graph.Naming{
		KeyOf: func(of kg.Type, name string) (string, bool) { return strings.ToLower(string(of)) + ":" + name, true },
	})
	if err != nil {
		t.Fatal(err)
	}
	lines := slices.Clone(hand)
	for _, d := range decisions {
		lines = append(lines, d.String())
	}
	return read(t, lines)
}

func read(t *testing.T, lines []string) *graph.Identity {
	t.Helper()
	id, err := graph.ReadIdentity("identity.tsv", strings.NewReader(strings.Join(lines, "\n")))
	if err != nil {
		t.Fatal(err)
	}
	return id
}
