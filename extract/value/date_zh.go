package value

// dateZh reads a Chinese date at i.
func (s *scan) dateZh(i int) (int, cal, bool) {
	switch r := s.t[i]; {
	case isDigit(r):
		return s.digitDate(i)
	case isLetter(r):
		return i, cal{}, false
	case digitOf(r) >= 0:
		if end, year, ok := s.yearNumeral(i); ok {
			return s.yearTail(end, cal{year: year})
		}
	}
	if end, c, ok := s.part(i); ok {
		return end, s.partYear(i, c), true
	}
	if end, c, ok := s.weekdayZh(i); ok {
		return end, c, true
	}
	return s.relativeZh(i)
}

// digitDate reads the dates that begin with a digit.
func (s *scan) digitDate(i int) (int, cal, bool) {
	n, end := s.integer(i, 4)
	if p := at(s.t, i-1); end == i || isDigit(p) || isLetter(p) || p == '.' && digitAt(s.t, i-2) || p == '第' {
		return i, cal{}, false
	}
	j := space(s.t, end)
	switch end - i {
	case 4:
		if isYear(n) {
			return s.digitYear(i, end, n)
		}
	case 2:
		if at(s.t, j) == '年' {
			if to, c, ok := s.yearTail(j+1, cal{year: 2000 + n}); ok && to > j+1 && n >= 10 {
				return to, c, true
			}
			return i, cal{}, false
		}
		fallthrough
	case 1:
		return s.digitMonth(i, end, n)
	}
	return i, cal{}, false
}

// digitYear reads what follows a year in digits that end at end.
func (s *scan) digitYear(i, end, year int) (int, cal, bool) {
	j := space(s.t, end)
	c := cal{year: year}
	switch {
	case at(s.t, j) == '年' && at(s.t, j+1) != '代':
		return s.yearTail(j+1, c)
	case s.is(j, "财"):
		return s.yearTail(j, c)
	}
	if to, p, ok := s.letterPeriod(j); ok {
		p.year = year
		return to, p, true
	}
	k, joined := s.joins(end)
	if !joined {
		return i, c, false
	}
	last, to := s.integer(k, 4)
	if to-k == 4 && isYear(last) && last > year && at(s.t, space(s.t, to)) == '年' {
		c.toYear = last
		return space(s.t, to) + 1, c, true
	}
	return i, c, false
}

// joins reads a word between the two ends of a period.
func (s *scan) joins(i int) (int, bool) {
	switch at(s.t, i) {
	case '-', '~', '–', '—', '至', '到', '～', '－':
		return i + 1, true
	}
	return i, false
}

// digitMonth reads the dates that begin with one or two digits: 3月18日, 1-6月,
// 18日, 3季度.
func (s *scan) digitMonth(i, end, n int) (int, cal, bool) {
	j := space(s.t, end)
	switch at(s.t, j) {
	case '月':
		if n >= 1 && n <= 12 {
			return s.monthTail(j+1, s.nearYear(i, cal{month: n}))
		}
	case '日':
		if s.isDay(i, j, n) {
			return j + 1, s.nearDay(i, n), true
		}
	}
	if k, ok := s.joins(end); ok {
		m, to := s.integer(k, 2)
		if to > k && m > n && n >= 1 {
			switch at(s.t, space(s.t, to)) {
			case '月':
				if m <= 12 {
					return space(s.t, to) + 1, s.withYear(s.nearYear(i, cal{})).monthsOf(n, m), true
				}
			case '日':
				if c := s.nearDay(i, n); s.isDay(i, space(s.t, to), m) && c.day != 0 {
					c.toYear, c.toMonth, c.toDay = c.year, c.month, m
					return space(s.t, to) + 1, c, true
				}
			}
		}
	}
	if to, c, ok := s.part(i); ok {
		return to, s.partYear(i, c), true
	}
	return i, cal{}, false
}

// monthsOf is [cal.months] for a period that may have no year.
func (c cal) monthsOf(a, b int) cal { return cal{year: c.year}.months(a, b) }

// isDay tells a day of the month from a number of days; j is where 日 stands.
func (s *scan) isDay(i, j, n int) bool {
	if n < 1 || n > 31 {
		return false
	}
	switch at(s.t, j+1) {
	case '内', '均', '线', '游', '间', '元', '本', '活', '常', '圆', '期', '韩', '经', '股':
		return false
	}
	switch at(s.t, i-1) {
	case '近', '续', '每', '期', '去', '来', '后', '共', '达', '余':
		return false
	}
	return true
}

// nearDay gives a day of the month the month of the date right before it, else
// takes the last such day.
func (s *scan) nearDay(i, day int) cal {
	if c := s.neighbour(i); c.month != 0 && c.day != 0 && valid(c.year, c.month, day) {
		return cal{year: c.year, month: c.month, day: day}
	}
	return s.dayOfMonth(day)
}

// nearYear gives a month the year of the date right before it.
func (s *scan) nearYear(i int, c cal) cal {
	c.year = s.neighbour(i).year
	return c
}

// neighbour returns the date before if only a joining word stands between.
func (s *scan) neighbour(i int) cal {
	v, ok := s.last()
	if !ok || v.Kind != Date || v.Date == "" || i-v.End != 1 {
		return cal{}
	}
	if _, ok := s.joins(v.End); ok || s.t[v.End] == '、' || s.t[v.End] == '和' {
		return s.dated
	}
	return cal{}
}

// yearNumeral reads 二〇二三年.
func (s *scan) yearNumeral(i int) (int, int, bool) {
	year := 0
	for j := i; j < i+4; j++ {
		d := digitOf(at(s.t, j))
		if d < 0 || s.t[j] == '两' {
			return i, 0, false
		}
		year = year*10 + d
	}
	return i + 5, year, at(s.t, i+4) == '年' && isYear(year)
}

// yearTail reads what may follow a year at i.
func (s *scan) yearTail(i int, c cal) (int, cal, bool) {
	j := space(s.t, i)
	if n, end := s.integer(j, 2); end > j {
		k := space(s.t, end)
		if at(s.t, k) == '月' && n >= 1 && n <= 12 {
			c.month = n
			return s.monthTail(k+1, c)
		}
		if k, ok := s.joins(end); ok {
			m, to := s.integer(k, 2)
			if to > k && at(s.t, space(s.t, to)) == '月' && n >= 1 && m > n && m <= 12 {
				return space(s.t, to) + 1, c.months(n, m), true
			}
		}
	}
	if end, month, ok := s.monthNumeral(j); ok {
		c.month = month
		return s.monthTail(end, c)
	}
	if end, ok := s.oneOf(j, "财政年度", "财年", "财"); ok {
		c.fiscal = true
		i, j = end, space(s.t, end)
	} else if s.is(j, "年度") {
		i, j = j+2, space(s.t, j+2)
	} else if at(s.t, j) == '度' && at(s.t, j+1) != '假' {
		i, j = j+1, space(s.t, j+1)
	}
	k := j
	if at(s.t, k) == '的' {
		k++
	}
	if end, p, ok := s.part(k); ok {
		p.fiscal = p.fiscal || c.fiscal
		return end, p.inYear(c.year), true
	}
	if end, p, ok := s.letterPeriod(k); ok {
		p.year, p.fiscal = c.year, c.fiscal
		return end, p, true
	}
	if s.is(k, "同期") {
		if s.dated != (cal{}) && s.dated.day == 0 {
			return k + 2, s.dated.inYear(c.year), true
		}
		return k + 2, c, true
	}
	if c.fiscal {
		return i, c, true
	}
	if end, ok := s.yearPoint(j); ok {
		return end, c, true
	}
	if s.is(j, "全年") {
		return j + 2, c, true
	}
	return i, c, true
}

// yearPoint reads 底, 末, 初 and 年中 after a year: which month, they leave open.
func (s *scan) yearPoint(i int) (int, bool) {
	if at(s.t, i) == '年' {
		i++
	}
	next := at(s.t, i+1)
	switch at(s.t, i) {
	case '底':
		return i + 1, next != '特' && next != '部' && next != '层'
	case '末':
		return i + 1, next != '日'
	case '初':
		return i + 1, next != '创' && next != '步' && next != '期' && next != '级' && next != '始'
	case '中':
		return i + 1, next == '，' || next == ',' || next == '。' || next == '将' || next == '前' || next == '的'
	}
	return i, false
}

// monthNumeral reads 十二月.
func (s *scan) monthNumeral(i int) (int, int, bool) {
	end, n, ok := s.smallNumeral(i)
	if !ok || at(s.t, end) != '月' || n > 12 {
		return i, 0, false
	}
	return end + 1, n, true
}

// smallNumeral reads a Chinese number from 1 to 31.
func (s *scan) smallNumeral(i int) (int, int, bool) {
	n, j := 0, i
	if d := digitOf(at(s.t, j)); d > 0 {
		n, j = d, j+1
	}
	if at(s.t, j) == '十' {
		n, j = max(n, 1)*10, j+1
		if d := digitOf(at(s.t, j)); d > 0 {
			n, j = n+d, j+1
		}
	}
	return j, n, n > 0 && n <= 31
}

// monthTail reads what may follow a month at i.
func (s *scan) monthTail(i int, c cal) (int, cal, bool) {
	j := space(s.t, i)
	day, end := s.integer(j, 2)
	if end == j {
		if to, n, ok := s.smallNumeral(j); ok {
			day, end = n, to
		}
	}
	if to, ok := s.daySpan(end, day, &c); ok && end > j {
		return to, c, true
	}
	if k := space(s.t, end); end > j && (at(s.t, k) == '日' || at(s.t, k) == '号') && valid(c.year, c.month, day) {
		c.day = day
		return s.dayTail(k+1, c)
	}
	if at(s.t, j) == '份' {
		i, j = j+1, j+1
	}
	if k, ok := s.joins(j); ok {
		m, to := s.integer(k, 2)
		to = space(s.t, to)
		if at(s.t, to) == '月' && m > c.month && m <= 12 && !digitAt(s.t, space(s.t, to+1)) {
			return to + 1, s.withYear(c).monthsOf(c.month, m), true
		}
	}
	if end, ok := s.oneOf(j, "上旬", "中旬", "下旬", "底", "末", "初"); ok {
		return end, c, true
	}
	return i, c, true
}

// dayTail reads the period that ends at a day: 截至2024年3月31日止三个月.
func (s *scan) dayTail(i int, c cal) (int, cal, bool) {
	j := i
	if end, ok := s.oneOf(j, "止的", "止", "的"); ok {
		j = end
	}
	n, end := s.integer(j, 2)
	if end == j {
		end, n, _ = s.smallNumeral(j)
	}
	if to, ok := s.oneOf(end, "个月"); ok && n > 0 && n <= 12 {
		return to, s.past(c).endingAt(n), true
	}
	for _, p := range [...]struct {
		word   string
		months int
	}{{"财政年度", 12}, {"财年", 12}, {"年度", 12}, {"季度", 3}, {"半年", 6}} {
		if j > i && s.is(j, p.word) {
			return j + len([]rune(p.word)), s.past(c).endingAt(p.months), true
		}
	}
	if to, ok := s.daySpan(i, c.day, &c); ok {
		return to, c, true
	}
	return i, c, true
}

// daySpan reads the end of 3月18日-20日 or 3月18-20日 at i.
func (s *scan) daySpan(i, from int, c *cal) (int, bool) {
	j, ok := s.joins(i)
	if !ok {
		return i, false
	}
	to, end := s.integer(j, 2)
	if end == j || at(s.t, end) != '日' || to <= from || !valid(c.year, c.month, from) || !valid(c.year, c.month, to) {
		return i, false
	}
	c.day = from
	*c = s.withYear(*c)
	c.toYear, c.toMonth, c.toDay = c.year, c.month, to
	return end + 1, true
}

// weekdayZh reads 周三, 上周五, 星期日.
func (s *scan) weekdayZh(i int) (int, cal, bool) {
	end, m, given := s.find(roleWeek, s.t, i)
	if !given {
		var ok bool
		if end, ok = s.oneOf(i, "周", "星期", "礼拜"); !ok || s.counted(i) {
			return i, cal{}, false
		}
	}
	day := digitOf(at(s.t, end))
	switch at(s.t, end) {
	case '日', '天':
		day = 7
	case '两':
		day = 0
	}
	if day < 1 || day > 7 || s.t[end] == '七' || s.is(end, "日均") {
		return i, cal{}, false
	}
	switch {
	case given:
		return end + 1, s.weekday(day, int(m.num)), true
	case i >= 2 && (s.is(i-2, "将于") || s.is(i-2, "将在") || s.is(i-2, "定于")):
		c := s.lastWeekday(day)
		if c.day != 0 && c != calOf(s.today) {
			c = calOf(s.today.AddDate(0, 0, (day-isoDay(s.today)+7)%7))
		}
		return end + 1, c, true
	}
	return end + 1, s.lastWeekday(day), true
}

// counted reports whether a number or 每 before i makes weeks of a 周.
func (s *scan) counted(i int) bool {
	p := at(s.t, s.back(i)-1)
	return isDigit(p) || digitOf(p) >= 0 || place(p) > 0 || p == '每' || p == '几' || p == '数' || p == '半' || p == '双' || p == '单'
}

// relativeZh reads 去年12月, 本周, 上月, 昨日, 同期, 年底.
func (s *scan) relativeZh(i int) (int, cal, bool) {
	if end, m, ok := s.find(roleYear, s.t, i); ok {
		if m.num == -1 && s.is(end, "同期") && s.dated.year != 0 && s.dated.day == 0 {
			return end + 2, s.dated.yearBefore(), true
		}
		return s.yearTail(end, s.relative(roleYear, int(m.num)))
	}
	for _, r := range [...]role{roleDay, roleWeek, roleMonth, roleQuarter} {
		if end, m, ok := s.find(r, s.t, i); ok {
			c := s.relative(r, int(m.num))
			if r == roleMonth && c.month != 0 {
				return s.monthTail(end, c)
			}
			return end, c, true
		}
	}
	if s.is(i, "同期") {
		return s.samePeriod(i)
	}
	if at(s.t, i) == '年' && !digitAt(s.t, i-1) {
		if end, ok := s.yearPoint(i + 1); ok && at(s.t, i+1) != '中' && at(s.t, i-1) != '几' {
			return end, s.relative(roleYear, 0), true
		}
	}
	return i, cal{}, false
}

// SamePeriod reports whether a date is told as the same period of another year
// (去年同期).
func SamePeriod(text []rune) bool {
	n := len(text)
	return n >= 2 && text[n-2] == '同' && text[n-1] == '期'
}

// samePeriod reads 同期: the period before, a year earlier after 较 or 比.
func (s *scan) samePeriod(i int) (int, cal, bool) {
	c := s.dated
	if c == (cal{}) {
		return i, c, false
	}
	switch at(s.t, i-1) {
	case '较', '比', '与', '于', '由':
		c = c.yearBefore()
	}
	return i + 2, c, true
}
