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

// from returns the number of the first marks that end at position i or later.
func (ms marks) from(i int) int {
	k, _ := slices.BinarySearchFunc(ms, i, func(m span, i int) int { return m.end - i })
	return k
}

// inside reports whether position i stands inside marks.
func (ms marks) inside(i int) bool {
	k := ms.from(i + 1)
	return k < len(ms) && ms[k].start <= i
}

// hold reports whether a sentence lies inside marks, with the closing one or
// without.
func (ms marks) hold(s span) bool {
	k := ms.from(s.end - 1)
	return k < len(ms) && ms[k].start <= s.start
}

// at returns what stands in the marks that open at position i.
func (ms marks) at(i int) (span, bool) {
	k := ms.from(i + 1)
	if k == len(ms) || ms[k].start != i+1 {
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
