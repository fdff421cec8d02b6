package value

import "time"

// Reader finds values. It does not change and serves many goroutines at once.
type Reader struct {
	zh, en *words
}

// New reads the embedded words.
func New() (*Reader, error) { return Parse("words.tsv", wordsTSV) }

// Parse is [New] with other words, in the form of words.tsv; file is its name
// in errors, which read file:line:column: message and are all told at once.
func Parse(file, data string) (*Reader, error) {
	zh, en, err := readWords(file, data)
	if err != nil {
		return nil, err
	}
	return &Reader{zh: zh, en: en}, nil
}

// Words returns the embedded words.tsv.
func Words() string { return wordsTSV }

// Find returns the values of the text in order, none overlapping another.
func (r *Reader) Find(text []rune, o Options) []Value { return r.Append(nil, text, o) }

// Append is [Reader.Find] that appends the values to dst.
func (r *Reader) Append(dst []Value, text []rune, o Options) []Value {
	s := scan{t: text, words: r.zh, en: r.en, o: o, zh: true, out: dst, first: len(dst)}
	if o.Lang == "en" {
		s.words, s.zh = r.en, false
	}
	if !o.Published.IsZero() {
		s.today = time.Date(o.Published.Year(), o.Published.Month(), o.Published.Day(), 0, 0, 0, 0, time.UTC)
	}
	for i := 0; i < len(text); {
		if c := text[i]; c >= 1<<16 || !s.words.starts[c] && !isLetter(c) {
			i++
			continue
		}
		i = s.step(i)
	}
	return s.out
}

// scan is one pass through a text.
type scan struct {
	*words
	t     []rune
	en    *words // for million, B … in Chinese text
	o     Options
	zh    bool
	today time.Time // day of publication, zero if unknown
	out   []Value
	first int // where the values of this text begin in out
	dated cal // last date read
	per   perWords
}

// perWords is 每… before an amount that is still to come.
type perWords struct {
	start, end int
	text       string
}

// step reads what begins at i and returns where to go on, always after i.
func (s *scan) step(i int) int {
	if end, _, ok := s.find(roleStop, s.t, i); ok {
		return end
	}
	if v, ok := s.date(i); ok {
		return s.add(v)
	}
	if v, ok := s.round(i); ok {
		return s.add(v)
	}
	if end, ok := s.each(i); ok {
		return end
	}
	if v, ok := s.quantity(i); ok {
		return s.add(v)
	}
	return s.skip(i)
}

// add appends a value and returns where to go on.
func (s *scan) add(v Value) int {
	s.out = append(s.out, v)
	return max(v.End, v.BoundEnd)
}

// skip returns the end of the run of digits or letters that holds no value.
func (s *scan) skip(i int) int {
	j := i
	if letterAt(s.t, j) {
		for letterAt(s.t, j) {
			j++
		}
		return j
	}
	for digitAt(s.t, j) || letterAt(s.t, j) && j > i || (at(s.t, j) == '.' || at(s.t, j) == ',') && j > i && digitAt(s.t, j+1) {
		j++
	}
	return max(j, i+1)
}

// last returns the value before, if it is of this text.
func (s *scan) last() (*Value, bool) {
	if len(s.out) == s.first {
		return nil, false
	}
	return &s.out[len(s.out)-1], true
}

// sameSentence reports whether no sentence ends in the text from a to b.
func (s *scan) sameSentence(a, b int) bool {
	for i := a; i < b; i++ {
		switch s.t[i] {
		case '。', '！', '？', '\n', '!', '?':
			return false
		case '.':
			if isSpace(at(s.t, i+1)) {
				return false
			}
		}
	}
	return true
}

// is reports whether the word stands at i.
func (s *scan) is(i int, word string) bool {
	for _, r := range word {
		if at(s.t, i) != r {
			return false
		}
		i++
	}
	return true
}

// oneOf returns the end of the first of the words that stands at i.
func (s *scan) oneOf(i int, words ...string) (int, bool) {
	for _, w := range words {
		if s.is(i, w) {
			return i + len([]rune(w)), true
		}
	}
	return i, false
}
