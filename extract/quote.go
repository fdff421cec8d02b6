package extract

import (
	"slices"
	"strings"

	"github.com/newsgraph/newsgraph/extract/pattern"
	"github.com/newsgraph/newsgraph/kg"
)

// speech is the vocabulary of quotes, from the classes say, sayverb… of
// quotes.rules.
type speech struct {
	say   map[string]map[string]bool // verbs of saying by language
	block map[string]map[string]bool // words beside them that make no quote
}

func newSpeech(rules *pattern.Set) speech {
	s := speech{map[string]map[string]bool{}, map[string]map[string]bool{}}
	for _, lang := range pattern.Languages {
		s.say[lang], s.block[lang] = set(rules.Class(lang, "say")), set(rules.Class(lang, "nosay"))
	}
	return s
}

func set(words []string) map[string]bool {
	out := map[string]bool{}
	for _, w := range words {
		out[w] = true
	}
	return out
}

// quotes finds what named speakers say, sentence by sentence.
func (r *reading) quotes() {
	last := pattern.Member{Ref: -1} // who spoke last, for marks that go on
	for n := range r.sentences {
		if r.lang == "zh" {
			last = r.chineseQuotes(n, last)
		} else {
			last = r.englishQuotes(n, last)
		}
	}
	r.dropTitleQuotes()
}

// chineseQuotes reads one sentence: speaker, verb, words; or words in marks,
// speaker, verb; or marks alone behind a speaker's sentence.
func (r *reading) chineseQuotes(n int, last pattern.Member) pattern.Member {
	s := &r.sentences[n]
	for i, u := range s.units {
		if u.Kind != pattern.Word || !r.saying(u.Text) || insideMarks(s.units, i) {
			continue
		}
		speaker, ok := r.speakerBefore(s, i)
		if !ok {
			continue
		}
		words, rule := r.wordsAfter(s, i)
		if words.len() == 0 {
			words, rule = r.wordsBefore(s, i)
		}
		if words.len() < 4 {
			continue
		}
		r.addQuote(speaker, words, rule)
		return speaker
	}
	if len(s.units) > 0 && s.units[0].Text == "“" && last.Ref >= 0 && n > 0 && r.sentences[n-1].paragraph+1 >= s.paragraph {
		if words := r.marked(s.span); words.len() >= 6 {
			r.addQuote(last, words, "QUOTE/zh/continued")
			return last
		}
	}
	return pattern.Member{Ref: -1}
}

// saying reports whether a word is a verb of saying, or ends in one (回应称).
func (r *reading) saying(word string) bool {
	say := r.x.speech.say[r.lang]
	if say[word] {
		return true
	}
	runes := []rune(word)
	for k := 1; k < len(runes); k++ {
		if say[string(runes[k:])] && say[string(runes[:k])] {
			return true
		}
	}
	return false
}

// insideMarks reports whether unit i stands inside quotation marks.
func insideMarks(units []pattern.Unit, i int) bool {
	open := false
	for _, u := range units[:i] {
		switch u.Text {
		case "“":
			open = true
		case "”":
			open = false
		}
	}
	return open
}

var speakerTypes = []kg.Type{kg.Person, kg.Company, kg.Organization}

// speakerBefore returns who speaks: the last name before the verb in its
// clause, at most 16 code points of adverbial between, else the subject that
// the clause leaves out.
func (r *reading) speakerBefore(s *sentence, i int) (pattern.Member, bool) {
	const adverbial = 24 // code points; 16 is the longest in the inventory, brackets apart
	for k := i - 1; k >= 0; k-- {
		u := s.units[k]
		if u.Kind == pattern.Punct && strings.Contains("。！？；”", u.Text) {
			break
		}
		if r.x.speech.block[r.lang][u.Text] {
			return pattern.Member{}, false
		}
		if u.Kind != pattern.Name {
			continue
		}
		if s.units[i].Start-u.End > adverbial {
			break
		}
		if k > 0 && r.x.isPreposition(r.lang, s.units[k-1].Text) && s.units[k-1].Text != "等" {
			if r.x.speech.block[r.lang][s.units[k-1].Text] {
				return pattern.Member{}, false
			}
			continue
		}
		for m := len(u.Members) - 1; m >= 0; m-- {
			if slices.Contains(speakerTypes, u.Members[m].Type) {
				return u.Members[m], true
			}
		}
	}
	return pattern.Member{}, false
}

// wordsAfter returns the words behind the verb: what stands in marks if marks
// follow, else all to the end of the sentence.
func (r *reading) wordsAfter(s *sentence, i int) (span, string) {
	at := s.units[i].End
	for at < s.end && strings.ContainsRune("，,：: 道", r.text[at]) {
		at++
	}
	if at >= s.end || at == s.units[i].End && !r.reportable(s, i) {
		return span{}, ""
	}
	if r.text[at] == '“' {
		return r.marked(span{at, r.quoteEnd(at)}), "QUOTE/zh/marked"
	}
	end := s.end
	for end > at && strings.ContainsRune("。！？!?”\n ", r.text[end-1]) {
		end--
	}
	return span{at, end}, "QUOTE/zh/reported"
}

// reportable reports whether words may follow the verb without a mark: then
// at least a clause must.
func (r *reading) reportable(s *sentence, i int) bool {
	return i+2 < len(s.units) && s.units[i+1].Kind != pattern.Punct
}

// quoteEnd returns the end of the marks that open at i, at most to the end of
// the paragraph.
func (r *reading) quoteEnd(i int) int {
	depth := 0
	for k := i; k < len(r.text) && r.text[k] != '\n'; k++ {
		switch r.text[k] {
		case '“':
			depth++
		case '”':
			if depth--; depth == 0 {
				return k + 1
			}
		}
	}
	for k := i; k < len(r.text); k++ {
		if r.text[k] == '\n' {
			return k
		}
	}
	return len(r.text)
}

// marked returns what stands in the outer marks at the start of a span.
func (r *reading) marked(s span) span {
	if s.len() < 2 || r.text[s.start] != '“' {
		return span{}
	}
	end := r.quoteEnd(s.start)
	in := span{s.start + 1, end}
	if end > s.start+1 && r.text[end-1] == '”' {
		in.end--
	}
	return in
}

// wordsBefore returns the words in marks before the speaker: “…，”乙表示。
func (r *reading) wordsBefore(s *sentence, i int) (span, string) {
	for k := i - 1; k >= 0; k-- {
		if s.units[k].Text != "”" {
			continue
		}
		for o := k - 1; o >= 0; o-- {
			if s.units[o].Text == "“" && s.units[k].Start-s.units[o].End >= 4 {
				in := span{s.units[o].End, s.units[k].Start}
				for in.end > in.start && strings.ContainsRune("，,", r.text[in.end-1]) {
					in.end--
				}
				return in, "QUOTE/zh/before"
			}
		}
		return span{}, ""
	}
	return span{}, ""
}

// addQuote adds the words of a speaker once.
func (r *reading) addQuote(m pattern.Member, words span, rule string) {
	q := kg.Quote{Speaker: r.entityID(m.Ref), Text: string(r.raw[words.start:words.end]), Confidence: r.x.confidence(rule), Rule: rule, Evidence: r.evidence(words)}
	at, how := r.place(m)
	q.At = map[string]kg.Span{"speaker": at}
	if how != nil {
		q.Via = map[string]kg.Via{"speaker": *how}
	}
	for _, o := range r.out.Quotes {
		if o.Speaker == q.Speaker && o.Text == q.Text {
			return
		}
	}
	r.out.Quotes = append(r.out.Quotes, q)
}

// dropTitleQuotes drops a quote of the title if the body has one of the same
// speaker: the body says it in full.
func (r *reading) dropTitleQuotes() {
	title := slices.Index(r.raw, '\n')
	body := map[string]bool{}
	for _, q := range r.out.Quotes {
		if q.Evidence.Start > title {
			body[q.Speaker] = true
		}
	}
	r.out.Quotes = slices.DeleteFunc(r.out.Quotes, func(q kg.Quote) bool { return q.Evidence.End <= title && body[q.Speaker] })
}
