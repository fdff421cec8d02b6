package value

// ordinals are the parts of a year by name.
var ordinals = [...]string{"first", "second", "third", "fourth"}

// dateEn reads an English date at i.
func (s *scan) dateEn(i int) (int, cal, bool) {
	if isDigit(s.t[i]) {
		return s.digitDateEn(i)
	}
	if letterAt(s.t, i-1) {
		return i, cal{}, false
	}
	end, c, ok := s.monthName(i)
	if !ok {
		end, c, ok = s.weekdayEn(i)
	}
	if !ok {
		end, c, ok = s.partEn(i)
	}
	if !ok {
		end, c, ok = s.fiscalEn(i)
	}
	if !ok {
		end, c, ok = s.latinPart(i)
	}
	if !ok {
		end, c, ok = s.yearAgo(i)
	}
	if !ok {
		end, c, ok = s.relativeEn(i)
	}
	return end, c, ok
}

// digitDateEn reads 18 March 2024, 3Q23 and a bare year after a word like in.
func (s *scan) digitDateEn(i int) (int, cal, bool) {
	n, end := s.integer(i, 4)
	if p := at(s.t, i-1); end == i || isLetter(p) || isDigit(p) || p == '.' && digitAt(s.t, i-2) || s.isSign(p) || p == ',' && digitAt(s.t, i-2) {
		return i, cal{}, false
	}
	if end-i == 1 && n >= 1 && n <= 4 && fold(at(s.t, end)) == 'q' {
		if y, to := s.integer(end+1, 4); to > end+1 {
			return to, cal{year: fullYear(y), quarter: n}, to-end-1 != 3
		}
		return end + 1, cal{quarter: n}, !letterAt(s.t, end+1)
	}
	if end-i <= 2 {
		j := s.ordinalEnd(end)
		if isSpace(at(s.t, j)) {
			if to, m, ok := s.find(roleName, s.t, j+1); ok && isUpper(s.t[j+1]) {
				c := cal{month: int(m.num), day: n}
				to, c.year = s.yearAfter(to)
				return to, c, valid(c.year, c.month, n)
			}
		}
		return i, cal{}, false
	}
	return s.bareYear(i, end, n)
}

func (s *scan) isSign(r rune) bool {
	switch r {
	case '$', '€', '£', '¥', '₹', '₩', '#', '/', '-', '_', '+', ':':
		return true
	}
	return false
}

// bareYear takes four digits for a year after in, since, by … or in brackets.
func (s *scan) bareYear(i, end, n int) (int, cal, bool) {
	next := at(s.t, end)
	if end-i != 4 || n < 1950 || n > 2049 || isLetter(next) || next == '%' ||
		(next == ',' || next == '.' || next == '-' || next == '/') && digitAt(s.t, end+1) && !s.is(end, "-20") {
		return i, cal{}, false
	}
	o := operand{start: i, n: number{start: i, end: end, mant: uint64(n), digits: true}}
	if s.unit(&o); o.kind == Count && o.class == "noun" && fold(next) == ' ' {
		return i, cal{}, false
	}
	if _, _, ok := s.findBack(roleDayword, s.t, s.back(i)); !ok {
		v, ok := s.last() // (2023), June 2022 and 2023
		if at(s.t, i-1) != '(' && !(ok && v.Kind == Date && i-v.End <= 2) {
			return i, cal{}, false
		}
	}
	c := cal{year: n}
	if r := at(s.t, end); r == '-' || r == '–' {
		if to, k := s.integer(end+1, 4); isYear(to) && to > n {
			c.toYear, end = to, k
		}
	}
	if to, p, ok := s.letterPeriod(end + 1); ok && isSpace(at(s.t, end)) {
		return to, p.inYear(n), true
	}
	return end, c, true
}

// monthName reads March 18, 2024; March 18; March 2024; March.
func (s *scan) monthName(i int) (int, cal, bool) {
	end, m, ok := s.find(roleName, s.t, i)
	if !ok || !isUpper(s.t[i]) {
		return i, cal{}, false
	}
	c := cal{month: int(m.num)}
	j := space(s.t, end)
	if n, k := s.integer(j, 2); k > j && !(at(s.t, k) == ',' && digitAt(s.t, k+1)) && at(s.t, k) != '%' {
		c.day = n
		k = s.ordinalEnd(k)
		to, year := s.yearAfter(k)
		c.year = year
		if !valid(year, c.month, n) || letterAt(s.t, k) {
			return i, c, false
		}
		if to == k {
			to = s.toDay(k, &c)
		}
		return to, c, true
	}
	if to, year := s.yearAfter(end); year != 0 {
		c.year = year
		return to, c, true
	}
	_, _, ok = s.findBack(roleDayword, s.t, s.back(i))
	return end, c, ok
}

// toDay reads the end of March 18-20.
func (s *scan) toDay(i int, c *cal) int {
	j, ok := s.joins(i)
	if !ok {
		return i
	}
	n, end := s.integer(j, 2)
	if end == j || n <= c.day || !valid(0, c.month, n) {
		return i
	}
	to, year := s.yearAfter(end)
	c.year = year
	*c = s.withYear(*c)
	c.toYear, c.toMonth, c.toDay = c.year, c.month, n
	return to
}

// ordinalEnd skips st, nd, rd or th after a day.
func (s *scan) ordinalEnd(i int) int {
	if end, ok := s.oneOf(i, "st", "nd", "rd", "th"); ok && !letterAt(s.t, end) {
		return end
	}
	return i
}

// yearAfter reads a year of four digits after a comma or space, or " of ".
func (s *scan) yearAfter(i int) (int, int) {
	j := i
	if at(s.t, j) == ',' {
		j++
	}
	j = space(s.t, j)
	if s.is(j, "of ") {
		j += 3
	}
	if year, end := s.integer(j, 4); j > i && end-j == 4 && isYear(year) && !letterAt(s.t, end) && !(at(s.t, end) == ',' && digitAt(s.t, end+1)) {
		return end, year
	}
	return i, 0
}

// weekdayEn reads Tuesday, last Tuesday, next Friday. A weekday right before a
// date belongs to it.
func (s *scan) weekdayEn(i int) (int, cal, bool) {
	j, shift := i, 0
	for _, w := range [...]struct {
		word  string
		shift int
	}{{"last ", -1}, {"next ", 1}, {"this ", 2}} {
		if s.isFolded(i, w.word) {
			j, shift = i+5, w.shift
		}
	}
	end, m, ok := s.find(roleWeekday, s.t, j)
	if !ok || !isUpper(s.t[j]) {
		return i, cal{}, false
	}
	if to, c, ok := s.monthName(end + 2); ok && at(s.t, end) == ',' && isSpace(at(s.t, end+1)) {
		return to, c, true
	}
	day := int(m.num)
	c := s.lastWeekday(day)
	if c.day == 0 {
		return end, c, true
	}
	switch {
	case shift == -1 && day == isoDay(s.today):
		c = s.weekday(day, -1)
	case shift == 1:
		c = calOf(s.today.AddDate(0, 0, (day-isoDay(s.today)+6)%7+1))
	case shift == 2:
		c = s.weekday(day, 0)
	}
	return end, c, true
}

// partEn reads the third quarter of 2023, first half, first nine months.
func (s *scan) partEn(i int) (int, cal, bool) {
	j, fiscal := i, false
	if s.isFolded(j, "fiscal ") {
		j, fiscal = j+7, true
	}
	n := 0
	for k, word := range ordinals {
		if s.isFolded(j, word+" ") {
			n, j = k+1, j+len(word)+1
		}
	}
	if n == 0 {
		return i, cal{}, false
	}
	if s.isFolded(j, "fiscal ") {
		j, fiscal = j+7, true
	}
	c := cal{fiscal: fiscal}
	switch {
	case s.isFolded(j, "quarter"):
		j += len("quarter")
		c.quarter = n
	case s.isFolded(j, "half") && n <= 2:
		j += len("half")
		c.half = n
	default:
		months, end, ok := s.firstMonths(j, n)
		if !ok {
			return i, c, false
		}
		c = cal{}.months(1, months)
		j = end
	}
	if letterAt(s.t, j) {
		return i, c, false
	}
	return s.partOf(j, c)
}

// firstMonths reads nine months after first.
func (s *scan) firstMonths(j, ordinal int) (int, int, bool) {
	end, m, ok := s.find(roleNumeral, s.t, j)
	n := int(m.num)
	if !ok {
		n, end = s.integer(j, 2)
	}
	if ordinal != 1 || n < 2 || n > 12 || end == j {
		return 0, j, false
	}
	if s.isFolded(end, " months") {
		return n, end + len(" months"), true
	}
	return n * 3, end + len(" quarters"), n <= 4 && s.isFolded(end, " quarters")
}

// partOf reads what year a part of a year is of.
func (s *scan) partOf(i int, c cal) (int, cal, bool) {
	j := i
	if end, ok := s.oneOf(j, " of the ", " of ", " in ", ", ", " "); ok {
		j = end
	}
	if s.isFolded(j, "calendar ") {
		j += 9
	}
	if s.isFolded(j, "fiscal ") {
		j, c.fiscal = j+7, true
		if s.isFolded(j, "year ") {
			j += 5
		}
		c.fiscal = true
	}
	if year, end := s.integer(j, 4); j > i && end-j == 4 && isYear(year) {
		return end, c.inYear(year), true
	}
	if end, m, ok := s.find(roleYear, s.t, j); ok && j > i && !s.today.IsZero() {
		return end, c.inYear(s.today.Year() + int(m.num)), true
	}
	return i, s.partYear(i, c), true
}

// fiscalEn reads fiscal 2024, fiscal year 2024, FY2024, FY24, full-year 2023.
func (s *scan) fiscalEn(i int) (int, cal, bool) {
	j, fiscal := i, true
	switch {
	case s.isFolded(i, "fiscal year "):
		j += 12
	case s.isFolded(i, "fiscal "):
		j += 7
	case s.isFolded(i, "full year "):
		j, fiscal = i+10, false
	case s.is(i, "FY"):
		j = i + 2
		if fold(at(s.t, j)) == ' ' {
			j++
		}
	default:
		return i, cal{}, false
	}
	year, end := s.integer(j, 4)
	if end-j != 4 && !(end-j == 2 && s.is(i, "FY")) || letterAt(s.t, end) && fold(at(s.t, end)) != 'q' {
		return i, cal{}, false
	}
	c := cal{year: fullYear(year), fiscal: fiscal}
	if to, p, ok := s.letterPeriod(space(s.t, end)); ok {
		p.fiscal = fiscal
		return to, p.inYear(c.year), true
	}
	return end, c, isYear(c.year)
}

func fullYear(n int) int {
	if n < 100 {
		return 2000 + n
	}
	return n
}

// latinPart reads Q3 2024, and Q3 or H1 where a word of finance stands beside.
func (s *scan) latinPart(i int) (int, cal, bool) {
	end, c, ok := s.letterPeriod(i)
	if !ok {
		return i, c, false
	}
	j := end
	if r := at(s.t, j); r == ' ' || r == ',' || r == '\'' || r == '-' {
		j = space(s.t, j+1)
	}
	if s.isFolded(j, "fy") {
		j, c.fiscal = j+2, true
	}
	if year, to := s.integer(j, 4); j > end && (to-j == 4 && isYear(year) || to-j == 2 && c.fiscal) {
		return to, c.inYear(fullYear(year)), true
	}
	c.fiscal = false
	if s.financial(i, end) {
		return end, s.partYear(i, c), true
	}
	return i, c, false
}

// financial reports whether words around i to end show that Q3 is a quarter.
func (s *scan) financial(i, end int) bool {
	j := space(s.t, end)
	if s.zh {
		_, ok := s.oneOf(j, "财报", "营收", "业绩", "净利", "收入", "利润", "季报", "季度", "销量", "出货", "毛利", "财季", "的营收", "的收入", "交付", "末", "期间")
		return ok
	}
	if _, _, ok := s.findBack(roleDayword, s.t, s.back(i)); ok {
		return true
	}
	_, ok := s.oneOf(j, "revenue", "earnings", "results", "profit", "sales", "guidance", "net", "report", "deliveries", "shipments", "loss", "income", "EPS")
	return ok
}

// periodEnded returns the start and period of "the three months ended" before
// the day at i, else the day as it is.
func (s *scan) periodEnded(i int, c cal) (int, cal) {
	j := s.back(i)
	switch {
	case j >= 6 && s.is(j-6, " ended"):
		j -= 6
	case j >= 7 && s.is(j-7, " ending"):
		j -= 7
	default:
		return i, c
	}
	for _, p := range [...]struct {
		word   string
		months int
	}{{"quarter", 3}, {"half", 6}, {"year", 12}} {
		if n := len(p.word); j >= n && s.isFolded(j-n, p.word) {
			return i, s.past(c).endingAt(p.months)
		}
	}
	v, ok := s.last()
	if !ok || v.End != j || v.Unit != "months" || v.Num < 1 || v.Num > 12 {
		return i, c
	}
	start, months := v.Start, int(v.Num)
	s.out = s.out[:len(s.out)-1]
	return start, s.past(c).endingAt(months)
}

// yearAgo reads a year earlier: the period before, a year earlier.
func (s *scan) yearAgo(i int) (int, cal, bool) {
	end := 0
	for _, word := range [...]string{
		"a year earlier", "a year ago", "year earlier", "year ago", "the same period last year",
		"the same period a year ago", "the same period a year earlier", "the same quarter last year",
		"the same quarter a year ago", "the same quarter a year earlier", "the prior year period", "the prior year quarter",
		"the year ago quarter", "the year ago period", "the year earlier period", "the year earlier quarter",
	} {
		if s.isFolded(i, word) && !letterAt(s.t, i+len(word)) {
			end = max(end, i+len(word))
		}
	}
	if end == 0 || digitAt(s.t, i-2) {
		return i, cal{}, false
	}
	c := s.dated
	if c.year == 0 || c.day != 0 {
		return end, s.relative(roleYear, -1), true
	}
	return end, c.yearBefore(), true
}

func (s *scan) relativeEn(i int) (int, cal, bool) {
	for _, r := range [...]role{roleDay, roleWeek, roleMonth, roleQuarter, roleYear} {
		if end, m, ok := s.find(r, s.t, i); ok {
			return end, s.relative(r, int(m.num)), true
		}
	}
	return s.lastMonth(i)
}

// lastMonth reads last March, next May.
func (s *scan) lastMonth(i int) (int, cal, bool) {
	for _, w := range [...]struct {
		word string
		next bool
	}{{"last ", false}, {"this ", false}, {"next ", true}} {
		if !s.isFolded(i, w.word) {
			continue
		}
		end, m, ok := s.find(roleName, s.t, i+5)
		if !ok || !isUpper(at(s.t, i+5)) {
			continue
		}
		c := cal{month: int(m.num)}
		if s.today.IsZero() {
			return end, c, true
		}
		c.year = s.today.Year()
		switch now := int(s.today.Month()); {
		case w.next && c.month <= now:
			c.year++
		case w.word == "last " && c.month >= now:
			c.year--
		}
		return end, c, true
	}
	return i, cal{}, false
}

func isUpper(r rune) bool { return 'A' <= r && r <= 'Z' }
