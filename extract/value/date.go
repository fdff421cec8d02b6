package value

import "github.com/newsgraph/newsgraph/kg"

// date reads a day or period at i.
func (s *scan) date(i int) (Value, bool) {
	end, c, ok := s.isoDate(i)
	if !ok && s.zh {
		end, c, ok = s.dateZh(i)
	}
	if !ok && (!s.zh || isLetter(s.t[i])) {
		end, c, ok = s.dateEn(i)
	}
	if !ok {
		return Value{}, false
	}
	start := i
	if !s.zh && c.day != 0 {
		start, c = s.periodEnded(i, c)
	}
	if s.zh && c.day != 0 && i >= 2 && (s.is(i-2, "截至") || s.is(i-2, "截止")) {
		c = s.past(c)
	}
	c = s.withYear(c)
	v := Value{Start: start, BoundStart: start, BoundEnd: end, End: end, Kind: Date, Bound: kg.Exact}
	if c != (cal{}) {
		v.Date, v.Period = c.String(), c.period()
		if !SamePeriod(s.t[start:end]) {
			s.dated = c
		}
	}
	return v, true
}

// isoDate reads 2024-03-18, 2024/3/18, 2024.3.18, and a month 2024-03.
func (s *scan) isoDate(i int) (int, cal, bool) {
	year, j := s.integer(i, 4)
	if j-i != 4 || !isYear(year) || digitAt(s.t, i-1) || letterAt(s.t, i-1) {
		return i, cal{}, false
	}
	sep := at(s.t, j)
	if sep != '-' && sep != '/' && sep != '.' {
		return i, cal{}, false
	}
	month, k := s.integer(j+1, 2)
	if k == j+1 || at(s.t, k) != sep {
		return i, cal{}, false
	}
	day, end := s.integer(k+1, 2)
	if end == k+1 || digitAt(s.t, end) || !valid(year, month, day) {
		return i, cal{}, false
	}
	return end, cal{year: year, month: month, day: day}, true
}

// integer reads up to n digits at i. More digits make none.
func (s *scan) integer(i, n int) (int, int) {
	v, j := 0, i
	for ; digitAt(s.t, j) && j-i < n; j++ {
		v = v*10 + int(s.t[j]-'0')
	}
	if digitAt(s.t, j) {
		return 0, i
	}
	return v, j
}

func isYear(n int) bool { return n >= 1900 && n <= 2099 }

// letterPeriod reads Q3, Q1-Q3, H1, and Q3 2024, where a year or a word of
// finance shows that no name is meant.
func (s *scan) letterPeriod(i int) (int, cal, bool) {
	if letterAt(s.t, i-1) {
		return i, cal{}, false
	}
	n, d := fold(at(s.t, i)), at(s.t, i+1)
	if letterAt(s.t, i+2) || digitAt(s.t, i+2) {
		return i, cal{}, false
	}
	switch {
	case n == 'q' && d >= '1' && d <= '4':
		return i + 2, cal{quarter: int(d - '0')}, true
	case n == 'h' && (d == '1' || d == '2'):
		return i + 2, cal{half: int(d - '0')}, true
	}
	return i, cal{}, false
}
