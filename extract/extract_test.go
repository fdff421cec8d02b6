package extract_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/yanyiwu/gojieba"

	"github.com/newsgraph/newsgraph/extract"
	"github.com/newsgraph/newsgraph/kg"
)

// shared is the one Extractor of the tests: loading takes a second.
var shared = sync.OnceValues(func() (*extract.Extractor, error) { return extract.New(extract.Options{}) })

func extractor(t testing.TB) *extract.Extractor {
	t.Helper()
	x, err := shared()
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// names lists the mentions of a text as type:string, sorted, each once.
func names(x *kg.Extraction) []string {
	var out []string
	for _, e := range x.Entities {
		for _, m := range e.Mentions {
			out = append(out, string(e.Type)+":"+m.Text)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func TestMentions(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"lexicon", "英伟达和微软周一上涨。", "Company:微软 Company:英伟达"},
		{"longest name first", "京东健康今日公布财报。", "Company:京东健康"},
		{"traditional characters", "台積電與輝達擴大合作。", "Company:台積電 Company:輝達"},
		{"full-width letters", "ＡＭＤ发布财报。", "Company:ＡＭＤ"},
		{"share class gives both forms", "阿里巴巴-SW跌2%。", "Company:阿里巴巴 Company:阿里巴巴-SW"},
		{"no name inside a word", "高通胀压低了消费。", ""},
		{"legal name with a place", "公司拟向青岛海岬湾康养企业发展有限公司出售资产。", "Company:青岛海岬湾康养企业发展有限公司"},
		{"legal name behind a title", "控股股东岚桥投资控股集团有限公司减持。", "Company:岚桥投资控股集团有限公司"},
		{"legal name that has its short form inside", "近日甬城网之舟网络科技发展有限公司（以下简称：网之舟）提起诉讼。", "Company:甬城网之舟网络科技发展有限公司 Company:网之舟"},
		{"name in a word for shares", "苹果概念股走强，英伟达涨3%。", "Company:英伟达"},
		{"title before a Chinese name", "公司首席执行官陈明远表示，订单充足。", "Person:陈明远"},
		{"a title whose first character is a surname", "董事长周涛、总经理章元朗、董秘白峻等人减持。", "Person:周涛 Person:白峻 Person:章元朗"},
		{"a name that ends as verbs do", "董事长韩立生发布了预告。韩立生提到新厂。", "Person:韩立生"},
		{"what stands behind a transliterated name", "总裁格雷夫斯曾表示，格伦·摩顿当地时间周五退休，萨莉·郭接任。", "Person:格伦·摩顿 Person:格雷夫斯 Person:萨莉·郭"},
		{"a byline's name that ends in an adverb", "作者|韩弗也\n", "Person:韩弗也"},
		{"a given name of somebody in the text", "Laura Norwick刚刚离职。Laura对记者说，新厂还要等。", "Person:Laura Norwick"},
		{"a firm without its legal form", "云岭电池有限公司周一宣布扩产。云岭电池的新厂明年投产。", "Company:云岭电池 Company:云岭电池有限公司"},
		{"a firm without its place", "杭州云岭电池有限公司周一宣布扩产。云岭电池的新厂明年投产。", "Company:云岭电池 Company:杭州云岭电池有限公司"},
		{"a short form behind a place is another firm's", "云岭电池有限公司周一宣布扩产。湖南云岭电池的新厂明年投产。", "Company:云岭电池有限公司"},
		{"what is left of a name is words", "杭州食品进出口有限公司周一宣布扩产。食品进出口增长了两成。", "Company:杭州食品进出口有限公司"},
		{"a maker's name before a thing's", "腾讯混元今日上线。", "Company:腾讯 Model:混元"},
		{"a share's class of one letter", "英伟达-A跌1%。", "Company:英伟达-A"},
		{"byline with two names", "记者 周一航 林晓\n", "Person:周一航 Person:林晓"},
		{"byline with an outlet and pen names", "【文/观察者网 吕晚】\n编辑｜小北、乔桐\n", "Organization:观察者网 Person:乔桐 Person:吕晚 Person:小北"},
		{"Chinese name with its Latin form", "林岳衡 (Yueheng Lin) 在旧金山出庭。", "Person:Yueheng Lin Person:林岳衡"},
		{"a word behind a noun for people", "平台连接用户和更丰富的内容，股东应占溢利下降。", ""},
		{"a byline's word in a sentence", "论文/报告由作者 自行 提交。", ""},
		{"transliterated name with a dot", "创始人卡米拉·罗德里格斯出席。", "Person:卡米拉·罗德里格斯"},
		{"transliterated name before a word for a time", "首席执行官马德伦日前撰文。", "Person:马德伦"},
		{"transliterated name behind a noun of its own characters", "当地富豪阿列克谢·瓦列夫出席。", "Person:阿列克谢·瓦列夫"},
		{"a dot between two names of houses", "保利·罗兰香谷今日开盘。", ""},
		{"title and an ordinary word", "多名高管支付了费用，员工福利增加。", ""},
		{"introduced Latin name", "初创公司Quillmark完成融资。", "Company:Quillmark"},
		{"introduced name counts elsewhere", "初创公司Quillmark完成融资。据悉Quillmark去年成立。", "Company:Quillmark"},
		{"a hidden name stays hidden behind a person's last name", "艾伦·图灵提出图灵测试。", "Person:艾伦·图灵"},
		{"brand that is a word", "数据存放在Delta Lake里。", "Product:Delta Lake"},
		{"Latin abbreviation is no name", "多家AI公司的CEO谈到GPU。", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := strings.Join(names(extractor(t).Extract(&kg.Document{ID: "d", Text: test.text})), " ")
			if got != test.want {
				t.Errorf("%s\n got %s\nwant %s", test.text, got, test.want)
			}
		})
	}
}

// Listed companies with ordinary names make no mention by the name alone.
func TestOrdinaryWordsAreNoCompanies(t *testing.T) {
	for _, word := range []string{"机器人", "太阳能", "农产品", "指南针", "太平洋"} {
		text := fmt.Sprintf("专家认为，%s的前景值得关注，今年%s需求增长。", word, word)
		if got := names(extractor(t).Extract(&kg.Document{ID: "d", Text: text})); len(got) > 0 {
			t.Errorf("%s gives %v", text, got)
		}
	}
}

func TestOneEntityForItsNames(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"lexicon and suffix", "英伟达公司发布财报，NVIDIA股价上涨，英伟达市值创新高。", "company:nvidia=英伟达公司,NVIDIA,英伟达"},
		{"bracket", "初创公司Quillmark（下称“羽印科技”）完成融资。羽印科技位于上海。", "company:quillmark=Quillmark,羽印科技"},
		{"the name is the key however often the second one stands", "苍隼智能科技（简称苍隼）完成融资。苍隼表示，苍隼将扩产。", "company:苍隼智能科技=苍隼智能科技,苍隼"},
		{"comma", "苍隼智能科技，简称苍隼，完成融资。苍隼表示将扩产。", "company:苍隼智能科技=苍隼智能科技,苍隼"},
		{"comma and Latin", "苍隼智能科技，又名Gyrfalcon Robotics，完成融资。", "company:苍隼智能科技=苍隼智能科技,Gyrfalcon Robotics"},
		{"what stands for any firm is no second name", "苍隼智能科技（下称“公司”）完成融资，公司将扩产。", "company:苍隼智能科技=苍隼智能科技"},
		{"an owner in a bracket is no second name", "腾讯（苍隼智能科技）出席。苍隼智能科技宣布扩产。", "company:tencent=腾讯 company:苍隼智能科技=苍隼智能科技"},
		{"what is short for the name in a bracket is one", "苍隼智能科技（苍隼科技）出席。苍隼科技总裁称将扩产。", "company:苍隼智能科技=苍隼智能科技,苍隼科技"},
		{"last name", "首席执行官埃隆·马斯克出席，马斯克称将扩产。", "person:elon-musk=埃隆·马斯克,马斯克"},
		{"word behind a firm's name left out", "名为“霁岚智造集团”的企业（下称“霁岚智造”）获投资。", "company:霁岚智造=霁岚智造集团,霁岚智造"},
		{"version alone", "DeepSeek-V3训练成本低，V3由深度求索开源。", "model:deepseek-v3=DeepSeek-V3,V3 company:deepseek=深度求索"},
		{"surname alone is of its document", "分析师Torvell表示，需求强劲。", "person:torvell@d=Torvell"},
		{"full name is the same everywhere", "分析师Maren Torvell表示，需求强劲。Torvell看好明年。", "person:marentorvell=Maren Torvell,Torvell"},
		{"the full name is the key however often the last name stands", "首席执行官Maren Torvell出席。Torvell表示，Torvell看好明年。", "person:marentorvell=Maren Torvell,Torvell"},
		{"versions stay apart", "H800和H100都由英伟达生产。", "chip:h800=H800 chip:h100=H100 company:nvidia=英伟达"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var parts []string
			for _, e := range extractor(t).Extract(&kg.Document{ID: "d", Text: test.text}).Entities {
				var surfaces []string
				for _, m := range e.Mentions {
					if !slices.Contains(surfaces, m.Text) {
						surfaces = append(surfaces, m.Text)
					}
				}
				parts = append(parts, e.Key+"="+strings.Join(surfaces, ","))
			}
			if got := strings.Join(parts, " "); got != test.want {
				t.Errorf("%s\n got %s\nwant %s", test.text, got, test.want)
			}
		})
	}
}

// A name that a firm and its product share is the one that the words beside it
// show: the product by default where the lexicon says so, nothing where it has
// no sure reading.
func TestNamesOfTwoEntities(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"firm", "Suno完成融资，Suno公司的创始人出席。", "Company:Suno"},
		{"product", "她打开Suno应用写歌。", "Product:Suno"},
		{"neither", "她昨天提到Suno。", ""},
		{"the sure reading", "她昨天提到钉钉。", "Product:钉钉"},
		{"one neighbour is too few", "她昨天提到钉钉表示惊讶。", "Product:钉钉"},
		{"more than chance", "钉钉公司回应裁员，钉钉总裁致歉。", "Company:钉钉"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := strings.Join(names(extractor(t).Extract(&kg.Document{ID: "d", Text: test.text})), " ")
			if got != test.want {
				t.Errorf("%s\n got %s\nwant %s", test.text, got, test.want)
			}
		})
	}
}

// Every extraction holds to the format, whatever the text.
func FuzzExtract(f *testing.F) {
	f.Add("“甲乙科技（Jiayi Tech，简称“甲乙”）", "首席执行官张三表示，公司将以3亿元收购丙丁-SW。\n“好。”他说。")
	f.Add("", "")
	f.Add("NVIDIA", "NVIDIA Corp. CEO Jensen Huang said, “We will ship 2 million H100s.”\x00\xff")
	f.Add("《", "记者 ·、·（（“”）(A)B-SW-SW-W 3%、5%和")
	f.Fuzz(func(t *testing.T, title, text string) {
		d := &kg.Document{ID: "d", Title: title, Text: text, Date: "2025-03-04"}
		for _, err := range kg.Validate(d, extractor(t).Extract(d)) {
			t.Error(err)
		}
	})
}

func TestRuleExamples(t *testing.T) {
	for _, err := range extractor(t).TestRules("") {
		t.Error(err)
	}
}

// A user's rule file stands in the place of ours of the same name.
// A page without an end of a sentence is read in time that grows little more than
// its length: of eight times the text, the best of three takes far less than
// sixty-four times as long.
func TestLongClauses(t *testing.T) {
	for _, word := range []string{"中国", "财政部", "腾讯混元与阿里、", "经理王明好，", "发"} {
		spent := func(n int) time.Duration {
			best := time.Hour
			for range 3 {
				start := time.Now()
				extractor(t).Extract(&kg.Document{ID: "d", Text: strings.Repeat(word, n), Date: "2024-03-18"})
				best = min(best, time.Since(start))
			}
			return best
		}
		short, long := spent(400), spent(3200)
		t.Logf("%s: %.1f times as long", word, float64(long)/float64(short))
		if long > 40*short {
			t.Errorf("%s: 400 times took %v, 3,200 times %v", word, short, long)
		}
	}
}

// Each row of confidence.tsv is of a rule or relation that is there: what was measured
// of another says nothing.
func TestConfidenceIsOfRules(t *testing.T) {
	stale := extractor(t).StaleConfidence()
	if len(stale) > 0 {
		t.Errorf("confidence.tsv names no rules: %v; write it anew with newsgraph eval --confidence, or delete these rows", stale)
	}
}

func TestUserRulesReplace(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "acquired.rules")
	text := "relation ACQUIRED\nsubject buyer Company\nobject target Company\ntrigger zh verb 拿下\nframes zh active\n" +
		"example zh [腾讯:buyer]拿下[搜狗:target]。\nreject zh [腾讯:Company]看好[搜狗:Company]。\n"
	if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	x, err := extract.New(extract.Options{RulesDir: dir})
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]int{"腾讯拿下搜狗。": 1, "腾讯收购了搜狗。": 0} {
		if got := len(x.Extract(&kg.Document{ID: "d", Text: text}).Facts); got != want {
			t.Errorf("%s gives %d facts, want %d", text, got, want)
		}
	}
}

// fixtures returns the articles of the invented news sites.
func fixtures(t testing.TB) []*kg.Document {
	t.Helper()
	gold, err := kg.ReadGoldFolder("../fixtures/gold")
	if err != nil {
		t.Fatal(err)
	}
	var out []*kg.Document
	for _, g := range gold {
		out = append(out, &kg.Document{ID: g.ID, Title: g.Title, Text: g.Text, Date: g.Date})
	}
	return out
}

func BenchmarkExtract(b *testing.B) {
	x, docs := extractor(b), fixtures(b)
	size := 0
	for _, d := range docs {
		size += len(d.Whole())
	}
	b.SetBytes(int64(size))
	b.ReportAllocs()
	for b.Loop() {
		for _, d := range docs {
			x.Extract(d)
		}
	}
}

// A figure has the period or day of its clause, else the last before it.
func TestWhenOfFigures(t *testing.T) {
	tests := []struct{ name, text, key, want string }{
		{"period of its clause", "腾讯2023年第四季度营收1552亿元。", "period", "2023Q4"},
		{"period of a sentence before", "腾讯公布了2023年第四季度财报。公司净利润为270亿元。", "period", "2023Q4"},
		{"day of a market recap", "3月4日，港股低开。腾讯跌2%。", "date", "2025-03-04"},
		{"week of a move", "3月4日，港股低开。腾讯本周累计跌2%。", "period", "2025-W10"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			x := extractor(t).Extract(&kg.Document{ID: "d", Text: test.text, Date: "2025-03-05"})
			if len(x.Metrics) != 1 || x.Metrics[0].Qualifiers[test.key] != test.want {
				t.Errorf("%s gives %+v, want %s=%s", test.text, x.Metrics, test.key, test.want)
			}
		})
	}
}

// BenchmarkStages tells what each stage of reading takes, and how fast all of it
// is beside gojieba's own Tag on the same text in the same run.
func BenchmarkStages(b *testing.B) {
	x, docs := extractor(b), fixtures(b)
	tagger := gojieba.NewJieba()
	defer tagger.Free()
	x.Extract(docs[0]) // loads the dictionaries
	tagger.Tag(docs[0].Whole())
	spent := map[string]time.Duration{}
	var tag, all time.Duration
	for b.Loop() {
		for _, d := range docs {
			start := time.Now()
			tagger.Tag(d.Whole())
			tag += time.Since(start)
			x.Timed(d, func(stage string, took time.Duration) {
				spent[stage] += took
				all += took
			})
		}
	}
	b.ReportMetric(float64(tag)/float64(all), "of-Tag")
	for stage, took := range spent {
		b.ReportMetric(100*float64(took)/float64(all), "%-"+strings.ReplaceAll(stage, " ", "-"))
	}
}

// A relation has no subject that only the sentence before names; a post has its
// firm and a round its target from there.
func TestSubjectOfSentenceBefore(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"no buyer", "字节跳动业绩平稳。收购沐瞳科技的消息引发关注。", ""},
		{"no partner", "百度发布财报。与吉利达成合作。", ""},
		{"a post", "百度发布财报。首席执行官李彦宏出席会议。", "李彦宏 HOLDS_ROLE 百度"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			x := extractor(t).Extract(&kg.Document{ID: "d", Text: test.text, Date: "2024-03-18"})
			names := map[string]string{}
			for _, e := range x.Entities {
				names[e.ID] = e.Mentions[0].Text
			}
			got := ""
			for _, f := range x.Facts {
				got += fmt.Sprintf("%s %s %s", names[f.Subject], f.Predicate, names[f.Object])
			}
			if got != test.want {
				t.Errorf("%s says %q, want %q", test.text, got, test.want)
			}
		})
	}
}

// The amount of a deal is none that a firm's worth or accounts are told by, and of
// a deal that a noun phrase presupposes none of the sentence.
func TestAmountOfADeal(t *testing.T) {
	tests := []struct {
		name, text string
		want       any
	}{
		{"paid", "腾讯以3亿元收购了沐瞳科技。", 3e8},
		{"a valuation", "微软参投的初创公司Mistral AI估值达60亿欧元。", nil},
		{"a revenue", "腾讯收购了沐瞳科技，营收下降至25亿美元。", nil},
		{"of another deal", "Microsoft-backed OpenAI is in talks to acquire Windsurf for about $3 billion.", nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			x := extractor(t).Extract(&kg.Document{ID: "d", Text: test.text, Date: "2024-03-18"})
			if len(x.Facts) == 0 || x.Facts[0].Qualifiers["amount"] != test.want {
				t.Errorf("%s says %+v, want the amount %v", test.text, x.Facts, test.want)
			}
		})
	}
}

func TestSpeakerBetweenCommas(t *testing.T) {
	text := "Tesla's chief executive, Elon Musk, said the carmaker would launch robotaxis in Austin in June."
	x := extractor(t).Extract(&kg.Document{ID: "d", Text: text, Date: "2024-03-18"})
	for _, e := range x.Entities {
		if len(x.Quotes) == 1 && e.ID == x.Quotes[0].Speaker && e.Type == kg.Person {
			return
		}
	}
	t.Errorf("%s is said by %+v", text, x.Quotes)
}

// A former post elsewhere is none at the firm that its holder joins.
func TestFormerPostElsewhere(t *testing.T) {
	text := "英特尔前CEO帕特·基辛格加盟微软担任执行董事长。"
	x := extractor(t).Extract(&kg.Document{ID: "d", Text: text, Date: "2024-03-18"})
	var got []string
	for _, f := range x.Facts {
		got = append(got, fmt.Sprint(f.Qualifiers["status"], " ", f.Qualifiers["title"]))
	}
	if want := []string{"former CEO", "appointed 执行董事长"}; !slices.Equal(got, want) {
		t.Errorf("%s says %v, want %v", text, got, want)
	}
}
