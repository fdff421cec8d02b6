package pattern

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/newsgraph/newsgraph/kg"
)

// lexicon finds the triggers of all relations in a sentence of one language.
type lexicon struct {
	ids     map[string]wordID // every word that a rule names
	longest map[rune]int      // of those that begin with a character, in bytes
	refs    [][]triggerRef    // what each word is a trigger of
	slots   []slotTrigger
	sets    int // how many sets of words there are
}

// id returns a word's number, a new one for a new word.
func (l *lexicon) id(word string) wordID {
	id, ok := l.ids[word]
	if !ok {
		id = wordID(len(l.ids))
		l.ids[word] = id
		l.refs = append(l.refs, nil)
		first, _ := utf8.DecodeRuneInString(word)
		l.longest[first] = max(l.longest[first], len(word))
	}
	return id
}

type triggerRef struct {
	relation int
	form     *form
}

// form is a form of trigger of one relation in one language: that of a trigger line,
// or that of the word which serves a pattern without trigger.
type form struct {
	name     string
	declared bool     // by a trigger line
	rules    []uint64 // numbers of the relation's rules that read it, a bit each
}

type slotTrigger struct {
	triggerRef
	slot *slot
}

// Parse reads and compiles rule files. The error joins one *Error for each
// fault of any file.
func Parse(files []File) (*Set, error) {
	p := &parser{}
	p.global.classes = map[string][]string{}
	for _, f := range files {
		p.names = append(p.names, f.Name)
	}
	for i, f := range files {
		p.file(i, f.Text)
	}
	c := &compiler{parser: p, classes: map[*string]*wordSet{}, set: &Set{
		lexicons: map[string]*lexicon{},
		classes:  p.global.classes,
		cues:     map[string][]*cueDecl{},
		excepts:  map[string][]*rule{},
	}}
	for _, lang := range Languages {
		c.set.lexicons[lang] = &lexicon{ids: map[string]wordID{}, longest: map[rune]int{}}
	}
	c.compile()
	if err := p.err(); err != nil {
		return nil, err
	}
	return c.set, nil
}

// compiler turns declarations into a Set.
type compiler struct {
	*parser
	set     *Set
	numbers []numbered           // all sets of words
	classes map[*string]*wordSet // by the first word of a class
}

// numbered is a set of words that has its number and lacks those of its words.
type numbered struct {
	lang  string
	words *wordSet
}

// number gives a set of words a number.
func (c *compiler) number(lang string, w *wordSet) *wordSet {
	if w.number < 0 {
		lex := c.set.lexicons[lang]
		w.number = lex.sets
		lex.sets++
		c.numbers = append(c.numbers, numbered{lang, w})
	}
	return w
}

// classSet returns the words of a class as a set, one for all that name it.
func (c *compiler) classSet(lang string, words []string) *wordSet {
	if len(words) == 0 {
		return c.number(lang, newWordSet(nil))
	}
	if c.classes[&words[0]] == nil {
		c.classes[&words[0]] = newWordSet(words)
	}
	return c.number(lang, c.classes[&words[0]])
}

// numberWords fills the bits of all sets, once all words have their numbers.
func (c *compiler) numberWords() {
	for _, n := range c.numbers {
		for word := range n.words.words {
			c.set.lexicons[n.lang].id(word)
		}
	}
	for _, n := range c.numbers {
		lex := c.set.lexicons[n.lang]
		n.words.ids = make([]uint64, len(lex.ids)/64+1)
		for word := range n.words.words {
			id := lex.ids[word]
			n.words.ids[id>>6] |= 1 << (id & 63)
		}
	}
}

func (c *compiler) compile() {
	c.checkFrames()
	c.name(&c.global)
	everything := &relation{}
	for _, d := range c.global.cues {
		c.set.cues[d.lang] = append(c.set.cues[d.lang], d)
	}
	for _, d := range c.global.excepts {
		if r := c.rule(d, everything, &c.global); r != nil {
			c.set.excepts[d.lang] = append(c.set.excepts[d.lang], r)
		}
	}
	for i, d := range c.relations {
		c.set.relations = append(c.set.relations, c.relation(i, d))
		c.set.examples = append(c.set.examples, d.examples...)
	}
	if len(c.relations) == 0 && len(c.names) > 0 && len(c.all) == 0 {
		c.add(position{0, 1, 1}, "no relation or metric in any file")
	}
	c.numberWords()
}

// name registers the words of classes, cues, patterns and frames.
func (c *compiler) name(d *declarations) {
	for key, words := range d.classes {
		lang, _, _ := strings.Cut(key, "/")
		c.names0(lang, words...)
	}
	for _, cue := range d.cues {
		c.number(cue.lang, cue.words)
	}
	for _, list := range [][]*patternDecl{d.frames, d.patterns, d.blocks, d.excepts} {
		for _, p := range list {
			c.nameItems(p.lang, p.items)
		}
	}
}

func (c *compiler) nameItems(lang string, items []*item) {
	for _, it := range items {
		if it.words != nil {
			for word := range it.words.words {
				c.names0(lang, word)
			}
		}
		for _, alternative := range it.alternatives {
			c.nameItems(lang, alternative)
		}
	}
}

func (c *compiler) names0(lang string, words ...string) {
	for _, word := range words {
		c.set.lexicons[lang].id(word)
	}
}

// checkFrames finds the faults of frames that do not depend on a relation.
func (c *compiler) checkFrames() {
	for _, d := range c.global.frames {
		i := triggerAt(d.items)
		if i < 0 && len(d.items) > 0 {
			c.add(d.at, "frame %s has no <trigger.form> outside of groups", d.name)
		} else if i >= 0 && d.items[i].form == "" {
			c.add(position{d.at.file, d.at.line, d.items[i].column}, "a frame says which form of trigger: <trigger.form>")
		}
		c.checkFrameItems(d, d.items)
	}
}

func (c *compiler) checkFrameItems(d *patternDecl, items []*item) {
	for _, it := range items {
		at := position{d.at.file, d.at.line, it.column}
		switch it.kind {
		case slotItem:
			if !slices.Contains([]string{"subject", "object", "value", "any", "subject+object"}, it.role) {
				c.add(at, "unknown role %q of a frame (subject, object, value, any)", it.role)
			}
		case wordItem:
			if it.class != "" && c.global.classes[d.lang+"/"+it.class] == nil {
				c.add(at, "unknown class <%s> of %s", it.class, d.lang)
			}
		case groupItem:
			for _, alternative := range it.alternatives {
				c.checkFrameItems(d, alternative)
			}
		}
	}
}

// triggerAt returns the index of the trigger among the items, -1 for none.
func triggerAt(items []*item) int {
	return slices.IndexFunc(items, func(it *item) bool { return it.kind == triggerItem })
}

func (c *compiler) relation(n int, d *relationDecl) *relation {
	r := &relation{Relation: d.Relation, number: n, rules: map[string][]*rule{}, blocks: map[string][]*rule{},
		cues: map[string][]*cueDecl{}, excepts: map[string][]*rule{}, sets: map[string][]*setRule{}}
	c.checkRelation(d)
	c.name(&d.declarations)
	if s, ok := kg.SignatureOf(kg.Predicate(r.Name)); ok && s.SameType {
		r.same = s.Subjects
	}
	for _, p := range d.patterns {
		if rule := c.rule(p, r, &d.declarations); rule != nil {
			rule.own = true
			rule.id = r.Name + "/" + p.lang + "/p-" + contentHash(p)
			r.rules[p.lang] = append(r.rules[p.lang], rule)
		}
	}
	c.frames(r, d)
	for _, b := range d.blocks {
		if rule := c.rule(b, r, &d.declarations); rule != nil {
			rule.id = r.Name + "/" + b.lang + "/b-" + contentHash(b)
			r.blocks[b.lang] = append(r.blocks[b.lang], rule)
		}
	}
	for _, x := range d.excepts {
		if rule := c.rule(x, r, &d.declarations); rule != nil {
			r.excepts[x.lang] = append(r.excepts[x.lang], rule)
		}
	}
	for _, cue := range d.cues {
		r.cues[cue.lang] = append(r.cues[cue.lang], cue)
	}
	c.triggers(r, d)
	r.indexForms()
	c.sets(r, d)
	return r
}

// declared reports whether a form's name is that of trigger lines.
func declared(form string) bool { return !strings.HasPrefix(form, "=") }

// formOf returns a form of trigger by its name, a new one for a new name.
func (r *relation) formOf(lang, name string) *form {
	if r.forms == nil {
		r.forms = map[string]map[string]*form{}
	}
	if r.forms[lang] == nil {
		r.forms[lang] = map[string]*form{}
	}
	f := r.forms[lang][name]
	if f == nil {
		f = &form{name: name, declared: declared(name)}
		r.forms[lang][name] = f
	}
	return f
}

// indexForms files the rules by the forms of trigger that they read.
func (r *relation) indexForms() {
	for lang, forms := range r.forms {
		for _, f := range forms {
			f.rules = make([]uint64, wordsFor(len(r.rules[lang])))
			for i, rule := range r.rules[lang] {
				if rule.applies(&occurrence{hits: []hit{{triggerRef: triggerRef{form: f}}}}) {
					f.rules[i/64] |= 1 << (i % 64)
				}
			}
		}
	}
}

// contentHash is the part of a pattern's id that its words decide.
func contentHash(d *patternDecl) string {
	sum := sha256.Sum256([]byte(strings.Join(strings.Fields(d.text), " ")))
	return hex.EncodeToString(sum[:4])
}

// checkRelation finds what a relation lacks and what the ontology forbids.
func (c *compiler) checkRelation(d *relationDecl) {
	if d.Subject.Name == "" {
		c.add(d.at, "%s has no subject", d.Name)
	}
	if !d.Metric && d.Object.Name == "" {
		c.add(d.at, "%s has no object", d.Name)
	}
	if d.Metric && len(d.Values) == 0 {
		c.add(d.at, "%s has no value", d.Name)
	}
	has := func(reject bool) bool {
		return slices.ContainsFunc(d.examples, func(e *Example) bool { return e.Reject == reject })
	}
	if !has(false) {
		c.add(d.at, "%s has no example", d.Name)
	}
	if !has(true) {
		c.add(d.at, "%s has no reject", d.Name)
	}
	s, isPredicate := kg.SignatureOf(kg.Predicate(d.Name))
	k, isKind := kg.KindOf(kg.Kind(d.Name))
	if isPredicate && !d.Metric {
		c.checkTypes(d, &d.Subject, s.Subjects)
		c.checkTypes(d, &d.Object, s.Objects)
	}
	if isKind && d.Metric {
		c.checkTypes(d, &d.Subject, k.Subjects)
	}
}

func (c *compiler) checkTypes(d *relationDecl, role *Role, allowed []kg.Type) {
	for _, t := range role.Types {
		if !slices.Contains(allowed, t) {
			c.add(d.at, "the ontology allows no %s as %s of %s", t, role.Name, d.Name)
		}
	}
}

// frames compiles the frames whose form of trigger the relation has.
func (c *compiler) frames(r *relation, d *relationDecl) {
	for _, lang := range Languages {
		for _, f := range slices.Concat(d.only[lang], d.without[lang]) {
			if !slices.ContainsFunc(c.global.frames, func(fr *patternDecl) bool { return fr.lang == lang && fr.name == f.text }) {
				c.add(f.at, "unknown frame %q of %s", f.text, lang)
			}
		}
	}
	for _, f := range c.global.frames {
		i := triggerAt(f.items)
		if i < 0 || !d.hasForm(f.lang, f.items[i].form) || !d.takes(f) || !frameFits(f.items, r) {
			continue
		}
		if rule := c.rule(f, r, &c.global); rule != nil {
			rule.id = r.Name + "/" + f.lang + "/" + f.name
			r.rules[f.lang] = append(r.rules[f.lang], rule)
		}
	}
	for _, b := range c.global.blocks {
		i := triggerAt(b.items)
		if i >= 0 && b.items[i].form != "" && !d.hasForm(b.lang, b.items[i].form) || !frameFits(b.items, r) {
			continue
		}
		if rule := c.rule(b, r, &c.global); rule != nil {
			rule.id = r.Name + "/" + b.lang + "/b-" + contentHash(b)
			r.blocks[b.lang] = append(r.blocks[b.lang], rule)
		}
	}
}

func (d *relationDecl) hasForm(lang, form string) bool {
	return slices.ContainsFunc(d.triggers, func(t *triggerDecl) bool { return t.lang == lang && t.form == form })
}

// takes reports whether frames and without lines let the frame through.
func (d *relationDecl) takes(f *patternDecl) bool {
	named := func(list []field) bool {
		return slices.ContainsFunc(list, func(x field) bool { return x.text == f.name })
	}
	return !named(d.without[f.lang]) && (len(d.only[f.lang]) == 0 || named(d.only[f.lang]))
}

// frameFits reports whether the slots of a frame make sense for the relation:
// {value} for a metric, {object} for a relation, types that its roles have.
func frameFits(items []*item, r *relation) bool {
	for _, it := range items {
		switch {
		case it.kind == groupItem:
			for _, alternative := range it.alternatives {
				if !frameFits(alternative, r) {
					return false
				}
			}
		case it.kind != slotItem, it.role == "any":
		case it.role == "object" && r.Metric, it.role == "value" && !r.Metric, it.pair && r.Metric:
			return false
		case len(it.types) > 0:
			if s := newSlot(it, r); s == nil || s.empty() {
				return false
			}
		}
	}
	return true
}

// triggers enters the trigger words of a relation in the lexicons.
func (c *compiler) triggers(r *relation, d *relationDecl) {
	for _, t := range d.triggers {
		used := slices.ContainsFunc(r.rules[t.lang], func(rule *rule) bool { return rule.form == t.form || rule.form == "" })
		if !used {
			c.add(t.formAt, "form %q is used by no frame or pattern of %s in %s", t.form, r.Name, t.lang)
		}
		lex := c.set.lexicons[t.lang]
		ref := triggerRef{r.number, r.formOf(t.lang, t.form)}
		if t.slot != nil {
			s := newSlot(t.slot, r)
			if s == nil || s.empty() {
				c.add(t.at, "unknown role or type in %s", t.slot.text)
				continue
			}
			lex.slots = append(lex.slots, slotTrigger{ref, s})
			continue
		}
		lex.add(t.words, ref)
		c.names0(t.lang, t.words...)
	}
}

func (l *lexicon) add(words []string, ref triggerRef) {
	for _, word := range words {
		if id := l.id(word); !slices.Contains(l.refs[id], ref) {
			l.refs[id] = append(l.refs[id], ref)
		}
	}
}

func (c *compiler) sets(r *relation, d *relationDecl) {
	for _, s := range d.sets {
		known := false
		for _, lang := range Languages {
			set := &setRule{key: s.key, value: s.value, form: s.cond.form}
			if s.cond.kind == triggerItem {
				known = known || d.hasForm(lang, s.cond.form)
			} else {
				words := c.class(lang, s.cond.class, &d.declarations)
				if words == nil {
					continue
				}
				known = true
				set.words = c.classSet(lang, words)
			}
			r.sets[lang] = append(r.sets[lang], set)
		}
		if !known {
			c.add(s.at, "set: no language has %s", s.cond.text)
		}
	}
}

// class returns the words of a class, a relation's own before the one for all.
func (c *compiler) class(lang, name string, d *declarations) []string {
	if words := d.classes[lang+"/"+name]; words != nil {
		return words
	}
	return c.global.classes[lang+"/"+name]
}
