package neo4j_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/newsgraph/newsgraph/graph"
	"github.com/newsgraph/newsgraph/graph/graphtest"
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
