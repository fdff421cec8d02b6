package pattern

import (
	"slices"

	"github.com/newsgraph/newsgraph/kg"
)

// cell is what the best match of a node from a boundary is: computed once, so
// that a side costs at most nodes × units × gap steps.
type cell struct {
	run       uint32 // of which run this is; older cells are stale
	ok        bool
	explained int16 // items matched
	skipped   int16 // units skipped by gaps
	choice    int16 // units taken, units skipped, 0 or 1 of a split; jumped for a transparent run
}

const jumped = -1

func (c *cell) better(d *cell) bool {
	if c.ok != d.ok {
		return c.ok
	}
	if c.explained != d.explained {
		return c.explained > d.explained
	}
	return c.skipped < d.skipped
}

// matcher runs programs over one sentence.
type matcher struct {
	s       *sentence
	cells   []cell
	run     uint32
	forward bool
	only    kg.Type       // type that both ends must have, "" for any
	relaxed bool          // take names of any type for subject and object
	fixed   *fixed        // units that subject and object must be, nil for any
	reached map[*node]int // furthest boundary at which a node was tried; nil unless explaining
}

// fixed holds unit numbers, -1 where a role is free.
type fixed struct{ subject, object int }

// capture is one slot filled with units [start, end).
type capture struct {
	slot       *slot
	start, end int
	after      bool // right of the trigger
}

// side is the best match of one program.
type side struct {
	ok                 bool
	explained, skipped int
	end                int // boundary where the match ends, away from the trigger
	captures           []capture
	words              [][2]int // units of words that the rule writes out
}

// side matches a program from a boundary.
func (m *matcher) side(p program, forward bool, from int) side {
	if m.run++; m.run == 0 { // all numbers are used up
		clear(m.cells)
		m.run++
	}
	m.forward = forward
	if need := p.size * (len(m.s.units) + 1); need > len(m.cells) {
		m.cells = make([]cell, need)
	}
	c := m.best(p.start, from)
	out := side{ok: c.ok, explained: int(c.explained), skipped: int(c.skipped), end: from}
	if c.ok {
		m.trace(p.start, from, &out)
	}
	return out
}

func (m *matcher) cell(n *node, pos int) *cell {
	return &m.cells[n.id*(len(m.s.units)+1)+pos]
}

// best returns the best match of a node and all that follows it.
func (m *matcher) best(n *node, pos int) *cell {
	c := m.cell(n, pos)
	if c.run == m.run {
		return c
	}
	*c = cell{run: m.run}
	if far, ok := m.reached[n]; m.reached != nil && (!ok || (pos > far) == m.forward) {
		m.reached[n] = pos
	}
	switch n.op {
	case endOp:
		c.ok = true
		return c
	case splitOp:
		m.offer(c, m.best(n.next, pos), 0, 0, 0)
		m.offer(c, m.best(n.alt, pos), 0, 0, 1)
		return c
	case gapOp:
		m.gap(c, n, pos)
		return c
	case slotOp:
		m.slotWidths(n.slot, pos, func(width int) { m.offer(c, m.best(n.next, m.move(pos, width)), 1, 0, width) })
	case wordOp:
		m.wordWidths(n.words, pos, func(width int) { m.offer(c, m.best(n.next, m.move(pos, width)), 1, 0, width) })
	}
	if to, cost := m.transparent(pos); to >= 0 {
		m.offer(c, m.best(n, to), 0, cost, jumped)
	}
	return c
}

// offer takes the continuation next into c if that is better.
func (m *matcher) offer(c, next *cell, explained, skipped, choice int) {
	if !next.ok {
		return
	}
	d := cell{run: m.run, ok: true, explained: next.explained + int16(explained), skipped: next.skipped + int16(skipped), choice: int16(choice)}
	if d.better(c) {
		*c = d
	}
}

// move returns the boundary some units further in the direction of reading.
func (m *matcher) move(pos, units int) int {
	if m.forward {
		return pos + units
	}
	return pos - units
}

// ahead returns the number of the unit next to a boundary, -1 for none.
func (m *matcher) ahead(pos int) int {
	if m.forward {
		if pos < len(m.s.units) {
			return pos
		}
		return -1
	}
	return pos - 1
}

// transparent returns the boundary after a run that patterns look through, -1
// for none, and what skipping it costs.
func (m *matcher) transparent(pos int) (to, cost int) {
	to = m.s.back[pos]
	if m.forward {
		to = m.s.jump[pos]
	}
	if to >= 0 {
		cost = m.s.cost[m.ahead(pos)]
	}
	return to, cost
}

// gap offers every boundary that a gap reaches, the nearest first.
func (m *matcher) gap(c *cell, n *node, pos int) {
	at, cost := pos, 0
	for {
		m.offer(c, m.best(n.next, at), 0, cost, abs(at-pos))
		to, step := m.transparent(at)
		if to < 0 {
			u := m.ahead(at)
			if u < 0 || !m.skippable(u, n.sentence) {
				return
			}
			to, step = m.move(at, 1), m.s.cost[u]
		}
		at, cost = to, cost+step
		if cost > n.limit {
			return
		}
	}
}

// skippable reports whether a gap may go over a unit: not out of the clause
// (or sentence) and not out of brackets.
func (m *matcher) skippable(u int, sentence bool) bool {
	unit := &m.s.units[u]
	if unit.Kind != Punct {
		return true
	}
	if isSentenceMark(unit.Text) || isOpenBracket(unit.Text) || isCloseBracket(unit.Text) {
		return false
	}
	return sentence || !isClauseMark(unit.Text)
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}

// wordWidths calls take with the number of units of each word that starts at
// the boundary, in the direction of reading, the shortest first.
func (m *matcher) wordWidths(w *wordSet, pos int, take func(width int)) {
	if u := m.ahead(pos); u < 0 {
		return
	} else if m.s.endsIn(w, u) {
		take(1)
	}
	if m.forward {
		for _, f := range m.s.from(pos) {
			if w.has(f.word) {
				take(int(f.end) - pos)
			}
		}
		return
	}
	for k := m.s.last[pos]; k >= 0; k = m.s.found[k].before {
		if f := &m.s.found[k]; w.has(f.word) {
			take(pos - int(f.start))
		}
	}
}

// slotWidths calls take with the number of units of each filling of the slot
// at the boundary: one, or a whole enumeration of values.
func (m *matcher) slotWidths(s *slot, pos int, take func(width int)) {
	u := m.ahead(pos)
	if u < 0 || !m.fills(s, u) {
		return
	}
	if s.all && len(s.values) > 0 {
		if width := m.enumeration(s, pos); width > 1 {
			take(width)
		}
	}
	take(1)
}

// enumeration returns how many units "3%、5%和7%" has.
func (m *matcher) enumeration(s *slot, pos int) int {
	width := 1
	for {
		sep, value := m.ahead(m.move(pos, width)), m.ahead(m.move(pos, width+1))
		if sep < 0 || value < 0 || !isSeparator(m.s.units[sep].Text) || !m.fills(s, value) {
			return width
		}
		width += 2
	}
}

func isSeparator(t string) bool {
	switch t {
	case "、", "，", ",", "和", "及", "与", "以及", "and":
		return true
	}
	return false
}

// fills reports whether a unit may fill a slot.
func (m *matcher) fills(s *slot, u int) bool {
	unit := &m.s.units[u]
	if len(s.values) > 0 && slices.ContainsFunc(s.values, func(v ValueSpec) bool { return v.allows(unit) }) {
		return true
	}
	if unit.Kind != Name || len(s.types) == 0 {
		return false
	}
	if m.fixed != nil && (s.role == "subject" && m.fixed.subject >= 0 && m.fixed.subject != u || s.role == "object" && m.fixed.object >= 0 && m.fixed.object != u) {
		return false
	}
	least := 1
	if s.pair {
		least = 2
	}
	return m.eligible(s, unit) >= least
}

// eligible counts the members of a unit that a slot takes.
func (m *matcher) eligible(s *slot, unit *Unit) int {
	n := 0
	for _, member := range unit.Members {
		if m.takes(s, member) {
			n++
		}
	}
	return n
}

func (m *matcher) takes(s *slot, member Member) bool {
	if member.Offered && s.role != "subject" || s.written && member.Reference && member.Start == member.End {
		return false
	}
	if s.role == "any" {
		return slices.Contains(s.types, member.Type)
	}
	if m.relaxed {
		return true
	}
	return slices.Contains(s.types, member.Type) && (m.only == "" || member.Type == m.only)
}

// trace follows the choices of the best match and collects its captures.
func (m *matcher) trace(n *node, pos int, out *side) {
	for n.op != endOp {
		c := m.cell(n, pos)
		switch {
		case c.choice == jumped:
			pos, _ = m.transparent(pos)
			continue
		case n.op == splitOp:
			if c.choice == 1 {
				n = n.alt
			} else {
				n = n.next
			}
			continue
		}
		to := m.move(pos, int(c.choice))
		if n.op != gapOp {
			out.end = to
			if n.op == wordOp && n.literal {
				out.words = append(out.words, [2]int{min(pos, to), max(pos, to)})
			}
			if n.op == slotOp {
				out.captures = append(out.captures, capture{n.slot, min(pos, to), max(pos, to), m.forward})
			}
		}
		n, pos = n.next, to
	}
}
