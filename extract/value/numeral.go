package value

// digitOf returns the value of a Chinese digit, or -1.
func digitOf(r rune) int {
	switch r {
	case '零', '〇':
		return 0
	case '一':
		return 1
	case '二', '两':
		return 2
	case '三':
		return 3
	case '四':
		return 4
	case '五':
		return 5
	case '六':
		return 6
	case '七':
		return 7
	case '八':
		return 8
	case '九':
		return 9
	}
	return -1
}

// place returns the power of ten of a Chinese multiplier, or 0.
func place(r rune) int {
	switch r {
	case '十':
		return 1
	case '百':
		return 2
	case '千':
		return 3
	case '万':
		return 4
	case '亿':
		return 8
	}
	return 0
}

// numeral sums up a Chinese numeral: total + section, where section holds what
// came since the last 万 or 亿, and digit what waits for its multiplier. The
// second of each is the upper end of a pair like 四五十.
type numeral struct {
	total, section, digit [2]uint64
	waits                 bool
	last                  int // power of the last multiplier
	lastBig               int // power of the last 万 or 亿, 0 if none
}

func (n *numeral) multiply(power int) {
	for i := range n.total {
		d := n.digit[i]
		switch {
		case power < 4:
			if !n.waits {
				d = 1
			}
			n.section[i] += d * pow10(power)
		case n.lastBig != 0 && power < n.lastBig: // 两千万 in 一亿两千万
			n.total[i] += (n.section[i] + d) * pow10(power)
			n.section[i] = 0
		default:
			n.total[i] = max(n.total[i]+n.section[i]+d, 1) * pow10(power)
			n.section[i] = 0
		}
		n.digit[i] = 0
	}
	n.waits = false
	n.last = power
	if power >= 4 {
		n.lastBig = power
	}
}

func (n *numeral) sum(i int) uint64 { return n.total[i] + n.section[i] + n.digit[i] }

// tooBig tells when another multiplier could overflow.
func (n *numeral) tooBig() bool { return n.sum(1) >= 1e10 || n.sum(0) >= 1e10 }

// numeralZh reads a Chinese numeral at i: 两千三百, 十几亿, 数百, 上千, 一百四五十亿.
func (s *scan) numeralZh(i int) (number, bool) {
	out := number{start: i}
	var n numeral
	j := i
	switch r := s.t[i]; {
	case r == '上' || r == '过':
		if p := place(at(s.t, i+1)); p < 2 {
			return out, false
		}
		out.vague, out.over = true, true
		j++
	case r == '数' || r == '几':
		if place(at(s.t, i+1)) == 0 {
			return out, false
		}
		out.vague = true
		j++
	case r == '零' || r == '〇':
		if at(s.t, i+1) != '点' {
			return out, false
		}
	case place(r) >= 2:
		out.bare, out.vague = true, true
	}
	read := 0
	for ; j < len(s.t); j++ {
		r := s.t[j]
		if d := digitOf(r); d >= 0 {
			if !n.add(uint64(d)) {
				return out, false
			}
		} else if p := place(r); p > 0 {
			if n.tooBig() {
				return out, false
			}
			n.multiply(p)
		} else if isMore(r) && n.last > 0 && (place(at(s.t, j+1)) >= 4 || s.unitAt(j+1)) {
			out.over = true
			out.vague = out.vague || r == '几'
		} else {
			break
		}
		read++
	}
	if read == 0 {
		return out, false
	}
	out.small = read == 1 && !out.vague
	out.mant, out.end = n.sum(0), j
	if hi := n.sum(1); hi > out.mant {
		out.mantTo = hi
	}
	out.scale = n.last
	if n.waits {
		out.scale = 0
	}
	s.pointZh(&out)
	return out, true
}

// add takes a digit. It reports false for digits that are no number but a
// sequence, as of a year.
func (n *numeral) add(d uint64) bool {
	switch {
	case !n.waits || n.digit[0] == 0:
		n.digit = [2]uint64{d, d}
	case n.digit[0] == n.digit[1] && d == n.digit[0]+1:
		n.digit[1] = d
	default:
		return false
	}
	n.waits = true
	return true
}

// pointZh reads decimals: 三点五亿.
func (s *scan) pointZh(n *number) {
	if at(s.t, n.end) != '点' || digitOf(at(s.t, n.end+1)) < 0 || n.mantTo != 0 || n.mant > 1e9 {
		return
	}
	mant, exp, j := n.mant, 0, n.end+1
	for ; digitOf(at(s.t, j)) >= 0 && exp > -8; j++ {
		mant = mant*10 + uint64(digitOf(s.t[j]))
		exp--
	}
	power := 0
	for place(at(s.t, j)) >= 4 && power < 12 {
		power += place(s.t[j])
		j++
	}
	if power == 0 && !s.unitAt(j) && !s.isFraction(n.start) {
		return
	}
	n.mant, n.exp, n.scale, n.end, n.small, n.decimal = mant, exp+power, power, j, false, true
}

// isFraction reports whether 分之 stands before i.
func (s *scan) isFraction(i int) bool { return i >= 2 && s.is(i-2, "分之") }

// numeralEn reads an English numeral at i: two million, twenty-five, millions of.
func (s *scan) numeralEn(i int) (number, bool) {
	if letterAt(s.t, i-1) {
		return number{}, false
	}
	if end, m, ok := s.find(roleVague, s.t, i); ok {
		return number{start: i, end: end, mant: 1, exp: int(m.num), scale: int(m.num), vague: true}, true
	}
	end, m, ok := s.find(roleNumeral, s.t, i)
	if !ok {
		return number{}, false
	}
	n := number{start: i, end: end, mant: uint64(m.num), small: m.num < 100}
	if m.num >= 20 && m.num < 100 {
		if end, m, ok := s.find(roleNumeral, s.t, n.end+1); ok && m.num < 10 && fold(at(s.t, n.end)) == ' ' {
			n.mant += uint64(m.num)
			n.end = end
		}
	}
	for n.exp < 12 && fold(at(s.t, n.end)) == ' ' {
		end, m, ok := s.find(roleScale, s.t, n.end+1)
		if !ok || end-n.end <= 3 {
			break
		}
		n.exp += int(m.num)
		n.scale += int(m.num)
		n.end = end
		n.small = false
	}
	return n, true
}
