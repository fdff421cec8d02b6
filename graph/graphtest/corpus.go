package graphtest

import (
	"github.com/newsgraph/newsgraph/kg"
)

// Corpus returns a small corpus of invented firms in which every predicate
// stands, and every modality, a reprint, a denial after an assertion, two
// titles for one post, one figure told twice and one of each day, and a second
// holder of a post and a second value of a figure.
func Corpus() []*kg.Extraction {
	return []*kg.Extraction{
		launch("d01", "2024-03-01T09:00:00+08:00", "").X,
		launch("d02", "2024-03-01T11:30:00+08:00", "d01").X,
		acquisition("d03", "2024-03-02", kg.Asserted).X,
		acquisition("d04", "2024-03-05T08:00:00+08:00", kg.Denied).X,
		rumours("d05", "2024-03-06T08:00:00+08:00").X,
		funding("d06", "2024-03-07T08:00:00+08:00").X,
		rivals("d07", "2024-03-08T08:00:00+08:00").X,
		newChief("d08", "2024-04-01T08:00:00+08:00").X,
		market("d09", "2024-04-02T16:00:00+08:00").X,
		market("d10", "2024-04-03T16:00:00+08:00").X,
		supply("d11", "2024-04-04T16:00:00+08:00").X,
		lawsuit("d12", "").X,
		otherwise("d13", "2024-04-05T16:00:00+08:00").X,
	}
}

func document(id, published string) *Builder {
	return NewDocument(id, published, "2024-05-01T00:00:00Z")
}

func launch(id, published, copyOf string) *Builder {
	b := document(id, published)
	b.X.Source.CopyOf = copyOf
	firm := b.Entity(kg.Company, "星云科技")
	b.Mention(kg.Company, "company:星云科技", "Nebula Tech")
	model := b.Entity(kg.Model, "星云大模型2.0")
	chief := b.Entity(kg.Person, "林一舟")
	b.Fact(firm, "RELEASED", model, kg.Asserted, kg.Qualifiers{"date": "2024-03-01", "open_source": true})
	b.Fact(firm, "DEVELOPS", b.Entity(kg.Chip, "青龙X1"), kg.Asserted, nil)
	b.Fact(model, "TRAINED_ON", b.Entity(kg.Chip, "青龙X1"), kg.Asserted, kg.Qualifiers{"count": 2048.0})
	b.Fact(chief, "HOLDS_ROLE", firm, kg.Asserted, kg.Qualifiers{"title": "CEO", "status": "current"})
	b.Metric(model, "parameters", 6.71e11, "parameters", kg.Exact, kg.Asserted, nil)
	b.Metric(model, "price", 2, "CNY", kg.Exact, kg.Asserted, kg.Qualifiers{"per": "百万tokens"})
	b.Quote(chief, "我们会把模型开源")
	return b
}

func acquisition(id, published string, m kg.Modality) *Builder {
	b := document(id, published)
	buyer, bought := b.Entity(kg.Company, "蓝鲸智能"), b.Entity(kg.Company, "芯海半导体")
	b.Fact(buyer, "ACQUIRED", bought, m, kg.Qualifiers{"amount": 4e9, "currency": "CNY", "attribution": "财经周刊"})
	b.Metric(bought, "deal_value", 4e9, "CNY", kg.About, m, kg.Qualifiers{"date": "2024-03-02"})
	b.Quote(b.Entity(kg.Company, "蓝鲸智能"), "收购一事"+map[kg.Modality]string{kg.Asserted: "已经完成", kg.Denied: "纯属误传"}[m])
	return b
}

func rumours(id, published string) *Builder {
	b := document(id, published)
	firm := b.Entity(kg.Company, "星云科技")
	b.Fact(firm, "RELEASED", b.Entity(kg.Product, "星云助手"), kg.Planned, kg.Qualifiers{"date": "2024-06"})
	b.Fact(firm, "ACQUIRED", b.Entity(kg.Company, "青木软件"), kg.Reported, nil)
	b.Fact(b.Entity(kg.Company, "蓝鲸智能"), "PARTNERS_WITH", b.Entity(kg.Organization, "海城大学"), kg.Denied, nil)
	b.Metric(firm, "revenue", 1.2e10, "CNY", kg.Range, kg.Planned, kg.Qualifiers{"period": "2024", "to": 1.4e10})
	return b
}

func funding(id, published string) *Builder {
	b := document(id, published)
	firm, fund := b.Entity(kg.Company, "青木软件"), b.Entity(kg.Company, "远山资本")
	b.Fact(fund, "INVESTED_IN", firm, kg.Asserted, kg.Qualifiers{"round": "A轮", "date": "2022", "amount": 5e7, "currency": "USD"})
	b.Fact(fund, "INVESTED_IN", firm, kg.Asserted, kg.Qualifiers{"round": "B轮", "date": "2024-03", "stake": 12.5})
	b.Fact(b.Entity(kg.Person, "周若"), "FOUNDED", firm, kg.Asserted, kg.Qualifiers{"date": "2019"})
	b.Fact(firm, "SUBSIDIARY_OF", b.Entity(kg.Company, "蓝鲸智能"), kg.Reported, kg.Qualifiers{"stake": 51.0})
	b.Metric(firm, "funding", 3e8, "USD", kg.Over, kg.Asserted, kg.Qualifiers{"round": "B轮", "date": "2024-03"})
	b.Metric(firm, "valuation", 2.5e9, "USD", kg.Exact, kg.Asserted, nil)
	return b
}

func rivals(id, published string) *Builder {
	b := document(id, published)
	b.Fact(b.Entity(kg.Company, "蓝鲸智能"), "COMPETES_WITH", b.Entity(kg.Company, "星云科技"), kg.Asserted, nil)
	b.Fact(b.Entity(kg.Company, "星云科技"), "COMPETES_WITH", b.Entity(kg.Company, "蓝鲸智能"), kg.Asserted, nil)
	b.Fact(b.Entity(kg.Company, "星云科技"), "PARTNERS_WITH", b.Entity(kg.Organization, "海城大学"), kg.Asserted, nil)
	b.Fact(b.Entity(kg.Model, "星云大模型2.0"), "COMPARED_WITH", b.Entity(kg.Model, "蓝鲸一号"), kg.Asserted,
		kg.Qualifiers{"verdict": "better", "on": "数学"})
	b.Fact(b.Entity(kg.Company, "蓝鲸智能"), "RELEASED", b.Entity(kg.Model, "蓝鲸一号"), kg.Asserted, nil)
	b.Metric(b.Entity(kg.Model, "蓝鲸一号"), "benchmark", 87.5, "score", kg.Exact, kg.Asserted, kg.Qualifiers{"on": "数学"})
	return b
}

func newChief(id, published string) *Builder {
	b := document(id, published)
	firm := b.Entity(kg.Company, "星云科技")
	b.Fact(b.Entity(kg.Person, "林一舟"), "HOLDS_ROLE", firm, kg.Asserted,
		kg.Qualifiers{"title": "首席执行官", "status": "former", "date": "2024-03-31"})
	b.Fact(b.Entity(kg.Person, "周若"), "HOLDS_ROLE", firm, kg.Asserted,
		kg.Qualifiers{"title": "首席执行官", "status": "appointed", "date": "2024-04-01"})
	b.Metric(firm, "headcount", 5200, "people", kg.About, kg.Asserted, nil)
	b.Quote(b.Entity(kg.Person, "周若"), "我很荣幸")
	return b
}

func market(id, published string) *Builder {
	b := document(id, published)
	b.Metric(b.Entity(kg.Company, "星云科技"), "stock_change", -3, "%", kg.Over, kg.Asserted, nil)
	b.Metric(b.Entity(kg.Index, "海城50"), "stock_change", 1.25, "%", kg.Exact, kg.Asserted, nil)
	b.Metric(b.Entity(kg.Index, "海城50"), "index_level", 4012.5, "points", kg.Exact, kg.Asserted, nil)
	b.Metric(b.Entity(kg.Company, "星云科技"), "market_cap", 8.8e10, "CNY", kg.About, kg.Asserted, kg.Qualifiers{"date": "04-02"})
	return b
}

func supply(id, published string) *Builder {
	b := document(id, published)
	chip := b.Entity(kg.Chip, "青龙X1")
	b.Fact(b.Entity(kg.Company, "芯海半导体"), "SUPPLIES", b.Entity(kg.Company, "星云科技"), kg.Asserted, kg.Qualifiers{"product": "晶圆"})
	b.Fact(b.Entity(kg.Company, "芯海半导体"), "SUPPLIES", b.Entity(kg.Company, "星云科技"), kg.Asserted, kg.Qualifiers{"product": "封装"})
	b.Fact(b.Entity(kg.Company, "蓝鲸智能"), "USES", chip, kg.Asserted, kg.Qualifiers{"count": 1e5})
	b.Metric(chip, "shipments", 1.5e6, "units", kg.Over, kg.Asserted, kg.Qualifiers{"period": "2024Q1"})
	b.Metric(b.Entity(kg.Company, "星云科技"), "revenue", 3.21e9, "CNY", kg.Exact, kg.Asserted, kg.Qualifiers{"period": "2024Q1"})
	b.Metric(b.Entity(kg.Company, "星云科技"), "revenue_change", 42, "%", kg.Exact, kg.Asserted, kg.Qualifiers{"period": "2024Q1", "basis": "yoy"})
	return b
}

func lawsuit(id, published string) *Builder {
	b := document(id, published) // a page without a date
	b.Fact(b.Entity(kg.Company, "星云科技"), "SUED", b.Entity(kg.Company, "蓝鲸智能"), kg.Asserted, nil)
	b.Fact(b.Entity(kg.Organization, "市场监管局"), "SANCTIONED", b.Entity(kg.Company, "蓝鲸智能"), kg.Asserted,
		kg.Qualifiers{"amount": 2e6, "currency": "CNY"})
	b.Metric(b.Entity(kg.Company, "蓝鲸智能"), "stock_change", 0.5, "%", kg.Exact, kg.Asserted, nil)
	return b
}

// otherwise tells what others tell, in another way.
func otherwise(id, published string) *Builder {
	b := document(id, published)
	firm := b.Entity(kg.Company, "星云科技")
	b.Fact(b.Entity(kg.Person, "王越"), "HOLDS_ROLE", firm, kg.Asserted, kg.Qualifiers{"title": "首席执行官", "status": "current"})
	b.Metric(firm, "revenue", 3.35e9, "CNY", kg.Exact, kg.Asserted, kg.Qualifiers{"period": "2024Q1"})
	return b
}
