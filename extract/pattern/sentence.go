package pattern

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/newsgraph/newsgraph/kg"
)

// maxUnits is how many units of a sentence are looked at; the rest of a
// longer one (a table without punctuation) is ignored, so that time is bounded.
const maxUnits = 400

// sentence is a sequence of units prepared for matching. All words of all rules
// are looked up once; whether a word stands somewhere is then a comparison of
// numbers.
type sentence struct {
	lang  string
	units []Unit
	text  string // texts one after the other; after each a space in English
	at    []int  // byte offset in text of each unit, and of the end
	lemma string // the same with base forms (English only)
	lemAt []int
	found []foundWord // by start, then by end
	first []int32     // by unit: the first of found that starts there or later
	last  []int32     // by boundary: the last of found that ends there, -1 for none
	types typeMask    // of all names
	has   []answer    // by number of a word set
	jump  []int       // boundary after a transparent run that starts at this boundary, else -1
	back  []int       // boundary before a transparent run that ends at this boundary, else -1
	cost  []int       // what a gap pays for skipping the unit
}

// foundWord is a word of any rule at units [start, end).
type foundWord struct {
	start, end int32
	word       wordID
	before     int32 // the one found before it that ends at the same boundary, -1 for none
}

// answer is what is known of a question that is asked again and again.
type answer uint8

const (
	unasked answer = iota
	yes
	no
)

// typeMask is a set of types of entities.
type typeMask uint16

func maskOf(types []kg.Type) typeMask {
	var out typeMask
	for _, t := range types {
		if i := slices.Index(kg.Types, t); i >= 0 {
			out |= 1 << i
		}
	}
	return out
}

const noWord = "\x00" // stands for a name or a value, in no word of any rule

// begin prepares the units, in the memory of the sentence before.
func (s *sentence) begin(lex *lexicon, lang string, units []Unit) {
	s.lookUp(lex, lang, units)
	s.findTypes()
	s.has = resized(s.has, lex.sets)
	s.findTransparent()
}

// lookUp takes the units and finds the words of rules among them.
func (s *sentence) lookUp(lex *lexicon, lang string, units []Unit) {
	if len(units) > maxUnits {
		units = units[:maxUnits]
	}
	s.lang, s.units = lang, units
	s.text, s.at = join(lang, units, s.at[:0], func(u *Unit) string { return u.Text })
	if lang == "en" {
		s.lemma, s.lemAt = join(lang, units, s.lemAt[:0], func(u *Unit) string {
			if u.Lemma != "" {
				return u.Lemma
			}
			return u.Text
		})
	}
	s.findWords(lex)
}

// resized returns a slice of n zeros in the memory of another where it fits.
func resized[T any](old []T, n int) []T {
	if cap(old) < n {
		return make([]T, n)
	}
	clear(old[:n])
	return old[:n]
}

func join(lang string, units []Unit, at []int, text func(*Unit) string) (string, []int) {
	var b strings.Builder
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

// findWords looks up every run of words in one pass.
func (s *sentence) findWords(lex *lexicon) {
	n := len(s.units)
	s.found, s.first, s.last = s.found[:0], s.first[:0], s.last[:0]
	for range n + 1 {
		s.last = append(s.last, -1)
	}
	add := func(i, j int, text string) {
		if word, ok := lex.ids[text]; ok {
			s.found = append(s.found, foundWord{int32(i), int32(j), word, s.last[j]})
			s.last[j] = int32(len(s.found) - 1)
		}
	}
	for i := range n {
		s.first = append(s.first, int32(len(s.found)))
		if !s.units[i].readsAsWord() {
			continue
		}
		longest := lex.longestAt(s.text[s.at[i]:])
		if s.lang == "en" {
			longest = max(longest, lex.longestAt(s.lemma[s.lemAt[i]:]))
		}
		for j := i + 1; j <= n && s.units[j-1].readsAsWord(); j++ {
			text := s.cut(i, j)
			if len(text) > longest && (s.lang == "zh" || j > i+1) {
				break
			}
			add(i, j, text)
			if s.lang == "en" {
				if lemma := cutOf(s.lang, s.lemma, s.lemAt, i, j); lemma != text {
					add(i, j, lemma)
				}
			}
		}
	}
	s.first = append(s.first, int32(len(s.found)))
}

// longestAt returns how long a word may be that a text begins with, in bytes.
func (l *lexicon) longestAt(text string) int {
	first, _ := utf8.DecodeRuneInString(text)
	return l.longest[first]
}

// from returns the words found that start at a unit.
func (s *sentence) from(i int) []foundWord { return s.found[s.first[i]:s.first[i+1]] }

func (s *sentence) findTypes() {
	s.types = 0
	for i := range s.units {
		for _, m := range s.units[i].Members {
			s.types |= maskOf([]kg.Type{m.Type})
		}
	}
}

// holds reports whether a word of the set stands anywhere in the sentence.
func (s *sentence) holds(w *wordSet) bool {
	known := &s.has[w.number]
	if *known == unasked {
		*known = no
		if slices.ContainsFunc(s.found, func(f foundWord) bool { return w.has(f.word) }) || s.titleEndsIn(w) {
			*known = yes
		}
	}
	return *known == yes
}

// mayMatch reports whether the sentence has what a rule cannot do without: names
// of the types and the words that it asks for.
func (s *sentence) mayMatch(r *rule) bool {
	for _, types := range r.types {
		if s.types&types == 0 {
			return false
		}
	}
	return !slices.ContainsFunc(r.words, func(w *wordSet) bool { return !s.holds(w) })
}

func (s *sentence) titleEndsIn(w *wordSet) bool {
	for i := range s.units {
		if s.endsIn(w, i) {
			return true
		}
	}
	return false
}

// findTransparent marks what patterns look through: bracketed remarks,
// quotation marks and omitted subjects.
func (s *sentence) findTransparent() {
	n := len(s.units)
	s.jump, s.back, s.cost = s.jump[:0], s.back[:0], resized(s.cost, n)
	for range n + 1 {
		s.jump, s.back = append(s.jump, -1), append(s.back, -1)
	}
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
// is not the subject there: a left-out one that only the sentence before names (of
// such facts two in five are right) or although the clause has a noun of its own
// that no verb and no preposition governs, or a firm whose people act (甲员工起诉,
// 甲限制用户使用).
func (s *sentence) strands(c *candidate) bool {
	return slices.ContainsFunc(c.captures, func(x capture) bool {
		switch {
		case s.units[x.start].omitted():
			return s.lang == "en" || x.slot.role == "subject" && s.units[x.start].Members[0].Carried || s.ownSubject(x.end, c.at.start) // English leaves no subject out
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

// wordID is the number of a word of the rules of one language.
type wordID int32

// wordSet is a set of words, each the text between two unit boundaries.
type wordSet struct {
	words   map[string]bool
	longest int      // bytes
	number  int      // among the sets of its language
	ids     []uint64 // a bit for each word
}

func newWordSet(words []string) *wordSet {
	w := &wordSet{words: make(map[string]bool, len(words)), number: -1}
	for _, word := range words {
		w.words[word] = true
		w.longest = max(w.longest, len(word))
	}
	return w
}

func (w *wordSet) has(word wordID) bool { return w.ids[word>>6]>>(word&63)&1 != 0 }
