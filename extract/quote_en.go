package extract

import (
	"slices"
	"strings"
	"unicode"

	"github.com/newsgraph/newsgraph/extract/pattern"
	"github.com/newsgraph/newsgraph/kg"
)

// englishQuotes reads one sentence: words in marks with their speaker before
// or behind (“…,” said X), else what a speaker says without marks (X said …).
// A quote that its lead-out breaks is one for each part.
func (r *reading) englishQuotes(n int, last []pattern.Member) []pattern.Member {
	s := &r.sentences[n]
	parts := r.unquoted(markedParts(r.text, s.span))
	if speakers := r.leadOutQuotes(s, parts); len(speakers) > 0 {
		return speakers
	}
	for i, u := range s.units {
		if u.Kind != pattern.Word || !r.sayingEnglish(u) || insideParts(parts, u) {
			continue
		}
		speakers := r.englishSpeakers(s, i)
		if len(speakers) == 0 && r.isChief(s.units, i) && len(last) > 0 && last[0].Type == kg.Person {
			speakers = last
		}
		if len(speakers) == 0 {
			continue
		}
		if whole := wholeParts(parts, r.text); len(whole) > 0 {
			for _, words := range whole {
				r.addQuotes(s, speakers, words, "QUOTE/en/marked")
			}
			return speakers
		}
		if words := r.reportedWords(s, i); words.len() > 0 {
			r.addQuotes(s, speakers, words, "QUOTE/en/reported")
			if more := r.addedWords(s, words.end); more.len() > 0 { // …, noting that …
				r.addQuotes(s, speakers, more, "QUOTE/en/added")
			}
			return speakers
		}
	}
	if len(parts) > 0 && len(last) > 0 && r.opensMarks(s) {
		for _, words := range parts {
			r.addQuotes(s, last, words, "QUOTE/en/continued")
		}
		return last
	}
	return nil
}

// opensMarks reports whether a sentence begins with a mark.
func (r *reading) opensMarks(s *sentence) bool {
	i := slices.IndexFunc(s.units, func(u pattern.Unit) bool { return u.Kind != pattern.Name || !leftOut(u.Members[0]) })
	return i >= 0 && s.units[i].Kind == pattern.Punct
}

// leadOutQuotes adds what stands before “, X said” at the end of a sentence,
// and what X goes on to say in marks behind it.
func (r *reading) leadOutQuotes(s *sentence, parts []span) []pattern.Member {
	for i, u := range s.units {
		if u.Kind != pattern.Word || !r.sayingEnglish(u) || insideParts(parts, u) {
			continue
		}
		words := r.leadOut(s, i, parts)
		if words.len() == 0 {
			continue
		}
		speakers := r.englishSpeakers(s, i)
		r.addQuotes(s, speakers, words, "QUOTE/en/leadout")
		for _, more := range parts {
			if more.start > u.End {
				r.addQuotes(s, speakers, more, "QUOTE/en/marked")
			}
		}
		return speakers
	}
	return nil
}

// unquoted returns the parts that are no quote yet.
func (r *reading) unquoted(parts []span) []span {
	return slices.DeleteFunc(parts, func(p span) bool {
		text := string(r.raw[p.start:p.end])
		return slices.ContainsFunc(r.out.Quotes, func(q kg.Quote) bool { return q.Text == text })
	})
}

func (r *reading) sayingEnglish(u pattern.Unit) bool {
	return r.x.speech["en"].is("say", u.Text) || r.x.speech["en"].is("say", u.Lemma)
}

// minQuote is the fewest code points of marked words that are a quote and no
// name or term in marks.
const minQuote = 15

// markedParts returns what stands in each pair of quotation marks that touches
// the sentence, over the sentences of the paragraph, without a comma before the
// closing mark. One that is left open ends with its paragraph.
func markedParts(text []rune, s span) []span {
	var out []span
	add := func(in span) {
		in = trim(text, in)
		for in.len() > 0 && strings.ContainsRune(",，", text[in.end-1]) {
			in.end--
		}
		if in.len() >= minQuote && in.overlaps(s) {
			out = append(out, in)
		}
	}
	begin := s.start
	for begin > 0 && text[begin-1] != '\n' {
		begin--
	}
	open := -1
	i := begin
	for ; i < len(text) && text[i] != '\n'; i++ {
		switch {
		case text[i] == '“', text[i] == '"' && open < 0:
			open = i + 1
		case (text[i] == '”' || text[i] == '"') && open >= 0:
			add(span{open, i})
			open = -1
		}
	}
	if open >= 0 {
		add(span{open, i})
	}
	return out
}

func insideParts(parts []span, u pattern.Unit) bool {
	return slices.ContainsFunc(parts, func(p span) bool { return p.holds(span{u.Start, u.End}) })
}

// englishSpeakers returns the names beside the verb of saying: behind it (said
// X) or before it, over a title or an apposition between commas.
func (r *reading) englishSpeakers(s *sentence, i int) []pattern.Member {
	if i == 0 || s.units[i-1].Kind == pattern.Punct {
		for _, u := range s.units[i+1 : min(i+4, len(s.units))] {
			if speakers := r.speaking(u.Members); len(speakers) > 0 {
				return speakers
			}
			if u.Kind == pattern.Punct && u.Text != "." {
				break // said Dr. X, but not: said, X
			}
		}
	}
	for k := i - 1; k >= 0 && k >= i-12; k-- {
		u := s.units[k]
		if u.Kind == pattern.Punct && strings.Contains(".!?”\";:", u.Text) {
			break
		}
		if u.Kind != pattern.Name || k > 0 && r.x.isPreposition("en", s.units[k-1].Text) || r.isChief(s.units[k:], i-k) || behindApposition(s.units, k) {
			continue
		}
		if speakers := r.speaking(u.Members); len(speakers) > 0 {
			return speakers
		}
	}
	return nil
}

// behindApposition reports whether unit k is a left-out subject behind a name between
// commas, which is the subject: X's chief executive, Y, said.
func behindApposition(units []pattern.Unit, k int) bool {
	return k >= 3 && leftOut(units[k].Members[0]) && units[k-1].Text == "," && units[k-3].Text == "," &&
		units[k-2].Kind == pattern.Name && !units[k-2].Members[0].Reference
}

// wholeParts returns the parts that begin as a sentence does. Any other one
// lies inside of what is told without marks (he had “full confidence”), unless
// it goes on behind a lead-out.
func wholeParts(parts []span, text []rune) []span {
	if len(parts) > 0 && unicode.IsLower(text[parts[0].start]) {
		return nil
	}
	return parts
}

// isChief reports whether the words before unit i name a post and no person
// (the SpaceX chief said): who it is, stands elsewhere.
func (r *reading) isChief(units []pattern.Unit, i int) bool {
	if i == 0 {
		return false
	}
	u := units[i-1]
	return u.Kind == pattern.Value && u.Type == "TITLE" || r.x.speech["en"].is("chief", u.Text)
}

// leadOut returns what stands before “, X said” at the end of a sentence, if
// no marks end there.
func (r *reading) leadOut(s *sentence, i int, parts []span) span {
	comma, named := i-1, false
	for comma > 0 && s.units[comma].Kind != pattern.Punct {
		named = named || s.units[comma].Kind == pattern.Name && !leftOut(s.units[comma].Members[0])
		comma--
	}
	if !named || comma < 4 || i-comma > 5 || s.units[comma].Text != "," || !r.endsSoon(s.units[i+1:]) {
		return span{}
	}
	words := trim(r.text, span{s.start, s.units[comma].Start})
	closed := slices.ContainsFunc(parts, func(p span) bool { return p.end < words.end+3 && p.end > words.end-3 })
	if closed || words.len() < minQuote {
		return span{}
	}
	return words
}

// endsSoon reports whether nothing but a time follows up to a mark.
func (r *reading) endsSoon(units []pattern.Unit) bool {
	for _, u := range units[:min(5, len(units))] {
		switch {
		case u.Kind == pattern.Punct:
			return u.Text == "." || u.Text == ","
		case u.Kind == pattern.Name, u.Text == "that":
			return false
		}
	}
	return len(units) < 5
}

// reportedWords returns the clause behind a verb of saying: to whom, when and
// “that” are left out, and so are the full stop and what gives the source.
func (r *reading) reportedWords(s *sentence, i int) span {
	first := i + 1
	if that := r.thatBehind(s.units[i].Text, s.units, i+1); that > 0 {
		first = that + 1
	} else {
		for first+1 < len(s.units) && r.isDay(s.units[first], s.units[first+1]) {
			first++
		}
		first = r.behindListener(s, i, first)
		if !r.opensSpeech(s.units[i].Text, s.units, first) {
			return span{}
		}
	}
	if first+2 >= len(s.units) {
		return span{}
	}
	return r.speechFrom(s, first)
}

// behindListener returns the unit behind whom the words are told (told
// lawmakers he …, told the audience it …), where a clause begins there.
func (r *reading) behindListener(s *sentence, verb, first int) int {
	speech := r.x.speech["en"]
	if !speech.is("tell", s.units[verb].Text) {
		return first
	}
	for k := first + 1; k < min(first+3, len(s.units)); k++ {
		listener := s.units[k-1]
		noun := listener.Kind == pattern.Name || speech.is("listener", listener.Text) || k == first+2 && speech.is("opener", s.units[first].Text)
		if noun && (speech.is("pronoun", s.units[k].Text) || speech.is("opener", s.units[k].Text)) {
			return k
		}
	}
	return first
}

// isDay reports whether a unit behind a verb of saying tells when it was said,
// not what (second-quarter sales).
func (r *reading) isDay(u, next pattern.Unit) bool {
	if u.Kind != pattern.Value || u.Type != "DATE" {
		return false
	}
	speech := r.x.speech["en"]
	return !r.values[u.Index].Period || next.Kind == pattern.Name || speech.is("opener", next.Text) || speech.is("pronoun", next.Text)
}

// speechFrom returns the words from a unit to the end of the sentence, or to
// where the speaker adds something or a source is given.
func (r *reading) speechFrom(s *sentence, first int) span {
	words := span{s.units[first].Start, s.end}
	for k, comma := first+1, -1; k < len(s.units); k++ {
		switch u := &s.units[k]; {
		case u.Text == ",":
			comma = k
			continue
		case u.Kind == pattern.Name && leftOut(u.Members[0]):
			continue
		case comma >= 0 && r.x.speech["en"].is("cut", u.Text):
			words.end = s.units[comma].Start
			k = len(s.units)
		}
		comma = -1
	}
	words = trim(r.text, words)
	for words.len() > 0 && strings.ContainsRune(".!? ", r.text[words.end-1]) {
		words.end--
	}
	if words.len() < minQuote {
		return span{}
	}
	return words
}

// maxLeadIn is how many units may stand between a verb of saying and “that”:
// told reporters in a call on Tuesday that.
const maxLeadIn = 14

// thatBehind returns the unit of the “that” that opens the words behind a verb
// of saying, 0 for none.
func (r *reading) thatBehind(verb string, units []pattern.Unit, i int) int {
	for k, commas, after := i, false, false; k < len(units) && k < i+maxLeadIn; k++ {
		switch {
		case units[k].Text == "that" && (!commas || after):
			return k
		case units[k].Text == ",":
			commas, after = true, true // told X, the daily of Y, that
			continue
		case units[k].Kind == pattern.Name && leftOut(units[k].Members[0]):
			continue
		case units[k].Kind == pattern.Punct:
			return 0
		}
		after = false
		if k == i && units[k].Kind == pattern.Word && !r.x.speech["en"].is("tell", verb) && !r.x.isPreposition("en", units[k].Text) && !r.x.speech["en"].is("listener", units[k].Text) {
			return 0
		}
	}
	return 0
}

// opensSpeech reports whether a clause begins at a unit behind a verb of
// saying: with a pronoun, with other words that a finite verb follows, or
// behind a verb that takes nothing else with a word that opens a noun phrase.
func (r *reading) opensSpeech(verb string, units []pattern.Unit, first int) bool {
	if first >= len(units) || units[first].Kind == pattern.Punct || r.x.isPreposition("en", units[first].Text) {
		return false
	}
	if r.x.speech["en"].is("pronoun", units[first].Text) {
		return true
	}
	if r.x.speech["en"].is("bare", verb) && (units[first].Kind == pattern.Name || r.x.speech["en"].is("opener", units[first].Text)) {
		return true
	}
	for _, u := range units[first+1 : min(first+1+maxLeadIn, len(units))] {
		if u.Kind == pattern.Punct || r.x.speech["en"].is("relative", u.Text) {
			return false
		}
		if u.Kind == pattern.Word && r.x.speech["en"].is("finite", u.Text) {
			return true
		}
	}
	return false
}

// addedWords returns what a speaker adds behind a place (noting that …).
func (r *reading) addedWords(s *sentence, end int) span {
	for k := range s.units {
		if s.units[k].Start >= end && k+4 < len(s.units) && r.x.speech["en"].is("adding", s.units[k].Text) {
			if s.units[k+1].Text == "that" {
				return r.speechFrom(s, k+2)
			}
			return span{}
		}
	}
	return span{}
}
