package tagger_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/newsgraph/newsgraph/extract/tagger"
)

// lessons are sentences with one firm and one person each, all names different.
func lessons() []*tagger.Example {
	firms := strings.Fields("云帆 海岳 青禾 星汉 北斗 长风 明川 瑞麟 东篱 启明")
	people := strings.Fields("王岚 李维 张弛 赵原 孙朗 周密 吴桐 郑颖 冯远 陈默")
	var out []*tagger.Example
	for i, firm := range firms {
		for _, form := range []string{"%s科技昨日发布财报，%s表示满意。", "据悉%s科技完成融资，创始人%s没有回应。", "今天天气很好。%s科技的%s来了。"} {
			person := people[(i*3)%len(people)]
			text := []rune(fmt.Sprintf(form, firm, person))
			e := &tagger.Example{ID: fmt.Sprint(len(out)), Text: text}
			e.Spans = tagger.Project(text, []tagger.Name{{Text: firm + "科技", Type: "Company"}, {Text: person, Type: "Person"}})
			out = append(out, e)
		}
	}
	return out
}

func learn(opts tagger.Options) *tagger.Model {
	opts.Bits = 14
	return tagger.Train([]tagger.Phase{{Examples: lessons(), Epochs: 20}}, opts)
}

// A trained model finds names that it has never seen in sentences that it has
// never seen.
func TestTrainedModelFindsNewNames(t *testing.T) {
	text := []rune("昨日消息，银杏科技发布财报，何川表示满意。")
	got := tagger.Decide(text, learn(tagger.Options{Seed: 1}).Candidates(text, nil, 0.05), func(tagger.Span) float64 { return 0.5 })
	var names []string
	for _, s := range got {
		if s.Prob <= 0 || s.Prob > 1 {
			t.Errorf("probability %g", s.Prob)
		}
		names = append(names, string(text[s.Start:s.End])+" "+s.Type)
	}
	if want := []string{"银杏科技 Company", "何川 Person"}; !slices.Equal(names, want) {
		t.Errorf("got %q, want %q", names, want)
	}
}

// Hints are what makes an unknown string a name.
func TestHintsCount(t *testing.T) {
	hinted := func(text string, names ...string) *tagger.Example {
		e := &tagger.Example{ID: text, Text: []rune(text)}
		for _, n := range names {
			spans := tagger.Project(e.Text, []tagger.Name{{Text: n, Type: "Product"}})
			e.Spans = append(e.Spans, spans...)
			for _, s := range spans {
				e.Hints = append(e.Hints, tagger.Hint{Start: s.Start, End: s.End, Kind: "core/Product"})
			}
		}
		return e
	}
	var examples []*tagger.Example
	for _, n := range strings.Fields("晨光 晚霞 白露 谷雨 夏至 小满 惊蛰 霜降") {
		examples = append(examples, hinted("我们试用了"+n+"，效果不错。", n))
	}
	for _, word := range strings.Fields("工具 方案 新招 土法 偏方 样机 钥匙 雨伞") {
		examples = append(examples, hinted("我们试用了"+word+"，效果不错。"))
	}
	m := tagger.Train([]tagger.Phase{{Examples: examples, Epochs: 30}}, tagger.Options{Bits: 12, Seed: 1})
	with := hinted("我们试用了立春，效果不错。", "立春")
	if got := m.Candidates(with.Text, with.Hints, 0.5); len(got) != 1 || got[0].Start != 5 || got[0].End != 7 {
		t.Errorf("with a hint: %v, want the name at 5 to 7", got)
	}
	if got := m.Candidates(with.Text, nil, 0.5); len(got) != 0 {
		t.Errorf("without a hint: %v, want none", got)
	}
}

func TestSameLessonsSameWeights(t *testing.T) {
	weights := func(seed uint64) []byte {
		var b bytes.Buffer
		if err := learn(tagger.Options{Seed: seed}).Write(&b); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	if !bytes.Equal(weights(1), weights(1)) {
		t.Error("two trainings of one seed differ")
	}
	if bytes.Equal(weights(1), weights(2)) {
		t.Error("the seed changes nothing")
	}
}

func TestWeightsComeBackFromTheirFile(t *testing.T) {
	m := learn(tagger.Options{Seed: 1})
	var b bytes.Buffer
	if err := m.Write(&b); err != nil {
		t.Fatal(err)
	}
	again, err := tagger.Read(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	text := []rune("昨日消息，银杏科技发布财报，何川表示满意。")
	if want, got := m.Candidates(text, nil, 0.001), again.Candidates(text, nil, 0.001); !slices.Equal(got, want) {
		t.Errorf("read back: %v, want %v", got, want)
	}
}

func TestBrokenWeights(t *testing.T) {
	var b bytes.Buffer
	if err := learn(tagger.Options{Seed: 1}).Write(&b); err != nil {
		t.Fatal(err)
	}
	whole := b.Bytes()
	for _, test := range []struct {
		name, want string
		data       []byte
	}{
		{"nothing", `does not begin with "newsgraph tagger`, nil},
		{"another file", "does not begin", []byte("PK\x03\x04")},
		{"the first line alone", "read weights: ", whole[:19]},
		{"cut off", "read weights: rows: ", whole[:len(whole)/2]},
		{"not compressed", "read weights: ", append(slices.Clone(whole[:19]), "hello, world"...)},
	} {
		if _, err := tagger.Read(test.data); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: error %v, want one with %q", test.name, err, test.want)
		}
	}
}

func TestProject(t *testing.T) {
	for _, test := range []struct {
		text  string
		names []tagger.Name
		want  string
	}{
		{"甲公司和甲", []tagger.Name{{"甲", "Company"}, {"甲公司", "Company"}}, "0-3 Company, 4-5 Company"},
		{"use Go, not Gopher", []tagger.Name{{"Go", "Product"}}, "4-6 Product"},
		{"GPT-4与GPT-45", []tagger.Name{{"GPT-4", "Model"}}, "0-5 Model"},
		{"苹果发布", []tagger.Name{{"苹果", "Company"}, {"苹果", "Product"}}, "0-2 Company, 0-2 Product"},
		{"无", []tagger.Name{{"", "Company"}}, ""},
	} {
		var got []string
		for _, s := range tagger.Project([]rune(test.text), test.names) {
			got = append(got, fmt.Sprintf("%d-%d %s", s.Start, s.End, s.Type))
		}
		if g := strings.Join(got, ", "); g != test.want {
			t.Errorf("%s: %s, want %s", test.text, g, test.want)
		}
	}
}

func TestDecide(t *testing.T) {
	text := []rune("甲乙，甲乙，甲乙丙")
	c := func(start, end int, typ string, p float64) tagger.Span {
		return tagger.Span{Start: start, End: end, Type: typ, Prob: p}
	}
	for _, test := range []struct {
		name  string
		found []tagger.Span
		want  []tagger.Span
	}{
		{"one that is too unsure", []tagger.Span{c(0, 2, "Company", .3)}, nil},
		{"places add up", []tagger.Span{c(0, 2, "Company", .4), c(3, 5, "Company", .4)}, []tagger.Span{c(0, 2, "Company", .4), c(3, 5, "Company", .4)}},
		{"but not of two types", []tagger.Span{c(0, 2, "Company", .3), c(3, 5, "Person", .4)}, nil},
		{"the surer of two that cross", []tagger.Span{c(6, 8, "Company", .61), c(6, 9, "Company", .7)}, []tagger.Span{c(6, 9, "Company", .7)}},
	} {
		if got := tagger.Decide(text, test.found, func(tagger.Span) float64 { return 0.6 }); !slices.Equal(got, test.want) {
			t.Errorf("%s: %v, want %v", test.name, got, test.want)
		}
	}
}

func FuzzRead(f *testing.F) {
	var b bytes.Buffer
	if err := tagger.Train([]tagger.Phase{{Examples: lessons()[:2], Epochs: 1}}, tagger.Options{Bits: 4}).Write(&b); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes(), "银杏科技发布财报。")
	f.Add([]byte("newsgraph tagger 1\n"), "")
	f.Fuzz(func(t *testing.T, data []byte, text string) {
		m, err := tagger.Read(data)
		if err != nil {
			return
		}
		runes := []rune(text)
		for _, s := range m.Candidates(runes, nil, 0.01) {
			if s.Start < 0 || s.End > len(runes) || s.Start >= s.End {
				t.Fatalf("candidate %v of %d code points", s, len(runes))
			}
		}
	})
}

func BenchmarkCandidates(b *testing.B) {
	m := learn(tagger.Options{Seed: 1})
	text := []rune(strings.Repeat("昨日消息，银杏科技发布财报，何川表示满意。", 100))
	b.SetBytes(int64(len(string(text))))
	for b.Loop() {
		m.Candidates(text, nil, 0.05)
	}
}
