package kg

import (
	"slices"
	"strings"
)

// Causes of mistakes. Those of an end come first: while a name is wrong, no rule
// can be right.
const (
	CauseMention   = "mention missing" // an end's name was not found, or the gold has no such name
	CauseType      = "wrong type"      // an end's name was found as another type
	CauseEntity    = "wrong entity"    // an end's name was joined to another entity
	CauseTrigger   = "no trigger"      // no word of the sentence is a trigger of the relation
	CauseEnds      = "ends not joined" // a trigger is there, the ends were not found about it
	CauseBlocked   = "blocked"         // a trigger is there, and a block or a condition over it
	CauseReference = "wrong reference" // 该公司, 其 or a left-out subject was taken for another
	CauseDuplicate = "duplicate"       // the same is told by another found item
	CauseKind      = "kind"            // another predicate or kind of the same ends
	CauseValue     = "unit or value"   // the same figure with another number or unit
	CauseExtra     = "not in the gold" // a false item of which the gold tells nothing
)

// missingEnd says what is wrong with a gold entity that no found one pairs with, ""
// for one that has its pair.
func (c *Comparison) missingEnd(gold string) string {
	for _, id := range c.goldIDs {
		if id == gold {
			return ""
		}
	}
	i := slices.IndexFunc(c.Gold.Entities, func(e GoldEntity) bool { return e.ID == gold })
	if i < 0 {
		return CauseMention
	}
	names, cause := c.Gold.Entities[i].Surfaces(), CauseMention
	for _, e := range c.Found.Entities {
		switch {
		case shared(names, e.Surfaces()) == 0:
		case e.Type == c.Gold.Entities[i].Type:
			return CauseEntity
		default:
			cause = CauseType
		}
	}
	return cause
}

// falseEnd says what is wrong with a found entity that no gold one pairs with, ""
// for one that has its pair.
func (c *Comparison) falseEnd(found string) string {
	if _, ok := c.goldIDs[found]; ok {
		return ""
	}
	i := slices.IndexFunc(c.Found.Entities, func(e Entity) bool { return e.ID == found })
	if i < 0 {
		return CauseMention
	}
	names, cause := c.Found.Entities[i].Surfaces(), CauseMention
	for _, e := range c.Gold.Entities {
		switch {
		case shared(names, e.Surfaces()) == 0:
		case e.Type == c.Found.Entities[i].Type:
			return CauseEntity
		default:
			cause = CauseType
		}
	}
	return cause
}

// firstOf returns the first cause that is one.
func firstOf(causes ...string) string {
	for _, cause := range causes {
		if cause != "" {
			return cause
		}
	}
	return ""
}

// sameSentence reports whether the evidence of a gold and of a found item is of one
// sentence: one is part of the other.
func sameSentence(gold, found string) bool {
	return gold != "" && found != "" && (strings.Contains(found, gold) || strings.Contains(gold, found))
}

// missedFact says why a gold fact was not found.
func (c *Comparison) missedFact(g *GoldFact) string {
	if cause := firstOf(c.missingEnd(g.Subject), c.missingEnd(g.Object)); cause != "" {
		return cause
	}
	for i, f := range c.Found.Facts {
		if c.Fact[i] >= 0 || !sameSentence(g.Evidence, f.Evidence.Text) {
			continue
		}
		subject, object := c.isGold(f.Subject, g.Subject), c.isGold(f.Object, g.Object)
		switch {
		case f.Predicate != g.Predicate && subject && object:
			return CauseKind
		case f.Predicate == g.Predicate && (subject || object) && len(f.Via) > 0:
			return CauseReference
		}
	}
	return c.abstainedCause(string(g.Predicate), g.Evidence)
}

// abstainedCause says what an abstention tells of a gold item that was missed.
func (c *Comparison) abstainedCause(predicate, evidence string) string {
	cause := CauseTrigger
	for _, a := range c.Found.Abstained {
		if a.Predicate != predicate || !sameSentence(evidence, a.Evidence.Text) {
			continue
		}
		if a.Reason != "blocked" && a.Reason != "unsaid" {
			return CauseEnds
		}
		cause = CauseBlocked
	}
	for _, f := range c.Found.Facts {
		if string(f.Predicate) == predicate && sameSentence(evidence, f.Evidence.Text) {
			return CauseEnds
		}
	}
	for _, m := range c.Found.Metrics {
		if string(m.Kind) == predicate && sameSentence(evidence, m.Evidence.Text) {
			return CauseEnds
		}
	}
	return cause
}

// falseFact says why a found fact is none of the gold's.
func (c *Comparison) falseFact(f *Fact) string {
	if cause := firstOf(c.falseEnd(f.Subject), c.falseEnd(f.Object)); cause != "" {
		return cause
	}
	for j := range c.Gold.Facts {
		g := &c.Gold.Facts[j]
		subject, object := c.isGold(f.Subject, g.Subject), c.isGold(f.Object, g.Object)
		switch {
		case c.sameFact(g, f):
			return CauseDuplicate
		case subject && object && sameSentence(g.Evidence, f.Evidence.Text):
			return CauseKind
		case f.Predicate == g.Predicate && (subject || object) && sameSentence(g.Evidence, f.Evidence.Text) && len(f.Via) > 0:
			return CauseReference
		case f.Predicate == g.Predicate && (subject || object) && sameSentence(g.Evidence, f.Evidence.Text):
			return CauseEnds
		}
	}
	return CauseExtra
}

// missedMetric says why a gold figure was not found.
func (c *Comparison) missedMetric(g *GoldMetric) string {
	if cause := c.missingEnd(g.Subject); cause != "" {
		return cause
	}
	for i, m := range c.Found.Metrics {
		if c.Metric[i] >= 0 || !sameSentence(g.Evidence, m.Evidence.Text) {
			continue
		}
		if cause := c.besideMetric(g, &m); cause != "" {
			return cause
		}
	}
	return c.abstainedCause(string(g.Kind), g.Evidence)
}

// besideMetric says in what a figure of the same sentence differs from the gold's,
// "" for another figure.
func (c *Comparison) besideMetric(g *GoldMetric, m *Metric) string {
	subject := c.isGold(m.Subject, g.Subject)
	value := g.Value != nil && sameValue(*g.Value, m.Value) && g.Unit == m.Unit
	switch {
	case subject && value:
		return CauseKind
	case subject && m.Kind == g.Kind:
		return CauseValue
	case value && m.Kind == g.Kind && len(m.Via) > 0:
		return CauseReference
	case value && m.Kind == g.Kind:
		return CauseEnds
	}
	return ""
}

// falseMetric says why a found figure is none of the gold's.
func (c *Comparison) falseMetric(m *Metric) string {
	if cause := c.falseEnd(m.Subject); cause != "" {
		return cause
	}
	for j := range c.Gold.Metrics {
		g := &c.Gold.Metrics[j]
		if c.sameMetric(g, m) {
			return CauseDuplicate
		}
		if !sameSentence(g.Evidence, m.Evidence.Text) || slices.Contains(c.Metric, j) {
			continue
		}
		if cause := c.besideMetric(g, m); cause != "" {
			return cause
		}
	}
	return CauseExtra
}

// missedQuote and falseQuote say why words are nobody's, or another's.
func (c *Comparison) missedQuote(g *GoldQuote) string {
	if cause := c.missingEnd(g.Speaker); cause != "" {
		return cause
	}
	for i, q := range c.Found.Quotes {
		if c.Quote[i] < 0 && sameWords(g.Text, q.Text) {
			return otherSpeaker(&q)
		}
	}
	return CauseTrigger
}

func (c *Comparison) falseQuote(q *Quote) string {
	if cause := c.falseEnd(q.Speaker); cause != "" {
		return cause
	}
	for i := range c.Gold.Quotes {
		switch g := &c.Gold.Quotes[i]; {
		case c.sameQuote(g, q):
			return CauseDuplicate
		case sameWords(g.Text, q.Text):
			return otherSpeaker(q)
		}
	}
	return CauseExtra
}

func otherSpeaker(q *Quote) string {
	if len(q.Via) > 0 {
		return CauseReference
	}
	return CauseEnds
}
