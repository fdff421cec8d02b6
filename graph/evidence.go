package graph

import (
	"fmt"

	"github.com/newsgraph/newsgraph/kg"
)

// Unfounded is the kind of difference in which a sentence does not stand in its
// document where an extraction says.
const Unfounded = "unfounded"

// CheckEvidence cuts everything that an extraction places in its document out of
// the document again, and returns what is not there: all of it where the text is
// another than the one that was read.
func CheckEvidence(x *kg.Extraction, d *kg.Document) []Difference {
	if hash := kg.TextHash(d.Title, d.Text); hash != x.Source.TextHash {
		return []Difference{{What: Unfounded, Element: "document " + x.Document, Detail: "the stored text is another than the one that was read"}}
	}
	c := evidenceCheck{document: x.Document, text: []rune(d.Whole())}
	for _, e := range x.Entities {
		for _, m := range e.Mentions {
			c.check("mention of "+e.Name, m.Start, m.End, m.Text)
		}
		for _, a := range e.Aliases {
			c.check("alias of "+e.Name, a.Evidence.Start, a.Evidence.End, a.Evidence.Text)
		}
	}
	for _, f := range x.Facts {
		c.check("fact "+f.Rule, f.Evidence.Start, f.Evidence.End, f.Evidence.Text)
	}
	for _, m := range x.Metrics {
		c.check("metric "+m.Rule, m.Evidence.Start, m.Evidence.End, m.Evidence.Text)
	}
	for _, q := range x.Quotes {
		c.check("quote "+q.Rule, q.Evidence.Start, q.Evidence.End, q.Evidence.Text)
	}
	return c.faults
}

// evidenceCheck is the state of one [CheckEvidence].
type evidenceCheck struct {
	document string
	text     []rune // what offsets count in
	faults   []Difference
}

func (c *evidenceCheck) check(what string, start, end int, text string) {
	element := fmt.Sprintf("document %s, %s", c.document, what)
	switch {
	case start < 0 || end < start || end > len(c.text):
		c.faults = append(c.faults, Difference{What: Unfounded, Element: element, Detail: fmt.Sprintf("[%d, %d) is not within the %d characters", start, end, len(c.text))})
	case string(c.text[start:end]) != text:
		c.faults = append(c.faults, Difference{What: Unfounded, Element: element, Detail: fmt.Sprintf("[%d, %d) reads %.60q, not %.60q", start, end, string(c.text[start:end]), text)})
	}
}
