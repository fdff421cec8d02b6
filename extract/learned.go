package extract

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/newsgraph/newsgraph/extract/tagger"
	"github.com/newsgraph/newsgraph/kg"
)

// What the tagger's probabilities are worth, chosen on annotated articles by
// folds: with .5 in place of accepted .01 of precision goes and .002 of recall
// comes.
const (
	possible  = 0.05 // below it a stretch of text is no name, whatever a weak rule says
	plausible = 0.15 // the same of an English name that is no firm's
	accepted  = 0.6  // a string that is a name in any of its places with it
	likely    = 0.3  // the same of one that a list has as a name or an ordinary word
	sure      = 0.8  // what outranks a shorter name of a list
)

// hints tells the tagger what is known of the text, by start: the names that
// lists have, those that rules found, titles, and the words of the dictionary
// with their parts of speech.
func (f *finder) hints(d *draft, known []mention) []tagger.Hint {
	var out []tagger.Hint
	add := func(s span, kind string) { out = append(out, tagger.Hint{Start: s.start, End: s.end, Kind: kind}) }
	for _, m := range known {
		add(m.span, list(m)+"/"+string(m.typ))
	}
	for _, m := range d.found {
		if m.by != "" && !strings.HasSuffix(m.by, ".tsv") {
			add(m.span, "rule "+m.by+"/"+string(m.typ))
		}
	}
	for _, t := range d.titles {
		if t.role {
			add(t.span, "role")
		} else {
			add(t.span, "title")
		}
	}
	if d.lang == "zh" {
		f.wordHints(d, add)
	}
	slices.SortStableFunc(out, func(a, b tagger.Hint) int { return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End)) })
	return out
}

// wordHints adds the Chinese words of two characters or more.
func (f *finder) wordHints(d *draft, add func(span, string)) {
	at := 0
	for _, w := range f.dictionary.Tagged(d.words.words) {
		n := utf8.RuneCountInString(w.Text)
		if n >= 2 && w.Text[0] >= utf8.RuneSelf {
			add(span{at, at + n}, "word/"+w.Tag)
		}
		at += n
	}
}

// list says how much a name of a list is worth.
func list(m mention) string {
	switch {
	case m.unsure:
		return "unsure"
	case m.by == "listed.tsv":
		return "listed"
	}
	return "core"
}

// weakRules find what looks like a name and often is none or of another type, by
// language.
var weakRules = map[string][]string{
	"zh": {"latin", "suffix", "quoted", "code", "version"},
	"en": {"latin"},
}

func (d *draft) isWeak(m mention) bool { return slices.Contains(weakRules[d.lang], m.by) }

// numbered reports whether a name is a number behind a name that a list has, or
// the number of a chip or model. The tagger has not met the latest ones.
func numbered(m mention) bool {
	return m.by == "version" || m.by == "code" && (m.typ == kg.Model || m.typ == kg.Chip)
}

// isTold reports whether the text itself says what a name is: before it, in an
// apposition behind it, or by a second name in brackets.
func (s *shapes) isTold(d *draft, m mention) bool {
	if typ, ok := s.toldBefore(d.text, skipSpaceBack(d.text, m.start)); ok && typ == m.typ {
		return true
	}
	if typ, ok := s.toldBehind(d.text, m.end); ok && typ == m.typ {
		return true
	}
	return slices.ContainsFunc(d.found, func(o mention) bool {
		return o.by == "introduction" && o.typ == m.typ && m.end < o.start && o.start-m.end < 12 && s.introduces(d.text, m.span, o.span)
	})
}

// learned lets the tagger judge: a name that only a weak rule found stays if
// the tagger thinks it possible, and a name that the tagger finds by itself is added
// where nothing surer stands.
func (f *finder) learned(d *draft, known []mention) {
	if f.tagger == nil {
		return
	}
	candidates := f.tagger.Candidates(d.text, f.hints(d, known), possible)
	seen := map[tagger.Name]bool{}
	for _, c := range candidates {
		if c.Prob >= plausible || d.lang != "en" || c.Type == string(kg.Company) {
			seen[tagger.Name{Text: d.cut(span{c.Start, c.End}), Type: c.Type}] = true
		}
	}
	var doubtful, certain []mention
	for _, m := range d.found {
		if d.isWeak(m) && !numbered(m) && !seen[tagger.Name{Text: d.cut(m.span), Type: string(m.typ)}] && !f.shapes.isTold(d, m) {
			doubtful = append(doubtful, m)
		} else {
			certain = append(certain, m)
		}
	}
	d.found = certain
	for _, m := range doubtful {
		if slices.ContainsFunc(certain, func(o mention) bool { return d.shortens(m, o) }) {
			d.found = append(d.found, m)
		}
	}
	slices.SortFunc(d.found, byStart)
	listed := namesOfLists(known, len(d.text))
	candidates = slices.DeleteFunc(candidates, func(c tagger.Span) bool {
		return f.isNoName(d, span{c.Start, c.End}, kg.Type(c.Type), listed)
	})
	threshold := func(c tagger.Span) float64 {
		if listed.sure[tagger.Span{Start: c.Start, End: c.End, Type: c.Type}] {
			return likely
		}
		return accepted
	}
	for _, c := range tagger.Decide(d.text, candidates, threshold) {
		m := mention{span: span{c.Start, c.End}, typ: kg.Type(c.Type), by: "tagger", p: math.Round(c.Prob*1000) / 1000}
		if e, ok := f.lex.called(d.text, m); ok {
			m.key, m.name = e.key(), e.Name
		}
		d.add(m, f.shapes.isKind)
	}
	slices.SortFunc(d.found, byStart)
	f.propagate(d)
	d.settle()
}

// shortens reports whether a name is the beginning of another one, or its
// initials.
func (d *draft) shortens(short, long mention) bool {
	whole, name := d.cut(long.span), d.cut(short.span)
	return short.typ == long.typ && len(name) < len(whole) && (strings.HasPrefix(whole, name) || initialsOf(spelling{text: whole}, spelling{text: name}))
}

// onLists is where the names of lists stand in a text.
type onLists struct {
	names  map[span]bool
	sure   map[tagger.Span]bool // names of the curated lists that stand for one thing
	hidden []bool               // by code point: under a string that hides names
}

func namesOfLists(known []mention, length int) onLists {
	out := onLists{map[span]bool{}, map[tagger.Span]bool{}, make([]bool, length)}
	for _, k := range known {
		out.names[k.span] = true
		if k.by != "listed.tsv" && len(k.rivals) == 0 {
			out.sure[tagger.Span{Start: k.start, End: k.end, Type: string(k.typ)}] = true
		}
		for i := k.start; k.typ == noMention && i < k.end; i++ {
			out.hidden[i] = true
		}
	}
	return out
}

// isNoName reports whether a stretch of text cannot be a name of a type: one
// character, a word for a kind, a place, a string that a list hides, a word of the
// dictionary that no list has as a name and that is none of this type there, an
// ordinary word with a suffix, half a bracket, the English word for a Chinese one, what
// tells of several or of the speaker, or two names with a space between.
func (f *finder) isNoName(d *draft, s span, typ kg.Type, listed onLists) bool {
	text := d.text[s.start:s.end]
	if len(text) < 2 || f.shapes.isKind(string(text)) || f.shapes.isPlace(text) {
		return true
	}
	if slices.Contains(listed.hidden[s.start:s.end], true) {
		return true
	}
	if d.lang == "en" && f.ordinaryEnglish(string(text)) && !listed.names[s] {
		return true
	}
	if isHan(text[0]) && f.shapes.otherWord(text, typ) && !listed.names[s] {
		return true
	}
	if slices.Contains(text, '(') != slices.Contains(text, ')') || typ == kg.Person && d.glosses(s) || f.shapes.telling(text) {
		return true
	}
	if w, ok := f.shapes.suffixes.endsAt(text, len(text)); ok && f.shapes.ordinary(text[:len(text)-len(w.text)]) {
		return true
	}
	space := slices.Index(text, ' ')
	return space > 0 && isHan(text[space-1]) && isHan(text[space+1])
}

// glosses reports whether a stretch of Latin letters is all that a bracket holds and no
// person's name stands before the bracket: 金点子(Golden Idea).
func (d *draft) glosses(s span) bool {
	if s.start < 2 || s.end >= len(d.text) || d.text[s.start-1] != '(' || d.text[s.end] != ')' || !isLatin(d.text[s.start]) || !isHan(d.text[s.start-2]) {
		return false
	}
	m, ok := d.mentionEndingAt(s.start - 1)
	return !ok || m.typ != kg.Person
}

// telling reports whether a stretch of text has a word that no name has: 三大公司, 我的公司.
func (s *shapes) telling(text []rune) bool {
	found := false
	for i := range text {
		s.never.starting(text, i, func(typedWord) bool { found = true; return false })
	}
	return found
}

// add adds the tagger's name where it overlaps nothing. Where it is sure, the shorter
// names of lists inside it and what a weak rule found give way, but no number to
// the name before it.
func (d *draft) add(m mention, generic func(word string) bool) {
	gives := func(o mention) bool {
		inside := m.start <= o.start && o.end <= m.end && o.len() < m.len() && strings.HasSuffix(o.by, ".tsv") && !generic(d.cut(span{o.end, m.end}))
		number := numbered(o) && o.start <= m.start && m.len() < o.len()
		return m.p >= sure && (inside || d.isWeak(o) && !number)
	}
	from, _ := slices.BinarySearchFunc(d.found, m.start, func(o mention, at int) int { return cmp.Compare(o.end, at+1) })
	to := from
	for to < len(d.found) && d.found[to].start < m.end {
		if !gives(d.found[to]) {
			return
		}
		to++
	}
	d.found = slices.Replace(d.found, from, to, m)
}
