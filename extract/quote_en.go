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
	for i, u := range s.units {
		if u.Kind != pattern.Word || !r.sayingEnglish(u) || insideParts(parts, u) {
			continue
		}
		speakers := r.englishSpeakers(s, i)
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
			return speakers
		}
	}
	if len(parts) > 0 && len(last) > 0 && s.units[0].Kind == pattern.Punct {
		for _, words := range parts {
			r.addQuotes(s, last, words, "QUOTE/en/continued")
		}
		return last
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
	say := r.x.speech["en"]["say"]
	return say[u.Text] || u.Lemma != "" && say[u.Lemma]
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
		if u.Kind != pattern.Name || k > 0 && r.x.isPreposition("en", s.units[k-1].Text) {
			continue
		}
		if speakers := r.speaking(u.Members); len(speakers) > 0 {
			return speakers
		}
	}
	return nil
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

// clauseOpeners begin a clause behind a verb of saying that has no “that”.
var clauseOpeners = []string{"it", "he", "she", "they", "we", "i", "you", "its", "his", "her", "their", "our", "my", "the", "this", "these", "those", "there", "a", "an", "more", "some", "no"}

func opensClause(u pattern.Unit) bool {
	return u.Kind == pattern.Name || u.Text == "that" || slices.Contains(clauseOpeners, u.Text)
}

// reportedWords returns the clause behind a verb of saying: “that” is left
// out, and so is the full stop.
func (r *reading) reportedWords(s *sentence, i int) span {
	if i+4 >= len(s.units) || !opensClause(s.units[i+1]) {
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
