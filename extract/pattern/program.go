package pattern

import (
	"slices"
	"strings"

	"github.com/newsgraph/newsgraph/kg"
)

// op is what a node of a program does.
type op uint8

const (
	endOp op = iota
	slotOp
	wordOp
	gapOp
	splitOp
)

// node is one step of a program; the steps after it follow by next.
type node struct {
	op        op
	id        int // index in the program
	next, alt *node
	slot      *slot
	words     *wordSet
	literal   bool // words written out in the pattern, no class
	limit     int
	sentence  bool
	text      string // as written, for explain
}

// program matches one side of a trigger, reading away from it.
type program struct {
	start *node
	size  int
	roles []string // of its slots
}

// slot is a slot of a pattern for one relation.
type slot struct {
	role    string // "subject", "object", "value", "any" or an attach role
	pair    bool
	all     bool
	written bool        // takes no subject that the clause leaves out
	types   []kg.Type   // of names; nil in a slot of values
	values  []ValueSpec // of values; nil in a slot of names
}

func (s *slot) empty() bool { return len(s.types) == 0 && len(s.values) == 0 }

// newSlot resolves a slot for a relation, nil if it has no such role.
func newSlot(it *item, r *relation) *slot {
	s := &slot{role: it.role, all: it.all, pair: it.pair, written: it.written}
	switch {
	case it.pair:
		if it.role != "subject+object" && it.role != r.Subject.Name+"+"+r.Object.Name {
			return nil
		}
		s.role, s.types = "subject", r.Subject.Types
	case it.role == "any":
		s.types = slices.Clone(kg.Types)
		if len(it.types) == 0 {
			return s
		}
		for _, t := range it.types {
			if !isType(t) {
				s.values = append(s.values, ValueSpec{Type: t, Counted: it.counted, Bound: it.bound})
			}
		}
	case it.role == "subject" || it.role == r.Subject.Name && r.Subject.Name != "":
		s.role, s.types = "subject", r.Subject.Types
	case !r.Metric && (it.role == "object" || it.role == r.Object.Name && r.Object.Name != ""):
		s.role, s.types = "object", r.Object.Types
	case r.Metric && it.role == "value":
		s.values = r.Values
	default:
		i := slices.IndexFunc(r.Attach, func(a AttachSpec) bool { return a.Role == it.role })
		if i < 0 {
			return nil
		}
		for _, a := range r.Attach {
			if a.Role == it.role {
				s.values = append(s.values, a.ValueSpec)
			}
		}
	}
	if len(it.types) > 0 {
		s.types = slices.DeleteFunc(slices.Clone(s.types), func(t kg.Type) bool { return !slices.Contains(it.types, string(t)) })
		s.values = slices.DeleteFunc(slices.Clone(s.values), func(v ValueSpec) bool { return !slices.Contains(it.types, v.Type) })
		s.narrow(it.counted, it.bound)
	}
	return s
}

// narrow lets only values of the things counted and within the bound fill the
// slot.
func (s *slot) narrow(counted []string, bound *Bound) {
	for i := range s.values {
		if len(counted) > 0 {
			s.values[i].Counted = counted
		}
		if bound != nil {
			s.values[i].Bound = bound
		}
	}
}

// rule compiles a pattern for a relation; nil after a fault.
func (c *compiler) rule(d *patternDecl, r *relation, own *declarations) *rule {
	if len(d.items) == 0 {
		return nil
	}
	before := len(c.all)
	at := c.anchor(d, r)
	if at < 0 {
		return nil
	}
	out := &rule{lang: d.lang, np: d.mark == "np", clause: d.mark == "clause", form: d.items[at].form, text: strings.Join(strings.Fields(d.text), " ")}
	if d.items[at].kind == wordItem {
		out.form = ownForm(d)
	}
	b := &builder{compiler: c, decl: d, relation: r, own: own}
	out.left = b.program(d.items[:at], true)
	out.right = b.program(d.items[at+1:], false)
	b.needs(slices.Delete(slices.Clone(d.items), at, at+1), out)
	if len(c.all) > before {
		return nil
	}
	return out
}

// ownForm is the form of the word that serves a pattern without <trigger>.
func ownForm(d *patternDecl) string { return "=" + d.text }

// anchor returns the index of the pattern's trigger: <trigger>, else its last
// word outside of groups, which is then entered in the lexicon.
func (c *compiler) anchor(d *patternDecl, r *relation) int {
	found := -1
	for i, it := range d.items {
		if it.kind != triggerItem {
			continue
		}
		at := position{d.at.file, d.at.line, it.column}
		if it.optional {
			c.add(at, "the trigger is never optional")
		}
		if found >= 0 {
			c.add(at, "two triggers in one pattern")
		}
		found = i
	}
	if found >= 0 {
		return found
	}
	for i := len(d.items) - 1; i >= 0; i-- {
		if it := d.items[i]; it.kind == wordItem && !it.optional {
			words := it.words
			if it.class != "" {
				list := c.class(d.lang, it.class, &c.global)
				if r.number < len(c.relations) && r.Name != "" {
					list = c.class(d.lang, it.class, &c.relations[r.number].declarations)
				}
				words = newWordSet(list)
			}
			c.anchorWords(d, r, words)
			return i
		}
	}
	c.add(d.at, "pattern has neither <trigger> nor a word outside of groups")
	return -1
}

func (c *compiler) anchorWords(d *patternDecl, r *relation, words *wordSet) {
	number := r.number
	if r.Name == "" {
		number = everyRelation
	}
	list := make([]string, 0, len(words.words))
	for word := range words.words {
		list = append(list, word)
	}
	c.set.lexicons[d.lang].add(list, triggerRef{number, r.formOf(d.lang, ownForm(d))})
}

// everyRelation is the number of rules that belong to no relation.
const everyRelation = -1

// builder turns the items of one pattern into programs.
type builder struct {
	*compiler
	decl     *patternDecl
	relation *relation
	own      *declarations
	size     int
	roles    []string
}

func (b *builder) program(items []*item, reverse bool) program {
	b.size, b.roles = 0, nil
	end := b.node(&node{op: endOp})
	start := b.sequence(items, reverse, end)
	return program{start, b.size, b.roles}
}

// needs enters what a rule cannot do without: the items that stand in no group
// and are not optional.
func (b *builder) needs(items []*item, out *rule) {
	for _, it := range items {
		switch {
		case it.optional:
		case it.kind == wordItem:
			out.words = append(out.words, b.words(it))
		case it.kind == slotItem:
			if s := newSlot(it, b.relation); s != nil && len(s.values) == 0 {
				out.types = append(out.types, maskOf(s.types))
			}
		}
	}
}

// words returns the words of an item, none for an unknown class.
func (b *builder) words(it *item) *wordSet {
	if it.class == "" {
		return b.number(b.decl.lang, it.words)
	}
	return b.classSet(b.decl.lang, b.class(b.decl.lang, it.class, b.own))
}

func (b *builder) node(n *node) *node {
	n.id = b.size
	b.size++
	if n.op == slotOp {
		b.roles = append(b.roles, n.slot.role)
	}
	return n
}

// sequence builds items before the node that follows them.
func (b *builder) sequence(items []*item, reverse bool, next *node) *node {
	for i := range items {
		it := items[len(items)-1-i]
		if reverse {
			it = items[i]
		}
		n := b.item(it, reverse, next)
		if it.optional {
			n = b.node(&node{op: splitOp, next: n, alt: next})
		}
		next = n
	}
	return next
}

func (b *builder) item(it *item, reverse bool, next *node) *node {
	at := position{b.decl.at.file, b.decl.at.line, it.column}
	switch it.kind {
	case slotItem:
		s := newSlot(it, b.relation)
		if s == nil {
			b.add(at, "unknown role %q", it.role)
			s = &slot{}
		} else if s.empty() {
			b.add(at, "role %q is never of these types", it.role)
		}
		return b.node(&node{op: slotOp, slot: s, next: next, text: it.text})
	case gapItem:
		return b.node(&node{op: gapOp, limit: it.limit, sentence: it.sentence, next: next, text: it.text})
	case groupItem:
		var n *node
		for _, alternative := range slices.Backward(it.alternatives) {
			a := b.sequence(alternative, reverse, next)
			if n == nil {
				n = a
			} else {
				n = b.node(&node{op: splitOp, next: a, alt: n})
			}
		}
		return n
	case triggerItem:
		b.add(at, "<trigger> stands outside of groups")
		return next
	}
	if it.class != "" && b.class(b.decl.lang, it.class, b.own) == nil {
		b.add(at, "unknown class <%s> of %s", it.class, b.decl.lang)
	}
	return b.node(&node{op: wordOp, words: b.words(it), literal: it.class == "", next: next, text: it.text})
}
