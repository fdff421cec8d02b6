package graph_test

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/newsgraph/newsgraph/graph"
	"github.com/newsgraph/newsgraph/graph/graphtest"
	"github.com/newsgraph/newsgraph/kg"
)

// identity reads lines whose columns are separated by single spaces, but for
// the evidence, which is whatever stands behind the fourth.
func identity(t testing.TB, lines ...string) *graph.Identity {
	t.Helper()
	var text strings.Builder
	for _, line := range lines {
		text.WriteString(strings.Join(strings.SplitN(line, " ", 5), "\t") + "\n")
	}
	id, err := graph.ReadIdentity("identity.tsv", strings.NewReader(text.String()))
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func TestRoute(t *testing.T) {
	tests := []struct {
		name, key, document, want string
		lines                     []string
	}{
		{"nothing is decided", "company:a", "d1", "company:a", nil},
		{"a merge", "company:a", "d1", "company:b", []string{"merge company:a company:b why -"}},
		{"merges are followed", "company:a", "d1", "company:c", []string{"merge company:b company:c why -", "merge company:a company:b why -"}},
		{"a split in its document", "company:a", "d1", "company:b", []string{"split company:a company:b why d1 d2"}},
		{"a split in another", "company:a", "d3", "company:a", []string{"split company:a company:b why d1 d2"}},
		{"merges behind a split", "company:a", "d1", "company:c", []string{"split company:a company:b why d1", "merge company:b company:c why -"}},
		{"a split undoes a merge", "company:a", "d1", "company:a", []string{"merge company:a company:b why -", "split company:b company:a why -"}},
		{"either way", "company:a", "d1", "company:a", []string{"merge company:a company:b why -", "split company:a company:b why -"}},
		{"and what was merged before stays so", "company:x", "d1", "company:a", []string{"merge company:x company:a why -", "merge company:a company:b why -", "split company:b company:a why -"}},
		{"a split from the end of the merges", "company:a", "d1", "company:a", []string{"merge company:a company:b why -", "merge company:b company:c why -", "split company:c company:a why -"}},
		{"others of them are not split", "company:b", "d1", "company:c", []string{"merge company:a company:b why -", "merge company:b company:c why -", "split company:c company:a why -"}},
	}
	for _, test := range tests {
		for range 2 {
			id := identity(t, test.lines...)
			if got := id.Route(test.key, test.document); got != test.want {
				t.Errorf("%s: %v route %s to %s, want %s", test.name, test.lines, test.key, got, test.want)
			}
			trace := id.Trace(test.key, test.document)
			end := test.key
			for _, d := range trace {
				if d.Key != end {
					t.Errorf("%s: the trace %v breaks at %s", test.name, trace, end)
				}
				end = d.Target
			}
			if end != test.want {
				t.Errorf("%s: the trace %v ends at %s, want %s", test.name, trace, end, test.want)
			}
			slices.Reverse(test.lines)
		}
	}
}

func TestReadIdentityReportsEveryMistake(t *testing.T) {
	text := "# a comment\n\n" +
		"merge\tcompany:a\tcompany:b\twhy\t-\n" +
		"merge\tcompany:b\tcompany:a\twhy\t-\n" +
		"merge\tcompany:a\tcompany:c\twhy\t-\n" +
		"marge\tcompany:a\tcompany:c\twhy\t-\n" +
		"merge\tcompany:a\tcompany:c\n" +
		"split\tfirm:a\tcompany:c\twhy\td1\n" +
		"split\tcompany:a\t乙\twhy\td1\n" +
		"split\tcompany:a\tcompany:a\twhy\td1\n" +
		"split\tcompany:a\tcompany:b\twhy\td1\n" +
		"split\tcompany:a\tcompany:c\twhy\td0 d1\n" +
		"rename\tcompany:a\t甲\twhy\t-\n" +
		"rename\tcompany:a\t乙\twhy\t-\n" +
		"rename\tcompany:a\t\twhy\t-\n" +
		"merge\tcompany:f\tcompany:g h\twhy\t-\n" +
		"merge\tcompany:f\u3000\tcompany:g\twhy\t-\n" +
		"rename\tcompany:f\t乙\x07\twhy\t-\n" +
		"rename\tcompany:f\t乙\twhy \xff\t-\r\n" +
		"merge\tcompany:x\tcompany:a\twhy\t-"
	_, err := graph.ReadIdentity("identity.tsv", strings.NewReader(text))
	want := `identity.tsv:5:17: "company:a" is merged into "company:b" already
identity.tsv:6:1: unknown word "marge": want merge, split or rename
identity.tsv:7:1: 3 columns: want 5 (merge, key, target, reason, evidence)
identity.tsv:8:7: "firm:a" is no key: want type:name
identity.tsv:9:17: "乙" is no key: want type:name
identity.tsv:10:17: split of "company:a" to itself
identity.tsv:12:17: "company:a" is split to "company:b" in document d1 already
identity.tsv:14:18: "company:a" is renamed to "甲" already
identity.tsv:15:18: target is empty
identity.tsv:16:17: "company:g h" is no key: want type:name
identity.tsv:17:7: "company:f\u3000" is no key: want type:name
identity.tsv:18:18: target has a control character or is not UTF-8
identity.tsv:19:20: reason has a control character or is not UTF-8
identity.tsv:3:7: merges of "company:a" lead back to it
identity.tsv:4:7: merges of "company:b" lead back to it`
	if err == nil || err.Error() != want {
		t.Error(cmp.Diff(want, fmt.Sprint(err)))
	}
}

func TestDecisionIsWrittenAsItIsRead(t *testing.T) {
	lines := []string{"merge company:a company:b why -", "split company:b company:c why d1 d2", "rename company:b 乙科技 why d1"}
	var got []string
	for _, d := range identity(t, lines...).Decisions() {
		got = append(got, strings.ReplaceAll(d.String(), "\t", " "))
	}
	if diff := cmp.Diff(lines, got); diff != "" {
		t.Error(diff)
	}
}

// TestReadIdentityOfAnyEditor: a byte order mark, line breaks of Windows, no line
// break at the end, and a line of any length are no mistakes.
func TestReadIdentityOfAnyEditor(t *testing.T) {
	documents := strings.Repeat(" d1", 1<<20)
	text := "\ufeff# of 2025\r\n\r\nmerge\tcompany:a\tcompany:b\twhy\t-\r\nsplit\tcompany:c\tcompany:d\twhy\td0" + documents
	id, err := graph.ReadIdentity("identity.tsv", strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range []struct{ key, document, want string }{{"company:a", "", "company:b"}, {"company:c", "d1", "company:d"}, {"company:c", "d2", "company:c"}} {
		if got := id.Route(d.key, d.document); got != d.want {
			t.Errorf("%s in %s is %s, want %s", d.key, d.document, got, d.want)
		}
	}
	if all := id.Decisions(); all[0].Line != 3 || all[1].Line != 4 {
		t.Errorf("lines %d and %d, want 3 and 4", all[0].Line, all[1].Line)
	}
}

// TestReadIdentityOfAHugeFile: circles are found in a file of many lines, each
// once, and none where there is none.
func TestReadIdentityOfAHugeFile(t *testing.T) {
	var text strings.Builder
	const lines = 100_000
	for i := range lines {
		fmt.Fprintf(&text, "merge\tcompany:f%d\tcompany:f%d\twhy\t-\n", i, i+1)
	}
	id, err := graph.ReadIdentity("identity.tsv", strings.NewReader(text.String()))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := id.Route("company:f0", ""), fmt.Sprint("company:f", lines); got != want {
		t.Errorf("f0 is %s, want %s", got, want)
	}
	fmt.Fprintf(&text, "merge\tcompany:f%d\tcompany:f%d\twhy\t-\n", lines, lines-1)
	_, err = graph.ReadIdentity("identity.tsv", strings.NewReader(text.String()))
	want := fmt.Sprintf("identity.tsv:%d:7: merges of \"company:f%d\" lead back to it\nidentity.tsv:%d:7: merges of \"company:f%d\" lead back to it",
		lines, lines-1, lines+1, lines)
	if fmt.Sprint(err) != want {
		t.Error(cmp.Diff(want, fmt.Sprint(err)))
	}
}

// FuzzReadIdentity: whatever stands in the file, each mistake has its place, and
// what is read leads every key to one end, however the lines are ordered.
func FuzzReadIdentity(f *testing.F) {
	f.Add("# a\nmerge\tcompany:a\tcompany:b\twhy\t-\nsplit\tcompany:b\tcompany:a\twhy\td1 d2\n")
	f.Add("\ufeffrename\tcompany:a\t乙\twhy\td1\r\nmerge\tcompany:b\tcompany:c\twhy\t-\nmerge\tcompany:c\tcompany:b\twhy\t-")
	f.Add("merge\tcompany:a\nmarge\n\t\t\t\t\n\xff\tx\tx\tx\tx")
	place := regexp.MustCompile(`^identity\.tsv:[1-9]\d*:[1-9]\d*: .+$`)
	f.Fuzz(func(t *testing.T, text string) {
		id, err := graph.ReadIdentity("identity.tsv", strings.NewReader(text))
		if err != nil {
			for _, line := range strings.Split(err.Error(), "\n") {
				if !place.MatchString(line) {
					t.Errorf("a mistake without its place: %q", line)
				}
			}
			return
		}
		var lines []string
		for _, d := range id.Decisions() {
			lines = append(lines, d.String())
		}
		slices.Reverse(lines)
		again, err := graph.ReadIdentity("identity.tsv", strings.NewReader(strings.Join(lines, "\n")))
		if err != nil {
			t.Fatalf("what was read is a mistake when it is written: %v", err)
		}
		for _, d := range id.Decisions() {
			for _, document := range append(d.Evidence, "") {
				end := id.Route(d.Key, document)
				if back := again.Route(d.Key, document); back != end {
					t.Errorf("%s in %q is %s, with the lines in another order %s", d.Key, document, end, back)
				}
				id.Trace(d.Key, document)
			}
		}
	})
}

// someKeys returns pairs of keys of one type that stand in the corpus.
func someKeys(corpus []*kg.Extraction, r *rand.Rand, n int) (pairs [][2]string) {
	byType := map[kg.Type][]string{}
	for _, x := range corpus {
		for _, e := range x.Entities {
			if !slices.Contains(byType[e.Type], e.Key) {
				byType[e.Type] = append(byType[e.Type], e.Key)
			}
		}
	}
	for len(pairs) < n {
		keys := byType[kg.Types[r.IntN(len(kg.Types))]]
		if len(keys) < 2 {
			continue
		}
		i := r.IntN(len(keys) - 1)
		pairs = append(pairs, [2]string{keys[i], keys[i+1+r.IntN(len(keys)-i-1)]}) // never back: no circles
	}
	return pairs
}

// TestSplitUndoesMerge: a merge that is split again leaves the exact graph that
// was there before.
func TestSplitUndoesMerge(t *testing.T) {
	for _, corpus := range [][]*kg.Extraction{graphtest.Corpus(), graphtest.Generate(5, 60)} {
		rows, _ := collect(t, graph.Options{}, corpus...)
		before := digestOf(rows)
		for seed := range uint64(8) {
			pair := someKeys(corpus, rand.New(rand.NewPCG(seed, 2)), 1)[0]
			merge, split := fmt.Sprintf("merge %s %s why -", pair[0], pair[1]), fmt.Sprintf("split %s %s why -", pair[1], pair[0])
			rows, _ := collect(t, graph.Options{Identity: identity(t, merge)}, corpus...)
			if digestOf(rows) == before {
				t.Errorf("%s changes nothing", merge)
			}
			for _, r := range rows {
				if r.Table.IsNode() && r.End().Key == pair[0] {
					t.Errorf("%s leaves %s", merge, pair[0])
				}
			}
			rows, _ = collect(t, graph.Options{Identity: identity(t, merge, split)}, corpus...)
			if digestOf(rows) != before {
				t.Errorf("%s, then %s, gives another graph", merge, split)
			}
		}
	}
}

// TestIdentityDoesNotDependOnTheOrder: neither that of the lines nor that of
// the documents shows in the graph.
func TestIdentityDoesNotDependOnTheOrder(t *testing.T) {
	corpus := slices.Concat(graphtest.Corpus(), graphtest.Generate(9, 60))
	r := rand.New(rand.NewPCG(1, 3))
	var lines []string
	merged := map[string]bool{}
	for i, pair := range someKeys(corpus, r, 60) {
		switch {
		case i%5 == 0:
			lines = append(lines, fmt.Sprintf("split %s %s-%d why %s", pair[0], pair[1], i, corpus[r.IntN(len(corpus))].Document))
		case i%7 == 0:
			lines = append(lines, fmt.Sprintf("split %s %s why -", pair[1], pair[0]))
		case !merged[pair[0]]:
			merged[pair[0]] = true
			lines = append(lines, fmt.Sprintf("merge %s %s why -", pair[0], pair[1]))
		}
	}
	rows, _ := collect(t, graph.Options{Identity: identity(t, lines...)}, corpus...)
	want := digestOf(rows)
	for range 5 {
		r.Shuffle(len(lines), func(i, j int) { lines[i], lines[j] = lines[j], lines[i] })
		r.Shuffle(len(corpus), func(i, j int) { corpus[i], corpus[j] = corpus[j], corpus[i] })
		rows, _ := collect(t, graph.Options{Identity: identity(t, lines...)}, corpus...)
		if got := digestOf(rows); got != want {
			t.Errorf("digest %s, want %s, with the lines\n%s", got, want, strings.Join(lines, "\n"))
		}
	}
}

// TestHomonymsAreApartByType: things of one name and two types are two.
func TestHomonymsAreApartByType(t *testing.T) {
	b := graphtest.NewDocument("d1", "2024-01-01", "2024-05-01T00:00:00Z")
	b.Fact(b.Entity(kg.Company, "海棠"), "RELEASED", b.Entity(kg.Model, "海棠"), kg.Asserted, nil)
	rows, _ := collect(t, graph.Options{}, b.X)
	if diff := cmp.Diff([]string{"company:海棠 -> model:海棠"}, show(rows, "RELEASED")); diff != "" {
		t.Error(diff)
	}
}
