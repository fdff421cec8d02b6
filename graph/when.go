package graph

import (
	"cmp"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/newsgraph/newsgraph/kg"
)

// When is the time that a figure holds for. From and To are the first and the
// last day (2006-01-02), empty where the text names no calendar time ("上周").
type When struct {
	Text      string `json:"text"`                // as written, or the day of publication
	From      string `json:"from,omitempty"`      //
	To        string `json:"to,omitempty"`        //
	Precision string `json:"precision,omitempty"` // day, week, month, quarter, half, year, range; text where From is empty
	Source    string `json:"source"`              // stated, published or fetched
}

// identity returns what tells this time from another in a metric's id. Words
// that name no calendar time mean another one on each day of publication.
func (w When) identity(day string) string {
	if w.From == "" {
		return w.Text + "@" + day
	}
	return w.From + "/" + w.To
}

const isoDay = "2006-01-02"

// Where a figure's time comes from.
const (
	stated    = "stated"
	published = "published"
	fetched   = "fetched"
)

// whenOf returns the stated period or date of a figure, else the day on which
// its document was published, else fetched.
func whenOf(q kg.Qualifiers, publishedAt, fetchedAt string) When {
	day := SeenAt(publishedAt, fetchedAt).day()
	for _, name := range []string{"period", "date"} {
		if text, ok := q[name].(string); ok {
			return ParseWhen(text, day)
		}
	}
	w := ParseWhen(day, "")
	w.Source = published
	if publishedAt == "" {
		w.Source = fetched
	}
	return w
}

var (
	dayForm      = regexp.MustCompile(`^(\d{4})-(\d{1,2})-(\d{1,2})$`)
	monthForm    = regexp.MustCompile(`^(\d{4})-(\d{1,2})$`)
	yearForm     = regexp.MustCompile(`^(\d{4})$`)
	quarterForm  = regexp.MustCompile(`^(\d{4})-?Q([1-4])$`)
	halfForm     = regexp.MustCompile(`^(\d{4})-?H([12])$`)
	quartersForm = regexp.MustCompile(`^(\d{4})Q([1-4])-Q([1-4])$`)
	weekForm     = regexp.MustCompile(`^(\d{4})-W(\d{2})$`)
	yearsForm    = regexp.MustCompile(`^(\d{4})-(\d{4})$`)
	yearlessForm = regexp.MustCompile(`^(\d{1,2})-(\d{1,2})$`)
)

// ParseWhen reads a date or period as the extractions write them: 2024-03-18,
// 2024-03, 2024, 2023Q4, 2023H1, 2023Q1-Q3, 2021-2022, the ISO week 2023-W33,
// two of them joined by a slash, or 01-27, whose year is the one that puts it nearest to the published day.
func ParseWhen(text, publishedDay string) When {
	w := When{Text: text, Source: stated, Precision: "text"}
	from, to, precision, ok := calendar(strings.TrimSpace(text), publishedDay)
	if ok {
		w.From, w.To, w.Precision = from.Format(isoDay), to.Format(isoDay), precision
	}
	return w
}

func calendar(text, publishedDay string) (from, to time.Time, precision string, ok bool) {
	if m := dayForm.FindStringSubmatch(text); m != nil {
		day, ok := civil(m[1], m[2], m[3])
		return day, day, "day", ok
	}
	if m := monthForm.FindStringSubmatch(text); m != nil {
		first, ok := civil(m[1], m[2], "1")
		return first, first.AddDate(0, 1, -1), "month", ok
	}
	if m := yearForm.FindStringSubmatch(text); m != nil {
		first, ok := civil(m[1], "1", "1")
		return first, first.AddDate(1, 0, -1), "year", ok
	}
	if m := quarterForm.FindStringSubmatch(text); m != nil {
		first, ok := civil(m[1], firstMonth(m[2], 3), "1")
		return first, first.AddDate(0, 3, -1), "quarter", ok
	}
	if m := halfForm.FindStringSubmatch(text); m != nil {
		first, ok := civil(m[1], firstMonth(m[2], 6), "1")
		return first, first.AddDate(0, 6, -1), "half", ok
	}
	if m := quartersForm.FindStringSubmatch(text); m != nil && m[2] < m[3] {
		first, ok := civil(m[1], firstMonth(m[2], 3), "1")
		last, _ := civil(m[1], firstMonth(m[3], 3), "1")
		return first, last.AddDate(0, 3, -1), "range", ok
	}
	if m := yearsForm.FindStringSubmatch(text); m != nil && m[1] < m[2] {
		first, ok1 := civil(m[1], "1", "1")
		last, ok2 := civil(m[2], "12", "31")
		return first, last, "range", ok1 && ok2
	}
	if m := weekForm.FindStringSubmatch(text); m != nil {
		monday, ok := isoWeek(m[1], m[2])
		return monday, monday.AddDate(0, 0, 6), "week", ok
	}
	if m := yearlessForm.FindStringSubmatch(text); m != nil {
		day, ok := nearestYear(m[1], m[2], publishedDay)
		return day, day, "day", ok
	}
	if a, b, found := strings.Cut(text, "/"); found {
		first, _, _, ok1 := calendar(a, publishedDay)
		_, last, _, ok2 := calendar(b, publishedDay)
		return first, last, "range", ok1 && ok2 && !last.Before(first)
	}
	return from, to, "", false
}

func firstMonth(part string, months int) string {
	n, _ := strconv.Atoi(part) // a digit by the form
	return strconv.Itoa((n-1)*months + 1)
}

// civil returns the day, or false where the calendar has none such.
func civil(year, month, day string) (time.Time, bool) {
	t, err := time.Parse("2006-1-2", fmt.Sprintf("%s-%s-%s", year, month, day))
	return t, err == nil
}

// isoWeek returns the Monday of an ISO week, or false where the year has none such.
func isoWeek(year, week string) (time.Time, bool) {
	n, _ := strconv.Atoi(week)
	first, ok := civil(year, "1", "4") // always in week 1
	monday := first.AddDate(0, 0, 7*(n-1)-(int(first.Weekday())+6)%7)
	_, found := monday.ISOWeek()
	return monday, ok && n == found
}

// nearestYear puts a day without a year next to the day of publication.
func nearestYear(month, day, publishedDay string) (best time.Time, ok bool) {
	at, err := time.Parse(isoDay, publishedDay)
	if err != nil {
		return best, false
	}
	for year := at.Year() - 1; year <= at.Year()+1; year++ {
		t, exists := civil(strconv.Itoa(year), month, day)
		if exists && (!ok || t.Sub(at).Abs() < best.Sub(at).Abs()) {
			best, ok = t, true
		}
	}
	return best, ok
}

// Seen is when a document was published, else fetched: as written, and as an
// instant to order by. A bare date counts from its midnight in UTC.
type Seen struct {
	Text string
	at   int64 // Unix seconds; the smallest where Text is no time
}

// SeenAt reads a document's published time, or its fetched time where that is
// empty.
func SeenAt(publishedAt, fetchedAt string) Seen {
	text := cmp.Or(publishedAt, fetchedAt)
	return Seen{Text: text, at: instant(text)}
}

// Compare orders by instant, then by what is written.
func (s Seen) Compare(t Seen) int {
	switch {
	case s.at != t.at:
		if s.at < t.at {
			return -1
		}
		return 1
	default:
		return strings.Compare(s.Text, t.Text)
	}
}

// day returns the day as written, or "" where there is none.
func (s Seen) day() string {
	if len(s.Text) < len(isoDay) {
		return ""
	}
	day := s.Text[:len(isoDay)]
	if _, err := time.Parse(isoDay, day); err != nil {
		return ""
	}
	return day
}

func instant(text string) int64 {
	if t, err := time.Parse(time.RFC3339, text); err == nil {
		return t.Unix()
	}
	if t, err := time.Parse(isoDay, text); err == nil {
		return t.Unix()
	}
	return -1 << 62
}
