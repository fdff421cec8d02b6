package extract

import (
	"cmp"
	"slices"

	"github.com/newsgraph/newsgraph/kg"
)

// ExtractGiven reads an article with the entities that it was annotated with in
// place of those that would be found: what is wrong then is the fault of the rules
// and not of the mentions.
func (x *Extractor) ExtractGiven(g *kg.Gold) *kg.Extraction {
	d := g.Document()
	text := x.folder.fold([]rune(d.Whole()))
	return x.extract(d, x.given(text, language(d.Lang, text), g.Entities))
}

// given finds the places of annotated names, never nil. Of names that overlap the
// longer counts, and a firm's name at the start of another thing's. Where one name
// stands for two entities, what would be found at the place decides, else the first.
func (x *Extractor) given(text []rune, lang string, entities []kg.GoldEntity) []mention {
	draft, known := x.finder.ruled(text, lang, x.cutText(text, lang))
	found, _ := x.finder.names(draft, known)
	all := []mention{}
	keys := map[string]bool{}
	for _, e := range entities {
		key := x.givenKey(e, keys)
		for _, name := range e.Mentions {
			want := x.folder.fold([]rune(name))
			for i := range text {
				if len(want) > 0 && standsAt(text, i, want) {
					all = append(all, mention{span: span{i, i + len(want)}, typ: e.Type, key: key, name: e.Name, by: "given", p: 1})
				}
			}
		}
	}
	slices.SortStableFunc(all, func(a, b mention) int {
		return cmp.Or(cmp.Compare(b.len(), a.len()), cmp.Compare(a.start, b.start), cmp.Compare(btoi(isFound(found, b)), btoi(isFound(found, a))))
	})
	out := []mention{}
	for _, m := range all {
		over := slices.IndexFunc(out, func(o mention) bool { return o.overlaps(m.span) })
		m.nested = over >= 0 && m.typ == kg.Company && out[over].typ != kg.Company && m.start == out[over].start && m.len() < out[over].len()
		if over < 0 || m.nested {
			out = append(out, m)
		}
	}
	slices.SortFunc(out, byStart)
	return out
}

func isFound(found []mention, m mention) bool {
	return slices.ContainsFunc(found, func(f mention) bool { return f.span == m.span && f.typ == m.typ })
}

// givenKey returns a key for an annotated entity: the lexicon's for one of its names
// if no other has it, since outlets are known by it, else one of its own.
func (x *Extractor) givenKey(e kg.GoldEntity, taken map[string]bool) string {
	for _, name := range append([]string{e.Name}, e.Mentions...) {
		for _, key := range x.KeysOf(name) {
			if i, ok := x.finder.lex.byKey[key]; ok && x.finder.lex.entries[i].Type == e.Type && !taken[key] {
				taken[key] = true
				return key
			}
		}
	}
	return "given:" + e.ID
}
