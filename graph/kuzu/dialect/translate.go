package dialect

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Query is a query for Kuzu. Its answers have the right columns, but maybe in
// another order.
type Query struct {
	Text    string
	columns []string // as Neo4j names and orders them; nil: those of *
	order   []int    // where each stands in Kuzu's answer; nil: as it is
	uses    []use
}

// Names returns the names of the answer's columns; answer is what Kuzu calls
// them.
func (q Query) Names(answer []string) []string {
	if q.columns != nil {
		return q.columns
	}
	return slices.Sorted(slices.Values(answer))
}

// Row puts the values of a row into the order of [Query.Names].
func (q Query) Row(answer []string, values []any) []any {
	row := make([]any, len(values))
	for i := range row {
		row[i] = values[i]
		switch {
		case q.columns == nil: // * gives variables by their names
			row[i] = values[slices.Index(answer, slices.Sorted(slices.Values(answer))[i])]
		case q.order != nil:
			row[i] = values[q.order[i]]
		}
	}
	return row
}

// Translate returns the query for Kuzu. The error joins everything that Kuzu
// would answer otherwise than Neo4j, or not at all, each as "line L, column C:
// reason".
func Translate(query string) (Query, error) {
	tokens, err := lex(query)
	if err != nil {
		return Query{}, err
	}
	t := translator{source: query, tokens: tokens, schema: newSchema(), names: map[string]string{}, inScope: map[string]bool{}}
	t.query()
	if len(t.refusals) > 0 {
		return Query{}, errors.Join(t.refusals...)
	}
	return Query{Text: t.write(0, len(tokens)), columns: t.columns, order: t.order, uses: t.uses}, nil
}

// translator is the state of one [Translate].
type translator struct {
	source   string
	tokens   []token
	schema   schema
	refusals []error

	names   map[string]string // variables as first written, by their lower-case form
	inScope map[string]bool   // variables of the clauses before
	made    int               // how many relationships were given a name
	starred bool              // some clause takes *
	cases   int               // how many CASE stand open
	columns []string
	order   []int
	returns int
	moved   []move
	uses    []use
}

// move is a stretch of tokens that is written in another order.
type move struct {
	from, to int
	parts    [][2]int
}

// refuse notes why the query cannot be answered.
func (t *translator) refuse(at int, format string, args ...any) {
	t.refusals = append(t.refusals, faultAt(t.source, t.tokens[at].start, fmt.Sprintf(format, args...)))
}

// get returns a token, or one that is nothing where there is none.
func (t *translator) get(i int) token {
	if i < 0 || i >= len(t.tokens) {
		return token{kind: mark}
	}
	return t.tokens[i]
}

// variable notes the name of a variable and writes it so that it is no keyword.
func (t *translator) variable(i int) {
	name := t.tokens[i].text
	folded := strings.ToLower(name)
	if first, ok := t.names[folded]; ok && first != name {
		t.refuse(i, "%s and %s are one name to the embedded store: name one otherwise", first, name)
	}
	t.names[folded] = name
	t.tokens[i].out = quote(name)
}

// erase leaves out tokens.
func (t *translator) erase(from, to int) {
	for i := from; i < to; i++ {
		t.tokens[i].before, t.tokens[i].out, t.tokens[i].after = "", "", ""
	}
}

// write returns tokens as they are written now.
func (t *translator) write(from, to int) string {
	var b strings.Builder
	for i := from; i < to; i++ {
		if m := slices.IndexFunc(t.moved, func(m move) bool { return m.from == i }); m >= 0 {
			b.WriteString(" " + t.writeMove(t.moved[m]))
			i = t.moved[m].to - 1
			continue
		}
		t.writeToken(&b, i)
	}
	return strings.TrimSpace(b.String())
}

func (t *translator) writeMove(m move) string {
	var parts []string
	for _, p := range m.parts {
		var b strings.Builder
		for i := p[0]; i < p[1]; i++ {
			t.writeToken(&b, i)
		}
		parts = append(parts, strings.TrimSpace(b.String()))
	}
	return strings.Join(parts, ", ")
}

func (t *translator) writeToken(b *strings.Builder, i int) {
	k := t.tokens[i]
	if k.space {
		b.WriteByte(' ')
	}
	b.WriteString(k.before + k.out + k.after)
}

// part is a clause, or a part of one that has a keyword of its own.
type part struct {
	keyword  string
	head     int // the keyword's first token
	from, to int // what follows it
}

// starters are the keywords that begin a part, with the second word that some
// need.
var starters = map[string]string{"MATCH": "", "OPTIONAL": "MATCH", "WHERE": "", "UNWIND": "", "WITH": "", "RETURN": "",
	"ORDER": "BY", "SKIP": "", "LIMIT": "", "UNION": ""}

// split cuts tokens into parts. What stands before the first is none.
func (t *translator) split(from, to int) []part {
	var parts []part
	for i := from; i < to; i++ {
		k := t.tokens[i]
		if k.kind == mark && brackets[k.text] != "" {
			i = k.pair
			continue
		}
		if !t.begins(i) {
			continue
		}
		p := part{keyword: strings.ToUpper(k.text), head: i, from: i + 1}
		if starters[p.keyword] != "" || p.keyword == "UNION" && t.get(i+1).is("ALL") {
			p.from++
			i++
		}
		if len(parts) > 0 {
			parts[len(parts)-1].to = p.head
		}
		parts = append(parts, p)
	}
	if len(parts) > 0 {
		parts[len(parts)-1].to = to
	}
	return parts
}

// begins reports whether a token begins a part.
func (t *translator) begins(i int) bool {
	k, before := t.tokens[i], t.get(i-1)
	if k.kind != word || before.is(".") || before.is(":") || before.is("AS") {
		return false
	}
	second, ok := starters[strings.ToUpper(k.text)]
	switch {
	case !ok || second != "" && !t.get(i+1).is(second):
		return false
	case k.is("WITH"):
		return !before.is("STARTS") && !before.is("ENDS")
	}
	return true
}

// begun are the keywords that a query begins with.
var begun = setOf("MATCH OPTIONAL UNWIND WITH RETURN")

// query translates a whole query.
func (t *translator) query() {
	end := len(t.tokens)
	if end > 0 && t.tokens[end-1].is(";") {
		end--
		t.erase(end, end+1)
	}
	if end == 0 {
		t.refusals = append(t.refusals, errors.New("the query is empty"))
		return
	}
	if !t.reads(end) {
		return
	}
	parts := t.split(0, end)
	if len(parts) == 0 || parts[0].head != 0 || !begun[parts[0].keyword] {
		t.refuse(0, "a query begins with MATCH, OPTIONAL MATCH, UNWIND, WITH or RETURN")
		return
	}
	for i := range parts {
		t.part(parts, i)
	}
	if t.starred && t.made > 0 {
		t.refuse(0, "the embedded store cannot give * here: name the columns")
	}
}

// reads refuses what does not read this graph alone.
func (t *translator) reads(end int) bool {
	for i := 0; i < end; i++ {
		k := t.tokens[i]
		before := t.get(i - 1)
		isClause := k.kind == word && !before.is(".") && !before.is(":") && !before.is("AS") && !t.get(i+1).is(":") && !t.get(i+1).is(".")
		switch upper := strings.ToUpper(k.text); {
		case k.is(";"):
			t.refuse(i, "one query at a time")
		case isClause && writing[upper]:
			t.refuse(i, "%s is refused: queries only read this graph", upper)
		case isClause && k.is("CALL"):
			t.refuse(i, "the embedded store has no CALL as Neo4j has it: ask Neo4j, or use WITH, EXISTS { } or COUNT { }")
		case i == 0 && (k.is("EXPLAIN") || k.is("PROFILE")):
			t.refuse(i, "%s says how Neo4j works, which the embedded store does not", upper)
		}
	}
	return len(t.refusals) == 0
}

// part translates one part.
func (t *translator) part(parts []part, i int) {
	p := parts[i]
	switch p.keyword {
	case "MATCH", "OPTIONAL":
		t.match(p, next(parts, i, "WHERE"))
	case "WITH":
		t.with(p, next(parts, i, "ORDER"))
	case "RETURN":
		t.results(p, next(parts, i, "ORDER"))
	case "UNWIND":
		t.expression(p.from, p.to)
		if p.to-p.from > 1 && t.tokens[p.to-2].is("AS") {
			t.inScope[t.tokens[p.to-1].text] = true
		}
	case "UNION":
		clear(t.inScope)
	case "ORDER":
		// Done with the WITH or RETURN that it belongs to.
		if i == 0 || parts[i-1].keyword != "WITH" && parts[i-1].keyword != "RETURN" {
			t.refuse(p.head, "ORDER BY follows WITH or RETURN")
		}
	default:
		t.expression(p.from, p.to)
	}
}

// next returns the part after the i-th if it has that keyword, else nil.
func next(parts []part, i int, keyword string) *part {
	if i+1 < len(parts) && parts[i+1].keyword == keyword {
		return &parts[i+1]
	}
	return nil
}
