package extract

import "strings"

// span is a half-open range of code points of the whole text.
type span struct{ start, end int }

func (s span) len() int             { return s.end - s.start }
func (s span) holds(o span) bool    { return s.start <= o.start && o.end <= s.end }
func (s span) overlaps(o span) bool { return s.start < o.end && o.start < s.end }

// sentences cuts folded Chinese text after 。！？!? and the marks that close
// behind them, and at line breaks. Spans hold no line break and no white
// space at either end; empty ones are left out.
func sentences(text []rune) []span {
	var out []span
	start := 0
	add := func(end int) {
		s := trim(text, span{start, end})
		if s.len() > 0 {
			out = append(out, s)
		}
		start = end
	}
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '\n':
			add(i)
			start = i + 1
		case '。', '！', '？', '!', '?':
			end := i + 1
			for end < len(text) && strings.ContainsRune("。！？!?”’」』）)\"'", text[end]) {
				end++
			}
			add(end)
			i = end - 1
		}
	}
	add(len(text))
	return out
}

func trim(text []rune, s span) span {
	for s.start < s.end && (text[s.start] == ' ' || text[s.start] == '\n') {
		s.start++
	}
	for s.end > s.start && (text[s.end-1] == ' ' || text[s.end-1] == '\n') {
		s.end--
	}
	return s
}
