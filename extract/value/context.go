package value

import (
	"strings"

	"github.com/newsgraph/newsgraph/kg"
)

// surroundings reads what stands around a number: bounds, per, the currency
// that a bare 元 means, and whether it repeats an amount in another currency.
func (s *scan) surroundings(v *Value, a *operand) {
	v.BoundStart, v.BoundEnd = v.Start, v.End
	found := s.boundBefore(v, a)
	if end := s.perAfter(v); end > v.BoundEnd {
		v.BoundEnd = end
	}
	if bound, end := s.boundAfter(v); end > v.BoundEnd {
		v.BoundEnd = end
		if found == "" {
			found = bound
		}
		if v.Per == "" {
			v.BoundEnd = max(end, s.perAfter(v))
		}
	}
	if found == "" && a.n.over {
		found = kg.Over
	}
	if found != "" && v.Bound == kg.Exact {
		v.Bound = found
	}
	if v.Kind != Money {
		return
	}
	s.perBefore(v)
	second := s.repeats(v)
	if a.yuan {
		v.Unit = s.meantByYuan(v, second)
	}
	if before, ok := s.last(); second && ok && before.Unit != v.Unit {
		v.Secondary = true
	}
}

// boundBefore reads 约 or more than before the number.
func (s *scan) boundBefore(v *Value, a *operand) kg.Bound {
	start, m, ok := s.findBack(roleBefore, s.t, s.back(v.Start))
	if !ok || m.text == "none" {
		return ""
	}
	if !s.zh && letterAt(s.t, start-1) {
		return ""
	}
	if a.class == "time" && m.text == "about" && s.t[start] == '近' { // 近5年: the last five
		return ""
	}
	v.BoundStart = start
	return kg.Bound(m.text)
}

// boundAfter reads 以上 or "or more" after the unit.
func (s *scan) boundAfter(v *Value) (kg.Bound, int) {
	j := v.BoundEnd
	if v.Bound == kg.Range {
		if end, ok := s.oneOf(j, "之间"); ok {
			return "", end
		}
	}
	if at(s.t, j) == '多' && s.takesMore(v) {
		return kg.Over, j + 1
	}
	end, m, ok := s.find(roleAfter, s.t, space(s.t, j))
	if !ok || m.text == "none" || m.text == "over" && s.t[end-1] == '起' && v.Kind != Money {
		return "", j
	}
	return kg.Bound(m.text), end
}

// takesMore reports whether 多 after the unit belongs to it: 两倍多, 三年多.
func (s *scan) takesMore(v *Value) bool {
	switch s.t[v.End-1] {
	case '倍', '年', '月', '周', '天':
		return at(s.t, v.End+1) != '于'
	}
	return false
}

// perAfter reads /月, 每月, a month after an amount or count, into v.Per.
func (s *scan) perAfter(v *Value) int {
	if v.Kind != Money {
		return v.BoundEnd
	}
	j := space(s.t, v.BoundEnd)
	start, ok := s.oneOf(j, "/每", "/", "每", "／")
	if r := at(s.t, j); !ok && s.zh && r == '一' { // 2美元一小时
		if _, m, time := s.find(roleCount, s.t, j+1); time && m.text == "time" {
			start, ok = j+1, true
		}
	}
	if !ok && !s.zh {
		if fold(at(s.t, j)) == ' ' { // $20-a-month
			j++
		}
		start, ok = s.oneOf(j, "a ", "an ", "per ", "each ", "every ", "a-", "per-")
	}
	if !ok {
		return v.BoundEnd
	}
	start = space(s.t, start)
	end, ok := s.perNoun(start)
	if !ok {
		return v.BoundEnd
	}
	if _, since := s.oneOf(end, " earlier", " ago", " before", " later"); since { // $1 billion a year earlier
		return v.BoundEnd
	}
	for { // 元/人/月, per user per month
		more, ok := s.oneOf(end, "/每", "/", " per ", " a ")
		if !ok {
			break
		}
		next, ok := s.perNoun(more)
		if !ok {
			break
		}
		end = next
	}
	v.Per = perName(s.t[start:end])
	return end
}

// perName returns what an amount is for without 个 and 每.
func perName(text []rune) string {
	return strings.TrimPrefix(strings.ReplaceAll(string(text), "每", ""), "个")
}

// perNoun returns the end of what an amount is for: a unit, with a number
// before it (百万tokens, 1K tokens) or without.
func (s *scan) perNoun(i int) (int, bool) {
	if i >= len(s.t) {
		return i, false
	}
	if end, _, ok := s.find(rolePer, s.t, i); ok {
		if longer, _, ok := s.perCount(i); ok && longer > end {
			return longer, true
		}
		if next, _, ok := s.find(roleCount, s.t, space(s.t, end)); ok && place(s.t[end-1]) > 0 {
			return next, true
		}
		return end, true
	}
	end, _, ok := s.perCount(i)
	return end, ok
}

// perCount returns the end of a unit of role count with an optional number.
func (s *scan) perCount(i int) (int, meaning, bool) {
	if n, ok := s.number(i); ok {
		if end, m, ok := s.find(roleCount, s.t, space(s.t, n.end)); ok {
			return end, m, true
		}
		if end, m, ok := s.find(rolePer, s.t, space(s.t, n.end)); ok {
			return end, m, true
		}
	}
	return s.find(roleCount, s.t, i)
}

// each reads 每百万tokens before an amount and keeps it for the next one.
func (s *scan) each(i int) (int, bool) {
	if s.t[i] != '每' {
		return i, false
	}
	start := space(s.t, i+1)
	end, ok := s.perNoun(start)
	if !ok {
		return i, false
	}
	s.per = perWords{start: i, end: end, text: perName(s.t[start:end])}
	return end, true
}

// maxPerGap is how many code points may stand between 每股 and its amount:
// 每百万tokens的输入价格仅为2元.
const maxPerGap = 10

// perBefore gives an amount the 每… that stands before it in the clause.
func (s *scan) perBefore(v *Value) {
	if s.per.text == "" || v.Per != "" || v.Start-s.per.end > maxPerGap || v.Start < s.per.end {
		return
	}
	for _, r := range s.t[s.per.end:v.Start] {
		switch r {
		case '，', ',', '。', '；', ';', '、', '\n', '！', '？':
			return
		}
	}
	v.Per = s.per.text
	if s.back(v.BoundStart) <= s.per.end {
		v.BoundStart = s.per.start
	}
}

// maxRepeatGap is how many code points may stand between an amount and its
// repetition in another currency: 美元（按当前汇率约合人民币.
const maxRepeatGap = 16

// repeats reports whether words between the amount before and this one say
// that this one tells the same again.
func (s *scan) repeats(v *Value) bool {
	before, ok := s.last()
	if !ok || before.Kind != Money {
		return false
	}
	from := max(before.End, before.BoundEnd)
	if v.Start-from > maxRepeatGap || v.Start < from {
		return false
	}
	gap := s.t[from:v.Start]
	if len(gap) > 0 && (gap[0] == '(' || gap[0] == '（' || len(gap) > 1 && isSpace(gap[0]) && gap[1] == '(') {
		return true
	}
	for i := from; i < v.Start; i++ {
		if _, ok := s.oneOf(i, "约合", "折合", "合人民币", "相当于", "折算", "，合", ",合", "equivalent", "or about ", "or roughly ", "or around "); ok {
			return true
		}
	}
	return false
}

// meantByYuan returns the currency of a bare 元: that of an amount before it in
// the sentence if that is in no yuan, unless this one repeats it.
func (s *scan) meantByYuan(v *Value, second bool) string {
	own := s.o.Currency
	if own == "" {
		own = "CNY"
	}
	if second {
		return own
	}
	for i := len(s.out) - 1; i >= s.first; i-- {
		before := &s.out[i]
		if !s.sameSentence(before.End, v.Start) {
			break
		}
		if before.Kind == Money && !before.Secondary {
			return before.Unit
		}
	}
	return own
}
