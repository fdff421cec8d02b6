package tagger

import (
	"math"
	"math/rand/v2"
	"slices"
)

// Span is a name in a text: half-open code points, its type, and how probable it
// is (0 to 1; examples to learn from leave it 0).
type Span struct {
	Start, End int
	Type       string
	Prob       float64
}

// Example is a text to learn from.
type Example struct {
	ID    string
	Text  []rune
	Hints []Hint // by start
	Spans []Span // the names; two of one place say that either type may be right
	// Open are stretches that may hold names of the type, or of any where the
	// type is "", that Spans do not tell.
	Open []Span
}

// Options say how to train.
type Options struct {
	Bits uint                             // 2^Bits rows of weights; 1 to 24
	Seed uint64                           // of the order of sentences and the features left out
	Log  func(format string, args ...any) // of progress; nil for none
}

// How fast weights move at first, and the share of features that are left out
// at random, against overfitting. With twice the rate or three times the share
// precision falls more than recall rises.
const (
	rate     = 0.1
	leaveOut = 0.1
)

// task is a sentence to learn from.
type task struct {
	example *Example
	units   []unit
	allowed []labelSet // of each unit
}

// trainer learns the weights of a conditional random field by stochastic
// gradient ascent, each weight with its own rate (AdaGrad).
type trainer struct {
	opts    Options
	weights []float32 // rows × width
	squares []float32 // sums of squared gradients
	trans   transitions
	transSq transitions
	factors transitions
	free    lattice // over all labels
	bound   lattice // over the allowed ones
	ctx     context
	rows    [][]uint32
	flat    []uint32
	rng     *rand.Rand
}

func newTrainer(opts Options) *trainer {
	n := width << opts.Bits
	return &trainer{opts: opts, weights: make([]float32, n), squares: make([]float32, n), rng: rand.New(rand.NewPCG(opts.Seed, 1))}
}

// tasks cuts an example into sentences that say something.
func tasks(e *Example) []task {
	var out []task
	sentences(e.Text, func(units []unit) {
		t := task{example: e, units: slices.Clone(units), allowed: allowed(e, units)}
		if slices.ContainsFunc(t.allowed, func(s labelSet) bool { return s != allLabels }) {
			out = append(out, t)
		}
	})
	return out
}

// allowed gives the labels that an example's names leave to each unit.
func allowed(e *Example, units []unit) []labelSet {
	sets := make([]labelSet, len(units))
	for i := range sets {
		sets[i] = setOf(none)
	}
	for _, s := range e.Open {
		lo, hi := covered(units, s)
		for i := lo; i < hi; i++ {
			sets[i] |= ofTypeNamed(s.Type)
		}
	}
	given := make([]bool, len(units))
	for _, s := range e.Spans {
		lo, hi := covered(units, s)
		t := typeIndex(s.Type)
		switch {
		case lo == hi:
			continue
		case t < 0, units[lo].start != s.Start, units[hi-1].end != s.End:
			for i := lo; i < hi; i++ { // the name ends inside a unit
				sets[i], given[i] = allLabels, true
			}
			continue
		}
		for i := lo; i < hi; i++ {
			if !given[i] {
				sets[i], given[i] = 0, true
			}
			sets[i] |= setOf(labelOf(partOf(i, lo, hi), t))
		}
	}
	return sets
}

func ofTypeNamed(name string) labelSet {
	if t := typeIndex(name); t >= 0 {
		return ofType(t)
	}
	return allLabels
}

func partOf(i, from, to int) int {
	switch {
	case to-from == 1:
		return only
	case i == from:
		return first
	case i == to-1:
		return last
	}
	return inner
}

// covered gives the units that a span touches.
func covered(units []unit, s Span) (lo, hi int) {
	lo, _ = slices.BinarySearchFunc(units, s.Start, func(u unit, at int) int { return u.end - at - 1 })
	hi = lo
	for hi < len(units) && units[hi].start < s.End {
		hi++
	}
	return lo, hi
}

// learn reads all tasks once in random order.
func (tr *trainer) learn(all []task) (loss float64) {
	order := tr.rng.Perm(len(all))
	for _, k := range order {
		loss += tr.step(&all[k])
	}
	return loss
}

// step moves the weights towards the allowed labels of one sentence. It returns
// how far they were from it: minus the logarithm of their probability.
func (tr *trainer) step(t *task) float64 {
	n := len(t.units)
	tr.features(t)
	tr.free.resize(n)
	tr.bound.resize(n)
	tr.factors = tr.trans.exp()
	tr.free.trans, tr.bound.trans = &tr.factors, &tr.factors
	shift := 0.0
	for i := range n {
		scores := tr.scores(tr.rows[i])
		shift += setPotentials(&tr.free.potential[i], &scores, allLabels)
		shift -= setPotentials(&tr.bound.potential[i], &scores, t.allowed[i])
	}
	if !tr.free.sum() || !tr.bound.sum() {
		return 0 // labels that no sequence can have: a name inside another
	}
	tr.ascend(n)
	return tr.free.logMass() - tr.bound.logMass() + shift
}

// logMass is the logarithm of the sum over all sequences of labels.
func (l *lattice) logMass() float64 {
	sum := math.Log(l.closed)
	for _, s := range l.scale {
		sum += math.Log(s)
	}
	return sum
}

// setPotentials turns scores into factors, the best allowed being 1, and returns
// that best score.
func setPotentials(p *row, scores *row, allowed labelSet) float64 {
	best := math.Inf(-1)
	for y, s := range scores {
		if allowed&setOf(y) != 0 {
			best = max(best, s)
		}
	}
	for y, s := range scores {
		p[y] = 0
		if allowed&setOf(y) != 0 {
			p[y] = math.Exp(s - best)
		}
	}
	return best
}

func (t *transitions) exp() (out transitions) {
	for c := range t.between {
		for d, w := range t.between[c] {
			out.between[c][d] = math.Exp(w)
		}
	}
	for k := range Types {
		for s := range 2 {
			out.open[k][s], out.inside[k][s] = math.Exp(t.open[k][s]), math.Exp(t.inside[k][s])
		}
	}
	return out
}

func (tr *trainer) features(t *task) {
	tr.ctx.see(t.example.Text, t.units, t.example.Hints)
	tr.rows, tr.flat = tr.rows[:0], tr.flat[:0]
	for i := range t.units {
		from := len(tr.flat)
		tr.flat = tr.ctx.rows(i, tr.opts.Bits, tr.flat)
		tr.drop(from)
		tr.rows = append(tr.rows, tr.flat[from:len(tr.flat):len(tr.flat)])
	}
}

// drop leaves out some of the features behind from.
func (tr *trainer) drop(from int) {
	const limit = leaveOut * (1 << 16)
	kept := tr.flat[:from]
	var bits uint64
	for k, r := range tr.flat[from:] {
		if k%4 == 0 {
			bits = tr.rng.Uint64()
		}
		if float64(bits&0xFFFF) >= limit {
			kept = append(kept, r)
		}
		bits >>= 16
	}
	tr.flat = kept
}

func (tr *trainer) scores(rows []uint32) (out row) {
	for _, r := range rows {
		w := tr.weights[int(r)*width:][:labels]
		for y := range out {
			out[y] += float64(w[y])
		}
	}
	return out
}

// smallest is the gradient that is not worth a step.
const smallest = 1e-3

// ascend moves the weights by the difference of the two lattices.
func (tr *trainer) ascend(n int) {
	for i := range n {
		f, b := &tr.free, &tr.bound
		for y := range labels {
			g := b.forward[i][y]*b.backward[i][y] - f.forward[i][y]*f.backward[i][y]
			if math.Abs(g) < smallest {
				continue
			}
			g32, sq := float32(g), float32(g*g)
			for _, r := range tr.rows[i] {
				k := int(r)*width + y
				tr.squares[k] += sq
				tr.weights[k] += rate * g32 / float32(math.Sqrt(float64(tr.squares[k])+1))
			}
		}
	}
	var g transitions
	tr.bound.addTransitions(&g, 1)
	tr.free.addTransitions(&g, -1)
	tr.ascendTransitions(&g)
}

// addTransitions adds the expected number of transitions, times sign.
func (l *lattice) addTransitions(g *transitions, sign float64) {
	before := row{none: 1}
	for i := range l.potential {
		after := l.after(i)
		in, out := entering(&after), leaving(&before)
		for c := range out {
			for d := range in {
				g.between[c][d] += sign * out[c] * l.trans.between[c][d] * in[d]
			}
		}
		for t := range Types {
			k := 4 * t
			for s, part := range [2]int{inner, last} {
				g.open[t][s] += sign * before[k+first] * l.trans.open[t][s] * after[k+part]
				g.inside[t][s] += sign * before[k+inner] * l.trans.inside[t][s] * after[k+part]
			}
		}
		before = l.forward[i]
	}
}

func (tr *trainer) ascendTransitions(g *transitions) {
	move := func(w, sq *float64, g float64) {
		if math.Abs(g) >= smallest {
			*sq += g * g
			*w += rate * g / math.Sqrt(*sq+1)
		}
	}
	for c := range g.between {
		for d := range g.between[c] {
			move(&tr.trans.between[c][d], &tr.transSq.between[c][d], g.between[c][d])
		}
	}
	for t := range Types {
		for s := range 2 {
			move(&tr.trans.open[t][s], &tr.transSq.open[t][s], g.open[t][s])
			move(&tr.trans.inside[t][s], &tr.transSq.inside[t][s], g.inside[t][s])
		}
	}
}

// Phase is a part of the training: examples, and how often each is read.
type Phase struct {
	Examples []*Example
	Epochs   int
}

// Train learns a model from examples, one phase after the other; the same
// examples and options give the same model.
func Train(phases []Phase, opts Options) *Model {
	tr := newTrainer(opts)
	for k, p := range phases {
		var all []task
		for _, e := range p.Examples {
			all = append(all, tasks(e)...)
		}
		for n := range p.Epochs {
			loss := tr.learn(all)
			if opts.Log != nil {
				opts.Log("phase %d of %d, epoch %d of %d: %d sentences, loss %.4f a sentence", k+1, len(phases), n+1, p.Epochs, len(all), loss/float64(max(1, len(all))))
			}
		}
	}
	return tr.model()
}
