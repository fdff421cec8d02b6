package extract

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/newsgraph/newsgraph/kg"
)

// nameWords are the words in names of firms that do not count.
type nameWords struct {
	legal []string // no part of a name anywhere, longest first: 有限公司, Inc.
	plain []string // left out at will within a document: 甲公司 is 甲
	group []string // left out where a document names one firm of the stem only: 甲集团 is 甲
}

// readCompanyWords reads a file of lines: word, plain or group.
func (w *nameWords) readCompanyWords(f file) []error {
	return eachRow(f, 2, func(fields []string) (int, error) {
		switch fields[1] {
		case "plain":
			w.plain = append(w.plain, fields[0])
		case "group":
			w.group = append(w.group, fields[0])
		default:
			return 1, fmt.Errorf("%q is neither plain nor group", fields[1])
		}
		return 0, nil
	})
}

// newIdentity makes the steps. The folds make the normal form of a name of the
// folded view, which is its key across documents: versions and words such as
// 集团 stay in it.
func newIdentity(words nameWords, shapes *shapes) *identity {
	return &identity{
		folds: []fold{
			{"compatibility", func(_ kg.Type, s string) string { return norm.NFKC.String(s) }},
			{"case", func(_ kg.Type, s string) string { return strings.ToLower(s) }},
			{"legal form", func(_ kg.Type, s string) string { return withoutLegalForm(s, words.legal) }},
			{"space", func(_ kg.Type, s string) string { return strings.ReplaceAll(s, " ", "") }},
		},
		docFolds: []fold{
			{"hyphen", withoutHyphens},
			{"share class", withoutShareClass},
			{"company word", func(t kg.Type, s string) string { return firstOf(stems(t, s, words.plain), s) }},
		},
		joins: []join{
			{"lexicon", sameKey},
			{"form", sameForm},
			{"introduction", introducedWith},
			{"group word", func(n *union, i int) []int { return ofOneStem(n, i, words.group) }},
			{"last name", func(n *union, i int) []int { return n.longer(i, partOfPerson) }},
			{"short form", func(n *union, i int) []int { return n.longer(i, firstWords) }},
			{"version alone", func(n *union, i int) []int { return n.longer(i, versionOf) }},
			{"initials", func(n *union, i int) []int { return n.longer(i, initialsOf) }},
		},
		blocks: []block{
			{"type", ofOneType},
			{"other key", ofNoOtherKey},
			{"known last name", noStrangers},
			{"several", onlyOne},
		},
		alone: func(t kg.Type, name string) bool {
			return utf8.RuneCountInString(name) < 2 || t == kg.Person && surnameAlone(name, shapes)
		},
		kind: func(t kg.Type) string { return strings.ToLower(string(t)) },
	}
}

// withoutLegalForm drops a legal form at the end, in lower case. One of Latin
// letters stands behind a space or comma.
func withoutLegalForm(name string, forms []string) string {
	for _, legal := range forms {
		rest, ok := strings.CutSuffix(name, legal)
		short := strings.TrimRight(rest, " ,，")
		if ok && short != "" && (legal[0] >= utf8.RuneSelf || short != rest) {
			return short
		}
	}
	return name
}

func withoutHyphens(t kg.Type, name string) string {
	if t != kg.Model && t != kg.Chip {
		return name
	}
	return strings.ReplaceAll(name, "-", "")
}

func withoutShareClass(t kg.Type, name string) string {
	if t != kg.Company {
		return name
	}
	if parts := shareClass.FindStringSubmatch(strings.ToUpper(name)); parts != nil {
		return name[:len(parts[1])]
	}
	return name
}

// stems returns what stands before each of the words that ends a firm's name.
func stems(t kg.Type, name string, words []string) []string {
	var out []string
	for _, w := range words {
		if stem, ok := strings.CutSuffix(name, w); ok && t == kg.Company && utf8.RuneCountInString(stem) >= 2 {
			out = append(out, stem)
		}
	}
	return out
}

func firstOf(list []string, otherwise string) string {
	if len(list) == 0 {
		return otherwise
	}
	return list[0]
}

// others returns the other names that a test holds for.
func (n *union) others(i int, test func(o spelling) bool) []int {
	var out []int
	for k, o := range n.names {
		if k != i && test(o) {
			out = append(out, k)
		}
	}
	return out
}

func sameKey(n *union, i int) []int {
	key := n.names[i].key
	return n.others(i, func(o spelling) bool { return key != "" && o.key == key })
}

func sameForm(n *union, i int) []int {
	form := n.names[i].form
	return n.others(i, func(o spelling) bool { return o.form == form })
}

func introducedWith(n *union, i int) []int {
	var out []int
	for _, pair := range n.introduced {
		if n.of[pair[1]] == i {
			out = append(out, n.of[pair[0]])
		}
	}
	return out
}

// ofOneStem returns the firms that have a stem and one of the words for a
// name, where the stem alone is a name too.
func ofOneStem(n *union, i int, words []string) []int {
	whole := n.names[i]
	for _, stem := range append(stems(whole.typ, whole.form, words), whole.form) {
		alone := func(o spelling) bool { return o.typ == kg.Company && o.form == stem }
		if !slices.ContainsFunc(n.names, alone) {
			continue
		}
		if found := n.others(i, func(o spelling) bool { return alone(o) || slices.Contains(stems(o.typ, o.form, words), stem) }); len(found) > 0 {
			return found
		}
	}
	return nil
}

// longer returns the names that name i is a short form of. Firms that a list
// has by the short form stand for themselves.
func (n *union) longer(i int, short func(of, name spelling) bool) []int {
	name := n.names[i]
	if name.key != "" && name.typ != kg.Person {
		return nil
	}
	return n.others(i, func(o spelling) bool { return len(o.text) > len(name.text) && short(o, name) })
}

// partOfPerson: the last name or the first of a full one.
func partOfPerson(of, name spelling) bool {
	if name.typ != kg.Person {
		return false
	}
	return slices.ContainsFunc([]string{"·", " "}, func(mark string) bool {
		return strings.HasSuffix(of.text, mark+name.text) || strings.HasPrefix(of.text, name.text+mark)
	})
}

// firstWords: the first whole words of a firm's or an organization's name.
func firstWords(of, name spelling) bool {
	return (name.typ == kg.Company || name.typ == kg.Organization) && strings.HasPrefix(of.text, name.text+" ")
}

// versionOf: the last part of a model's or chip's name, V3 of Foo-V3.
func versionOf(of, name spelling) bool {
	text := []rune(of.text)
	tail, ok := versionTail(text, mention{span: span{0, len(text)}, typ: of.typ})
	return ok && string(text[tail.start:]) == name.text
}

// initialsOf: the first letters of the capitalised words of a name.
func initialsOf(of, name spelling) bool {
	var initials []rune
	for _, word := range strings.Fields(of.text) {
		if first, _ := utf8.DecodeRuneInString(word); isUpper(first) {
			initials = append(initials, first)
		}
	}
	return len(initials) >= 3 && string(initials) == name.text
}

// ofOneType: two things of one name are told apart by what they are.
func ofOneType(n *union, i int, candidates []int) []int {
	return slices.DeleteFunc(candidates, func(c int) bool { return n.names[c].typ != n.names[i].typ })
}

// ofNoOtherKey: what the lexicon has as two things is never one.
func ofNoOtherKey(n *union, i int, candidates []int) []int {
	key := n.key[n.root(i)]
	return slices.DeleteFunc(candidates, func(c int) bool {
		other := n.key[n.root(c)]
		return key != "" && other != "" && key != other
	})
}

// noStrangers: a last name by which the lexicon knows somebody is not that of
// a full name that it does not know.
func noStrangers(n *union, i int, candidates []int) []int {
	name := n.names[i]
	return slices.DeleteFunc(candidates, func(c int) bool {
		return name.key != "" && n.key[n.root(c)] == "" && partOfPerson(n.names[c], name)
	})
}

// onlyOne: a name that may stand for several stands for none of them.
func onlyOne(n *union, _ int, candidates []int) []int {
	for _, c := range candidates {
		if !n.same(c, candidates[0]) {
			return nil
		}
	}
	return candidates
}

// same reports whether two names are joined, or are two spellings of one.
func (n *union) same(i, j int) bool {
	a, b := n.root(i), n.root(j)
	if a == b {
		return true
	}
	if n.key[a] != "" && n.key[b] != "" {
		return n.key[a] == n.key[b]
	}
	return n.names[i].form == n.names[j].form
}

// surnameAlone reports whether a person's name that no list has is no more than
// a surname: a Latin word, or characters that are no Chinese full name.
func surnameAlone(name string, shapes *shapes) bool {
	text := []rune(name)
	return !strings.ContainsAny(name, " ·") && !(isHan(text[0]) && len(text) <= chineseName && shapes.startsSurname(text, 0))
}

// chineseName is the length of a Chinese surname and given name, at most.
const chineseName = 4

// introductions returns the pairs 甲（乙） where the bracket holds nothing but
// the second name and what makes it one, and 甲，简称乙.
func (s *shapes) introductions(text []rune, mentions []mention) [][2]int {
	var out [][2]int
	for i := 1; i < len(mentions); i++ {
		of := i - 1
		if mentions[of].nested && i >= 2 {
			of--
		}
		a, b := mentions[of], mentions[i]
		if b.start <= a.end || !s.introduces(text, a.span, b.span) {
			continue
		}
		if a.start > 0 && text[a.start-1] == '·' {
			continue // the last part of a full name that was not found
		}
		if b.end < len(text) && !strings.ContainsRune("）)”，,、；。", text[b.end]) {
			continue
		}
		out = append(out, [2]int{of, i})
	}
	return out
}

// introduces reports whether what stands between two names makes the second
// one a second name of the first: a word that says so, or a bracket alone. A
// bracket of Chinese behind a Chinese name holds an owner or a partner too, if it
// is not short for the name.
func (s *shapes) introduces(text []rune, a, b span) bool {
	between := strings.TrimSpace(string(text[a.end:b.start]))
	open := strings.TrimLeft(between, "（(，")
	if open == between {
		return false
	}
	rest := strings.Trim(open, "“\" ：为")
	if rest != "" {
		return slices.Contains(s.second, rest)
	}
	name, second := text[a.start:a.end], text[b.start:b.end]
	return !strings.HasPrefix(between, "，") && (!hasHan(name) || !hasHan(second) || shortFor(name, second))
}

// explicit reports whether an introduction is one that holds for other documents:
// not a bracket alone behind a name of the same script, as X (Y), unless Y is
// short for X.
func explicit(text []rune, a, b span) bool {
	name, second := text[a.start:a.end], text[b.start:b.end]
	alone := strings.Trim(string(text[a.end:b.start]), "（( ") == ""
	return !alone || hasHan(name) != hasHan(second) || shortFor(name, second)
}

func hasHan(text []rune) bool { return slices.ContainsFunc(text, isHan) }

// shortFor reports whether the characters of one text stand in the other in their
// order: 中甲 in 中国甲业, ABC in Aber Bose Corp.
func shortFor(name, second []rune) bool {
	at := 0
	for _, r := range name {
		if at < len(second) && unicode.ToLower(r) == unicode.ToLower(second[at]) {
			at++
		}
	}
	return at == len(second)
}
