package value

import (
	_ "embed"
	"errors"
	"fmt"
	"strconv"
	"strings"
)

//go:embed words.tsv
var wordsTSV string

// role is where a word stands: see the head of words.tsv.
type role uint8

const (
	roleCurrency role = iota
	rolePrefix
	rolePercent
	roleCount
	roleNoun
	roleAdjective
	roleBefore
	roleAfter
	roleCue
	rolePer
	roleFixed
	roleScale
	roleNumeral
	roleVague
	roleDay
	roleWeek
	roleMonth
	roleQuarter
	roleYear
	roleWeekday
	roleName
	roleDayword
	roleStop
	roles
)

var roleNames = [roles]string{
	"currency", "prefix", "percent", "count", "noun", "adjective", "before", "after", "cue", "per", "fixed",
	"scale", "numeral", "vague", "day", "week", "month", "quarter", "year", "weekday", "name", "dayword", "stop",
}

// meaning is what a word says, by its role.
type meaning struct {
	text string  // ISO code, bound, or class of a count
	unit string  // name of the unit
	num  float64 // number: value, power of ten, days …
}

// words are the words of one language.
type words struct {
	tries    [roles]trie
	meanings []meaning
	starts   [1 << 16]bool // code points at which a value or one of the words before it may start
}

// backward tells the roles whose words are looked up from their end.
func (r role) backward() bool { return r == roleBefore || r == roleCue || r == roleDayword }

// opens tells the roles whose words may begin a value.
func (r role) opens() bool {
	switch r {
	case rolePrefix, roleFixed, roleNumeral, roleVague, roleDay, roleWeek, roleMonth, roleQuarter, roleYear, roleWeekday, roleName, roleStop:
		return true
	}
	return false
}

func newWords() *words {
	w := &words{}
	for r := range w.tries {
		w.tries[r] = newTrie()
	}
	return w
}

// find returns the end and meaning of the longest word of a role at i.
func (w *words) find(r role, text []rune, i int) (int, meaning, bool) {
	end, m, ok := w.tries[r].longest(text, i)
	if !ok {
		return i, meaning{}, false
	}
	return end, w.meanings[m], true
}

// findBack returns the start and meaning of the longest word that ends at end.
func (w *words) findBack(r role, text []rune, end int) (int, meaning, bool) {
	start, m, ok := w.tries[r].longestBack(text, end)
	if !ok {
		return end, meaning{}, false
	}
	return start, w.meanings[m], true
}

// readWords reads the words of both languages. The error joins one of the
// form file:line:column: message for each fault.
func readWords(file, data string) (zh, en *words, err error) {
	byLang := map[string]*words{"zh": newWords(), "en": newWords()}
	var errs []error
	line := 0
	for text := range strings.Lines(data) {
		line++
		text = strings.TrimRight(text, "\r\n")
		if text == "" || strings.HasPrefix(text, "#") {
			continue
		}
		errs = append(errs, readLine(byLang, fmt.Sprintf("%s:%d", file, line), text)...)
	}
	byLang["zh"].start("0123456789-+−每零〇一二两三四五六七八九十百千万亿几数上过本前首第周星礼同年月战种天半")
	byLang["en"].start("0123456789-+−")
	return byLang["zh"], byLang["en"], errors.Join(errs...)
}

// readLine adds the words of one line; place is file:line.
func readLine(byLang map[string]*words, place, text string) []error {
	fields := strings.Split(text, "\t")
	if len(fields) != 4 {
		return []error{fmt.Errorf("%s:1: %d columns, want language, role, meaning and words", place, len(fields))}
	}
	column := func(n int) int { return len([]rune(strings.Join(fields[:n], "\t"))) + 2 }
	w := byLang[fields[0]]
	if w == nil {
		return []error{fmt.Errorf("%s:1: language %q, want zh or en", place, fields[0])}
	}
	r, ok := roleOf(fields[1])
	if !ok {
		return []error{fmt.Errorf("%s:%d: unknown role %q", place, column(1), fields[1])}
	}
	m, err := readMeaning(r, fields[2])
	if err != nil {
		return []error{fmt.Errorf("%s:%d: %w", place, column(2), err)}
	}
	var errs []error
	at := column(3)
	for _, word := range strings.Split(fields[3], "|") {
		if err := w.add(r, m, word); err != nil {
			errs = append(errs, fmt.Errorf("%s:%d: %w", place, at, err))
		}
		at += len([]rune(word)) + 1
	}
	return errs
}

func roleOf(text string) (role, bool) {
	for r, n := range roleNames {
		if n == text {
			return role(r), true
		}
	}
	return 0, false
}

func readMeaning(r role, text string) (meaning, error) {
	first, rest, _ := strings.Cut(text, " ")
	switch r {
	case roleCurrency:
		m := meaning{text: first}
		if first != "?" && !isCode(first) {
			return m, fmt.Errorf("currency %q, want an ISO code or ?", first)
		}
		if rest == "" {
			return m, nil
		}
		var err error
		m.num, err = readNumber(rest)
		return m, err
	case rolePrefix:
		if !isCode(text) {
			return meaning{}, fmt.Errorf("currency %q, want an ISO code", text)
		}
		return meaning{text: text}, nil
	case roleCount:
		return meaning{text: first, unit: rest}, oneOf(first, "classifier", "noun", "time", "digits")
	case roleBefore, roleAfter:
		return meaning{text: text}, oneOf(text, "about", "over", "under", "none")
	case roleNoun, roleAdjective, roleCue, rolePer, roleDayword, roleStop:
		return meaning{}, oneOf(text, "-")
	}
	num, err := readNumber(text)
	return meaning{num: num}, err
}

func readNumber(text string) (float64, error) {
	num, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return 0, fmt.Errorf("meaning %q, want a number", text)
	}
	return num, nil
}

func isCode(text string) bool {
	return len(text) == 3 && strings.Trim(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
}

func oneOf(text string, allowed ...string) error {
	for _, a := range allowed {
		if text == a {
			return nil
		}
	}
	return fmt.Errorf("meaning %q, want %s", text, strings.Join(allowed, " or "))
}

// add puts in a word of a role. A count without a unit's name is its own.
func (w *words) add(r role, m meaning, word string) error {
	if word == "" || strings.TrimSpace(word) != word {
		return fmt.Errorf("word %q: empty, or with space around it", word)
	}
	if r == roleCount && m.unit == "" {
		m.unit = word
	}
	runes := []rune(word)
	if r.opens() {
		w.start(string(runes[0]))
		w.start(strings.ToUpper(string(runes[0])))
	}
	if r.backward() {
		for i, j := 0, len(runes)-1; i < j; i, j = i+1, j-1 {
			runes[i], runes[j] = runes[j], runes[i]
		}
	}
	w.meanings = append(w.meanings, m)
	if !w.tries[r].add(runes, len(w.meanings)-1) {
		return fmt.Errorf("%s %q is there twice", roleNames[r], word)
	}
	return nil
}

func (w *words) start(runes string) {
	for _, r := range runes {
		if int(r) < len(w.starts) {
			w.starts[r] = true
		}
	}
}
