package kg

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Count is how many items the gold has, how many were found, and how many of
// these are right.
type Count struct {
	Gold, Found, Right int
}

// Precision is the share of what was found that is right, 0 if nothing was found.
func (c Count) Precision() float64 { return share(c.Right, c.Found) }

// Recall is the share of the gold that was found, 0 if there is no gold.
func (c Count) Recall() float64 { return share(c.Right, c.Gold) }

// F1 is the harmonic mean of precision and recall, 0 if both are 0.
func (c Count) F1() float64 {
	p, r := c.Precision(), c.Recall()
	if p+r == 0 {
		return 0
	}
	return 2 * p * r / (p + r)
}

func share(part, whole int) float64 {
	if whole == 0 {
		return 0
	}
	return float64(part) / float64(whole)
}

// Row is one line of a score: "mention", "entity", "fact", "metric" or "quote",
// alone or with a type, predicate or kind behind it ("fact ACQUIRED").
type Row struct {
	Name string
	Count
}

// Agreement says, of the right facts and metrics whose gold has something
// beside the ends (a date, a title, an amount …), how many have the same.
type Agreement struct {
	Name       string
	Right, All int
}

// Share is Right of All, 0 if All is 0.
func (a Agreement) Share() float64 { return share(a.Right, a.All) }

// Score adds up comparisons. Its zero value is ready to use.
type Score struct {
	counts map[string]*Count
	agree  map[string]*Agreement
}

// Add counts the items of one comparison.
func (s *Score) Add(c *Comparison) {
	if s.counts == nil {
		s.counts, s.agree = map[string]*Count{}, map[string]*Agreement{}
	}
	s.addMentions(c)
	s.addEntities(c)
	for i := range c.Gold.Facts {
		s.gold("fact", string(c.Gold.Facts[i].Predicate))
	}
	for i, hit := range c.Fact {
		s.found("fact", string(c.Found.Facts[i].Predicate), hit >= 0)
		if hit >= 0 {
			s.agreed(besideFact(c.Gold.Date, &c.Gold.Facts[hit], &c.Found.Facts[i]))
		}
	}
	for i := range c.Gold.Metrics {
		s.gold("metric", string(c.Gold.Metrics[i].Kind))
	}
	for i, hit := range c.Metric {
		s.found("metric", string(c.Found.Metrics[i].Kind), hit >= 0)
		if hit >= 0 {
			s.agreed(besideMetric(c.Gold.Date, &c.Gold.Metrics[hit], &c.Found.Metrics[i]))
		}
	}
	for range c.Gold.Quotes {
		s.gold("quote", "")
	}
	for _, hit := range c.Quote {
		s.found("quote", "", hit >= 0)
	}
}

func (s *Score) addMentions(c *Comparison) {
	gold, found := c.goldSurfaces(), c.foundSurfaces()
	for m := range gold {
		s.gold("mention", string(m.Type))
	}
	for m := range found {
		s.found("mention", string(m.Type), gold[m])
	}
}

func (c *Comparison) goldSurfaces() map[Surface]bool {
	set := map[Surface]bool{}
	for i := range c.Gold.Entities {
		e := &c.Gold.Entities[i]
		for _, text := range e.Surfaces() {
			set[Surface{e.Type, text}] = true
		}
	}
	return set
}

func (c *Comparison) foundSurfaces() map[Surface]bool {
	set := map[Surface]bool{}
	for i := range c.Found.Entities {
		e := &c.Found.Entities[i]
		for _, text := range e.Surfaces() {
			set[Surface{e.Type, text}] = true
		}
	}
	return set
}

func (s *Score) addEntities(c *Comparison) {
	for i := range c.Gold.Entities {
		s.gold("entity", string(c.Gold.Entities[i].Type))
	}
	for i, hit := range c.Entity {
		s.found("entity", string(c.Found.Entities[i].Type), hit >= 0)
	}
}

func (s *Score) gold(what, sort string) {
	for _, c := range s.both(what, sort) {
		c.Gold++
	}
}

func (s *Score) found(what, sort string, right bool) {
	for _, c := range s.both(what, sort) {
		c.Found++
		if right {
			c.Right++
		}
	}
}

// both gives the counts of "fact" and of "fact ACQUIRED".
func (s *Score) both(what, sort string) []*Count {
	counts := []*Count{entry(s.counts, what)}
	if sort != "" {
		counts = append(counts, entry(s.counts, what+" "+sort))
	}
	return counts
}

func entry[T any](m map[string]*T, key string) *T {
	if m[key] == nil {
		m[key] = new(T)
	}
	return m[key]
}

var whats = []string{"mention", "entity", "fact", "metric", "quote"}

// Rows gives the counts: mentions, entities, facts, metrics, quotes, each first
// as a whole, then by type, predicate or kind in the order of their names. A row
// is there only if the gold or what was found has such an item.
func (s *Score) Rows() []Row {
	rows := make([]Row, 0, len(s.counts))
	for name, c := range s.counts {
		rows = append(rows, Row{name, *c})
	}
	slices.SortFunc(rows, func(a, b Row) int {
		return cmp.Or(cmp.Compare(rank(a.Name), rank(b.Name)), cmp.Compare(a.Name, b.Name))
	})
	return rows
}

func rank(name string) int {
	what, _, _ := strings.Cut(name, " ")
	return slices.Index(whats, what)
}

// Count gives one row's count by its name.
func (s *Score) Count(name string) Count {
	if c := s.counts[name]; c != nil {
		return *c
	}
	return Count{}
}

// Modality gives how many of the right facts and metrics have the gold's
// modality.
func (s *Score) Modality() Agreement { return s.agreement("modality") }

// Agreements gives modality, bound, date, period, title, amount and round.
// A name that no right item's gold has is there with All 0.
func (s *Score) Agreements() []Agreement {
	names := []string{"modality", "bound", "date", "period", "title", "amount", "round"}
	all := make([]Agreement, len(names))
	for i, name := range names {
		all[i] = s.agreement(name)
	}
	return all
}

func (s *Score) agreement(name string) Agreement {
	if a := s.agree[name]; a != nil {
		return Agreement{name, a.Right, a.All}
	}
	return Agreement{Name: name}
}

// beside is what a right item says beside its ends: the gold's and the found.
type beside struct {
	name        string
	gold, found any
	same        bool
}

func besideFact(published string, g *GoldFact, f *Fact) []beside {
	all := []beside{{"modality", g.Modality, f.Modality, g.Modality == f.Modality}}
	return append(all, besideQualifiers(published, g.Qualifiers, f.Qualifiers, "date", "title", "amount", "round")...)
}

func besideMetric(published string, g *GoldMetric, m *Metric) []beside {
	bound := cmp.Or(g.Bound, Exact)
	all := []beside{{"modality", g.Modality, m.Modality, g.Modality == m.Modality}, {"bound", bound, m.Bound, bound == m.Bound}}
	return append(all, besideQualifiers(published, g.Qualifiers, m.Qualifiers, "date", "period", "round")...)
}

func besideQualifiers(published string, gold, found Qualifiers, names ...string) []beside {
	var all []beside
	for _, name := range names {
		if g, ok := gold[name]; ok {
			all = append(all, beside{name, g, found[name], sameQualifier(published, name, g, found[name])})
		}
	}
	return all
}

func (s *Score) agreed(all []beside) {
	for _, b := range all {
		a := entry(s.agree, b.name)
		a.All++
		if b.same {
			a.Right++
		}
	}
}

// sameQualifier compares one qualifier: numbers within 0.5 %, texts without
// their spaces, a gold date without a year (01-27) with the day of the found
// one, a round with or without 轮 (B, B轮), a gold week that is told from the day of
// publication (上周) with its number (2024-W09).
func sameQualifier(published, name string, gold, found any) bool {
	if g, ok := gold.(float64); ok {
		f, ok := found.(float64)
		return ok && sameValue(g, f)
	}
	g, ok1 := gold.(string)
	f, ok2 := found.(string)
	if !ok1 || !ok2 {
		return gold == found
	}
	g, f = strings.Join(strings.Fields(g), ""), strings.Join(strings.Fields(f), "")
	switch {
	case name == "date" && len(g) == len("01-27"):
		return strings.HasSuffix(f, g)
	case name == "period" && goldWeeks[g] != nil:
		return f == goldWeeks[g](published)
	case name == "round":
		return strings.TrimSuffix(g, "轮") == strings.TrimSuffix(f, "轮")
	}
	return g == f
}

// goldWeeks gives the number of a week by the words that gold files have for it.
var goldWeeks = map[string]func(published string) string{
	"本周": func(published string) string { return week(published, 0) },
	"上周": func(published string) string { return week(published, -1) },
}

// week returns the ISO week some weeks after that of a day, "" for no day.
func week(day string, weeks int) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return ""
	}
	year, n := t.AddDate(0, 0, 7*weeks).ISOWeek()
	return fmt.Sprintf("%d-W%02d", year, n)
}

// Merge adds the counts of another score.
func (s *Score) Merge(other *Score) {
	if s.counts == nil {
		s.counts, s.agree = map[string]*Count{}, map[string]*Agreement{}
	}
	for name, c := range other.counts {
		sum := entry(s.counts, name)
		sum.Gold, sum.Found, sum.Right = sum.Gold+c.Gold, sum.Found+c.Found, sum.Right+c.Right
	}
	for name, a := range other.agree {
		sum := entry(s.agree, name)
		sum.Right, sum.All = sum.Right+a.Right, sum.All+a.All
	}
}
