package tagger

import "unicode"

// class is what a unit is made of.
type class uint8

const (
	edge   class = iota // before the first and behind the last unit of a sentence
	han                 // one Han character
	latin               // a run of Latin letters
	digits              // a run of ASCII digits
	letter              // one letter of another script
	sign                // one other code point
)

// unit is what labels are put on: half-open code points of the text, never
// white space.
type unit struct {
	start, end int
	class      class
	spaced     bool // white space stands before it
}

// maxSentence bounds the units that are labelled together. Longer stretches
// without a full stop are tables and code; the longest of 20,000 sentences of
// news that a person would call one has 310.
const maxSentence = 400

// sentences calls yield with the units of one sentence after another. The slice
// is used again.
func sentences(text []rune, yield func([]unit)) {
	var units []unit
	for at := 0; at < len(text); {
		r := text[at]
		if r == '\n' || len(units) >= maxSentence {
			units = flush(units, yield)
		}
		if unicode.IsSpace(r) {
			at++
			continue
		}
		u := unit{start: at, class: classOf(r), spaced: at > 0 && unicode.IsSpace(text[at-1])}
		at++
		for (u.class == latin || u.class == digits) && at < len(text) && classOf(text[at]) == u.class {
			at++
		}
		u.end = at
		units = append(units, u)
		if r == '。' || r == '！' || r == '？' {
			units = flush(units, yield)
		}
	}
	flush(units, yield)
}

func flush(units []unit, yield func([]unit)) []unit {
	if len(units) > 0 {
		yield(units)
	}
	return units[:0]
}

func classOf(r rune) class {
	switch {
	case r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z':
		return latin
	case r >= '0' && r <= '9':
		return digits
	case r < 0x80:
		return sign
	case r >= 0x4E00 && r <= 0x9FFF || r >= 0x3400 && r <= 0x4DBF || r == '〇':
		return han
	case r >= 0xC0 && r < 0x250 && unicode.IsLetter(r):
		return latin
	case unicode.Is(unicode.Han, r):
		return han
	case unicode.IsLetter(r):
		return letter
	}
	return sign
}
