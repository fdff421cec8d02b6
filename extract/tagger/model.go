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
	exp    [4096]float64 // of a negative score by its units
	factor transitions

	workers sync.Pool // of *worker
}

// worker is what labelling a text needs for itself.
type worker struct {
	ctx     context
	lattice lattice
	rows    []uint32
	found   []found
}

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
		w.rows = w.ctx.rows(i, m.bits, w.rows[:0])
		m.potentials(w.rows, &w.lattice.potential[i])
	}
	w.found = w.found[:0]
	if w.lattice.sum() {
		w.found = w.lattice.names(floor, w.found)
	}
	return w.found
}

// potentials turns the sums of the rows into factors, the best being 1.
func (m *Model) potentials(rows []uint32, p *row) {
	var sums [width]int
	for part := range slices.Chunk(rows, mostAtOnce) {
		m.addRows(part, &sums)
	}
	best := sums[0]
	for _, s := range sums[:labels] {
		best = max(best, s)
	}
	for y, s := range sums[:labels] {
		p[y] = m.exp[min(best-s, len(m.exp)-1)]
	}
}

// mostAtOnce is how many bytes can be added in 16 bits.
const mostAtOnce = 1<<8 + 1

// addRows adds at most that many rows to the sums. Eight bytes are read at once
// and added as four numbers of 16 bits, the even bytes and the odd ones: it is
// three times as fast as one after another.
func (m *Model) addRows(rows []uint32, sums *[width]int) {
	const evenBytes = 0x00FF00FF00FF00FF
	var even, odd [width / 8]uint64
	for _, r := range rows {
		row := m.rows[int(r)*width:][:width]
		for k := range even {
			w := binary.LittleEndian.Uint64(row[8*k:])
			even[k] += w & evenBytes
			odd[k] += w >> 8 & evenBytes
		}
	}
	for k := range even {
		for lane := range 4 {
			sums[8*k+2*lane] += int(uint16(even[k] >> (16 * lane)))
			sums[8*k+2*lane+1] += int(uint16(odd[k] >> (16 * lane)))
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
