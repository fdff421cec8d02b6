package dialect

import (
	"slices"
	"strings"
)

// expression translates everything that has a value: it goes over the tokens
// and looks at what Kuzu takes otherwise.
func (t *translator) expression(from, to int) {
	for i := from; i < to; {
		i = t.value(i, to)
	}
}

// value translates what begins at a token and returns where to go on.
func (t *translator) value(i, to int) (next int) {
	k := t.tokens[i]
	switch {
	case k.kind == text || k.kind == number:
		if t.compared(i); k.kind == text && k.text == "" && t.within(i) {
			t.refuse(i, emptyText)
		}
		return i + 1
	case k.is(".") && t.get(i+1).isName():
		t.property(i + 1)
		return i + 2
	case (k.is("EXISTS") || k.is("COUNT")) && t.get(i+1).is("{"):
		t.subquery(i + 1)
		return t.tokens[i+1].pair + 1
	case k.kind == word && t.get(i+1).is("(") && !(isKeyword(k) && !k.is("ALL")):
		return t.call(i)
	case k.kind == param:
		t.uses = append(t.uses, use{name: strings.TrimPrefix(k.text, "$"), properties: t.beside(i), within: t.within(i)})
		return i + 1
	case k.is("(") && t.isNode(i) && t.beginsRelationship(k.pair+1):
		return t.predicate(i, to)
	case k.is("["):
		t.square(i)
		return k.pair + 1
	case k.is("{"):
		if b := t.get(i - 1); b.isName() && !isKeyword(b) || b.is(")") {
			t.refuse(i, "the embedded store has no map projection: name the columns")
		}
		t.mapping(i)
		return k.pair + 1
	case k.isName() && t.get(i+1).is(":"):
		if t.cases > 0 {
			t.refuse(i, inCase, ":"+t.get(i+2).text)
		}
		return t.hasLabel(i)
	case k.is("CASE"):
		if t.cases++; t.cases > 1 {
			t.refuse(i, inCase, "CASE")
		}
	case k.is("END"):
		t.cases--
	case k.is("IN") && t.cases > 0:
		t.refuse(i, inCase, "IN")
	case k.isName() && !isKeyword(k):
		t.variable(i)
	}
	return i + 1
}

// emptyText is why ” is not looked for in texts.
const emptyText = "to the embedded store no text has '' in it"

// inCase is why some conditions are refused in CASE: as what follows WHEN they
// are false to Kuzu where they are true.
const inCase = "%s inside CASE is not always right in the embedded store: compute it in a WITH before, or write = and OR"

// within reports whether a text is looked for in another: CONTAINS, STARTS
// WITH or ENDS WITH stands before it.
func (t *translator) within(i int) bool { return t.get(i-1).is("CONTAINS") || t.get(i-1).is("WITH") }

// property translates the name behind a dot.
func (t *translator) property(i int) {
	name := t.tokens[i].text
	if right, wrong := t.schema.misspelled(name); wrong {
		t.refuse(i, "there is no property %s: did you mean %s?", name, right)
	}
	t.tokens[i].out = quote(name)
}

// mapping translates {key: value, …}.
func (t *translator) mapping(open int) {
	end := t.tokens[open].pair
	for i := open + 1; i < end; {
		if t.tokens[i].isName() && t.get(i+1).is(":") {
			t.property(i)
			i += 2
		}
		for i < end && !t.tokens[i].is(",") {
			i = t.value(i, end)
		}
		i++
	}
}

// hasLabel translates e:Company, a condition. Kuzu knows the label even of a
// node that OPTIONAL MATCH did not find.
func (t *translator) hasLabel(i int) (next int) {
	t.variable(i)
	var labels []string
	if name := t.get(i + 2); name.isName() && slices.Contains(t.schema.types, name.text) {
		labels, next = []string{name.text}, i+3
	} else {
		labels, next = t.labels(i + 1)
	}
	t.erase(i+1, next)
	name := t.tokens[i].out
	t.tokens[i].out = "CASE WHEN " + name + " IS NULL THEN NULL ELSE (" + oneOf("label("+name+")", labels) + ") END"
	return next
}

// oneOf is the condition that a value is one of some texts. CASE WHEN x IN […]
// is not always right in Kuzu; = and OR are.
func oneOf(value string, texts []string) string {
	var all []string
	for _, x := range texts {
		all = append(all, value+" = "+literal(x))
	}
	return strings.Join(all, " OR ")
}

// square translates a list or an index; relationships are done where they
// stand.
func (t *translator) square(open int) {
	end := t.tokens[open].pair
	if b := t.get(open - 1); b.isName() && !isKeyword(b) || b.is(")") || b.is("]") || b.is("}") || b.kind == param {
		t.index(open, end)
		return
	}
	for i := open + 1; i < end; {
		switch k := t.tokens[i]; {
		case k.is("NULL"):
			t.refuse(i, "a null in a list makes the embedded store say false where Neo4j says null")
		case k.is("|") || k.is("WHERE"):
			t.refuse(i, "the embedded store has no list comprehension: UNWIND the list")
			return
		}
		i = t.value(i, end)
	}
}

// index translates list[i]: Neo4j counts from 0, Kuzu from 1, and both count
// -1, -2 … from the end.
func (t *translator) index(open, end int) {
	k := t.tokens[open+1]
	switch {
	case end == open+2 && k.kind == number && strings.Trim(k.text, "0123456789") == "":
		t.tokens[open+1].out += " + 1"
	case end == open+3 && k.is("-") && t.tokens[open+2].kind == number:
	case k.kind == text:
		t.refuse(open, "the embedded store knows properties by their names only: write e.name, not e['name']")
	default:
		t.refuse(open, "the embedded store counts the elements of lists otherwise: take one by a number, head() or last()")
	}
}

// subquery translates EXISTS { … } and COUNT { … }.
func (t *translator) subquery(open int) {
	end := t.tokens[open].pair
	parts := t.split(open+1, end)
	if len(parts) == 0 || parts[0].head != open+1 {
		first := part{keyword: "MATCH", head: open, from: open + 1, to: end}
		if len(parts) > 0 {
			first.to = parts[0].head
		}
		t.tokens[open].after = " MATCH "
		parts = append([]part{first}, parts...)
	}
	if parts[0].from == parts[0].to {
		t.refuse(open, "an empty subquery")
		return
	}
	outside := t.inScope // what the subquery names ends with it
	t.inScope = map[string]bool{}
	for i, p := range parts {
		if p.keyword != "MATCH" && p.keyword != "WHERE" {
			t.refuse(p.head, "the embedded store takes only MATCH and WHERE in { }")
			break
		}
		t.part(parts, i)
	}
	t.inScope = outside
}

// predicate translates a path that is a condition, as in WHERE (a)-[:USES]->().
func (t *translator) predicate(i, to int) (next int) {
	rels, end, ok := t.path(i, to)
	if !ok {
		t.refuse(i, "the embedded store has no such pattern")
		return t.tokens[i].pair + 1
	}
	for a := range rels {
		for b := range rels[:a] {
			if rels[a].mayBe(rels[b]) {
				t.refuse(i, "the embedded store may walk one relationship twice here: write EXISTS { … }")
				return end
			}
		}
	}
	return end
}

// comparisons are the operators whose two sides must be of one type: Kuzu turns
// one into the other's, Neo4j says no.
var comparisons = []string{"=", "<>", "<", ">", "<=", ">="}

func isOperator(k token) bool { return k.kind == mark && slices.Contains(comparisons, k.text) }

// compared refuses a number beside a text.
func (t *translator) compared(i int) {
	k := t.tokens[i]
	for _, at := range []int{i - 2, i + 2} {
		isLiteral := t.get(at).kind == text || t.get(at).kind == number
		if isOperator(t.get((i+at)/2)) && isLiteral && t.get(at).kind != k.kind {
			t.refuse(i, "a text and a number are compared")
		}
	}
	for _, property := range t.beside(i) {
		switch {
		case k.kind == text && t.schema.isNumber(property):
			t.refuse(i, "%s is a number: compare it with one", property)
		case k.kind == number && t.schema.isText(property):
			t.refuse(i, "%s is a text: compare it with one, between '", property)
		}
	}
}

// beside returns the properties that a literal is compared with: x.p = 1,
// 1 = x.p, x.p IN [1] and {p: 1}.
func (t *translator) beside(i int) (properties []string) {
	add := func(dot int) {
		if t.get(dot).is(".") && t.get(dot+1).isName() {
			properties = append(properties, t.tokens[dot+1].text)
		}
	}
	before := i - 1
	if t.get(before).is("-") {
		before--
	}
	if isOperator(t.get(before)) {
		add(before - 2)
	}
	if isOperator(t.get(i + 1)) {
		add(i + 3)
	}
	if t.get(before).is(":") && (t.get(before-2).is("{") || t.get(before-2).is(",")) && t.get(before-1).isName() {
		properties = append(properties, t.tokens[before-1].text)
	}
	for open := before; open > 1; open-- {
		if k := t.get(open); k.is("[") && t.get(open-1).is("IN") {
			add(open - 3)
		} else if k.kind != text && k.kind != number && !k.is(",") && !k.is("-") {
			break
		}
	}
	return properties
}
