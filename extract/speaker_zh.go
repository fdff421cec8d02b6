package extract

import (
	"slices"
	"strings"

	"github.com/newsgraph/newsgraph/extract/pattern"
	"github.com/newsgraph/newsgraph/kg"
)

// speakers returns who says what the verb of unit i of a Chinese sentence
// tells: the head of the subject of its clause, by name, by reference, by
// title (该公司CEO, 该分析师) or left out. Nobody speaks where the subject is
// unnamed (知情人士, 甲的员工), a source of news, or what a source tells (据甲).
func (t *chineseTalk) speakers(s *sentence, i int) []pattern.Member {
	units := withoutBrackets(s.units[t.clauseStart(s.units, i):i])
	for k, u := range units {
		if t.voc.is("quoting", u.Text) && k+1 < len(units) && units[k+1].Kind == pattern.Name {
			units = units[k+1:]
			break
		}
	}
	head := t.head(units)
	for k, u := range units {
		if t.voc.is("nosay", u.Text) || t.voc.is("source", u.Text) && head != k+1 {
			return nil
		}
	}
	var firm []pattern.Member
	if head >= 0 {
		firm = t.speaking(units[head].Members)
	}
	if found, ok := t.byWord(s, units, head, firm); ok {
		return found
	}
	return t.byName(s, i, units, head, firm)
}

// byWord returns who speaks where the subject behind its head, or without one,
// is a title, a pronoun or a paper; false where it is none of them.
func (t *chineseTalk) byWord(s *sentence, units []pattern.Unit, head int, firm []pattern.Member) ([]pattern.Member, bool) {
	behind := units[head+1:]
	if k, role := t.openTitle(behind); k >= 0 && (k > 0 || len(persons(firm)) == 0) {
		end := slices.IndexFunc(behind, func(u pattern.Unit) bool { return u.Start >= role.end })
		if end >= 0 && !t.adverbial(behind[end:]) || t.oneOf(units, head) && !t.isSpokesman(role) {
			return nil, true // another name or a noun follows, or one of several
		}
		return t.byTitle(s, role, k > 0 && t.voc.is("determiner", behind[k-1].Text), firm), true
	}
	for k, u := range behind {
		switch {
		case t.voc.is("same", u.Text) && t.prepositionIn(behind[:k]) < 0:
			return t.again(s, 8), true
		case t.voc.ends("named", u.Text) && k > 0 && t.voc.is("determiner", behind[k-1].Text) && len(persons(t.last)) == 0:
			return t.last, true // 上述官方人士
		}
	}
	if head < 0 && len(units) > 0 && t.voc.is("paper", units[0].Text) {
		return t.issuer(), true
	}
	return nil, false
}

// byName returns who speaks by the name that is the head, or that the subject
// left out stands for.
func (t *chineseTalk) byName(s *sentence, i int, units []pattern.Unit, head int, firm []pattern.Member) []pattern.Member {
	if head < 0 {
		return nil
	}
	behind := units[head+1:]
	if t.unnamed("nobody", behind) || t.voc.is("noun", s.units[i].Text) && !t.adverbial(behind) {
		return nil
	}
	if len(persons(firm)) == 0 && (t.oneOf(units, head) || t.unnamed("hearsay", behind)) {
		return nil
	}
	known := t.knownAgain(s, units[head], firm)
	if units[head].Start == units[head].End && !t.speaksOn(s, i, behind, known) {
		return nil
	}
	return known
}

// speaksOn reports whether a verb without a subject of its own may be the
// speaker's: nothing but adverbs stands before it, no “I” before in the
// sentence, and a firm that speaks on is not followed by a mere thing.
func (t *chineseTalk) speaksOn(s *sentence, i int, behind []pattern.Unit, speakers []pattern.Member) bool {
	if !t.adverbial(behind) || t.saysI(s.units, s.units[i].Start) {
		return false
	}
	next := i + 1
	if next == len(s.units) {
		return true
	}
	return s.units[next].Kind == pattern.Punct || !t.voc.is("thing", s.units[i].Text) || len(persons(speakers)) > 0
}

// knownAgain returns whom a unit stands for as a speaker: 他 is who spoke last
// in the paragraph, rather than who was spoken of. A pronoun or a subject left
// out stands for nobody behind a speaker without a name, or if its name
// stands in marks.
func (t *chineseTalk) knownAgain(s *sentence, u pattern.Unit, found []pattern.Member) []pattern.Member {
	if len(found) == 0 || !found[0].Reference {
		return found
	}
	m := t.mentions[found[0].Ref]
	if t.voc.is("nobody", u.Text) && !t.voc.is("same", u.Text) || t.marks.inside(m.start) || t.lost > m.start && m.typ == kg.Person {
		return nil
	}
	if t.voc.is("same", u.Text) {
		if first := t.firstSubject(s, u.Start); len(first) > 0 {
			return first
		}
		if again := t.again(s, 0); len(again) > 0 {
			return again
		}
	}
	if u.Start == u.End && t.somebodyBefore(s, m.start) || t.voc.is("same", u.Text) && t.firstPerson(s, u.Start) {
		return nil
	}
	return found
}

// firstSubject returns the person who is by name the subject of the first
// clause of a sentence, if that ends before a position.
func (t *chineseTalk) firstSubject(s *sentence, at int) []pattern.Member {
	end := clauseEnd(s.units, 0)
	if end == len(s.units) || s.units[end].Start >= at {
		return nil
	}
	head := -1
	for k, u := range s.units[:end] {
		if u.Kind != pattern.Name || t.governed(s.units, k) {
			continue
		}
		if head >= 0 && !t.joined(s.units[head+1:k]) {
			break
		}
		head = k
	}
	if head < 0 || s.units[head].Members[0].Reference {
		return nil
	}
	if who := persons(t.speaking(s.units[head].Members)); len(who) == 1 {
		return who
	}
	return nil
}

// firstPerson reports whether the paragraph of a sentence is told by an “I” up
// to a position, in an interview or a blog: a pronoun may mean anybody there.
func (t *chineseTalk) firstPerson(s *sentence, at int) bool {
	for n := t.n; n >= max(0, t.n-8) && t.sentences[n].paragraph == s.paragraph; n-- {
		if t.saysI(t.sentences[n].units, at) {
			return true
		}
	}
	return false
}

// saysI reports whether units before a position have an “I” outside of
// quotation marks.
func (t *chineseTalk) saysI(units []pattern.Unit, at int) bool {
	return slices.ContainsFunc(units, func(u pattern.Unit) bool {
		return u.Start < at && t.voc.is("first", u.Text) && !t.marks.inside(u.Start)
	})
}

// somebodyBefore reports whether somebody without a name is the subject of the
// clause in which a name begins at a position (投资者担心甲…，认为).
func (t *chineseTalk) somebodyBefore(s *sentence, at int) bool {
	k := slices.IndexFunc(s.units, func(u pattern.Unit) bool { return u.Start == at && u.End > at })
	return k > 0 && t.unnamed("nobody", s.units[t.clauseStart(s.units, k):k])
}

// clauseStart returns the first unit of the clause in which unit i stands.
func (t *chineseTalk) clauseStart(units []pattern.Unit, i int) int {
	depth := 0
	for k := i - 1; k >= 0; k-- {
		switch text := units[k].Text; {
		case text == "）":
			depth++
		case text == "（":
			depth--
		case units[k].Kind != pattern.Punct || depth > 0:
		case strings.Contains("，；：。！？", text):
			return k + 1
		case text == "”":
			if !t.termEndsAt(units, k) {
				return k + 1
			}
		}
	}
	return 0
}

// termEndsAt reports whether the closing mark of unit k ends a term within
// the clause (就“甲”一事回应称) and no words said.
func (t *chineseTalk) termEndsAt(units []pattern.Unit, k int) bool {
	n := t.marks.from(units[k].Start)
	if n == len(t.marks) || t.marks[n].end != units[k].Start {
		return false
	}
	m := t.marks[n]
	return !t.taken[m] && m.start-1 > units[0].Start && !strings.ContainsRune("，：。；", t.text[m.start-2]) &&
		!strings.ContainsAny(string(t.text[m.start:m.end]), "，。！？")
}

func withoutBrackets(units []pattern.Unit) []pattern.Unit {
	var out []pattern.Unit
	depth := 0
	for _, u := range units {
		switch {
		case u.Text == "（":
			depth++
		case u.Text == "）":
			depth--
		case depth <= 0:
			out = append(out, u)
		}
	}
	return out
}

// head returns the unit that is the head of the clause's subject: the last
// name that can speak before the first preposition, else the last behind one
// that no preposition governs, -1 if there is none.
func (t *chineseTalk) head(units []pattern.Unit) int {
	head := -1
	for k, u := range units {
		switch {
		case u.Kind == pattern.Word && t.voc.is("source", u.Text) && k+1 < len(units) && canSpeak(units[k+1]) && t.adverbial(units[k+2:]):
			return k + 1
		case u.Kind == pattern.Word && t.x.isPreposition("zh", u.Text) && !t.voc.is("and", u.Text):
			if head >= 0 {
				return head
			}
		case u.Kind == pattern.Name && canSpeak(u) && !t.marks.inside(u.Start) && !t.governed(units, k):
			object := t.closes(units[k+1:]) || len(t.speaking(u.Members)) == 0
			if head < 0 || t.joined(units[head+1:k]) || !object {
				head = k // else an object: 甲收购乙后表示, 甲回应媒体乙称
			}
		}
	}
	return head
}

// joined reports whether units join an owner to the head of one noun phrase.
func (t *chineseTalk) joined(between []pattern.Unit) bool {
	if len(between) == 0 {
		return true
	}
	last := between[len(between)-1]
	if last.Text == "的" || last.Text == "旗下" {
		return true
	}
	w, ok := t.x.finder.titles.word(t.text, last.Start)
	return last.Type == "TITLE" || ok && w.head
}

func canSpeak(u pattern.Unit) bool {
	for _, m := range u.Members {
		if m.Type == kg.Person || m.Type == kg.Company || m.Type == kg.Organization {
			return true
		}
	}
	return false
}

// governed reports whether the name of unit k belongs to a preposition: one
// stands right before it, or opens a place or time that a word behind the
// name closes (在甲的大会上).
func (t *chineseTalk) governed(units []pattern.Unit, k int) bool {
	if k > 0 && t.x.isPreposition("zh", units[k-1].Text) {
		return true
	}
	return t.prepositionIn(units[:k]) >= 0 && t.closes(units[k+1:])
}

// prepositionIn returns the first unit that is a preposition and does not
// join, -1 for none.
func (t *chineseTalk) prepositionIn(units []pattern.Unit) int {
	return slices.IndexFunc(units, func(u pattern.Unit) bool {
		return u.Kind == pattern.Word && t.x.isPreposition("zh", u.Text) && !t.voc.is("and", u.Text)
	})
}

// closes reports whether a word for a place or time stands among units, before
// any preposition.
func (t *chineseTalk) closes(units []pattern.Unit) bool {
	if k := t.prepositionIn(units); k >= 0 {
		units = units[:k]
	}
	return slices.ContainsFunc(units, func(u pattern.Unit) bool { return u.Kind == pattern.Word && t.closer(u.Text) })
}

// closer reports whether a word ends a place or time (会上, 时, 声明中).
func (t *chineseTalk) closer(word string) bool {
	if t.voc.is("adverb", word) {
		return false
	}
	return t.voc.ends("closer", word)
}

// oneOf reports whether somebody of a firm speaks and not the firm (某甲员工):
// one of many right before its name or behind.
func (t *chineseTalk) oneOf(units []pattern.Unit, head int) bool {
	units = units[max(0, head-1):]
	if k := t.prepositionIn(units); k >= 0 {
		units = units[:k]
	}
	return slices.ContainsFunc(units, func(u pattern.Unit) bool { return t.voc.is("some", u.Text) }) &&
		!slices.ContainsFunc(units, func(u pattern.Unit) bool { return t.voc.ends("named", u.Text) })
}

// unnamed reports whether somebody without a name is the subject behind a
// name (甲的一位员工): a word of the class that no preposition governs.
func (t *chineseTalk) unnamed(class string, behind []pattern.Unit) bool {
	governed := false
	for k, u := range behind {
		if u.Kind != pattern.Word {
			continue
		}
		switch {
		case t.x.isPreposition("zh", u.Text):
			governed = true
		case governed && t.closer(u.Text):
			governed = false
		case !governed && t.voc.ends(class, u.Text) && !t.voc.ends("named", u.Text) && !t.closes(behind[k:]):
			return true
		}
	}
	return false
}

// adverbial reports whether units hold nothing that could be a subject:
// adverbs, times, and what prepositions open, to the word that closes it.
func (t *chineseTalk) adverbial(units []pattern.Unit) bool {
	for k := 0; k < len(units); k++ {
		u := units[k]
		switch {
		case u.Kind == pattern.Word && t.x.isPreposition("zh", u.Text):
			rest := units[k+1:]
			last := len(rest) - 1
			for last >= 0 && !(rest[last].Kind == pattern.Word && t.closer(rest[last].Text)) {
				last--
			}
			if last < 0 {
				return t.voc.is("toward", u.Text) || !slices.ContainsFunc(rest, t.person)
			}
			k += last + 1
		case u.Kind == pattern.Word && (t.voc.is("adverb", u.Text) || t.voc.is("paper", u.Text) || t.closer(u.Text) || t.saying(u.Text)):
		case u.Kind == pattern.Value && u.Type == "DATE":
		case u.Kind == pattern.Punct:
		default:
			return false
		}
	}
	return true
}

// openTitle returns the unit among those before the first preposition that
// begins a title, and the title; -1 for none.
func (t *chineseTalk) openTitle(units []pattern.Unit) (int, title) {
	if k := t.prepositionIn(units); k >= 0 {
		units = units[:k]
	}
	for k, u := range units {
		if i := slices.IndexFunc(t.titles, func(o title) bool { return o.start == u.Start && (o.role || o.gov) }); i >= 0 && u.Kind != pattern.Name {
			return k, t.titles[i]
		}
	}
	return -1, title{}
}

// byTitle returns who speaks by title alone: for a firm its spokesman, the
// last speaker again (该发言人, 这位CEO), or who holds the title elsewhere in the
// document (该公司CEO).
func (t *chineseTalk) byTitle(s *sentence, role title, again bool, firm []pattern.Member) []pattern.Member {
	switch {
	case again && len(persons(firm)) > 0:
		return persons(firm)
	case again:
		return slices.DeleteFunc(slices.Clone(t.last), func(m pattern.Member) bool { return t.lost > 0 || m.Type == kg.Person && !t.bears(m, role) })
	case !t.isSpokesman(role):
		return t.holder(role, firm)
	case len(firm) > 0 && !firm[0].Reference:
		return firm
	}
	return t.firmBefore(s, role.start)
}

func (t *chineseTalk) isSpokesman(role title) bool {
	return t.voc.ends("spokesman", string(t.text[role.start:role.end]))
}

func persons(members []pattern.Member) []pattern.Member {
	return slices.DeleteFunc(slices.Clone(members), func(m pattern.Member) bool { return m.Type != kg.Person })
}

// again returns who spoke last, if a person and no more lines before, for whom
// a pronoun stands that says more.
func (t *chineseTalk) again(s *sentence, lines int) []pattern.Member {
	last := persons(t.last)
	if t.lost > 0 || len(last) != 1 || t.paragraph+lines < s.paragraph {
		return nil
	}
	if slices.ContainsFunc(t.mentions, func(m mention) bool { return m.typ == kg.Person && m.start > t.until && m.end < s.start }) {
		return nil // somebody else may be meant
	}
	return last
}

// bears reports whether the title stands before a name of the person.
func (t *chineseTalk) bears(m pattern.Member, role title) bool {
	holders := t.holders(role)
	return slices.ContainsFunc(holders, func(i int) bool { return t.of[i] == t.of[m.Ref] })
}

// holder returns the one person before whose name the same title stands, of the
// same firm if both are told. Of a title that many hold the firm must be.
func (t *chineseTalk) holder(role title, firm []pattern.Member) []pattern.Member {
	holders := t.holders(role)
	if common := t.voc.ends("common", string(t.text[role.start:role.end])); !role.role || len(holders) == 0 || common && (len(firm) == 0 || firm[0].Reference) {
		return nil
	}
	if slices.ContainsFunc(holders, func(i int) bool { return t.of[i] != t.of[holders[0]] }) {
		return nil
	}
	if len(firm) > 0 && !slices.ContainsFunc(holders, func(i int) bool { of := t.firmOf(i); return of < 0 || of == t.of[firm[0].Ref] }) {
		return nil
	}
	return []pattern.Member{{Ref: holders[0], Type: kg.Person, Start: role.start, End: role.end, Reference: true}}
}

// firmOf returns the entity of the name that stands last before a person's
// name, as of 甲CEO乙, -1 for none.
func (t *chineseTalk) firmOf(person int) int {
	for i := person - 1; i >= 0; i-- {
		if m := t.mentions[i]; !m.nested && t.mentions[person].start-m.end < 30 {
			return t.of[i]
		}
	}
	return -1
}

// holders returns the mentions of people before which the same title stands,
// alone or among others (创始人兼CEO).
func (t *chineseTalk) holders(role title) []int {
	want := string(t.text[role.core.start:role.core.end])
	var out []int
	for _, o := range t.titles {
		if !strings.Contains(string(t.text[o.core.start:o.core.end]), want) {
			continue
		}
		i := slices.IndexFunc(t.mentions, func(m mention) bool { return m.typ == kg.Person && m.start == skipSpace(t.text, o.end) })
		if i >= 0 {
			out = append(out, i)
		}
	}
	return out
}

// issuer returns the firm that the sentence before speaks of, for a paper that
// the text does not say whose it is (声明中写道).
func (t *chineseTalk) issuer() []pattern.Member {
	units := t.sentences[max(0, t.n-1)].units
	for len(units) > 0 {
		end := clauseEnd(units, 0)
		if head := t.head(units[:end]); head >= 0 {
			firm := t.speaking(units[head].Members)
			return slices.DeleteFunc(firm, func(m pattern.Member) bool { return m.Type == kg.Person })
		}
		units = units[min(end+1, len(units)):]
	}
	return nil
}

// firmBefore returns the firm named last in the sentence before position at.
func (t *chineseTalk) firmBefore(s *sentence, at int) []pattern.Member {
	var firm []pattern.Member
	for _, u := range s.units {
		if u.Kind == pattern.Name && u.Start < u.End && u.End <= at {
			if out := t.speaking(u.Members); len(out) > 0 && len(persons(out)) == 0 {
				firm = out
			}
		}
	}
	return firm
}
