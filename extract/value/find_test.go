package value_test

import (
	"strings"
	"testing"
	"time"

	"github.com/newsgraph/newsgraph/extract/value"
)

// In each text « and » stand around the whole with its words of bound and per,
// [ and ] around the number with its unit.
func TestOffsets(t *testing.T) {
	r := reader(t)
	for _, lang := range []string{"zh", "en"} {
		for _, marked := range map[string][]string{
			"zh": {
				"融资«[5亿美元]»。",
				"融资«约[5亿美元]左右»。",
				"融资«超过 [5 亿美元]»。",
				"裁员«近[5000名]»员工",
				"有«[5000员工]»",
				"净利«[150-160亿元]之间»",
				"订阅费«[20美元]/月»",
				"«每月[20美元]»",
				"«每月不到[20美元]»",
				"同比«[-3.5%]»",
				"完成«[A轮]»融资",
				"«[2023年6月20日]»上市",
				"市值«[US$5亿]»",
				"𠮷野家«[3000家]»店",
			},
			"en": {
				"raised «more than [$5 billion]» in cash",
				"raised «[$5 billion] or more» in cash",
				"«[$20] a month» plan",
				"«[200 million monthly active users]» in",
				"for «[the three months ended March 31, 2024]».",
				"a «[Series A]» round",
				"on «[Tuesday, March 12]», he",
			},
		}[lang] {
			marked = strings.Replace(marked, "the three", "three", 1)
			plain := []rune(strings.NewReplacer("«", "", "»", "", "[", "", "]", "").Replace(marked))
			values := r.Find(plain, value.Options{Lang: lang, Published: published})
			if len(values) != 1 {
				t.Errorf("%s: %d values: %s", marked, len(values), show(values))
				continue
			}
			v := values[0]
			got := string(plain[:v.BoundStart]) + "«" + string(plain[v.BoundStart:v.Start]) + "[" + string(plain[v.Start:v.End]) + "]" +
				string(plain[v.End:v.BoundEnd]) + "»" + string(plain[v.BoundEnd:])
			if got != marked {
				t.Errorf("got  %s\nwant %s", got, marked)
			}
		}
	}
}

func TestAppendKeepsWhatIsThere(t *testing.T) {
	r := reader(t)
	first := r.Find([]rune("融资5亿美元"), zh)
	both := r.Append(first, []rune("涨0.5元"), zh)
	if got := show(both); got != "5e+08 USD; 0.5 CNY" {
		t.Errorf("Append: %s; the second text's 元 must not depend on the first text", got)
	}
}

// The whole of a text with several values, in their order.
func TestArticle(t *testing.T) {
	run(t, zh, []test{
		{
			"某公司（01234.HK）3月14日公布，截至2023年12月31日止年度收入约12.5亿元（人民币，下同），同比增长35.2%；净亏损由去年的3.2亿元收窄至1.1亿元。" +
				"公司拥有逾2,300名员工，其中研发占六成。上周，该股累涨近8%，报45.3港元。",
			"@day 2024-03-14; @2023; ~1.25e+09 CNY; 35.2%; @2023; 3.2e+08 CNY; 1.1e+08 CNY; >2300 名+员工; 60%; @2024-W10; ~8%; 45.3 HKD",
		},
		{
			"甲完成1.2亿至1.5亿美元B+轮融资，投后估值超10亿美元；此前的Pre-A轮融了3000万元。其模型甲-70B有700亿参数，支持128K上下文，API每百万tokens 2元。",
			"1.2e+08..1.5e+08 USD; round B+; >1e+09 USD; round Pre-A; 3e+07 USD; 7e+10 参数; 128000 上下文; 2 CNY/百万tokens",
		},
	})
	run(t, en, []test{
		{
			"Acme Corp. said on Tuesday it will buy Widget Inc. for about $2.5 billion in cash, or $54.20 per share, a 12% premium. " +
				"Acme, which has 4,500 employees, reported third-quarter revenue of $1.3 billion, up from $1.1 billion a year earlier.",
			"@day 2024-03-12; ~2.5e+09 USD; 54.2 USD/share; 12%; 4500 employees; @2023Q3; 1.3e+09 USD; 1.1e+09 USD; @2022Q3",
		},
	})
}

func TestZone(t *testing.T) {
	late := time.Date(2024, 3, 15, 1, 0, 0, 0, time.FixedZone("", 8*3600)) // still the 14th in UTC
	run(t, value.Options{Lang: "zh", Published: late}, []test{{"今天", "@day 2024-03-15"}})
}

func TestParseReportsAll(t *testing.T) {
	const data = "# comment\n" +
		"zh\tcurrency\tUSD\t美元\n" +
		"fr\tcurrency\tUSD\tdollar\n" +
		"zh\tmoney\tUSD\t美金\n" +
		"zh\tcurrency\tDOLLAR\t美刀\n" +
		"zh\tpercent\tx\t%\n" +
		"zh\tbefore\tnear\t近\n" +
		"zh\tcurrency\tUSD\t刀|美元||钱 \n" +
		"zh\tcurrency\tUSD\n"
	_, err := value.Parse("my.tsv", data)
	if err == nil {
		t.Fatal("no error")
	}
	want := []string{
		`my.tsv:3:1: language "fr", want zh or en`,
		`my.tsv:4:4: unknown role "money"`,
		`my.tsv:5:13: currency "DOLLAR", want an ISO code or ?`,
		`my.tsv:6:12: meaning "x", want a number`,
		`my.tsv:7:11: meaning "near", want about or over or under or none`,
		`my.tsv:8:19: currency "美元" is there twice`,
		`my.tsv:8:22: word "": empty, or with space around it`,
		`my.tsv:8:23: word "钱 ": empty, or with space around it`,
		`my.tsv:9:1: 3 columns, want language, role, meaning and words`,
	}
	if got := strings.Split(err.Error(), "\n"); strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestParseOwnWords(t *testing.T) {
	r, err := value.Parse("my.tsv", value.Words()+"zh\tcount\tclassifier\t斛\n")
	if err != nil {
		t.Fatal(err)
	}
	if got := show(r.Find([]rune("5000斛"), zh)); got != "5000 斛" {
		t.Errorf("got %s", got)
	}
}

func FuzzFind(f *testing.F) {
	for _, text := range []string{
		"融资约1.2亿至1.5亿美元（约合8亿元人民币），每百万tokens 2元", "2023年第三季度，去年同期", "一百四五十亿", "上周三，截至2024年3月31日止3个月",
		"Series B of $1.2-1.5 billion a month", "the three months ended March 31, 2024", "GPT-4 70B 7nm -3.5%", "三分之二的百分之", "99999999999999999999亿亿",
		"五千万亿亿亿", "2023年13月32日", "Q3 2024-13-45", "第", "每", "-", "上", "$", "0分之1", "9月31日-40日", "二月三十日",
	} {
		f.Add(text, true)
		f.Add(text, false)
	}
	r := reader(f)
	f.Fuzz(func(t *testing.T, text string, chinese bool) {
		o := en
		if chinese {
			o = zh
		}
		runes := []rune(text)
		end := 0
		for _, v := range r.Find(runes, o) {
			if v.BoundStart > v.Start || v.Start >= v.End || v.End > v.BoundEnd || v.BoundEnd > len(runes) || v.BoundStart < 0 {
				t.Fatalf("offsets %d %d %d %d in %q", v.BoundStart, v.Start, v.End, v.BoundEnd, text)
			}
			if v.Start < end {
				t.Fatalf("value %q at %d begins before %d, the end of the one before, in %q", string(runes[v.Start:v.End]), v.Start, end, text)
			}
			end = v.End
			if v.Num != v.Num || v.To != v.To {
				t.Fatalf("value %q is no number in %q", string(runes[v.Start:v.End]), text)
			}
		}
	})
}

func BenchmarkFindZh(b *testing.B) {
	benchmark(b, "某公司（01234.HK）周四公布，截至2023年12月31日止年度收入约12.5亿元，同比增长35.2%；净亏损由去年的3.2亿元收窄至1.1亿元。"+
		"该公司首席执行官表示，未来将继续扩大在人工智能领域的投入，并与多家合作伙伴共同开发面向企业客户的新产品，预计下半年上线。"+
		"分析人士认为，这一举措有助于提升其市场地位，但短期内盈利能力仍然承压，投资者需要保持耐心。\n", zh)
}

func BenchmarkFindEn(b *testing.B) {
	benchmark(b, "Acme Corp. said on Tuesday it will buy Widget Inc. for about $2.5 billion in cash, or $54.20 per share. "+
		"The company, which makes chips for data centers, said the deal would help it to reach new customers in Europe and Asia, "+
		"where it has struggled to compete with larger rivals for years. Analysts were not convinced that the price was right.\n", en)
}

func benchmark(b *testing.B, text string, o value.Options) {
	r := reader(b)
	text = strings.Repeat(text, 20)
	runes := []rune(text)
	var values []value.Value
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		values = r.Append(values[:0], runes, o)
	}
}
