package pattern

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/newsgraph/newsgraph/kg"
)

// itemKind is what one element of a pattern asks for.
type itemKind uint8

const (
	slotItem itemKind = iota
	wordItem
	triggerItem
	gapItem
	groupItem
)

// item is one element of a pattern as written; see the package comment for the
// grammar.
type item struct {
	kind     itemKind
	text     string // as written
	column   int
	optional bool

	role    string   // slot: as written, later "subject", "object", "value", "any" or an attach role
	pair    bool     // slot: {subject+object}, two members of a list
	all     bool     // slot: every member of a list
	written bool     // slot: no subject that the clause leaves out
	counted []string // slot of values: only of these things counted
	bound   *Bound   // slot of values: only numbers within
	types   []string

	class string   // word: name of a class, "" for words written out
	words *wordSet // word: resolved
	form  string   // trigger: "" for any form

	limit    int  // gap: most units skipped
	sentence bool // gap: over clauses

	alternatives [][]*item // group
}

const (
	shortGap = 8  // units that .. skips at most
	longGap  = 20 // units that ... skips at most
)

// grammarError is a fault at a column of a pattern.
type grammarError struct {
	column  int
	message string
}

// patternReader reads one pattern, a recursive descent over runes.
type patternReader struct {
	lang   string
	runes  []rune
	pos    int
	column int // of runes[0]
	errs   []grammarError
}

// readPattern reads a pattern of a language that starts at a column of its line.
func readPattern(lang, text string, column int) ([]*item, []grammarError) {
	r := &patternReader{lang: lang, runes: []rune(text), column: column}
	items := r.sequence(0)
	if r.pos < len(r.runes) && len(r.errs) == 0 {
		r.fail(r.pos, "unexpected %q", string(r.runes[r.pos]))
	}
	if len(items) == 0 && len(r.errs) == 0 {
		r.fail(0, "empty pattern")
	}
	return items, r.errs
}

// maxDepth bounds the nesting of groups.
const maxDepth = 4

func (r *patternReader) fail(pos int, format string, args ...any) {
	r.errs = append(r.errs, grammarError{r.column + pos, fmt.Sprintf(format, args...)})
}

func (r *patternReader) sequence(depth int) []*item {
	var items []*item
	for {
		r.space()
		if r.pos >= len(r.runes) || r.runes[r.pos] == '|' || r.runes[r.pos] == ')' {
			return items
		}
		start := r.pos
		it := r.item(depth)
		if it == nil {
			r.pos = len(r.runes)
			return items
		}
		it.column = r.column + start
		it.text = string(r.runes[start:r.pos])
		if r.pos < len(r.runes) && r.runes[r.pos] == '?' {
			r.pos++
			it.optional = true
		}
		items = append(items, it)
	}
}

func (r *patternReader) space() {
	for r.pos < len(r.runes) && unicode.IsSpace(r.runes[r.pos]) {
		r.pos++
	}
}

func (r *patternReader) item(depth int) *item {
	switch c := r.runes[r.pos]; {
	case c == '{':
		return r.slot()
	case c == '<':
		return r.classOrTrigger()
	case c == '(':
		return r.group(depth)
	case c == '.' && strings.HasPrefix(string(r.runes[r.pos:min(r.pos+3, len(r.runes))]), "..."):
		r.pos += 3
		return &item{kind: gapItem, limit: longGap, sentence: true}
	case c == '.' && r.pos+1 < len(r.runes) && r.runes[r.pos+1] == '.':
		r.pos += 2
		return &item{kind: gapItem, limit: shortGap}
	case strings.ContainsRune("}>?", c):
		r.fail(r.pos, "unexpected %q", string(c))
		return nil
	}
	start := r.pos
	for r.pos < len(r.runes) && !unicode.IsSpace(r.runes[r.pos]) && !strings.ContainsRune("{}<>()|?", r.runes[r.pos]) {
		r.pos++
	}
	words := wordsOf(r.lang, string(r.runes[start:r.pos]))
	if len(words) == 0 {
		r.fail(start, "no word in %q", string(r.runes[start:r.pos]))
		return nil
	}
	return &item{kind: wordItem, words: newWordSet(words)}
}

// wordsOf splits a word with its alternatives (buy/bought) and reads _ as a
// space, which Chinese does not have.
func wordsOf(lang, field string) []string {
	space := " "
	if lang == "zh" {
		space = ""
	}
	var words []string
	for w := range strings.SplitSeq(field, "/") {
		if w = strings.ToLower(strings.ReplaceAll(w, "_", space)); w != "" {
			words = append(words, w)
		}
	}
	return words
}

// delimited returns what stands between the current rune and the closing one.
func (r *patternReader) delimited(closing rune) (string, bool) {
	i := slices.Index(r.runes[r.pos:], closing)
	if i < 0 {
		r.fail(r.pos, "%q is not closed by %q", string(r.runes[r.pos]), string(closing))
		return "", false
	}
	body := string(r.runes[r.pos+1 : r.pos+i])
	r.pos += i + 1
	return body, true
}

func (r *patternReader) slot() *item {
	start := r.pos
	body, ok := r.delimited('}')
	if !ok {
		return nil
	}
	pair, written := strings.CutSuffix(body, "!")
	if a, b, ok := strings.Cut(pair, "+"); ok && isIdentifier(a) && isIdentifier(b) {
		return &item{kind: slotItem, role: pair, pair: true, all: true, written: written}
	}
	it := &item{kind: slotItem}
	role, types, typed := strings.Cut(body, ":")
	role, it.written = strings.CutSuffix(role, "!")
	it.role, it.all = strings.CutSuffix(role, "*")
	if !isIdentifier(it.role) {
		r.fail(start, "%q is no role", it.role)
		return nil
	}
	if !typed {
		return it
	}
	if types, it.bound, ok = bounded(types); !ok {
		r.fail(start, "a bound is >NUMBER or <=NUMBER")
	}
	types, counted, narrowed := strings.Cut(types, "=")
	if narrowed {
		it.counted = strings.Split(counted, "/")
	}
	it.types = strings.Split(types, ",")
	for _, t := range it.types {
		if !isType(t) && !slices.Contains(ValueTypes, t) {
			r.fail(start, "unknown type %q", t)
		}
	}
	return it
}

// bounded cuts the bound off the type of a slot: PERCENT>50, PERCENT<=50.
func bounded(types string) (string, *Bound, bool) {
	for _, op := range []string{"<=", ">"} {
		if typ, number, found := strings.Cut(types, op); found {
			n, err := strconv.ParseFloat(number, 64)
			return typ, &Bound{Over: op == ">", N: n}, err == nil
		}
	}
	return types, nil, true
}

func (r *patternReader) classOrTrigger() *item {
	start := r.pos
	body, ok := r.delimited('>')
	if !ok {
		return nil
	}
	name, form, dotted := strings.Cut(body, ".")
	if !isIdentifier(name) || dotted && !isIdentifier(form) {
		r.fail(start, "%q is no class", body)
		return nil
	}
	if name == "trigger" {
		return &item{kind: triggerItem, form: form}
	}
	if dotted {
		r.fail(start, "only <trigger> has forms")
		return nil
	}
	return &item{kind: wordItem, class: name}
}

func (r *patternReader) group(depth int) *item {
	start := r.pos
	if depth == maxDepth {
		r.fail(start, "groups nest deeper than %d", maxDepth)
		return nil
	}
	it := &item{kind: groupItem}
	for {
		r.pos++ // ( or |
		at := r.pos
		items := r.sequence(depth + 1)
		if len(items) == 0 {
			if len(r.errs) == 0 {
				r.fail(at, "empty alternative")
			}
			return nil
		}
		it.alternatives = append(it.alternatives, items)
		if r.pos >= len(r.runes) {
			if len(r.errs) == 0 {
				r.fail(start, "group is not closed")
			}
			return nil
		}
		if r.runes[r.pos] == ')' {
			r.pos++
			return it.simplified()
		}
	}
}

// simplified turns a group of single words into one item with all of them, so
// that it may serve as a trigger.
func (it *item) simplified() *item {
	var words []string
	for _, a := range it.alternatives {
		if len(a) != 1 || a[0].kind != wordItem || a[0].class != "" || a[0].optional {
			return it
		}
		for word := range a[0].words.words {
			words = append(words, word)
		}
	}
	return &item{kind: wordItem, words: newWordSet(words)}
}

func isType(t string) bool { return slices.Contains(kg.Types, kg.Type(t)) }

// isIdentifier reports whether s is a name: Latin letters, digits, - and _.
func isIdentifier(s string) bool {
	for _, c := range s {
		if !(c == '-' || c == '_' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z') {
			return false
		}
	}
	return s != ""
}
