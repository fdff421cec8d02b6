package pattern_test

import (
	"math/rand/v2"
	"os"
	"reflect"
	"strings"
	"testing"

	"github.com/newsgraph/newsgraph/extract/pattern"
)

// sound is a relation without faults, to which tests add one line.
const sound = `relation SUED
subject plaintiff Company Person
object defendant Company
attach date DATE
trigger zh verb 起诉
pattern zh {plaintiff} .. <trigger.verb> .. {defendant}
example zh [甲:plaintiff]起诉[乙:defendant]
reject zh [甲:Company]起诉
`

func TestParseErrors(t *testing.T) {
	tests := []struct{ name, line, want string }{
		{"word", "triger zh verb 告", `a.rules:9:1: unknown word "triger"`},
		{"language", "trigger fr verb 告", `a.rules:9:9: unknown language "fr"`},
		{"form", "trigger zh noun 诉讼", `a.rules:9:12: form "noun" is used by no frame or pattern of SUED in zh`},
		{"role", "pattern zh {plaintif} <trigger> {defendant}", `a.rules:9:12: unknown role "plaintif"`},
		{"bound", "pattern zh {plaintiff} {any:MONEY>x} <trigger> {defendant}", `a.rules:9:24: a bound is >NUMBER or <=NUMBER`},
		{"type", "pattern zh {plaintiff:Firm} <trigger> {defendant}", `a.rules:9:12: unknown type "Firm"`},
		{"type of role", "pattern zh {plaintiff:Chip} <trigger> {defendant}", `a.rules:9:12: role "plaintiff" is never of these types`},
		{"class", "pattern zh {plaintiff} <passive> <trigger>", `a.rules:9:24: unknown class <passive> of zh`},
		{"open slot", "pattern zh {plaintiff <trigger>", `a.rules:9:12: "{" is not closed by "}"`},
		{"open group", "pattern zh (甲|乙 <trigger>", `a.rules:9:12: group is not closed`},
		{"star", "pattern zh {plaintiff} <trigger> {defendant} >", `a.rules:9:46: unexpected ">"`},
		{"qualifier", "attach colour MONEY", `a.rules:9:8: SUED carries no qualifier "colour" (date, period)`},
		{"value type", "attach date WHEN", `a.rules:9:13: unknown value type "WHEN"`},
		{"frame", "frames zh active", `a.rules:9:11: unknown frame "active" of zh`},
		{"scope", "cue zh planned right 拟", `a.rules:9:16: unknown scope "right" (left, clause, sentence, paragraph, reported, back)`},
		{"example role", "example zh [甲:buyer]起诉", `a.rules:9:12: "[甲:buyer]" is no [text:role], [text:role:Type] or [text:Type]`},
		{"indented", " trigger zh verb 告", `a.rules:9:1: indented line`},
		{"twice", "relation SUED", `a.rules:9:10: SUED is declared twice, first at a.rules:1`},
		{"no predicate", "relation LIKES", `a.rules:9:10: "LIKES" is no predicate of the ontology`},
		{"no example", "relation FOUNDED", `a.rules:9:1: FOUNDED has no example`},
		{"no reject", "relation FOUNDED", `a.rules:9:1: FOUNDED has no reject`},
		{"value of relation", "value MONEY", `a.rules:9:1: a relation has an object, no value`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := pattern.Parse([]pattern.File{{Name: "a.rules", Text: sound + test.line + "\n"}})
			if err == nil || !strings.Contains("\n"+err.Error()+"\n", "\n"+test.want+"\n") {
				t.Errorf("%s\n got %v\nwant %s", test.line, err, test.want)
			}
		})
	}
	if _, err := pattern.Parse([]pattern.File{{Name: "a.rules", Text: sound}}); err != nil {
		t.Errorf("the sound file: %v", err)
	}
}

func TestParseReportsAllFaultsOfAllFiles(t *testing.T) {
	_, err := pattern.Parse([]pattern.File{
		{Name: "b.rules", Text: "frame zh x {subject} {object}\nnonsense\n"},
		{Name: "a.rules", Text: sound + "also nonsense\n"},
	})
	want := `b.rules:1:12: frame x has no <trigger.form> outside of groups
b.rules:2:1: unknown word "nonsense"
a.rules:9:1: unknown word "also"`
	if err == nil || err.Error() != want {
		t.Errorf("got\n%v\nwant\n%s", err, want)
	}
}

func TestExamples(t *testing.T) {
	set := parse(t)
	e := set.Examples()[0]
	want := &pattern.Example{File: "relations.rules", Line: 11, Column: 13, Relation: "ACQUIRED", Lang: "zh", Text: "甲以3亿元收购乙。", Modality: "asserted", Set: map[string]string{},
		Spans: []pattern.ExampleSpan{
			{Start: 0, End: 1, Text: "甲", Role: "subject", Type: "Company"},
			{Start: 2, End: 5, Text: "3亿元", Role: "amount", ValueType: "MONEY"},
			{Start: 7, End: 8, Text: "乙", Role: "object", Type: "Company"},
		}}
	if !reflect.DeepEqual(e, want) {
		t.Errorf("got %+v\nwant %+v", e, want)
	}
}

func TestNotationReadsBack(t *testing.T) {
	const s = "[@该公司:Company] 收购 [甲:Company+乙:Product] ， bought/buy {3亿元:MONEY} [@:Company] 。"
	if got := pattern.Notation(units(t, s)); got != s {
		t.Errorf("got %s\nwant %s", got, s)
	}
}

func TestTriggersAndCues(t *testing.T) {
	set := parse(t)
	us := units(t, "据传 [甲:Company] 拟 收购 母公司 [乙:Company]")
	for i, want := range []bool{false, false, false, true, true, false} {
		if got := set.HasTrigger("zh", us[i:i+1]); got != want {
			t.Errorf("unit %d: trigger %v, want %v", i, got, want)
		}
	}
	var got []string
	for _, c := range set.Match("zh", us).Cues {
		got = append(got, string(c.Modality)+" "+c.Scope+" "+c.Text)
	}
	if want := []string{"reported sentence 据传", "planned left 拟"}; !reflect.DeepEqual(got, want) {
		t.Errorf("cues %v, want %v", got, want)
	}
}

func TestAbstentions(t *testing.T) {
	tests := []struct{ sentence, want string }{
		{"收购 [乙:Company]", "no subject"},
		{"[甲:Company] 收购 传闻", "no object"},
		{"[甲:Company] 收购 [A1:Chip]", "wrong types"},
		{"[甲:Company] 收购 [乙:Company] 债券", "blocked"},
		{"[甲:Company] 收购 [乙:Company]", ""},
	}
	set := parse(t)
	for _, test := range tests {
		got := ""
		for _, a := range set.Match("zh", units(t, test.sentence)).Abstained {
			got += a.Reason
		}
		if got != test.want {
			t.Errorf("%s: got %q, want %q", test.sentence, got, test.want)
		}
	}
}

func TestExplain(t *testing.T) {
	set := parse(t)
	var b strings.Builder
	if err := set.Explain(&b, "ACQUIRED", "zh", units(t, "[甲:Company] 收购 了 传闻")); err != nil {
		t.Fatal(err)
	}
	want := `[甲:Company] 收购 了 传闻
trigger 收购 at unit 1, forms [verb]
  ACQUIRED/zh/active       {subject*} .. <trigger.verb> 了? .. {object*}
                           left matches; right stops looking for {object*} at the edge of the sentence
`
	if !strings.HasPrefix(b.String(), want) {
		t.Errorf("got\n%s\nwant\n%s", b.String(), want)
	}
	if err := set.Explain(&b, "LIKES", "zh", nil); err == nil {
		t.Error("an unknown relation is no error")
	}
}

func FuzzParse(f *testing.F) {
	f.Add(sound)
	for _, name := range []string{"testdata/frames.rules", "testdata/relations.rules"} {
		text, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(text))
	}
	f.Fuzz(func(t *testing.T, text string) {
		set, err := pattern.Parse([]pattern.File{{Name: "a.rules", Text: text}})
		if err == nil {
			set.Match("zh", units(t, "[甲:Company] 收购 [乙:Company+A1:Chip] {3亿元:MONEY}"))
		}
	})
}

// randomSentence draws units of which the test rules know most.
func randomSentence(r *rand.Rand, n int) string {
	vocabulary := strings.Fields("收购 收 购 被 拟 将 据传 旗下 母公司 合作 优于 跌 涨 超 （ ） “ ” ， 。 、 和 的 了 囊中 高于 预期 " +
		"[甲:Company] [乙:Company+丙:Person] [@:Company] [A1:Chip+B2:Model] [@该公司:Company] [恒指:Index] {5%:PERCENT} {总裁:TITLE} {用户:COUNT} {3亿元:MONEY}")
	words := make([]string, n)
	for i := range words {
		words[i] = vocabulary[r.IntN(len(vocabulary))]
	}
	return strings.Join(words, " ")
}

func TestMatchIsBoundedAndDeterministic(t *testing.T) {
	set := parse(t)
	r := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		us := units(t, randomSentence(r, 1+r.IntN(60)))
		first := set.Match("zh", us)
		if again := set.Match("zh", us); !reflect.DeepEqual(first, again) {
			t.Fatalf("two answers for %s", pattern.Notation(us))
		}
		for _, x := range first.Readings {
			if x.Span[0] < 0 || x.Span[1] > len(us) || x.Trigger[0] < x.Span[0] || x.Trigger[1] > x.Span[1] {
				t.Fatalf("%s: trigger %v outside of span %v", pattern.Notation(us), x.Trigger, x.Span)
			}
		}
	}
	set.Match("zh", units(t, randomSentence(r, 5000))) // ends, and soon
}

func BenchmarkMatch(b *testing.B) {
	set := parse(b)
	us := units(b, "据传 [甲:Company] （ 港股 上市 ） 拟 以 {3亿元:MONEY} 收购 [乙:Company] 旗下 的 [丙:Company+丁:Company] ， [@:Company] 并 与 [戊:Company] 合作 ， 股价 跌 超 {5%:PERCENT} 。")
	for b.Loop() {
		set.Match("zh", us)
	}
}
