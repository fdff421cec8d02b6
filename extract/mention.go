package extract

import (
	"cmp"
	"slices"
	"unicode/utf8"

	"github.com/newsgraph/newsgraph/extract/english"
	"github.com/newsgraph/newsgraph/extract/jieba"
	"github.com/newsgraph/newsgraph/extract/tagger"
	"github.com/newsgraph/newsgraph/kg"
)

// mention is a name found in the text, or a candidate for one.
type mention struct {
	span
	typ    kg.Type
	key    string // of the lexicon, or "" for a name that no list has
	name   string // the lexicon's name for it, or ""
	by     string // what found it: a lexicon file, a shape, an introduction
	p      float64
	unsure bool      // counts only where the context shows what it is
	weak   bool      // gives way to any other candidate that it overlaps
	nested bool      // lies inside a longer mention
	rivals []mention // what else the lexicon has by the same name, if the context says so
}

// finder turns a text into mentions. It is read-only and safe for concurrent
// use.
type finder struct {
	lex        *lexicon
	titles     *titles
	shapes     *shapes
	words      *english.Words
	dictionary *jieba.Segmenter
	legal      []string      // legal forms, longest first
	tagger     *tagger.Model // nil for none: while one is trained
}

// draft is what is known of one document while its mentions are found.
type draft struct {
	text   []rune // folded
	lang   string
	words  *cut // nil where the text is not Chinese
	titles []title
	found  []mention // candidates, then the accepted ones by start
}

// names lets the tagger judge the candidates and returns all names of the text in
// order of their start, and the titles beside them; of two names that start
// together the longer comes first. They never cross.
func (f *finder) names(d *draft, known []mention) ([]mention, []title) {
	f.learned(d, known)
	d.found = slices.DeleteFunc(d.found, func(m mention) bool {
		return m.typ == noMention || m.key == "" && f.shapes.isKind(d.cut(m.span))
	})
	d.titles = f.titlesBeside(d)
	f.nest(d)
	return d.found, d.titles
}

// ruled finds the names that lists and rules know, and also returns all
// candidates of the lists.
func (f *finder) ruled(text []rune, lang string, words *cut) (*draft, []mention) {
	d := &draft{text: text, lang: lang, words: words}
	d.titles = f.titles.find(text, span{0, len(text)})
	known := f.known(d)
	d.found = known
	d.found = slices.Concat(known, f.shapes.versions(d), f.joinedVersions(d), f.shapes.shares(d), f.organsOfPlaces(d, known))
	d.found = append(d.found, f.shapes.codes(d)...)
	d.found = append(d.found, f.persons(d)...)
	d.found = append(d.found, f.shapes.suffixed(d)...)
	d.found = slices.DeleteFunc(d.found, func(m mention) bool {
		_, joined := f.shapes.joined.startsAt(d.text, m.end)
		return joined
	})
	d.settle()
	d.found = slices.Concat(d.found, f.shapes.bylines(d), f.shapes.quoted(d), f.shapes.bracketed(d), f.unlisted(d))
	d.settle()
	d.found = slices.Concat(f.shapes.bracketed(d), d.found)
	d.settle()
	f.shapes.decide(d)
	d.found = slices.Concat(f.shapes.bracketed(d), d.found)
	d.settle()
	f.propagate(d)
	d.found = append(d.found, f.shapes.shares(d)...)
	f.shortNames(d)
	d.shortVersions()
	d.settle()
	return d, known
}

// unlisted returns the candidates in Latin letters that nothing else names.
func (f *finder) unlisted(d *draft) []mention {
	if d.lang == "en" {
		return f.englishNames(d)
	}
	found := f.shapes.latin(d)
	for i, m := range found {
		if f.words.Given(d.cut(m.span)) {
			found[i].typ = kg.Person
		}
	}
	return found
}

// titlesBeside returns the titles outside the mentions. What is left of one that
// a mention begins (某公司首席执行官, where a title may begin with 公司) is read anew.
func (f *finder) titlesBeside(d *draft) []title {
	var out []title
	for _, t := range d.titles {
		if !d.inside(t.span) {
			out = append(out, t)
			continue
		}
		for _, left := range f.titles.find(d.text[:t.end], span{d.endOfMentionAt(t.start), t.end}) {
			if !d.inside(left.span) {
				out = append(out, left)
			}
		}
	}
	return out
}

// endOfMentionAt returns the end of the mention over the position, or the
// position.
func (d *draft) endOfMentionAt(at int) int {
	for _, m := range d.found {
		if m.start <= at && at < m.end {
			return m.end
		}
	}
	return at
}

// known returns the candidates of the lexicon: at each position the longest
// name, from the first entry that has it as a sure one, else from the first;
// the others are its rivals.
func (f *finder) known(d *draft) []mention {
	var out []mention
	for i := range d.text {
		if !nameStart(d.text, i) {
			continue
		}
		var alike []mention
		for _, n := range f.lex.at(d.text, i) {
			e := &f.lex.entries[n.entry]
			alike = append(alike, mention{span: span{i, i + len(n.text)}, typ: e.Type, key: e.key(), name: e.Name, by: e.file, p: 1, unsure: n.unsure, weak: n.unsure && e.listed})
		}
		if len(alike) == 0 {
			continue
		}
		if m, ok := f.inFull(d.text, alike); ok {
			out = append(out, m)
			continue
		}
		first := max(0, slices.IndexFunc(alike, func(m mention) bool { return !m.unsure }))
		m := alike[first]
		if m.typ != noMention {
			m.rivals = slices.Delete(alike, first, first+1)
		}
		if maker, thing, ok := f.makerAndThing(d.text, m); ok {
			out = append(out, maker, thing)
			continue
		}
		out = append(out, m)
	}
	return out
}

// makerAndThing cuts a Chinese name of a thing that is its maker's name and another
// name of the thing (甲云 of 云): both are mentioned.
func (f *finder) makerAndThing(text []rune, m mention) (maker, thing mention, ok bool) {
	if m.typ != kg.Model && m.typ != kg.Chip && m.typ != kg.Product || !isHan(text[m.start]) || m.unsure {
		return maker, thing, false
	}
	for i := m.end - 2; i >= m.start+2; i-- {
		thing = m
		thing.start = skipSpace(text, i)
		if !f.lex.named(text[thing.start:m.end], func(e *entry, _ bool) bool { return e.key() == m.key }) {
			continue
		}
		maker = mention{span: span{m.start, i}, typ: kg.Company, p: 1}
		if f.lex.named(text[m.start:i], func(e *entry, unsure bool) bool {
			maker.key, maker.name, maker.by = e.key(), e.Name, e.file
			return e.Type == kg.Company && !e.listed && !unsure
		}) {
			return maker, thing, true
		}
	}
	return maker, thing, false
}

// inFull returns the firm among candidates of one place with the legal form that
// stands behind the name, which makes it a sure one: Target Corporation.
func (f *finder) inFull(text []rune, alike []mention) (mention, bool) {
	end := alike[0].end
	if !isAlnum(text[end-1]) || isHan(text[end-1]) {
		return mention{}, false
	}
	full := f.legalEnd(text, end)
	firm := slices.IndexFunc(alike, func(m mention) bool { return m.typ == kg.Company })
	if full <= end+1 || firm < 0 {
		return mention{}, false
	}
	m := alike[firm]
	m.end, m.unsure, m.weak = full, false, false
	return m, true
}

// nameStart is a quick test that spares most look-ups.
func nameStart(text []rune, i int) bool {
	r := text[i]
	return r >= 0x3400 || isAlnum(r) && (i == 0 || !isAlnum(text[i-1]))
}

// settle keeps, of candidates that overlap, the longest; of equally long
// ones a sure one before an unsure one, then the earlier in the list. Strings
// that hide names are dropped after they did so.
func (d *draft) settle() {
	order := make([]int, len(d.found))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		x, y := d.found[a], d.found[b]
		return cmp.Or(cmp.Compare(btoi(x.weak), btoi(y.weak)), cmp.Compare(y.len(), x.len()), cmp.Compare(btoi(x.unsure), btoi(y.unsure)), cmp.Compare(a, b))
	})
	taken := make([]bool, len(d.text)+1)
	var kept []mention
	for _, i := range order {
		m := d.found[i]
		if slices.Contains(taken[m.start:m.end], true) {
			continue
		}
		for k := m.start; k < m.end; k++ {
			taken[k] = true
		}
		kept = append(kept, m)
	}
	slices.SortFunc(kept, byStart)
	d.found = kept
}

func byStart(a, b mention) int {
	return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(b.end, a.end))
}

// inside reports whether a mention overlaps the span.
func (d *draft) inside(s span) bool {
	_, ok := d.mentionOver(s)
	return ok
}

// mentionOver returns the first mention that overlaps the span.
func (d *draft) mentionOver(s span) (mention, bool) {
	i, _ := slices.BinarySearchFunc(d.found, s.start, func(m mention, at int) int { return cmp.Compare(m.end, at+1) })
	if i < len(d.found) && d.found[i].overlaps(s) {
		return d.found[i], true
	}
	return mention{}, false
}

// mentionEndingAt returns the mention that ends at the position.
func (d *draft) mentionEndingAt(at int) (mention, bool) {
	i, ok := slices.BinarySearchFunc(d.found, at, func(m mention, at int) int { return cmp.Compare(m.end, at) })
	if !ok {
		return mention{}, false
	}
	return d.found[i], true
}

// mentionStartingAt returns the mention that starts at the position.
func (d *draft) mentionStartingAt(at int) (mention, bool) {
	i, ok := slices.BinarySearchFunc(d.found, at, func(m mention, at int) int { return cmp.Compare(m.start, at) })
	if !ok {
		return mention{}, false
	}
	return d.found[i], true
}

func (d *draft) cut(s span) string { return string(d.text[s.start:s.end]) }

// propagate finds the other places of every name that no list has: what one
// place introduces is a name in the whole document, a firm's also without its legal
// form.
func (f *finder) propagate(d *draft) {
	d.found = slices.DeleteFunc(d.found, func(m mention) bool { return m.unsure })
	heads := map[[2]rune][]mention{}
	seen := map[string]bool{}
	add := func(m mention) {
		if text := d.cut(m.span); m.len() >= 2 && !seen[text] {
			seen[text] = true
			head := [2]rune{d.text[m.start], d.text[m.start+1]}
			heads[head] = append(heads[head], m)
		}
	}
	for _, m := range d.found {
		if m.key == "" && m.typ != noMention {
			add(m)
		}
	}
	for _, m := range d.found {
		if m.key == "" && m.typ == kg.Company && d.words != nil {
			f.stems(d, m, add)
		}
	}
	if len(heads) == 0 {
		return
	}
	var copies []mention
	for i := 0; i+1 < len(d.text); i++ {
		for _, m := range heads[[2]rune{d.text[i], d.text[i+1]}] {
			if i == m.start && m.by != stem || !standsAt(d.text, i, d.text[m.start:m.end]) || d.beginsName(i, m) {
				continue
			}
			copied := m
			copied.span = span{i, i + m.len()}
			if m.by != stem || f.standsAlone(d, copied.span) {
				copies = append(copies, copied)
			}
		}
	}
	d.found = append(d.found, copies...)
}

// stem is what found a name that is another without its legal form.
const stem = "short form"

// shortestStem is how many characters it has at least: two are an ordinary word too
// easily (恒大, 长城).
const shortestStem = 3

// stems calls yield with a firm's name without its legal form (云岭电池有限公司: 云岭电池),
// and without the place before it.
func (f *finder) stems(d *draft, m mention, yield func(mention)) {
	name := d.cut(m.span)
	m.end = m.start + utf8.RuneCountInString(withoutLegalForm(name, f.legal))
	if m.end == m.start+utf8.RuneCountInString(name) {
		return
	}
	m.by = stem
	put := func(m mention) {
		if text := d.text[m.start:m.end]; m.len() >= shortestStem && !f.shapes.ordinary(text) && !f.shapes.isPlace(text) {
			yield(m)
		}
	}
	put(m)
	for n := min(longestPlace, m.len()-shortestStem); n >= 2; n-- {
		if f.shapes.isRegion(d.text[m.start : m.start+n]) {
			m.start += n
			if at := d.words.at[m.start]; at >= 0 {
				if word := []rune(d.words.words[at]); !f.shapes.ordinary(word) || f.shapes.isPlace(word) { // not 上海市|食品|进出口
					put(m)
				}
			}
			return
		}
	}
}

// standsAlone reports whether a short form is the whole name that stands there: words
// begin where it begins and ends, no place before it makes it another's (安徽|中烟工业), and
// no suffix behind it goes on.
func (f *finder) standsAlone(d *draft, s span) bool {
	at := d.words.at[s.start]
	if at < 0 || at > 0 && f.shapes.isPlace([]rune(d.words.words[at-1])) {
		return false
	}
	if s.end == len(d.text) {
		return true
	}
	_, goesOn := f.shapes.suffixAt(d.text, s.end)
	return d.words.at[s.end] >= 0 && !goesOn
}

// beginsName reports whether a longer name of the same type begins at i, of which
// the mention's name is a part: 甲 of 甲科技.
func (d *draft) beginsName(i int, m mention) bool {
	at, ok := d.mentionOver(span{i, i + 1})
	return ok && at.start == i && at.typ == m.typ && at.len() > m.len()
}

// shortNames finds the people of the document where they stand by the last part
// of their name (Gil Luria: Luria), or by their given name in Latin letters. It is
// no name of a firm then, unless a list has it.
func (f *finder) shortNames(d *draft) {
	people := map[[2]rune][]mention{}
	add := func(m mention, ok bool) {
		if ok {
			head := [2]rune{d.text[m.start], d.text[m.start+1]}
			people[head] = append(people[head], m)
		}
	}
	shortest := 4
	if d.lang == "en" {
		shortest = 2 // where capitals mark names: Ma, Lee
	}
	for _, m := range d.found {
		add(lastName(d.text, m, shortest))
		add(f.givenName(d, m))
	}
	if len(people) == 0 {
		return
	}
	d.found = slices.DeleteFunc(d.found, func(m mention) bool {
		return m.key == "" && m.typ != kg.Person && slices.ContainsFunc(people[[2]rune{d.text[m.start], d.text[m.start+1]}], func(p mention) bool { return d.cut(p.span) == d.cut(m.span) })
	})
	for i := 0; i+1 < len(d.text); i++ {
		for _, m := range people[[2]rune{d.text[i], d.text[i+1]}] {
			if standsAt(d.text, i, d.text[m.start:m.end]) {
				m.span = span{i, i + m.len()}
				d.found = append(d.found, m)
			}
		}
	}
}

// lastName returns the last part of a person's name of several, as a mention
// that gives way to any other. Those of Latin letters below the shortest length are
// words too easily.
func lastName(text []rune, m mention, shortest int) (mention, bool) {
	for i := m.end - 1; i > m.start; i-- {
		if text[i] != '·' && text[i] != ' ' {
			continue
		}
		m.start, m.weak, m.key = i+1, true, ""
		return m, m.typ == kg.Person && (m.len() >= shortest || m.len() >= 2 && isHan(text[i+1]))
	}
	return m, false
}

// givenName returns the first word of a person's name in Latin letters, if it is a
// given name and no ordinary word, as lastName does.
func (f *finder) givenName(d *draft, m mention) (mention, bool) {
	space := slices.Index(d.text[m.start:m.end], ' ')
	if m.typ != kg.Person || space < 3 {
		return m, false
	}
	m.end, m.weak, m.key = m.start+space, true, ""
	word := d.cut(m.span)
	return m, f.words.Given(word) && !f.ordinaryEnglish(word)
}

// shortVersions finds the versions that stand alone (V3) for a model or chip that the
// text names in full (DeepSeek-V3), where only one has that version.
func (d *draft) shortVersions() {
	of := map[string][]mention{}
	for _, m := range d.found {
		tail, ok := versionTail(d.text, m)
		if !ok {
			continue
		}
		text := d.cut(tail.span)
		if !slices.ContainsFunc(of[text], func(o mention) bool { return o.key == m.key && o.key != "" }) {
			of[text] = append(of[text], tail)
		}
	}
	for i := 0; len(of) > 0 && i < len(d.text); i++ {
		if !isUpper(d.text[i]) || i > 0 && (isAlnum(d.text[i-1]) || d.text[i-1] == '-') || d.behindName(i) {
			continue
		}
		end := latinWord(d.text, i)
		if whole := of[string(d.text[i:end])]; len(whole) == 1 && !d.inside(span{i, end}) {
			m := whole[0]
			m.span, m.key = span{i, end}, "" // identity.go joins it
			d.found = append(d.found, m)
		}
	}
}

// behindName reports whether a capitalised word or a number stands before the
// position, of whose name what stands there may be a part.
func (d *draft) behindName(i int) bool {
	if i < 2 || d.text[i-1] != ' ' || !isAlnum(d.text[i-2]) {
		return false
	}
	start := i - 2
	for start > 0 && isAlnum(d.text[start-1]) {
		start--
	}
	return isUpper(d.text[start]) || isDigit(d.text[start])
}

// versionTail returns the last part of a model's or chip's name if it is a
// letter and digits: V3, R1, H100.
func versionTail(text []rune, m mention) (mention, bool) {
	if m.typ != kg.Model && m.typ != kg.Chip {
		return mention{}, false
	}
	start := m.end
	for start > m.start && isAlnum(text[start-1]) {
		start--
	}
	if start == m.start || m.end-start < 2 || !isUpper(text[start]) || !isDigit(text[start+1]) {
		return mention{}, false
	}
	m.start, m.weak = start, true
	return m, true
}

// nest adds the mentions that lie inside others: the firm's name before its
// share class (甲-SW), and the maker's name that begins a product's.
func (f *finder) nest(d *draft) {
	var inner []mention
	for _, m := range d.found {
		if in, ok := f.shapes.firmOfShare(d, m); ok {
			inner = append(inner, in)
			continue
		}
		if in, ok := f.brand(d, m); ok {
			inner = append(inner, in)
		}
	}
	d.found = append(d.found, inner...)
	slices.SortFunc(d.found, byStart)
}

// brand returns the company whose name, in Latin letters and set off by a
// space, begins the name of a model, chip or product. One whose name is also a
// word (Delta Lake) has to stand elsewhere in the text.
func (f *finder) brand(d *draft, m mention) (mention, bool) {
	if m.typ != kg.Model && m.typ != kg.Chip && m.typ != kg.Product {
		return mention{}, false
	}
	space := slices.Index(d.text[m.start:m.end], ' ')
	if space < 2 {
		return mention{}, false
	}
	head := d.text[m.start : m.start+space]
	for _, n := range f.lex.names[nameHead(head, 0)] {
		e := &f.lex.entries[n.entry]
		if e.Type == kg.Company && !e.listed && slices.Equal(n.text, head) && (!n.unsure || d.has(e.key())) {
			return mention{span: span{m.start, m.start + space}, typ: kg.Company, key: e.key(), name: e.Name, by: e.file, p: 1, nested: true}, true
		}
	}
	return mention{}, false
}

// has reports whether the text mentions an entity of the lexicon.
func (d *draft) has(key string) bool {
	return slices.ContainsFunc(d.found, func(m mention) bool { return m.key == key })
}
