package extract_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/newsgraph/newsgraph/kg"
)

// figures lists the metrics of an extraction, each as "name kind value unit"
// with what it says besides.
func figures(x *kg.Extraction) []string {
	names := map[string]string{}
	for _, e := range x.Entities {
		names[e.ID] = e.Name
	}
	var out []string
	for _, m := range x.Metrics {
		line := fmt.Sprintf("%s %s %g %s", names[m.Subject], m.Kind, m.Value, m.Unit)
		if m.Bound != kg.Exact {
			line += " " + string(m.Bound)
		}
		if m.Modality != kg.Asserted {
			line += " " + string(m.Modality)
		}
		for _, k := range []string{"to", "basis", "per", "kind", "round", "segment", "date", "period"} {
			if v, ok := m.Qualifiers[k]; ok {
				line += fmt.Sprintf(" %s=%v", k, v)
			}
		}
		out = append(out, line)
	}
	slices.Sort(out)
	return out
}

func TestMetrics(t *testing.T) {
	tests := []struct{ name, title, text, want string }{
		{"the last figure of the sentence carries its bearer", "", "美团公告，旗下小象超市实现营业收入3亿元，同比增长5%；快手营收9亿元，净利润2亿元。",
			"小象超市 revenue 3e+08 CNY; 小象超市 revenue_change 5 % basis=yoy; 快手 profit 2e+08 CNY; 快手 revenue 9e+08 CNY"},
		{"a segment", "", "腾讯第四季度营收90亿元，其中在线广告收入30亿元，云业务收入同比增长5%。",
			"腾讯 revenue 3e+09 CNY segment=在线广告 period=2023Q4; 腾讯 revenue 9e+09 CNY period=2023Q4; 腾讯 revenue_change 5 % basis=yoy segment=云业务 period=2023Q4"},
		{"the change of a segment", "", "腾讯营收90亿元，同比增长5%，广告收入30亿元，同比增长5%。",
			"腾讯 revenue 3e+09 CNY segment=广告; 腾讯 revenue 9e+09 CNY; 腾讯 revenue_change 5 % basis=yoy; 腾讯 revenue_change 5 % basis=yoy segment=广告"},
		{"a product is a segment beside its firm", "", "苹果营收90亿美元，iPhone营收60亿美元。", "苹果公司 revenue 6e+09 USD segment=iPhone; 苹果公司 revenue 9e+09 USD"},
		{"a small minus", "", "快手净利润为﹣2亿元。", "快手 profit -2e+08 CNY"},
		{"glued words", "", "快手营业收入9亿元，同比增加5%。", "快手 revenue 9e+08 CNY; 快手 revenue_change 5 % basis=yoy"},
		{"a change is as sure as its figure", "", "快手预计营收9亿元，同比增长5%。", "快手 revenue 9e+08 CNY planned; 快手 revenue_change 5 % planned basis=yoy"},
		{"and no less for an expectation beside it", "", "快手营收94亿元，高于预期的92亿元，同比增长5%。",
			"快手 revenue 9.2e+09 CNY planned; 快手 revenue 9.4e+09 CNY; 快手 revenue_change 5 % basis=yoy"},
		{"a forecast goes on over the sentence", "", "预计2021年度快手营收9亿元，同比增长5%；净利润2亿元，同比增长3%。",
			"快手 profit 2e+08 CNY planned period=2021; 快手 profit_change 3 % planned basis=yoy period=2021; 快手 revenue 9e+08 CNY planned period=2021; 快手 revenue_change 5 % planned basis=yoy period=2021"},
		{"but not to another year", "", "预计2024年快手营收9亿元，2023年为8亿元。", "快手 revenue 8e+08 CNY period=2023; 快手 revenue 9e+08 CNY planned period=2024"},
		{"a target is of the firm that is rated", "", "高盛维持腾讯买入评级，目标价600港元。", "腾讯 stock_price 600 HKD planned kind=target"},
		{"a valuation is of who gets the money", "", "软银向字节跳动投资40亿美元，估值为2600亿美元。", "字节跳动 valuation 2.6e+11 USD"},
		{"a segment by a word of its own", "", "腾讯营收90亿元，客户端业务营收19亿元，经营业务收入7亿元。",
			"腾讯 revenue 1.9e+09 CNY segment=客户端业务; 腾讯 revenue 7e+08 CNY; 腾讯 revenue 9e+09 CNY"},
		{"an expectation is planned", "", "快手营收94亿元，高于分析师预期的92亿元。", "快手 revenue 9.2e+09 CNY planned; 快手 revenue 9.4e+09 CNY"},
		{"a place bears no figure", "", "Mate 60 Pro在京东的售价为3999元。", "Mate 60 Pro price 3999 CNY"},
		{"what is said of a firm is its own", "", "软银对字节跳动的估值为3000亿美元。", "字节跳动 valuation 3e+11 USD"},
		{"two periods, two values", "", "第四季度，快手经营亏损由去年同期的4.5亿元减少至3.1亿元，营收9亿元。",
			"快手 profit -3.1e+08 CNY period=2023Q4; 快手 profit -4.5e+08 CNY period=2022Q4; 快手 revenue 9e+08 CNY period=2023Q4"},
		{"a compared period is not carried on", "", "快手第四季度净利润3亿元，相比2022年第一季度的1亿元有所提高。营收为9亿元。",
			"快手 profit 3e+08 CNY period=2023Q4; 快手 revenue 9e+08 CNY period=2023Q4"},
		{"a name that opens a clause behind the last figure", "", "3月15日，道指涨0.1%，报39000点；纳指微幅高开，报16000点。",
			"纳斯达克综合指数 index_level 16000 points date=2024-03-15; 道琼斯工业平均指数 index_level 39000 points date=2024-03-15; 道琼斯工业平均指数 stock_change 0.1 % date=2024-03-15"},
		{"names in brackets bear nothing", "", "快手电商（其中包括淘宝和京东）营收为9亿元。", "快手 revenue 9e+08 CNY"},
		{"a move is not of the quarter of the accounts", "", "快手去年四季度营收近89亿元，股价涨超6%。", "快手 revenue 8.9e+09 CNY about period=2023Q4; 快手 stock_change 6 % over"},
		{"no market moves on a weekend", "", "3月15日，美团涨5%。\n3月16日晚，快手公布业绩。\n快手涨2%。", "快手 stock_change 2 % date=2024-03-15; 美团 stock_change 5 % date=2024-03-15"},
		{"English: the firm behind the figure's word", "", "Advertising revenue at Snap grew 16% to $1.24 billion.", "Snap公司 revenue 1.24e+09 USD; Snap公司 revenue_change 16 %"},
		{"English: another's move", "", "Dell shares fell 12%. And an unlisted rival slid 8%.", "戴尔 stock_change -12 %"},
		{"English: a profit per share is none", "", "Salesforce forecast profit of $2.38 per share.", ""},
		{"a day told beside does not date a later paragraph", "", "3月15日消息，港股走高。\n此前，3月13日晚，监管部门发布新规。\n快手涨2%。", "快手 stock_change 2 % date=2024-03-15"},
		{"a headline moves on the day of its text", "快手涨5%", "3月15日，港股高开。", "快手 stock_change 5 % date=2024-03-15"},
		{"a move over several days is of the period named", "", "3月15日收盘。快手上周全线上扬。其中美团累涨8%，快手涨5%。",
			"快手 stock_change 5 % period=2024-W11; 美团 stock_change 8 % period=2024-W11"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			lang := "en"
			if strings.ContainsAny(tt.text, "，。") {
				lang = "zh"
			}
			x := extractor(t).Extract(&kg.Document{ID: "d", Title: tt.title, Text: tt.text, Lang: lang, Date: "2024-03-18"})
			if got := strings.Join(figures(x), "; "); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}
