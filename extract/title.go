package extract

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/newsgraph/newsgraph/extract/pattern"
)

// titleWord is a line of titles.tsv: a job title or a word that modifies one.
type titleWord struct {
	text      []rune // folded
	latin     bool
	canonical string
	head      bool   // stands alone
	role      bool   // a head that opens HOLDS_ROLE
	gov       bool   // of a country or city: marks a person
	byline    bool   // names the makers of the article
	address   bool   // a form of address: Mr.
	mark      bool   // a byline's word only where a mark stands behind it (文｜)
	trap      bool   // looks like a title and is none (董事会)
	status    string // "former", "appointed" or "current" where the modifier says so
}

// titles finds job titles, single or joined (董事长兼CEO), with their modifiers.
type titles struct {
	words  map[[2]rune][]titleWord // by the first two code points, longest first
	firsts runeSet                 // the first of those: most places begin none
	pairs  pairSet                 // both
}

// title is one whole title in a text. Text keeps its modifiers but not those
// that only tell its status (前, 时任).
type title struct {
	span
	core    span // without leading status modifiers: what "title" of a role shows
	role    bool
	gov     bool
	byline  bool
	address bool
	status  string // current, former or appointed
}

func readTitles(files []file, f *folder) (*titles, []error) {
	t := &titles{words: map[[2]rune][]titleWord{}}
	var errs []error
	for _, file := range files {
		errs = append(errs, eachRow(file, 4, func(fields []string) (int, error) {
			w := titleWord{text: f.fold([]rune(fields[1])), canonical: fields[2], latin: fields[0] == "en"}
			if len(w.text) == 0 {
				return 1, errEmpty
			}
			return 3, t.add(w, strings.Split(fields[3], ","))
		})...)
	}
	for _, words := range t.words {
		slices.SortStableFunc(words, func(a, b titleWord) int { return len(b.text) - len(a.text) })
	}
	return t, errs
}

func (t *titles) add(w titleWord, flags []string) error {
	for _, flag := range flags {
		switch flag {
		case "head":
			w.head, w.role = true, true
		case "nofact":
			w.head = true
		case "address":
			w.head, w.address = true, true
		case "gov":
			w.head, w.gov = true, true
		case "trap":
			w.trap = true
		case "byline":
			w.head, w.byline = true, true
		case "mark":
			w.mark = true
		case "prefix":
		case "former", "appointed", "current":
			w.status = flag
		default:
			return fmt.Errorf("unknown flag %q", flag)
		}
	}
	head := titleHead(w.text, 0)
	t.words[head] = append(t.words[head], w)
	t.firsts.add(head[0])
	t.firsts.add(unicode.ToUpper(head[0]))
	t.pairs.add(head[0], head[1])
	return nil
}

// word returns the longest title word at position i. Words of small letters may
// stand in capitals (Chairman), but not the other way round (coo is no COO).
func (t *titles) word(text []rune, i int) (titleWord, bool) {
	head := titleHead(text, i)
	for _, head := range [2][2]rune{head, {head[0], 0}} {
		if !t.pairs.has(head[0], head[1]) {
			continue
		}
		for _, w := range t.words[head] {
			if standsAt(text, i, w.text) || w.latin && standsInCapitals(text, i, w.text) {
				return w, true
			}
		}
	}
	return titleWord{}, false
}

// titleHead returns the two code points at a place in small letters; the second is
// 0 at the end of the text.
func titleHead(text []rune, i int) (head [2]rune) {
	for k := range head {
		if i+k < len(text) {
			if head[k] = text[i+k]; !isHan(head[k]) {
				head[k] = unicode.ToLower(head[k])
			}
		}
	}
	return head
}

// standsInCapitals reports whether words stand at position i with some of their
// small letters as capitals.
func standsInCapitals(text []rune, i int, want []rune) bool {
	end := i + len(want)
	if end > len(text) || !wordEdge(text, i) || !wordEdge(text, end) {
		return false
	}
	for k, c := range want {
		if text[i+k] != c && text[i+k] != unicode.ToUpper(c) {
			return false
		}
	}
	return true
}

// find returns the titles that begin in [s.start, s.end), in order.
func (t *titles) find(text []rune, s span) []title {
	var out []title
	for i := s.start; i < s.end; {
		if t.firsts.has(text[i]) {
			if found, ok := t.at(text[:s.end], i); ok {
				out = append(out, found)
				i = found.end
				continue
			}
		}
		i++
	}
	return out
}

// at reads a whole title at position i: modifiers, a head, and further heads
// joined by 兼, 与, and.
func (t *titles) at(text []rune, i int) (title, bool) {
	out, ok := t.single(text, i)
	if !ok {
		return title{}, false
	}
	for {
		next := skipJoin(text, out.end)
		if next == out.end || next >= len(text) {
			return out, true
		}
		more, ok := t.single(text, next)
		if !ok || more.role != out.role {
			return out, true
		}
		out.end, out.core.end = more.end, more.end
	}
}

// maxTitleWords is how many words one title may have: modifiers and its head. A text
// of nothing but modifiers is not read to its end at each place.
const maxTitleWords = 12

func (t *titles) single(text []rune, i int) (title, bool) {
	out := title{span: span{i, i}, core: span{i, i}, status: "current"}
	for n := 0; i < len(text) && n < maxTitleWords; n++ {
		w, ok := t.word(text, i)
		if !ok || w.trap || w.mark && !marked(text, i, i+len(w.text)) {
			return title{}, false
		}
		i += len(w.text)
		out.end, out.core.end = i, i
		if w.head {
			out.role, out.gov, out.byline, out.address = w.role && !w.gov, w.gov, w.byline, w.address
			return out, true
		}
		if w.status != "" {
			out.status = w.status
			out.core.start = i
		}
		for i < len(text) && text[i] == ' ' {
			i++
			if out.core.start == i-1 {
				out.core.start = i
			}
		}
	}
	return title{}, false
}

// bylineMarks stand between a byline's word and the names.
const bylineMarks = "：:|｜丨/"

// marked reports whether a byline's word of one character stands by itself
// with a mark behind it.
func marked(text []rune, start, end int) bool {
	next := skipSpace(text, end)
	return (start == 0 || !isHan(text[start-1])) && next < len(text) && strings.ContainsRune(bylineMarks, text[next])
}

// joins are what stands between the parts of one title.
var joins = []string{"兼任", "兼", "与", "和", "及", "暨", "、", "/", " and ", " & ", "&", ", "}

func skipJoin(text []rune, i int) int {
	for _, join := range joins {
		if standsPlain(text, i, join) {
			return i + len([]rune(join))
		}
	}
	return i
}

func standsPlain(text []rune, i int, want string) bool {
	for _, r := range want {
		if i >= len(text) || text[i] != r {
			return false
		}
		i++
	}
	return true
}

// titlesOutside returns the titles of a text that overlap no mention.
func (f *finder) titlesOutside(text []rune, mentions []mention) []title {
	return slices.DeleteFunc(f.titles.find(text, span{0, len(text)}), func(t title) bool {
		return slices.ContainsFunc(mentions, func(m mention) bool { return m.overlaps(t.span) })
	})
}

// maxDepartment is how many code points a department's name may have before
// its head's title: the longest of the annotated articles has 14.
const maxDepartment = 16

// withDepartment returns where a title begins with the department that stands
// between the firm and it (甲云和人工智能部门执行副总裁), without words for how it is held
// (甲前安全主管, 甲任命乙为产品总监).
func (r *reading) withDepartment(s *sentence, t title) int {
	start := t.core.start
	if start != t.start {
		return start
	}
	i := slices.IndexFunc(s.units, func(u pattern.Unit) bool { return u.Kind == pattern.Value && u.Type == "TITLE" && u.Start == t.start })
	first := i
	for first > 0 && (s.units[first-1].Kind == pattern.Word || r.titleFor(s.units[first-1])) {
		first--
	}
	opens := first > 0 && (s.units[first-1].Kind == pattern.Name || s.units[first-1].Text == "的")
	for first < i && (s.units[first].Text == "的" || r.x.function.has(r.lang, "beforepost", s.units[first].Text)) {
		first++
	}
	if !opens || first >= i || start-s.units[first].Start > maxDepartment {
		return start
	}
	if !r.begins("heading", s.units[first].Start) && !r.endsWith("department", s.units[i-1].End) {
		return start
	}
	return s.units[first].Start
}

// statusOf returns whether a title is held, also where the word for it stands
// before the firm (前甲首席执行官, 曾任甲副总裁).
func (r *reading) statusOf(s *sentence, t title) string {
	if t.status != "current" {
		return t.status
	}
	i := slices.IndexFunc(s.units, func(u pattern.Unit) bool { return u.Start >= t.start }) - 1
	for i > 0 && s.units[i].Kind == pattern.Word {
		i--
	}
	word := ""
	for n := i - 1; n >= 0 && n >= i-2 && s.units[i].Kind == pattern.Name; n-- {
		if word = s.units[n].Text + word; r.x.function.has(r.lang, "formerly", word) {
			return "former"
		}
	}
	return t.status
}

// titleFor reports whether what looks like a title says what another is for.
func (r *reading) titleFor(u pattern.Unit) bool {
	return u.Kind == pattern.Value && u.Type == "TITLE" && r.begins("heading", u.Start)
}
