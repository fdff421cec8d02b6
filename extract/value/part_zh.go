package value

// part reads a part of a year: 第二季度, 前三季度, 上半年, 前九个月, 第三财季.
func (s *scan) part(i int) (int, cal, bool) {
	switch at(s.t, i) {
	case '上', '下':
		half := 1
		if s.t[i] == '下' {
			half = 2
		}
		if s.is(i+1, "半年") {
			return i + 3, cal{half: half}, at(s.t, i+3) != '报' || half == 1
		}
		if s.is(i+1, "半财年") {
			return i + 4, cal{half: half, fiscal: true}, true
		}
		return i, cal{}, false
	case '前', '首', '头':
		return s.firstParts(i)
	}
	j := i
	if at(s.t, j) == '第' {
		j = space(s.t, j+1)
	}
	n, end, ok := s.quarterNumber(j)
	if !ok || j == i && digitAt(s.t, j-1) {
		return i, cal{}, false
	}
	if k, ok := s.joins(end); ok { // 一至三季度
		if m, to, ok := s.quarterNumber(k); ok && m > n {
			if to, ok := s.oneOf(to, "季度"); ok {
				return to, cal{year: 0}.months(n*3-2, m*3), true
			}
		}
	}
	if to, ok := s.oneOf(end, "财季", "财政季度", "个财季"); ok && to > end {
		return to, cal{quarter: n, fiscal: true}, j > i || s.t[end] != '个'
	}
	if to, ok := s.oneOf(end, "季度", "季报"); ok {
		return to, cal{quarter: n}, true
	}
	if at(s.t, end) == '季' && j > i {
		return end + 1, cal{quarter: n}, true
	}
	return i, cal{}, false
}

// quarterNumber reads a number from 1 to 4 with a space after it.
func (s *scan) quarterNumber(i int) (int, int, bool) {
	if n, end := s.integer(i, 1); end > i {
		return n, space(s.t, end), n >= 1 && n <= 4
	}
	n := digitOf(at(s.t, i))
	return n, i + 1, n >= 1 && n <= 4 && s.t[i] != '两'
}

// firstParts reads 前三季度, 首季, 前九个月.
func (s *scan) firstParts(i int) (int, cal, bool) {
	if end, ok := s.oneOf(i, "首季度", "首季", "首财季"); ok {
		return end, cal{quarter: 1, fiscal: s.t[i+1] == '财'}, true
	}
	n, end := s.integer(i+1, 2)
	if end == i+1 {
		end, n, _ = s.smallNumeral(i + 1)
		if at(s.t, i+1) == '两' {
			n, end = 2, i+2
		}
	}
	if end == i+1 || n < 1 {
		return i, cal{}, false
	}
	end = space(s.t, end)
	if to, ok := s.oneOf(end, "季度", "个季度", "财季", "季"); ok && n <= 3 {
		c := cal{}.months(1, n*3)
		c.fiscal = s.t[end] == '财'
		return to, c, true
	}
	if to, ok := s.oneOf(end, "个月", "月"); ok && n <= 12 {
		c := cal{}.months(1, n)
		return to, c, true
	}
	return i, cal{}, false
}

// partYear gives a part of a year at i the year of the period before it in the
// sentence: 2022年全年营收…，第四季度营收… is of one year.
func (s *scan) partYear(i int, c cal) cal {
	for k := len(s.out) - 1; k >= s.first; k-- {
		if s.out[k].Kind != Date {
			continue
		}
		if d := s.dated; d.year != 0 && d.year <= s.today.Year() && d.day == 0 && d.fiscal == c.fiscal && s.sameSentence(s.out[k].End, i) {
			return c.inYear(d.year)
		}
		break
	}
	return s.withYear(c)
}
