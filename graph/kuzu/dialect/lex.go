package dialect

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// kind is what a token is.
type kind int

const (
	word   kind = iota // name or keyword
	quoted             // name between backticks
	text               // string literal
	number
	param // $name
	mark  // everything else, mostly one character
)

// token is one piece of a query, and what is written in its place.
type token struct {
	kind       kind
	text       string // a name without backticks, a string decoded, else as written
	start, end int    // bytes of the query
	pair       int    // of a bracket: the token of the other one
	space      bool   // white space or a comment stands before it

	before, out, after string
}

// is reports whether the token is a mark, or a keyword in whatever case.
func (t token) is(s string) bool {
	return t.kind == mark && t.text == s || t.kind == word && strings.EqualFold(t.text, s)
}

func (t token) isName() bool { return t.kind == word || t.kind == quoted }

// lexer reads one query.
type lexer struct {
	source string
	at     int
	space  bool
	tokens []token
}

// lex cuts a query into tokens and pairs its brackets.
func lex(source string) ([]token, error) {
	l := lexer{source: source}
	for l.skipSpace(); l.at < len(source); l.skipSpace() {
		if err := l.next(); err != nil {
			return nil, err
		}
	}
	return l.tokens, pairBrackets(source, l.tokens)
}

func (l *lexer) rest() string { return l.source[l.at:] }

// skipSpace skips white space and comments.
func (l *lexer) skipSpace() {
	from := l.at
	for l.at < len(l.source) {
		r, size := utf8.DecodeRuneInString(l.rest())
		switch {
		case unicode.IsSpace(r):
			l.at += size
		case strings.HasPrefix(l.rest(), "//"):
			l.skipPast("\n")
		case strings.HasPrefix(l.rest(), "/*"):
			l.skipPast("*/")
		default:
			l.space = l.at > from
			return
		}
	}
}

func (l *lexer) skipPast(end string) {
	if _, after, found := strings.Cut(l.rest(), end); found {
		l.at = len(l.source) - len(after)
		return
	}
	l.at = len(l.source)
}

func (l *lexer) add(k kind, content, out string, end int) {
	l.tokens = append(l.tokens, token{kind: k, text: content, start: l.at, end: end, space: l.space, out: out})
	l.at = end
}

// marks of two characters; all others are of one.
var marks = []string{"<>", "<=", ">=", "=~", "..", "||", "::", "+=", "!="}

func (l *lexer) next() error {
	r, size := utf8.DecodeRuneInString(l.rest())
	switch {
	case r == utf8.RuneError && size == 1:
		return faultAt(l.source, l.at, "the query is no UTF-8")
	case r == 0:
		return faultAt(l.source, l.at, "a NUL character")
	case r == '`':
		return l.quotedName()
	case r == '\'' || r == '"':
		return l.literal(byte(r))
	case r >= '0' && r <= '9':
		l.number()
		return nil
	case r == '$' || isLetter(r):
		end := l.at + size
		for _, r := range l.source[end:] {
			if !isLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.M, r) {
				break
			}
			end += utf8.RuneLen(r)
		}
		k := word
		if r == '$' {
			k = param
		}
		content := l.source[l.at:end]
		l.add(k, content, content, end)
		return nil
	}
	for _, m := range marks {
		if strings.HasPrefix(l.rest(), m) {
			size = len(m)
		}
	}
	content := l.source[l.at : l.at+size]
	l.add(mark, content, content, l.at+size)
	return nil
}

func isLetter(r rune) bool { return r == '_' || unicode.IsLetter(r) || unicode.Is(unicode.Nl, r) }

func (l *lexer) quotedName() error {
	end := strings.IndexByte(l.rest()[1:], '`')
	if end <= 0 || strings.HasPrefix(l.rest()[end+2:], "`") {
		return faultAt(l.source, l.at, "a name between ` that is empty, has no end or has ` in it")
	}
	name := l.rest()[1 : end+1]
	l.add(quoted, name, quote(name), l.at+end+2)
	return nil
}

// number reads 12, 1.5 or 1e-3; of 1..2 it reads 1.
func (l *lexer) number() {
	end := l.at
	digits := func() {
		for end < len(l.source) && (isDigit(l.source[end]) || l.source[end] == '_') {
			end++
		}
	}
	digits()
	if end+1 < len(l.source) && l.source[end] == '.' && isDigit(l.source[end+1]) {
		end++
		digits()
	}
	if end < len(l.source) && (l.source[end] == 'e' || l.source[end] == 'E') {
		sign := end + 1
		if sign < len(l.source) && (l.source[sign] == '-' || l.source[sign] == '+') {
			sign++
		}
		if sign < len(l.source) && isDigit(l.source[sign]) {
			end = sign
			digits()
		}
	}
	content := l.source[l.at:end]
	l.add(number, content, strings.ReplaceAll(content, "_", ""), end)
}

func isDigit(b byte) bool { return b >= '0' && b <= '9' }

var escapes = map[byte]string{'\\': "\\", '\'': "'", '"': "\"", 'b': "\b", 'f': "\f", 'n': "\n", 'r': "\r", 't': "\t", '`': "`"}

// literal reads a string as Neo4j does and writes it as Kuzu does, which knows
// no escapes but \\ and \'.
func (l *lexer) literal(end byte) error {
	var content strings.Builder
	for i := l.at + 1; i < len(l.source); i++ {
		c := l.source[i]
		switch {
		case c == end:
			l.add(text, content.String(), literal(content.String()), i+1)
			return nil
		case c != '\\' || i+1 == len(l.source):
			content.WriteByte(c)
		case l.source[i+1] == 'u' && i+6 <= len(l.source):
			code, err := strconv.ParseUint(l.source[i+2:i+6], 16, 16)
			if err != nil || code == 0 || !utf8.ValidRune(rune(code)) {
				return faultAt(l.source, i, `\u without the four hex digits of a character`)
			}
			content.WriteRune(rune(code))
			i += len("u0000")
		default:
			decoded, known := escapes[l.source[i+1]]
			if !known {
				return faultAt(l.source, i, "an unknown escape in a text")
			}
			content.WriteString(decoded)
			i++
		}
	}
	return faultAt(l.source, l.at, "a text without an end")
}

// literal writes a text as a string of Kuzu's.
func literal(s string) string {
	return "'" + strings.NewReplacer(`\`, `\\`, `'`, `\'`).Replace(s) + "'"
}

// quote makes a name one that no keyword of Kuzu's can be mistaken for.
func quote(name string) string { return "`" + name + "`" }

var brackets = map[string]string{"(": ")", "[": "]", "{": "}"}

func pairBrackets(source string, tokens []token) error {
	var open []int
	for i, t := range tokens {
		switch {
		case t.kind != mark:
		case brackets[t.text] != "":
			open = append(open, i)
		case t.is(")") || t.is("]") || t.is("}"):
			if len(open) == 0 || brackets[tokens[open[len(open)-1]].text] != t.text {
				return faultAt(source, t.start, t.text+" closes nothing")
			}
			tokens[i].pair = open[len(open)-1]
			tokens[tokens[i].pair].pair = i
			open = open[:len(open)-1]
		}
	}
	if len(open) > 0 {
		t := tokens[open[len(open)-1]]
		return faultAt(source, t.start, t.text+" is never closed")
	}
	return nil
}

// faultAt says what is wrong at a byte of the query: lines and columns count
// characters from 1.
func faultAt(source string, at int, reason string) error {
	before := source[:at]
	line := 1 + strings.Count(before, "\n")
	column := 1 + utf8.RuneCountInString(before[strings.LastIndex(before, "\n")+1:])
	return fmt.Errorf("line %d, column %d: %s", line, column, reason)
}
