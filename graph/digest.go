package graph

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"maps"
	"math/big"
	"slices"
	"strconv"
)

// Digest sums up a graph: the same nodes, relationships and properties give
// the same text, in whatever order they come and whichever store holds them.
// It is the SHA-256 of the number of elements and the sum, modulo 2^256, of the
// SHA-256 of each element, so that it needs no sorting and no memory. Runs are
// left out.
type Digest struct {
	nodes, relationships uint64
	sum                  big.Int
	line                 []byte
}

// Add takes in an element.
func (d *Digest) Add(e Element) error {
	if e.Name == RunLabel {
		return nil
	}
	if e.IsNode() {
		d.nodes++
	} else {
		d.relationships++
	}
	d.line = e.appendLine(d.line[:0])
	sum := sha256.Sum256(d.line)
	d.sum.Add(&d.sum, new(big.Int).SetBytes(sum[:]))
	d.sum.Mod(&d.sum, modulus)
	return nil
}

// DigestOf returns the digest of a whole graph.
func DigestOf(elements Elements) (string, error) {
	var d Digest
	if err := elements(d.Add); err != nil {
		return "", err
	}
	return d.String(), nil
}

// Counts returns how many nodes and relationships were taken in.
func (d *Digest) Counts() (nodes, relationships int64) { return int64(d.nodes), int64(d.relationships) }

// String returns 64 hex digits.
func (d *Digest) String() string {
	text := binary.BigEndian.AppendUint64(nil, d.nodes)
	text = binary.BigEndian.AppendUint64(text, d.relationships)
	text = append(text, d.sum.FillBytes(make([]byte, sha256.Size))...)
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

var modulus = new(big.Int).Lsh(big.NewInt(1), 8*sha256.Size)

// appendLine writes the element as one text that no other has.
func (e *Element) appendLine(b []byte) []byte {
	b = strconv.AppendQuote(b, e.Name)
	if !e.IsNode() {
		for _, text := range []string{e.From.Label, e.From.Key, e.To.Label, e.To.Key} {
			b = strconv.AppendQuote(b, text)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(e.Properties)) {
		text := appendValue(nil, e.Properties[name])
		if text == nil {
			continue
		}
		b = append(strconv.AppendQuote(b, name), '=')
		b = append(b, text...)
	}
	return b
}

// appendValue writes a value so that no two differ in type or content and read
// the same. What counts as absent gives nil.
func appendValue(b []byte, value any) []byte {
	switch v := value.(type) {
	case nil:
		return nil
	case string:
		return strconv.AppendQuote(b, v)
	case bool:
		return strconv.AppendBool(b, v)
	case int64:
		return strconv.AppendInt(b, v, 10)
	case float64:
		return strconv.AppendFloat(append(b, 'f'), v, 'g', -1, 64)
	case []string:
		return appendList(b, v)
	case []int64:
		return appendList(b, v)
	case []any:
		return appendList(b, v)
	default:
		return fmt.Appendf(b, "%T(%v)", v, v)
	}
}

func appendList[E any](b []byte, list []E) []byte {
	if len(list) == 0 {
		return nil
	}
	for i, v := range list {
		b = append(b, "[,"[min(i, 1)])
		b = appendValue(b, v)
	}
	return append(b, ']')
}
