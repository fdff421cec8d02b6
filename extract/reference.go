package extract

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/newsgraph/newsgraph/extract/pattern"
	"github.com/newsgraph/newsgraph/kg"
)

// refWord is a word that stands for something named elsewhere: a line of
// references.tsv.
type refWord struct {
	kind  string
	types []kg.Type
}

// references knows these words by language and text.
type references struct {
	words       map[string]map[string]refWord
	determiners map[string]map[string]bool
	heads       map[string]map[string]refWord
	first       map[string]*runeSet // what words and determiners begin with
}

var refKinds = []string{"topic", "bare", "subject", "pair", "last", "speaker", "head", "determiner"}

func readReferences(files []file) (*references, []error) {
	refs := &references{map[string]map[string]refWord{}, map[string]map[string]bool{}, map[string]map[string]refWord{}, map[string]*runeSet{}}
	for _, lang := range pattern.Languages {
		refs.words[lang], refs.determiners[lang], refs.heads[lang], refs.first[lang] = map[string]refWord{}, map[string]bool{}, map[string]refWord{}, &runeSet{}
	}
	var errs []error
	for _, f := range files {
		errs = append(errs, eachRow(f, 3, refs.add)...)
	}
	return refs, errs
}

// add adds a line: language, word, kind, types.
func (refs *references) add(fields []string) (int, error) {
	lang, word, kind := fields[0], fields[1], fields[2]
	if !slices.Contains(pattern.Languages, lang) {
		return 0, fmt.Errorf("unknown language %q", lang)
	}
	if !slices.Contains(refKinds, kind) {
		return 2, fmt.Errorf("unknown kind %q", kind)
	}
	w := refWord{kind: kind}
	if len(fields) > 3 && fields[3] != "" {
		for _, t := range strings.Split(fields[3], ",") {
			if err := knownType(kg.Type(t)); err != nil {
				return 3, err
			}
			w.types = append(w.types, kg.Type(t))
		}
	}
	if first, _ := utf8.DecodeRuneInString(word); kind != "head" {
		refs.first[lang].add(first)
	}
	switch kind {
	case "determiner":
		refs.determiners[lang][word] = true
	case "head":
		refs.heads[lang][word] = w
	default:
		refs.words[lang][word] = w
	}
	return 0, nil
}

// at returns the reference that begins at unit i and how many units it has.
func (refs *references) at(lang string, units []pattern.Unit, i int) (refWord, int) {
	if first, _ := utf8.DecodeRuneInString(units[i].Text); !refs.first[lang].has(first) {
		return refWord{}, 0
	}
	text := ""
	for n := 1; n <= 4 && i+n <= len(units) && units[i+n-1].Kind == pattern.Word; n++ {
		if n > 1 && lang == "en" {
			text += " "
		}
		text += units[i+n-1].Text
		if w, ok := refs.words[lang][text]; ok && !refs.longer(lang, text, units, i+n) {
			return w, n
		}
		if refs.determiners[lang][text] {
			if w, more := refs.description(lang, units, i+n); more > 0 {
				return w, n + more
			}
		}
	}
	return refWord{}, 0
}

// longer reports whether the next unit makes a longer reference word.
func (refs *references) longer(lang, text string, units []pattern.Unit, i int) bool {
	if i >= len(units) || units[i].Kind != pattern.Word {
		return false
	}
	_, ok := refs.words[lang][text+units[i].Text]
	return ok
}

// description returns the head noun that ends 这家… within four words.
func (refs *references) description(lang string, units []pattern.Unit, i int) (refWord, int) {
	for n := 1; n <= 4 && i+n <= len(units) && units[i+n-1].Kind == pattern.Word; n++ {
		last := units[i+n-1].Text
		if last == "的" {
			break // 这个领域的公司 is any
		}
		w, ok := refs.head(lang, last)
		if !ok {
			continue
		}
		if i+n < len(units) && units[i+n].Kind == pattern.Word {
			if _, more := refs.head(lang, units[i+n].Text); more {
				continue // 芯片 公司: the last noun is the head
			}
		}
		return w, n
	}
	return refWord{}, 0
}

// head returns the longest head noun that ends a word.
func (refs *references) head(lang, word string) (refWord, bool) {
	for i := range word { // longest first
		if w, ok := refs.heads[lang][word[i:]]; ok {
			return w, true
		}
	}
	return refWord{}, false
}

// subject is what a clause speaks of: the names of its first noun phrase.
type subject struct {
	sentence int
	members  []pattern.Member // several for a list, or for owner and head (甲CEO乙, 甲旗下乙)
	list     bool
	turns    bool // the text turns to it in mid-sentence (而甲)
}

// topics follows the subjects of clauses through a document.
type topics struct {
	r        *reading
	subjects []subject
	people   bool // people without a name are the subject of the sentence at hand
}

// mostMembers is how many names a subject may have with its owners before it.
const mostMembers = 32

// resolve turns reference words of one sentence into names and adds the
// subjects that clauses leave out. It must see the sentences in order.
func (t *topics) resolve(n int, s *sentence) {
	out := make([]pattern.Unit, 0, len(s.units)+4)
	clauseStart, hasSubject, prepositional := true, false, false
	first := -1 // of t.subjects: this sentence's first subject
	t.people = false
	for i := 0; i < len(s.units); i++ {
		u := s.units[i]
		if clauseStart && !breaksClause(u) {
			clauseStart, hasSubject, prepositional = false, false, false
			if m := t.leftOut(n, s, i, first); len(m) > 0 && !t.people {
				out = append(out, pattern.Unit{Kind: pattern.Name, Start: u.Start, End: u.Start, Members: m})
			}
		}
		if u.Kind == pattern.Word || u.Type == "COUNT" {
			if name, skip, ok := t.reference(n, s.units, i, first); ok {
				u = name
				i += skip - 1
			}
		}
		switch {
		case breaksClause(u):
			clauseStart = true
		case !prepositional && t.peopleLead(out, u, hasSubject, first):
			t.people = true
		case u.Kind == pattern.Word && t.r.x.isPreposition(t.r.lang, u.Text):
			prepositional = true
		case u.Kind == pattern.Name && !hasSubject && (t.r.isOutlet(u.Members[0]) || t.r.wrote(u.Members[0]) || t.r.sourceFollows(s.units[i+1:])):
			// A source or a reporter tells of others; what comes next is the subject.
		case u.Kind == pattern.Name && !hasSubject && !prepositional:
			hasSubject = true
			t.people = t.people && len(out) > 0 && !breaksClause(out[len(out)-1])
			t.subjects = append(t.subjects, subject{sentence: n, members: u.Members, list: len(u.Members) > 1, turns: t.switches(out)})
			if last := len(t.subjects) - 1; first < 0 || t.subjects[last].turns {
				first = last
			}
		case u.Kind == pattern.Name && hasSubject && len(t.subjects[len(t.subjects)-1].members) < mostMembers && t.r.headFollows(out):
			last := &t.subjects[len(t.subjects)-1]
			last.members = append(slices.Clone(last.members), u.Members...)
		case u.Kind == pattern.Name && prepositional:
			prepositional = false
		}
		out = append(out, u)
	}
	s.units = out
}

// switches reports whether the units so far end in a word at the beginning of a
// clause that turns to another subject (而, 但).
func (t *topics) switches(units []pattern.Unit) bool {
	i := len(units) - 1
	return i > 0 && t.r.x.function.has(t.r.lang, "switch", units[i].Text) && breaksClause(units[i-1])
}

// peopleLead reports whether a unit makes people without a name the subject of
// its clause: it stands before any name, or behind its firm's (甲三名员工离职,
// 甲多名研究人员离职). A pronoun for people does so at the start of a clause.
func (t *topics) peopleLead(before []pattern.Unit, u pattern.Unit, hasSubject bool, first int) bool {
	opens := len(before) == 0 || breaksClause(before[len(before)-1])
	if u.Kind == pattern.Name || u.Kind == pattern.Punct || !t.r.isPeople(u.Text) && !(opens && t.r.x.function.has(t.r.lang, "actor", u.Text)) {
		return false
	}
	if !hasSubject {
		return first < 0
	}
	for i := len(before) - 1; i >= 0; i-- {
		switch b := before[i]; {
		case b.Kind == pattern.Name:
			return b.Start != b.End
		case b.Kind == pattern.Value, b.Text == "的", b.Text == "前", t.r.describes(b.Text), t.r.x.speech[t.r.lang].is("some", b.Text):
		default:
			return false
		}
	}
	return false
}

// sourceFollows reports whether the units say that the name before them is the
// source of what follows: 甲 数据 显示, 甲 发布 的 报告 指出. In its filings
// (甲 公告 称) a firm tells of itself.
func (r *reading) sourceFollows(units []pattern.Unit) bool {
	for i, u := range units[:min(4, len(units))] {
		if u.Kind != pattern.Word {
			return false
		}
		if i > 0 && r.x.function.has(r.lang, "shows", u.Text) && r.x.function.has(r.lang, "findings", units[i-1].Text) {
			return r.lang == "en" || !r.x.function.has(r.lang, "filing", units[i-1].Text)
		}
	}
	return false
}

// wrote reports whether a byline's word stands before a name (记者 甲).
func (r *reading) wrote(m pattern.Member) bool {
	at := r.mentions[m.Ref].start
	return slices.ContainsFunc(r.titles, func(t title) bool { return t.byline && t.end <= at && at <= t.end+1 })
}

// headFollows reports whether the units so far end in an owner's name and
// what joins it to the head that comes next: a title, 的, 旗下, a class noun or
// two (的竞争对手), or nothing.
func (r *reading) headFollows(units []pattern.Unit) bool {
	for i := len(units) - 1; i >= 0 && i >= len(units)-4; i-- {
		u := units[i]
		switch {
		case u.Kind == pattern.Name:
			return true
		case u.Kind == pattern.Value && u.Type == "TITLE":
		case u.Kind == pattern.Word && r.joinsHead(u.Text):
		default:
			return false
		}
	}
	return false
}

// joinsHead reports whether a word may stand between an owner's name and the
// thing's.
func (r *reading) joinsHead(word string) bool {
	return word == "的" || word == "旗下" || word == "'s" || r.isNoun(word)
}

// isNoun reports whether the dictionary has a Chinese word as a common noun.
func (r *reading) isNoun(word string) bool {
	return r.lang == "zh" && r.x.segmenter.Tag(word) == "n"
}

// describes reports whether a Chinese word may stand before a noun to say what
// kind is meant: a noun, or a verb that is one too (研究人员).
func (r *reading) describes(word string) bool {
	return r.isNoun(word) || r.lang == "zh" && r.x.segmenter.Tag(word) == "vn"
}

func breaksClause(u pattern.Unit) bool {
	return u.Kind == pattern.Punct && strings.Contains("，；：。！？,;:!?", u.Text)
}

// leftOut returns what the clause at unit i leaves out as its subject: the
// first subject of the sentence, else the topic of the sentence before in the
// same paragraph. A clause that begins with a name leaves nothing out, and what
// somebody thinks is of others.
func (t *topics) leftOut(n int, s *sentence, i, first int) []pattern.Member {
	if t.r.isOpinion(s.units, i) {
		return nil
	}
	for k := i; k < len(s.units) && k < i+3 && !breaksClause(s.units[k]) && s.units[i].Type != "TITLE"; k++ {
		if s.units[k].Kind == pattern.Name && listClass(s.units[k].Members[0].Type) == listClass(kg.Company) {
			if k == i || !t.r.x.isPreposition(t.r.lang, s.units[k-1].Text) {
				return nil
			}
			break
		}
	}
	at := s.units[i].Start
	if first >= 0 {
		return refer(t.subjects[first].members, at, at)
	}
	if m := t.subjectBehind(s.units, i); m != nil {
		return m
	}
	return t.carried(n, at)
}

// isOpinion reports whether the clause at unit i is what somebody thinks of others.
func (r *reading) isOpinion(units []pattern.Unit, i int) bool {
	return i >= 2 && r.x.function.has(r.lang, "opines", units[i-2].Text)
}

// carried returns the first subject of the sentence before, in the same paragraph,
// as what is left out at a place.
func (t *topics) carried(n, at int) []pattern.Member {
	if n == 0 || t.r.sentences[n-1].paragraph != t.r.sentences[n].paragraph {
		return nil
	}
	of := t.firstOf(n - 1)
	if of == nil {
		return nil
	}
	out := refer(of.members, at, at)
	for i := range out {
		out[i].Carried = true
	}
	return out
}

// subjectBehind returns the firm or person that the next clause begins with, where
// the clause at unit i is one of those that share their subject with it (借助乙的技术，
// 甲…; 推出乙后，甲…).
func (t *topics) subjectBehind(units []pattern.Unit, i int) []pattern.Member {
	end := i
	for end < len(units) && !breaksClause(units[end]) {
		end++
	}
	if end+1 >= len(units) || units[end].Text != "，" && units[end].Text != "," || units[end+1].Kind != pattern.Name {
		return nil
	}
	shares := t.r.x.function.has(t.r.lang, "leadin", units[i].Text) || t.r.x.function.has(t.r.lang, "leadout", units[end-1].Text)
	if !shares || listClass(units[end+1].Members[0].Type) != listClass(kg.Company) {
		return nil
	}
	return refer(units[end+1].Members, units[i].Start, units[i].Start)
}

// firstOf returns the first subject of a sentence, nil if it has none.
func (t *topics) firstOf(n int) *subject {
	for k := range t.subjects {
		if t.subjects[k].sentence == n {
			return &t.subjects[k]
		}
	}
	return nil
}

// leadOf returns the subject that clauses of a sentence leave out at a place: the
// last that it turns to before there, else its first.
func (t *topics) leadOf(n, at int) *subject {
	for k := len(t.subjects) - 1; k >= 0; k-- {
		if s := &t.subjects[k]; s.sentence == n && s.turns && s.members[0].Start < at {
			return s
		}
	}
	return t.firstOf(n)
}

// refer returns members that stand at a place of their own for others.
func refer(members []pattern.Member, start, end int) []pattern.Member {
	out := slices.Clone(members)
	for i := range out {
		out[i].Start, out[i].End, out[i].Reference = start, end, true
	}
	return out
}

// reference returns the name unit for a reference word at unit i, and how
// many units it takes.
func (t *topics) reference(n int, units []pattern.Unit, i, first int) (pattern.Unit, int, bool) {
	w, count := t.r.x.refs.at(t.r.lang, units, i)
	if units[i].Type == "COUNT" {
		w, count = t.counted(units, i)
	}
	if count == 0 || w.kind == "bare" && !t.bare(units, i) {
		return pattern.Unit{}, 0, false
	}
	var members []pattern.Member
	if w.kind == "last" {
		members = t.lastNamed(w, n, units[i].Start)
	} else {
		members = t.find(w, n, first)
	}
	if len(members) == 0 {
		return pattern.Unit{}, 0, false
	}
	start, end := units[i].Start, units[i+count-1].End
	return pattern.Unit{Kind: pattern.Name, Text: string(t.r.text[start:end]), Start: start, End: end, Members: refer(members, start, end)}, count, true
}

// counted returns the reference word that begins with a count (两家公司).
func (t *topics) counted(units []pattern.Unit, i int) (refWord, int) {
	if i+1 >= len(units) || units[i+1].Kind != pattern.Word {
		return refWord{}, 0
	}
	w, ok := t.r.x.refs.words[t.r.lang][string(t.r.text[units[i].Start:units[i].End])+units[i+1].Text]
	if !ok {
		return refWord{}, 0
	}
	return w, 2
}

// bare reports whether a plain noun (公司) stands by itself: behind a mark, a
// preposition or a word that opens a clause, not behind a noun that describes it
// or a verb of which it is any object (创办公司).
func (t *topics) bare(units []pattern.Unit, i int) bool {
	if i == 0 {
		return true
	}
	before := units[i-1]
	if before.Text == "、" && i+2 < len(units) {
		return units[i+1].Type == "TITLE" || units[i+2].Type == "TITLE" // 甲、公司间接控股股东乙
	}
	return before.Kind == pattern.Punct && before.Text != "、" || before.Kind == pattern.Word && t.opens(before.Text)
}

func (t *topics) opens(word string) bool {
	w := t.r.x.function
	return w.has(t.r.lang, "coverb", word) || w.has(t.r.lang, "saying", word) || w.has(t.r.lang, "opener", word)
}

// find returns what a reference word of sentence n stands for.
func (t *topics) find(w refWord, n, first int) []pattern.Member {
	const reach = 4 // sentences that a reference looks back
	for k := len(t.subjects) - 1; k >= 0; k-- {
		if w.kind == "subject" && first >= 0 && k > first && t.subjects[first].sentence == n {
			continue // 其 is the sentence's own subject, not the nearest
		}
		s := t.subjects[k]
		if n-s.sentence > reach || w.kind == "speaker" && !t.speaks(s, n) {
			break
		}
		fit := fitting(s, w)
		if len(fit) > 0 {
			return fit
		}
	}
	return nil
}

// lastNamed returns the last name of a fitting type before a place, in its
// sentence or the one before.
func (t *topics) lastNamed(w refWord, n, at int) []pattern.Member {
	from := t.r.sentences[max(0, n-1)].start
	for i := len(t.r.mentions) - 1; i >= 0; i-- {
		m := t.r.mentions[i]
		if m.end <= at && m.start >= from && !m.nested && slices.Contains(w.types, m.typ) {
			return []pattern.Member{{Ref: i, Type: m.typ, Start: m.start, End: m.end}}
		}
	}
	return nil
}

// speaks reports whether a subject may be who says 我们 in sentence n: it stands
// there or in the sentence before in the paragraph.
func (t *topics) speaks(s subject, n int) bool {
	return n-s.sentence <= 1 && t.r.sentences[s.sentence].paragraph == t.r.sentences[n].paragraph
}

// fitting returns the members of a subject that the word may stand for: both
// of a pair, one of anything else.
func fitting(s subject, w refWord) []pattern.Member {
	var fit []pattern.Member
	for _, m := range s.members {
		if slices.Contains(w.types, m.Type) {
			fit = append(fit, m)
		}
	}
	switch {
	case w.kind == "pair":
		if len(fit) < 2 {
			return nil
		}
		return fit[len(fit)-2:]
	case len(fit) == 0:
		return nil
	case s.list && len(fit) > 1:
		return nil // one of several: which, the text does not say
	}
	return fit[len(fit)-1:]
}
