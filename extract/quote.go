package extract

import (
	"slices"

	"github.com/newsgraph/newsgraph/extract/pattern"
	"github.com/newsgraph/newsgraph/kg"
)

// speech is the vocabulary of quotes in one language: the classes of
// quotes.rules, which says what each holds.
type speech struct {
	say, bare, thing, tell, think                map[string]bool // verbs of saying
	negation, nobefore, nobare                   map[string]bool // beside a verb that tells no words
	nosay, nobody, named, paper, spokesman, same map[string]bool // who speaks
	adverb, source, quoting, closer              map[string]bool // between speaker and verb
	turn, silent, author, whereas, determiner    map[string]bool // between speaker's and author's words
}

func newSpeech(rules *pattern.Set) map[string]*speech {
	out := map[string]*speech{}
	for _, lang := range pattern.Languages {
		class := func(name string) map[string]bool { return set(rules.Class(lang, name)) }
		out[lang] = &speech{
			say: class("say"), bare: class("bare"), thing: class("thing"), tell: class("tell"), think: class("think"),
			negation: class("negation"), nobefore: class("nobefore"), nobare: class("nobare"),
			nosay: class("nosay"), nobody: class("nobody"), named: class("named"), paper: class("paper"), spokesman: class("spokesman"), same: class("same"),
			adverb: class("adverb"), source: class("source"), quoting: class("quoting"), closer: class("closer"),
			turn: class("turn"), silent: class("silent"), author: class("author"), whereas: class("whereas"), determiner: class("determiner"),
		}
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
