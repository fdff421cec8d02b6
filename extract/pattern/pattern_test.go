package pattern_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/newsgraph/newsgraph/extract/pattern"
	"github.com/newsgraph/newsgraph/kg"
)

// parse reads testdata/*.rules: a small language of its own, so that the tests
// of the engine do not change with the rules of the product.
func parse(t testing.TB, extra ...pattern.File) *pattern.Set {
	t.Helper()
	names, err := filepath.Glob("testdata/*.rules")
	if err != nil || len(names) == 0 {
		t.Fatalf("no rule files: %v", err)
	}
	var files []pattern.File
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, pattern.File{Name: filepath.Base(name), Text: string(text)})
	}
	set, err := pattern.Parse(append(files, extra...))
	if err != nil {
		t.Fatal(err)
	}
	return set
}

func units(t testing.TB, s string) []pattern.Unit {
	t.Helper()
	u, err := pattern.ReadNotation(s)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

// show writes a reading on one line: rule, ends or values, what else it says.
func show(us []pattern.Unit, r pattern.Reading) string {
	var parts []string
	parts = append(parts, r.Rule)
	if r.Metric {
		parts = append(parts, fmt.Sprintf("%s=%s", names(us, r.Subjects), values(us, r.Values)))
	} else {
		for _, p := range r.Pairs() {
			parts = append(parts, names(us, p[:1])+">"+names(us, p[1:]))
		}
	}
	for _, role := range sorted(r.Attach) {
		parts = append(parts, role+":"+values(us, []int{r.Attach[role].Index}))
	}
	for _, key := range sorted(r.Set) {
		parts = append(parts, fmt.Sprintf("%s=%v", key, r.Set[key]))
	}
	if r.Sign < 0 {
		parts = append(parts, "-")
	}
	if r.Modality != kg.Asserted {
		parts = append(parts, string(r.Modality))
	}
	return strings.Join(parts, " ")
}

func sorted[V any](m map[string]V) []string {
	var keys []string
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

func names(us []pattern.Unit, members []pattern.Member) string {
	var out []string
	for _, m := range members {
		for _, u := range us {
			i := slices.Index(u.Members, m)
			if i < 0 {
				continue
			}
			text := strings.Split(u.Text, "+")[i]
			if m.Reference {
				text = "@" + text
			}
			out = append(out, text)
			break
		}
	}
	return strings.Join(out, "+")
}

func values(us []pattern.Unit, indexes []int) string {
	var out []string
	for _, n := range indexes {
		for _, u := range us {
			if u.Kind == pattern.Value && u.Index == n {
				out = append(out, u.Text)
			}
		}
	}
	return strings.Join(out, "+")
}

func TestMatch(t *testing.T) {
	tests := []struct{ name, lang, sentence, want string }{
		{"active", "zh", "[腾讯:Company] 收购 了 [沐瞳:Company] 。", "ACQUIRED/zh/active 腾讯>沐瞳"},
		{"trigger cut in two", "zh", "[腾讯:Company] 收 购 了 [沐瞳:Company] 。", "ACQUIRED/zh/active 腾讯>沐瞳"},
		{"trigger inside a word is none", "zh", "[腾讯:Company] 收购价 [沐瞳:Company] 。", ""},
		{"every member", "zh", "[甲:Company+乙:Company] 收购 [丙:Company+丁:Company]", "ACQUIRED/zh/active 甲>丙 甲>丁 乙>丙 乙>丁"},
		{"passive beats active", "zh", "[乙:Company] 被 [甲:Company] 以 {3亿元:MONEY} 收购", "ACQUIRED/zh/bei 甲>乙 amount:3亿元"},
		{"nearest subject", "zh", "[甲:Company] 投资 的 [乙:Company] 收购 [丙:Company]", "ACQUIRED/zh/active 乙>丙"},
		{"clause bounds the short gap", "zh", "[甲:Company] 大涨 ， 收购 [丙:Company]", ""},
		{"omitted subject", "zh", "[甲:Company] 宣布 ， [@:Company] 将 收购 [丙:Company]", "ACQUIRED/zh/active @>丙 planned"},
		{"remarks are looked through", "zh", "[甲:Company] （ 港股 上市 ） 旗下 “ [乙:Company] ”", "SUBSIDIARY_OF/zh/unit 乙>甲"},
		{"appositive binds the nearest", "zh", "[甲:Company] 母公司 [乙:Company+丙:Company]", "SUBSIDIARY_OF/zh/kin 甲>乙"},
		{"list head binds all", "zh", "[甲:Company] 旗下 [乙:Company+丙:Company]", "SUBSIDIARY_OF/zh/unit 乙>甲 丙>甲"},
		{"presupposed stays asserted", "zh", "[甲:Company] 拟 分拆 旗下 [乙:Company]", "SUBSIDIARY_OF/zh/unit 乙>甲"},
		{"own pattern beats frame", "zh", "[甲:Company] 将 [乙:Company] 收 入 囊中", "ACQUIRED/zh/p-ffae1b11 甲>乙"},
		{"block", "zh", "[甲:Company] 收购 [乙:Company] 债券", ""},
		{"block only its own subject", "zh", "[甲:Company] 在 [乙:Organization] 收购 [丙:Company]", "ACQUIRED/zh/active 甲>丙"},
		{"denied", "zh", "[甲:Company] 从未 收购 [乙:Company]", "ACQUIRED/zh/active 甲>乙 denied"},
		{"weakest cue", "zh", "据传 [甲:Company] 拟 收购 [乙:Company]", "ACQUIRED/zh/active 甲>乙 reported"},
		{"cue in an exception", "zh", "[甲:Company] 业绩 高于 预期 并 收购 [乙:Company]", "ACQUIRED/zh/active 甲>乙"},
		{"cue of another clause", "zh", "[甲:Company] 拟 上市 ， [@:Company] 收购 [乙:Company]", "ACQUIRED/zh/active @>乙"},
		{"relation's own exception", "zh", "[甲:Company] 宣布 将 收购 [乙:Company]", "ACQUIRED/zh/active 甲>乙"},
		{"symmetric pair", "zh", "[甲:Company+乙:Company+丙:Person] 合作", "PARTNERS_WITH/zh/pair 甲>乙"},
		{"no pair of one", "zh", "[甲:Company+丙:Person] 合作", ""},
		{"same type", "zh", "[甲:Model] 与 [乙:Chip] 比 ， [丁:Model] 优于 [乙:Chip+丙:Model]", "COMPARED_WITH/zh/active 丁>丙 verdict=better"},
		{"title as trigger", "zh", "[甲:Company] 人工智能 部门 {前执行副总裁:TITLE} [丙:Person]", "HOLDS_ROLE/zh/p-35e6465c 丙>甲 title:前执行副总裁 status=former"},
		{"title nearest person", "zh", "[甲:Company] {CEO:TITLE} [丙:Person+丁:Person]", "HOLDS_ROLE/zh/p-35e6465c 丙>甲 title:CEO"},
		{"brand before name", "zh", "[甲:Company] [A1:Chip+B2:Chip]", "DEVELOPS/zh/brand 甲>A1 甲>B2"},
		{"metric with subject and sign", "zh", "[甲:Company+乙:Index] 均 跌 超 {5%:PERCENT}", "stock_change/zh/move 甲+乙=5% -"},
		{"metric without subject", "zh", "， 涨 {5%:PERCENT}", "stock_change/zh/move =5%"},
		{"enumeration", "zh", "[甲:Company+乙:Index] 分别 涨 {5%:PERCENT} 和 {6%:PERCENT}", "stock_change/zh/move 甲+乙=5%+6%"},
		{"counted things", "zh", "拥有 {3亿:COUNT} 和 {用户:COUNT}", "users/zh/count =用户"},
		{"inflection by lemma", "en", "[Alpha:Company] acquires/acquire [Beta:Company] .", "ACQUIRED/en/active Alpha>Beta"},
		{"two words", "en", "[Alpha:Company] took over [Beta:Company] .", "ACQUIRED/en/active Alpha>Beta"},
	}
	set := parse(t)
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			us := units(t, test.sentence)
			var got []string
			for _, r := range set.Match(test.lang, us).Readings {
				got = append(got, show(us, r))
			}
			if s := strings.Join(got, " | "); s != test.want {
				t.Errorf("%s\n got %s\nwant %s", test.sentence, s, test.want)
				var b strings.Builder
				for _, r := range set.Relations() {
					if err := set.Explain(&b, r.Name, test.lang, us); err == nil && !strings.Contains(b.String(), "no trigger") {
						t.Log(b.String())
					}
					b.Reset()
				}
			}
		})
	}
}
