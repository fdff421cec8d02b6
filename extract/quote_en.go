package extract

import (
	"slices"
	"strings"

	"github.com/newsgraph/newsgraph/extract/pattern"
)

// englishQuotes reads one sentence: words in marks with their speaker before
// or behind (“…,” said X), else what a speaker says without marks (X said …).
// A quote that its lead-out breaks is one for each part.
func (r *reading) englishQuotes(n int, last pattern.Member) pattern.Member {
	s := &r.sentences[n]
	parts := markedParts(s.units, r.text)
	for i, u := range s.units {
		if u.Kind != pattern.Word || !r.sayingEnglish(u) || insideParts(parts, u) {
			continue
		}
		speaker, ok := r.englishSpeaker(s, i)
		if !ok {
			continue
		}
		if len(parts) > 0 {
			for _, words := range parts {
				r.addQuote(speaker, words, "QUOTE/en/marked")
			}
			return speaker
		}
		if words := r.reportedWords(s, i); words.len() > 0 {
			r.addQuote(speaker, words, "QUOTE/en/reported")
			return speaker
		}
	}
	if len(parts) > 0 && last.Ref >= 0 && s.units[0].Kind == pattern.Punct {
		for _, words := range parts {
			r.addQuote(last, words, "QUOTE/en/continued")
		}
		return last
	}
	return pattern.Member{Ref: -1}
}

func (r *reading) sayingEnglish(u pattern.Unit) bool {
	return r.x.speech.say["en"][u.Text] || u.Lemma != "" && r.x.speech.say["en"][u.Lemma]
}

// minQuote is the fewest code points of marked words that are a quote and no
// name or term in marks.
const minQuote = 15

// markedParts returns what stands in each pair of quotation marks, without a
// comma before the closing one.
func markedParts(units []pattern.Unit, text []rune) []span {
	var out []span
	open := -1
	for _, u := range units {
		if u.Kind != pattern.Punct {
			continue
		}
		switch {
		case u.Text == "“", u.Text == "\"" && open < 0:
			open = u.End
		case (u.Text == "”" || u.Text == "\"") && open >= 0:
			in := trim(text, span{open, u.Start})
			for in.len() > 0 && strings.ContainsRune(",，", text[in.end-1]) {
				in.end--
			}
			if in.len() >= minQuote {
				out = append(out, in)
			}
			open = -1
		}
	}
	if open >= 0 && len(units) > 0 {
		in := trim(text, span{open, units[len(units)-1].End})
		if in.len() >= minQuote {
			out = append(out, in)
		}
	}
	return out
}

func insideParts(parts []span, u pattern.Unit) bool {
	return slices.ContainsFunc(parts, func(p span) bool { return p.holds(span{u.Start, u.End}) })
}

// englishSpeaker returns the name beside the verb of saying: behind it (said
// X) or before it, over a title or an apposition between commas.
func (r *reading) englishSpeaker(s *sentence, i int) (pattern.Member, bool) {
	if i+1 < len(s.units) && s.units[i+1].Kind == pattern.Name {
		if m, ok := lastSpeaker(s.units[i+1]); ok && (i == 0 || s.units[i-1].Kind == pattern.Punct) {
			return m, true
		}
	}
	for k := i - 1; k >= 0 && k >= i-12; k-- {
		u := s.units[k]
		if u.Kind == pattern.Punct && strings.Contains(".!?”\";:", u.Text) {
			break
		}
		if u.Kind != pattern.Name {
			continue
		}
		if k > 0 && r.x.isPreposition("en", s.units[k-1].Text) {
			continue
		}
		if m, ok := lastSpeaker(u); ok {
			return m, true
		}
	}
	return pattern.Member{}, false
}

func lastSpeaker(u pattern.Unit) (pattern.Member, bool) {
	for m := len(u.Members) - 1; m >= 0; m-- {
		if slices.Contains(speakerTypes, u.Members[m].Type) {
			return u.Members[m], true
		}
	}
	return pattern.Member{}, false
}

// reportedWords returns the clause behind a verb of saying: “that” is left
// out, and so is the full stop.
func (r *reading) reportedWords(s *sentence, i int) span {
	if i+4 >= len(s.units) || s.units[i+1].Kind == pattern.Punct {
		return span{}
	}
	first := i + 1
	if s.units[first].Text == "that" {
		first++
	}
	words := trim(r.text, span{s.units[first].Start, s.end})
	for words.len() > 0 && strings.ContainsRune(".!? ", r.text[words.end-1]) {
		words.end--
	}
	if words.len() < minQuote {
		return span{}
	}
	return words
}
