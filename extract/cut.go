package extract

// cut is a Chinese text in words. A text is cut once, whole: where a stretch of it
// begins and ends between words, its words are those of the whole.
type cut struct {
	words []string
	at    []int // by code point: number of the word that starts there, -1 for none
}

// cutText cuts a Chinese text, nil for one of another language.
func (x *Extractor) cutText(text []rune, lang string) *cut {
	if lang != "zh" {
		return nil
	}
	c := &cut{words: x.segmenter.Cut(string(text)), at: make([]int, len(text)+1)}
	for i := range c.at {
		c.at[i] = -1
	}
	end := 0
	for i, w := range c.words {
		c.at[end] = i
		for range w {
			end++
		}
	}
	c.at[end] = len(c.words)
	return c
}

// within returns the words of a stretch, false where a word crosses its ends.
func (c *cut) within(s span) ([]string, bool) {
	from, to := c.at[s.start], c.at[s.end]
	if from < 0 || to < 0 {
		return nil, false
	}
	return c.words[from:to], true
}
