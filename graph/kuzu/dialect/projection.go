package dialect

import (
	"fmt"
	"slices"
	"strings"
)

// item is one column of a WITH or RETURN.
type item struct {
	from, to int    // with its alias
	value    int    // where the value ends and its alias begins
	alias    string // "": none
	plain    bool   // aggregates; see order
	distinct bool
	mixed    bool // a plain aggregate stands behind a DISTINCT one
}

// projection translates the columns of a WITH or RETURN and puts them into an
// order in which Kuzu counts right: in a row of aggregates one behind a
// DISTINCT one gives 0 or null, or ends the process.
func (t *translator) projection(p part) (items []item, order []int) {
	from := p.from
	if t.get(from).is("DISTINCT") {
		from++
	}
	if from >= p.to {
		t.refuse(p.head, "%s without columns", p.keyword)
		return nil, nil
	}
	for _, r := range t.items(from, p.to) {
		if r[0] == r[1] {
			t.refuse(r[0], "a column is missing")
			continue
		}
		items = append(items, t.item(r[0], r[1]))
	}
	order = t.arrange(items)
	if !slices.IsSorted(order) {
		m := move{from: from, to: p.to}
		for _, i := range order {
			m.parts = append(m.parts, [2]int{items[i].from, items[i].to})
		}
		t.moved = append(t.moved, m)
	}
	return items, order
}

func (t *translator) item(from, to int) item {
	it := item{from: from, to: to, value: to}
	if to-from > 2 && t.tokens[to-2].is("AS") && t.tokens[to-1].isName() {
		it.value, it.alias = to-2, t.tokens[to-1].text
	}
	if t.tokens[from].is("*") && to == from+1 {
		t.starred = true
		return it
	}
	t.expression(from, it.value)
	for i := from; i < it.value; i++ {
		switch k := t.tokens[i]; {
		case k.is("{") && (t.get(i-1).is("EXISTS") || t.get(i-1).is("COUNT")):
			i = k.pair
		case !isAggregate(k) || !t.get(i+1).is("("):
		case t.get(i + 2).is("DISTINCT"):
			it.distinct = true
		default:
			it.mixed = it.mixed || it.distinct
			it.plain = true
		}
	}
	return it
}

// arrange orders columns: those with plain aggregates before those with
// DISTINCT ones, and one with both between.
func (t *translator) arrange(items []item) (order []int) {
	both := -1
	for i, it := range items {
		order = append(order, i)
		switch {
		case it.mixed:
			t.refuse(it.from, "the embedded store would count wrongly behind DISTINCT: put the DISTINCT count last in this sum")
		case it.plain && it.distinct && both >= 0:
			t.refuse(it.from, "the embedded store would count wrongly behind DISTINCT: give each of these counts a column")
		case it.plain && it.distinct:
			both = i
		}
	}
	rank := func(it item) int {
		switch {
		case !it.distinct:
			return 0
		case it.plain:
			return 1
		}
		return 2
	}
	slices.SortStableFunc(order, func(a, b int) int { return rank(items[a]) - rank(items[b]) })
	return order
}

// with translates a WITH.
func (t *translator) with(p part, sort *part) {
	before := t.inScope
	items, _ := t.projection(p)
	t.inScope = map[string]bool{}
	for _, it := range items {
		name := it.alias
		switch first := t.tokens[it.from]; {
		case name != "":
			t.variable(it.to - 1)
		case first.is("*") && it.to == it.from+1:
			for n := range before {
				t.inScope[n] = true
			}
			continue
		default:
			name = first.text
		}
		t.inScope[name] = true
		same := it.value == it.from+1 && t.tokens[it.from].text == name
		if sort != nil && before[name] && !same && it.alias != "" && t.mentions(*sort, name) {
			t.refuse(it.to-1, "the embedded store would sort by what %s meant before: name this column otherwise", name)
		}
	}
	if sort != nil {
		t.expression(sort.from, sort.to)
	}
}

// mentions reports whether a variable stands in a part.
func (t *translator) mentions(p part, name string) bool {
	for i := p.from; i < p.to; i++ {
		if t.isVariable(i) && t.tokens[i].text == name {
			return true
		}
	}
	return false
}

func (t *translator) isVariable(i int) bool {
	k := t.tokens[i]
	return k.isName() && !isKeyword(k) && !t.get(i-1).is(".") && !t.get(i+1).is("(")
}

// results translates a RETURN. Kuzu calls its columns c0, c1 …, so that no name
// in ORDER BY means anything else.
func (t *translator) results(p part, sort *part) {
	items, order := t.projection(p)
	var names []string
	for i, it := range items {
		name := it.alias
		if name == "" {
			name = t.source[t.tokens[it.from].start:t.tokens[it.to-1].end]
		}
		names = append(names, name)
		switch {
		case t.tokens[it.from].is("*") && it.to == it.from+1:
			t.stars(p, len(items))
			if sort != nil {
				t.expression(sort.from, sort.to)
			}
			return
		case it.alias != "":
			t.tokens[it.to-1].out = column(i)
		default:
			t.tokens[it.to-1].after += " AS " + column(i)
		}
	}
	if sort != nil {
		for _, s := range t.items(sort.from, sort.to) {
			t.sortBy(s[0], s[1], items)
		}
	}
	t.answer(p, names, order)
}

func column(i int) string { return fmt.Sprint("c", i) }

// stars is RETURN *.
func (t *translator) stars(p part, items int) {
	if items > 1 || t.returns > 0 {
		t.refuse(p.head, "the embedded store cannot give * here: name the columns")
	}
	t.returns++
}

// answer notes the columns of the answer, which those of a UNION must have in
// common.
func (t *translator) answer(p part, names []string, order []int) {
	t.returns++
	if t.returns == 1 {
		t.columns = names
		t.order = make([]int, len(order))
		for at, i := range order {
			t.order[i] = at
		}
		return
	}
	if !slices.Equal(names, t.columns) {
		t.refuse(p.head, "the embedded store needs the same columns in the same order on both sides of UNION")
		return
	}
	for at, i := range order {
		if t.order[i] != at {
			t.refuse(p.head, "the embedded store needs DISTINCT counts in the same columns on both sides of UNION")
			return
		}
	}
}

// sortBy translates one key of ORDER BY behind a RETURN: a column by its text
// or its name becomes Kuzu's name for it.
func (t *translator) sortBy(from, to int, items []item) {
	end := to
	if last := t.get(end - 1); last.is("ASC") || last.is("DESC") || last.is("ASCENDING") || last.is("DESCENDING") {
		end--
	}
	if from >= end {
		return
	}
	for i, it := range items {
		if t.same(from, end, it.from, it.value) {
			t.erase(from, end)
			t.tokens[from].out = column(i)
			return
		}
	}
	t.expression(from, end)
	for at := from; at < end; at++ {
		i := slices.IndexFunc(items, func(it item) bool {
			return it.alias == t.tokens[at].text || it.alias == "" && it.to == it.from+1 && t.tokens[it.from].text == t.tokens[at].text
		})
		if i >= 0 && t.isVariable(at) {
			t.tokens[at].out = column(i)
		}
	}
}

// same reports whether two stretches of tokens are the same text.
func (t *translator) same(from, to, from2, to2 int) bool {
	if to-from != to2-from2 {
		return false
	}
	for i := range to - from {
		a, b := t.tokens[from+i], t.tokens[from2+i]
		if a.text != b.text && !(a.kind == word && b.kind == word && strings.EqualFold(a.text, b.text)) {
			return false
		}
	}
	return true
}
