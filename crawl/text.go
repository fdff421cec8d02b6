package crawl

import (
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/text/unicode/norm"
)

// blocks are the elements that begin and end a paragraph. Table cells do not:
// a row is a paragraph.
var blocks = map[atom.Atom]bool{
	atom.Address: true, atom.Article: true, atom.Aside: true, atom.Blockquote: true, atom.Body: true, atom.Br: true,
	atom.Caption: true, atom.Center: true, atom.Dd: true, atom.Details: true, atom.Div: true, atom.Dl: true, atom.Dt: true,
	atom.Fieldset: true, atom.Figcaption: true, atom.Figure: true, atom.Footer: true, atom.Form: true,
	atom.H1: true, atom.H2: true, atom.H3: true, atom.H4: true, atom.H5: true, atom.H6: true, atom.Header: true,
	atom.Hr: true, atom.Li: true, atom.Main: true, atom.Nav: true, atom.Ol: true, atom.P: true, atom.Pre: true,
	atom.Section: true, atom.Summary: true, atom.Table: true, atom.Tbody: true, atom.Thead: true, atom.Tr: true, atom.Ul: true,
}

// unread are the elements whose content is no text of the page.
var unread = map[atom.Atom]bool{
	atom.Script: true, atom.Style: true, atom.Noscript: true, atom.Template: true, atom.Iframe: true, atom.Object: true,
	atom.Svg: true, atom.Math: true, atom.Head: true, atom.Button: true, atom.Select: true, atom.Textarea: true,
	atom.Video: true, atom.Audio: true, atom.Canvas: true,
}

// paragraphs returns the text below the nodes, a clean line for each block
// that has any.
func paragraphs(nodes ...*html.Node) []string {
	var lines []string
	var line strings.Builder
	end := func() {
		if text := cleanLine(line.String()); text != "" {
			lines = append(lines, text)
		}
		line.Reset()
	}
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		switch {
		case n.Type == html.TextNode:
			line.WriteString(n.Data)
			return
		case n.Type == html.ElementNode && unread[n.DataAtom]:
			return
		}
		block := n.Type == html.ElementNode && blocks[n.DataAtom]
		cell := n.DataAtom == atom.Td || n.DataAtom == atom.Th
		if block {
			end()
		} else if cell {
			line.WriteByte(' ')
		}
		for c := range n.ChildNodes() {
			walk(c)
		}
		if block {
			end()
		}
	}
	for _, n := range nodes {
		walk(n)
		end()
	}
	return lines
}

// nodeText returns all text below a node as one clean line.
func nodeText(n *html.Node) string { return strings.Join(paragraphs(n), " ") }

// cleanLine returns the text in NFC as one line: white space of any kind and
// length is one space, none at the ends and none where the page's source breaks
// a line between two wide characters; controls, zero-width characters and other
// invisible marks are gone.
func cleanLine(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	space, broken := false, false
	last := rune(0)
	for _, r := range norm.NFC.String(s) {
		switch {
		case unicode.IsSpace(r):
			space, broken = true, broken || r == '\n'
			continue
		case isInvisible(r):
			continue
		case space && last != 0 && !(broken && isWide(last) && isWide(r)):
			b.WriteByte(' ')
		}
		space, broken, last = false, false, r
		b.WriteRune(r)
	}
	return b.String()
}

// isWide reports whether a character is one of those written without spaces:
// Han, Kana, and the punctuation that goes with them.
func isWide(r rune) bool {
	return r >= 0x2E80 && r <= 0xA4CF || r >= 0xF900 && r <= 0xFAFF || r >= 0xFE30 && r <= 0xFE4F || r >= 0xFF00 && r <= 0xFFEF || r >= 0x20000
}

// isInvisible reports whether a character shows nothing: controls, format
// characters (zero-width space and joiners, soft hyphen, byte order mark,
// direction marks), variation selectors, private use, what a decoder left.
func isInvisible(r rune) bool {
	if r >= ' ' && r <= '~' || isHan(r) {
		return false // nearly all
	}
	return r == unicode.ReplacementChar || unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co, unicode.Variation_Selector)
}

// joinParagraphs ends every line in "\n".
func joinParagraphs(lines []string) string {
	if len(lines) == 0 {
		return ""
	}
	return strings.Join(lines, "\n") + "\n"
}

// plainText splits a saved .txt page: the first line that is not blank is the title, every
// later one a paragraph.
func plainText(page string) (title, text string) {
	var lines []string
	for line := range strings.Lines(page) {
		if line = cleanLine(line); line != "" {
			lines = append(lines, line)
		}
	}
	if len(lines) == 0 {
		return "", ""
	}
	return lines[0], joinParagraphs(lines[1:])
}

// letters counts what is read: a Han, Kana or Hangul character counts as three,
// for it says about as much as three Latin letters.
func letters(s string) int {
	n := 0
	for _, r := range s {
		switch {
		case isHan(r) || r > 0x7F && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul):
			n += 3
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			n++
		}
	}
	return n
}

// isHan is the fast answer for nearly all Han characters in use.
func isHan(r rune) bool { return r >= 0x4E00 && r <= 0x9FFF }

// textLanguage guesses the language of a page that does not tell it: Chinese
// or English, the two that are read.
func textLanguage(s string) string {
	han, all := 0, 0
	for _, r := range s {
		if unicode.Is(unicode.Han, r) {
			han++
		}
		if unicode.IsLetter(r) {
			all++
		}
	}
	if han*5 > all {
		return "zh"
	}
	return "en"
}
