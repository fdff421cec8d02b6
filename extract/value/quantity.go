package value

import (
	"strings"

	"github.com/newsgraph/newsgraph/kg"
)

// operand is one number with its unit, before ranges and bounds are read.
type operand struct {
	start, end int
	n          number
	kind       Kind
	unit       string
	noun       string
	class      string // of a count: classifier, noun, time, digits
	yuan       bool   // the unit is a bare 元
	prefixed   bool   // a currency stands before the number
	set        bool   // value holds the percentage, not n
	value      float64
	power      int // of ten, of the unit: -2 of cents, 1 of 成; n.exp has it already
}

func (o *operand) num() float64 {
	if o.set {
		return o.value
	}
	return o.n.num()
}

// quantity reads an amount, percentage, count or number at i.
func (s *scan) quantity(i int) (Value, bool) {
	start, sign := s.sign(i)
	a, ok := s.operand(start)
	if !ok {
		return Value{}, false
	}
	b, ranged := s.rangeTo(&a)
	if !s.accept(&a, ranged) {
		return Value{}, false
	}
	if sign != 0 && a.kind != Money && a.kind != Percent {
		return Value{}, false
	}
	v := Value{Start: a.start, End: a.end, Kind: a.kind, Num: a.num(), Unit: a.unit, Noun: a.noun, Bound: kg.Exact, Vague: a.n.vague}
	if to := a.n.to(); to != 0 {
		v.To, v.Bound = to, kg.Range
	}
	if ranged {
		v.To, v.End, v.Bound, v.Noun, v.Vague = b.num(), b.end, kg.Range, b.noun, v.Vague || b.n.vague
	}
	if sign != 0 {
		v.Start, v.Sign = i, sign
		v.Num, v.To = v.Num*float64(sign), v.To*float64(sign)
	}
	s.surroundings(&v, &a)
	return v, true
}

// sign reads a sign at i that no number or letter precedes and returns where
// the number starts.
func (s *scan) sign(i int) (int, int) {
	sign := 0
	switch s.t[i] {
	case '+':
		sign = 1
	case '-', '−':
		sign = -1
	default:
		return i, 0
	}
	if p := at(s.t, i-1); isDigit(p) || isLetter(p) || p == '%' || p == ')' || p == '-' {
		return i + 1, 0
	}
	return i + 1, sign
}

// operand reads a number at i with the currency before and the unit after it.
func (s *scan) operand(i int) (operand, bool) {
	if i >= len(s.t) {
		return operand{}, false
	}
	if end, m, ok := s.find(roleFixed, s.t, i); ok && !letterAt(s.t, i-1) {
		return operand{start: i, end: end, kind: Percent, unit: "%", set: true, value: m.num}, true
	}
	if o, ok := s.percentOf(i); ok {
		return o, true
	}
	o := operand{start: i}
	j := i
	if end, m, ok := s.find(rolePrefix, s.t, i); ok && !(isLetter(s.t[i]) && letterAt(s.t, i-1)) {
		o.kind, o.unit, o.prefixed = Money, m.text, true
		j = space(s.t, end)
	}
	n, ok := s.number(j)
	if !ok {
		return o, false
	}
	o.n, o.end = n, n.end
	s.unit(&o)
	return o, true
}

// percentOf reads 百分之三.
func (s *scan) percentOf(i int) (operand, bool) {
	power := place(s.t[i])
	if power < 2 || power > 4 || !s.is(i+1, "分之") {
		return operand{}, false
	}
	n, ok := s.number(i + 3)
	if !ok {
		return operand{}, false
	}
	n.exp += 2 - power
	n.bare, n.small, n.vague = false, false, false
	return operand{start: i, end: n.end, n: n, kind: Percent, unit: "%"}, true
}

// unit reads the unit after a number and sets end and kind.
func (s *scan) unit(o *operand) {
	j := space(s.t, o.n.end)
	if !s.zh && at(s.t, j) == '-' {
		j++
	}
	if end, m, ok := s.find(rolePercent, s.t, j); ok && !o.prefixed && s.isPercent(o, j, end) {
		o.power = int(m.num)
		o.n.exp += o.power
		o.kind, o.unit, o.end = Percent, "%", end
		return
	}
	if end, m, ok := s.find(roleCurrency, s.t, j); ok && s.isCurrency(j, end) {
		s.currency(o, m, end)
		return
	}
	if o.prefixed || s.fraction(o) {
		return
	}
	s.count(o, j)
}

// isPercent tells 三成 from 三成为.
func (s *scan) isPercent(o *operand, j, end int) bool {
	if s.t[j] != '成' {
		return true
	}
	switch at(s.t, end) {
	case '为', '立', '本', '功', '员', '长', '都', '交', '就', '果', '分', '品', '型', '熟', '绩', '效', '份':
		return false
	}
	return o.n.scale == 0 && o.n.num() <= 10
}

// isCurrency tells 5元 from 5元素, 5元人民币 being a word of its own.
func (s *scan) isCurrency(j, end int) bool {
	if s.t[j] != '元' || end != j+1 {
		return true
	}
	switch at(s.t, end) {
	case '素', '宇', '年', '旦', '老', '首', '组', '器':
		return false
	}
	return true
}

func (s *scan) currency(o *operand, m meaning, end int) {
	o.end, o.kind = end, Money
	o.power = int(m.num)
	o.n.exp += o.power
	switch {
	case m.text != "?":
		o.unit = m.text
	case !o.prefixed:
		o.yuan = true
		o.unit = "CNY"
	}
}

// fraction reads 三分之二 after its 三.
func (s *scan) fraction(o *operand) bool {
	if !s.is(o.n.end, "分之") || o.n.mant == 0 {
		return false
	}
	n, ok := s.number(o.n.end + 2)
	if !ok {
		return false
	}
	o.value = n.num() / o.n.num() * 100
	o.n = number{start: o.n.start, end: n.end}
	o.kind, o.unit, o.end, o.set = Percent, "%", n.end, true
	return true
}

// count reads the classifier, or the noun with adjectives before it.
func (s *scan) count(o *operand, j int) {
	end, m, ok := s.find(roleCount, s.t, j)
	for k := 0; !ok && !s.zh && k < 4; k++ {
		next, _, adjective := s.find(roleAdjective, s.t, j)
		if !adjective || fold(at(s.t, next)) != ' ' {
			return
		}
		j = next + 1
		end, m, ok = s.find(roleCount, s.t, j)
	}
	if !ok || !s.isCount(o, m, j, end) {
		return
	}
	o.end, o.kind, o.unit, o.class = end, Count, m.unit, m.text
	if end, _, ok := s.find(roleNoun, s.t, space(s.t, end)); ok && m.text == "classifier" {
		o.noun = string(s.t[space(s.t, o.end):end])
	}
}

// isCount tells counts from times of day, decades and the like.
func (s *scan) isCount(o *operand, m meaning, j, end int) bool {
	if m.text == "digits" && (o.n.small || o.n.bare) {
		return false
	}
	if m.text == "time" && o.n.digits && o.n.scale == 0 && !o.n.grouped && isYear(int(o.n.num())) {
		return false // 2024 model year
	}
	if !s.zh {
		return m.unit != "x" || j == o.n.end
	}
	next := at(s.t, end)
	switch s.t[j] {
	case '点':
		return next != '钟' && next != '半' && (o.n.decimal || o.n.num() > 24 || s.rises(o.start))
	case '年':
		return next != '代' && !(end == j+1 && next == '级')
	case '分':
		before := at(s.t, o.start-1)
		return before != '点' && before != '时' && next != '钟' && next != '之' && next != '别' && next != '析'
	case '部':
		return next != '委' && next != '门' && next != '分'
	case '度':
		return o.n.digits && next != '假'
	}
	return true
}

// rises reports whether a word of rising or falling stands before i.
func (s *scan) rises(i int) bool {
	switch at(s.t, i-1) {
	case '报', '涨', '跌', '升', '降', '挫', '扬', '高', '低', '至', '超', '逾', '近', '了', '约':
		return true
	}
	return false
}

// accept drops numbers that are none: ordinals, model and chip numbers, times,
// and bare numbers without a sign that they tell a quantity.
func (s *scan) accept(a *operand, ranged bool) bool {
	p := at(s.t, a.start-1)
	if p == '第' || p == '.' && digitAt(s.t, a.start-2) || p == '/' && !a.prefixed || p == '_' {
		return false
	}
	if !a.n.digits && !a.prefixed && (digitOf(p) >= 0 || place(p) > 0) {
		return false // the rest of a numeral that could not be read
	}
	if isDigit(p) && a.n.digits || p == ':' && digitAt(s.t, a.start-2) {
		return false
	}
	if p == '-' && (letterAt(s.t, a.start-2) || digitAt(s.t, a.start-2)) && !a.prefixed {
		return false
	}
	if isLetter(p) && !a.prefixed && !s.afterLetter(a) {
		return false
	}
	switch {
	case a.n.letter:
		return s.acceptLetter(a)
	case a.kind == Number:
		return s.acceptBare(a)
	case a.kind == Count && a.n.small && !ranged:
		return a.n.mant != 1 || a.unit == "倍" || a.class == "time" && !s.zh
	case a.n.bare && a.kind == Count:
		return a.end-a.start >= 3 || s.bounded(a.start)
	case a.n.bare:
		return a.n.end-a.n.start >= 2 || s.bounded(a.start)
	}
	return true
}

// afterLetter tells ARR1500万美元 and PMI50.1% from A100 and GPT4.
func (s *scan) afterLetter(a *operand) bool {
	return s.zh && a.n.digits && !a.n.letter && (a.n.scale >= 4 || a.kind == Percent && a.n.decimal)
}

// acceptLetter takes 7B, 350M and 128K where a unit or a word before says that
// they are numbers, not names.
func (s *scan) acceptLetter(a *operand) bool {
	if a.kind != Number {
		return true
	}
	if a.n.scale < 6 {
		return false
	}
	if letterAt(s.t, a.end) || digitAt(s.t, a.end) {
		return false
	}
	if s.cued(a.start) || s.bounded(a.start) {
		return true
	}
	if _, m, ok := s.find(roleAfter, s.t, a.end); ok && m.text != "none" {
		return true
	}
	j := space(s.t, a.end)
	if !s.zh && at(s.t, j) == '-' {
		j++
	}
	_, ok := s.oneOf(j, "版本", "模型", "大模型", "规模", "的模型", "parameter", "model", "version")
	return ok && !s.isName(a.start)
}

// noName are characters that end no name.
const noName = "了的为是约达到有以用"

// isName reports whether the text before i may be a name's beginning, so that
// what follows is its version: 昇腾910B.
func (s *scan) isName(i int) bool {
	p := at(s.t, i-1)
	if isSpace(p) {
		j := i - 2
		for letterAt(s.t, j-1) && !s.zh {
			j--
		}
		return s.zh && letterAt(s.t, j) || isUpper(at(s.t, j))
	}
	return p >= 0x4e00 && p < 0xa000 && !strings.ContainsRune(noName, p)
}

// acceptBare takes numbers without unit that have a multiplier, grouping, a
// bound or a cue.
func (s *scan) acceptBare(a *operand) bool {
	if a.n.small || a.n.vague && a.n.bare || isSpace(at(s.t, a.start-1)) && letterAt(s.t, a.start-2) && s.zh && a.n.scale == 0 {
		return false
	}
	switch next := at(s.t, a.end); {
	case isLetter(next) || isDigit(next), next == '-' && letterAt(s.t, a.end+1),
		(next == ':' || next == '/' || next == '-') && digitAt(s.t, a.end+1), next == '.' && digitAt(s.t, a.end+1):
		return false
	}
	if a.n.scale >= 3 || a.n.grouped {
		return true
	}
	if !a.n.digits || !s.zh && !a.n.decimal {
		return false
	}
	return s.cued(a.start) || s.bounded(a.start)
}

func (s *scan) cued(i int) bool {
	_, _, ok := s.findBack(roleCue, s.t, s.back(i))
	return ok
}

func (s *scan) bounded(i int) bool {
	_, m, ok := s.findBack(roleBefore, s.t, s.back(i))
	return ok && m.text != "none"
}

// back returns i, or i-1 if a space stands before.
func (s *scan) back(i int) int {
	if isSpace(at(s.t, i-1)) {
		return i - 1
	}
	return i
}
