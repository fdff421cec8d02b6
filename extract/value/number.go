package value

import "math"

// number is a numeral as read: mant × 10^exp.
type number struct {
	start, end   int
	mant, mantTo uint64 // mantTo > mant for a pair like 四五十, else 0
	exp          int    // with the power of scale
	scale        int    // power of ten that a word like 亿 or million gives
	digits       bool   // begins with a digit
	decimal      bool
	grouped      bool // 1,234
	small        bool // one Chinese numeral, or an English one below a hundred
	bare         bool // begins with a multiplier: 百亿
	letter       bool // scale is a letter: 7B
	vague, over  bool
}

func (n *number) num() float64 { return scaled(n.mant, n.exp) }

func (n *number) to() float64 {
	if n.mantTo == 0 {
		return 0
	}
	return scaled(n.mantTo, n.exp)
}

// scaled returns m × 10^exp, rounded once.
func scaled(m uint64, exp int) float64 {
	if exp < 0 {
		return float64(m) / math.Pow10(-exp)
	}
	return float64(m) * math.Pow10(exp)
}

// number reads a number at i, with its scale.
func (s *scan) number(i int) (number, bool) {
	if i >= len(s.t) {
		return number{}, false
	}
	if !digitAt(s.t, i) {
		if s.zh {
			return s.numeralZh(i)
		}
		return s.numeralEn(i)
	}
	n, ok := s.digits(i)
	if !ok {
		return n, false
	}
	if s.zh {
		s.scaleZh(&n)
	}
	if n.scale == 0 {
		s.scaleEn(&n)
	}
	if at(s.t, n.end) == '+' && !digitAt(s.t, n.end+1) {
		n.end++
		n.over = true
	}
	return n, true
}

// digits reads digits with grouping commas and a decimal point.
func (s *scan) digits(i int) (number, bool) {
	n := number{start: i, digits: true}
	j := s.run(&n, i)
	if j-i <= 3 {
		for at(s.t, j) == ',' && digitAt(s.t, j+1) && digitAt(s.t, j+2) && digitAt(s.t, j+3) && !digitAt(s.t, j+4) {
			j = s.run(&n, j+1)
			n.grouped = true
		}
	}
	if at(s.t, j) == '.' && digitAt(s.t, j+1) {
		k := s.run(&n, j+1)
		n.exp = -(k - j - 1)
		n.decimal = true
		j = k
		if at(s.t, j) == '.' && digitAt(s.t, j+1) { // a version, an address
			return n, false
		}
	}
	n.end = j
	return n, j-i <= 18
}

// run adds the digits from i to mant and returns their end.
func (s *scan) run(n *number, i int) int {
	for digitAt(s.t, i) {
		n.mant = n.mant*10 + uint64(s.t[i]-'0')
		i++
	}
	return i
}

// scaleZh reads the multipliers after digits: 万, 亿, 千万 … with 多 or 余
// before or after them, and a second part: 1亿2000万.
func (s *scan) scaleZh(n *number) {
	j := space(s.t, n.end)
	if k := j + 1; isMore(at(s.t, j)) && (s.bigScale(k, n) || s.unitAt(k)) {
		n.over = true
		n.end, j = k, k
	}
	for s.bigScale(j, n) {
		power := place(s.t[j])
		n.scale += power
		n.exp += power
		n.end, j = j+1, j+1
	}
	if n.scale > 0 && isMore(at(s.t, n.end)) && s.unitAt(n.end+1) {
		n.over = true
		n.end++
	}
	if n.scale >= 4 && digitAt(s.t, n.end) && n.exp >= 0 {
		s.secondPart(n)
	}
}

// bigScale reports whether a multiplier of n stands at j: 万 and 亿 always, the
// smaller ones only before those or a unit, so that 5千克 and 2021百度 are none.
func (s *scan) bigScale(j int, n *number) bool {
	switch at(s.t, j) {
	case '万', '亿':
		return n.scale < 12
	case '十', '百', '千':
		if _, _, ok := s.find(roleCount, s.t, j); ok || n.scale > 0 || n.mant >= 1000 {
			return false
		}
		next := at(s.t, j+1)
		return next == '万' || next == '亿' || isMore(next) || s.unitAt(j+1)
	}
	return false
}

// secondPart adds digits with a smaller multiplier: 2000万 in 1亿2000万.
func (s *scan) secondPart(n *number) {
	m, ok := s.digits(n.end)
	if !ok || m.decimal || place(at(s.t, m.end)) == 0 {
		return
	}
	power, end := 0, m.end
	for place(at(s.t, end)) > 0 {
		power += place(s.t[end])
		end++
	}
	if power >= n.scale || n.exp > 12 || m.mant > 1e6 {
		return
	}
	n.mant = n.mant*pow10(n.exp) + m.mant*pow10(power)
	n.exp, n.end = 0, end
}

func pow10(n int) uint64 {
	p := uint64(1)
	for range n {
		p *= 10
	}
	return p
}

// scaleEn reads million, bn, K, B … after digits. Letters must touch them.
func (s *scan) scaleEn(n *number) {
	j := n.end
	if r := at(s.t, j); !s.zh && r == '-' || isSpace(r) {
		j++
	}
	end, m, ok := s.en.find(roleScale, s.t, j)
	if !ok || digitAt(s.t, end) {
		return
	}
	short := end-j == 1 || s.is(j, "mm")
	if short && j != n.end {
		return
	}
	n.letter = short
	n.scale = int(m.num)
	n.exp += n.scale
	n.end = end
	if short {
		return
	}
	j = space(s.t, end) // 5 hundred thousand
	if end, m, ok := s.en.find(roleScale, s.t, j); ok && j > n.end && end-j > 3 {
		n.scale += int(m.num)
		n.exp += int(m.num)
		n.end = end
	}
}

// unitAt reports whether a unit begins at i, a space before it allowed.
func (s *scan) unitAt(i int) bool {
	i = space(s.t, i)
	for _, r := range [...]role{roleCurrency, roleCount, rolePercent} {
		if _, _, ok := s.find(r, s.t, i); ok {
			return true
		}
	}
	return false
}

// isMore reports whether r makes a number a lower bound: 30多家.
func isMore(r rune) bool { return r == '多' || r == '余' || r == '几' }
