package value

// rangeTo reads the second number of a range after a, and gives a the unit
// and multiplier that stand only once: 150-160亿.
func (s *scan) rangeTo(a *operand) (operand, bool) {
	if a.set || a.n.mantTo != 0 || a.n.over {
		return operand{}, false
	}
	j, between := s.connector(a.end)
	if j == a.end {
		return operand{}, false
	}
	b, ok := s.operand(j)
	if !ok || b.set || b.n.mantTo != 0 || !agree(a, &b) || s.opensSpan(a.start) {
		return operand{}, false
	}
	if between && !s.closesBetween(a.start, b.end) {
		return operand{}, false
	}
	inherited := *a
	inherit(&inherited, &b)
	if inherited.num() >= b.num() {
		return operand{}, false
	}
	*a = inherited
	return b, true
}

// connector returns the start of the second number if a word that joins two
// numbers of a range stands at i, else i; between tells words that do so only
// inside 在…之间 or between.
func (s *scan) connector(i int) (j int, between bool) {
	k := space(s.t, i)
	switch at(s.t, k) {
	case '-', '~', '–', '—', '～', '－', '至', '到', '‐':
		k++
		if r := at(s.t, k); r == '—' || r == '-' {
			k++
		}
		return space(s.t, k), false
	case '和', '与':
		return space(s.t, k+1), true
	}
	if !s.zh && k > i {
		if end, ok := s.oneOf(k, "to ", "and "); ok {
			return end, s.t[k] == 'a'
		}
	}
	return i, false
}

// opensSpan reports whether a word before i makes two values of A至B, the old
// and the new one: 从10亿元到15亿元.
func (s *scan) opensSpan(i int) bool {
	i = s.back(i)
	switch at(s.t, i-1) {
	case '从', '由', '自':
		return true
	}
	return !s.zh && i >= 4 && s.is(i-4, "from") && !letterAt(s.t, i-5)
}

// closesBetween reports whether 之间 stands at end, or between before start.
func (s *scan) closesBetween(start, end int) bool {
	if s.zh {
		_, ok := s.oneOf(end, "之间", "间")
		return ok
	}
	start = s.back(start)
	return start >= 7 && s.is(start-7, "between")
}

// agree reports whether two numbers can be the ends of one range.
func agree(a, b *operand) bool {
	if a.kind == Number {
		return b.kind != Number && !b.prefixed || a.n.scale > 0 && b.n.scale > 0
	}
	if b.kind == Number {
		return a.prefixed && a.end == a.n.end
	}
	if a.n.letter != b.n.letter {
		return false
	}
	return a.kind == b.kind && (a.unit == b.unit || a.yuan || b.yuan)
}

// inherit gives to each end what only the other one says.
func inherit(a, b *operand) {
	rawA, rawB := scaled(a.n.mant, a.n.exp), scaled(b.n.mant, b.n.exp-b.n.scale-b.power)
	if a.n.scale == 0 && b.n.scale > 0 && rawA < rawB && a.end == a.n.end {
		a.n.scale = b.n.scale
		a.n.exp += b.n.scale
	}
	switch {
	case a.kind == Number:
		a.n.exp += b.power
		a.kind, a.unit, a.noun, a.class, a.yuan = b.kind, b.unit, b.noun, b.class, b.yuan
	case b.kind == Number:
		b.kind, b.unit = a.kind, a.unit
	case a.yuan && !b.yuan:
		a.unit, a.yuan = b.unit, false
	}
}
