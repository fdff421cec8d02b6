package jieba

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"math/bits"
	"os"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// dictionary is a trie of words, each with the logarithm of its frequency and its
// part of speech. It is read-only once read.
type dictionary struct {
	first  []int32   // node of a word's first character, by code point below 0x10000
	next   edges     // to the nodes of all others
	weight []float64 // by node: log of the word's share of the text; nothing where the node ends none
	tag    []uint8   // by node: number of the word's tag
	tags   []string  // tags by number; the first is none
	least  float64   // weight of a character that is no word
}

// edges lead from a node to the next by a character: a table with open addressing, as
// Go's maps take four times as long. A slot holds both nodes and the character, 21
// bits each, and is 0 where it is free: the root is nothing's next.
type edges struct {
	slots []uint64 // their number is a power of two
	shift int      // 64 less its logarithm
}

// mostNodes is how many nodes an edge can tell apart.
const mostNodes = 1 << 21

// edgesFor returns a table for at most so many edges, at least half of it free.
func edgesFor(n int) edges {
	size := bits.Len(uint(2 * n))
	return edges{make([]uint64, 1<<size), 64 - size}
}

// slot returns the slot of an edge, or the free one where it belongs.
func (e *edges) slot(key uint64) *uint64 {
	for i := key * 0x9E3779B97F4A7C15 >> e.shift; ; i++ {
		slot := &e.slots[i&uint64(len(e.slots)-1)]
		if *slot == 0 || *slot>>21 == key {
			return slot
		}
	}
}

// keyOf returns a node and a character as one number.
func keyOf(from int32, r rune) uint64 { return uint64(from)<<21 | uint64(r) }

// add enters an edge that is not there.
func (e *edges) add(key uint64, to int32) { *e.slot(key) = key<<21 | uint64(to) }

// next returns the node that an edge leads to, root for none.
func (e *edges) next(from int32, r rune) int32 {
	return int32(*e.slot(keyOf(from, r)) & (mostNodes - 1))
}

// fitting returns the same edges in the smallest table for them.
func (e *edges) fitting(n int) edges {
	out := edgesFor(n)
	for _, slot := range e.slots {
		if slot != 0 {
			out.add(slot>>21, int32(slot&(mostNodes-1)))
		}
	}
	return out
}

// nothing is the weight of a node at which no word ends; that of a word is negative.
const nothing = 1

// root is the node before the first character.
const root = 0

// readDictionary reads the main dictionary, lines of "word frequency tag", and the
// user's, in which frequency and tag may be left out: then the frequency is the
// median of the main dictionary's. The errors are file:line: message.
func readDictionary(main, user string) (*dictionary, error) {
	text, err := os.ReadFile(main)
	if err != nil {
		return nil, fmt.Errorf("jieba: %w", err)
	}
	d := &dictionary{first: make([]int32, 1<<16), weight: []float64{nothing}, tag: []uint8{0}, tags: []string{""}}
	numbers := map[string]uint8{"": 0}
	var entries []entry
	var frequencies []float64
	total, n := 0.0, 0
	for line := range strings.Lines(string(text)) {
		n++
		e, err := parseEntry(strings.TrimRight(line, "\r\n"))
		if err == nil && e.frequency <= 0 {
			err = errors.New("want a word, its frequency and its part of speech")
		}
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %w", main, n, err)
		}
		entries = append(entries, e)
		frequencies = append(frequencies, e.frequency)
		total += e.frequency
	}
	if n == 0 {
		return nil, fmt.Errorf("jieba: %s: no words", main)
	}
	slices.Sort(frequencies)
	d.least = math.Log(frequencies[0] / total)
	if entries, err = appendUser(entries, user, frequencies[len(frequencies)/2]); err != nil {
		return nil, err
	}
	characters := 0
	for _, e := range entries {
		characters += utf8.RuneCountInString(e.word)
	}
	if characters >= mostNodes {
		return nil, fmt.Errorf("jieba: %s: more than %d characters", main, mostNodes)
	}
	d.next = edgesFor(characters)
	for _, e := range entries {
		number, ok := numbers[e.tag]
		if !ok {
			if len(d.tags) > math.MaxUint8 {
				return nil, fmt.Errorf("jieba: %s: more than %d parts of speech", main, math.MaxUint8)
			}
			number = uint8(len(d.tags))
			numbers[e.tag] = number
			d.tags = append(d.tags, e.tag)
		}
		d.add(e.word, math.Log(e.frequency/total), number)
	}
	d.next = d.next.fitting(len(d.weight))
	return d, nil
}

// appendUser adds the words of the user's dictionary.
func appendUser(entries []entry, file string, frequency float64) ([]entry, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("jieba: %w", err)
	}
	n := 0
	for line := range strings.Lines(string(text)) {
		n++
		line = strings.TrimRight(line, "\r\n")
		if line == "" {
			continue
		}
		e, err := parseEntry(line)
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %w", file, n, err)
		}
		if e.frequency == 0 {
			e.frequency = frequency
		}
		entries = append(entries, e)
	}
	return entries, nil
}

// entry is a line of a dictionary.
type entry struct {
	word      string
	frequency float64 // 0 for none
	tag       string
}

// parseEntry splits a line: "word frequency tag", "word tag" or "word".
func parseEntry(line string) (entry, error) {
	word, rest, _ := strings.Cut(line, " ")
	frequency, tag, three := strings.Cut(rest, " ")
	if !three {
		frequency, tag = "", rest
	}
	if word == "" || strings.Contains(tag, " ") || !utf8.ValidString(line) {
		return entry{}, errors.New("want a word, its frequency and its part of speech")
	}
	e := entry{word: word, tag: cmp.Or(tag, unknown)}
	if three {
		var err error
		if e.frequency, err = strconv.ParseFloat(frequency, 64); err != nil || !(e.frequency > 0) {
			return entry{}, fmt.Errorf("the frequency %q is no positive number", frequency)
		}
	}
	return e, nil
}

// add enters a word; the last of several lines counts.
func (d *dictionary) add(word string, weight float64, tag uint8) {
	node := int32(root)
	for _, r := range word {
		to := d.step(node, r)
		if to == root {
			to = int32(len(d.weight))
			d.weight = append(d.weight, nothing)
			d.tag = append(d.tag, 0)
			if node == root && r < 1<<16 {
				d.first[r] = to
			} else {
				d.next.add(keyOf(node, r), to)
			}
		}
		node = to
	}
	d.weight[node], d.tag[node] = weight, tag
}

// step returns the node that a character leads to, root for none.
func (d *dictionary) step(node int32, r rune) int32 {
	if node == root && r < 1<<16 {
		return d.first[r]
	}
	return d.next.next(node, r)
}

// tagOf returns a word's part of speech, "" for what is no word.
func (d *dictionary) tagOf(word string) string {
	node := int32(root)
	for _, r := range word {
		if node = d.step(node, r); node == root {
			return ""
		}
	}
	return d.tags[d.tag[node]]
}

// cut calls yield with the ends of the words of a text, from the first on: the most
// probable way to cut it, each word by itself. A character that no word of the
// dictionary begins with is a word. Nothing is cut across a character that breaks.
func (d *dictionary) cut(text []rune, yield func(end int)) {
	type way struct {
		weight float64 // of the rest of the text
		end    int     // of the word that begins here
	}
	ways := make([]way, len(text)+1)
	for i := len(text) - 1; i >= 0; i-- {
		if breaks(text[i]) {
			ways[i].end = i + 1
			continue
		}
		node := d.step(root, text[i])
		best := way{d.least + ways[i+1].weight, i + 1}
		if node != root && d.weight[node] != nothing {
			best.weight = d.weight[node] + ways[i+1].weight
		}
		for end := i + 1; node != root && end < len(text); {
			node = d.step(node, text[end])
			end++
			if weight := d.weight[node]; weight != nothing && weight+ways[end].weight > best.weight {
				best = way{weight + ways[end].weight, end}
			}
		}
		ways[i] = best
	}
	for i := 0; i < len(text); i = ways[i].end {
		yield(ways[i].end)
	}
}
