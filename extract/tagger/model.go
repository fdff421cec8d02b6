package tagger

import (
	"encoding/binary"
	"math"
	"slices"
	"sync"
)

// Model labels texts. It is read-only and safe for concurrent use.
type Model struct {
	bits   uint
	rows   []byte // 2^bits rows of width bytes: weights × scale + middle
	trans  transitions
	exp    [1024]float64 // of a negative score by its units
	factor transitions

	workers sync.Pool // of *worker
}

// worker is what labelling a text needs for itself.
type worker struct {
	ctx     context
	lattice lattice
	rows    []uint32
	shapes  [1 + 2*margin]hash // of the unit before
	byShape sums               // and what they add
	found   []found
}

// sums are those of the rows of features, a number for each label: the even ones in
// 16 bits each, then the odd ones.
type sums struct{ even, odd [width / 8]uint64 }

// Candidates returns every stretch of the text that may be a name, with a
// probability of at least floor, by start; they may cross one another.
func (m *Model) Candidates(text []rune, hints []Hint, floor float64) []Span {
	var out []Span
	w, ok := m.workers.Get().(*worker)
	if !ok {
		w = &worker{}
		w.lattice.trans = &m.factor
	}
	defer m.workers.Put(w)
	sentences(text, func(units []unit) {
		for _, f := range m.names(w, text, units, hints, floor) {
			out = append(out, Span{units[f.from].start, units[f.to-1].end, Types[f.typ], f.p})
		}
	})
	return out
}

func (m *Model) names(w *worker, text []rune, units []unit, hints []Hint, floor float64) []found {
	w.ctx.see(text, units, hints)
	w.lattice.resize(len(units))
	for i := range units {
		if shapes := w.ctx.shapes(i); shapes != w.shapes { // in Chinese most units have those of the unit before
			w.rows = shapeRows(shapes, m.bits, w.rows[:0])
			w.shapes, w.byShape = shapes, sums{}
			m.add(w.rows, &w.byShape)
		}
		w.rows = w.ctx.textRows(i, m.bits, w.rows[:0])
		w.rows = w.ctx.knownRows(i, m.bits, w.rows)
		m.potentials(w.rows, w.byShape, &w.lattice.potential[i])
	}
	w.found = w.found[:0]
	if w.lattice.sum() {
		w.found = w.lattice.names(floor, w.found)
	}
	return w.found
}

// potentials turns the sums of the rows into factors, the best being 1. More rows
// than mostAtOnce are none that a text has: a unit under so many names of lists.
func (m *Model) potentials(rows []uint32, s sums, p *row) {
	m.add(rows[:min(len(rows), mostAtOnce)], &s)
	var of [width]int
	for k := range s.even {
		for lane := range 4 {
			of[8*k+2*lane] = int(uint16(s.even[k] >> (16 * lane)))
			of[8*k+2*lane+1] = int(uint16(s.odd[k] >> (16 * lane)))
		}
	}
	best := slices.Max(of[:labels])
	for y, sum := range of[:labels] {
		p[y] = m.exp[min(best-sum, len(m.exp)-1)]
	}
}

// mostAtOnce is how many bytes can be added in 16 bits, less those of shapes.
const mostAtOnce = 1<<8 + 1 - 6

// add adds rows to the sums. Eight bytes are read at once and added as four numbers
// of 16 bits, the even bytes and the odd ones: it is three times as fast as one after
// another.
func (m *Model) add(rows []uint32, s *sums) {
	const evenBytes = 0x00FF00FF00FF00FF
	for _, r := range rows {
		row := m.rows[int(r)*width:][:width]
		for k := range s.even {
			w := binary.LittleEndian.Uint64(row[8*k:])
			s.even[k] += w & evenBytes
			s.odd[k] += w >> 8 & evenBytes
		}
	}
}

// prepare fills what is derived from the weights.
func (m *Model) prepare() {
	for i := range m.exp {
		m.exp[i] = math.Exp(-float64(i) / scale)
	}
	m.factor = m.trans.exp()
}

// scale is how many units a weight of 1 has: bytes reach from -4 to 4, which
// loses nothing that can be measured.
const (
	scale  = 32
	middle = 128 // the byte of weight 0
)

// model rounds the weights to whole units.
func (tr *trainer) model() *Model {
	m := &Model{bits: tr.opts.Bits, rows: make([]byte, len(tr.weights)), trans: tr.trans}
	for k, w := range tr.weights {
		m.rows[k] = byte(middle + max(-middle+1, min(middle-1, math.Round(float64(w)*scale))))
	}
	for _, w := range m.trans.all() {
		*w = float64(float32(*w)) // as it is stored
	}
	m.prepare()
	return m
}
