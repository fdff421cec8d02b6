package tagger

import (
	"cmp"
	"slices"
)

// A Hint is a stretch of the text that the caller knows something of: Kind says
// what ("core/Company", "title", "surname"). Kinds are free; a model knows those
// that it was trained with. Start and End are code points of the text, half-open.
type Hint struct {
	Start, End int
	Kind       string
}

// hash is a mixed value of 64 bits; its upper bits name a row of weights.
type hash uint64

const (
	mixA = 0x9E3779B97F4A7C15
	mixB = 0xD6E8FEB86659FD93
)

func (h hash) with(v hash) hash {
	h = (h ^ v) * mixA
	return h ^ h>>29
}

func (h hash) row(bits uint) uint32 { return uint32(h * mixB >> (64 - bits)) }

func hashString(s string) hash {
	h := hash(len(s)) + 1
	for i := 0; i < len(s); i++ {
		h = h.with(hash(s[i]))
	}
	return h
}

// seen is a unit as features see it.
type seen struct {
	exact  hash // its text
	folded hash // its text in lower case; for digits only how many
	shape  hash // capitals, length, class, space before
	class  class
	affix  [4]hash // of a word: its first 2 and 3 letters, its last 2 and 3, in lower case
	marks  []hash  // of the hints that cover it
}

// context is a sentence as features see it, with two edges at either end.
type context struct {
	units []seen
	marks []hash
	from  []int32
	hints hintReader
}

const margin = 2

// see fills the context for a sentence; text and hints are of the whole
// document.
func (c *context) see(text []rune, units []unit, hints []Hint) {
	c.hints.begin(hints, units[0].start)
	c.units = append(c.units[:0], seen{exact: 1, folded: 1, shape: 1}, seen{exact: 2, folded: 2, shape: 2})
	c.marks, c.from = c.marks[:0], c.from[:0]
	for _, u := range units {
		c.from = append(c.from, int32(len(c.marks)))
		c.marks = c.hints.marks(u, c.marks)
		c.units = append(c.units, look(text[u.start:u.end], u))
	}
	c.from = append(c.from, int32(len(c.marks)))
	for i := range units {
		u := &c.units[margin+i]
		u.marks = c.marks[c.from[i]:c.from[i+1]]
	}
	c.units = append(c.units, seen{exact: 3, folded: 3, shape: 3}, seen{exact: 4, folded: 4, shape: 4})
}

func look(text []rune, u unit) seen {
	s := seen{class: u.class}
	shape := hash(u.class) + 16
	if u.spaced {
		shape += 8
	}
	switch u.class {
	case latin:
		s.exact, s.folded = 17, 19
		var bits hash
		for i, r := range text {
			s.exact = s.exact.with(hash(r))
			s.folded = s.folded.with(hash(lower(r)))
			if lower(r) != r {
				bits |= 1 << min(i, 3)
			}
		}
		shape = shape.with(bits<<4 | hash(min(len(text), 6)))
		if n := len(text); n > 2 {
			s.affix[0], s.affix[2] = hashLetters(text[:2]), hashLetters(text[n-2:])
			if n > 3 {
				s.affix[1], s.affix[3] = hashLetters(text[:3]), hashLetters(text[n-3:])
			}
		}
	case digits:
		s.exact = 23
		for _, r := range text {
			s.exact = s.exact.with(hash(r))
		}
		s.folded = hash(29).with(hash(min(len(text), 6)))
		shape = s.folded.with(shape)
	default:
		s.exact = hash(text[0])
		s.folded = s.exact
	}
	s.shape = shape
	return s
}

func hashLetters(text []rune) hash {
	h := hash(37)
	for _, r := range text {
		h = h.with(hash(lower(r)))
	}
	return h
}

func lower(r rune) rune {
	if r >= 'A' && r <= 'Z' || r >= 0xC0 && r <= 0xDE && r != 0xD7 {
		return r + 32
	}
	return r
}

// hintReader gives the hints of one unit of a sentence after another.
type hintReader struct {
	hints  []Hint // by start, those not reached yet
	active []activeHint
}

type activeHint struct {
	start, end int
	kind       hash
}

// begin passes over the hints that start before the sentence.
func (h *hintReader) begin(hints []Hint, start int) {
	at, _ := slices.BinarySearchFunc(hints, start, func(hint Hint, at int) int { return cmp.Compare(hint.Start, at) })
	h.hints, h.active = hints[at:], h.active[:0]
}

// marks appends what the hints say of a unit: the kind of each that covers it
// and whether the unit begins or ends it.
func (h *hintReader) marks(u unit, out []hash) []hash {
	for len(h.hints) > 0 && h.hints[0].Start < u.end {
		hint := h.hints[0]
		h.active = append(h.active, activeHint{hint.Start, hint.End, hashString(hint.Kind)})
		h.hints = h.hints[1:]
	}
	kept := h.active[:0]
	for _, hint := range h.active {
		if hint.end <= u.start {
			continue
		}
		kept = append(kept, hint)
		var part hash
		if hint.start >= u.start {
			part |= 1
		}
		if hint.end <= u.end {
			part |= 2
		}
		out = append(out, hint.kind.with(part))
	}
	h.active = kept
	return out
}

// rows appends the rows of weights of a unit's features. The first number of
// each chain tells the templates apart.
func (c *context) rows(i int, bits uint, out []uint32) []uint32 {
	out = c.textRows(i, bits, out)
	out = shapeRows(c.shapes(i), bits, out)
	return c.knownRows(i, bits, out)
}

// template begins the chain of a feature.
func template(n hash) hash { return n * mixB }

// textRows appends those of the texts of the unit and its neighbours.
func (c *context) textRows(i int, bits uint, out []uint32) []uint32 {
	i += margin
	a, b, u, d, e := c.units[i-2].folded, c.units[i-1].folded, c.units[i].folded, c.units[i+1].folded, c.units[i+2].folded
	return append(out,
		template(1).row(bits),
		template(2).with(c.units[i].exact).row(bits),
		template(3).with(a).row(bits),
		template(4).with(b).row(bits),
		template(5).with(u).row(bits),
		template(6).with(d).row(bits),
		template(7).with(e).row(bits),
		template(8).with(a).with(b).row(bits),
		template(9).with(b).with(u).row(bits),
		template(10).with(u).with(d).row(bits),
		template(11).with(d).with(e).row(bits),
		template(12).with(b).with(d).row(bits),
		template(13).with(a).with(b).with(u).row(bits),
		template(14).with(b).with(u).with(d).row(bits),
		template(15).with(u).with(d).with(e).row(bits),
	)
}

// shapes returns the shapes of the unit and of two on either side.
func (c *context) shapes(i int) (out [1 + 2*margin]hash) {
	for k := range out {
		out[k] = c.units[i+k].shape
	}
	return out
}

// shapeRows appends those of the shapes.
func shapeRows(s [1 + 2*margin]hash, bits uint, out []uint32) []uint32 {
	a, b, u, d, e := s[0], s[1], s[2], s[3], s[4]
	return append(out,
		template(16).with(u).row(bits),
		template(17).with(b).with(u).row(bits),
		template(18).with(u).with(d).row(bits),
		template(19).with(b).with(u).with(d).row(bits),
		template(20).with(a).with(b).with(u).row(bits),
		template(21).with(u).with(d).with(e).row(bits),
	)
}

// knownRows appends those of a word's letters and of what is known of the unit and
// its neighbours.
func (c *context) knownRows(i int, bits uint, out []uint32) []uint32 {
	i += margin
	b, u, d := &c.units[i-1], &c.units[i], &c.units[i+1]
	if u.class == latin {
		out = append(out, template(22).with(b.folded).with(u.shape).row(bits), template(23).with(d.folded).with(u.shape).row(bits))
		out = c.affixes(u, bits, out)
	}
	for _, m := range u.marks {
		out = append(out, template(26).with(m).row(bits))
	}
	for _, m := range b.marks {
		out = append(out, template(27).with(m).row(bits))
	}
	for _, m := range d.marks {
		out = append(out, template(28).with(m).row(bits))
	}
	return out
}

// affixes appends the features of a word's first and last letters.
func (c *context) affixes(u *seen, bits uint, out []uint32) []uint32 {
	for k, h := range u.affix {
		if h != 0 {
			out = append(out, h.with(hash(31+k)).row(bits))
		}
	}
	return out
}
