package extract

import (
	"bufio"
	"bytes"
	"fmt"
	"maps"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// folder maps a text to the view that all matching is done on. The view has
// exactly one code point for each of the text's, so that an offset in one is
// an offset in the other; nothing is ever added or removed.
type folder struct {
	simplified map[rune]rune // traditional character → simplified
	signs      map[rune]rune // letters, digits and signs of full width → half width
	unified    map[rune]rune // radicals and compatibility characters, as PDF files have them → characters
}

// newFolder reads the table of traditional characters: two columns, one code
// point each.
func newFolder(name string, table []byte) (*folder, error) {
	f := &folder{simplified: make(map[rune]rune, 4096), signs: narrowForms(), unified: unifiedForms()}
	lines := bufio.NewScanner(bytes.NewReader(table))
	for n := 1; lines.Scan(); n++ {
		line := lines.Bytes()
		if len(line) == 0 || line[0] == '#' {
			continue
		}
		from, size := utf8.DecodeRune(line)
		if size >= len(line) || line[size] != '\t' {
			return nil, fmt.Errorf("%s:%d:1: want one character, a tab and one character", name, n)
		}
		to, width := utf8.DecodeRune(line[size+1:])
		if to == utf8.RuneError || size+1+width != len(line) {
			return nil, fmt.Errorf("%s:%d:%d: want one character, a tab and one character", name, n, size+2)
		}
		f.simplified[from] = to
	}
	return f, lines.Err()
}

// fold returns the folded view of a text: full-width letters, digits and
// signs as half-width ones, traditional characters as simplified ones, and
// the ASCII punctuation , : ; ( ) ? ! beside a Han character as full-width.
func (f *folder) fold(text []rune) []rune {
	out := make([]rune, len(text))
	for i, r := range text {
		out[i] = f.rune(r)
	}
	for i, r := range out {
		if wide, ok := wideForm(r); ok && besideHan(out, i) {
			out[i] = wide
		}
	}
	return out
}

// rune folds one code point without regard to its neighbours.
func (f *folder) rune(r rune) rune {
	switch {
	case r < utf8.RuneSelf:
		if r == '\t' || r == '\r' {
			return ' '
		}
		return r
	case unicode.Is(unicode.Han, r):
		if u, ok := f.unified[r]; ok {
			r = u
		}
		if s, ok := f.simplified[r]; ok {
			return s
		}
		return r
	}
	if folded, ok := f.signs[r]; ok {
		return folded
	}
	return r
}

// narrowForms returns the code points of one meaning that news sites write in
// several ways: full-width letters and digits, and signs.
func narrowForms() map[rune]rune {
	out := maps.Clone(signs)
	for r := '!'; r <= '~'; r++ {
		if isAlnum(r) {
			out[r+0xFEE0] = r
		}
	}
	return out
}

// unifiedForms returns the Chinese characters that Unicode has twice, with those
// that are written.
func unifiedForms() map[rune]rune {
	out := map[rune]rune{}
	for _, block := range [][2]rune{{0x2E80, 0x2FDF}, {0xF900, 0xFAFF}} {
		for r := block[0]; r <= block[1]; r++ {
			if written := []rune(norm.NFKC.String(string(r))); len(written) == 1 && written[0] != r {
				out[r] = written[0]
			}
		}
	}
	return out
}

var signs = map[rune]rune{
	'％': '%', '＄': '$', '￥': '¥', '￡': '£', '＋': '+', '－': '-', '–': '-', '−': '-', '﹣': '-', '‑': '-', '‐': '-',
	'．': '.', '／': '/', '＆': '&', '＊': '*', '＝': '=', '～': '~', '〜': '~', '∼': '~', '•': '·', '・': '·', '‧': '·', '∙': '·',
	'\u00a0': ' ', '\u3000': ' ', '\u2009': ' ', '\u202f': ' ', '’': '\'', '‘': '\'', '﹪': '%', '＠': '@', '＃': '#', '＿': '_',
	'「': '“', '」': '”', '『': '“', '』': '”', '﹐': '，', '﹔': '；', '﹕': '：', '〈': '《', '〉': '》',
}

// wideForm returns the full-width form of punctuation that Chinese text is
// sometimes typed with.
func wideForm(r rune) (rune, bool) {
	switch r {
	case ',', ':', ';', '(', ')', '?', '!':
		return r + 0xFEE0, true
	}
	return 0, false
}

// besideHan reports whether a Han character or a Chinese mark stands directly
// before or after position i. A comma or colon between digits is grouping.
func besideHan(text []rune, i int) bool {
	before, after := i > 0 && isChinese(text[i-1]), i+1 < len(text) && isChinese(text[i+1])
	return before || after
}

func isChinese(r rune) bool {
	return unicode.Is(unicode.Han, r) || r == '”' || r == '》' || r == '“' || r == '《' || r == '（' || r == '）' || r == '，'
}

func isHan(r rune) bool { return r >= 0x3400 && unicode.Is(unicode.Han, r) || r == '〇' }

func isLatin(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= 0xC0 && r < 0x250 && unicode.IsLetter(r)
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

func isAlnum(r rune) bool { return isLatin(r) || isDigit(r) }
