package extract_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/newsgraph/newsgraph/extract"
	"github.com/newsgraph/newsgraph/kg"
)

// A label of a public set and the predicate that says the same, "" for none, and
// then why.
type mapped struct {
	label     string
	predicate kg.Predicate
	why       string
}

var eventLabels = []mapped{
	{"收购", "ACQUIRED", ""},
	{"投资", "INVESTED_IN", ""},
	{"起诉", "SUED", ""},
	{"股份股权转让", "", "who sells what to whom: buyer and thing sold are annotated as is convenient"},
	{"质押", "", "a loan against shares: no predicate"},
	{"减持", "", "a stake sold: no predicate, at most the end of one"},
	{"判决", "", "a court decides: no predicate"},
	{"中标", "", "a tender won: SUPPLIES only where the buyer is named, which the set does not annotate"},
	{"担保", "", "a guarantee: no predicate"},
	{"签署合同", "", "a contract signed with whomever: PARTNERS_WITH only in part"},
}

// event is one of a sentence of the set, with the places of its ends.
type event struct {
	Type     string
	Mentions []struct {
		Role string
		Span [2]int
	}
}

func (e *event) ends(role string) [][2]int {
	var out [][2]int
	for _, m := range e.Mentions {
		if m.Role == role || strings.HasPrefix(m.Role, role+"-") {
			out = append(out, m.Span)
		}
	}
	return out
}

// pairs gives each subject with each object.
func (e *event) pairs() [][2][2]int {
	var out [][2][2]int
	for _, s := range e.ends("sub") {
		for _, o := range e.ends("obj") {
			out = append(out, [2][2]int{s, o})
		}
	}
	return out
}

// The events of financial sentences, with the names found by ourselves. A fact is
// right if mentions of its ends overlap those of an event. Each sentence is
// annotated for one type of event as a rule, so that only the sentences of a type
// say which facts of its predicate are false.
func TestEventsOfFewFC(t *testing.T) {
	tallies := map[string]*tally{}
	for _, name := range []string{"train_base.json", "train_trans.json"} {
		if err := eachEventSentence("../../shared/data/events/"+name, func(text string, events []event) {
			judgeEvents(extractor(t).Extract(&kg.Document{ID: "d", Text: text, Lang: "zh", Date: "2020-01-02"}), text, events, tallies)
		}); err != nil {
			t.Skipf("NOT MEASURED: %v", err)
		}
	}
	for _, l := range eventLabels {
		if l.predicate == "" {
			t.Logf("%-10s not mapped: %s", l.label, l.why)
			continue
		}
		t.Logf("%-10s %-13s %v", l.label, l.predicate, tallies[l.label])
	}
	for label, least := range map[string]float64{"收购": 0.9, "起诉": 0.9, "投资": 0.5} {
		if p := tallies[label].precision(); p < least {
			t.Errorf("%s: precision %.3f, want %.2f", label, p, least)
		}
	}
}

func eachEventSentence(path string, do func(text string, events []event)) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	lines := bufio.NewScanner(file)
	for lines.Scan() {
		var row struct {
			Content string
			Events  []event
		}
		if err := json.Unmarshal(lines.Bytes(), &row); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		do(row.Content, row.Events)
	}
	return lines.Err()
}

// judgeEvents counts the facts of a sentence for each type of event that it has.
func judgeEvents(x *kg.Extraction, text string, events []event, tallies map[string]*tally) {
	for _, l := range eventLabels {
		var gold [][2][2]int
		for i := range events {
			if events[i].Type == l.label {
				gold = append(gold, events[i].pairs()...)
			}
		}
		if l.predicate == "" || !slices.ContainsFunc(events, func(e event) bool { return e.Type == l.label }) {
			continue
		}
		if tallies[l.label] == nil {
			tallies[l.label] = &tally{}
		}
		c := tallies[l.label]
		c.gold += len(gold)
		for _, f := range x.Facts {
			if f.Predicate != l.predicate || f.Modality == kg.Denied {
				continue
			}
			c.found++
			if slices.ContainsFunc(gold, func(p [2][2]int) bool { return isAt(x, f.Subject, p[0]) && isAt(x, f.Object, p[1]) }) {
				c.right++
			}
		}
	}
}

// isAt reports whether a mention of an entity overlaps a place.
func isAt(x *kg.Extraction, id string, place [2]int) bool {
	return slices.ContainsFunc(x.Entities, func(e kg.Entity) bool {
		return e.ID == id && slices.ContainsFunc(e.Mentions, func(m kg.Mention) bool { return m.Start < place[1] && place[0] < m.End })
	})
}

var relationLabels = []mapped{
	{"收购", "ACQUIRED", ""},
	{"拟收购", "ACQUIRED", ""},
	{"持股", "INVESTED_IN", ""},
	{"入股", "INVESTED_IN", ""},
	{"增持", "INVESTED_IN", ""},
	{"注资", "INVESTED_IN", ""},
	{"被拥有", "SUBSIDIARY_OF", ""},
	{"合作", "PARTNERS_WITH", ""},
	{"签约", "PARTNERS_WITH", ""},
	{"竞争", "COMPETES_WITH", ""},
	{"成立", "FOUNDED", ""},
	{"订单", "SUPPLIES", ""},
	{"纠纷", "SUED", ""},
	{"unknown", "", "no relation"},
	{"自己", "", "two names of one firm: identity, no fact"},
	{"买资", "", "a part of a firm is bought, not the firm"},
	{"合并", "", "neither is the buyer"},
	{"重组", "", "assets are regrouped: no predicate"},
	{"合资", "", "two found a third, which the pair does not name"},
	{"借壳", "", "a listing through another firm: no predicate"},
	{"减持", "", "a stake sold: no predicate"},
	{"转让", "", "the buyer is not of the pair"},
	{"交易", "", "any deal"},
	{"商讨", "", "talks"},
	{"帮助", "", "any help"},
	{"分析", "", "one speaks of the other"},
	{"欠款", "", "a debt: no predicate"},
	{"发行", "", "shares issued: no predicate"},
}

// finrePair is a line of FinRE: two firms of a sentence and the relation that they
// have.
type finrePair struct{ head, tail, label string }

// readFinRE returns the pairs of each sentence.
func readFinRE(t *testing.T) map[string][]finrePair {
	t.Helper()
	sentences := map[string][]finrePair{}
	for _, name := range []string{"train.txt", "valid.txt"} {
		data, err := os.ReadFile("../../shared/data/relations/" + name)
		if err != nil {
			t.Skipf("NOT MEASURED: %v", err)
		}
		for line := range strings.Lines(string(data)) {
			if f := strings.Split(strings.TrimSpace(line), "\t"); len(f) == 4 {
				sentences[f[3]] = append(sentences[f[3]], finrePair{f[0], f[1], f[2]})
			}
		}
	}
	return sentences
}

// saidOf reads a sentence with the names of its pairs given. It returns whether the
// facts say that a pair has a predicate.
func saidOf(x *extract.Extractor, text string, pairs []finrePair) func(finrePair, kg.Predicate) bool {
	g := &kg.Gold{ID: "d", Text: text, Date: "2015-01-02"}
	for _, p := range pairs {
		for _, name := range []string{p.head, p.tail} {
			if !slices.ContainsFunc(g.Entities, func(e kg.GoldEntity) bool { return e.Name == name }) {
				g.Entities = append(g.Entities, kg.GoldEntity{ID: name, Type: kg.Company, Name: name, Mentions: []string{name}})
			}
		}
	}
	out := x.ExtractGiven(g)
	names := map[string]string{}
	for _, e := range out.Entities {
		names[e.ID] = e.Mentions[0].Text
	}
	return func(p finrePair, predicate kg.Predicate) bool {
		signature, _ := kg.SignatureOf(predicate)
		return slices.ContainsFunc(out.Facts, func(f kg.Fact) bool {
			a, b := names[f.Subject], names[f.Object]
			return f.Predicate == predicate && (a == p.head && b == p.tail || signature.Symmetric && a == p.tail && b == p.head)
		})
	}
}

// isLabelled reports whether a label that is mapped to the predicate is on the pair.
func isLabelled(pairs []finrePair, p finrePair, predicate kg.Predicate) bool {
	return slices.ContainsFunc(relationLabels, func(l mapped) bool {
		return l.predicate == predicate && slices.Contains(pairs, finrePair{p.head, p.tail, l.label})
	})
}

// The relations of pairs of firms, with the names of a sentence given. The labels
// are often of what a reader knows of the two and not of what the sentence says,
// so that recall and, for the loose ones, precision have a low bound.
func TestRelationsOfFinRE(t *testing.T) {
	sentences := readFinRE(t)
	x := extractor(t)
	tallies := map[kg.Predicate]*tally{}
	for _, l := range relationLabels {
		tallies[l.predicate] = &tally{}
	}
	delete(tallies, "")
	for text, pairs := range sentences {
		said := saidOf(x, text, pairs)
		seen := map[finrePair]bool{}
		for _, p := range pairs {
			p.label = ""
			if seen[p] {
				continue
			}
			seen[p] = true
			for predicate, c := range tallies {
				c.count(isLabelled(pairs, p, predicate), said(p, predicate))
			}
		}
	}
	logged := map[kg.Predicate]bool{}
	for _, l := range relationLabels {
		switch {
		case l.predicate == "":
			t.Logf("%-8s not mapped: %s", l.label, l.why)
		case !logged[l.predicate]:
			logged[l.predicate] = true
			t.Logf("%-14s %v", l.predicate, tallies[l.predicate])
		}
	}
	if p := tallies["ACQUIRED"].precision(); p < 0.5 { // half of the rest are purchases of which the label says 合并, 重组, 拥有 or nothing
		t.Errorf("ACQUIRED: precision %.3f, want 0.5", p)
	}
}
