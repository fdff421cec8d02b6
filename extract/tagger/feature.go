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
	set    hash    // of all marks, 0 without any
	before hash    // for a word or number in a run of such: the unit before the run, else 0
	behind hash    // and the one behind it
	inside hash    // the mark of quotation that is open, with how far its end is
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
		for _, m := range u.marks {
			u.set += m
		}
	}
	c.units = append(c.units, seen{exact: 3, folded: 3, shape: 3}, seen{exact: 4, folded: 4, shape: 4})
	c.runs()
	c.quotes(text, units)
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
	i += margin
	a, b, u, d, e := &c.units[i-2], &c.units[i-1], &c.units[i], &c.units[i+1], &c.units[i+2]
	add := func(h hash) { out = append(out, h.row(bits)) }
	t := func(n hash) hash { return n * mixB }
	add(t(1))
	add(t(2).with(u.exact))
	add(t(3).with(a.folded))
	add(t(4).with(b.folded))
	add(t(5).with(u.folded))
	add(t(6).with(d.folded))
	add(t(7).with(e.folded))
	add(t(8).with(a.folded).with(b.folded))
	add(t(9).with(b.folded).with(u.folded))
	add(t(10).with(u.folded).with(d.folded))
	add(t(11).with(d.folded).with(e.folded))
	add(t(12).with(b.folded).with(d.folded))
	add(t(13).with(a.folded).with(b.folded).with(u.folded))
	add(t(14).with(b.folded).with(u.folded).with(d.folded))
	add(t(15).with(u.folded).with(d.folded).with(e.folded))
	add(t(16).with(u.shape))
	add(t(17).with(b.shape).with(u.shape))
	add(t(18).with(u.shape).with(d.shape))
	add(t(19).with(b.shape).with(u.shape).with(d.shape))
	add(t(20).with(a.shape).with(b.shape).with(u.shape))
	add(t(21).with(u.shape).with(d.shape).with(e.shape))
	if u.class == latin {
		add(t(22).with(b.folded).with(u.shape))
		add(t(23).with(d.folded).with(u.shape))
	}
	if Extra&1 != 0 {
		add(t(51).with(u.set))
		add(t(52).with(b.set).with(u.set))
		add(t(53).with(u.set).with(d.set))
		add(t(54).with(u.set).with(u.shape))
		add(t(55).with(b.set).with(u.folded))
		add(t(56).with(d.set).with(u.folded))
	}
	if Extra&2 != 0 && u.before != 0 {
		add(t(61).with(u.before))
		add(t(62).with(u.behind))
		add(t(63).with(u.before).with(u.behind))
	}
	if Extra&4 != 0 && u.inside != 0 {
		add(t(64).with(u.inside))
		add(t(65).with(u.inside).with(u.class2()))
	}
	if Extra&8 != 0 {
		for k := max(0, i-5); k < i-2; k++ {
			add(t(66).with(c.units[k].folded))
		}
		for k := i + 3; k < min(len(c.units), i+6); k++ {
			add(t(67).with(c.units[k].folded))
		}
	}
	out = c.affixes(u, bits, out)
	for _, m := range u.marks {
		add(t(26).with(m))
	}
	for _, m := range b.marks {
		add(t(27).with(m))
	}
	for _, m := range d.marks {
		add(t(28).with(m))
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

var Extra = 0

func (s *seen) class2() hash { return hash(s.class) }

// runs gives words and numbers that stand in a row what stands before and
// behind the row.
func (c *context) runs() {
	in := func(k int) bool { cl := c.units[k].class; return cl == latin || cl == digits }
	for k := margin; k < len(c.units)-margin; {
		if !in(k) {
			k++
			continue
		}
		end := k
		for in(end) || (c.units[end].exact == '-' || c.units[end].exact == '.' || c.units[end].exact == '&') && in(end+1) {
			end++
		}
		for j := k; j < end; j++ {
			c.units[j].before, c.units[j].behind = c.units[k-1].folded, c.units[end].folded
		}
		k = end
	}
}

var closing = map[rune]rune{'《': '》', '“': '”', '「': '」', '（': '）', '(': ')', '【': '】'}

func (c *context) quotes(text []rune, units []unit) {
	for k := 0; k < len(units); k++ {
		open := text[units[k].start]
		closer, ok := closing[open]
		if !ok {
			continue
		}
		end := k + 1
		for end < len(units) && end < k+14 && text[units[end].start] != closer {
			end++
		}
		if end == len(units) || text[units[end].start] != closer {
			continue
		}
		for j := k + 1; j < end; j++ {
			p := hash(0)
			if j == k+1 {
				p |= 1
			}
			if j == end-1 {
				p |= 2
			}
			c.units[margin+j].inside = (hash(open) << 8).with(p << 4)
		}
	}
}
