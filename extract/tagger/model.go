package tagger

import "math"

// Model labels texts. It is read-only and safe for concurrent use.
type Model struct {
	bits   uint
	rows   []byte // 2^bits rows of width bytes: weights × scale + middle
	trans  transitions
	exp    [4096]float64 // of a negative score by its units
	factor transitions
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
	w := &worker{}
	w.lattice.trans = &m.factor
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
	var sums [labels]int
	for _, r := range rows {
		for y, b := range m.rows[int(r)*width:][:labels] {
			sums[y] += int(b)
		}
	}
	best := sums[0]
	for _, s := range sums {
		best = max(best, s)
	}
	for y, s := range sums {
		p[y] = m.exp[min(best-s, len(m.exp)-1)]
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
