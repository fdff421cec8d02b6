package extract

import (
	"slices"
	"strings"

	"github.com/newsgraph/newsgraph/extract/english"
	"github.com/newsgraph/newsgraph/kg"
)

// persons returns the people named after a title or a byline's word, and
// those whose transliterated name has a dot.
func (f *finder) persons(d *draft) []mention {
	out := behindTitles(d, f.shapes.dotted(d))
	for _, t := range d.titles {
		named := f.shapes.named(d, t)
		if d.lang == "en" && !t.address {
			named = f.withoutOrdinary(d, named)
		}
		out = append(out, named...)
	}
	return slices.DeleteFunc(out, func(m mention) bool { return splitsKnown(d, m) })
}

// behindTitles cuts off the titles that dotted names begin with: the characters of
// 富豪 in 富豪某·某 are those of names too.
func behindTitles(d *draft, dotted []mention) []mention {
	for i := range dotted {
		m := &dotted[i]
		for _, t := range d.titles {
			if m.start < t.end && t.end < m.end {
				m.start = t.end
			}
		}
	}
	return dotted
}

// withoutOrdinary cuts off what stands in capitals behind a title and names nobody:
// ordinary words that no given name stands before, and those of the calendar (CEO
// Jane Doe Sells Shares, Officer March 1).
func (f *finder) withoutOrdinary(d *draft, named []mention) []mention {
	var out []mention
	for _, m := range named {
		end, given := m.start, false
		for _, t := range english.Tokens(d.text[m.start:m.end]) {
			if f.words.Function(strings.ToLower(t.Text)) || f.words.Calendar(t.Text) || !given && f.ordinaryEnglish(t.Text) {
				break
			}
			end, given = m.start+t.End, end == m.start && f.words.Given(t.Text)
		}
		if m.end = end; m.len() > 2 {
			out = append(out, m)
		}
	}
	return out
}

// splitsKnown reports whether a known name begins inside the candidate and
// not at its start: the candidate took a word before a name for a surname. The
// last name that ends it begins nothing.
func splitsKnown(d *draft, m mention) bool {
	return slices.ContainsFunc(d.found, func(k mention) bool {
		return !k.unsure && k.typ != noMention && m.start < k.start && k.start < m.end && k.by != "version" && (k.end != m.end || d.text[k.start-1] != '·')
	})
}

// named returns the people that stand right after a title: one, or after a
// byline's word several (记者 甲 乙, 编辑：甲、乙).
func (s *shapes) named(d *draft, t title) []mention {
	var out []mention
	at := s.skipToName(d.text, t.end, t.role)
	for {
		m, ok := s.personAt(d, at)
		if !ok || at > t.end && d.isTitle(at) || !t.role && !t.byline && !t.gov && s.surnames[d.cut(span{at, at + 1})].word {
			return out // 用户和更多人: behind such a word the surname is none
		}
		m.by = "title"
		out = append(out, m)
		next := skipSpace(d.text, m.end)
		if next < len(d.text) && (d.text[next] == '、' || d.text[next] == '和' || d.text[next] == '/') {
			next = skipSpace(d.text, next+1)
		} else if t.role || next == m.end {
			return out
		}
		at = next
	}
}

// isTitle reports whether a title begins at a place (the 董 of 董秘 is no surname).
func (d *draft) isTitle(at int) bool {
	_, found := slices.BinarySearchFunc(d.titles, at, func(t title, at int) int { return t.start - at })
	return found
}

// bylines returns the names of all bylines.
func (s *shapes) bylines(d *draft) []mention {
	var out []mention
	for _, t := range d.titles {
		if t.byline {
			out = append(out, s.bylineNames(d, t)...)
		}
	}
	return out
}

// bylineNames returns the names of a byline that marks or spaces set off on
// both sides, pen names too: 文/某网 甲乙, 编辑｜丙丁 戊己庚. A known name among
// them (the outlet's) is passed over.
func (s *shapes) bylineNames(d *draft, t title) []mention {
	var out []mention
	for at := s.skipToName(d.text, t.end, false); at > t.end && at < len(d.text); {
		end := at
		if known, ok := d.mentionStartingAt(at); ok {
			end = known.end
		} else {
			for end < len(d.text) && isHan(d.text[end]) {
				end++
			}
			if n := end - at; n < 2 || n > 3 || s.ordinary(d.text[at:end]) || s.tag(string(d.text[at:at+2])) == "v" {
				return out
			}
			out = append(out, mention{span: span{at, end}, typ: kg.Person, by: "byline", p: 0.9})
		}
		next := skipSpace(d.text, end)
		for next < len(d.text) && strings.ContainsRune("、/&,", d.text[next]) {
			next = skipSpace(d.text, next+1)
		}
		if next == end {
			return out
		}
		at = next
	}
	return out
}

// skipToName skips what may stand between a title and the name: nothing but
// spaces after a role's title, a colon or a bar too in a byline.
func (s *shapes) skipToName(text []rune, i int, role bool) int {
	i = skipSpace(text, i)
	if !role {
		for i < len(text) && strings.ContainsRune(bylineMarks, text[i]) {
			i = skipSpace(text, i+1)
		}
	}
	return i
}

// personAt reads a person's name at position i: Latin words in capitals, a
// transliterated name, or a Chinese surname and given name.
func (s *shapes) personAt(d *draft, i int) (mention, bool) {
	if i >= len(d.text) {
		return mention{}, false
	}
	end := 0
	switch r := d.text[i]; {
	case isUpper(r):
		end = s.latinPerson(d.text, i)
	case isHan(r):
		if end = s.foreignPerson(d, i); end == 0 {
			end = s.chinesePerson(d.text, i)
			if end == i+2 && s.alwaysLonger(d.text, i, end) {
				end++
			}
		}
	}
	if end == 0 {
		return mention{}, false
	}
	return mention{span: span{i, end}, typ: kg.Person, p: 0.9}, true
}

// latinPerson returns the end of one to four capitalised words at i, none of
// which is a known abbreviation; 0 if there are none.
func (s *shapes) latinPerson(text []rune, i int) int {
	end, words := i, 0
	for at := i; at < len(text) && isUpper(text[at]) && words < 4; words++ {
		next := latinWord(text, at)
		if s.stop[string(text[at:next])] || slices.ContainsFunc(text[at:next], isDigit) {
			break
		}
		if next < len(text) && text[next] == '.' && next-at == 1 { // an initial
			next++
		}
		end = next
		at = skipSpace(text, next)
		if at < len(text) && text[at] == '·' {
			at++
		}
	}
	if end-i < 3 {
		return 0
	}
	return end
}

// foreignPerson returns the end of a transliterated name at i: characters of
// the transliteration table, with dots between; 0 if it is none.
func (s *shapes) foreignPerson(d *draft, i int) int {
	text, end := d.text, i
	for end < len(text) && (s.translit[text[end]] && text[end] != '·' || text[end] == '·' && end > i && end+1 < len(text) && isHan(text[end+1])) {
		end++
	}
	if end > i && text[end-1] == '·' {
		if end--; s.startsSurname(text, end+1) {
			end += 2 // 莎拉·郭
		}
	}
	end = s.withoutWords(d, i, end)
	n := end - i
	if slices.Contains(text[i:end], '·') {
		return end
	}
	if n < 2 || n > 6 || s.startsSurname(text, i) && n <= 3 || s.ordinary(text[i:i+2]) || s.ordinary(text[end-2:end]) {
		return 0
	}
	return end
}

// withoutWords cuts off what stands behind a name in characters of the
// transliteration table: a word of one character (格雷夫斯曾), and the first character of
// a longer one (摩尔当地时间).
func (s *shapes) withoutWords(d *draft, start, end int) int {
	if d.words == nil {
		return end
	}
	for end-start > 2 && d.words.at[end-1] >= 0 && (d.words.at[end] < 0 || s.after[d.text[end-1]]) {
		end--
	}
	return end
}

func (s *shapes) startsSurname(text []rune, i int) bool {
	_, one := s.surnames[string(text[i:i+1])]
	return one
}

// chinesePerson returns the end of a surname and one or two more characters
// at i, or 0. A word of the dictionary that is no name (应用, 支付) is none,
// nor is what the next character makes one.
func (s *shapes) chinesePerson(text []rune, i int) int {
	given := 0
	if i+2 < len(text) {
		if _, ok := s.surnames[string(text[i:i+2])]; ok {
			given = i + 2
		}
	}
	if given == 0 {
		if !s.startsSurname(text, i) {
			return 0
		}
		given = i + 1
	}
	end := given
	for end < len(text) && end < given+2 && isHan(text[end]) && (!s.after[text[end]] || s.lastOfLine(text, end)) {
		end++
	}
	if end == given || s.ordinary(text[i:end]) || s.ordinary(text[i:min(i+2, len(text))]) {
		return 0
	}
	if s.surnames[string(text[i:given])].word && s.ordinary(text[given:min(given+2, len(text))]) {
		return 0 // 和行业: the surname is a word here
	}
	if end == given+2 && end < len(text) && s.ordinary(text[end-1:end+1]) {
		end-- // 记者张三本周: the last character begins a word
	}
	return end
}

// lastOfLine reports whether a line ends behind an adverb, preposition or
// conjunction, which then is part of a name (作者|甲乙也).
func (s *shapes) lastOfLine(text []rune, i int) bool {
	return (i+1 == len(text) || text[i+1] == '\n') && slices.Contains([]string{"d", "p", "c"}, s.tag(string(text[i])))
}

// alwaysLonger reports whether a name stands several times in the text and always
// before the same character, which may end it (甲乙生发布, 甲乙生提到).
func (s *shapes) alwaysLonger(text []rune, start, end int) bool {
	if end >= len(text) || !isHan(text[end]) || s.after[text[end]] {
		return false
	}
	times, same := 0, true
	for i := range len(text) - (end - start) {
		if slices.Equal(text[i:i+end-start], text[start:end]) {
			times++
			same = same && text[i+end-start] == text[end]
		}
	}
	return same && times > 1
}

// ordinary reports whether the dictionary has the text as a word that is no
// name.
func (s *shapes) ordinary(text []rune) bool {
	tag := s.tag(string(text))
	return tag != "" && tag != "x" && !strings.HasPrefix(tag, "nr") && tag != "nz"
}

// otherWord reports whether the dictionary has the text as a word that is no name
// of the type. Its proper names are people, whatever else they are.
func (s *shapes) otherWord(text []rune, typ kg.Type) bool {
	return s.ordinary(text) || typ != kg.Person && s.tag(string(text)) != "" && s.tag(string(text)) != "x"
}

// dotted returns the transliterated names with a dot: 甲·乙, 甲·D·丙. Their
// ends are where the table's characters end.
func (s *shapes) dotted(d *draft) []mention {
	text := d.text
	var out []mention
	for i := 1; i+1 < len(text); i++ {
		if text[i] != '·' || !isHan(text[i-1]) && !isLatin(text[i-1]) {
			continue
		}
		start := i
		for start > 0 && s.translit[text[start-1]] && text[start-1] != '·' && i-start < 6 {
			start--
		}
		if start > 0 && isHan(text[start-1]) && s.startsSurname(text, start-1) && i-start < 4 && start == i-1 {
			start-- // 何塞·: a surname's character, not in the table
		}
		end := i + 1
		for end < len(text) && (s.translit[text[end]] || isLatin(text[end]) || text[end] == '·') {
			end++
		}
		if end == i+1 && end < len(text) && s.startsSurname(text, end) {
			end++ // 莎拉·郭
		}
		if text[end-1] == '·' {
			end--
		}
		end = s.withoutWords(d, i+1, end)
		cutsWord := start > 0 && isHan(text[start-1]) && s.ordinary(text[start-1:start+1]) // 保利·罗兰: the first character ends a word
		if i-start >= 1 && end-i >= 2 && !cutsWord {
			out = append(out, mention{span: span{start, end}, typ: kg.Person, by: "dotted", p: 0.9})
			i = end
		}
	}
	return out
}
