package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"math"
	"slices"

	"github.com/newsgraph/newsgraph/kg"
)

// ruleCount is how often a frame or pattern gave an item, and how often it was
// right.
type ruleCount struct {
	Relation string `json:"relation"` // a predicate, a kind or QUOTE
	Rule     string `json:"rule"`
	Found    int    `json:"found"`
	Right    int    `json:"right"`
}

func (r ruleCount) precision() float64 {
	return kg.Count{Found: r.Found, Right: r.Right}.Precision()
}

// ruleCounts adds up the items of each rule, in the order of relations and rules.
func ruleCounts(comparisons []*kg.Comparison) []ruleCount {
	counts := map[string]*ruleCount{}
	add := func(relation, rule string, hit int) {
		key := relation + "\x00" + rule
		if counts[key] == nil {
			counts[key] = &ruleCount{Relation: relation, Rule: rule}
		}
		counts[key].Found++
		if hit >= 0 {
			counts[key].Right++
		}
	}
	for _, c := range comparisons {
		for i, hit := range c.Fact {
			add(string(c.Found.Facts[i].Predicate), c.Found.Facts[i].Rule, hit)
		}
		for i, hit := range c.Metric {
			add(string(c.Found.Metrics[i].Kind), c.Found.Metrics[i].Rule, hit)
		}
		for i, hit := range c.Quote {
			add("QUOTE", c.Found.Quotes[i].Rule, hit)
		}
	}
	var all []ruleCount
	for _, key := range slices.Sorted(maps.Keys(counts)) {
		all = append(all, *counts[key])
	}
	return all
}

func printRules(w io.Writer, all []ruleCount, relation string, asJSON bool) error {
	if relation != "all" {
		all = slices.DeleteFunc(all, func(r ruleCount) bool { return r.Relation != relation })
	}
	if asJSON {
		return json.NewEncoder(w).Encode(all)
	}
	slices.SortStableFunc(all, func(a, b ruleCount) int { return cmp.Compare(b.Found-b.Right, a.Found-a.Right) })
	var out bytes.Buffer
	fmt.Fprintf(&out, "%-44s%7s%7s%8s\n", "", "found", "right", "P")
	for _, r := range all {
		fmt.Fprintf(&out, "%-44s%7d%7d%8.3f\n", r.Rule, r.Found, r.Right, r.precision())
	}
	_, err := w.Write(out.Bytes())
	return err
}

// fewCases is the number of cases below which a rule's own precision says
// little, so that its relation's is taken.
const fewCases = 5

// writeConfidence writes, for each rule, the precision that it has at least:
// the lower bound of the 90 % Wilson interval, from the rule's own cases, or its
// relation's where it has fewer than five.
func writeConfidence(path string, all []ruleCount) error {
	relations := map[string]ruleCount{}
	for _, r := range all {
		sum := relations[r.Relation]
		sum.Found += r.Found
		sum.Right += r.Right
		relations[r.Relation] = sum
	}
	return kg.WriteFile(path, func(w io.Writer) error {
		fmt.Fprintln(w, "# Written by newsgraph eval --confidence: relation or rule, confidence, right of found.")
		for i, r := range all {
			sum := relations[r.Relation]
			if i == 0 || all[i-1].Relation != r.Relation {
				fmt.Fprintf(w, "%s\t%.2f\t%d/%d\n", r.Relation, wilson(sum.Right, sum.Found), sum.Right, sum.Found)
			}
			from := r
			if r.Found < fewCases {
				from = sum
			}
			if _, err := fmt.Fprintf(w, "%s\t%.2f\t%d/%d\n", r.Rule, wilson(from.Right, from.Found), r.Right, r.Found); err != nil {
				return err
			}
		}
		return nil
	})
}

// wilson is the lower bound of the two-sided 90 % Wilson score interval.
func wilson(right, found int) float64 {
	const z = 1.6449 // 95th percentile of the normal distribution
	if found == 0 {
		return 0
	}
	n, p := float64(found), float64(right)/float64(found)
	centre := p + z*z/(2*n)
	spread := z * math.Sqrt(p*(1-p)/n+z*z/(4*n*n))
	return (centre - spread) / (1 + z*z/n)
}
