package extract

import (
	"slices"
	"strings"
	"unicode"

	"github.com/newsgraph/newsgraph/extract/pattern"
	"github.com/newsgraph/newsgraph/kg"
)

// speechClasses are the classes of quotes.rules, which says what each is for.
var speechClasses = strings.Fields(`
	say bare thing vow will tell noun light describe naming as object think nobefore nobare negation
	nosay forecast nobody hearsay some named paper spokesman common same determiner
	adverb and toward source quoting closer
	unless silent turn author own writer first whereas
	chief cut adding pronoun opener finite relative listener`)

// newSpeech returns the vocabulary of quotes by language.
func newSpeech(rules *pattern.Set) map[string]*vocabulary {
	out := map[string]*vocabulary{}
	for _, lang := range pattern.Languages {
		out[lang] = newVocabulary(speechClasses)
		for _, class := range speechClasses {
			for _, word := range rules.Class(lang, class) {
				out[lang].add(class, word)
			}
		}
	}
	return out
}

// quotes finds what named speakers say.
func (r *reading) quotes() {
	if r.lang == "zh" {
		r.chineseQuotes()
	} else {
		var last []pattern.Member // who spoke last, for marks that go on
		for n := range r.sentences {
			last = r.englishQuotes(n, last)
		}
	}
	r.dropTitleQuotes()
}

var speakerTypes = []kg.Type{kg.Person, kg.Company, kg.Organization}

// speaking returns the members that can speak: of a list all, of a firm and
// its person the person. A report by a source of news is no quote.
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

// dropTitleQuotes drops what the title says for somebody whom the body quotes,
// or whose words the body states: they are told there in full.
func (r *reading) dropTitleQuotes() {
	body := map[string]bool{}
	for _, q := range r.out.Quotes {
		if q.Evidence.Start > r.title {
			body[q.Speaker] = true
		}
	}
	r.out.Quotes = slices.DeleteFunc(r.out.Quotes, func(q kg.Quote) bool {
		return q.Evidence.End <= r.title && (body[q.Speaker] || r.statedInBody(q.At["text"]))
	})
}

// statedInBody reports whether half of the pairs of neighbouring letters and
// digits of a stretch of the title stand in the body.
func (r *reading) statedInBody(words kg.Span) bool {
	pairs := map[[2]rune]bool{}
	for i := r.title + 1; i+1 < len(r.text); i++ {
		pairs[[2]rune{r.text[i], r.text[i+1]}] = true
	}
	all, found := 0, 0
	for i := words[0]; i+1 < words[1]; i++ {
		if isWordRune(r.text[i]) && isWordRune(r.text[i+1]) {
			all++
			found += btoi(pairs[[2]rune{r.text[i], r.text[i+1]}])
		}
	}
	return 2*found >= all
}

func isWordRune(c rune) bool { return unicode.IsLetter(c) || unicode.IsDigit(c) }
