package extract_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/newsgraph/newsgraph/extract"
	"github.com/newsgraph/newsgraph/kg"
)

func TestBuiltinLexiconIsInOrder(t *testing.T) {
	for _, err := range extract.CheckLexicon("") {
		t.Error(err)
	}
}

// checkLines returns the faults of a user's file of these lines.
func checkLines(t *testing.T, lines ...string) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "core-x.tsv"), []byte(strings.Join(lines, "\n")+"\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, err := range extract.CheckLexicon(dir) {
		out = append(out, strings.ReplaceAll(err.Error(), dir+string(filepath.Separator), ""))
	}
	return strings.Join(out, "\n")
}

func TestCheckLexicon(t *testing.T) {
	got := checkLines(t,
		"Company\tno-fault\t青云岚科技",
		"Company\tname-of-another\t白云岚\t青云岚科技",
		"Company\tunsure-name-of-another\t黑云岚\t~青云岚科技",
		"Product\tunsure-in-another-type\t~青云岚科技",
		"Product\tsure-in-another-type\t青云岚科技",
		"Company\tword\t雨伞",
		"Company\tword-marked\t~毛巾\t毛巾公司",
		"Company\tlatin-word\tKPI",
		"Company\tone-character\t岚",
		"Company\thidden\t灰云岚",
		"-\tx\t灰云岚",
		"Company\teach-a\t赤云岚\t~岚赤云",
		"Product\teach-b\t岚赤云\t~赤云岚",
	)
	want := strings.Join([]string{
		"core-x.tsv:2:1: 青云岚科技 is a name of company:no-fault too",
		"core-x.tsv:3:1: ~青云岚科技 is a name of company:no-fault too",
		"core-x.tsv:5:1: 青云岚科技 is a name of company:no-fault too",
		"core-x.tsv:6:1: 雨伞 is an ordinary word too: mark it ~, or read it and list it in dictionary-names.txt",
		"core-x.tsv:8:1: KPI is an ordinary word too: mark it ~, or read it and list it in dictionary-names.txt",
		"core-x.tsv:9:1: company:one-character has no name of two or more characters",
		"core-x.tsv:10:1: 灰云岚 is hidden by a line of type \"-\"",
		"core-x.tsv:13:1: product:each-b and company:each-a name each other",
	}, "\n")
	if got != want {
		t.Errorf("faults:\n%s\nwant:\n%s", got, want)
	}
}

func TestCheckLexiconThatDoesNotLoad(t *testing.T) {
	got := checkLines(t, "Firm\ta\t青云岚", "Company\tA1\t青云岚", "Company\ta", "Company\ta\t青云岚\t|", "Company\ttwice\t白云岚科技", "Company\ttwice\t黑云岚科技")
	for _, want := range []string{"core-x.tsv:6:9: company:twice has a line already: core-x.tsv:5", "core-x.tsv:1:1: unknown type \"Firm\"", "core-x.tsv:2:9: slug \"A1\"", "core-x.tsv:3:10: 2 columns, want at least 3", "core-x.tsv:4:15: an empty name"} {
		if !strings.Contains(got, want) {
			t.Errorf("faults:\n%s\nwant one with %s", got, want)
		}
	}
}

// Each file of the folder is named with its source and licence.
func TestLexiconSources(t *testing.T) {
	sources, err := os.ReadFile("lexicon/SOURCES.md")
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob("lexicon/*")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if base := filepath.Base(f); base != "SOURCES.md" && !strings.Contains(string(sources), "`"+base+"`") {
			t.Errorf("lexicon/SOURCES.md does not name the source of %s", base)
		}
	}
}

// A name of the bulk list that is a word is no mention even where a firm could
// stand.
func TestListedWords(t *testing.T) {
	for _, word := range []string{"机器人", "太阳能", "农产品", "太平洋", "数字人", "驱动力", "长白山"} {
		text := "昨日" + word + "公司宣布推出新品，" + word + "的股价上涨。"
		if got := names(extractor(t).Extract(&kg.Document{ID: "d", Text: text})); len(got) > 0 {
			t.Errorf("%s gives %v", text, got)
		}
	}
}

// A name of the bulk list that is a word or a place is a firm where a share
// stands: in a row of firms, or with its ticker.
func TestListedWordsAsShares(t *testing.T) {
	tests := []struct{ text, want string }{
		{"旅游股午后走强，九华旅游、张家界、君亭酒店封板。", "Company:九华旅游 Company:君亭酒店 Company:张家界"},
		{"盘面上，宁德时代、太阳能涨超3%。", "Company:太阳能 Company:宁德时代"},
		{"盘面上，宁德时代、太阳能等跟涨。", "Company:太阳能 Company:宁德时代"},
		{"蒙娜丽莎（002918.SZ）昨晚公告。", "Company:蒙娜丽莎"},
		{"宁德时代看好储能、太阳能等领域。", "Company:宁德时代"},
		{"游客涌向张家界、长白山，门票收入上涨。", ""},
	}
	for _, tt := range tests {
		if got := strings.Join(names(extractor(t).Extract(&kg.Document{ID: "d", Text: tt.text})), " "); got != tt.want {
			t.Errorf("%s\n got %s\nwant %s", tt.text, got, tt.want)
		}
	}
}

// A listed firm has the key of the core's line for it, found by ticker or by
// name, and else its ticker for a key.
func TestListedFirms(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"full name of a firm of the core", "宁德时代新能源科技股份有限公司周一公告。", "company:catl"},
		{"name of the core", "宁德时代周一公告。", "company:catl"},
		{"short name of the bulk list", "五洲新春周一公告。", "company:603667.sh"},
		{"full name of the bulk list", "浙江五洲新春集团股份有限公司周一公告。", "company:603667.sh"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := extractor(t).Extract(&kg.Document{ID: "d", Text: tt.text})
			if len(got.Entities) != 1 || got.Entities[0].Key != tt.want {
				t.Errorf("entities %+v, want one with key %s", got.Entities, tt.want)
			}
		})
	}
}

// Words that are sure names have their ordinary uses in core-hidden.tsv.
func TestOrdinaryUsesOfNames(t *testing.T) {
	for _, text := range []string{
		"今年苹果丰收，果农忙着摘苹果。", "他吃了一个苹果，喝了小米粥。", "香蕉、苹果和梨都降价了。", "亚马逊雨林的面积在缩小。",
		"这是一家米其林三星餐厅。", "高通胀让居民很担心。", "骏马奔驰在草原上。", "学者破译甲骨文的意思。", "人们觉得这个数字不吉利。",
		"净利润约为12亿欧元。", "第一财季收入增长。", "他联合创始了这个项目。", "按回车键后访问界面会刷新。", "截至收盘，三大指数集体上涨。",
		"苹果概念股走强。", "通用人工智能还很远。", "现代社会离不开算力，现代公司治理也在变。", "这股技术浪潮席卷全球，黎明的曙光在前。",
		"每秒读取8个字节，字节序列很长。", "新产品面向大众市场。", "用户界面上有三个按钮。", "新华社北京3月5日电（记者）", "增长和利润都在下降。",
	} {
		if got := names(extractor(t).Extract(&kg.Document{ID: "d", Text: text})); len(got) > 0 && !(len(got) == 1 && strings.HasSuffix(got[0], "新华社")) {
			t.Errorf("%s gives %v", text, got)
		}
	}
}
