package extract

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

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

// identity tells which names of a document are one thing, and by what key
// other documents know it. Each of its steps is one reason why two names are
// one or two, and stands alone:
//
//	folds     what two spellings of one name may differ in wherever they stand
//	docFolds  what they may differ in besides within one document
//	joins     which other names a name may stand for
//	blocks    what speaks against a join
//	alone     names that no other document has for the same thing for sure
//	kind      what keeps things of one name and of several types apart there
type identity struct {
	folds, docFolds []fold
	joins           []join
	blocks          []block
	alone           func(t kg.Type, name string) bool
	kind            func(t kg.Type) string
}

// fold takes what does not count out of a name.
type fold struct {
	name string
	of   func(t kg.Type, name string) string
}

// join returns the names that name i may be one thing with.
type join struct {
	name string
	with func(n *union, i int) []int
}

// block returns those of the candidates that name i may still be joined with.
type block struct {
	name string
	pass func(n *union, i int, candidates []int) []int
}

// form returns what the folds leave of a name.
func form(t kg.Type, name string, folds ...[]fold) string {
	for _, f := range slices.Concat(folds...) {
		name = f.of(t, name)
	}
	return name
}

// spelling is one string that names things of one type, or one entity of the
// lexicon.
type spelling struct {
	typ  kg.Type
	key  string // of the lexicon, or ""
	text string
	form string // within the document
}

// union is the names of one document while they are joined: each group has the
// lexicon key that one of its names has.
type union struct {
	names      []spelling
	of         []int    // name of each mention
	introduced [][2]int // mentions 甲 and 乙 of 甲（乙）
	parent     []int
	key        []string // of the group, at its root
}

func (n *union) root(i int) int {
	for n.parent[i] != i {
		i = n.parent[i]
	}
	return i
}

func (n *union) join(i, j int) {
	a, b := n.root(i), n.root(j)
	if a == b {
		return
	}
	a, b = min(a, b), max(a, b)
	n.parent[b] = a
	n.key[a] = cmp.Or(n.key[a], n.key[b])
}

// identify groups mentions into entities and returns, for each mention, its
// entity's index.
func (x *Extractor) identify(document string, text []rune, mentions []mention) ([]entity, []int) {
	n := x.identity.union(text, mentions)
	n.introduced = x.finder.shapes.introductions(text, mentions)
	for _, j := range x.identity.joins {
		for i := range n.names {
			candidates := j.with(n, i)
			for _, b := range x.identity.blocks {
				candidates = b.pass(n, i, candidates)
			}
			for _, c := range candidates {
				n.join(i, c)
			}
		}
	}
	entities, of := n.entities(mentions)
	for k := range entities {
		x.identity.nameEntity(&entities[k], document, n, mentions)
	}
	for _, pair := range n.introduced {
		if k := of[pair[0]]; k == of[pair[1]] && explicit(text, mentions[pair[0]].span, mentions[pair[1]].span) {
			entities[k].aliases = append(entities[k].aliases, alias{of: pair[0], name: pair[1]})
		}
	}
	return entities, of
}

// union lists the distinct names of the mentions.
func (d *identity) union(text []rune, mentions []mention) *union {
	n := &union{of: make([]int, len(mentions))}
	index := map[spelling]int{}
	for i, m := range mentions {
		name := spelling{typ: m.typ, key: m.key, text: string(text[m.start:m.end])}
		k, ok := index[name]
		if !ok {
			k = len(n.names)
			index[name] = k
			n.parent, n.key = append(n.parent, k), append(n.key, m.key)
			name.form = form(m.typ, name.text, d.folds, d.docFolds)
			n.names = append(n.names, name)
		}
		n.of[i] = k
	}
	return n
}

// entities returns the groups of names as entities, by their first mention,
// and the entity of each mention.
func (n *union) entities(mentions []mention) ([]entity, []int) {
	of := make([]int, len(mentions))
	index := map[int]int{}
	var out []entity
	for i, m := range mentions {
		root := n.root(n.of[i])
		k, ok := index[root]
		if !ok {
			k = len(out)
			index[root] = k
			out = append(out, entity{typ: m.typ})
		}
		of[i] = k
		out[k].mentions = append(out[k].mentions, i)
	}
	return out, of
}

// nameEntity sets name and key: the lexicon's where it knows the entity, else
// those of the string that is written most often among the full names, of which
// a second name is none: other documents may have it for something else.
func (d *identity) nameEntity(e *entity, document string, n *union, mentions []mention) {
	count := map[string]int{}
	var names []string
	for _, i := range e.mentions {
		m := mentions[i]
		if m.key != "" && (e.key == "" || m.name != "") {
			e.key, e.name = m.key, m.name
		}
		s := n.names[n.of[i]].text
		if count[s] == 0 {
			names = append(names, s)
		}
		count[s]++
	}
	if e.key != "" {
		return
	}
	second := n.secondNames()
	slices.SortFunc(names, func(a, b string) int {
		return cmp.Or(cmp.Compare(btoi(d.alone(e.typ, a)), btoi(d.alone(e.typ, b))), cmp.Compare(btoi(d.lesser(e.typ, a, names)), btoi(d.lesser(e.typ, b, names))),
			cmp.Compare(btoi(second[a]), btoi(second[b])), cmp.Compare(count[b], count[a]), cmp.Compare(a, b))
	})
	e.name = names[0]
	e.key = d.keyOf(e.typ, e.name)
	if d.alone(e.typ, e.name) {
		e.key += "@" + strings.Join(strings.FieldsFunc(document, unfit), "_")
	}
}

// secondNames returns the strings that the document introduces by another.
func (n *union) secondNames() map[string]bool {
	second := map[string]bool{}
	for _, pair := range n.introduced {
		second[n.names[n.of[pair[1]]].text] = true
	}
	return second
}

// keyOf returns the key of a name that no list has.
func (d *identity) keyOf(t kg.Type, name string) string {
	return d.kind(t) + ":" + form(t, name, d.folds)
}

// lesser reports whether a name says less of its entity than another one: its
// last name, its version alone, or 甲公司 beside 甲.
func (d *identity) lesser(t kg.Type, name string, names []string) bool {
	return slices.ContainsFunc(names, func(o string) bool {
		of, short := spelling{typ: t, text: o}, spelling{typ: t, text: name}
		if len(o) > len(name) {
			return partOfPerson(of, short) || firstWords(of, short) || versionOf(of, short) || initialsOf(of, short)
		}
		return o != name && t == kg.Company && form(t, name, d.folds, d.docFolds) == form(t, o, d.folds)
	})
}

// unfit reports whether a character may not stand in a key.
func unfit(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }
