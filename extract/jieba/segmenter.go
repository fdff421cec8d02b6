package jieba

import (
	"path/filepath"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/yanyiwu/gojieba"
)

// Segmenter cuts text into words. It holds some 200 MB outside Go's heap, so
// a program wants one, for all its goroutines, and closes it.
type Segmenter struct {
	mu    sync.RWMutex // held for reading while cutting, so that Close waits
	once  sync.Once    // loads the dictionaries
	paths [len(Files)]string
	jieba *gojieba.Jieba // nil before the first use and after Close
}

// New finds the dictionary files in [Dir]. They are loaded (about a second) by
// whoever first asks for a word. The error names each missing file.
func New() (*Segmenter, error) {
	dir, err := Dir()
	if err != nil {
		return nil, err
	}
	return Open(dir)
}

// Open is [New] with the dictionary files of a folder.
func Open(dir string) (*Segmenter, error) {
	if err := check(dir); err != nil {
		return nil, err
	}
	s := &Segmenter{}
	for i, name := range Files {
		s.paths[i] = filepath.Join(dir, name)
	}
	return s, nil
}

func (s *Segmenter) load() {
	s.once.Do(func() { s.jieba = gojieba.NewJieba(s.paths[:]...) })
}

// Cut returns the words of text, which joined are text again (with U+FFFD for
// bytes that are no UTF-8). White space and punctuation are words too. It may
// be called by many goroutines at once. After Close the text is one word.
func (s *Segmenter) Cut(text string) []string {
	s.mu.RLock()
	defer s.mu.RUnlock()
	s.load()
	text = strings.ToValidUTF8(text, "\uFFFD")
	if s.jieba == nil {
		return whole(text)
	}
	// Text goes to C as a string that ends at the first NUL.
	piece, rest, more := strings.Cut(text, "\x00")
	words := s.cut(piece)
	for more {
		piece, rest, more = strings.Cut(rest, "\x00")
		words = append(words, "\x00")
		words = append(words, s.cut(piece)...)
	}
	return words
}

func (s *Segmenter) cut(piece string) []string {
	if piece == "" {
		return nil
	}
	return joinLatin(s.jieba.Cut(piece, false))
}

// joinLatin puts Latin words and numbers together again, which the
// dictionaries do not know. Unknown Chinese stays cut into characters: a guess
// would glue function words to what stands beside them (丁于, 等融).
func joinLatin(words []string) []string {
	out := words[:0]
	for _, w := range words {
		if n := len(out); n > 0 && isLatin(w) && isLatin(out[n-1]) {
			out[n-1] += w
			continue
		}
		out = append(out, w)
	}
	return out
}

// isLatin reports whether a word consists of ASCII letters and digits.
func isLatin(word string) bool {
	for _, r := range word {
		if r > unicode.MaxASCII || !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return false
		}
	}
	return word != ""
}

func whole(text string) []string {
	if text == "" {
		return nil
	}
	return []string{text}
}

// Tag returns the part of speech that the dictionary gives to a text which is
// one word of it ("v", "n", "nr" for a person's name), and "" for any other.
func (s *Segmenter) Tag(text string) string {
	s.mu.RLock()
	defer s.mu.RUnlock()
	s.load()
	if s.jieba == nil || text == "" || strings.ContainsRune(text, 0) || !utf8.ValidString(text) {
		return ""
	}
	tagged := s.jieba.Tag(text)
	if len(tagged) != 1 {
		return ""
	}
	return strings.TrimPrefix(tagged[0], text+"/")
}

// Word is a word and its part of speech ("v", "n", "nr" for a person's name; "x"
// where none is known).
type Word struct{ Text, Tag string }

// Words returns the words of text with their parts of speech. Unlike [Cut] it
// guesses words that the dictionaries do not have, and has a space for a NUL.
func (s *Segmenter) Words(text string) []Word {
	s.mu.RLock()
	defer s.mu.RUnlock()
	s.load()
	if s.jieba == nil {
		return nil
	}
	var out []Word
	text = strings.ReplaceAll(strings.ToValidUTF8(text, "\uFFFD"), "\x00", " ")
	for _, w := range s.jieba.Tag(text) {
		at := strings.LastIndexByte(w, '/')
		out = append(out, Word{w[:at], w[at+1:]})
	}
	return out
}

// Close frees the dictionaries, once those who are cutting are done. Closing
// twice does nothing.
func (s *Segmenter) Close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.once.Do(func() {}) // nothing loads any more
	if s.jieba != nil {
		s.jieba.Free()
		s.jieba = nil
	}
}
