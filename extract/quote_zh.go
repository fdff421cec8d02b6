package extract

import (
	"slices"
	"strings"

	"github.com/newsgraph/newsgraph/extract/pattern"
	"github.com/newsgraph/newsgraph/kg"
)

// chineseTalk is what must be remembered from sentence to sentence.
type chineseTalk struct {
	*reading
	voc       speech
	marks     []span           // what stands in outer quotation marks
	taken     map[span]bool    // the marks that have a speaker
	last      []pattern.Member // who spoke last
	paragraph int              // in which paragraph
	before    int              // the sentence before
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
		if s.start < t.until || t.allInMarks(s.span) {
			continue
		}
		t.before = max(0, n-1)
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
			t.lost = s.units[i].Start
			continue
		}
		words, rule := t.wordsAfter(s, i, speakers)
		if before, ok := t.marksBefore(s, i, len(words) > 0); ok {
			t.add(s, speakers, before, "QUOTE/zh/before")
			done = true
		}
		for _, w := range words {
			t.add(s, speakers, w, rule)
			done = true
		}
	}
	return done
}

func (t *chineseTalk) add(s *sentence, speakers []pattern.Member, words span, rule string) {
	t.taken[words] = true
	t.until = max(t.until, words.end)
	t.last, t.paragraph, t.lost = speakers, s.paragraph, 0
	for words.len() > 0 && strings.ContainsRune("，；、： ", t.text[words.end-1]) {
		words.end--
	}
	t.addQuotes(s, speakers, words, rule)
}

// insideMarks reports whether position i stands inside quotation marks.
func (t *chineseTalk) insideMarks(i int) bool {
	return slices.ContainsFunc(t.marks, func(m span) bool { return m.start <= i && i < m.end })
}

// allInMarks reports whether a sentence lies inside quotation marks.
func (t *chineseTalk) allInMarks(s span) bool {
	return slices.ContainsFunc(t.marks, func(m span) bool { return m.start <= s.start && s.end <= m.end+1 })
}

// marksAt returns what stands in the marks that open at position i.
func (t *chineseTalk) marksAt(i int) (span, bool) {
	k := slices.IndexFunc(t.marks, func(m span) bool { return m.start == i+1 })
	if k < 0 {
		return span{}, false
	}
	return t.marks[k], true
}

// adjacent returns marked words and what stands in the marks right behind
// them (“…”“…”).
func (t *chineseTalk) adjacent(m span) []span {
	out := []span{m}
	for {
		at := m.end + 1
		for at < len(t.text) && strings.ContainsRune("，。、 ", t.text[at]) {
			at++
		}
		next, ok := t.marksAt(at)
		if !ok || next.len() < minWords {
			return out
		}
		out = append(out, next)
		m = next
	}
}

// isVerb reports whether unit i is a verb of saying that tells words: it
// stands outside of marks, is not denied, and a mark or a clause follows.
func (t *chineseTalk) isVerb(s *sentence, i int) bool {
	u := s.units[i]
	if u.Kind != pattern.Word || !t.saying(u.Text) || t.insideMarks(u.Start) {
		return false
	}
	if i > 0 && t.voc.is("nobefore", s.units[i-1].Text) {
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
	switch {
	case next.Kind == pattern.Word && t.saying(next.Text), next.Kind == pattern.Punct && t.opensWith(s.units[i+2:]):
		return false // 回应称, 作出回应，表示: the last verb opens the words
	case next.Kind == pattern.Punct:
		return next.Text != "、" && next.Text != "《"
	case t.voc.is("describe", u.Text) && t.voc.is("as", next.Text):
		return slices.ContainsFunc(s.units[t.clauseStart(s.units, i):i], func(u pattern.Unit) bool { return t.voc.is("object", u.Text) })
	case t.voc.is("nobare", next.Text), t.voc.is("naming", u.Text) && t.voc.is("as", next.Text):
		return false
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

// wordsAfter returns the words behind the verb of unit i: what stands in marks
// if marks follow, the next paragraph if the line ends there, else the rest of
// the sentence, or of the paragraph behind a colon.
func (t *chineseTalk) wordsAfter(s *sentence, i int, speakers []pattern.Member) ([]span, string) {
	at, mark := t.behindVerb(s, i)
	if at >= s.end {
		if mark == 0 || at < len(t.text) && t.text[at] != '\n' {
			return nil, ""
		}
		return t.nextParagraph(at)
	}
	if m, ok := t.marksAt(at); ok && m.len() >= minWords && t.clauseEndsAt(m) {
		return t.adjacent(m), "QUOTE/zh/marked"
	}
	first := slices.IndexFunc(s.units, func(u pattern.Unit) bool { return u.Start >= at && u.End > u.Start })
	if first < 0 || t.untold(s.units[first:]) {
		return nil, ""
	}
	end := t.speechEnd(s, i, at, speakers)
	if end == s.end-1 && t.text[end] == '：' {
		return t.nextParagraph(s.end)
	}
	least := minWords
	if mark == 0 && t.voc.is("thing", s.units[i].Text) && clauseEnd(s.units, first) < first+3 {
		return nil, "" // a thing: 提到甲，…
	}
	if mark == 0 && !t.voc.is("bare", s.units[i].Text) && !t.voc.is("describe", s.units[i].Text) {
		least = minThing
	}
	if end-at < least {
		return nil, ""
	}
	if mark == '：' && end >= s.end-1 {
		return []span{{at, t.paragraphEnd(s, false)}}, "QUOTE/zh/colon"
	}
	if own := t.paragraphEnd(s, true); own > s.end && end >= s.end-1 {
		return []span{{at, own}}, "QUOTE/zh/reported"
	}
	return t.splitMarks(span{at, end}), "QUOTE/zh/reported"
}

// behindVerb returns where the words behind a verb begin, and the mark before
// them, 0 for none. Whom they are told (告诉记者，) is no part of them.
func (t *chineseTalk) behindVerb(s *sentence, i int) (int, rune) {
	const addressee = 6 // units
	k := i + 1
	if t.voc.is("tell", s.units[i].Text) {
		for j := k; j < len(s.units) && j < k+addressee; j++ {
			if strings.Contains("，：“", s.units[j].Text) {
				if t.person(s.units[j-1]) || j <= i+2 {
					k = j
				}
				break
			}
		}
	}
	if t.voc.is("describe", s.units[i].Text) && k < len(s.units) && t.voc.is("as", s.units[k].Text) {
		k++ // 将甲描述为…
	}
	at := s.units[k-1].End
	var mark rune
	for at < len(t.text) && strings.ContainsRune("，：: ", t.text[at]) {
		if t.text[at] != ' ' {
			mark = t.text[at]
		}
		at++
	}
	return at, mark
}

// person reports whether a unit names somebody, with or without a name.
func (t *chineseTalk) person(u pattern.Unit) bool {
	return u.Kind == pattern.Name || u.Type == "TITLE" || u.Kind == pattern.Word && t.voc.ends("nobody", u.Text)
}

// clauseEndsAt reports whether a clause ends with marked words: they are all
// that is said and no part of a longer clause (称“甲”的做法…).
func (t *chineseTalk) clauseEndsAt(m span) bool {
	i := m.end + 1
	return i >= len(t.text) || strings.ContainsRune("。！？!?…", t.text[m.end-1]) || strings.ContainsRune("，。；：！？,;.!?\n “（(—…", t.text[i])
}

// nextParagraph returns the paragraph behind position i, where a line ends in
// a verb of saying and a mark, or in a colon.
func (t *chineseTalk) nextParagraph(i int) ([]span, string) {
	for i < len(t.text) && (t.text[i] == '\n' || t.text[i] == ' ') {
		i++
	}
	if i <= t.title {
		return nil, ""
	}
	if m, ok := t.marksAt(i); ok {
		return t.adjacent(m), "QUOTE/zh/marked"
	}
	words := trim(t.text, span{i, lineEnd(t.text, i)})
	if words.len() < minAlone {
		return nil, ""
	}
	return []span{words}, "QUOTE/zh/paragraph"
}

// paragraphEnd returns where speech without marks ends that a sentence begins:
// behind a colon with the paragraph, else with the last sentence that speaks
// for the speaker's side (中方); before a sentence in which somebody speaks.
func (t *chineseTalk) paragraphEnd(s *sentence, own bool) int {
	end := s.end
	for n := range t.sentences {
		next := &t.sentences[n]
		if next.start < s.end || next.paragraph != s.paragraph {
			continue
		}
		for i := range next.units {
			if t.isVerb(next, i) && len(t.speakers(next, i)) > 0 {
				return end
			}
		}
		if !own || slices.ContainsFunc(next.units, func(u pattern.Unit) bool { return t.voc.is("own", u.Text) }) {
			end = next.end
		}
	}
	return end
}

// splitMarks returns words without marks, and apart from them the marked ones
// that go on behind a comma at their end (甲表示A，“B”). Of marks that run over
// several sentences they are all that is taken.
func (t *chineseTalk) splitMarks(words span) []span {
	for _, m := range t.marks {
		if m.start <= words.start || m.start > words.end || m.end+1 < words.end {
			continue
		}
		said := span{words.start, m.start - 2}
		switch {
		case m.end > words.end+1, m.len() >= minAlone && said.len() < minWords:
			return t.adjacent(m)
		case m.len() < minAlone || t.text[said.end] != '，' || t.voc.is("unless", t.wordAt(words.start)):
			return []span{words}
		}
		return append([]span{said}, t.adjacent(m)...)
	}
	return []span{words}
}

// wordAt returns the word that begins at a position, "" for none.
func (t *chineseTalk) wordAt(i int) string {
	for _, s := range t.sentences {
		for _, u := range s.units {
			if u.Start == i && u.Kind == pattern.Word {
				return u.Text
			}
		}
	}
	return ""
}

// speechEnd returns where speech without marks ends that begins at position
// at: with the sentence, or before a clause in which somebody speaks anew or
// the author goes on.
func (t *chineseTalk) speechEnd(s *sentence, i, at int, speakers []pattern.Member) int {
	for k := i + 2; k < len(s.units); k++ {
		comma := s.units[k-1]
		if comma.Start < at || comma.Kind != pattern.Punct || !strings.Contains("，；", comma.Text) || t.insideMarks(comma.Start) {
			continue
		}
		end := clauseEnd(s.units, k)
		if t.speaksAnew(s, k, end) || t.authorGoesOn(s, i, k, speakers) {
			return comma.Start
		}
	}
	end := s.end
	for end > s.start && strings.ContainsRune("。！？!? ", t.text[end-1]) {
		end--
	}
	return end
}

// clauseEnd returns the unit behind the clause that begins at unit k.
func clauseEnd(units []pattern.Unit, k int) int {
	for k < len(units) && !breaksClause(units[k]) {
		k++
	}
	return k
}

// speaksAnew reports whether in the clause of units k to end somebody speaks
// by name, the speaker goes on (并强调), or the author says what he thinks.
func (t *chineseTalk) speaksAnew(s *sentence, k, end int) bool {
	for v := k; v < end; v++ {
		if !t.isVerb(s, v) {
			continue
		}
		left := spoken(s.units[k:v])
		marked := v+1 < len(s.units) && s.units[v+1].Kind == pattern.Punct
		switch {
		case t.adverbial(left):
			return len(left) > 0 && (marked || !t.voc.is("think", s.units[v].Text))
		case slices.ContainsFunc(left, func(u pattern.Unit) bool { return t.voc.is("writer", u.Text) }):
			return true
		}
		return (marked || t.voc.is("bare", s.units[v].Text)) && len(t.speakers(s, v)) > 0
	}
	return false
}

// spoken returns units without subjects that are left out.
func spoken(units []pattern.Unit) []pattern.Unit {
	var out []pattern.Unit
	for _, u := range units {
		if u.Kind != pattern.Name || u.Start < u.End {
			out = append(out, u)
		}
	}
	return out
}

// authorGoesOn reports whether from unit k on the author speaks: he says what
// was not told (但未透露), answers a 虽然 before the verb of unit i, or names the
// speaker, who would say “I”.
func (t *chineseTalk) authorGoesOn(s *sentence, i, k int, speakers []pattern.Member) bool {
	rest := spoken(s.units[k:])
	if len(rest) < 2 {
		return false
	}
	if t.untold(rest) || t.namesPerson(rest[0], speakers) {
		return true
	}
	if !t.voc.is("turn", rest[0].Text) {
		return false
	}
	if t.voc.is("author", rest[1].Text) || t.untold(rest[1:]) {
		return true
	}
	return slices.ContainsFunc(s.units[:i], func(u pattern.Unit) bool { return t.voc.is("whereas", u.Text) }) ||
		slices.ContainsFunc(rest, func(u pattern.Unit) bool { return t.namesPerson(u, speakers) })
}

// untold reports whether units begin with what somebody did not say.
func (t *chineseTalk) untold(units []pattern.Unit) bool {
	return len(units) > 1 && t.voc.is("silent", units[0].Text+units[1].Text)
}

// namesPerson reports whether a unit is the name of a person among speakers.
func (t *chineseTalk) namesPerson(u pattern.Unit, speakers []pattern.Member) bool {
	return slices.ContainsFunc(u.Members, func(m pattern.Member) bool {
		return m.Type == kg.Person && !m.Reference && slices.ContainsFunc(speakers, func(o pattern.Member) bool { return t.of[o.Ref] == t.of[m.Ref] })
	})
}

// marksBefore returns the words in marks that stand before the speaker of the
// verb of unit i (“…，”甲说). If words follow the verb too, those before are
// the speaker's only where the marks go on in them or open the sentence.
func (t *chineseTalk) marksBefore(s *sentence, i int, more bool) (span, bool) {
	const between = 40 // code points from the marks to the verb
	at := s.units[i].Start
	k := slices.IndexFunc(t.marks, func(m span) bool { return m.end < at && at-m.end <= between && m.end+1 >= s.start-1 })
	for k >= 0 && k+1 < len(t.marks) && t.marks[k+1].end < at {
		k++ // the last before the verb
	}
	if k < 0 || t.taken[t.marks[k]] || t.marks[k].len() < minWords {
		return span{}, false
	}
	m := t.marks[k]
	ended := strings.ContainsRune("，。！？,.!?…", t.text[m.end-1])
	opens := m.start == 1 || strings.ContainsRune("。！？”\n", t.text[m.start-2])
	direct := !slices.ContainsFunc(s.units[:i], func(u pattern.Unit) bool { return u.Start > m.end && breaksClause(u) })
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
	m, ok := t.marksAt(s.start)
	if !ok || t.taken[m] || m.len() < minAlone || len(t.last) == 0 {
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

// colonLine adds a line of the form 甲：words, and reports whether it is one.
// Before the colon stand no more than names, titles and papers (甲公告：).
func (t *chineseTalk) colonLine(s *sentence) bool {
	if s.start > 0 && t.text[s.start-1] != '\n' {
		return false
	}
	for k, u := range s.units[:min(len(s.units), 6)] {
		if u.Text == "：" && k > 0 {
			speakers := t.speakers(s, k)
			words := trim(t.text, span{u.End, t.paragraphEnd(s, false)})
			if len(speakers) == 0 || speakers[0].Reference || words.len() < minWords || slices.ContainsFunc(s.units[k:], func(u pattern.Unit) bool { return t.voc.is("forecast", u.Text) }) {
				return false
			}
			if m, ok := t.marksAt(words.start); ok && m.end+2 >= words.end {
				words = m
			}
			t.add(s, speakers, words, "QUOTE/zh/headline")
			return true
		}
		if u.Kind == pattern.Word && !t.voc.is("paper", u.Text) || u.Kind == pattern.Punct {
			return false
		}
	}
	return false
}
