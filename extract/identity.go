package extract

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/newsgraph/newsgraph/kg"
)

// entity is one thing that the document names, with its mentions by start.
type entity struct {
	typ      kg.Type
	key      string
	name     string
	mentions []int // of the document's mentions
	aliases  []alias
}

// alias is a second name that a bracket introduces, with both places.
type alias struct{ of, name int }

// identify groups mentions into entities and returns, for each mention, its
// entity's index. Names are one entity inside a document where the lexicon
// says so, where they are the same but for case, spaces, legal forms and
// company suffixes, where one is the other's share class, last name or short
// form, and where a bracket introduces one as the other.
func (x *Extractor) identify(document string, text []rune, mentions []mention) ([]entity, []int) {
	g := newGroups(len(mentions))
	x.joinByKeyAndForm(g, text, mentions)
	aliases := x.joinByBracket(g, text, mentions)
	joinByPart(g, text, mentions)

	of := make([]int, len(mentions))
	index := map[int]int{}
	var out []entity
	for i, m := range mentions {
		root := g.root(i)
		k, ok := index[root]
		if !ok {
			k = len(out)
			index[root] = k
			out = append(out, entity{typ: m.typ})
		}
		of[i] = k
		out[k].mentions = append(out[k].mentions, i)
	}
	for k := range out {
		x.nameEntity(&out[k], document, text, mentions)
	}
	for _, a := range aliases {
		k := of[a.of]
		out[k].aliases = append(out[k].aliases, a)
	}
	return out, of
}

// groups is a union of mentions; each group knows the lexicon key that one of
// its members has, and two groups with different keys never join.
type groups struct {
	parent []int
	key    []string
}

func newGroups(n int) *groups {
	g := &groups{parent: make([]int, n), key: make([]string, n)}
	for i := range g.parent {
		g.parent[i] = i
	}
	return g
}

func (g *groups) root(i int) int {
	for g.parent[i] != i {
		i = g.parent[i]
	}
	return i
}

func (g *groups) join(a, b int) bool {
	a, b = g.root(a), g.root(b)
	if a == b {
		return true
	}
	if g.key[a] != "" && g.key[b] != "" && g.key[a] != g.key[b] {
		return false
	}
	a, b = min(a, b), max(a, b)
	g.parent[b] = a
	g.key[a] = cmp.Or(g.key[a], g.key[b])
	return true
}

func (x *Extractor) joinByKeyAndForm(g *groups, text []rune, mentions []mention) {
	first := map[string]int{}
	for i, m := range mentions {
		g.key[i] = m.key
	}
	for i, m := range mentions {
		names := []string{string(m.typ) + " " + x.docForm(m.typ, x.normal(text[m.start:m.end]))}
		if m.key != "" {
			names = append(names, m.key)
		}
		for _, n := range names {
			if j, ok := first[n]; ok {
				g.join(j, i)
			} else {
				first[n] = i
			}
		}
	}
}

// docForm folds what may differ between two spellings of one name inside a
// document: hyphens in names of models and chips, and the share class and
// plain company words behind a firm's name.
func (x *Extractor) docForm(t kg.Type, normal string) string {
	switch t {
	case kg.Model, kg.Chip:
		return strings.ReplaceAll(normal, "-", "")
	case kg.Company:
		if parts := shareClass.FindStringSubmatch(strings.ToUpper(normal)); parts != nil {
			normal = strings.ToLower(parts[1])
		}
		for _, word := range x.companyWords {
			if short, ok := strings.CutSuffix(normal, word); ok && utf8.RuneCountInString(short) >= 2 {
				return short
			}
		}
	}
	return normal
}

// joinByBracket joins 甲（乙） where both are of one type and the bracket
// holds nothing else.
func (x *Extractor) joinByBracket(g *groups, text []rune, mentions []mention) []alias {
	var out []alias
	for i := 1; i < len(mentions); i++ {
		a, b := mentions[i-1], mentions[i]
		if a.nested && i >= 2 {
			a = mentions[i-2]
		}
		if a.typ != b.typ || b.start <= a.end || !x.introduces(string(text[a.end:b.start])) {
			continue
		}
		if b.end < len(text) && !strings.ContainsRune("）)”，,、；", text[b.end]) {
			continue
		}
		if g.join(i-1, i) {
			out = append(out, alias{of: i - 1, name: i})
		}
	}
	return out
}

// introduces reports whether what stands between two names makes the second
// one a second name of the first.
func (x *Extractor) introduces(between string) bool {
	between = strings.TrimSpace(between)
	open := strings.TrimLeft(between, "（(")
	if open == between {
		return false
	}
	rest := strings.Trim(open, "“\" ：为")
	return rest == "" || slices.Contains(x.finder.shapes.second, rest)
}

// joinByPart joins a person's last name with the one full name that has it,
// and a firm's short form with the one longer name that begins with it as a
// whole word.
func joinByPart(g *groups, text []rune, mentions []mention) {
	for i, m := range mentions {
		if m.key != "" && m.typ != kg.Person {
			continue
		}
		short := string(text[m.start:m.end])
		found := -1
		for j, o := range mentions {
			if o.typ != m.typ || o.len() <= m.len() || !isPart(m.typ, short, string(text[o.start:o.end])) {
				continue
			}
			if found >= 0 && g.root(found) != g.root(j) {
				found = -2
				break
			}
			found = j
		}
		if found >= 0 {
			g.join(found, i)
		}
	}
}

// isPart reports whether short is a short form of long by its words.
func isPart(t kg.Type, short, long string) bool {
	switch t {
	case kg.Person:
		return strings.HasSuffix(long, "·"+short) || strings.HasSuffix(long, " "+short) || strings.HasPrefix(long, short+"·") || strings.HasPrefix(long, short+" ")
	case kg.Company, kg.Organization:
		return strings.HasPrefix(long, short+" ")
	}
	return false
}

// nameEntity sets name and key: the lexicon's where it knows the entity, else
// those of the string that is written most often. Where no string tells the
// entity apart from others of its name, the key is the document's own.
func (x *Extractor) nameEntity(e *entity, document string, text []rune, mentions []mention) {
	count := map[string]int{}
	var names []string
	for _, i := range e.mentions {
		m := mentions[i]
		if m.key != "" && (e.key == "" || m.name != "") {
			e.key, e.name = m.key, m.name
		}
		s := string(text[m.start:m.end])
		if count[s] == 0 {
			names = append(names, s)
		}
		count[s]++
	}
	if e.key != "" {
		return
	}
	slices.SortFunc(names, func(a, b string) int { return cmp.Or(cmp.Compare(count[b], count[a]), cmp.Compare(a, b)) })
	e.name = names[0]
	e.key = strings.ToLower(string(e.typ)) + ":" + x.normal([]rune(e.name))
	if !slices.ContainsFunc(names, func(name string) bool { return x.tellsApart(e.typ, []rune(name)) }) {
		e.key += "@" + strings.Join(strings.FieldsFunc(document, unfit), "_")
	}
}

// unfit reports whether a character may not stand in a key.
func unfit(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }

// tellsApart reports whether a name that no list has means the same thing in
// other documents too. A single character does not, nor does a surname alone:
// a Latin word, or characters that begin with no Chinese surname.
func (x *Extractor) tellsApart(t kg.Type, name []rune) bool {
	if len(name) < 2 {
		return false
	}
	return t != kg.Person || slices.ContainsFunc(name, func(r rune) bool { return r == ' ' || r == '·' }) || isHan(name[0]) && x.finder.shapes.startsSurname(name, 0)
}

// normal returns the normal form of a name: NFKC, lower case, simplified,
// without inner spaces and without a legal form at its end. Digits, versions
// and words such as 集团 stay.
func (x *Extractor) normal(name []rune) string {
	s := strings.ToLower(norm.NFKC.String(string(x.folder.fold(name))))
	for _, legal := range x.legalForms {
		if short := strings.TrimRight(strings.TrimSuffix(s, legal), " ,，"); short != s && short != "" && (legal[0] >= 0x80 || strings.HasSuffix(s, " "+legal) || strings.HasSuffix(s, ","+legal)) {
			s = short
			break
		}
	}
	return strings.ReplaceAll(s, " ", "")
}
