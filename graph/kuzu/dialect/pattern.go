package dialect

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// relationship is one of a pattern.
type relationship struct {
	at    int      // where to complain, and where to put a name
	name  string   // its variable; "": none
	types []string // none: all
	long  bool     // a path of one or more
}

// mayBe reports whether two may be the same relationship.
func (r relationship) mayBe(s relationship) bool {
	return len(r.types) == 0 || len(s.types) == 0 ||
		slices.ContainsFunc(r.types, func(t string) bool { return slices.Contains(s.types, t) })
}

// match translates a MATCH, where each relationship of the pattern must be
// another one.
func (t *translator) match(p part, where *part) {
	var conditions []string
	all := t.pattern(p)
	for i := range all {
		for j := range all[:i] {
			a, b := &all[j], &all[i]
			switch {
			case !a.mayBe(*b) || a.name != "" && a.name == b.name:
			case a.long || b.long:
				t.refuse(b.at, "the embedded store may walk one relationship twice here: split the MATCH, or name other types")
			default:
				conditions = append(conditions, fmt.Sprintf("id(%s) <> id(%s)", t.nameOf(a), t.nameOf(b)))
			}
		}
	}
	if len(conditions) == 0 {
		return
	}
	condition := strings.Join(conditions, " AND ")
	if where == nil {
		t.tokens[p.to-1].after += " WHERE " + condition
		return
	}
	t.tokens[where.head].after += " " + condition + " AND ("
	t.tokens[where.to-1].after += ")"
}

// nameOf returns the variable of a relationship, and gives it one that no
// query has if it has none.
func (t *translator) nameOf(r *relationship) string {
	if r.name == "" {
		r.name = fmt.Sprint("relationship ", t.made)
		t.made++
		k := &t.tokens[r.at]
		if k.is("[") {
			k.after = quote(r.name) + k.after
		} else {
			k.after += "[" + quote(r.name) + "]"
		}
	}
	return quote(r.name)
}

// pattern translates the paths of a MATCH and returns their relationships.
func (t *translator) pattern(p part) []relationship {
	var all []relationship
	for i, to := p.from, p.to; i < to; {
		if t.tokens[i].isName() && t.get(i+1).is("=") {
			t.bind(i)
			if p.keyword == "OPTIONAL" {
				t.refuse(i, "the embedded store makes a path even of what OPTIONAL MATCH does not find: name its nodes and relationships")
			}
			i += 2
		}
		rels, end, ok := t.path(i, to)
		if !ok {
			t.refuse(min(end, to-1), "the embedded store has no such pattern: write paths as (a)-[r:TYPE]->(b), with WHERE behind them")
			return nil
		}
		all = append(all, rels...)
		if end < to && t.tokens[end].is(",") {
			end++
		} else if end < to {
			t.refuse(end, "the embedded store does not know this pattern")
			return nil
		}
		i = end
	}
	return all
}

func (t *translator) bind(i int) {
	t.variable(i)
	t.inScope[t.tokens[i].text] = true
}

// path translates one path, (a)-[r]->(b)…, and returns where it ends, or where
// it is none.
func (t *translator) path(from, to int) (rels []relationship, end int, ok bool) {
	for i := from; ; {
		if i >= to || !t.tokens[i].is("(") || !t.isNode(i) {
			return nil, i, false
		}
		t.node(i)
		i = t.tokens[i].pair + 1
		if i >= to || !t.beginsRelationship(i) {
			return rels, i, true
		}
		r, next, ok := t.relationship(i)
		if !ok {
			return nil, i, false
		}
		rels = append(rels, r)
		i = next
	}
}

// beginsRelationship reports whether -[, --, <-[ or <-- stands there.
func (t *translator) beginsRelationship(i int) bool {
	if t.get(i).is("<") {
		i++
	}
	return t.get(i).is("-") && (t.get(i+1).is("[") || t.get(i+1).is("-"))
}

// isNode reports whether (a:Label {…}) stands there.
func (t *translator) isNode(open int) bool {
	i, end := open+1, t.tokens[open].pair
	if t.get(i).isName() && !isKeyword(t.get(i)) {
		i++
	}
	if t.get(i).is(":") {
		for i++; t.get(i).isName() || t.get(i).is(":") || t.get(i).is("|") || t.get(i).is("&"); i++ {
		}
	}
	switch k := t.get(i); {
	case k.is("{"):
		i = k.pair + 1
	case k.kind == param:
		i++
	}
	return i == end
}

func (t *translator) node(open int) {
	i := open + 1
	if t.tokens[i].isName() {
		t.bind(i)
		i++
	}
	if t.tokens[i].is(":") {
		labels, end := t.labels(i)
		t.erase(i, end)
		t.tokens[i].out = ":" + joinQuoted(labels, ":") // in Kuzu either of them
		i = end
	}
	if t.tokens[i].is("{") {
		t.mapping(i)
	}
}

func joinQuoted(names []string, separator string) string {
	var all []string
	for _, n := range names {
		all = append(all, quote(n))
	}
	return strings.Join(all, separator)
}

// labels reads :A, :A:B or :A|B from its colon on and returns the labels of
// which a node has one. An entity has its type's and Entity, any other node has
// one, so that :A:B mostly says nothing.
func (t *translator) labels(colon int) (labels []string, end int) {
	i := colon + 1
	var either [][]string
	for both := false; t.get(i).isName(); i++ {
		set := t.label(i)
		if both {
			last := &either[len(either)-1]
			*last = slices.DeleteFunc(slices.Clone(*last), func(l string) bool { return !slices.Contains(set, l) })
		} else {
			either = append(either, set)
		}
		if !t.get(i+1).is("|") && !t.get(i+1).is(":") && !t.get(i+1).is("&") {
			i++
			break
		}
		i++
		both = !t.get(i).is("|")
	}
	for _, set := range either {
		for _, l := range set {
			if !slices.Contains(labels, l) {
				labels = append(labels, l)
			}
		}
	}
	if len(labels) == 0 {
		t.refuse(colon, "no node has these labels: an entity has one type")
	}
	return labels, i
}

func (t *translator) label(i int) []string {
	switch name := t.tokens[i].text; {
	case name == entity:
		return t.schema.entities
	case slices.Contains(t.schema.labels, name):
		return []string{name}
	default:
		t.refuse(i, "no node is a %s: there are %s, %s", name, entity, strings.Join(t.schema.labels, ", "))
		return []string{name}
	}
}

// relationship translates -[r:TYPE]-> and the like.
func (t *translator) relationship(i int) (r relationship, end int, ok bool) {
	left := t.tokens[i].is("<")
	if left {
		i++
	}
	r.at = i // its first dash
	i++
	if t.get(i).is("[") {
		if ok = t.bracket(&r, i); !ok {
			return r, i, false
		}
		i = t.tokens[i].pair + 1
	}
	if !t.get(i).is("-") {
		return r, i, false
	}
	i++
	if t.get(i).is(">") {
		if left {
			return r, i, false
		}
		i++
	}
	return r, i, true
}

// bracket translates what stands in [r:A|B*1..2 {…}].
func (t *translator) bracket(r *relationship, open int) bool {
	i, end := open+1, t.tokens[open].pair
	r.at = open
	if t.tokens[i].isName() {
		t.bind(i)
		r.name = t.tokens[i].text
		i++
	}
	for t.tokens[i].is(":") || t.tokens[i].is("|") {
		i++
		if t.tokens[i].is(":") {
			i++
		}
		if !t.tokens[i].isName() {
			return false
		}
		t.relationshipType(r, i)
		i++
	}
	if t.tokens[i].is("*") {
		i = t.hops(r, i)
	}
	if t.tokens[i].is("{") {
		t.mapping(i)
		i = t.tokens[i].pair + 1
	} else if t.tokens[i].kind == param {
		i++
	}
	return i == end
}

func (t *translator) relationshipType(r *relationship, i int) {
	name := t.tokens[i].text
	if !slices.Contains(t.schema.types, name) {
		t.refuse(i, "no relationship is a %s: there are %s", name, strings.Join(t.schema.types, ", "))
	}
	r.types = append(r.types, name)
	t.tokens[i].out = quote(name)
}

// maxHops is the longest path that Kuzu looks for, and what it takes * for.
const maxHops = 30

// hops translates *, *n, *n..m and *..m: TRAIL lets no path walk a relationship
// twice.
func (t *translator) hops(r *relationship, star int) (end int) {
	r.long = true
	i, least, most := star+1, "1", ""
	if t.tokens[i].kind == number {
		least, most = t.tokens[i].text, t.tokens[i].text
		i++
	}
	if t.tokens[i].is("..") {
		most = ""
		i++
		if t.tokens[i].kind == number {
			most = t.tokens[i].text
			i++
		}
	}
	from, err1 := strconv.Atoi(least)
	upTo, err2 := strconv.Atoi(most)
	switch {
	case most == "":
		t.refuse(star, "the embedded store ends such a path after %d relationships: say how long it may be, as in *1..3", maxHops)
	case err1 != nil || err2 != nil || upTo > maxHops:
		t.refuse(star, "a path in the embedded store has at most %d relationships", maxHops)
	case from == 0:
		t.refuse(star, "the embedded store counts paths of no relationship otherwise: begin with 1")
	case r.name != "":
		t.refuse(star, "the embedded store gives no list for %s: name the path, p = (a)-[*1..2]-(b), and take relationships(p)", r.name)
	}
	t.erase(star, i)
	t.tokens[star].out = fmt.Sprintf("* TRAIL %d..%d", from, upTo)
	if t.tokens[i].is("{") {
		t.tokens[i].before = " "
	}
	return i
}
