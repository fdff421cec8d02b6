package extract

import (
	"strings"

	"github.com/newsgraph/newsgraph/extract/pattern"
)

func (x *Extractor) englishTokens(text []rune) []pattern.Unit {
	var out []pattern.Unit
	for i := 0; i < len(text); {
		if text[i] == ' ' {
			i++
			continue
		}
		end := i + 1
		if isAlnum(text[i]) {
			end = latinWord(text, i)
		}
		out = append(out, pattern.Unit{Kind: pattern.Word, Text: strings.ToLower(string(text[i:end])), Start: i, End: end})
		i = end
	}
	return out
}

func (x *Extractor) englishSentences(text []rune) []span { return sentences(text) }
