package extract

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/newsgraph/newsgraph/extract/pattern"
	"github.com/newsgraph/newsgraph/kg"
)

// sentence is one sentence as the rules see it.
type sentence struct {
	span
	paragraph int            // number of the line that it stands in
	units     []pattern.Unit // in text order
	cues      []pattern.Cue
	readings  []pattern.Reading // of the rules
	figures   []figure          // read so far
}

// piece is a stretch of a sentence that is one unit: a mention, a value or a
// title.
type piece struct {
	span
	mention int // index of the mention, else -1
	value   int // index of the value, else -1
	title   int // index of the title, else -1
}

// pieces returns what stands in a sentence besides words, by start: outermost
// mentions, then values and titles that overlap none.
func (r *reading) pieces(s span) []piece {
	var out []piece
	taken := make([]bool, s.len())
	free := func(o span) bool {
		return s.holds(o) && !slices.Contains(taken[o.start-s.start:o.end-s.start], true)
	}
	take := func(p piece) {
		out = append(out, p)
		for i := p.start; i < p.end; i++ {
			taken[i-s.start] = true
		}
	}
	first, _ := slices.BinarySearchFunc(r.mentions, s.start, func(m mention, at int) int { return m.start - at })
	for i := first; i < len(r.mentions) && r.mentions[i].start < s.end; i++ {
		m := r.mentions[i]
		if m.nested && i > 0 && r.mentions[i-1].holds(m.span) && m.typ != kg.Company {
			continue
		}
		at := m.span
		if inner, ok := r.brandInside(i); ok {
			at.start = skipSpace(r.text, inner.end)
		}
		if m.nested && !r.beginsOther(i) {
			continue
		}
		if free(at) {
			take(piece{at, i, -1, -1})
		}
	}
	for i, v := range r.values {
		at := span{v.BoundStart, v.BoundEnd} // 约, 超过 are no words between a trigger and its value
		if !free(at) {
			at = span{v.Start, v.End}
		}
		if free(at) {
			take(piece{at, -1, i, -1})
		}
	}
	for i, t := range r.titles {
		if free(t.span) && t.role {
			take(piece{t.span, -1, -1, i})
		}
	}
	slices.SortFunc(out, func(a, b piece) int { return a.start - b.start })
	return out
}

// brandInside returns the company mention that begins mention i's name
// (NVIDIA in NVIDIA Omniverse). As units they stand one behind the other.
func (r *reading) brandInside(i int) (mention, bool) {
	m := r.mentions[i]
	if i+1 >= len(r.mentions) || m.nested || m.typ == kg.Company {
		return mention{}, false
	}
	in := r.mentions[i+1]
	return in, in.nested && in.typ == kg.Company && in.start == m.start
}

func (r *reading) beginsOther(i int) bool {
	_, ok := r.brandInside(i - 1)
	return i > 0 && ok
}

// units turns a sentence into units: names, values and titles as they are,
// references as the names that they stand for, and words between them.
func (r *reading) unitsOf(s span) []pattern.Unit {
	out := make([]pattern.Unit, 0, s.len()/2+8) // a word has nearly two characters
	at := s.start
	for _, p := range r.pieces(s) {
		out = r.words(out, span{at, p.start})
		out = append(out, r.pieceUnit(p))
		at = p.end
	}
	out = r.words(out, span{at, s.end})
	out = dropAliasBrackets(out, r)
	return r.join(out)
}

// pieceUnit returns the unit of a mention, value or title.
func (r *reading) pieceUnit(p piece) pattern.Unit {
	u := pattern.Unit{Text: string(r.text[p.start:p.end]), Start: p.start, End: p.end}
	switch {
	case p.mention >= 0:
		m := r.mentions[p.mention]
		u.Kind = pattern.Name
		u.Members = []pattern.Member{{Ref: p.mention, Type: m.typ, Start: m.start, End: m.end}}
	case p.title >= 0:
		u.Kind, u.Type, u.Index = pattern.Value, "TITLE", p.title
	default:
		v := r.values[p.value]
		u.Kind, u.Type, u.Index = pattern.Value, valueType(v), p.value
		if u.Type == "COUNT" {
			u.Text = v.Unit
		}
	}
	return u
}

// words appends the words and marks of a stretch without names.
func (r *reading) words(out []pattern.Unit, s span) []pattern.Unit {
	for s.start < s.end {
		c := r.text[s.start]
		switch {
		case c == ' ':
			s.start++
		case isMark(c):
			out = append(out, pattern.Unit{Kind: pattern.Punct, Text: string(c), Start: s.start, End: s.start + 1})
			s.start++
		default:
			end := s.start
			for end < s.end && !isMark(r.text[end]) {
				end++
			}
			out = r.wordRun(out, span{s.start, end})
			s.start = end
		}
	}
	return out
}

// isMark reports whether a code point stands for itself as a unit. What is
// found inside Latin words and numbers does not.
func isMark(c rune) bool {
	switch c {
	case '-', '\'', '.', '%', '&', '_', '+', '$', '#', '@':
		return false
	}
	return unicode.IsPunct(c) || unicode.IsSymbol(c) || c == '\n'
}

// wordRun segments a run of words.
func (r *reading) wordRun(out []pattern.Unit, s span) []pattern.Unit {
	if r.lang == "en" {
		return r.englishWords(out, s)
	}
	return r.chineseWords(out, s)
}

func (r *reading) chineseWords(out []pattern.Unit, s span) []pattern.Unit {
	if s.start >= s.end {
		return out
	}
	words, ok := r.cut.within(s)
	if !ok {
		words = r.x.segmenter.Cut(string(r.text[s.start:s.end]))
	}
	at := s.start
	add := func(part string) {
		n := utf8.RuneCountInString(part)
		if strings.TrimSpace(part) != "" {
			out = append(out, pattern.Unit{Kind: pattern.Word, Text: part, Start: at, End: at + n})
		}
		at += n
	}
	for _, w := range words {
		w = strings.ToLower(w)
		if k := r.x.function.unglue(w); k > 0 {
			add(w[:k])
			w = w[k:]
		}
		add(w)
	}
	return out
}

// dropAliasBrackets takes brackets out that hold nothing but another name of
// what stands before them, or no name and no number at all. It does so in place.
func dropAliasBrackets(units []pattern.Unit, r *reading) []pattern.Unit {
	out := units[:0]
	for i := 0; i < len(units); i++ {
		if close := closingBracket(units, i); close > 0 && len(out) > 0 && r.droppable(out[len(out)-1], units[i+1:close]) {
			i = close
			continue
		}
		out = append(out, units[i])
	}
	return out
}

func closingBracket(units []pattern.Unit, i int) int {
	if i >= len(units) || units[i].Text != "（" && units[i].Text != "(" {
		return -1
	}
	for k := i + 1; k < len(units) && k < i+16; k++ {
		if units[k].Text == "）" || units[k].Text == ")" {
			return k
		}
	}
	return -1
}

func (r *reading) droppable(before pattern.Unit, inside []pattern.Unit) bool {
	for _, u := range inside {
		switch u.Kind {
		case pattern.Value:
			if u.Type != "NUMBER" && u.Type != "DATE" {
				return false
			}
		case pattern.Name:
			if before.Kind != pattern.Name || r.of[u.Members[0].Ref] != r.of[before.Members[len(before.Members)-1].Ref] {
				return false
			}
		}
	}
	return true
}

// kinds of names that may stand in one list.
func listClass(t kg.Type) int {
	switch t {
	case kg.Company, kg.Organization, kg.Person:
		return 1
	case kg.Model, kg.Chip, kg.Product:
		return 2
	}
	return 3
}

// join makes lists: names of one class with 、, 和 or "and" between them, and
// with commas where the list goes on behind them. It does so in place.
func (r *reading) join(units []pattern.Unit) []pattern.Unit {
	out := units[:0]
	for i := 0; i < len(units); i++ {
		u := units[i]
		for u.Kind == pattern.Name {
			next, ok := r.nextMember(units, i, u, len(out) > 0 && r.x.function.has(r.lang, "pair", out[len(out)-1].Text))
			if !ok || actsAnew(out, units[next+1:]) {
				break
			}
			u.Members = append(slices.Clone(u.Members), units[next].Members...)
			u.End = units[next].End
			u.Text += "+" + units[next].Text
			i = next
		}
		out = append(out, u)
	}
	return out
}

// actsAnew reports whether the verb before a list stands behind the name that would
// go on with it too, which then is the subject of a clause of its own (甲收购乙、丙收购丁).
func actsAnew(before, behind []pattern.Unit) bool {
	if len(before) == 0 || before[len(before)-1].Kind != pattern.Word {
		return false
	}
	if close := closingBracket(behind, 0); close > 0 {
		behind = behind[close+1:]
	}
	verb := before[len(before)-1].Text
	return len(behind) > 0 && behind[0].Kind == pattern.Word && behind[0].Text == verb && utf8.RuneCountInString(verb) > 1
}

// nextMember returns the unit that continues the list which ends in unit i. In
// Chinese, class nouns and quotation marks may stand around the marks that join
// (视频应用甲、“乙”和新款处理器丙), and quoted names may follow each other (《甲》《乙》).
// A list is paired behind a word that joins it to another end (与甲和乙合作).
func (r *reading) nextMember(units []pattern.Unit, i int, list pattern.Unit, paired bool) (int, bool) {
	first := r.skipThings(units, i+1)
	k := first
	comma := false
	for k < len(units) && k < first+2 && r.isSeparator(units[k].Text) {
		if units[k].Text == "，" || units[k].Text == "," {
			comma = true
		}
		ends := len(list.Members) > 1 && r.x.function.has(r.lang, "last", units[k].Text) // 甲、乙和丙
		pair := r.x.function.has(r.lang, "pair", units[k].Text)
		if !ends && !paired && pair && (r.pairFollows(units, k) || r.setsApart(units[k].Text, list)) {
			return 0, false
		}
		k++
	}
	plain := k == i+2 // one mark or word and nothing else
	if k == first && !quotesMeet(units, i+1) {
		return 0, false
	}
	if !comma {
		k = r.skipUnknown(units, k)
	}
	k = r.skipDescription(units, k, len(list.Members) > 1)
	if k >= len(units) || units[k].Kind != pattern.Name {
		return 0, false
	}
	if listClass(units[k].Members[0].Type) != listClass(list.Members[0].Type) {
		return 0, false
	}
	if comma && (first > i+1 || k > i+3 || plain && len(list.Members) < 2 && !r.goesOn(units, k)) {
		return 0, false
	}
	return k, true
}

// setsApart reports whether a word sets two things beside each other rather than
// list them: 与 between products compares, between firms it may list.
func (r *reading) setsApart(word string, list pattern.Unit) bool {
	return listClass(list.Members[0].Type) == listClass(kg.Product) && r.lang == "zh" && !r.x.function.has(r.lang, "last", word)
}

// skipUnknown returns the unit behind a member of the list that no name was
// found for, up to three nouns and the mark that joins the next (甲、某某和乙).
func (r *reading) skipUnknown(units []pattern.Unit, k int) int {
	if r.lang != "zh" || units[k-1].Text != "、" {
		return k
	}
	for i := k; i < len(units) && i <= k+3; i++ {
		u := &units[i]
		if i > k && u.Text != "，" && r.isSeparator(u.Text) {
			return i + 1
		}
		if u.Kind != pattern.Word || !strings.HasPrefix(r.x.segmenter.Tag(u.Text), "n") && !r.isForeign(u.Text) {
			return k
		}
	}
	return k
}

// isForeign reports whether a word is no word of the dictionary, as parts of
// names are.
func (r *reading) isForeign(word string) bool {
	tag := r.x.segmenter.Tag(word)
	return tag == "" || tag == "x" || tag == "eng"
}

// skipThings returns the first unit from i on that is neither a class noun nor
// a quotation mark, of up to four.
func (r *reading) skipThings(units []pattern.Unit, i int) int {
	for end := min(len(units), i+4); i < end; i++ {
		u := &units[i]
		mark := u.Kind == pattern.Punct && strings.Contains(quoteMarks, u.Text)
		if !mark && (u.Kind != pattern.Word || !r.x.thing[r.lang+"/"+u.Text]) {
			break
		}
	}
	return i
}

// longestDescription is how many words may say what a member of a list is, before a
// class noun that stands right before its name (、我们很熟悉的笔记应用丙).
const longestDescription = 8

// skipDescription is skipThings that in a Chinese list of several members also
// passes over a description which ends in a class noun.
func (r *reading) skipDescription(units []pattern.Unit, k int, several bool) int {
	first := r.skipThings(units, k)
	if !several || r.lang != "zh" || first < len(units) && units[first].Kind == pattern.Name {
		return first
	}
	for i := k; i < len(units) && i <= k+longestDescription; i++ {
		switch u := &units[i]; {
		case u.Kind == pattern.Name && i > k && r.x.thing["zh/"+units[i-1].Text]:
			return i
		case u.Kind != pattern.Word:
			return first
		}
	}
	return first
}

const quoteMarks = "“”‘’「」『』《》"

// quotesMeet reports whether a closing and an opening quotation mark begin at
// unit i.
func quotesMeet(units []pattern.Unit, i int) bool {
	return i+1 < len(units) && strings.Contains("”’」』》", units[i].Text) && strings.Contains("“‘「『《", units[i+1].Text)
}

// classNouns returns the nouns of each language that may stand between an
// owner's name and the thing's, and the articles and adjectives before them.
func classNouns(rules *pattern.Set) map[string]bool {
	out := map[string]bool{}
	for _, lang := range pattern.Languages {
		for _, w := range slices.Concat(rules.Class(lang, "noun"), rules.Class(lang, "newness"), rules.Class(lang, "article")) {
			out[lang+"/"+w] = w != "的"
		}
	}
	return out
}

// goesOn reports whether a list goes on behind unit k: a comma makes a list
// only then.
func (r *reading) goesOn(units []pattern.Unit, k int) bool {
	return k+1 < len(units) && (r.isSeparator(units[k+1].Text) && k+2 < len(units) && (units[k+2].Kind == pattern.Name || r.isSeparator(units[k+2].Text)) || units[k+1].Text == "等")
}

// longestPair is how many units may stand between a word that joins and the one that
// takes a pair: none of the annotated articles has as many.
const longestPair = 200

// pairFollows reports whether a word that takes a pair (合作, 签约) follows in
// the clause: then 与 joins the two ends of a fact and no list.
func (r *reading) pairFollows(units []pattern.Unit, k int) bool {
	for _, u := range units[k+1 : min(k+1+longestPair, len(units))] {
		if u.Kind == pattern.Punct && strings.Contains("，；。！？,;.", u.Text) {
			return false
		}
		if u.Kind == pattern.Word && r.x.function.has(r.lang, "pairing", u.Text) {
			return true
		}
	}
	return false
}

func (r *reading) isSeparator(word string) bool {
	return r.x.function.has(r.lang, "separator", word)
}
