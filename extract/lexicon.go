package extract

import (
	"cmp"
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/newsgraph/newsgraph/kg"
)

// entry is one entity of the lexicon: a line of a core*.tsv or of listed.tsv.
type entry struct {
	Type    kg.Type
	Slug    string
	Name    string // as people call it
	Ticker  string
	Country string
	Names   []string
	file    string            // what a mention found by it says it was found by
	line    int               // of the file, from 1
	places  map[string]string // file:line of the names that another line gives
	user    bool              // from the user's folder
	outlet  bool              // a source of news: its reports are no quotes
	listed  bool              // from the bulk list
}

// key returns the entity's key across documents: type:slug.
func (e *entry) key() string { return strings.ToLower(string(e.Type)) + ":" + e.Slug }

// name is one string that names an entry.
type name struct {
	text   []rune // folded
	entry  int
	unsure bool // also an ordinary word or another thing: counts only in context
}

// lexicon finds the names of known entities. It is read-only once built.
type lexicon struct {
	entries []entry
	names   map[[3]rune][]name // by the first three code points (the third 0 where there are two), longest first
	pairs   pairSet            // the first two code points of names: most places begin none
	byKey   map[string]int
	core    map[string]int // the core files' entities by name, firms by ticker too
}

// noMention is the type of a string that is a name of nothing: it hides the
// names that it contains (高通胀 hides 高通).
const noMention kg.Type = "-"

// listedFile holds the bulk list of firms.
const listedFile = "listed.tsv"

// readLexicon reads all core*.tsv files and listed.tsv, ours first, then the
// user's; a later line of the same type and slug replaces the earlier one,
// and of two entries with the same name the user's comes first.
func readLexicon(files []file, f *folder) (*lexicon, []error) {
	lex := &lexicon{names: map[[3]rune][]name{}, byKey: map[string]int{}, core: map[string]int{}}
	var errs []error
	for _, file := range files {
		base := filepath.Base(file.Name)
		switch {
		case strings.HasPrefix(base, "core") || file.User && !knownTable(base):
			errs = append(errs, eachLine(file, 3, func(line int, fields []string) (int, error) { return lex.addCore(file, line, fields) })...)
		case base == listedFile:
			errs = append(errs, eachLine(file, 2, func(line int, fields []string) (int, error) { return lex.addListed(file, line, fields) })...)
		}
	}
	for i := range lex.entries {
		lex.index(i, f)
	}
	for _, names := range lex.names {
		slices.SortStableFunc(names, func(a, b name) int {
			return cmp.Or(cmp.Compare(len(b.text), len(a.text)), slices.Compare(a.text, b.text),
				-cmp.Compare(btoi(lex.entries[a.entry].user), btoi(lex.entries[b.entry].user)))
		})
	}
	return lex, errs
}

var slugForm = regexp.MustCompile(`^[a-z0-9][a-z0-9.+-]*$`)

// addCore adds a line: type, slug, name, other names, ticker, country,
// "outlet" for a source of news.
func (lex *lexicon) addCore(from file, line int, fields []string) (int, error) {
	e := entry{Type: kg.Type(fields[0]), Slug: fields[1], Name: strings.TrimPrefix(fields[2], "~"), file: filepath.Base(from.Name), line: line, user: from.User}
	if e.Type != noMention && !slices.Contains(kg.Types, e.Type) {
		return 0, fmt.Errorf("unknown type %q", fields[0])
	}
	if !slugForm.MatchString(e.Slug) {
		return 1, fmt.Errorf("slug %q is not of lower-case letters, digits, dots and hyphens", e.Slug)
	}
	if i, ok := lex.byKey[e.key()]; ok && e.Type != noMention && lex.entries[i].user == e.user {
		return 1, fmt.Errorf("%s has a line already: %s:%d", e.key(), lex.entries[i].file, lex.entries[i].line)
	}
	if e.Name == "" {
		return 2, errEmpty
	}
	e.Names = []string{fields[2]}
	if len(fields) > 3 && fields[3] != "" {
		e.Names = append(e.Names, strings.Split(fields[3], "|")...)
	}
	if len(fields) > 4 {
		e.Ticker = fields[4]
	}
	if len(fields) > 5 {
		e.Country = strings.TrimSpace(fields[5])
	}
	e.outlet = len(fields) > 6 && strings.TrimSpace(fields[6]) == "outlet"
	for _, n := range e.Names {
		if strings.TrimSpace(strings.TrimPrefix(n, "~")) == "" {
			return 3, fmt.Errorf("an empty name among %q", fields[3])
		}
	}
	lex.add(e)
	return 0, nil
}

// addListed adds a line: ticker, short name, other names, country. The names
// of a firm that a core line has, by ticker or by name, are added to that
// entity; any other firm becomes one of its own, keyed by its ticker.
func (lex *lexicon) addListed(from file, line int, fields []string) (int, error) {
	if fields[0] == "" {
		return 0, errEmpty
	}
	if fields[1] == "" {
		return 1, errEmpty
	}
	names := []string{fields[1]}
	if len(fields) > 2 && fields[2] != "" {
		names = append(names, strings.Split(fields[2], "|")...)
	}
	if i, ok := lex.coreFirm(fields[0], names); ok {
		lex.addNames(i, names, fmt.Sprintf("%s:%d", filepath.Base(from.Name), line))
		return 0, nil
	}
	e := entry{Type: kg.Company, Slug: strings.ToLower(fields[0]), Name: trimUnsure(fields[1]), Ticker: fields[0], Names: names, file: filepath.Base(from.Name), line: line, listed: true}
	if len(fields) > 3 {
		e.Country = strings.TrimSpace(fields[3])
	}
	lex.add(e)
	return 0, nil
}

// coreFirm returns the firm of a core file that has the ticker, else one that
// has one of the names.
func (lex *lexicon) coreFirm(ticker string, names []string) (int, bool) {
	if i, ok := lex.core[ticker]; ok {
		return i, true
	}
	for _, n := range names {
		if i, ok := lex.core[trimUnsure(n)]; ok && lex.entries[i].Type == kg.Company {
			return i, true
		}
	}
	return 0, false
}

// addNames adds to a firm the sure names of a line that no entity of the core
// files has.
func (lex *lexicon) addNames(i int, names []string, place string) {
	for _, n := range names {
		if _, ok := lex.core[trimUnsure(n)]; !ok && !strings.HasPrefix(n, "~") {
			lex.core[trimUnsure(n)] = i
			e := &lex.entries[i]
			e.Names = append(e.Names, n)
			if e.places == nil {
				e.places = map[string]string{}
			}
			e.places[n] = place
		}
	}
}

func (lex *lexicon) add(e entry) {
	key := e.key()
	if i, ok := lex.byKey[key]; ok && e.Type != noMention {
		lex.entries[i] = e
		return
	}
	lex.byKey[key] = len(lex.entries)
	lex.entries = append(lex.entries, e)
	if e.listed {
		return
	}
	for _, n := range slices.Concat(e.Names, []string{e.Ticker}) {
		if _, ok := lex.core[trimUnsure(n)]; !ok || e.Type == kg.Company {
			lex.core[trimUnsure(n)] = len(lex.entries) - 1
		}
	}
}

// index files the names of one entry. A name of the bulk list is filed only
// if no core line has it, an unsure one only if it is Chinese.
func (lex *lexicon) index(i int, f *folder) {
	e := &lex.entries[i]
	for _, raw := range e.Names {
		text := f.fold([]rune(trimUnsure(raw)))
		if len(text) < 2 {
			continue // one character is never a name by itself
		}
		n := name{text: text, entry: i, unsure: strings.HasPrefix(raw, "~")}
		head := nameHead(text, 0)
		if e.listed && lex.hasCore(head, text) || e.listed && n.unsure && !isHan(text[0]) {
			continue
		}
		lex.names[head] = append(lex.names[head], n)
		lex.pairs.add(head[0], head[1])
	}
}

// trimUnsure takes the mark of an ambiguous name off.
func trimUnsure(name string) string { return strings.TrimSpace(strings.TrimPrefix(name, "~")) }

func (lex *lexicon) hasCore(head [3]rune, text []rune) bool {
	return slices.ContainsFunc(lex.names[head], func(n name) bool {
		return slices.Equal(n.text, text) && !lex.entries[n.entry].listed
	})
}

// called returns the first entry of a mention's type that has its whole text as a
// name.
func (lex *lexicon) called(text []rune, m mention) (*entry, bool) {
	for _, n := range lex.at(text, m.start) {
		if e := &lex.entries[n.entry]; len(n.text) == m.len() && e.Type == m.typ {
			return e, true
		}
	}
	return nil, false
}

// at returns the longest name that stands at position i of the folded text,
// and the other entries of that same string behind it; none if no name does.
// A name that begins or ends in a letter or digit stands only at the edge of
// a word.
func (lex *lexicon) at(text []rune, i int) []name {
	if i+1 >= len(text) {
		return nil
	}
	if !lex.pairs.has(text[i], text[i+1]) {
		return nil
	}
	head := nameHead(text, i)
	for _, head := range [][3]rune{head, {head[0], head[1]}} {
		names := lex.names[head]
		for k, n := range names {
			if !standsAt(text, i, n.text) {
				continue
			}
			end := k + 1
			for end < len(names) && slices.Equal(names[end].text, n.text) {
				end++
			}
			return names[k:end]
		}
	}
	return nil
}

// named reports whether an entry that satisfies a test has a text as its whole name.
func (lex *lexicon) named(text []rune, test func(e *entry, unsure bool) bool) bool {
	return slices.ContainsFunc(lex.names[nameHead(text, 0)], func(n name) bool {
		return slices.Equal(n.text, text) && test(&lex.entries[n.entry], n.unsure)
	})
}

// brands returns the keys of the firms with whose names that of a thing begins; a
// name that is a word counts before a hyphen only (Foo-V3).
func (lex *lexicon) brands(thing []rune) []string {
	head := nameHead(thing, 0)
	var keys []string
	for _, head := range [2][3]rune{head, {head[0], head[1]}} {
		for _, n := range lex.names[head] {
			e := &lex.entries[n.entry]
			if len(n.text) < len(thing) && e.Type == kg.Company && !e.listed && (!n.unsure || thing[len(n.text)] == '-') && standsAt(thing, 0, n.text) {
				keys = append(keys, e.key())
			}
		}
	}
	return keys
}

// runeSet is a set of code points that may hold some more than were added: a quick
// test where most are in none.
type runeSet [64]uint64

func (s *runeSet) add(r rune) { s[r>>6&63] |= 1 << (r & 63) }

func (s *runeSet) has(r rune) bool { return s[r>>6&63]&(1<<(r&63)) != 0 }

// pairSet is a set of pairs of code points that may hold some more than were added:
// a quick test where most are in none.
type pairSet [1 << 12]uint64

func (p *pairSet) add(a, b rune) {
	word, bit := pairBit(a, b)
	p[word] |= bit
}

func (p *pairSet) has(a, b rune) bool {
	word, bit := pairBit(a, b)
	return p[word]&bit != 0
}

// pairBit returns the place of two code points among the bits of pairs; some share
// one.
func pairBit(a, b rune) (word int, bit uint64) {
	h := (uint32(a)*0x9E3779B1 ^ uint32(b)) * 0x85EBCA6B
	return int(h >> 20), 1 << (h >> 14 & 63)
}

// nameHead returns the three code points at a place; the third is 0 at the end of
// the text.
func nameHead(text []rune, i int) (head [3]rune) {
	copy(head[:], text[i:])
	return head
}

// beforeDigit returns the longest sure name at position i that a digit is
// written to, as a mention of something else of its type.
func (lex *lexicon) beforeDigit(text []rune, i int) (mention, bool) {
	if i+2 >= len(text) {
		return mention{}, false
	}
	head := nameHead(text, i)
	for _, head := range [][3]rune{head, {head[0], head[1]}} {
		for _, n := range lex.names[head] {
			end := i + len(n.text)
			if n.unsure || end >= len(text) || !isDigit(text[end]) || !isLatin(text[end-1]) || !slices.Equal(text[i:end], n.text) {
				continue
			}
			return mention{span: span{i, end}, typ: lex.entries[n.entry].Type, by: "version", p: 0.95}, true
		}
	}
	return mention{}, false
}

func standsAt(text []rune, i int, want []rune) bool {
	end := i + len(want)
	if end > len(text) || !slices.Equal(text[i:end], want) {
		return false
	}
	return wordEdge(text, i) && wordEdge(text, end)
}

// wordEdge reports whether position i is no inside of a run of letters and
// digits.
func wordEdge(text []rune, i int) bool {
	if i <= 0 || i >= len(text) {
		return true
	}
	a, b := text[i-1], text[i]
	return !(isAlnum(a) && isAlnum(b))
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}
