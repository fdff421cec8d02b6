package dialect

import "strings"

// call translates a function call and returns where to go on.
func (t *translator) call(i int) (next int) {
	open := i + 1
	end := t.tokens[open].pair
	name := strings.ToUpper(t.tokens[i].text)
	if !known[name] {
		t.refuse(i, "the embedded store is not known to have a %s() that answers as Neo4j's", t.tokens[i].text)
		return end + 1
	}
	t.expression(open+1, end)
	arguments := t.items(open+1, end)
	switch name {
	case "SUM":
		t.wrap(i, end, "coalesce(", ", 0)") // of nothing it is null
	case "COLLECT":
		t.wrap(i, end, "coalesce(", ", [])")
	case "SUBSTRING":
		t.substring(i, end, arguments)
	case "ROUND":
		t.round(i, open, end, arguments)
	case "LABELS":
		t.labelList(i, end)
	case "TOSTRING":
		t.toString(i, open, end)
	case "ANY", "ALL", "NONE", "SINGLE":
		if t.cases > 0 {
			t.refuse(i, inCase, t.tokens[i].text+"()")
		}
		t.quantifier(i, open, end)
	}
	return end + 1
}

func (t *translator) wrap(i, end int, before, after string) {
	t.tokens[i].before = before + t.tokens[i].before
	t.tokens[end].after += after
}

// items cuts tokens at the commas between them.
func (t *translator) items(from, to int) [][2]int {
	var all [][2]int
	begin := from
	for i := from; i < to; i++ {
		switch k := t.tokens[i]; {
		case k.kind == mark && brackets[k.text] != "":
			i = k.pair
		case k.is(","):
			all = append(all, [2]int{begin, i})
			begin = i + 1
		}
	}
	if begin < to {
		all = append(all, [2]int{begin, to})
	}
	return all
}

// substring counts from 0 in Neo4j, from 1 in Kuzu, which needs a length.
func (t *translator) substring(i, end int, arguments [][2]int) {
	if len(arguments) < 2 || len(arguments) > 3 {
		t.refuse(i, "substring() takes a text, a start and maybe a length")
		return
	}
	whole := t.write(arguments[0][0], arguments[0][1])
	start := arguments[1]
	t.tokens[start[0]].before = "(" + t.tokens[start[0]].before
	t.tokens[start[1]-1].after += ") + 1"
	if len(arguments) == 2 {
		t.tokens[end].before = ", size(" + whole + ")"
	}
}

// round to the nearest whole number, and halves up; Kuzu's rounds them away
// from zero.
func (t *translator) round(i, open, end int, arguments [][2]int) {
	if len(arguments) != 1 {
		t.refuse(i, "the embedded store rounds digits behind the point otherwise (1.005): round() to a whole number, or not at all")
		return
	}
	t.tokens[i].out = "floor"
	t.tokens[open].after = "("
	t.tokens[end].before = ") + 0.5"
}

// labelList makes a list of the one label that Kuzu knows.
func (t *translator) labelList(i, end int) {
	argument := t.write(i+1, end+1)
	label := "label" + argument
	t.erase(i, end+1)
	t.tokens[i].out = "CASE WHEN " + argument + " IS NULL THEN NULL WHEN " + oneOf(label, t.schema.entities) +
		" THEN ['" + entity + "', " + label + "] ELSE [" + label + "] END"
}

// toString is the same for texts and whole numbers only: 1.0 is 1.000000 in
// Kuzu, true is True.
func (t *translator) toString(i, open, end int) {
	k := t.tokens[open+1]
	property := t.get(end - 1)
	switch {
	case end == open+2 && (k.kind == text || k.kind == number && strings.Trim(k.text, "0123456789") == ""):
	case end == open+4 && k.isName() && t.tokens[open+2].is(".") && t.schema.isWhole(property.text):
	default:
		t.refuse(i, "the embedded store writes numbers and truth otherwise (1.000000, True): give the value itself")
	}
}

// quantifier keeps null what is null: any(x IN null WHERE …) is false in Kuzu.
func (t *translator) quantifier(i, open, end int) {
	if !t.get(open+1).isName() || !t.get(open+2).is("IN") {
		t.refuse(i, "%s() takes x IN list WHERE condition", t.tokens[i].text)
		return
	}
	for at := open + 3; at < end; at++ {
		k := t.tokens[at]
		if k.kind == mark && brackets[k.text] != "" {
			at = k.pair
		} else if k.is("WHERE") {
			list := t.write(open+3, at)
			t.wrap(i, end, "CASE WHEN ("+list+") IS NULL THEN NULL ELSE ", " END")
			return
		}
	}
	t.refuse(i, "%s() takes x IN list WHERE condition", t.tokens[i].text)
}
