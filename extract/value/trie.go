package value

// edge is a step of a trie: from a node by a code point.
type edge struct {
	node int32
	r    rune
}

// trie holds words with their meanings, an index into a list of the caller's.
type trie struct {
	next map[edge]int32
	word []int32 // of each node: 1 + meaning, or 0 where no word ends
}

func newTrie() trie {
	return trie{next: map[edge]int32{}, word: make([]int32, 1)}
}

// add puts a word in and reports false if it is there already.
func (t *trie) add(word []rune, meaning int) bool {
	node := int32(0)
	for _, r := range word {
		e := edge{node, fold(r)}
		to, ok := t.next[e]
		if !ok {
			to = int32(len(t.word))
			t.word = append(t.word, 0)
			t.next[e] = to
		}
		node = to
	}
	if t.word[node] != 0 {
		return false
	}
	t.word[node] = int32(meaning) + 1
	return true
}

// longest returns the end and meaning of the longest word that starts at i
// and does not end within a Latin word.
func (t *trie) longest(text []rune, i int) (end, meaning int, ok bool) {
	node := int32(0)
	for j := i; j < len(text); j++ {
		node, ok = t.next[edge{node, fold(text[j])}]
		if !ok {
			break
		}
		if m := t.word[node]; m != 0 && !(isLetter(text[j]) && letterAt(text, j+1)) {
			end, meaning = j+1, int(m)-1
		}
	}
	return end, meaning, end > 0
}

// longestBack is longest from right to left, in a trie of reversed words: it
// returns the start of the longest word that ends at end.
func (t *trie) longestBack(text []rune, end int) (start, meaning int, ok bool) {
	node, start := int32(0), -1
	for j := end - 1; j >= 0; j-- {
		node, ok = t.next[edge{node, fold(text[j])}]
		if !ok {
			break
		}
		if m := t.word[node]; m != 0 && !(isLetter(text[j]) && letterAt(text, j-1)) {
			start, meaning = j, int(m)-1
		}
	}
	return start, meaning, start >= 0
}

// fold makes the code points alike that words do not tell apart.
func fold(r rune) rune {
	switch {
	case 'A' <= r && r <= 'Z':
		return r + 'a' - 'A'
	case r == '-' || r == '\u00a0' || r == '\u2011' || r == '\u202f':
		return ' '
	}
	return r
}

func isLetter(r rune) bool {
	return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z'
}

func isDigit(r rune) bool { return '0' <= r && r <= '9' }

func isSpace(r rune) bool {
	return r == ' ' || r == '\u00a0' || r == '\u202f' || r == '\u2009' || r == '\u3000'
}

// at returns the code point at i, or 0 outside the text.
func at(text []rune, i int) rune {
	if i < 0 || i >= len(text) {
		return 0
	}
	return text[i]
}

func letterAt(text []rune, i int) bool { return isLetter(at(text, i)) }
func digitAt(text []rune, i int) bool  { return isDigit(at(text, i)) }

// space returns i, or i+1 if a space stands there.
func space(text []rune, i int) int {
	if isSpace(at(text, i)) {
		return i + 1
	}
	return i
}
