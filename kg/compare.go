package kg

import (
	"cmp"
	"math"
	"slices"
)

// Surface is a name as it is written, with the type of what bears it.
type Surface struct {
	Type Type
	Text string
}

// Comparison pairs the items of one extraction with those of one gold article,
// one to one. For each found item the slices hold the index of the gold item
// that it hits, or -1.
type Comparison struct {
	Gold    *Gold
	Found   *Extraction
	Entity  []int
	Fact    []int
	Metric  []int
	Quote   []int
	goldIDs map[string]string // found entity id -> gold entity id
}

// Compare pairs an extraction with a gold article; nil is an extraction that
// found nothing. An entity is right with the same type and one name shared,
// most shared names first; a fact with the same predicate and both ends right
// (in either order where the predicate has no direction); a metric with its
// entity right, the same kind and unit and a value within 0.5 %; a quote with
// its speaker right and half of the longer text shared in one run.
func Compare(g *Gold, x *Extraction) *Comparison {
	if x == nil {
		x = &Extraction{Document: g.ID}
	}
	c := &Comparison{Gold: g, Found: x}
	c.pairEntities()
	c.Fact = match(g.Facts, x.Facts, c.sameFact)
	c.Metric = match(g.Metrics, x.Metrics, c.sameMetric)
	c.Quote = match(g.Quotes, x.Quotes, c.sameQuote)
	return c
}

// Surfaces gives the names of a gold entity: its mentions, else its name.
func (e *GoldEntity) Surfaces() []string { return surfaces(e.Mentions, e.Name) }

// Surfaces gives the distinct names of an entity, sorted: the texts of its
// mentions, else its name.
func (e *Entity) Surfaces() []string {
	texts := make([]string, len(e.Mentions))
	for i, m := range e.Mentions {
		texts[i] = m.Text
	}
	return surfaces(texts, e.Name)
}

func surfaces(texts []string, name string) []string {
	if len(texts) == 0 {
		return []string{name}
	}
	sorted := slices.Clone(texts)
	slices.Sort(sorted)
	return slices.Compact(sorted)
}

type entityPair struct {
	shared      int
	found, gold string
}

func (c *Comparison) pairEntities() {
	var pairs []entityPair
	for i := range c.Found.Entities {
		for j := range c.Gold.Entities {
			f, g := &c.Found.Entities[i], &c.Gold.Entities[j]
			if f.Type != g.Type {
				continue
			}
			if n := shared(f.Surfaces(), g.Surfaces()); n > 0 {
				pairs = append(pairs, entityPair{n, f.ID, g.ID})
			}
		}
	}
	slices.SortFunc(pairs, func(a, b entityPair) int {
		return cmp.Or(cmp.Compare(b.shared, a.shared), cmp.Compare(a.found, b.found), cmp.Compare(a.gold, b.gold))
	})
	c.goldIDs = map[string]string{}
	taken := map[string]bool{}
	for _, p := range pairs {
		if _, done := c.goldIDs[p.found]; !done && !taken[p.gold] {
			c.goldIDs[p.found] = p.gold
			taken[p.gold] = true
		}
	}
	for _, e := range c.Found.Entities {
		c.Entity = append(c.Entity, c.goldIndex(e.ID))
	}
}

func (c *Comparison) goldIndex(found string) int {
	id, ok := c.goldIDs[found]
	if !ok {
		return -1
	}
	return slices.IndexFunc(c.Gold.Entities, func(e GoldEntity) bool { return e.ID == id })
}

func shared(a, b []string) int {
	n := 0
	for _, s := range a {
		if slices.Contains(b, s) {
			n++
		}
	}
	return n
}

// match gives each found item, in order, the first gold item that is the same
// and not yet taken.
func match[G, F any](gold []G, found []F, same func(*G, *F) bool) []int {
	taken := make([]bool, len(gold))
	hits := make([]int, len(found))
	for i := range found {
		hits[i] = -1
		for j := range gold {
			if !taken[j] && same(&gold[j], &found[i]) {
				taken[j], hits[i] = true, j
				break
			}
		}
	}
	return hits
}

func (c *Comparison) isGold(found, gold string) bool {
	id, ok := c.goldIDs[found]
	return ok && id == gold
}

func (c *Comparison) sameFact(g *GoldFact, f *Fact) bool {
	if g.Predicate != f.Predicate {
		return false
	}
	if c.isGold(f.Subject, g.Subject) && c.isGold(f.Object, g.Object) {
		return true
	}
	sig, _ := SignatureOf(g.Predicate)
	return sig.Symmetric && c.isGold(f.Subject, g.Object) && c.isGold(f.Object, g.Subject)
}

func (c *Comparison) sameMetric(g *GoldMetric, f *Metric) bool {
	return g.Kind == f.Kind && g.Unit == f.Unit && c.isGold(f.Subject, g.Subject) &&
		g.Value != nil && sameValue(*g.Value, f.Value)
}

func (c *Comparison) sameQuote(g *GoldQuote, f *Quote) bool {
	return c.isGold(f.Speaker, g.Speaker) && sameWords(g.Text, f.Text)
}

func sameValue(gold, found float64) bool {
	return math.Abs(found-gold) <= max(math.Abs(gold)*0.005, 1e-9)
}

// sameWords reports whether the longest run that both texts share is at least
// half of the longer one, in code points.
func sameWords(a, b string) bool {
	x, y := []rune(a), []rune(b)
	return longestRun(x, y)*2 >= max(len(x), len(y))
}

func longestRun(x, y []rune) int {
	longest := 0
	row := make([]int, len(y)+1) // row[j]: length of the run that ends at x[i-1], y[j-1]
	for i := range x {
		diagonal := 0
		for j := range y {
			above := row[j+1]
			row[j+1] = 0
			if x[i] == y[j] {
				row[j+1] = diagonal + 1
				longest = max(longest, row[j+1])
			}
			diagonal = above
		}
	}
	return longest
}
