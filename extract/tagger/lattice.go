package tagger

// transitions are what it is worth to pass from one label to the next, as
// logarithms in weights and as factors in a lattice. Between names (and around
// them) only the types count, not the parts.
type transitions struct {
	between [classes][classes]float64 // from a class to a class, 0 being none
	open    [len(Types)][2]float64    // first → inner, first → last
	inside  [len(Types)][2]float64    // inner → inner, inner → last
}

// row is one number for each label.
type row [labels]float64

// lattice sums over all valid sequences of labels of one sentence. potential
// holds what each label of each unit is worth, as a factor; a label with 0 is
// ruled out.
type lattice struct {
	trans     *transitions
	potential []row
	forward   []row     // scaled, to a sum of 1 at each unit
	backward  []row     // scaled so that forward × backward is the label's probability
	scale     []float64 // what forward was divided by
	closed    float64   // share of forward at the last unit that leaves no name open
}

// resize makes room for n units.
func (l *lattice) resize(n int) {
	if n > cap(l.potential) {
		m := n + n/2 // longer sentences follow
		l.potential, l.forward, l.backward, l.scale = make([]row, m), make([]row, m), make([]row, m), make([]float64, m)
	}
	l.potential, l.forward, l.backward, l.scale = l.potential[:n], l.forward[:n], l.backward[:n], l.scale[:n]
}

// leaving gives the mass that leaves a unit by class.
func leaving(r *row) (out [classes]float64) {
	out[0] = r[none]
	for t := range Types {
		out[1+t] = r[labelOf(last, t)] + r[labelOf(only, t)]
	}
	return out
}

// entering gives the mass that enters a unit by class.
func entering(r *row) (in [classes]float64) {
	in[0] = r[none]
	for t := range Types {
		in[1+t] = r[labelOf(first, t)] + r[labelOf(only, t)]
	}
	return in
}

// sum fills forward, backward and scale. It reports whether any sequence of
// labels is possible.
func (l *lattice) sum() bool { return l.sumForward() && l.sumBackward() }

func (l *lattice) sumForward() bool {
	before := row{none: 1}
	for i := range l.potential {
		p, f := &l.potential[i], &l.forward[i]
		out := leaving(&before)
		var in [classes]float64
		for c, mass := range out {
			if mass == 0 {
				continue
			}
			for d, factor := range l.trans.between[c] {
				in[d] += mass * factor
			}
		}
		f[none] = in[0] * p[none]
		total := f[none]
		for t := range Types {
			k := 4 * t
			begun, inside := before[k+first], before[k+inner]
			f[k+first] = in[1+t] * p[k+first]
			f[k+inner] = (begun*l.trans.open[t][0] + inside*l.trans.inside[t][0]) * p[k+inner]
			f[k+last] = (begun*l.trans.open[t][1] + inside*l.trans.inside[t][1]) * p[k+last]
			f[k+only] = in[1+t] * p[k+only]
			total += f[k+first] + f[k+inner] + f[k+last] + f[k+only]
		}
		if !(total > 0) {
			return false
		}
		l.scale[i] = total
		inverse := 1 / total
		for y := range f {
			f[y] *= inverse
		}
		before = *f
	}
	return true
}

func (l *lattice) sumBackward() bool {
	n := len(l.potential)
	if n == 0 {
		return true
	}
	b := &l.backward[n-1]
	*b = row{none: 1}
	for t := range Types {
		b[labelOf(last, t)], b[labelOf(only, t)] = 1, 1
	}
	l.closed = 0
	for y, f := range l.forward[n-1] {
		l.closed += f * b[y]
	}
	if !(l.closed > 0) {
		return false
	}
	for y := range b {
		b[y] /= l.closed
	}
	for i := n - 2; i >= 0; i-- {
		l.stepBack(i)
	}
	return true
}

// after gives what the labels of unit i and all behind it are worth.
func (l *lattice) after(i int) (r row) {
	inverse := 1 / l.scale[i]
	for y, p := range l.potential[i] {
		r[y] = p * l.backward[i][y] * inverse
	}
	return r
}

func (l *lattice) stepBack(i int) {
	after := l.after(i + 1)
	in := entering(&after)
	var out [classes]float64
	for c := range out {
		for d, mass := range in {
			out[c] += l.trans.between[c][d] * mass
		}
	}
	b := &l.backward[i]
	b[none] = out[0]
	for t := range Types {
		k := 4 * t
		b[k+first] = l.trans.open[t][0]*after[k+inner] + l.trans.open[t][1]*after[k+last]
		b[k+inner] = l.trans.inside[t][0]*after[k+inner] + l.trans.inside[t][1]*after[k+last]
		b[k+last], b[k+only] = out[1+t], out[1+t]
	}
}

// found is a stretch of units that may be a name.
type found struct {
	from, to int // units, half-open
	typ      int
	p        float64
}

// names appends every stretch of units that is a name with a probability of at
// least floor. It is called after sum.
func (l *lattice) names(floor float64, out []found) []found {
	for i := range l.potential {
		if l.forward[i][none]*l.backward[i][none] > 1-floor {
			continue
		}
		for t := range Types {
			if p := l.forward[i][labelOf(only, t)] * l.backward[i][labelOf(only, t)]; p >= floor {
				out = append(out, found{i, i + 1, t, p})
			}
			out = l.namesFrom(i, t, floor, out)
		}
	}
	return out
}

// namesFrom appends the names of two units or more that begin at unit i.
func (l *lattice) namesFrom(i, t int, floor float64, out []found) []found {
	k := 4 * t
	mass, step := l.forward[i][k+first], l.trans.open[t]
	if mass*l.backward[i][k+first] < floor {
		return out
	}
	for j := i + 1; j < len(l.potential); j++ {
		if p := mass * step[1] * l.potential[j][k+last] / l.scale[j] * l.backward[j][k+last]; p >= floor {
			out = append(out, found{i, j + 1, t, p})
		}
		mass *= step[0] * l.potential[j][k+inner] / l.scale[j]
		if mass*l.backward[j][k+inner] < floor {
			break
		}
		step = l.trans.inside[t]
	}
	return out
}
