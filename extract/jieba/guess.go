package jieba

import (
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
)

// guesser cuts characters that no dictionary has together into words: a hidden Markov
// model of a character's place in its word. It is read-only once read.
type guesser struct {
	start      [places]float64
	transition [places][places]float64 // from the place of a character to that of the next
	emission   map[rune]*[places]float64
}

// Places of a character in its word, in the order of the file.
const (
	begin  = iota // of a word of several
	end           // of such a word
	middle        // of such a word
	single        // a word alone
	places
)

// impossible is the logarithm that stands for no probability at all.
const impossible = -3.14e100

// readGuesser reads a file of nine lines without their comments (#): the four
// logarithms of the first place; four lines with those of the next place; and for each
// place the characters and their logarithms, "甲:-5.1,乙:-7.2". The errors are
// file:line: message.
func readGuesser(file string) (*guesser, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("jieba: %w", err)
	}
	g := &guesser{emission: map[rune]*[places]float64{}}
	n, row := 0, 0
	for line := range strings.Lines(string(text)) {
		n++
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		var err error
		switch {
		case row == 0:
			err = readRow(line, &g.start)
		case row <= places:
			err = readRow(line, &g.transition[row-1])
		case row <= 2*places:
			err = g.readEmission(line, row-1-places)
		default:
			err = errors.New("more lines than the model has")
		}
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %w", file, n, err)
		}
		row++
	}
	if row != 1+2*places {
		return nil, fmt.Errorf("%s:%d: %d lines of numbers, want %d", file, n, row, 1+2*places)
	}
	return g, nil
}

func readRow(line string, into *[places]float64) error {
	fields := strings.Fields(line)
	if len(fields) != places {
		return fmt.Errorf("%d numbers, want %d", len(fields), places)
	}
	for i, field := range fields {
		var err error
		if into[i], err = strconv.ParseFloat(field, 64); err != nil {
			return fmt.Errorf("%q is no number", field)
		}
	}
	return nil
}

func (g *guesser) readEmission(line string, place int) error {
	for pair := range strings.SplitSeq(line, ",") {
		char, number, _ := strings.Cut(pair, ":")
		r := []rune(char)
		p, err := strconv.ParseFloat(number, 64)
		if len(r) != 1 || err != nil {
			return fmt.Errorf("%q is no character with its logarithm", pair)
		}
		e := g.emission[r[0]]
		if e == nil {
			e = &[places]float64{impossible, impossible, impossible, impossible}
			g.emission[r[0]] = e
		}
		e[place] = p
	}
	return nil
}

// unseen is the emission of a character that the model does not have.
var unseen = &[places]float64{impossible, impossible, impossible, impossible}

// cut calls yield with the ends of the words of a text, from the first on: those of the
// most probable places of its characters.
func (g *guesser) cut(text []rune, yield func(end int)) {
	before := make([][places]uint8, len(text)) // the place of the character before, by that of this
	var weight [places]float64
	for i, r := range text {
		e := g.emission[r]
		if e == nil {
			e = unseen
		}
		if i == 0 {
			for p := range places {
				weight[p] = g.start[p] + e[p]
			}
			continue
		}
		last := weight
		for p := range places {
			weight[p] = impossible
			before[i][p] = end
			for q := range places {
				if w := last[q] + g.transition[q][p] + e[p]; w > weight[p] {
					weight[p], before[i][p] = w, uint8(q)
				}
			}
		}
	}
	place := uint8(single)
	if weight[end] >= weight[single] {
		place = end
	}
	ends := make([]bool, len(text))
	for i := len(text) - 1; i >= 0; i-- {
		ends[i] = place == end || place == single
		place = before[i][place]
	}
	for i, is := range ends {
		if is {
			yield(i + 1)
		}
	}
}
