package crawl

import (
	"context"
	"encoding/binary"
	"fmt"
	"hash/fnv"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// A reprint keeps nearly all of its original's clauses (text between two
// punctuation marks), whatever line it adds or drops at the ends. So a document
// is a copy of an earlier one that holds copyShare of the letters of its
// clauses, if these are at least copyCover of the earlier one's: a sentence
// quoted from a long article is no reprint of it. Texts of fewer than
// minCopyLetters letters (a Han character counts as three) agree by accident.
const (
	copyShare      = 0.9
	copyCover      = 0.5
	minCopyLetters = 120
)

// minClauseLetters leaves out clauses that any text has: 据报道, he said.
const minClauseLetters = 15

// anchorCount is how many clauses of a document are looked up: of two texts
// with 90 % in common one in 10^8 has none of eight in common.
const anchorCount = 8

// clauseBytes is a clause in a stored fingerprint: hash, letters.
const clauseBytes = 10

// clause is the hash of one clause and how many letters it has.
type clause struct {
	hash    int64
	letters int
}

// fingerprint lists the clauses of a text, each once, by their hashes.
func fingerprint(text string) []clause {
	var clauses []clause
	text = strings.ToLower(norm.NFKC.String(text))
	for part := range strings.FieldsFuncSeq(text, func(r rune) bool { return r == '\n' || unicode.IsPunct(r) && !strings.ContainsRune("-'%&/’", r) }) {
		part = strings.Join(words(part), "")
		n := letters(part)
		if n < minClauseLetters {
			continue
		}
		h := fnv.New64a()
		h.Write([]byte(part))
		clauses = append(clauses, clause{int64(h.Sum64()), n})
	}
	slices.SortFunc(clauses, func(a, b clause) int { return compare(a.hash, b.hash) })
	return slices.CompactFunc(clauses, func(a, b clause) bool { return a.hash == b.hash })
}

func compare(a, b int64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// words splits a text into runs of letters and digits, in lower case.
func words(s string) []string {
	return strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// anchorsOf returns the least hashes.
func anchorsOf(clauses []clause) []int64 {
	var hashes []int64
	for _, c := range clauses[:min(len(clauses), anchorCount)] {
		hashes = append(hashes, c.hash)
	}
	return hashes
}

func packClauses(clauses []clause) []byte {
	packed := make([]byte, 0, len(clauses)*clauseBytes)
	for _, c := range clauses {
		packed = binary.BigEndian.AppendUint64(packed, uint64(c.hash))
		packed = binary.BigEndian.AppendUint16(packed, uint16(min(c.letters, 1<<16-1)))
	}
	return packed
}

func unpackClauses(packed []byte) []clause {
	var clauses []clause
	for ; len(packed) >= clauseBytes; packed = packed[clauseBytes:] {
		clauses = append(clauses, clause{int64(binary.BigEndian.Uint64(packed)), int(binary.BigEndian.Uint16(packed[8:]))})
	}
	return clauses
}

// isCopy compares a text with an earlier one.
func isCopy(later, earlier []clause) bool {
	all, common, whole := 0, 0, 0
	known := map[int64]bool{}
	for _, c := range earlier {
		known[c.hash] = true
		whole += c.letters
	}
	for _, c := range later {
		all += c.letters
		if known[c.hash] {
			common += c.letters
		}
	}
	return all >= minCopyLetters && float64(common) >= copyShare*float64(all) && float64(common) >= copyCover*float64(whole)
}

// findOriginal returns the id of the earliest document that a text with these
// clauses reprints, or "". The document itself and withdrawn ones are none;
// neither is one known later than the document, if that is known itself.
func findOriginal(ctx context.Context, q querier, self documentRow, clauses []clause) (string, error) {
	rows, err := q.QueryContext(ctx, `SELECT `+documentColumns+` FROM documents
		WHERE number IN (SELECT number FROM anchors WHERE hash IN (`+placeholders(len(clauses[:min(len(clauses), anchorCount)]))+`))
		AND withdrawn = 0 AND id <> ? AND (? = 0 OR number < ?) ORDER BY number`,
		append(asAny(anchorsOf(clauses)), self.id, self.number, self.number)...)
	if err != nil {
		return "", fmt.Errorf("look for the original of %s: %w", self.id, err)
	}
	defer rows.Close()
	for rows.Next() {
		var d documentRow
		if err := rows.Scan(d.fields()...); err != nil {
			return "", fmt.Errorf("look for the original of %s: %w", self.id, err)
		}
		if !isCopy(clauses, unpackClauses(d.clauses)) {
			continue
		}
		if d.copyOf != "" && d.copyOf != self.id {
			return d.copyOf, nil
		}
		return d.id, nil
	}
	return "", rows.Err()
}

func placeholders(n int) string {
	return strings.TrimSuffix(strings.Repeat("?,", n), ",")
}

func asAny(values []int64) []any {
	var all []any
	for _, v := range values {
		all = append(all, v)
	}
	return all
}
