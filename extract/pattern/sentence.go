package pattern

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxUnits is how many units of a sentence are looked at; the rest of a
// longer one (a table without punctuation) is ignored, so that time is bounded.
const maxUnits = 400

// sentence is a sequence of units prepared for matching: any run of words is
// a cut of one string, so that looking it up costs no allocation.
type sentence struct {
	lang  string
	units []Unit
	text  string // texts one after the other; after each a space in English
	at    []int  // byte offset in text of each unit, and of the end
	lemma string // the same with base forms (English only)
	lemAt []int
	jump  []int // boundary after a transparent run that starts at this boundary, else -1
	back  []int // boundary before a transparent run that ends at this boundary, else -1
	cost  []int // what a gap pays for skipping the unit
}

const noWord = "\x00" // stands for a name or a value, in no word of any rule

func newSentence(lang string, units []Unit) *sentence {
	if len(units) > maxUnits {
		units = units[:maxUnits]
	}
	s := &sentence{lang: lang, units: units}
	s.text, s.at = join(lang, units, func(u *Unit) string { return u.Text })
	if lang == "en" {
		s.lemma, s.lemAt = join(lang, units, func(u *Unit) string {
			if u.Lemma != "" {
				return u.Lemma
			}
			return u.Text
		})
	}
	s.findTransparent()
	return s
}

func join(lang string, units []Unit, text func(*Unit) string) (string, []int) {
	var b strings.Builder
	at := make([]int, 0, len(units)+1)
	for i := range units {
		at = append(at, b.Len())
		if u := &units[i]; u.readsAsWord() {
			b.WriteString(text(u))
		} else {
			b.WriteString(noWord)
		}
		if lang == "en" {
			b.WriteByte(' ')
		}
	}
	return b.String(), append(at, b.Len())
}

// findTransparent marks what patterns look through: bracketed remarks,
// quotation marks and omitted subjects.
func (s *sentence) findTransparent() {
	n := len(s.units)
	s.jump, s.back = slices.Repeat([]int{-1}, n+1), slices.Repeat([]int{-1}, n+1)
	s.cost = make([]int, n)
	open := -1
	for i := range s.units {
		u := &s.units[i]
		s.cost[i] = 1
		switch {
		case u.omitted(), u.Kind == Punct && isQuoteMark(u.Text):
			s.cost[i] = 0
			s.jump[i], s.back[i+1] = i+1, i
		case u.Kind == Punct && isOpenBracket(u.Text):
			open = i
		case u.Kind == Punct && isCloseBracket(u.Text) && open >= 0:
			s.jump[open], s.back[i+1] = i+1, open
			open = -1
		}
	}
}

// cut returns the text of units [i, j).
func (s *sentence) cut(i, j int) string { return cutOf(s.lang, s.text, s.at, i, j) }

func cutOf(lang, text string, at []int, i, j int) string {
	end := at[j]
	if lang == "en" && j > i {
		end--
	}
	return text[at[i]:end]
}

// isWords reports whether units [i, j) read as one of the words.
func (s *sentence) isWords(w *wordSet, i, j int) bool {
	if w.words[s.cut(i, j)] {
		return true
	}
	return s.lang == "en" && w.words[cutOf(s.lang, s.lemma, s.lemAt, i, j)]
}

// endsIn reports whether a Chinese job title ends in one of the words, its head
// (联合创始人兼首席执行官).
func (s *sentence) endsIn(w *wordSet, i int) bool {
	u := &s.units[i]
	if s.lang != "zh" || u.Kind != Value || u.Type != "TITLE" {
		return false
	}
	for k := range u.Text {
		if w.words[u.Text[k:]] {
			return true
		}
	}
	return false
}

// clauseBreak reports whether the unit ends a clause.
func (s *sentence) clauseBreak(i int) bool {
	u := &s.units[i]
	return u.Kind == Punct && (isClauseMark(u.Text) || isSentenceMark(u.Text))
}

// clause returns the units [start, end) of the clause that holds unit i.
func (s *sentence) clause(i int) (int, int) {
	start, end := i, i
	for start > 0 && !s.clauseBreak(start-1) {
		start--
	}
	for end < len(s.units) && !s.clauseBreak(end) {
		end++
	}
	return start, end
}

// strands reports whether a candidate takes for an end before its trigger what
// is not the subject there: a left-out one although the clause has a noun of its
// own that no verb and no preposition governs, or a firm whose people act
// (甲员工起诉, 甲限制用户使用).
func (s *sentence) strands(c *candidate) bool {
	return slices.ContainsFunc(c.captures, func(x capture) bool {
		switch {
		case s.units[x.start].omitted():
			return s.lang == "en" || s.ownSubject(x.end, c.at.start) // English leaves no subject out
		case x.slot.role == "subject" && !c.rule.np:
			return s.peopleAct(c, x.end)
		}
		return false
	})
}

func (s *sentence) ownSubject(from, to int) bool {
	governed := false
	for i := from; i < to; i++ {
		u := &s.units[i]
		switch {
		case u.Part == Verb, u.Part == Preposition:
			governed = true
		case u.Text == "的", s.clauseBreak(i):
			governed = false
		case (u.Part == Noun || u.Part == People) && !governed:
			return true
		}
	}
	return false
}

// peopleAct reports whether the clause holds, from a unit on to the trigger, a
// noun for people that no preposition governs, no list holds and no word of
// the rule is.
func (s *sentence) peopleAct(c *candidate, from int) bool {
	governed := false
	for i := from; i < c.at.start; i++ {
		switch u := &s.units[i]; {
		case s.clauseBreak(i):
			return false
		case u.Part == Preposition, isSeparator(u.Text): // 对用户; 甲和投资人
			governed = true
		case u.Part == Verb, u.Text == "的":
			governed = false
		case u.Part == People && !governed && s.units[i+1].Kind != Name && !c.explains(i):
			return true
		}
	}
	return false
}

// explains reports whether the rule writes the word of a unit out.
func (c *candidate) explains(unit int) bool {
	return slices.ContainsFunc(c.words, func(w [2]int) bool { return w[0] <= unit && unit < w[1] })
}

func isPunct(text string) bool {
	r, size := utf8.DecodeRuneInString(text)
	return size == len(text) && size > 0 && (unicode.IsPunct(r) || unicode.IsSymbol(r))
}

func isClauseMark(t string) bool {
	switch t {
	case "，", "；", "：", ",", ";", ":":
		return true
	}
	return false
}

func isSentenceMark(t string) bool {
	switch t {
	case "。", "！", "？", "!", "?", ".", "\n":
		return true
	}
	return false
}

func isQuoteMark(t string) bool {
	switch t {
	case "“", "”", "\"", "‘", "’", "「", "」", "『", "』", "《", "》":
		return true
	}
	return false
}

func isOpenBracket(t string) bool  { return t == "（" || t == "(" || t == "[" || t == "【" }
func isCloseBracket(t string) bool { return t == "）" || t == ")" || t == "]" || t == "】" }

// wordSet is a set of words, each the text between two unit boundaries.
type wordSet struct {
	words   map[string]bool
	longest int // bytes
}

func newWordSet(words []string) *wordSet {
	w := &wordSet{words: make(map[string]bool, len(words))}
	for _, word := range words {
		w.words[word] = true
		w.longest = max(w.longest, len(word))
	}
	return w
}
