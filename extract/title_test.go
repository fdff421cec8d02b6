package extract_test

import (
	"testing"

	"github.com/newsgraph/newsgraph/kg"
)

// TestTitles reads the title of the one role in each text.
func TestTitles(t *testing.T) {
	tests := []struct{ name, lang, text, title, status string }{
		{"alone", "zh", "微软CEO纳德拉出席。", "CEO", "current"},
		{"joined", "zh", "微软董事长兼首席执行官萨提亚·纳德拉出席。", "董事长兼首席执行官", "current"},
		{"with the department", "zh", "微软云和人工智能部门执行副总裁斯科特·格思里出席。", "云和人工智能部门执行副总裁", "current"},
		{"what it is for", "zh", "美国商务部主管出口管理的副部长艾伦·埃斯特维兹出席。", "主管出口管理的副部长", "current"},
		{"a former department's", "zh", "微软前云业务部门副总裁萨提亚·纳德拉出席。", "云业务部门副总裁", "former"},
		{"the department behind a verb", "zh", "萨提亚·纳德拉曾在谷歌担任广告业务副总裁。", "广告业务副总裁", "former"},
		{"no verb", "zh", "微软宣布首席执行官萨提亚·纳德拉出席。", "首席执行官", "current"},
		{"words for its status", "zh", "微软现任首席执行官萨提亚·纳德拉出席。", "首席执行官", "current"},
		{"former", "zh", "微软前首席执行官史蒂夫·鲍尔默出席。", "首席执行官", "former"},
		{"former, told before the firm", "zh", "前谷歌CEO埃里克·施密特出席。", "CEO", "former"},
		{"once held", "zh", "曾任谷歌副总裁的李开复出席。", "副总裁", "former"},
		{"a word that only ends so", "zh", "目前谷歌CEO桑达尔·皮查伊在场。", "CEO", "current"},
		{"with capitals", "en", "Microsoft Chief Executive Satya Nadella attended.", "Chief Executive", "current"},
		{"joined, with capitals", "en", "Satya Nadella, Chairman and CEO of Microsoft, attended.", "Chairman and CEO", "current"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			x := extractor(t).Extract(&kg.Document{ID: "d", Text: tt.text, Lang: tt.lang, Date: "2024-03-18"})
			if len(x.Facts) != 1 {
				t.Fatalf("%d facts, want 1: %v", len(x.Facts), x.Facts)
			}
			if q := x.Facts[0].Qualifiers; q["title"] != tt.title || q["status"] != tt.status {
				t.Errorf("title %v (%v), want %s (%s)", q["title"], q["status"], tt.title, tt.status)
			}
		})
	}
}
