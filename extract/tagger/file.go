package tagger

import (
	"bytes"
	"compress/flate"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
)

// magic begins a file of weights. The number is that of its format: it goes up
// whenever features, labels or this layout change, since weights fit only
// the features that they were learned with.
const magic = "newsgraph tagger 1\n"

// maxBits bounds what a file can make a reader allocate: 2^24 rows are 512 MB.
const maxBits = 24

// Write writes the weights: the magic line, then compressed the number of bits,
// the transitions as 32-bit floats and the rows, little-endian.
func (m *Model) Write(to io.Writer) error {
	if _, err := io.WriteString(to, magic); err != nil {
		return fmt.Errorf("write weights: %w", err)
	}
	z, err := flate.NewWriter(to, flate.BestCompression)
	if err != nil {
		return fmt.Errorf("write weights: %w", err)
	}
	body := binary.LittleEndian.AppendUint32(nil, uint32(m.bits))
	for _, w := range m.trans.all() {
		body = binary.LittleEndian.AppendUint32(body, math.Float32bits(float32(*w)))
	}
	if _, err := z.Write(append(body, m.rows...)); err != nil {
		return fmt.Errorf("write weights: %w", err)
	}
	if err := z.Close(); err != nil {
		return fmt.Errorf("write weights: %w", err)
	}
	return nil
}

// Read reads what [Model.Write] wrote. Its error says what is wrong with the
// file: another format, cut off, or longer than it says.
func Read(data []byte) (*Model, error) {
	rest, ok := bytes.CutPrefix(data, []byte(magic))
	if !ok {
		return nil, fmt.Errorf("read weights: the file does not begin with %q", magic)
	}
	z := flate.NewReader(bytes.NewReader(rest))
	var bits uint32
	if err := binary.Read(z, binary.LittleEndian, &bits); err != nil {
		return nil, fmt.Errorf("read weights: %w", err)
	}
	if bits < 1 || bits > maxBits {
		return nil, fmt.Errorf("read weights: 2^%d rows; 1 to %d bits are possible", bits, maxBits)
	}
	m := &Model{bits: uint(bits)}
	for _, w := range m.trans.all() {
		var f float32
		if err := binary.Read(z, binary.LittleEndian, &f); err != nil {
			return nil, fmt.Errorf("read weights: transitions: %w", err)
		}
		if f != f || math.Abs(float64(f)) > 100 {
			return nil, fmt.Errorf("read weights: a transition of %g", f)
		}
		*w = float64(f)
	}
	rows, err := io.ReadAll(io.LimitReader(z, width<<bits+1))
	if err != nil {
		return nil, fmt.Errorf("read weights: rows: %w", err)
	}
	if len(rows) != width<<bits {
		return nil, errors.New("read weights: the file has fewer or more rows than it says")
	}
	m.rows = rows
	m.prepare()
	return m, nil
}

// all gives the transitions in the order in which they are stored.
func (t *transitions) all() []*float64 {
	var out []*float64
	for c := range t.between {
		for d := range t.between[c] {
			out = append(out, &t.between[c][d])
		}
	}
	for k := range Types {
		out = append(out, &t.open[k][0], &t.open[k][1], &t.inside[k][0], &t.inside[k][1])
	}
	return out
}
