package extract

import (
	"slices"

	"github.com/newsgraph/newsgraph/kg"
)

// bulk reports whether a candidate is a firm of the bulk list by a name that is
// also a word, a place or a person.
func (m mention) bulk() bool { return m.unsure && m.by == listedFile }

// quotedAsShare reports whether candidate i of the bulk list stands as a share
// does: with its ticker in a bracket, between two firms of a row, or in a row
// with one firm behind which a word for the movement of prices stands.
func (s *shapes) quotedAsShare(d *draft, i int) bool {
	if tickerAt(d.text, d.found[i].end) {
		return true
	}
	first, last := i, i
	for first > 0 && inRow(d, first-1) {
		first--
	}
	for last+1 < len(d.found) && inRow(d, last) {
		last++
	}
	firm := func(m mention) bool { return m.typ == kg.Company && !m.unsure }
	before, after := slices.ContainsFunc(d.found[first:i], firm), slices.ContainsFunc(d.found[i+1:last+1], firm)
	return before && after || (before || after) && s.movesAt(d.text, d.found[last].end)
}

// tickerAt reports whether a bracket with a ticker opens at the position.
func tickerAt(text []rune, at int) bool {
	if at >= len(text) || text[at] != '（' {
		return false
	}
	end := indexWithin(text, at+1, 16, '）')
	return end > at+1 && isTicker(string(text[at+1:end]))
}

// inRow reports whether the comma of lists stands between candidate i and the
// next.
func inRow(d *draft, i int) bool {
	m, next := d.found[i], d.found[i+1]
	return next.start == m.end+1 && d.text[m.end] == '、'
}

// movesAt reports whether a word that stands behind firms and indices alike (涨,
// 收跌) stands at the position, or behind 等 there.
func (s *shapes) movesAt(text []rune, at int) bool {
	if at < len(text) && text[at] == '等' {
		at++
	}
	var firms, indices bool
	s.right.starting(text, at, func(w typedWord) bool {
		firms = firms || w.typ == kg.Company
		indices = indices || w.typ == kg.Index
		return true
	})
	return firms && indices
}
