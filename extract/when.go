package extract

import (
	"slices"
	"strings"
	"time"

	"github.com/newsgraph/newsgraph/extract/pattern"
	"github.com/newsgraph/newsgraph/extract/value"
	"github.com/newsgraph/newsgraph/kg"
)

// carried is how far back, in code points, the date or period of a figure may
// stand: a report names its quarter once, a market recap its day.
const carried = 800

// ofMarkets are figures that hold for the time of a market's move told before
// them in their sentence.
var ofMarkets = []kg.Kind{"stock_price", "market_cap", "market_cap_change"}

// when enters the time of a figure: the period of one of accounts, the day or
// period of a market's move, the date of any other; where a rule attaches both, a
// quarter or half year is a period. It stands in the figure's
// clause, else before it in its sentence; accounts and markets have else the
// last that the text names before them, a market's headline the first behind it.
func (r *reading) when(q kg.Qualifiers, s *sentence, reading *pattern.Reading, spec kg.KindSpec, index int) {
	delete(q, "date")
	delete(q, "period")
	accounts, market := r.x.ofAccounts(reading.Relation), slices.Contains(spec.Subjects, kg.Index)
	n := len(s.figures) - 2 // the figure before
	if !accounts && !r.x.attaches(reading.Relation, "date") {
		return
	}
	i := r.statedTime(s, index, accounts, market)
	switch {
	case i >= 0:
	case accounts:
		i = r.lastTime(index, true)
	case market:
		i = r.marketTime(s, reading, index)
	case n >= 0 && slices.Contains(ofMarkets, spec.Kind) && ofMarket(s.figures[n].kind):
		i = s.figures[n].time
	}
	s.figures[len(s.figures)-1].time = i
	if market && i >= 0 {
		r.moved = append(r.moved, i)
	}
	switch {
	case i < 0:
	case accounts || market && r.values[i].Period || r.x.attaches(reading.Relation, "period") && strings.ContainsAny(r.values[i].Date, "QH"):
		q["period"] = r.values[i].Date
	default:
		q["date"] = r.values[i].Date
	}
}

// marketTime returns when a market moved that its sentence does not date: as
// the figure before it in the sentence, else in the last period named where
// the move is one over several days (累计), else on the last day named.
func (r *reading) marketTime(s *sentence, reading *pattern.Reading, index int) int {
	if n := len(s.figures) - 2; n >= 0 && s.figures[n].time >= 0 && ofMarket(s.figures[n].kind) {
		return s.figures[n].time
	}
	for _, u := range s.units[reading.Span[0]:reading.Span[1]] {
		if u.Kind == pattern.Word && r.begins("overall", u.Start) {
			return r.lastSpell(index)
		}
	}
	i := r.lastDay(index)
	if i < 0 && r.values[index].Start < r.title {
		i = r.firstDay(index)
	}
	return i
}

// ofMarket reports whether figures of a kind are a market's, those of an index.
func ofMarket(kind kg.Kind) bool {
	spec, _ := kg.KindOf(kind)
	return slices.Contains(spec.Subjects, kg.Index) || slices.Contains(ofMarkets, kind)
}

// lastSpell returns the last week or month that the text names before a move
// over several days, -1 for none.
func (r *reading) lastSpell(index int) int {
	i := r.lastTime(index, true)
	if i >= 0 && !strings.Contains(r.values[i].Date, "-") {
		return -1
	}
	return i
}

// statedTime returns the time that the figure's own sentence names for it: the
// nearest before it in its clause, else the next behind it there, else the
// nearest before it; -1 for none.
func (r *reading) statedTime(s *sentence, index int, period, market bool) int {
	at := r.values[index].Start
	from, to := r.clauseSpan(s, at)
	for i := index - 1; i >= 0 && r.values[i].Start >= from; i-- {
		if of := r.boundTo(i); r.isTime(i, period) && (of == index || of < 0 && !r.compared(i)) {
			return i
		}
	}
	for i := index + 1; i < len(r.values) && r.values[i].End <= to; i++ {
		if r.isTime(i, period) && !r.compared(i) && r.boundTo(i) < 0 {
			return i
		}
	}
	for i := index - 1; i >= 0 && r.values[i].Start >= s.start; i-- {
		if r.isTime(i, period) && r.holdsOn(i) {
			return i
		}
		if market && r.values[i].Kind != value.Date {
			return -1 // a period of other figures
		}
	}
	return -1
}

// holdsOn reports whether a time holds for what comes behind its clause too: it
// is no single number's and nothing that another is compared with.
func (r *reading) holdsOn(i int) bool {
	v := &r.values[i]
	return r.boundTo(i) < 0 && !r.compared(i) && !value.SamePeriod(r.text[v.Start:v.End])
}

// clauseSpan returns where the clause of a place of the sentence begins and ends.
func (r *reading) clauseSpan(s *sentence, at int) (from, to int) {
	from, to = s.start, s.end
	for _, u := range s.units {
		switch {
		case !breaksClause(u):
		case u.End <= at:
			from = u.End
		default:
			return from, u.Start
		}
	}
	return from, to
}

func (r *reading) isTime(i int, period bool) bool {
	v := &r.values[i]
	return v.Kind == value.Date && v.Date != "" && (v.Period || !period)
}

// boundTo returns the number right behind a time, 的 between them or not: it
// alone is of that time. -1 for none.
func (r *reading) boundTo(i int) int {
	if i+1 >= len(r.values) || r.values[i+1].Kind == value.Date {
		return -1
	}
	next := skipSpace(r.text, r.values[i].End)
	if next < len(r.text) && r.text[next] == '的' {
		next++
	}
	if skipSpace(r.text, next) == r.values[i+1].BoundStart {
		return i + 1
	}
	return -1
}

// compared reports whether a time is only what another is compared with: it
// stands right behind a word of the class versus.
func (r *reading) compared(i int) bool {
	end := r.values[i].Start
	for end > 0 && r.text[end-1] == ' ' {
		end--
	}
	return r.endsWith("versus", end)
}

// endsWith reports whether a word of a class of words.tsv ends at a place.
func (r *reading) endsWith(class string, end int) bool {
	for _, word := range r.x.function.of(r.lang, class) {
		w := []rune(word)
		if start := end - len(w); start >= 0 && standsAt(r.text, start, w) {
			return true
		}
	}
	return false
}

// begins reports whether a word of a class of words.tsv begins at a place.
func (r *reading) begins(class string, start int) bool {
	for _, word := range r.x.function.of(r.lang, class) {
		if standsPlain(r.text, start, word) {
			return true
		}
	}
	return false
}

// lastDay returns the last day named before a market's move: in its paragraph
// any, else the first of the text or one on which another market moved; -1 for
// none.
func (r *reading) lastDay(index int) int {
	first, at := r.firstDay(-1), r.values[index].Start
	for i := r.lastTime(index, false); i >= 0; i = r.lastTime(i, false) {
		if i == first || slices.Contains(r.moved, i) || !slices.Contains(r.text[r.values[i].End:at], '\n') {
			return i
		}
	}
	return -1
}

// lastTime returns the last period or day that the text names before a figure
// and that is no other's, -1 for none.
func (r *reading) lastTime(index int, period bool) int {
	at := r.values[index].Start
	for i := index - 1; i >= 0 && at-r.values[i].Start <= carried; i-- {
		if r.isTime(i, period) && r.values[i].Period == period && r.holdsOn(i) && (period || r.tradingDay(i)) {
			return i
		}
	}
	return -1
}

// recent is how many days before its publication a text may date a market's
// move of which it does not say the day.
const recent = 10

// tradingDay reports whether a day may be the one of a market's move that the
// text tells without its day: no weekend, and not long ago.
func (r *reading) tradingDay(i int) bool {
	day, err := time.Parse(time.DateOnly, r.values[i].Date)
	if err != nil || r.published.IsZero() {
		return true
	}
	weekend := day.Weekday() == time.Saturday || day.Weekday() == time.Sunday
	return !weekend && r.published.Sub(day) <= recent*24*time.Hour
}

// firstDay returns the first day that the text gives by its number behind a
// figure of the title, -1 for none near.
func (r *reading) firstDay(index int) int {
	for i := index + 1; i < len(r.values) && r.values[i].Start-r.title <= carried; i++ {
		if r.isTime(i, false) && !r.values[i].Period && slices.ContainsFunc(r.text[r.values[i].Start:r.values[i].End], isDigit) {
			return i
		}
	}
	return -1
}

// attaches reports whether the rules of a relation or metric attach the role.
func (x *Extractor) attaches(relation, role string) bool {
	rel, ok := x.rules.Relation(relation)
	return ok && slices.ContainsFunc(rel.Attach, func(a pattern.AttachSpec) bool { return a.Role == role })
}

// ofAccounts reports whether a kind of figures is one of accounts, which hold for a
// period and no day.
func (x *Extractor) ofAccounts(kind string) bool {
	return x.attaches(kind, "period") && !x.attaches(kind, "date")
}
