package extract

import (
	"slices"
	"strings"

	"github.com/newsgraph/newsgraph/extract/pattern"
	"github.com/newsgraph/newsgraph/kg"
)

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
	if m, ok := t.marks.at(at); ok && m.len() >= minWords && t.endsClause(m) {
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
	return t.splitMarks(s, span{at, end}), "QUOTE/zh/reported"
}

// behindVerb returns where the words behind a verb begin, and the mark before
// them, 0 for none. Whom they are told (告诉记者，) is no part of them.
func (t *chineseTalk) behindVerb(s *sentence, i int) (int, rune) {
	const addressee = 12 // units
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
	if k < len(s.units) && s.units[k].Text == "过" {
		k++ // 曾说过：…
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
	return u.Kind == pattern.Name || u.Type == "TITLE" || u.Text == "》" || u.Kind == pattern.Word && t.voc.ends("nobody", u.Text)
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
	if m, ok := t.marks.at(i); ok {
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
	for n := t.n + 1; n < len(t.sentences) && t.sentences[n].paragraph == s.paragraph; n++ {
		next := &t.sentences[n]
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
func (t *chineseTalk) splitMarks(s *sentence, words span) []span {
	k := t.marks.from(words.end - 1)
	if k == len(t.marks) || t.marks[k].start <= words.start || t.marks[k].start > words.end {
		return []span{words}
	}
	m := t.marks[k]
	said := span{words.start, m.start - 2}
	comma := t.text[said.end] == '，'
	unless := slices.ContainsFunc(s.units, func(u pattern.Unit) bool { return u.Start == words.start && t.voc.is("unless", u.Text) })
	switch {
	case m.len() >= minAlone && said.len() < minWords, m.end > words.end+1 && !comma:
		return t.adjacent(m)
	case m.len() < minAlone || !comma || unless:
		return []span{{words.start, max(words.end, m.end)}}
	}
	return append([]span{said}, t.adjacent(m)...)
}

// speechEnd returns where speech without marks ends that begins at position
// at: with the sentence, or before a clause in which somebody speaks anew or
// the author goes on.
func (t *chineseTalk) speechEnd(s *sentence, i, at int, speakers []pattern.Member) int {
	for k := i + 2; k < len(s.units); k++ {
		comma := s.units[k-1]
		if comma.Start < at || comma.Kind != pattern.Punct || !strings.Contains("，；", comma.Text) || t.marks.inside(comma.Start) {
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

// endsClause reports whether a clause ends with marked words: they are all
// that is said and no part of a longer clause (称“甲”的做法…) nor, if few, of
// longer speech (称“很好”，…).
func (t *chineseTalk) endsClause(m span) bool {
	i := m.end + 1
	switch {
	case i >= len(t.text), strings.ContainsRune("。！？!?…", t.text[m.end-1]):
		return true
	case m.len() < minAlone && strings.ContainsRune("，,", t.text[i]):
		return false
	}
	return strings.ContainsRune("，。；：！？,;.!?\n “（(—…", t.text[i])
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
		next, ok := t.marks.at(at)
		if !ok || next.len() < minWords {
			return out
		}
		out = append(out, next)
		m = next
	}
}
