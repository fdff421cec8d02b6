package graph_test

import (
	stdcmp "cmp"
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

// invented is a lexicon of one firm and one model.
var invented = map[string]string{"星云科技": "company:nebula", "Nebula": "company:nebula", "望海": "model:wanghai"}

// naming knows that lexicon; a single character does not tell things apart.
func naming() graph.Naming {
	keysOf := func(name string) []string {
		if key, ok := invented[name]; ok {
			return []string{key}
		}
		return nil
	}
	normal := func(_ kg.Type, name string) string { return strings.ToLower(strings.ReplaceAll(name, " ", "")) }
	return graph.Naming{KeysOf: keysOf, Normal: normal,
		KeyOf: func(t kg.Type, name string) (string, bool) {
			if keys := keysOf(name); keys != nil {
				return keys[0], true
			}
			return strings.ToLower(string(t)) + ":" + normal(t, name), len([]rune(name)) > 1
		},
		Place: func(key, name string) string {
			if invented[name] == key {
				return "invented.tsv:1"
			}
			return ""
		},
	}
}

func known(key string) (graph.Known, bool) {
	return graph.Known{}, key == "company:nebula" || key == "model:wanghai"
}

// intro is a document that introduces a name by another, in a sentence of its
// own unless one is given.
type intro struct {
	document, copyOf, name, second string
	typ                            kg.Type
	sentence                       string
}

func introduce(all ...intro) (xs []*kg.Extraction) {
	for i, d := range all {
		b := graphtest.NewDocument(d.document, fmt.Sprintf("2024-01-%02d", i+1), "2024-05-01T00:00:00Z")
		b.X.Source.CopyOf = d.copyOf
		if d.typ == "" {
			d.typ = kg.Company
		}
		b.Introduce(d.typ, d.name, d.second)
		b.X.Entities[0].Aliases[0].Evidence.Text += "）" + stdcmp.Or(d.sentence, d.document)
		xs = append(xs, b.X)
	}
	return xs
}

func learn(t testing.TB, id *graph.Identity, xs ...*kg.Extraction) (lines []string) {
	t.Helper()
	learned, err := graph.Learn(graphtest.Seq(xs...), graph.Options{Identity: id, Known: known}, naming())
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range learned {
		lines = append(lines, d.String())
	}
	return lines
}

func TestLearn(t *testing.T) {
	heron := []string{"merge\tcompany:heron\tcompany:白鹭智能\tintroduction: 白鹭智能 is also called Heron\td1 d2"}
	tests := []struct {
		name string
		docs []intro
		hand []string
		want []string
	}{
		{name: "one document is no proof", docs: []intro{{"d1", "", "白鹭智能", "Heron", "", ""}}},
		{name: "two are", docs: []intro{{"d1", "", "白鹭智能", "Heron", "", ""}, {"d2", "", "白鹭智能", "Heron", "", ""}}, want: heron},
		{name: "a reprint is none", docs: []intro{{"d1", "", "白鹭智能", "Heron", "", ""}, {"d2", "d1", "白鹭智能", "Heron", "", ""}}},
		{name: "two reprints of what was never read are one", docs: []intro{{"d1", "d9", "白鹭智能", "Heron", "", ""}, {"d2", "d9", "白鹭智能", "Heron", "", ""}}},
		{name: "the same sentence again is none", docs: []intro{{"d1", "", "白鹭智能", "Heron", "", "宣布停产。"}, {"d2", "", "白鹭智能", "Heron", "", "宣布停产。"}}},
		{name: "the earliest are named", docs: []intro{{"d1", "", "白鹭智能", "Heron", "", ""}, {"d3", "d1", "白鹭智能", "Heron", "", ""}, {"d2", "", "白鹭智能", "Heron", "", ""}, {"d4", "", "白鹭智能", "Heron", "", ""}}, want: heron},
		{name: "two things of one second name", docs: []intro{{"d1", "", "白鹭智能", "Heron", "", ""}, {"d2", "", "白鹭智能", "Heron", "", ""}, {"d3", "", "苍鹭软件", "Heron", "", ""}}},
		{name: "unless by hand they are one", docs: []intro{{"d1", "", "白鹭智能", "Heron", "", ""}, {"d2", "", "苍鹭软件", "Heron", "", ""}}, hand: []string{"merge company:苍鹭软件 company:白鹭智能 why -"}, want: heron},
		{name: "two types of one second name", docs: []intro{{"d1", "", "白鹭智能", "Heron", "", ""}, {"d2", "", "白鹭智能", "Heron", "", ""}, {"d3", "", "白鹭一号", "Heron", kg.Model, ""}}},
		{name: "a second name of the lexicon's entity", docs: []intro{{"d1", "", "星云科技", "NebTech", "", ""}, {"d2", "", "Nebula", "NebTech", "", ""}},
			want: []string{"merge\tcompany:nebtech\tcompany:nebula\tintroduction: 星云科技 is also called NebTech\td1 d2"}},
		{name: "a first name of the lexicon's entity", docs: []intro{{"d1", "", "海城星云", "Nebula", "", ""}, {"d2", "", "海城星云", "Nebula", "", ""}},
			want: []string{"merge\tcompany:海城星云\tcompany:nebula\tintroduction: 海城星云 is also called Nebula\td1 d2"}},
		{name: "the lexicon's name of another type", docs: []intro{{"d1", "", "白鹭智能", "望海", "", ""}, {"d2", "", "白鹭智能", "望海", "", ""}}},
		{name: "what the lexicon says already", docs: []intro{{"d1", "", "星云科技", "Nebula", "", ""}, {"d2", "", "星云科技", "Nebula", "", ""}}},
		{name: "a name that tells nothing apart", docs: []intro{{"d1", "", "林一舟", "林", kg.Person, ""}, {"d2", "", "林一舟", "林", kg.Person, ""}}},
		{name: "either language first", docs: []intro{{"d1", "", "白鹭智能", "Heron", "", ""}, {"d2", "", "Heron", "白鹭智能", "", ""}},
			want: []string{"merge\tcompany:白鹭智能\tcompany:heron\tintroduction: 白鹭智能 is also called Heron\td1 d2"}},
		{name: "a second name of a second name", docs: []intro{{"d1", "", "白鹭智能", "白鹭", "", ""}, {"d2", "", "白鹭智能", "白鹭", "", ""}, {"d3", "", "白鹭", "Heron", "", ""}, {"d4", "", "白鹭", "Heron", "", ""}},
			want: []string{"merge\tcompany:heron\tcompany:白鹭\tintroduction: 白鹭 is also called Heron\td3 d4", "merge\tcompany:白鹭\tcompany:白鹭智能\tintroduction: 白鹭智能 is also called 白鹭\td1 d2"}},
		{name: "a split by hand holds", docs: []intro{{"d1", "", "白鹭智能", "Heron", "", ""}, {"d2", "", "白鹭智能", "Heron", "", ""}}, hand: []string{"split company:白鹭智能 company:heron why -"}},
		{name: "a merge by hand holds", docs: []intro{{"d1", "", "白鹭智能", "Heron", "", ""}, {"d2", "", "白鹭智能", "Heron", "", ""}}, hand: []string{"merge company:heron company:白鹭智能 why -"}},
		{name: "no circle with merges by hand", docs: []intro{{"d1", "", "甲甲", "乙乙", "", ""}, {"d2", "", "甲甲", "乙乙", "", ""}},
			hand: []string{"merge company:甲甲 company:丙丙 why -", "split company:丙丙 company:甲甲 why -", "merge company:丙丙 company:乙乙 why -"}},
	}
	for _, test := range tests {
		if diff := cmp.Diff(test.want, learn(t, identity(t, test.hand...), introduce(test.docs...)...)); diff != "" {
			t.Errorf("%s: %s", test.name, diff)
		}
	}
}

func TestLearnForgetsWhatIsNotSaidAnyMore(t *testing.T) {
	xs := introduce(intro{"d1", "", "白鹭智能", "Heron", "", ""}, intro{"d2", "", "白鹭智能", "Heron", "", ""})
	earlier := identity(t, strings.ReplaceAll(strings.ReplaceAll(learn(t, nil, xs...)[0], " ", "_"), "\t", " "))
	revised := introduce(intro{"d2", "", "白鹭智能", "Egret", "", ""})[0]
	revised.Source.Fetched = "2024-05-02T00:00:00Z"
	for _, all := range [][]*kg.Extraction{append(xs, revised), {revised, xs[0], xs[1]}} {
		if got := learn(t, earlier, all...); got != nil {
			t.Errorf("learned %q of a sentence that is gone", got)
		}
	}
	revised.Source.Withdrawn = true
	if got := learn(t, earlier, append(xs, revised)...); got != nil {
		t.Errorf("learned %q of a document that is withdrawn", got)
	}
}

// TestLearnDoesNotDependOnTheOrder: the same documents in any order of nights
// give the same lines and the same graph.
func TestLearnDoesNotDependOnTheOrder(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 4))
	corpus := graphtest.Generate(11, 40)
	for i := range 40 {
		firm, second := fmt.Sprintf("甲公司%d号", r.IntN(12)), fmt.Sprintf("Firm %d", r.IntN(20))
		xs := introduce(intro{fmt.Sprintf("i%d", i), "", firm, second, "", ""}, intro{fmt.Sprintf("j%d", i), fmt.Sprintf("i%d", r.IntN(i+1)), firm, second, "", ""})
		b := graphtest.NewDocument(fmt.Sprintf("k%d", i), "2024-02-01", "2024-05-01T00:00:00Z")
		b.Fact(b.Mention(kg.Company, "company:"+strings.ToLower(strings.ReplaceAll(second, " ", "")), second), "ACQUIRED", b.Entity(kg.Company, "乙公司"), kg.Asserted, nil)
		corpus = append(corpus, append(xs, b.X)...)
	}
	lines := learn(t, nil, corpus...)
	if len(lines) < 3 {
		t.Fatalf("learned only %q", lines)
	}
	graphOf := func(lines []string) string {
		id, err := graph.ReadIdentity("identity.tsv", strings.NewReader(strings.Join(lines, "\n")))
		if err != nil {
			t.Fatal(err)
		}
		rows, _ := collect(t, graph.Options{Identity: id}, corpus...)
		return digestOf(rows)
	}
	want := graphOf(lines)
	if want == graphOf(nil) {
		t.Error("what was learned changes nothing")
	}
	for range 6 {
		r.Shuffle(len(corpus), func(i, j int) { corpus[i], corpus[j] = corpus[j], corpus[i] })
		again := learn(t, nil, corpus...)
		if diff := cmp.Diff(lines, again); diff != "" {
			t.Error(diff)
		}
		slices.Reverse(again)
		if graphOf(again) != want {
			t.Error("another order gives another graph")
		}
	}
}
