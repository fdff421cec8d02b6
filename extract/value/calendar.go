package value

import (
	"strconv"
	"time"
)

// cal is a day or period as far as a text names it; what is 0 is not named.
type cal struct {
	year, month, day   int
	quarter, toQuarter int // 1 to 4
	half               int // 1 or 2
	week               int // ISO week
	fiscal             bool
	toYear             int // last of several years, or the year of toMonth
	toMonth, toDay     int
}

// period reports whether c is more than a day.
func (c cal) period() bool { return c.day == 0 || c.toDay != 0 }

// String writes c as [Value.Date] tells.
func (c cal) String() string {
	buf := make([]byte, 0, 24)
	if c.fiscal {
		buf = append(buf, "FY"...)
	}
	if c.year != 0 {
		buf = strconv.AppendInt(buf, int64(c.year), 10)
	}
	switch {
	case c.quarter != 0:
		buf = append(buf, 'Q', byte('0'+c.quarter))
		if c.toQuarter != 0 {
			buf = append(buf, '-', 'Q', byte('0'+c.toQuarter))
		}
	case c.half != 0:
		buf = append(buf, 'H', byte('0'+c.half))
	case c.week != 0:
		buf = two(append(buf, "-W"...), c.week)
	case c.month != 0:
		buf = c.appendDays(buf)
	case c.toYear != 0:
		buf = strconv.AppendInt(append(buf, '-'), int64(c.toYear), 10)
	}
	return string(buf)
}

// appendDays writes the months and days of c after its year.
func (c cal) appendDays(buf []byte) []byte {
	if c.year != 0 {
		buf = append(buf, '-')
	}
	buf = two(buf, c.month)
	if c.day != 0 {
		buf = two(append(buf, '-'), c.day)
	}
	if c.toMonth == 0 {
		return buf
	}
	buf = append(buf, '/')
	if c.toYear != 0 {
		buf = append(strconv.AppendInt(buf, int64(c.toYear), 10), '-')
	}
	buf = two(buf, c.toMonth)
	if c.toDay != 0 {
		buf = two(append(buf, '-'), c.toDay)
	}
	return buf
}

func two(buf []byte, n int) []byte {
	if n < 10 {
		buf = append(buf, '0')
	}
	return strconv.AppendInt(buf, int64(n), 10)
}

// months returns the period of the months from a to b of the year of c, as
// quarters, half or year where it is one.
func (c cal) months(a, b int) cal {
	c.month, c.day = 0, 0
	switch {
	case a == 1 && b == 12:
	case a == 1 && b == 6:
		c.half = 1
	case a == 7 && b == 12:
		c.half = 2
	case a == 1 && b == 9:
		c.quarter, c.toQuarter = 1, 3
	case a%3 == 1 && b == a+2:
		c.quarter = b / 3
	case a == b:
		c.month = a
	default:
		c.month, c.toMonth, c.toYear = a, b, c.year
	}
	return c
}

// endingAt returns the period of n months that ends at the day of c.
func (c cal) endingAt(n int) cal {
	switch {
	case n == 12 && c.month == 12:
		return cal{year: c.year}
	case n == 12:
		return cal{year: c.year, fiscal: true}
	case c.month-n < 0:
		return cal{year: c.year - 1, month: c.month - n + 13, toYear: c.year, toMonth: c.month}
	}
	return cal{year: c.year}.months(c.month-n+1, c.month)
}

// How many days after publication a date or quarter without a year may begin:
// a later one is of the year before. 第三季度 in March is last year's.
const (
	latest        = 183
	latestQuarter = 75
)

// earliest is how many days before publication an English day without a year
// may lie: "30 January" in December is the coming one.
const earliest = 300

// withYear gives a year to a date without one: that of publication, or the
// one before if the date would lie half a year ahead.
func (s *scan) withYear(c cal) cal {
	if c.year != 0 || s.today.IsZero() {
		return c
	}
	c = c.inYear(s.today.Year())
	if c.fiscal {
		return c
	}
	first := max(c.month, c.quarter*3-2, c.half*6-5, 1)
	begins := time.Date(c.year, time.Month(first), max(c.day, 1), 0, 0, 0, 0, time.UTC)
	days := int(begins.Sub(s.today).Hours() / 24)
	switch {
	case days > latest, c.quarter != 0 && days > latestQuarter:
		return c.inYear(c.year - 1)
	case !s.zh && c.day != 0 && days < -earliest:
		return c.inYear(c.year + 1)
	}
	return c
}

// past gives a day without a year the last year in which it lies before the
// publication.
func (s *scan) past(c cal) cal {
	given := c.year != 0
	c = s.withYear(c)
	if !given && c.year != 0 && time.Date(c.year, time.Month(c.month), c.day, 0, 0, 0, 0, time.UTC).After(s.today) {
		c.year--
	}
	return c
}

func calOf(t time.Time) cal {
	return cal{year: t.Year(), month: int(t.Month()), day: t.Day()}
}

// relative returns the date that lies n days, weeks … from the publication.
func (s *scan) relative(r role, n int) cal {
	if s.today.IsZero() {
		return cal{}
	}
	t := s.today
	switch r {
	case roleDay:
		return calOf(t.AddDate(0, 0, n))
	case roleWeek:
		year, week := t.AddDate(0, 0, 7*n).ISOWeek()
		return cal{year: year, week: week}
	case roleMonth:
		t = time.Date(t.Year(), t.Month()+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
		return cal{year: t.Year(), month: int(t.Month())}
	case roleQuarter:
		t = time.Date(t.Year(), t.Month()+time.Month(3*n), 1, 0, 0, 0, 0, time.UTC)
		return cal{year: t.Year(), quarter: (int(t.Month()) + 2) / 3}
	}
	return cal{year: t.Year() + n}
}

// weekday returns the day of week (1 Monday) in the week n weeks from the
// publication's.
func (s *scan) weekday(day, n int) cal {
	if s.today.IsZero() {
		return cal{}
	}
	return calOf(s.today.AddDate(0, 0, 7*n+day-isoDay(s.today)))
}

// lastWeekday returns the last such day up to the publication's.
func (s *scan) lastWeekday(day int) cal {
	if s.today.IsZero() {
		return cal{}
	}
	return calOf(s.today.AddDate(0, 0, -((isoDay(s.today) - day + 7) % 7)))
}

func isoDay(t time.Time) int { return (int(t.Weekday())+6)%7 + 1 }

// dayOfMonth returns the last day with this number up to the publication's.
func (s *scan) dayOfMonth(day int) cal {
	if s.today.IsZero() {
		return cal{}
	}
	t := s.today
	for range 12 {
		if d := time.Date(t.Year(), t.Month(), day, 0, 0, 0, 0, time.UTC); d.Day() == day && !d.After(s.today) {
			return calOf(d)
		}
		t = time.Date(t.Year(), t.Month(), 0, 0, 0, 0, 0, time.UTC)
	}
	return cal{}
}

// yearBefore returns the period of c one year earlier.
func (c cal) yearBefore() cal {
	if c.year != 0 {
		c.year--
	}
	if c.toYear != 0 {
		c.toYear--
	}
	return c
}

// inYear returns the period of c in another year.
func (c cal) inYear(year int) cal {
	if c.toMonth != 0 {
		c.toYear += year - c.year
	}
	c.year = year
	return c
}

// valid reports whether the day exists.
func valid(year, month, day int) bool {
	if year == 0 {
		year = 2000
	}
	return month >= 1 && month <= 12 && day >= 1 && day <= 31 &&
		time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC).Day() == day
}
