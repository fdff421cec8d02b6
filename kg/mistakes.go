package kg

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Mistake is a gold item that was missed, or a found item that the gold does
// not have; or what the gold has, or was found, of a right item beside its
// ends.
type Mistake struct {
	Document string `json:"document"`
	What     string `json:"what"` // "mention", "entity", "fact", "metric" or "quote"; "date", "modality" … of a right one
	Missed   bool   `json:"missed"`
	Item     string `json:"item"`
	Cause    string `json:"cause,omitempty"`    // one of the Cause constants, of facts, metrics and quotes
	Rule     string `json:"rule,omitempty"`     // what found it
	Evidence string `json:"evidence,omitempty"` // the sentence
}

// Mistakes lists what is wrong in one comparison, in a fixed order: mentions,
// entities, facts, metrics, quotes, of each the missed before the false; then
// where the right facts and metrics differ.
func (c *Comparison) Mistakes() []Mistake {
	var all []Mistake
	all = append(all, c.mentionMistakes()...)
	all = append(all, c.entityMistakes()...)
	all = append(all, c.factMistakes()...)
	all = append(all, c.metricMistakes()...)
	all = append(all, c.quoteMistakes()...)
	return append(all, c.besideMistakes()...)
}

func (c *Comparison) missed(what, item, cause, evidence string) Mistake {
	return Mistake{Document: c.Gold.ID, What: what, Missed: true, Item: item, Cause: cause, Evidence: evidence}
}

func (c *Comparison) wrong(what, item, cause, rule, evidence string) Mistake {
	return Mistake{Document: c.Gold.ID, What: what, Item: item, Cause: cause, Rule: rule, Evidence: evidence}
}

func (c *Comparison) mentionMistakes() []Mistake {
	gold, found := c.goldSurfaces(), c.foundSurfaces()
	var all []Mistake
	for _, m := range sortedSurfaces(gold) {
		if !found[m] {
			all = append(all, c.missed("mention", string(m.Type)+" "+m.Text, "", ""))
		}
	}
	for _, m := range sortedSurfaces(found) {
		if !gold[m] {
			all = append(all, c.wrong("mention", string(m.Type)+" "+m.Text, "", c.foundBy(m), ""))
		}
	}
	return all
}

func sortedSurfaces(set map[Surface]bool) []Surface {
	return slices.SortedFunc(maps.Keys(set), func(a, b Surface) int {
		return cmp.Or(cmp.Compare(a.Type, b.Type), cmp.Compare(a.Text, b.Text))
	})
}

func (c *Comparison) foundBy(s Surface) string {
	for _, e := range c.Found.Entities {
		for _, m := range e.Mentions {
			if e.Type == s.Type && m.Text == s.Text {
				return m.By
			}
		}
	}
	return ""
}

func (c *Comparison) entityMistakes() []Mistake {
	var all []Mistake
	for i, e := range c.Gold.Entities {
		if !slices.Contains(c.Entity, i) {
			all = append(all, c.missed("entity", string(e.Type)+" "+strings.Join(e.Surfaces(), " / "), "", ""))
		}
	}
	for i, hit := range c.Entity {
		if e := &c.Found.Entities[i]; hit < 0 {
			all = append(all, c.wrong("entity", string(e.Type)+" "+strings.Join(e.Surfaces(), " / "), "", "", ""))
		}
	}
	return all
}

func (c *Comparison) factMistakes() []Mistake {
	var all []Mistake
	for i, f := range c.Gold.Facts {
		if !slices.Contains(c.Fact, i) {
			item := fmt.Sprintf("%s %s %s (%s)", c.goldName(f.Subject), f.Predicate, c.goldName(f.Object), f.Modality)
			all = append(all, c.missed("fact", item, c.missedFact(&f), f.Evidence))
		}
	}
	for i, hit := range c.Fact {
		if f := c.Found.Facts[i]; hit < 0 {
			item := fmt.Sprintf("%s %s %s (%s)", c.foundName(f.Subject), f.Predicate, c.foundName(f.Object), f.Modality)
			all = append(all, c.wrong("fact", item, c.falseFact(&f), f.Rule, f.Evidence.Text))
		}
	}
	return all
}

func (c *Comparison) metricMistakes() []Mistake {
	var all []Mistake
	for i, m := range c.Gold.Metrics {
		if !slices.Contains(c.Metric, i) && m.Value != nil {
			item := fmt.Sprintf("%s %s %g %s (%s)", c.goldName(m.Subject), m.Kind, *m.Value, m.Unit, m.Modality)
			all = append(all, c.missed("metric", item, c.missedMetric(&m), m.Evidence))
		}
	}
	for i, hit := range c.Metric {
		if m := c.Found.Metrics[i]; hit < 0 {
			item := fmt.Sprintf("%s %s %g %s (%s)", c.foundName(m.Subject), m.Kind, m.Value, m.Unit, m.Modality)
			all = append(all, c.wrong("metric", item, c.falseMetric(&m), m.Rule, m.Evidence.Text))
		}
	}
	return all
}

// besideMistakes lists where right facts and metrics differ: what the gold has,
// then what was found instead, if anything.
func (c *Comparison) besideMistakes() []Mistake {
	var all []Mistake
	for i, hit := range c.Fact {
		if hit < 0 {
			continue
		}
		f := &c.Found.Facts[i]
		item := fmt.Sprintf("%s %s %s", c.foundName(f.Subject), f.Predicate, c.foundName(f.Object))
		all = append(all, c.differences(item, f.Rule, f.Evidence.Text, besideFact(c.Gold.Date, &c.Gold.Facts[hit], f))...)
	}
	for i, hit := range c.Metric {
		if hit < 0 {
			continue
		}
		m := &c.Found.Metrics[i]
		item := fmt.Sprintf("%s %s %g %s", c.foundName(m.Subject), m.Kind, m.Value, m.Unit)
		all = append(all, c.differences(item, m.Rule, m.Evidence.Text, besideMetric(c.Gold.Date, &c.Gold.Metrics[hit], m))...)
	}
	return all
}

func (c *Comparison) differences(item, rule, evidence string, all []beside) []Mistake {
	var out []Mistake
	for _, b := range all {
		if b.same {
			continue
		}
		out = append(out, c.missed(b.name, fmt.Sprintf("%s: %v", item, b.gold), "", evidence))
		if b.found != nil {
			out = append(out, c.wrong(b.name, fmt.Sprintf("%s: %v", item, b.found), "", rule, ""))
		}
	}
	return out
}

func (c *Comparison) quoteMistakes() []Mistake {
	var all []Mistake
	for i, q := range c.Gold.Quotes {
		if !slices.Contains(c.Quote, i) {
			all = append(all, c.missed("quote", c.goldName(q.Speaker)+": "+q.Text, c.missedQuote(&q), ""))
		}
	}
	for i, hit := range c.Quote {
		if q := c.Found.Quotes[i]; hit < 0 {
			all = append(all, c.wrong("quote", c.foundName(q.Speaker)+": "+q.Text, c.falseQuote(&q), q.Rule, ""))
		}
	}
	return all
}

func (c *Comparison) goldName(id string) string {
	for _, e := range c.Gold.Entities {
		if e.ID == id {
			return e.Name
		}
	}
	return id
}

func (c *Comparison) foundName(id string) string {
	for _, e := range c.Found.Entities {
		if e.ID == id {
			return e.Name
		}
	}
	return id
}
