package extract

import (
	"regexp"
	"slices"
	"strings"

	"github.com/newsgraph/newsgraph/kg"
)

// suffixed returns names that end in a word that says their type: 甲乙科技,
// 丙丁大学. The name must begin where a mark or a word of the table stands;
// a weak suffix, which ends ordinary nouns too, also needs a title, a bracket
// or a verb of a firm's doing behind it.
func (s *shapes) suffixed(d *draft) []mention {
	var out []mention
	for i := 0; i < len(d.text); i++ {
		w, ok := s.suffixAt(d.text, i)
		if !ok {
			continue
		}
		end := i + len(w.text)
		reach := shortName
		for end < len(d.text) {
			more, ok := s.suffixAt(d.text, end)
			if !ok {
				break
			}
			if len(more.text) >= legalForm {
				reach = longName
			}
			w = typedWord{typ: more.typ, strong: w.strong || more.strong}
			end += len(more.text)
		}
		if len(w.text) >= legalForm {
			reach = longName
		}
		start, ok := s.nameStartBefore(d, i, reach)
		if ok && (w.strong || s.signAfter(d, end)) && !s.ordinary(d.text[start:end]) && !s.ordinary(d.text[start:i]) {
			out = append(out, mention{span: span{start, end}, typ: w.typ, by: "suffix", p: 0.8, weak: reach == shortName})
		}
		i = end - 1
	}
	return out
}

// Characters that a name may have before its suffix: few, but many where a
// legal form (有限公司) ends it, which has four characters at least.
const (
	shortName = 6
	longName  = 14
	legalForm = 4
)

func (s *shapes) suffixAt(text []rune, i int) (typedWord, bool) {
	if !isHan(text[i]) {
		return typedWord{}, false
	}
	return s.suffixes.startsAt(text, i)
}

// nameStartBefore walks back from a suffix over two or more characters that
// may be a name to where a mark, an opening word (据, 由, 与) or a title stands;
// if there is none in reach, or a single character before it, to the first
// place name on the way. A place in brackets (甲（上海）科技有限公司) is passed over.
func (s *shapes) nameStartBefore(d *draft, i, reach int) (int, bool) {
	start, place := i, -1
	for start > 0 && i-start <= reach && !s.opensAt(d, start, i) {
		if open := bracketBefore(d.text, start); open > 0 && open < start {
			start = open
			continue
		}
		if !isHan(d.text[start-1]) {
			break
		}
		start--
		if i-start >= 3 && s.isPlace(d.text[start:start+2]) {
			place = start
		}
	}
	if place >= 0 && (i-start > reach || place == start+1) {
		start = place
	}
	n := i - start
	return start, n >= 2 && n <= reach
}

// bracketBefore returns where a bracket with at most four Chinese characters
// begins that ends at the position, or -1.
func bracketBefore(text []rune, end int) int {
	if end < 3 || text[end-1] != '）' {
		return -1
	}
	for k := end - 2; k >= 0 && k >= end-6; k-- {
		if text[k] == '（' {
			return k
		}
		if !isHan(text[k]) {
			break
		}
	}
	return -1
}

// opensAt reports whether a name may begin at start because of what stands
// before it. Behind another suffix none does.
func (s *shapes) opensAt(d *draft, start, suffix int) bool {
	if _, ok := s.opening.endsAt(d.text, start); ok {
		return true
	}
	if start == suffix {
		return false
	}
	return slices.ContainsFunc(d.titles, func(t title) bool { return t.end == start })
}

func (s *shapes) isPlace(word []rune) bool { return s.tag(string(word)) == "ns" }

// signAfter reports whether a title, a bracket with a Latin name or a word
// that only a firm or an organization has behind it stands at i.
func (s *shapes) signAfter(d *draft, i int) bool {
	if i >= len(d.text) {
		return false
	}
	if d.text[i] == '（' && i+1 < len(d.text) && isAlnum(d.text[i+1]) || strings.ContainsRune("（，", d.text[i]) && s.saysSecond(d.text, i+1) {
		return true
	}
	return slices.ContainsFunc(d.titles, func(t title) bool { return t.start == i && t.role })
}

// quoted returns the names in quotation marks that a class noun introduces.
func (s *shapes) quoted(d *draft) []mention {
	var out []mention
	for i, r := range d.text {
		if r != '“' {
			continue
		}
		if m, ok := s.quotedName(d, i); ok {
			out = append(out, m)
		}
	}
	return out
}

// saysSecond reports whether a word of second-names.txt stands at i.
func (s *shapes) saysSecond(text []rune, i int) bool {
	return slices.ContainsFunc(s.second, func(mark string) bool { return standsPlain(text, i, mark) })
}

// bracketed returns the second names of the names found so far, in brackets or,
// behind a word that says so, between commas.
func (s *shapes) bracketed(d *draft) []mention {
	var out []mention
	for i, r := range d.text {
		if r == '，' && s.saysSecond(d.text, i+1) {
			if m, ok := s.commaName(d, i); ok {
				out = append(out, m)
			}
		}
		if r != '（' && r != '(' {
			continue
		}
		if m, ok := s.bracketName(d, i); ok {
			out = append(out, m)
		}
		out = append(out, s.bracketPerson(d, i)...)
	}
	return out
}

// bracketPerson reads a person whom no list has from the Latin name in the
// bracket at i: 甲乙丙（Yibing Jia). Both names are returned.
func (s *shapes) bracketPerson(d *draft, i int) []mention {
	end := skipSpaceBack(d.text, i)
	start := end
	for start > 0 && isHan(d.text[start-1]) && end-start < 5 {
		start--
	}
	close := indexWithin(d.text, i+1, 40, closing(d.text[i]))
	if n := end - start; n < 2 || n > 4 || close < 0 || d.inside(span{start, end}) || s.chinesePerson(d.text[:end], start) != end {
		return nil
	}
	latin := trim(d.text, span{i + 1, close})
	words := strings.Fields(d.cut(latin))
	if len(words) < 2 || len(words) > 3 || s.latinPerson(d.text[:latin.end], latin.start) != latin.end {
		return nil
	}
	name := mention{span: span{start, end}, typ: kg.Person, by: "introduction", p: 0.9}
	other := name
	other.span = latin
	return []mention{name, other}
}

// quotedName reads “X” after a class noun or 名为: 产品“X”.
func (s *shapes) quotedName(d *draft, i int) (mention, bool) {
	end := indexWithin(d.text, i+1, 14, '”')
	if end < i+3 || slices.ContainsFunc(d.text[i+1:end], func(r rune) bool { return strings.ContainsRune("，。、：！？", r) }) {
		return mention{}, false
	}
	w, ok := s.nouns.endsAt(d.text, i)
	if !ok {
		return mention{}, false
	}
	return mention{span: span{i + 1, end}, typ: w.typ, by: "quoted", p: 0.8, weak: d.inside(span{i + 1, end})}, true
}

// bracketName reads the second name of a mention: 甲（Name）, 甲（下称“乙”）.
func (s *shapes) bracketName(d *draft, i int) (mention, bool) {
	close := indexWithin(d.text, i+1, 60, closing(d.text[i]))
	if close < 0 {
		return mention{}, false
	}
	in, short := s.secondName(d.text, span{i + 1, close})
	if in.len() < 2 || !short && !isUpper(d.text[in.start]) {
		return mention{}, false
	}
	if !short && in.end != close && !strings.ContainsRune("，,；;", d.text[in.end]) {
		return mention{}, false
	}
	return s.secondOf(d, i, in)
}

// commaName reads the second name of a mention behind the comma at i: 甲，简称乙，.
func (s *shapes) commaName(d *draft, i int) (mention, bool) {
	end := i + 1
	for end < len(d.text) && end < i+maxCommaName && !strings.ContainsRune("，。；！？（）\n", d.text[end]) {
		end++
	}
	in, _ := s.secondName(d.text, span{i + 1, end})
	if in.len() < 2 || end == len(d.text) || !strings.ContainsRune("，。；", d.text[end]) {
		return mention{}, false
	}
	return s.secondOf(d, i, in)
}

// maxCommaName is how many characters a second name between commas has at most,
// with the word before it.
const maxCommaName = 40

// secondOf returns the second name that stands at in of what ends at i.
func (s *shapes) secondOf(d *draft, i int, in span) (mention, bool) {
	of, ok := d.mentionEndingAt(skipSpaceBack(d.text, i))
	if !ok || of.typ == noMention || of.unsure {
		return mention{}, false
	}
	if name := d.cut(in); s.stop[name] || s.generic[name] || isTicker(name) {
		return mention{}, false
	}
	over, ok := d.mentionOver(in)
	return mention{span: in, typ: of.typ, by: "introduction", p: 0.9, weak: ok && (over.by != "latin" || over.span != in)}, true
}

func closing(open rune) rune {
	if open == '（' {
		return '）'
	}
	return ')'
}

// isTicker reports whether a bracket holds a stock's ticker: 00700.HK, NASDAQ: NVDA.
func isTicker(s string) bool {
	if strings.Contains(s, ":") || strings.HasSuffix(s, ".HK") || strings.HasSuffix(s, ".US") || strings.HasSuffix(s, ".SH") || strings.HasSuffix(s, ".SZ") {
		return true
	}
	return strings.Trim(s, "0123456789.") == ""
}

// secondName returns the name inside a bracket, and whether the text says
// that it is a short form.
func (s *shapes) secondName(text []rune, in span) (span, bool) {
	for _, mark := range s.second {
		for i := in.start; i < in.end; i++ {
			if standsPlain(text, i, mark) {
				return unquote(text, span{i + len([]rune(mark)), in.end}), true
			}
		}
	}
	end := in.start
	for end < in.end && (isAlnum(text[end]) || strings.ContainsRune(" .-&'", text[end])) {
		end++
	}
	return trim(text, span{in.start, end}), false
}

func unquote(text []rune, s span) span {
	s = trim(text, s)
	for s.start < s.end && strings.ContainsRune("“\"'：为", text[s.start]) {
		s.start++
	}
	for i := s.start; i < s.end; i++ {
		if strings.ContainsRune("”\"'，、；", text[i]) {
			s.end = i
		}
	}
	return s
}

// indexWithin returns the position of a mark at most n code points after i
// and before the line's end, or -1.
func indexWithin(text []rune, i, n int, mark rune) int {
	for k := i; k < len(text) && k < i+n && text[k] != '\n'; k++ {
		if text[k] == mark {
			return k
		}
	}
	return -1
}

// latin returns the runs of Latin words that nothing else names, as
// candidates whose type the context has to decide.
func (s *shapes) latin(d *draft) []mention {
	var out []mention
	for _, run := range latinRuns(d.text) {
		run = s.shrink(d, run)
		if run.len() < 2 || d.inside(run) || isTicker(d.cut(run)) || !isUpper(d.text[run.start]) && !hasUpper(d.text[run.start:run.end]) {
			continue
		}
		out = append(out, mention{span: run, by: "latin", p: 0.7, unsure: true})
	}
	return out
}

// shrink cuts abbreviations that name nothing off both ends of a run.
func (s *shapes) shrink(d *draft, run span) span {
	for run.len() > 0 {
		first := latinWord(d.text, run.start)
		if !s.stop[string(d.text[run.start:min(first, run.end)])] {
			break
		}
		run.start = min(skipSpace(d.text, first), run.end)
	}
	for run.len() > 0 {
		last := run.end
		for last > run.start && d.text[last-1] != ' ' {
			last--
		}
		if !s.stop[string(d.text[last:run.end])] {
			break
		}
		run.end = max(skipSpaceBack(d.text, last), run.start)
	}
	return run
}

func hasUpper(text []rune) bool { return slices.ContainsFunc(text, isUpper) }

// decide settles the unsure candidates: a string counts in the whole
// document, as the type that most of the words beside its occurrences show,
// if any does; or if another name of its entity stands in the text anyway.
// A sure name gives way to another entity of the same name that these words
// show more than twice as often, and more than once.
func (s *shapes) decide(d *draft) {
	scores := map[string]map[kg.Type]int{}
	sure, named := map[string]bool{}, map[string]bool{}
	for i, m := range d.found {
		if !m.unsure {
			sure[m.key], named[d.cut(m.span)] = true, true
		}
		if m.bulk() || !m.unsure && len(m.rivals) == 0 {
			continue
		}
		text := d.cut(m.span)
		if scores[text] == nil {
			scores[text] = map[kg.Type]int{}
		}
		s.score(d, i, scores[text])
	}
	for i := range d.found {
		m := &d.found[i]
		if m.bulk() || !m.unsure && len(m.rivals) == 0 {
			continue
		}
		score := scores[d.cut(m.span)]
		if m.typ == "" && named[d.cut(m.span)] {
			continue // it is what another place says: propagate finds it
		}
		if m.typ == "" {
			if hasDigit(d.cut(m.span)) {
				score[kg.Company], score[kg.Person], score[kg.Organization] = 0, 0, 0 // firms and people without a list have no digits
			}
			m.typ = best(score)
			m.unsure = m.typ == ""
			continue
		}
		*m = shown(*m, score, sure)
	}
	for i, m := range d.found {
		d.found[i].unsure = m.unsure && !(m.bulk() && s.quotedAsShare(d, i))
	}
}

// shown returns the mention or the one of its rivals that the scores show most,
// as a sure one; of those that no score shows, one that another name in the text
// names.
func shown(m mention, score map[kg.Type]int, sure map[string]bool) mention {
	out := m
	for _, r := range m.rivals {
		if score[r.typ] > 2*score[out.typ]+btoi(!out.unsure) || out.unsure && score[out.typ] == 0 && !sure[out.key] && sure[r.key] {
			out = r
		}
	}
	out.unsure = out.unsure && score[out.typ] == 0 && (out.key == "" || !sure[out.key])
	return out
}

// best returns the type with the highest score, the first of equals; "" if
// none has any.
func best(score map[kg.Type]int) kg.Type {
	var out kg.Type
	for _, t := range kg.Types {
		if score[t] > score[out] {
			out = t
		}
	}
	return out
}

// score counts what the words beside candidate i show.
func (s *shapes) score(d *draft, i int, score map[kg.Type]int) {
	m := d.found[i]
	at := skipSpace(d.text, m.end)
	if at < len(d.text) && (d.text[at] == '”' || d.text[at] == '》') {
		at++
	}
	var types []kg.Type // each type counts once a side
	once := func(w typedWord) bool {
		if !slices.Contains(types, w.typ) {
			types = append(types, w.typ)
			score[w.typ]++
		}
		return true
	}
	s.right.starting(d.text, at, once)
	if w, ok := s.nouns.startsAt(d.text, at); ok {
		score[w.typ] += 2
	}
	if typ, ok := s.toldBehind(d.text, m.end); ok {
		score[typ] += 2
	}
	back := skipSpaceBack(d.text, d.found[d.listHead(i)].start)
	if back > 0 && (d.text[back-1] == '“' || d.text[back-1] == '《') {
		back--
	}
	types = types[:0]
	s.left.ending(d.text, back, once)
	if typ, ok := s.toldBefore(d.text, back); ok {
		score[typ] += 2
	}
	if i > 0 && listed(d.text, d.found[i-1].end, m.start) && d.found[i-1].isOneType() {
		score[d.found[i-1].typ] += 2
	}
	if i+1 < len(d.found) && listed(d.text, m.end, d.found[i+1].start) && d.found[i+1].isOneType() {
		score[d.found[i+1].typ] += 2
	}
}

// toldBefore returns the type that the words which end at a place tell of the name
// behind them: a class noun (聊天机器人X), or a deal or post (acquired X).
func (s *shapes) toldBefore(text []rune, end int) (kg.Type, bool) {
	w, ok := s.nouns.endsAt(text, end)
	if !ok {
		w, ok = s.tells.endsAt(text, end)
	}
	return w.typ, ok
}

// explanation is what an English text says in an apposition or predicate that the
// thing before it is.
var explanation = regexp.MustCompile(`^(?:,| is| was) (?:an?|the|one of the) ([^,.;:()]+)`)

// age is what stands behind a person's name: Jane Doe, 41, said.
var age = regexp.MustCompile(`^, [1-9]\d,`)

// longestExplanation bounds it, in code points: some fifteen words.
const longestExplanation = 100

// toldBehind returns the type of the first class noun in what the text says that
// the name before a place is: X, a leading supplier of lenses.
func (s *shapes) toldBehind(text []rune, at int) (kg.Type, bool) {
	if at >= len(text) || text[at] != ',' && text[at] != ' ' {
		return "", false
	}
	behind := string(text[at:min(at+longestExplanation, len(text))])
	if age.MatchString(behind) {
		return kg.Person, true
	}
	said := explanation.FindStringSubmatch(behind)
	if said == nil {
		return "", false
	}
	phrase := []rune(said[1])
	for i := range phrase {
		if !wordEdge(phrase, i) {
			continue
		}
		if w, ok := s.nouns.startsAt(phrase, i); ok {
			return w.typ, true
		}
	}
	return "", false
}

// isOneType reports whether a name is surely one, and of its type.
func (m mention) isOneType() bool { return !m.unsure && len(m.rivals) == 0 }

// listHead returns the first name of the list in which candidate i stands: the
// words before it go for all of them.
func (d *draft) listHead(i int) int {
	for i > 0 && listed(d.text, d.found[i-1].end, d.found[i].start) {
		i--
	}
	return i
}

// listed reports whether what stands between two names joins them in a list.
func listed(text []rune, from, to int) bool {
	if to <= from || to-from > len(", and ") {
		return false
	}
	switch strings.TrimSpace(string(text[from:to])) {
	case "、", "和", "及", "以及", "与", "and", "，", ",", "&", ", and":
		return true
	}
	return false
}
