package extract_test

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/newsgraph/newsgraph/extract"
	"github.com/newsgraph/newsgraph/kg"
)

func TestReadSentences(t *testing.T) {
	for _, test := range []struct {
		name, lines, err string
		want             []extract.Sentence
	}{
		{"labels and places", `{"text": "海岳科技的王岚玩跳棋", "label": {"name": {"王岚": [[5, 6]]}, "company": {"海岳科技": [[0, 3]]}, "game": {"跳棋": [[8, 9]]}, "address": {"海": [[0, 0]]}}}`, "",
			[]extract.Sentence{{Text: "海岳科技的王岚玩跳棋", Names: []kg.Surface{{Type: kg.Company, Text: "海岳科技"}, {Type: kg.Person, Text: "王岚"}}, Open: []string{"跳棋"}}}},
		{"no label", `{"text": "今天天晴"}`, "", []extract.Sentence{{Text: "今天天晴"}}},
		{"no JSON", "{}\nnone", ":2:1: ", nil},
		{"another form", `{"text": "甲", "label": ["甲"]}`, ":1:1: ", nil},
		{"too long", "{}\n" + strings.Repeat("x", 2<<20), ":2:1: ", nil},
	} {
		path := filepath.Join(t.TempDir(), "s.json")
		if err := os.WriteFile(path, []byte(test.lines), 0o600); err != nil {
			t.Fatal(err)
		}
		got, err := extract.ReadSentences(path)
		if test.err != "" {
			if err == nil || !strings.Contains(err.Error(), path+test.err) {
				t.Errorf("%s: error %v, want one at %s", test.name, err, test.err)
			}
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		for i := range got {
			got[i].ID = ""
		}
		if !reflect.DeepEqual(got, test.want) {
			t.Errorf("%s: %+v, want %+v", test.name, got, test.want)
		}
	}
	if _, err := extract.ReadSentences("none"); err == nil || !strings.Contains(err.Error(), "none") {
		t.Errorf("a file that is not there: %v", err)
	}
}

// What a tagger learned is found where it stands in other sentences, says so
// with its probability, and is gone without it.
func TestLearn(t *testing.T) {
	x, err := shared()
	if err != nil {
		t.Fatal(err)
	}
	x = x.WithTagger(nil)
	var lessons extract.Lessons
	for _, name := range strings.Fields("云帆 海岳 青禾 星汉 长风 明川 瑞麟 东篱 白榆 鹿鸣") {
		for _, form := range []string{"昨天@的产品卖光了", "工人说@的产品很好", "@的产品降价了"} {
			text := strings.ReplaceAll(form, "@", name)
			lessons.Sentences = append(lessons.Sentences, extract.Sentence{ID: text, Text: text, Names: []kg.Surface{{Type: kg.Company, Text: name}}})
		}
	}
	lessons.News = []*kg.Document{{ID: "news", Lang: "zh", Text: "昨天竹溪的产品卖光了"}}
	d := &kg.Document{ID: "a", Lang: "zh", Text: "昨天松月的产品卖光了。"}
	found := func(x *extract.Extractor) []kg.Mention {
		var out []kg.Mention
		for _, e := range x.Extract(d).Entities {
			out = append(out, e.Mentions...)
		}
		return out
	}
	got := found(x.WithTagger(x.Learn(lessons, nil)))
	if len(got) != 1 || got[0].Text != "松月" || got[0].By != "tagger" || got[0].P < 0.6 {
		t.Errorf("with a tagger: %+v, want 松月", got)
	}
	if got := found(x); len(got) != 0 {
		t.Errorf("without: %+v", got)
	}
}
