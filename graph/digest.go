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

// Node takes in a node by its most special label. Properties that are nil or
// empty lists count as absent.
func (d *Digest) Node(label string, properties map[string]any) {
	if label == RunLabel {
		return
	}
	d.nodes++
	d.line = strconv.AppendQuote(d.line[:0], label)
	d.add(properties)
}

// Relationship takes in a relationship.
func (d *Digest) Relationship(relType string, from, to End, properties map[string]any) {
	d.relationships++
	d.line = d.line[:0]
	for _, text := range []string{relType, from.Label, from.Key, to.Label, to.Key} {
		d.line = strconv.AppendQuote(d.line, text)
	}
	d.add(properties)
}

// Row takes in a node or relationship as a row.
func (d *Digest) Row(r Row) {
	if r.Table.IsNode() {
		d.Node(r.Table.Name, r.Properties())
		return
	}
	d.Relationship(r.Table.Name, r.From, r.To, r.Properties())
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

func (d *Digest) add(properties map[string]any) {
	for _, name := range slices.Sorted(maps.Keys(properties)) {
		text := appendValue(nil, properties[name])
		if text == nil {
			continue
		}
		d.line = append(strconv.AppendQuote(d.line, name), '=')
		d.line = append(d.line, text...)
	}
	sum := sha256.Sum256(d.line)
	d.sum.Add(&d.sum, new(big.Int).SetBytes(sum[:]))
	d.sum.Mod(&d.sum, modulus)
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
