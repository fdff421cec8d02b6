package extract

import (
	"slices"
	"strings"

	"github.com/newsgraph/newsgraph/extract/pattern"
)

// chineseTalk is what must be remembered from sentence to sentence.
type chineseTalk struct {
	*reading
	voc       *vocabulary
	marks     marks
	taken     map[span]bool    // the marks that have a speaker
	last      []pattern.Member // who spoke last
	paragraph int              // in which paragraph
	n         int              // the sentence that is read
	until     int              // where the words end that were said last
	lost      int              // where somebody spoke last of whom no name is known
}

// chineseQuotes reads what is said, sentence by sentence: speaker, verb, words
// (甲表示，…); words in marks, speaker, verb (“…，”甲说); a line 甲：…; and marks
// alone behind what their speaker said.
func (r *reading) chineseQuotes() {
	t := &chineseTalk{reading: r, voc: r.x.speech["zh"], marks: outerMarks(r.text), taken: map[span]bool{}}
	for n := range r.sentences {
		s := &r.sentences[n]
		if s.start < t.until || t.marks.hold(s.span) {
			continue
		}
		t.n = n
		if !t.sayings(s) && !t.colonLine(s) {
			t.marksAlone(s)
		}
	}
}

// The fewest code points of words that are a quote and no name or term in
// marks: behind a verb of saying, behind one that a thing may follow, and where
// only their place tells who speaks.
const (
	minWords = 5
	minThing = 8
	minAlone = 10
)

// sayings adds what the verbs of saying of a sentence tell, and reports
// whether one did.
func (t *chineseTalk) sayings(s *sentence) bool {
	done := false
	for i := range s.units {
		if s.units[i].Start < t.until || !t.isVerb(s, i) {
			continue
		}
		speakers := t.speakers(s, i)
		if len(speakers) == 0 {
			t.lose(s, i)
			continue
		}
		words, rule := t.wordsAfter(s, i, speakers)
		if before, ok := t.marksBefore(s, i, len(words) > 0); ok {
			t.add(s, speakers, before, "QUOTE/zh/before")
			done = true
			if rule == "QUOTE/zh/reported" && strings.ContainsRune("，,", t.text[before.end-1]) {
				continue // “甲，”乙说，并未详谈。
			}
		}
		for _, w := range words {
			t.add(s, speakers, w, rule)
			done = true
		}
	}
	return done
}

// lose remembers that somebody without a name said what the verb of unit i
// tells: marks behind it are nobody else's.
func (t *chineseTalk) lose(s *sentence, i int) {
	t.lost = s.units[i].Start
	at, _ := t.behindVerb(s, i)
	if m, ok := t.marks.at(at); ok {
		t.taken[m] = true
	}
}

func (t *chineseTalk) add(s *sentence, speakers []pattern.Member, words span, rule string) {
	t.taken[words] = true
	t.until = max(t.until, words.end)
	t.last, t.paragraph, t.lost = speakers, t.paragraphAt(words), 0
	for words.len() > 0 && strings.ContainsRune("，；、： ", t.text[words.end-1]) {
		words.end--
	}
	t.addQuotes(s, speakers, words, rule)
}

// paragraphAt returns the paragraph in which words end.
func (t *chineseTalk) paragraphAt(words span) int {
	n, _ := slices.BinarySearchFunc(t.sentences, words.end, func(s sentence, at int) int { return s.end - at })
	return t.sentences[min(n, len(t.sentences)-1)].paragraph
}

// isVerb reports whether unit i is a verb of saying that tells words: it
// stands outside of marks, is not denied, and a mark or a clause follows.
func (t *chineseTalk) isVerb(s *sentence, i int) bool {
	u := s.units[i]
	if u.Kind != pattern.Word || !t.saying(u.Text) || t.marks.inside(u.Start) {
		return false
	}
	if i > 0 && (t.voc.is("nobefore", s.units[i-1].Text) || t.prepositionIn(s.units[i-1:i]) == 0) {
		return false
	}
	for k := max(0, i-2); k < i; k++ {
		if word := s.units[k].Text; t.voc.is("negation", word) || t.voc.is("noun", u.Text) && t.voc.is("light", word) {
			return false
		}
	}
	if i+1 == len(s.units) {
		return true
	}
	next := s.units[i+1]
	if i > 0 && s.units[i-1].Text == "的" && next.Kind != pattern.Punct {
		return false // 甲的强调
	}
	switch {
	case next.Kind == pattern.Word && t.saying(next.Text), next.Kind == pattern.Punct && t.opensWith(s.units[i+2:]):
		return false // 回应称, 作出回应，表示: the last verb opens the words
	case next.Kind == pattern.Punct:
		return next.Text != "、" && (next.Text != "《" || t.voc.is("tell", u.Text))
	case t.voc.is("describe", u.Text) && t.voc.is("as", next.Text):
		return slices.ContainsFunc(s.units[t.clauseStart(s.units, i):i], func(u pattern.Unit) bool { return t.voc.is("object", u.Text) })
	case next.Text == "过" && i+2 < len(s.units) && s.units[i+2].Text == "：":
		return true
	case t.voc.is("nobare", next.Text), t.voc.is("naming", u.Text) && t.voc.is("as", next.Text):
		return false
	}
	if t.voc.is("vow", u.Text) && t.voc.is("will", next.Text) {
		return true
	}
	return t.voc.is("bare", u.Text) || (t.voc.is("thing", u.Text) || t.voc.is("tell", u.Text)) && !t.verbFollows(s.units[i+1:])
}

// verbFollows reports whether the clause that units begin ends in a verb of
// saying (回复投资者提问时表示，).
func (t *chineseTalk) verbFollows(units []pattern.Unit) bool {
	end := clauseEnd(units, 0)
	return end > 0 && end < len(units) && t.saying(units[end-1].Text)
}

// opensWith reports whether units begin with a verb of saying whose subject is
// left out.
func (t *chineseTalk) opensWith(units []pattern.Unit) bool {
	for _, u := range units {
		switch {
		case u.Kind == pattern.Word && t.saying(u.Text):
			return true
		case u.Kind == pattern.Name && u.Start == u.End, u.Kind == pattern.Word && t.voc.is("adverb", u.Text):
		default:
			return false
		}
	}
	return false
}

// saying reports whether a word is a verb of saying, or two of them joined
// (回应称).
func (t *chineseTalk) saying(word string) bool {
	if t.voc.is("say", word) {
		return true
	}
	for k := range word {
		if t.voc.is("say", word[k:]) && t.voc.is("say", word[:k]) {
			return true
		}
	}
	return false
}

// marksBefore returns the words in marks that stand before the speaker of the
// verb of unit i (“…，”甲说). If words follow the verb too, those before are
// the speaker's only where the marks go on in them or open the sentence.
func (t *chineseTalk) marksBefore(s *sentence, i int, more bool) (span, bool) {
	const between = 90 // code points from the marks to the verb
	at := s.units[i].Start
	k := t.marks.from(at) - 1 // the last before the verb
	if k < 0 || t.taken[t.marks[k]] || t.marks[k].len() < minWords {
		return span{}, false
	}
	m := t.marks[k]
	if at-m.end > between || m.end+2 < s.start {
		return span{}, false
	}
	ended := strings.ContainsRune("，。！？,.!?…", t.text[m.end-1])
	opens := m.start == 1 || strings.ContainsRune("。！？”\n", t.text[m.start-2])
	from := slices.IndexFunc(s.units, func(u pattern.Unit) bool { return u.Start > m.end })
	direct := from >= 0 && t.adverbial(spoken(s.units[from:max(from, t.clauseStart(s.units, i))]))
	if more && !(opens && direct) || !more && !ended && !opens {
		return span{}, false
	}
	if m.end+1 < len(t.text) && strings.ContainsRune("的这一", t.text[m.end+1]) {
		return span{}, false
	}
	return m, true
}

// marksAlone adds what a sentence begins with in marks, where no verb tells
// who speaks: it goes on with what was said last in the paragraph, or fills
// the paragraph behind.
func (t *chineseTalk) marksAlone(s *sentence) {
	m, ok := t.marks.at(s.start)
	if !ok || t.taken[m] || m.len() < minAlone || len(t.last) == 0 {
		return
	}
	if t.speaksNext(s) {
		return
	}
	parts := t.adjacent(m)
	fills := lineEnd(t.text, m.end)-parts[len(parts)-1].end <= 2
	if t.paragraph != s.paragraph && !(fills && t.paragraph+2 >= s.paragraph) {
		return
	}
	for _, part := range parts {
		t.add(s, t.last, part, "QUOTE/zh/continued")
	}
}

// speaksNext reports whether the next sentence of the paragraph tells who said
// what this one holds in marks (“…。”该公司表示。).
func (t *chineseTalk) speaksNext(s *sentence) bool {
	if t.n+1 == len(t.sentences) || t.sentences[t.n+1].paragraph != s.paragraph {
		return false
	}
	next := &t.sentences[t.n+1]
	last := len(next.units) - 1
	for last > 0 && next.units[last].Kind == pattern.Punct {
		last--
	}
	return last > 0 && !t.marks.inside(next.start) && t.isVerb(next, last)
}

// colonLine adds a line of the form 甲：words, and reports whether it is one.
// In a title the form may stand behind another clause.
func (t *chineseTalk) colonLine(s *sentence) bool {
	for k, u := range s.units {
		if (u.Text == "：" || u.Text == ":") && k > 0 && t.onlyNames(s, k) {
			return t.addLine(s, k)
		}
	}
	return false
}

// onlyNames reports whether nothing but names, titles and papers (甲公告：)
// stands before the colon of unit k, from the start of the line, or in a title
// from that of the clause. Numbers and marks of lists may open a line.
func (t *chineseTalk) onlyNames(s *sentence, k int) bool {
	inTitle := s.end <= t.title
	if k > 8 && !inTitle || s.start > 0 && t.text[s.start-1] != '\n' && !inTitle {
		return false
	}
	for j := k - 1; j >= 0; j-- {
		u := s.units[j]
		switch {
		case u.Kind == pattern.Name, u.Type == "TITLE", u.Kind == pattern.Word && t.voc.is("paper", u.Text):
			if inTitle && u.Start > 0 && t.text[u.Start-1] == ' ' && u.Kind == pattern.Name {
				return true
			}
		case inTitle:
			return j < k-1 && u.Kind == pattern.Punct && strings.Contains("，！？｜丨|；。】", u.Text)
		default:
			return j < k-1 && !slices.ContainsFunc(s.units[:j+1], func(u pattern.Unit) bool { return u.Kind != pattern.Punct && u.Type != "NUMBER" })
		}
	}
	return true
}

// addLine adds what stands behind the colon of unit k.
func (t *chineseTalk) addLine(s *sentence, k int) bool {
	speakers := t.speakers(s, k)
	if s.units[k].Text == ":" {
		speakers = persons(speakers)
	}
	end := t.paragraphEnd(s, false)
	if s.end <= t.title {
		end = t.title
	}
	words := trim(t.text, span{s.units[k].End, end})
	forecast := slices.ContainsFunc(s.units[k:], func(u pattern.Unit) bool { return t.voc.is("forecast", u.Text) })
	if len(speakers) == 0 || speakers[0].Reference || words.len() < minWords || forecast {
		return false
	}
	if m, ok := t.marks.at(words.start); ok && m.end+2 >= words.end {
		words = m
	}
	t.add(s, speakers, words, "QUOTE/zh/headline")
	return true
}
