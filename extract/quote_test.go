package extract_test

import (
	"strings"
	"testing"

	"github.com/newsgraph/newsgraph/extract"
	"github.com/newsgraph/newsgraph/kg"
)

// said lists the quotes of a document, "speaker: words" each, in the order
// that they are found.
func said(x *extract.Extractor, title, text string) []string {
	out := x.Extract(&kg.Document{ID: "d", Title: title, Text: text, Lang: "zh"})
	name := map[string]string{}
	for _, e := range out.Entities {
		name[e.ID] = e.Name
	}
	var quotes []string
	for _, q := range out.Quotes {
		quotes = append(quotes, name[q.Speaker]+": "+q.Text)
	}
	return quotes
}

func TestChineseQuotes(t *testing.T) {
	tests := []struct {
		name, text string
		want       []string
	}{
		// marks behind the verb
		{"direct behind a colon", "雷军表示：“新工厂明年投产。”", []string{"雷军: 新工厂明年投产。"}},
		{"direct behind a comma", "雷军说，“新工厂明年投产。”", []string{"雷军: 新工厂明年投产。"}},
		{"direct, several sentences", "雷军表示：“新工厂明年投产。首批产能五万台。我们对此有信心。”", []string{"雷军: 新工厂明年投产。首批产能五万台。我们对此有信心。"}},
		{"direct, the author goes on without a space", "雷军回应：“新工厂明年投产。”当然，时间仍可能变化。", []string{"雷军: 新工厂明年投产。"}},
		{"corner marks", "雷军表示：「新工厂明年投产。」", []string{"雷军: 新工厂明年投产。"}},
		{"straight marks", "雷军表示：\"新工厂明年投产。\"", []string{"雷军: 新工厂明年投产。"}},
		{"two pairs of marks", "雷军表示：“新工厂明年投产。”“首批产能五万台。”", []string{"雷军: 新工厂明年投产。", "雷军: 首批产能五万台。"}},
		{"outer marks, not the inner", "雷军表示：“大家说的‘价格战’不会出现在我们这里。”", []string{"雷军: 大家说的‘价格战’不会出现在我们这里。"}},
		{"a verb inside of the marks", "雷军表示：“工程师告诉我，电池没有问题。供应商也认为，进度正常。”", []string{"雷军: 工程师告诉我，电池没有问题。供应商也认为，进度正常。"}},
		{"words told somebody", "雷军告诉记者，新工厂明年投产。", []string{"雷军: 新工厂明年投产"}},

		// marks before the verb, split, alone
		{"marks before", "“新工厂明年投产，”雷军说。", []string{"雷军: 新工厂明年投产"}},
		{"marks before, sentence between", "“新工厂明年投产。”5月6日，谈及产能，雷军在发布会上表示。", []string{"雷军: 新工厂明年投产。"}},
		{"split", "“新工厂明年投产，”雷军说，“首批产能五万台。”", []string{"雷军: 新工厂明年投产", "雷军: 首批产能五万台。"}},
		{"split, with sentences before", "“我们等了很久。新工厂明年投产，”雷军说，“首批产能五万台。”", []string{"雷军: 我们等了很久。新工厂明年投产", "雷军: 首批产能五万台。"}},
		{"marks go on behind a sentence", "雷军表示，新工厂明年投产。“我们对首批产能有充分的信心。”", []string{"雷军: 新工厂明年投产", "雷军: 我们对首批产能有充分的信心。"}},
		{"marks fill the next paragraph", "雷军谈到了新工厂，认为明年可以投产。\n“我们对首批产能有充分的信心。”", []string{"雷军: 明年可以投产", "雷军: 我们对首批产能有充分的信心。"}},
		{"marks that an unnamed speaker follows", "雷军表示，新工厂明年投产。“我们对首批产能没有信心。”一位员工说。", []string{"雷军: 新工厂明年投产"}},
		{"marks behind an unnamed speaker", "一位车主说：“这辆车的续航不如预期。”雷军回应称，将尽快改进软件。", []string{"雷军: 将尽快改进软件"}},
		{"words without marks, then with", "雷军表示新工厂明年投产，“我们对首批产能有充分的信心”。", []string{"雷军: 新工厂明年投产", "雷军: 我们对首批产能有充分的信心"}},
		{"line ends behind the verb", "雷军表示：\n新工厂明年投产。首批产能五万台。\n市场反应平静。", []string{"雷军: 新工厂明年投产。首批产能五万台。"}},

		// reported speech and where it ends
		{"reported", "雷军表示，新工厂明年投产。", []string{"雷军: 新工厂明年投产"}},
		{"reported without a comma", "雷军称新工厂明年投产。", []string{"雷军: 新工厂明年投产"}},
		{"a term in marks belongs to the words", "雷军表示，新工厂“基本完工”，明年投产。", []string{"雷军: 新工厂“基本完工”，明年投产"}},
		{"the speaker goes on", "雷军表示，新工厂明年投产，并强调今年价格不会上涨。", []string{"雷军: 新工厂明年投产", "雷军: 今年价格不会上涨"}},
		{"somebody else speaks", "雷军表示新工厂明年投产，马斯克则称价格不会上涨。", []string{"雷军: 新工厂明年投产", "埃隆·马斯克: 价格不会上涨"}},
		{"what was not told", "雷军表示，新工厂明年投产，但未透露具体地点。", []string{"雷军: 新工厂明年投产"}},
		{"answer to a although", "虽然雷军表示新工厂明年投产，但去年的工期一再推迟。", []string{"雷军: 新工厂明年投产"}},
		{"the author names the speaker", "雷军表示，新工厂明年投产，但这一时间晚于雷军此前的承诺。", []string{"雷军: 新工厂明年投产"}},
		{"a but inside of the words", "雷军表示，成本仍在上升，但公司没有涨价的打算。", []string{"雷军: 成本仍在上升，但公司没有涨价的打算"}},
		{"several sentences behind a colon", "雷军在声明中表示：新工厂明年投产。首批产能五万台。", []string{"雷军: 新工厂明年投产。首批产能五万台。"}},
		{"a promise", "雷军承诺将公开全部测试数据。", []string{"雷军: 将公开全部测试数据"}},
		{"told behind marks of a title", "雷军告诉《深网》，新工厂明年投产。", []string{"雷军: 新工厂明年投产"}},
		{"author behind marks", "“新工厂明年投产，”雷军在邮件中写道，这封邮件后来被公开。", []string{"雷军: 新工厂明年投产"}},
		{"described as", "雷军将这家工厂描述为一座灯塔工厂。", []string{"雷军: 一座灯塔工厂"}},

		// who speaks
		{"title, firm and person", "英伟达首席执行官黄仁勋表示，需求依然强劲。", []string{"黄仁勋: 需求依然强劲"}},
		{"firm", "英伟达在一份声明中表示，需求依然强劲。", []string{"英伟达: 需求依然强劲"}},
		{"list", "英伟达、微软和谷歌都表示，需求依然强劲。", []string{"英伟达: 需求依然强劲", "微软: 需求依然强劲", "谷歌: 需求依然强劲"}},
		{"spokesman of a firm", "英伟达发言人表示，需求依然强劲。", []string{"英伟达: 需求依然强劲"}},
		{"that spokesman", "英伟达发言人表示，需求依然强劲。该发言人还称，库存已经恢复正常。", []string{"英伟达: 需求依然强劲", "英伟达: 库存已经恢复正常"}},
		{"subject, not the name nearest", "英伟达对彭博社表示，需求依然强劲。", []string{"英伟达: 需求依然强劲"}},
		{"behind a place", "在微软的开发者大会上，黄仁勋表示，需求依然强劲。", []string{"黄仁勋: 需求依然强劲"}},
		{"object of another verb", "黄仁勋谈及微软时表示，需求依然强劲。", []string{"黄仁勋: 需求依然强劲"}},
		{"in an interview", "英伟达首席执行官黄仁勋2月1日接受采访时表示，需求依然强劲。", []string{"黄仁勋: 需求依然强劲"}},
		{"told a source of news", "英伟达还回应彭博社表示，需求依然强劲。", []string{"英伟达: 需求依然强劲"}},
		{"website of a firm", "英伟达官网介绍称，这款芯片采用了新工艺。", []string{"英伟达: 这款芯片采用了新工艺"}},
		{"according to somebody in a place", "据黄仁勋在直播中透露，需求依然强劲。", []string{"黄仁勋: 需求依然强劲"}},
		{"names in the statement", "据英伟达介绍，微软和谷歌都是这款芯片的客户。", []string{"英伟达: 微软和谷歌都是这款芯片的客户"}},
		{"pronoun is who spoke", "黄仁勋表示，苹果的芯片很出色。他还说，需求依然强劲。", []string{"黄仁勋: 苹果的芯片很出色", "黄仁勋: 需求依然强劲"}},
		{"this company", "英伟达发布了财报。该公司表示，需求依然强劲。", []string{"英伟达: 需求依然强劲"}},
		{"subject left out", "英伟达回应了传闻，称需求依然强劲。", []string{"英伟达: 需求依然强劲"}},
		{"by title alone", "英伟达首席执行官黄仁勋出席了大会。英伟达首席执行官表示，需求依然强劲。", []string{"黄仁勋: 需求依然强劲"}},
		{"last name", "特斯拉分析师亚当·乔纳森出席了会议。亚当·乔纳森很乐观。乔纳森表示，需求依然强劲。", []string{"亚当·乔纳森: 需求依然强劲"}},
		{"a report of a firm", "中金公司研报指出，需求依然强劲。", []string{"中金公司: 需求依然强劲"}},
		{"a statement without its issuer", "英伟达在官网发布了说明。\n声明中写道：“需求依然强劲。”", []string{"英伟达: 需求依然强劲。"}},
		{"a source quotes the speaker", "彭博社援引黄仁勋称，需求依然强劲。", []string{"黄仁勋: 需求依然强劲"}},
		{"the side of the speaker", "外交部发言人毛宁表示，立场没有改变。中方将继续关注。会后没有进一步的消息。", []string{"毛宁: 立场没有改变。中方将继续关注。"}},
		{"a line with a colon", "黄仁勋：需求依然强劲，产能正在增加。", []string{"黄仁勋: 需求依然强劲，产能正在增加。"}},

		// no quotes
		{"report of a source", "据路透社报道，英伟达将扩大产能。", nil},
		{"a source says", "彭博社称，英伟达将扩大产能。", nil},
		{"people familiar", "知情人士称，英伟达将扩大产能。", nil},
		{"people familiar with a firm left out", "英伟达拒绝置评。据知情人士透露，新工厂明年投产。", nil},
		{"staff of a firm", "一位英伟达员工表示，加班很普遍。", nil},
		{"people of a firm", "英伟达内部人士透露，新工厂明年投产。", nil},
		{"an analyst without a name", "分析师认为，英伟达将扩大产能。", nil},
		{"who knows somebody", "熟悉黄仁勋的人透露，新工厂明年投产。", nil},
		{"pronoun of an unnamed speaker", "黄仁勋出席了大会。一位与会的律师说，诉讼不会很快结束。他还说，赔偿金额很高。", nil},
		{"an analyst of another firm", "微软分析师陈明远出席了会议。英伟达分析师表示，需求依然强劲。", nil},
		{"staff at a place", "英伟达发布了声明。在公司工作多年的员工认为，加班很普遍。", nil},
		{"a title before a name unknown", "英伟达首席执行官黄仁勋出席了大会。微软首席执行官某某表示，需求依然强劲。", nil},
		{"an order quoted by an unnamed buyer", "一位车主说：“这辆车的续航不如预期。”", nil},
		{"denied", "黄仁勋没有透露新工厂何时投产的计划。", nil},
		{"may be told", "黄仁勋可能会透露新工厂何时投产的计划。", nil},
		{"noun of emphasis", "黄仁勋对机器人的强调可能影响公司的投资方向。", nil},
		{"a thing", "黄仁勋透露了新工厂的计划。", nil},
		{"a name", "这款芯片被黄仁勋称为人工智能时代的引擎。", nil},
		{"stance", "黄仁勋表示支持。", nil},
		{"forecast", "英伟达预计，第四季度营收为两百亿美元。", nil},
		{"announcement", "英伟达宣布，将在台湾建设新的研发中心。", nil},
		{"noun of speech", "黄仁勋对这款芯片做了介绍，产能将逐步增加。", nil},
		{"term in marks", "黄仁勋被称为“人工智能教父”。", nil},
		{"our own words", "我们认为，英伟达将扩大产能。", nil},
		{"order", "英伟达指示供应商增加产能。", nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, want := strings.Join(said(extractor(t), "", test.text), "\n     "), strings.Join(test.want, "\n     ")
			if got != want {
				t.Errorf("%s\n got %s\nwant %s", test.text, got, want)
			}
		})
	}
}

// The title is quoted where the body does not tell its words.
func TestQuotesOfTitles(t *testing.T) {
	tests := []struct{ name, title, text, want string }{
		{"the title alone", "黄仁勋：机器人时代已经到来", "大会昨日在台北开幕。", "黄仁勋: 机器人时代已经到来"},
		{"the speaker speaks in the body", "黄仁勋：机器人时代已经到来", "黄仁勋在台北表示，需求依然强劲。", "黄仁勋: 需求依然强劲"},
		{"the body states it", "英伟达：第四季度营收增长两成", "英伟达第四季度营收同比增长两成，超出预期。", ""},
		{"forecast", "英伟达：预计第四季度营收增长两成", "财报昨日发布。", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := strings.Join(said(extractor(t), test.title, test.text), "\n"); got != test.want {
				t.Errorf("%s / %s\n got %s\nwant %s", test.title, test.text, got, test.want)
			}
		})
	}
}

// A quote tells where its words and its speaker stand, and how the speaker was
// resolved.
func TestQuotePlaces(t *testing.T) {
	text := "英伟达发布了财报。该公司表示：“需求依然强劲。”"
	quotes := extractor(t).Extract(&kg.Document{ID: "d", Text: text, Lang: "zh"}).Quotes
	if len(quotes) != 1 {
		t.Fatalf("%d quotes in %s, want 1", len(quotes), text)
	}
	whole, q := []rune("\n"+text), quotes[0]
	cut := func(at kg.Span) string { return string(whole[at[0]:at[1]]) }
	if got := cut(q.At["text"]); got != q.Text || got != "需求依然强劲。" {
		t.Errorf("words stand at %q, want %q", got, q.Text)
	}
	if got := cut(q.At["speaker"]); got != "该公司" {
		t.Errorf("speaker stands at %q, want 该公司", got)
	}
	if got := cut(q.Via["speaker"].Antecedent); got != "英伟达" {
		t.Errorf("speaker stands for %q, want 英伟达", got)
	}
}
