package extract

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"

	"github.com/newsgraph/newsgraph/kg"
)

// cluenerTypes maps the labels of CLUENER whose meaning is that of a type here.
// Its movies, games and books are products only in part; its places and titles
// are no names here.
var cluenerTypes = map[string]kg.Type{
	"company": kg.Company, "name": kg.Person, "organization": kg.Organization, "government": kg.Organization,
}

var cluenerOpen = []string{"game", "movie", "book"}

// longestSentence bounds a line, in bytes.
const longestSentence = 1 << 20

// ReadSentences reads a file in CLUENER's form: a JSON object a line, with text
// and label, which maps a label to strings to their places (first and last code
// point). Errors read file:line:column: message.
func ReadSentences(path string) ([]Sentence, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("read sentences: %w", err)
	}
	defer f.Close()
	return readSentences(f, path)
}

func readSentences(r io.Reader, name string) ([]Sentence, error) {
	var out []Sentence
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, longestSentence)
	n := 1
	for ; lines.Scan(); n++ {
		var row struct {
			Text  string
			Label map[string]map[string]json.RawMessage
		}
		if err := json.Unmarshal(lines.Bytes(), &row); err != nil {
			return nil, fmt.Errorf("%s:%d:1: %w", name, n, err)
		}
		s := Sentence{ID: fmt.Sprintf("%s:%d", name, n), Text: row.Text}
		for _, label := range slices.Sorted(maps.Keys(row.Label)) {
			strings := slices.Sorted(maps.Keys(row.Label[label]))
			if typ, ok := cluenerTypes[label]; ok {
				for _, text := range strings {
					s.Names = append(s.Names, kg.Surface{Type: typ, Text: text})
				}
			}
			if slices.Contains(cluenerOpen, label) {
				s.Open = append(s.Open, strings...)
			}
		}
		out = append(out, s)
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("%s:%d:1: %w", name, n, err)
	}
	return out, nil
}
