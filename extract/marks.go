package extract

// outerMarks returns what stands in outer quotation marks, without the marks,
// in text order. Marks end with their line; straight ones open and close in
// turn.
func outerMarks(text []rune) []span {
	var out []span
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

// lineEnd returns the end of the line that holds position i.
func lineEnd(text []rune, i int) int {
	for i < len(text) && text[i] != '\n' {
		i++
	}
	return i
}
