package value

import "github.com/newsgraph/newsgraph/kg"

// round reads a financing round at i: A轮, Pre-A+轮, 天使轮, Series B.
func (s *scan) round(i int) (Value, bool) {
	if letterAt(s.t, i-1) || digitAt(s.t, i-1) && isLetter(s.t[i]) {
		return Value{}, false
	}
	name, end := s.roundZh(i)
	if name == "" {
		name, end = s.roundEn(i)
	}
	if name == "" {
		return Value{}, false
	}
	return Value{Start: i, End: end, BoundStart: i, BoundEnd: end, Kind: Round, Unit: name, Bound: kg.Exact}, true
}

// namedRounds are rounds that a word names, as written and as called.
var namedRounds = [...]struct{ written, name string }{
	{"天使轮", "angel"},
	{"天使+轮", "angel+"},
	{"种子轮", "seed"},
	{"种子+轮", "seed+"},
	{"战略融资", "strategic"},
	{"战略投资", "strategic"},
	{"战略轮", "strategic"},
}

func (s *scan) roundZh(i int) (string, int) {
	for _, r := range namedRounds {
		if s.is(i, r.written) {
			return r.name, i + len([]rune(r.written))
		}
	}
	if s.is(i, "种子") && s.afterMoney(i) { // 140万美元种子
		return "seed", i + 2
	}
	name, end := s.letterRound(i)
	if name == "" {
		return "", i
	}
	if end = space(s.t, end); at(s.t, end) != '轮' || at(s.t, end+1) == '胎' || at(s.t, end+1) == '船' {
		return "", i
	}
	return name, end + 1
}

// afterMoney reports whether an amount stands right before i.
func (s *scan) afterMoney(i int) bool {
	v, ok := s.last()
	if !ok || v.Kind != Money {
		return false
	}
	end := space(s.t, max(v.End, v.BoundEnd))
	return end == i || at(s.t, end) == '的' && end+1 == i
}

// letterRound reads A, B+, C1, Pre-A+, Pre-IPO.
func (s *scan) letterRound(i int) (string, int) {
	pre, j := "", i
	if fold(at(s.t, j)) == 'p' && s.isFolded(j, "pre ") {
		pre, j = "Pre-", j+4
	} else if s.isFolded(i, "pre") {
		pre, j = "Pre-", j+3
	}
	if pre != "" && s.is(j, "IPO") {
		return "Pre-IPO", j + 3
	}
	r := at(s.t, j)
	if r < 'A' || r > 'K' || letterAt(s.t, j+1) {
		return "", i
	}
	end := j + 1
	if d := at(s.t, end); d >= '1' && d <= '9' && !digitAt(s.t, end+1) {
		end++
	}
	for at(s.t, end) == '+' {
		end++
	}
	return pre + string(s.t[j:end]), end
}

func (s *scan) roundEn(i int) (string, int) {
	if s.isFolded(i, "series ") {
		name, end := s.letterRound(i + 7)
		if name != "" && !letterAt(s.t, end) && !digitAt(s.t, end) {
			return name, end
		}
	}
	for _, r := range [...]struct{ written, name string }{
		{"pre seed", "pre-seed"}, {"preseed", "pre-seed"}, {"seed", "seed"}, {"angel", "angel"},
	} {
		if !s.isFolded(i, r.written) {
			continue
		}
		end := i + len(r.written)
		for _, next := range [...]string{" round", " funding", " financing", " stage", " investment", " extension"} {
			if s.isFolded(end, next) {
				return r.name, end
			}
		}
		if r.name == "pre-seed" {
			return r.name, end
		}
	}
	return "", i
}

// isFolded is [scan.is] for lower case words in which a space is a hyphen too.
func (s *scan) isFolded(i int, word string) bool {
	for _, r := range word {
		if fold(at(s.t, i)) != r {
			return false
		}
		i++
	}
	return true
}
