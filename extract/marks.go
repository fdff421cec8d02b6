package extract

import "slices"

// marks are what stands in outer quotation marks, without the marks, in text
// order.
type marks []span

// outerMarks finds them. Marks end with their line; straight ones open and
// close in turn.
func outerMarks(text []rune) marks {
	var out marks
	depth, open := 0, 0
	for i, c := range text {
		switch {
		case c == '\n':
			if depth > 0 {
				out = append(out, span{open, i})
			}
			depth = 0
		case c == '“', c == '"' && depth == 0:
			if depth++; depth == 1 {
				open = i + 1
			}
		case (c == '”' || c == '"') && depth > 0:
			if depth--; depth == 0 {
				out = append(out, span{open, i})
			}
		}
	}
	if depth > 0 {
		out = append(out, span{open, len(text)})
	}
	return out
}

// inside reports whether position i stands inside marks.
func (ms marks) inside(i int) bool {
	return slices.ContainsFunc(ms, func(m span) bool { return m.start <= i && i < m.end })
}

// hold reports whether a sentence lies inside marks.
func (ms marks) hold(s span) bool {
	return slices.ContainsFunc(ms, func(m span) bool { return m.start <= s.start && s.end <= m.end+1 })
}

// at returns what stands in the marks that open at position i.
func (ms marks) at(i int) (span, bool) {
	k := slices.IndexFunc(ms, func(m span) bool { return m.start == i+1 })
	if k < 0 {
		return span{}, false
	}
	return ms[k], true
}

// lineEnd returns the end of the line that holds position i.
func lineEnd(text []rune, i int) int {
	for i < len(text) && text[i] != '\n' {
		i++
	}
	return i
}
