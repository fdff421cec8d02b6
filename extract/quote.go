package extract

import (
	"slices"
	"strings"

	"github.com/newsgraph/newsgraph/extract/pattern"
	"github.com/newsgraph/newsgraph/kg"
)

// speech is the vocabulary of quotes in one language: the classes of
// quotes.rules.
type speech struct {
	say      map[string]bool // verbs of saying
	bare     map[string]bool // those of them that a clause may follow without a mark
	nobare   map[string]bool // what stands behind a verb that is a noun there (评论期) or told no words (透露了)
	tell     map[string]bool // those that name whom the words are told
	negation map[string]bool // before a verb: nothing was said
	block    map[string]bool // between speaker and verb: a source or a forecast, no quote
}

func newSpeech(rules *pattern.Set) map[string]*speech {
	out := map[string]*speech{}
	for _, lang := range pattern.Languages {
		class := func(name string) map[string]bool { return set(rules.Class(lang, name)) }
		out[lang] = &speech{class("say"), class("bare"), class("nobare"), class("tell"), class("negation"), class("nosay")}
	}
	return out
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
	var last []pattern.Member // who spoke last, for marks that go on
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
// speaker, verb; or marks alone behind a speaker's sentence. It returns who
// spoke.
func (r *reading) chineseQuotes(n int, last []pattern.Member) []pattern.Member {
	s := &r.sentences[n]
	if speakers, words := r.headline(s); len(speakers) > 0 {
		r.addQuotes(s, speakers, words, "QUOTE/zh/headline")
		return nil
	}
	for _, i := range r.verbsOfSaying(s) {
		speakers := r.speakersBefore(s, i)
		if len(speakers) == 0 {
			continue
		}
		after, rule := r.wordsAfter(s, i)
		before := r.wordsBefore(s, i)
		if before.len() >= minQuoteHan && (after.len() == 0 || rule == "QUOTE/zh/marked") {
			r.addQuotes(s, speakers, before, "QUOTE/zh/before")
		}
		if after.len() > 0 {
			r.addQuotes(s, speakers, after, rule)
		}
		if before.len() >= minQuoteHan || after.len() > 0 {
			return speakers
		}
	}
	if len(last) > 0 && len(s.units) > 0 && s.units[0].Text == "“" && r.sentences[n-1].paragraph+1 >= s.paragraph {
		if words := r.insideMarksAt(s.start); words.len() >= minQuoteHan*2 {
			r.addQuotes(s, last, words, "QUOTE/zh/continued")
			return last
		}
	}
	return nil
}

// verbsOfSaying returns the units that are verbs of saying outside of marks,
// those with a comma or colon behind them first.
func (r *reading) verbsOfSaying(s *sentence) []int {
	var marked, bare []int
	voc := r.x.speech[r.lang]
	for i, u := range s.units {
		if u.Kind != pattern.Word || !r.saying(u.Text) || insideMarks(s.units, i) || i > 0 && voc.negation[s.units[i-1].Text] {
			continue
		}
		switch {
		case i+1 == len(s.units) || s.units[i+1].Kind == pattern.Punct && s.units[i+1].Text != "、":
			marked = append(marked, i)
		case (voc.bare[u.Text] || voc.tell[u.Text]) && !voc.nobare[s.units[i+1].Text]:
			bare = append(bare, i)
		}
	}
	return append(marked, bare...)
}

// minQuoteHan is the fewest code points of marked Chinese words that are a
// quote and no name or term in marks; unmarked words need twice as many.
const minQuoteHan = 5

// headline reads a title of the form 甲：words.
func (r *reading) headline(s *sentence) ([]pattern.Member, span) {
	if s.start > 0 || len(s.units) < 3 || r.title == 0 {
		return nil, span{}
	}
	for k, u := range s.units[:min(len(s.units), 4)] {
		if u.Text == "：" && k > 0 && s.units[k-1].Kind == pattern.Name {
			return r.speaking(s.units[k-1].Members), trim(r.text, span{u.End, r.title})
		}
	}
	return nil, span{}
}

// saying reports whether a word is a verb of saying, or ends in one (回应称).
func (r *reading) saying(word string) bool {
	say := r.x.speech[r.lang].say
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

// speakersBefore returns who speaks: the last name before the verb in its
// clause with no more than an adverbial between, else the subject that the
// clause leaves out. A report by a source of news is no quote.
func (r *reading) speakersBefore(s *sentence, i int) []pattern.Member {
	const adverbial = 24 // code points; 16 is the longest in the inventory, brackets apart
	for k := i - 1; k >= 0; k-- {
		u := s.units[k]
		if u.Kind == pattern.Punct && strings.Contains("。！？；”", u.Text) || r.x.speech[r.lang].block[u.Text] {
			return nil
		}
		if u.Kind != pattern.Name {
			continue
		}
		if s.units[i].Start-u.End > adverbial {
			return nil
		}
		if k > 0 && r.x.isPreposition(r.lang, s.units[k-1].Text) {
			if r.x.speech[r.lang].block[s.units[k-1].Text] {
				return nil
			}
			continue
		}
		if speakers := r.speaking(u.Members); len(speakers) > 0 {
			return speakers
		}
	}
	return nil
}

// speaking returns the members that can speak: of a list all, of a firm and
// its person the person.
func (r *reading) speaking(members []pattern.Member) []pattern.Member {
	var out []pattern.Member
	for _, m := range members {
		if slices.Contains(speakerTypes, m.Type) && !r.isOutlet(m) {
			out = append(out, m)
		}
	}
	if len(out) > 1 && out[0].Reference {
		return out[len(out)-1:]
	}
	return out
}

func (r *reading) isOutlet(m pattern.Member) bool {
	i, ok := r.x.finder.lex.byKey[r.mentions[m.Ref].key]
	return ok && r.x.finder.lex.entries[i].outlet
}

// wordsAfter returns the words behind the verb: what stands in marks if marks
// follow, else all to the end of the sentence. Whom the words are told (告诉
// 记者，) is left out.
func (r *reading) wordsAfter(s *sentence, i int) (span, string) {
	at := s.units[i].End
	comma := false
	for at < s.end && strings.ContainsRune("，,：: 道", r.text[at]) {
		comma = comma || r.text[at] != ' '
		at++
	}
	if at >= s.end {
		return span{}, ""
	}
	if r.text[at] == '“' {
		if words := r.insideMarksAt(at); words.len() >= minQuoteHan {
			return words, "QUOTE/zh/marked"
		}
	}
	if !comma {
		at = r.behindAddressee(s, i)
	}
	end := s.end
	for end > at && strings.ContainsRune("。！？!?”\n ", r.text[end-1]) {
		end--
	}
	if open := slices.Index(r.text[at:end], '“'); open >= 0 {
		if words := r.insideMarksAt(at + open); words.end > s.end {
			return words, "QUOTE/zh/marked" // the marks run over several sentences
		}
	}
	if end-at < 2*minQuoteHan {
		return span{}, ""
	}
	return span{at, end}, "QUOTE/zh/reported"
}

// behindAddressee returns where the words begin behind a verb without a
// comma: behind the comma that ends a short addressee, else at once.
func (r *reading) behindAddressee(s *sentence, i int) int {
	const addressee = 12 // code points
	from := s.units[i].End
	for k := from; k < s.end && k < from+addressee; k++ {
		if (r.text[k] == '，' || r.text[k] == '：') && r.x.speech[r.lang].tell[s.units[i].Text] {
			return k + 1
		}
	}
	return from
}

// quoteEnd returns the end of the marks that open at i, at most to the end of
// the paragraph.
func (r *reading) quoteEnd(i int) int {
	depth := 0
	k := i
	for ; k < len(r.text) && r.text[k] != '\n'; k++ {
		switch r.text[k] {
		case '“':
			depth++
		case '”':
			if depth--; depth == 0 {
				return k + 1
			}
		}
	}
	return k
}

// insideMarksAt returns what stands in the outer marks that open at i.
func (r *reading) insideMarksAt(i int) span {
	end := r.quoteEnd(i)
	in := span{i + 1, end}
	if end > i+1 && r.text[end-1] == '”' {
		in.end--
	}
	return in
}

// wordsBefore returns the words in marks before the speaker: “…，”乙表示, in
// the sentence or right before it.
func (r *reading) wordsBefore(s *sentence, i int) span {
	close := s.start - 1
	for k := i - 1; k >= 0; k-- {
		if s.units[k].Text == "”" {
			close = s.units[k].Start
			break
		}
	}
	if close < 0 || r.text[close] != '”' {
		return span{}
	}
	depth := 0
	for k := close; k >= 0 && r.text[k] != '\n'; k-- {
		switch r.text[k] {
		case '”':
			depth++
		case '“':
			if depth--; depth == 0 {
				in := span{k + 1, close}
				for in.len() > 0 && strings.ContainsRune("，,", r.text[in.end-1]) {
					in.end--
				}
				return in
			}
		}
	}
	return span{}
}

// addQuotes adds the words once for each speaker. Evidence runs from the
// sentence that names the speaker to the end of the words.
func (r *reading) addQuotes(s *sentence, speakers []pattern.Member, words span, rule string) {
	whole := span{min(s.start, words.start), max(s.end, words.end)}
	for _, m := range speakers {
		q := kg.Quote{Speaker: r.entityID(m.Ref), Text: string(r.raw[words.start:words.end]), Confidence: r.x.confidence(rule), Rule: rule, Evidence: r.evidence(whole)}
		if m.Start < whole.start || m.End > whole.end { // carried from another sentence
			m = refer([]pattern.Member{m}, words.start, words.start)[0]
		}
		at, how := r.place(m)
		q.At = map[string]kg.Span{"speaker": at, "text": {words.start, words.end}}
		if how != nil {
			q.Via = map[string]kg.Via{"speaker": *how}
		}
		if !slices.ContainsFunc(r.out.Quotes, func(o kg.Quote) bool { return o.Speaker == q.Speaker && o.Text == q.Text }) {
			r.out.Quotes = append(r.out.Quotes, q)
		}
	}
}

// dropTitleQuotes drops a quote of the title if the body has one of the same
// speaker: the body says it in full.
func (r *reading) dropTitleQuotes() {
	body := map[string]bool{}
	for _, q := range r.out.Quotes {
		if q.Evidence.Start > r.title {
			body[q.Speaker] = true
		}
	}
	r.out.Quotes = slices.DeleteFunc(r.out.Quotes, func(q kg.Quote) bool { return q.Evidence.End <= r.title && body[q.Speaker] })
}
