package extract

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/newsgraph/newsgraph/kg"
)

// CheckLexicon returns the faults of the lexicon, ours with the user's folder
// ("" for none), each as file:line:column: message. A lexicon that does not
// load gives what keeps it from loading (unknown types, broken lines, two lines
// of one slug). Else
// the faults are: entities without a name that can be found; a name that two
// entities have, so that one of them is never found by it; two entities that
// name each other; a sure name that is also an ordinary word or is hidden by
// a line of type "-".
func CheckLexicon(dir string) []error {
	x, err := New(Options{LexiconDir: dir})
	if err != nil {
		return []error{err}
	}
	files, err := dataFiles(builtinLexicon, "lexicon", dir, "dictionary-names.txt")
	if err != nil {
		return []error{fmt.Errorf("read the names that are in the dictionary: %w", err)}
	}
	c := checker{lex: x.finder.lex, fold: x.folder, shapes: x.finder.shapes, owner: map[string]naming{}, names: map[string]bool{}, hidden: map[string]bool{}}
	for _, f := range files {
		c.errs = append(c.errs, eachRow(f, 1, func(fields []string) (int, error) {
			for _, word := range strings.Fields(fields[0]) {
				c.names[string(c.fold.fold([]rune(word)))] = true
			}
			return 0, nil
		})...)
	}
	c.run()
	return c.errs
}

// checker looks for the faults of a lexicon that loads.
type checker struct {
	lex    *lexicon
	fold   *folder
	shapes *shapes
	owner  map[string]naming // by name: the first entity that has it, a sure one before others
	names  map[string]bool   // words of the dictionary that were read and name nothing but the entity
	hidden map[string]bool   // strings of type "-"
	errs   []error
}

// naming is an entity and whether a name is a sure one of it.
type naming struct {
	entry int
	sure  bool
}

func (c *checker) run() {
	for i := range c.lex.entries {
		if e := &c.lex.entries[i]; e.Type == noMention {
			for _, n := range e.Names {
				c.hidden[c.text(n)] = true
			}
		}
	}
	for i := range c.lex.entries {
		e := &c.lex.entries[i]
		if e.Type == noMention {
			continue
		}
		findable := false
		for _, n := range e.Names {
			text := c.text(n)
			findable = findable || utf8.RuneCountInString(text) > 1
			c.name(i, n, text)
		}
		if !findable {
			c.fault(e, "%s has no name of two or more characters", e.key())
		}
	}
	c.cycles()
}

// name checks one name of an entity. A name of the bulk list that another
// entity has adds nothing and is no fault.
func (c *checker) name(i int, written, text string) {
	e := &c.lex.entries[i]
	sure := !strings.HasPrefix(written, "~")
	if sure && c.hidden[text] {
		c.fault(e, "%s is hidden by a line of type \"-\"", written)
	}
	if sure && !c.names[text] && c.isWord(text) {
		c.fault(e, "%s is an ordinary word too: mark it ~, or read it and list it in dictionary-names.txt", written)
	}
	first, ok := c.owner[text]
	o := &c.lex.entries[first.entry]
	switch {
	case !ok || first.entry == i || e.listed || o.listed:
	case o.Type == e.Type, first.sure && sure:
		c.fault(e, "%s is a name of %s too", written, o.key())
	}
	if !ok || sure && !first.sure {
		c.owner[text] = naming{i, sure}
	}
}

// isWord reports whether a name is a word that the dictionary does not tag as
// a name of a person or a body, or Latin letters that name nothing (AI, CEO).
func (c *checker) isWord(text string) bool {
	runes := []rune(text)
	if isHan(runes[0]) {
		return c.shapes.ordinary(runes) && c.shapes.tag(text) != "nt"
	}
	return c.shapes.stop[text]
}

// cycles finds entities of different types that name each other: each one's
// own name is a second name of the other.
func (c *checker) cycles() {
	for i := range c.lex.entries {
		e := &c.lex.entries[i]
		for _, n := range e.Names {
			o, ok := c.owner[c.text(n)]
			if !ok || o.entry >= i || c.lex.entries[o.entry].Name == e.Name {
				continue
			}
			other := &c.lex.entries[o.entry]
			if c.text(n) == c.text(other.Name) && slices.ContainsFunc(other.Names, func(n string) bool { return c.text(n) == c.text(e.Name) }) {
				c.fault(e, "%s and %s name each other", e.key(), other.key())
			}
		}
	}
}

func (c *checker) text(name string) string { return string(c.fold.fold([]rune(trimUnsure(name)))) }

func (c *checker) fault(e *entry, format string, args ...any) {
	c.errs = append(c.errs, fmt.Errorf("%s:%d:1: %w", e.file, e.line, fmt.Errorf(format, args...)))
}

// Entities returns how many entities of each type the curated files name, in
// the order of [kg.Types].
func (x *Extractor) Entities() []int {
	out := make([]int, len(kg.Types))
	for i := range x.finder.lex.entries {
		e := &x.finder.lex.entries[i]
		if k := slices.Index(kg.Types, e.Type); k >= 0 && !e.listed {
			out[k]++
		}
	}
	return out
}
