package extract

import (
	"cmp"
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/newsgraph/newsgraph/extract/tagger"
	"github.com/newsgraph/newsgraph/kg"
)

// Mechanisms names what Without can switch off.
func Mechanisms() []string { return slices.Sorted(maps.Keys(switches)) }

// Without returns a copy of the Extractor that lacks one reason for which
// names are one entity or two.
func (x *Extractor) Without(mechanism string) *Extractor {
	out, finder, lex, shapes, identity := *x, *x.finder, *x.finder.lex, *x.finder.shapes, *x.identity
	out.finder, finder.lex, finder.shapes, out.identity = &finder, &lex, &shapes, &identity
	switches[mechanism](&out)
	return &out
}

var switches = map[string]func(x *Extractor){
	// what may differ anywhere
	"width":         func(x *Extractor) { f := *x.folder; f.signs = nil; x.folder = &f },
	"traditional":   func(x *Extractor) { f := *x.folder; f.simplified = nil; x.folder = &f },
	"compatibility": func(x *Extractor) { f := *x.folder; f.unified = nil; x.folder = &f; x.dropFold("compatibility") },
	"case":          func(x *Extractor) { x.dropFold("case") },
	"space":         func(x *Extractor) { x.dropFold("space") },
	"legal form":    func(x *Extractor) { x.dropFold("legal form") },
	// what may differ within a document
	"hyphen":       func(x *Extractor) { x.dropFold("hyphen") },
	"share class":  func(x *Extractor) { x.dropFold("share class") },
	"company word": func(x *Extractor) { x.dropFold("company word") },
	// what else joins
	"known name":    func(x *Extractor) { x.finder.lex.names = nil },
	"known entity":  func(x *Extractor) { x.dropJoin("lexicon") },
	"introduction":  func(x *Extractor) { x.dropJoin("introduction") },
	"group word":    func(x *Extractor) { x.dropJoin("group word") },
	"last name":     func(x *Extractor) { x.dropJoin("last name") },
	"short form":    func(x *Extractor) { x.dropJoin("short form") },
	"version alone": func(x *Extractor) { x.dropJoin("version alone") },
	"initials":      func(x *Extractor) { x.dropJoin("initials") },
	"title":         func(x *Extractor) { x.finder.titles = &titles{} },
	// what keeps apart
	"type":            func(x *Extractor) { x.dropBlock("type") },
	"other key":       func(x *Extractor) { x.dropBlock("other key") },
	"known last name": func(x *Extractor) { x.dropBlock("known last name") },
	"several":         func(x *Extractor) { x.dropBlock("several") },
	"kind":            func(x *Extractor) { x.identity.kind = func(kg.Type) string { return "thing" } },
	"surname":         func(x *Extractor) { x.identity.alone = func(kg.Type, string) bool { return false } },
	"one document":    func(x *Extractor) { x.identity.folds = slices.Concat(x.identity.folds, x.identity.docFolds) },
	"version":         func(x *Extractor) { x.finder.shapes.version = regexp.MustCompile(`^\b$`) },
	"place":           func(x *Extractor) { x.finder.shapes.organs = organs{} },
	"longest name":    func(x *Extractor) { x.finder.lex.shortestFirst() },
	"whole words":     func(x *Extractor) { x.replaceJoin("short form", beginnings) },
	"few words":       func(x *Extractor) { x.replaceJoin("group word", anyEnd) },
}

// StaleConfidence returns the rows of confidence.tsv that name no relation, no rule
// and no kind of quote.
func (x *Extractor) StaleConfidence() []string {
	if len(x.measured) == 0 {
		return []string{"nothing at all"}
	}
	var out []string
	for _, id := range slices.Sorted(maps.Keys(x.measured)) {
		if _, ok := x.rules.Relation(id); !ok && !x.rules.HasRule(id) && !strings.HasPrefix(id, "QUOTE") {
			out = append(out, id)
		}
	}
	return out
}

func (x *Extractor) dropFold(name string) {
	is := func(f fold) bool { return f.name == name }
	x.identity.folds = slices.DeleteFunc(slices.Clone(x.identity.folds), is)
	x.identity.docFolds = slices.DeleteFunc(slices.Clone(x.identity.docFolds), is)
}

func (x *Extractor) dropJoin(name string) {
	x.identity.joins = slices.DeleteFunc(slices.Clone(x.identity.joins), func(j join) bool { return j.name == name })
}

func (x *Extractor) dropBlock(name string) {
	x.identity.blocks = slices.DeleteFunc(slices.Clone(x.identity.blocks), func(b block) bool { return b.name == name })
}

func (x *Extractor) replaceJoin(name string, with func(n *union, i int) []int) {
	x.dropJoin(name)
	x.identity.joins = append(x.identity.joins, join{name, with})
}

// shortestFirst makes the lexicon find the shortest name at each place.
func (lex *lexicon) shortestFirst() {
	names := map[[3]rune][]name{}
	for head, longer := range lex.names {
		short := [3]rune{head[0], head[1]}
		names[head] = nil
		names[short] = append(names[short], longer...)
	}
	for _, all := range names {
		slices.SortFunc(all, func(a, b name) int {
			return cmp.Or(cmp.Compare(len(a.text), len(b.text)), slices.Compare(a.text, b.text))
		})
	}
	lex.names = names
}

// beginnings takes any beginning of a name for its short form.
func beginnings(n *union, i int) []int {
	return n.longer(i, func(of, name spelling) bool { return strings.HasPrefix(of.text, name.text) })
}

// anyEnd takes two or three characters at the end of a firm's name for words
// that it may lack.
func anyEnd(n *union, i int) []int {
	stem := []rune(n.names[i].form)
	if len(stem) < 5 {
		return nil
	}
	return n.others(i, func(o spelling) bool { return strings.HasPrefix(o.form, string(stem[:len(stem)-2])) })
}

// TaggerNames returns the names that the tagger finds in a Chinese text by
// itself, whatever lists and rules say, from a probability on.
func (x *Extractor) TaggerNames(raw string, least float64) map[kg.Type][]string {
	e := x.example("", raw, "zh")
	out := map[kg.Type][]string{}
	threshold := func(tagger.Span) float64 { return least }
	for _, c := range tagger.Decide(e.Text, x.finder.tagger.Candidates(e.Text, e.Hints, possible), threshold) {
		out[kg.Type(c.Type)] = append(out[kg.Type(c.Type)], string(e.Text[c.Start:c.End]))
	}
	for typ, names := range out {
		slices.Sort(names)
		out[typ] = slices.Compact(names)
	}
	return out
}

// Timed is Extract that tells how long each stage took.
func (x *Extractor) Timed(d *kg.Document, told func(stage string, took time.Duration)) *kg.Extraction {
	start := time.Now()
	r := x.open(d, nil)
	told("folding", time.Since(start))
	for _, s := range slices.Concat(readStages, outStages) {
		start := time.Now()
		s.do(r)
		told(s.name, time.Since(start))
	}
	return r.out
}
