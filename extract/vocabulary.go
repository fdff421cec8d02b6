package extract

// classSet is a set of classes of words, a bit for each.
type classSet uint64

// vocabulary holds the words of one language with their classes.
type vocabulary struct {
	classes map[string]classSet // each class alone
	words   map[string]classSet
	marks   [1 << 8]uint64 // of the words, a bit that few others have: most words are of no class
}

// newVocabulary returns an empty vocabulary with these classes, 64 at most.
func newVocabulary(classes []string) *vocabulary {
	v := &vocabulary{classes: map[string]classSet{}, words: map[string]classSet{}}
	for i, class := range classes {
		v.classes[class] = 1 << i
	}
	return v
}

// add makes a word one of a class.
func (v *vocabulary) add(class, word string) {
	if word == "" {
		return
	}
	v.words[word] |= v.classes[class]
	place, bit := wordBit(word)
	v.marks[place] |= bit
}

// of returns the classes of a word.
func (v *vocabulary) of(word string) classSet {
	if word == "" {
		return 0
	}
	if place, bit := wordBit(word); v.marks[place]&bit == 0 {
		return 0
	}
	return v.words[word]
}

// is reports whether a word is one of a class.
func (v *vocabulary) is(class, word string) bool {
	set := v.of(word)
	return set != 0 && set&v.classes[class] != 0
}

// ends reports whether a word ends in one of a class.
func (v *vocabulary) ends(class, word string) bool {
	for k := range word {
		if v.is(class, word[k:]) {
			return true
		}
	}
	return false
}

// wordBit returns the place of a word among the marks, by its length, its first byte
// and its last two.
func wordBit(word string) (place int, bit uint64) {
	n := len(word)
	h := (uint32(n)<<24 | uint32(word[0])<<16 | uint32(word[max(n-2, 0)])<<8 | uint32(word[n-1])) * 0x9E3779B1
	return int(h >> 24), 1 << (h >> 18 & 63)
}
