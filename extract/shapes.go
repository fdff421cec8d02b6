package extract

import (
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/newsgraph/newsgraph/kg"
)

// shapes finds names that no list has, by what they look like and by the
// words around them. What it knows is data: suffixes.tsv, classnouns.tsv,
// contexts.tsv, organs.tsv, surnames.tsv, translit.txt, versions.txt, latin-stop.txt.
type shapes struct {
	tag         func(word string) string // part of speech of a dictionary word, else ""
	suffixes    wordTable                // end a name: 公司, University
	nouns       wordTable                // stand right before a name: 聊天机器人, 芯片
	opening     wordTable                // words after which a name begins: 据, 由, 与
	left        wordTable                // stand before a name of their type
	tells       wordTable                // the same, and show what is no listed name by themselves
	right       wordTable                // stand behind a name of their type
	organs      organs
	never       wordTable          // no name has them: 三大, 该公司
	joined      wordTable          // make a word with the name before it, which then names nothing
	surnames    map[string]surname // folded
	translit    map[rune]bool      // characters of transliterated names
	after       map[rune]bool      // characters that follow a person's name and are hardly ever in one
	quantity    map[rune]bool      // characters behind a number that is no version
	genericEnds []string           // what ends in them names a kind too: 部门
	second      []string           // words before a second name in a bracket: 下称
	generic     map[string]bool    // words that name a kind of thing and never one: 警方, 监管机构
	stop        map[string]bool    // Latin words in capitals that name nothing: AI, CEO, IPO
	version     *regexp.Regexp     // what may follow the name of a product line: " 15 Pro", "-4o"
}

type typedWord struct {
	text   []rune
	typ    kg.Type
	strong bool
	legal  bool // a legal form, which says nothing of the name before it
}

type surname struct {
	word bool // also an ordinary word: needs a title or a verb of saying
}

// wordTable finds words that begin or end at a place, the longest first.
type wordTable struct {
	byFirst, byLast map[rune][]typedWord
	firsts, lasts   runeSet // their keys
}

func (t *wordTable) add(w typedWord) {
	if t.byFirst == nil {
		t.byFirst, t.byLast = map[rune][]typedWord{}, map[rune][]typedWord{}
	}
	first, last := w.text[0], w.text[len(w.text)-1]
	t.firsts.add(first)
	t.lasts.add(last)
	t.byFirst[first] = insert(t.byFirst[first], w)
	t.byLast[last] = insert(t.byLast[last], w)
}

func (t *wordTable) addAll(words []typedWord) {
	for _, w := range words {
		t.add(w)
	}
}

func insert(words []typedWord, w typedWord) []typedWord {
	at := slices.IndexFunc(words, func(o typedWord) bool { return len(o.text) < len(w.text) })
	if at < 0 {
		at = len(words)
	}
	return slices.Insert(words, at, w)
}

// starting calls yield with the words that begin at i, the longest first, until it
// returns false.
func (t *wordTable) starting(text []rune, i int, yield func(typedWord) bool) {
	if i >= len(text) || !t.firsts.has(text[i]) {
		return
	}
	for _, w := range t.byFirst[text[i]] {
		end := i + len(w.text)
		if end <= len(text) && slices.Equal(text[i:end], w.text) && wordEdge(text, end) && !yield(w) {
			return
		}
	}
}

// ending is starting for the words that end at i.
func (t *wordTable) ending(text []rune, i int, yield func(typedWord) bool) {
	if i <= 0 || !t.lasts.has(text[i-1]) {
		return
	}
	for _, w := range t.byLast[text[i-1]] {
		start := i - len(w.text)
		if start >= 0 && slices.Equal(text[start:i], w.text) && wordEdge(text, start) && !yield(w) {
			return
		}
	}
}

// addTyped adds a word that says a type.
func (t *wordTable) addTyped(w typedWord) error {
	if len(w.text) == 0 {
		return errEmpty
	}
	if err := knownType(w.typ); err != nil {
		return err
	}
	t.add(w)
	return nil
}

// startsAt returns the longest word that begins at i.
func (t *wordTable) startsAt(text []rune, i int) (found typedWord, ok bool) {
	t.starting(text, i, func(w typedWord) bool { found, ok = w, true; return false })
	return found, ok
}

// endsAt returns the longest word that ends at i.
func (t *wordTable) endsAt(text []rune, i int) (found typedWord, ok bool) {
	t.ending(text, i, func(w typedWord) bool { found, ok = w, true; return false })
	return found, ok
}

// readShapes reads the shape tables among the data files; other files are
// passed over.
func readShapes(files []file, f *folder) (*shapes, []error) {
	s := &shapes{surnames: map[string]surname{}, translit: map[rune]bool{}, after: map[rune]bool{}, quantity: map[rune]bool{}, stop: map[string]bool{}, generic: map[string]bool{}, organs: organs{states: map[string]string{}}}
	var errs []error
	var versionWords []string
	for _, file := range files {
		switch filepath.Base(file.Name) {
		case "suffixes.tsv":
			errs = append(errs, eachRow(file, 3, func(fields []string) (int, error) {
				w := typedWord{text: f.fold([]rune(fields[1])), typ: kg.Type(fields[2])}
				w.legal = len(fields) > 3 && fields[3] == "legal"
				w.strong = w.legal || len(fields) > 3 && fields[3] == "strong"
				return 1, s.suffixes.addTyped(w)
			})...)
		case "classnouns.tsv":
			errs = append(errs, eachRow(file, 3, func(fields []string) (int, error) {
				w := typedWord{text: f.fold([]rune(fields[1])), typ: kg.Type(fields[2])}
				return 1, s.nouns.addTyped(w)
			})...)
		case "contexts.tsv":
			errs = append(errs, eachRow(file, 3, func(fields []string) (int, error) { return s.addContext(fields, f) })...)
		case "inname.txt":
			errs = append(errs, eachWord(file, func(w string) { s.never.add(typedWord{text: f.fold([]rune(w))}) })...)
		case "organs.tsv":
			errs = append(errs, eachRow(file, 3, func(fields []string) (int, error) { return s.organs.add(fields, f) })...)
		case "surnames.tsv":
			errs = append(errs, eachRow(file, 1, func(fields []string) (int, error) {
				s.surnames[string(f.fold([]rune(fields[0])))] = surname{word: len(fields) > 2 && fields[2] == "word"}
				return 0, nil
			})...)
		case "translit.txt":
			errs = append(errs, eachWord(file, func(w string) { addRunes(s.translit, f.fold([]rune(w))) })...)
		case "beforename.txt":
			errs = append(errs, eachWord(file, func(w string) { s.opening.add(typedWord{text: f.fold([]rune(w))}) })...)
		case "aftername.txt":
			errs = append(errs, eachWord(file, func(w string) { addRunes(s.after, f.fold([]rune(w))) })...)
		case "afternumber.txt":
			errs = append(errs, eachWord(file, func(w string) { addRunes(s.quantity, f.fold([]rune(w))) })...)
		case "second-names.txt":
			errs = append(errs, appendWords(&s.second, file)...)
		case "latin-stop.txt":
			errs = append(errs, eachWord(file, func(w string) { s.stop[w] = true })...)
		case "generic.txt":
			errs = append(errs, eachWord(file, func(w string) {
				w = string(f.fold([]rune(w)))
				if end, ok := strings.CutPrefix(w, "*"); ok {
					s.genericEnds = append(s.genericEnds, end)
				} else {
					s.generic[w] = true
				}
			})...)
		case "versions.txt":
			errs = append(errs, eachWord(file, func(w string) { versionWords = append(versionWords, w) })...)
		}
	}
	s.version = versionForm(versionWords)
	return s, errs
}

// knownTable reports whether a data file is one of the tables above or
// another that is no list of names.
func knownTable(base string) bool {
	return slices.Contains([]string{"suffixes.tsv", "classnouns.tsv", "contexts.tsv", "surnames.tsv", "titles.tsv", "traditional.tsv", "references.tsv", "listed.tsv", "words.tsv", "company-words.tsv", "organs.tsv"}, base)
}

func addRunes(set map[rune]bool, text []rune) {
	for _, r := range text {
		set[r] = true
	}
}

func knownType(t kg.Type) error {
	if !slices.Contains(kg.Types, t) {
		return fmt.Errorf("unknown type %q", t)
	}
	return nil
}

// addContext adds a line: type, side, word.
func (s *shapes) addContext(fields []string, f *folder) (int, error) {
	w := typedWord{text: f.fold([]rune(fields[2])), typ: kg.Type(fields[0])}
	if len(w.text) > 0 && w.typ == noMention && fields[1] == "right" {
		s.joined.add(w)
		return 0, nil
	}
	switch fields[1] {
	case "left":
		return 2, s.left.addTyped(w)
	case "tells":
		return 2, s.tells.addTyped(w)
	case "right":
		return 2, s.right.addTyped(w)
	}
	return 1, fmt.Errorf("side %q is none of left, tells, right", fields[1])
}

// versionForm compiles what may follow a product line's name: a number, with
// a letter or two, and the words that the table lists.
func versionForm(words []string) *regexp.Regexp {
	for i, w := range words {
		words[i] = strings.ReplaceAll(regexp.QuoteMeta(w), "_", " ?")
	}
	word := "(?:" + strings.Join(words, "|") + ")"
	number := `[ \-]?(?:[vV]|[A-Z]{1,2})?\d{1,4}(?:\.\d{1,2})*[A-Za-z+]{0,3}`
	size := `[ \-:]?\d+(?:\.\d+)?[BbMTK]`
	return regexp.MustCompile(`^(?:` + number + `|[ \-]` + word + `)(?:[ \-]?` + word + `|` + size + `)*\+?`)
}

// isKind reports whether a word names a kind of thing or an idea and never one
// thing: 警方, CEO.
func (s *shapes) isKind(word string) bool {
	return s.generic[word] || s.stop[word] || slices.ContainsFunc(s.genericEnds, func(end string) bool { return strings.HasSuffix(word, end) })
}

// shareEnd is a share class behind a firm's name.
var shareEnd = regexp.MustCompile(`^-(?:SW|S|W|A|B|C|H|R|P|U|UW|WR|ADR)`)

// versions returns the longer names of products, models and chips that are a
// known name and a version behind it.
func (s *shapes) versions(d *draft) []mention {
	var out []mention
	for _, m := range d.found {
		if m.typ != kg.Model && m.typ != kg.Chip && m.typ != kg.Product || m.unsure && !isLatin(d.text[m.start]) {
			continue
		}
		n := s.versionLength(s.version, d.text, m.end)
		if n == 0 {
			continue
		}
		longer := mention{span: span{m.start, m.end + n}, typ: m.typ, by: "version", p: 0.95}
		out = append(out, longer)
	}
	return out
}

// joinedVersions is versions for a name that the number is written to: Qwen3
// beside Qwen 3.
func (f *finder) joinedVersions(d *draft) []mention {
	var out []mention
	for i := range d.text {
		if !isLatin(d.text[i]) || !wordEdge(d.text, i) {
			continue
		}
		m, ok := f.lex.beforeDigit(d.text, i)
		if !ok || m.typ != kg.Model && m.typ != kg.Chip && m.typ != kg.Product {
			continue
		}
		if n := f.shapes.versionLength(f.shapes.version, d.text, m.end); n > 0 {
			m.end += n
			out = append(out, m)
		}
	}
	return out
}

// shares returns the firms' names with the class of a share behind them: 甲-SW.
func (s *shapes) shares(d *draft) []mention {
	var out []mention
	for _, m := range d.found {
		if n := s.versionLength(shareEnd, d.text, m.end); m.typ == kg.Company && n > 0 {
			m.end += n
			out = append(out, m)
		}
	}
	return out
}

// versionLength returns how many code points of a version stand at i, or 0.
func (s *shapes) versionLength(form *regexp.Regexp, text []rune, i int) int {
	end := i
	for end < len(text) && end < i+40 && text[end] < 0x80 && text[end] != '\n' {
		end++
	}
	if end == i {
		return 0
	}
	n := len(form.FindString(string(text[i:end]))) // ASCII: bytes are code points
	if n == 0 || !wordEdge(text, i+n) {
		return 0
	}
	if i+n < len(text) && isDigit(text[i+n-1]) && s.quantity[text[i+n]] {
		return 0
	}
	if i+n+1 < len(text) && text[i+n] == '.' && isDigit(text[i+n+1]) {
		return 0
	}
	return n
}

// codeForm is a name of capitals and digits, as chips and models bear: A100,
// MI300X, RTX 4090, GPT-4, Qwen2.5-72B.
var codeForm = regexp.MustCompile(`^(?:[A-Z][A-Za-z]{0,11}[ \-]?)?[A-Za-z]{0,3}\d{1,4}(?:\.\d{1,2})*[A-Za-z]{0,4}(?:[ \-](?:\d+(?:\.\d+)?[BbMT]|[A-Z][A-Za-z]{1,8}\d*))*$`)

// codes returns Latin runs with digits beside a class noun that says what
// they are: A800芯片, 大模型Foo-2.
func (s *shapes) codes(d *draft) []mention {
	var out []mention
	for _, run := range latinRuns(d.text) {
		text := d.cut(run)
		if !hasDigit(text) || !codeForm.MatchString(text) || !isUpper(d.text[run.start]) {
			continue
		}
		if typ, ok := s.nounBeside(d.text, run); ok {
			out = append(out, mention{span: run, typ: typ, by: "code", p: 0.85, weak: d.inside(run)})
		}
	}
	return out
}

func hasDigit(s string) bool { return strings.ContainsAny(s, "0123456789") }

func isUpper(r rune) bool { return r >= 'A' && r <= 'Z' || r >= 0xC0 && r <= 0xDE }

// nounBeside returns the type of the class noun right after or right before
// the run.
func (s *shapes) nounBeside(text []rune, run span) (kg.Type, bool) {
	if w, ok := s.nouns.startsAt(text, skipSpace(text, run.end)); ok {
		return w.typ, true
	}
	if w, ok := s.nouns.endsAt(text, skipSpaceBack(text, run.start)); ok {
		return w.typ, true
	}
	return "", false
}

func skipSpace(text []rune, i int) int {
	for i < len(text) && text[i] == ' ' {
		i++
	}
	return i
}

func skipSpaceBack(text []rune, i int) int {
	for i > 0 && text[i-1] == ' ' {
		i--
	}
	return i
}

// latinRuns returns the runs of capitalised Latin words, digits and what
// joins them, as they stand in Chinese text: "Llama 3.1-405B", "Jane Street".
// A run begins with a letter or digit and ends with one.
func latinRuns(text []rune) []span {
	var out []span
	for i := 0; i < len(text); {
		if !isAlnum(text[i]) {
			i++
			continue
		}
		end := latinWord(text, i)
		for end < len(text) {
			next := end
			if text[next] == ' ' || text[next] == '&' {
				next = skipSpace(text, next)
				if next < len(text) && text[next] == '&' {
					next = skipSpace(text, next+1)
				}
			}
			if next >= len(text) || next == end || !(isUpper(text[next]) || isDigit(text[next])) {
				break
			}
			end = latinWord(text, next)
		}
		out = append(out, span{i, end})
		i = end
	}
	return out
}

// latinWord returns the end of the word at i: letters and digits, with
// hyphens, dots, apostrophes and slashes inside.
func latinWord(text []rune, i int) int {
	for i < len(text) {
		if isAlnum(text[i]) {
			i++
			continue
		}
		inner := text[i] == '-' || text[i] == '.' || text[i] == '\'' || text[i] == '_'
		if !inner || i+1 >= len(text) || !isAlnum(text[i+1]) {
			return i
		}
		i++
	}
	return i
}

// shareClass is what marks the class of a share behind a firm's name.
var shareClass = regexp.MustCompile(`^(.{2,})-(?:SW|S|W|B|H|R|P|U|UW|WR|ADR)$`)

// firmOfShare returns the firm's name inside a name with a share class.
func (s *shapes) firmOfShare(d *draft, m mention) (mention, bool) {
	if m.typ != kg.Company {
		return mention{}, false
	}
	parts := shareClass.FindStringSubmatch(d.cut(m.span))
	if parts == nil {
		return mention{}, false
	}
	in := m
	in.end = m.start + len([]rune(parts[1]))
	in.nested = true
	return in, true
}
