package crawl_test

import (
	"bytes"
	"compress/gzip"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"

	"github.com/newsgraph/newsgraph/crawl"
	"github.com/newsgraph/newsgraph/kg"
)

// encode returns the page in a charset, under a meta tag that may lie.
func encode(t *testing.T, page string, enc encoding.Encoding, meta string) []byte {
	t.Helper()
	page = strings.Replace(page, `<meta charset="utf-8">`, meta, 1)
	out, err := encoding.HTMLEscapeUnsupported(enc.NewEncoder()).Bytes([]byte(page))
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestCharsets(t *testing.T) {
	chinese := story("青石科技推出新一代仓储系统", "2025-03-18 09:30", telling(1)...)
	rare := strings.Replace(chinese, "周一", "董事长朱镕㙓周一", 1) // not in GB2312 or GBK
	traditional := story("青石科技推出新一代倉儲系統", "", "青石科技週一宣布推出新一代智能倉儲系統，首批客戶包括三家東部港口。", "公司稱，新系統每小時可處理一千箱貨物，比上一代提高兩成，分析師認為收入將增加。")
	french := story("Énergie : le café s’ouvre", "", "La société Véolia a annoncé lundi l’acquisition d’une usine près de Besançon, où travaillent déjà deux cents employés.", "Le prix n’a pas été dévoilé ; les syndicats réclament des garanties pour l’année à venir.")
	utf8 := unicode.UTF8
	gb := simplifiedchinese.GB18030
	for _, test := range []struct {
		name, page   string
		enc          encoding.Encoding
		meta, header string
	}{
		{"plain UTF-8", chinese, utf8, `<meta charset="utf-8">`, "text/html; charset=utf-8"},
		{"UTF-8 without a word", chinese, utf8, "", "text/html"},
		{"UTF-8 under a gb2312 meta", chinese, utf8, `<meta http-equiv="Content-Type" content="text/html; charset=gb2312">`, "text/html"},
		{"UTF-8 under a gbk header", chinese, utf8, "", "text/html; charset=GBK"},
		{"gb2312 honestly", chinese, simplifiedchinese.GBK, `<meta charset="gb2312">`, "text/html"},
		{"GB18030 under a utf-8 meta", chinese, gb, `<meta charset="utf-8">`, "text/html"},
		{"GB18030 under a utf-8 header", chinese, gb, `<meta charset="gb2312">`, "text/html; charset=utf-8"},
		{"GB18030 without a word", chinese, gb, "", ""},
		{"GB18030 under a Latin-1 header", chinese, gb, "", "text/html; charset=ISO-8859-1"},
		{"GB18030 beyond GBK, called gb2312", rare, gb, `<meta charset="gb2312">`, "text/html"},
		{"Big5 under a big5 meta", traditional, traditionalchinese.Big5, `<meta charset="big5">`, "text/html"},
		{"Big5 under a utf-8 meta", traditional, traditionalchinese.Big5, `<meta charset="utf-8">`, "text/html"},
		{"UTF-16 with a byte order mark", chinese, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), "", "text/html"},
		{"UTF-8 with a byte order mark, called gbk", chinese, unicode.UTF8BOM, `<meta charset="gbk">`, "text/html"},
		{"Windows-1252 called Latin-1", french, charmap.Windows1252, `<meta charset="iso-8859-1">`, "text/html"},
		{"Windows-1252 called utf-8", french, charmap.Windows1252, `<meta charset="utf-8">`, "text/html; charset=utf-8"},
	} {
		t.Run(test.name, func(t *testing.T) {
			want, err := crawl.Article([]byte(test.page), crawl.ArticleOptions{})
			if err != nil {
				t.Fatal(err)
			}
			got, err := crawl.Article(encode(t, test.page, test.enc, test.meta), crawl.ArticleOptions{ContentType: test.header})
			if err != nil {
				t.Fatal(err)
			}
			if got.Title != want.Title || got.Text != want.Text {
				t.Errorf("got  %q %q\nwant %q %q", got.Title, got.Text, want.Title, want.Text)
			}
		})
	}
}

func TestPageCutInsideACharacter(t *testing.T) {
	page := []byte(story("青石科技推出新一代仓储系统", "", telling(1)...))
	cut := bytes.Replace(page, []byte("港口"), []byte("港\xe5\x8f"), 1)
	got, err := crawl.Article(cut, crawl.ArticleOptions{})
	if err != nil || !strings.Contains(got.Text, "东部港。") {
		t.Errorf("%q, %v", got.Text, err)
	}
}

func TestText(t *testing.T) {
	page := `<html><head><title>标题在此处 - 测试</title><style>p{}</style></head><body><h1>标题在此处</h1><div>
<p>　　第一段，开头是全角空格，中间
有换行，末尾有零宽` + "\u200b\ufeff" + `字符和控制` + "\x07" + `字符。  </p><p>&nbsp;</p>
<p>Second paragraph with   spaces,<br>a line break, and an e` + "\u0301" + ` of two characters.</p>
<table><tr><td>收入</td><td>12亿元</td></tr><tr><td>利润</td><td>3亿元</td></tr></table>
<script>var 脚本 = 1;</script><!-- 注释 --><p>最后一段说明公司明年的打算，并<a href="/x">链接</a>到别处，足够长的正文在这里。</p></div></body></html>`
	got, err := crawl.Article([]byte(page), crawl.ArticleOptions{})
	if err != nil {
		t.Fatal(err)
	}
	want := `第一段，开头是全角空格，中间有换行，末尾有零宽字符和控制字符。
Second paragraph with spaces,
a line break, and an é of two characters.
收入 12亿元
利润 3亿元
最后一段说明公司明年的打算，并链接到别处，足够长的正文在这里。
`
	if diff := cmp.Diff(want, got.Text); diff != "" {
		t.Errorf("text (-want +got):\n%s", diff)
	}
}

func TestPublished(t *testing.T) {
	body := "<h1>青石科技推出新一代仓储系统</h1>%s<p>" + strings.Join(telling(1), "</p><p>") + "</p>"
	with := func(head, info string) string {
		return "<html><head><title>青石科技推出新一代仓储系统</title>" + head + "</head><body>" + strings.Replace(body, "%s", info, 1) + "</body></html>"
	}
	feed := "2025-03-20T10:00:00+08:00"
	for _, test := range []struct{ name, page, want string }{
		{"JSON-LD with an offset", with(`<script type="application/ld+json">{"@graph":[{"@type":"WebPage"},{"@type":["NewsArticle"],"datePublished":"2025-03-18T09:30:00-05:00"}]}</script>`, "2024-01-01"), "2025-03-18T09:30:00-05:00"},
		{"JSON-LD with a raw line break", with("<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":\"a\nb\",\"datePublished\":\"2025-03-18\"}</script>", ""), "2025-03-18"},
		{"meta", with(`<meta property="article:published_time" content="2025-03-18T09:30:00Z">`, "2024-01-01"), "2025-03-18T09:30:00Z"},
		{"meta without an offset", with(`<meta name="publishdate" content="2025-03-18 09:30:05">`, ""), "2025-03-18T09:30:05+08:00"},
		{"time element", with("", `<time datetime="2025-03-18T09:30+08:00">上周</time>`), "2025-03-18T09:30:00+08:00"},
		{"年月日 with a time", with("", `<span>2025年3月18日 09:30　来源：测试</span>`), "2025-03-18T09:30:00+08:00"},
		{"年月日 in the afternoon", with("", `<span>2025年03月18日 星期二 下午3:05</span>`), "2025-03-18T15:05:00+08:00"},
		{"年月日 with 时 and 分", with("", `<span>2025年3月18日9时30分</span>`), "2025-03-18T09:30:00+08:00"},
		{"no time", with("", `<span>发布于 2025-03-18</span>`), "2025-03-18"},
		{"the line with a time before the line without", with("", `<div>2025-03-17</div><div>2025/03/18 09:30</div>`), "2025-03-18T09:30:00+08:00"},
		{"English", with("", `<div>Published March 18, 2025 at 3:05 p.m. EDT</div>`), "2025-03-18T15:05:00-04:00"},
		{"English, day first", with("", `<div>18 Mar 2025</div>`), "2025-03-18"},
		{"seconds since 1970", with(`<meta name="publish_time" content="1742261400">`, ""), "2025-03-18T09:30:00+08:00"},
		{"no such day", with("", `<span>2025-02-30 10:00</span>`), feed},
		{"a version, no date", with("", `<span>固件 12025-03-18 版</span>`), feed},
		{"only the feed", with("", ""), feed},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, err := crawl.Article([]byte(test.page), crawl.ArticleOptions{URL: base + "/a/1.html", Published: feed})
			if err != nil {
				t.Fatal(err)
			}
			if got.Published != test.want {
				t.Errorf("published %q, want %q", got.Published, test.want)
			}
		})
	}
	got, err := crawl.Article([]byte(with("", "")), crawl.ArticleOptions{URL: base + "/2025/03/18/a.html"})
	if err != nil || got.Published != "2025-03-18" {
		t.Errorf("published %q by the address, %v", got.Published, err)
	}
}

func TestTitles(t *testing.T) {
	page := func(head, body string) string {
		return "<html><head>" + head + "</head><body>" + body + "<p>" + strings.Join(telling(1), "</p><p>") + "</p></body></html>"
	}
	for _, test := range []struct{ name, page, want string }{
		{"heading that the title repeats", page("<title>青石推出新系统_科技频道_测试网</title>", "<h1>测试网</h1><h1>青石推出新系统</h1>"), "青石推出新系统"},
		{"title without the site", page("<title>青石推出新系统-测试网</title>", ""), "青石推出新系统-测试网"},
		{"title without the site, spaced", page("<title>青石推出新系统 - 测试网</title>", ""), "青石推出新系统"},
		{"title without channel and site", page("<title>青石推出新系统_科技_测试网</title>", ""), "青石推出新系统"},
		{"what the page tells machines", page(`<title>测试网</title><meta property="og:title" content="青石推出新系统 | 测试网">`, "<h1>测试网</h1>"), "青石推出新系统"},
		{"a hyphen inside a name stays", page("<title>GPT-4o mini 发布 | 测试网</title>", ""), "GPT-4o mini 发布"},
		{"escaped twice", page(`<script type="application/ld+json">{"@type":"NewsArticle","headline":"Q&amp;A: Qingshi&#39;s plan"}</script>`, ""), "Q&A: Qingshi's plan"},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, err := crawl.Article([]byte(test.page), crawl.ArticleOptions{})
			if err != nil {
				t.Fatal(err)
			}
			if got.Title != test.want {
				t.Errorf("title %q, want %q", got.Title, test.want)
			}
		})
	}
}

func TestAuthors(t *testing.T) {
	page := func(head, info string) string {
		return "<html><head><title>青石推出新系统_测试网</title>" + head + "</head><body><h1>青石推出新系统</h1>" + info + "<p>" + strings.Join(telling(1), "</p><p>") + "</p></body></html>"
	}
	for _, test := range []struct {
		name, page string
		want       []string
	}{
		{"byline", page("", "<div>2025-03-18 作者：李一鸣、王芳 责任编辑：张三</div>"), []string{"李一鸣", "王芳"}},
		{"reporter", page("", "<div>文｜欧阳若兰</div>"), []string{"欧阳若兰"}},
		{"JSON-LD", page(`<script type="application/ld+json">{"@type":"NewsArticle","author":[{"@type":"Person","name":"Ann Lee"},{"name":"Bob Ray and Cy Orr"}]}</script>`, ""), []string{"Ann Lee", "Bob Ray", "Cy Orr"}},
		{"meta", page(`<meta name="author" content="By Ann Lee">`, ""), []string{"Ann Lee"}},
		{"meta that names the site", page(`<meta name="author" content="测试网">`, ""), nil},
		{"meta that is a profile's address", page(`<meta property="article:author" content="https://social.example/annlee">`, ""), nil},
		{"nobody known", page("", "<div>作者：佚名</div>"), nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, err := crawl.Article([]byte(test.page), crawl.ArticleOptions{})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, got.Authors); diff != "" {
				t.Errorf("authors (-want +got):\n%s", diff)
			}
		})
	}
}

func TestBoilerplateIsNoText(t *testing.T) {
	page := story("青石科技推出新一代仓储系统", "2025-03-18", append(append([]string{"（原标题：青石新品）", "来源：测试社"}, telling(1)...),
		"图片来源：测试社", "责任编辑：张三", "延伸阅读", "另一家公司宣布破产重组，债权人会议下周召开。", "某地楼市成交量创新高。")...)
	page = strings.Replace(page, "</article>", `<div class="related-posts"><p>又一家公司被收购。</p></div><figure><img src="x"><figcaption>李一鸣摄</figcaption></figure></article>`, 1)
	got, err := crawl.Article([]byte(page), crawl.ArticleOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Join(telling(1), "\n")+"\n", got.Text); diff != "" {
		t.Errorf("text (-want +got):\n%s", diff)
	}
}

func TestSelectors(t *testing.T) {
	page := `<html><body><h1>频道</h1><h2 class="t">青石推出新系统</h2><i class="when" data-at="2025-03-18 09:30">昨天</i><b class="who">李一鸣</b>
<div id="c"><p>` + telling(1)[0] + `</p><p class="ad">广告：买一送一，欢迎选购。</p><p>` + telling(1)[1] + `</p></div><div><p>` + strings.Repeat("无关的长文字。", 200) + `</p></div></body></html>`
	site := &crawl.Site{Lang: "zh", Article: crawl.Selectors{Title: "h2.t", Body: "#c p", Date: ".when@data-at", Author: ".who", Remove: []string{".ad"}}}
	got, err := crawl.Article([]byte(page), crawl.ArticleOptions{URL: base + "/a", Site: site})
	if err != nil {
		t.Fatal(err)
	}
	want := kg.Document{Title: "青石推出新系统", Text: telling(1)[0] + "\n" + telling(1)[1] + "\n", Published: "2025-03-18T09:30:00+08:00", Authors: []string{"李一鸣"}}
	if got.Title != want.Title || got.Text != want.Text || got.Published != want.Published || !cmp.Equal(got.Authors, want.Authors) {
		t.Errorf("got %+v", got)
	}
	site.Article.Body = "#moved p"
	if _, err := crawl.Article([]byte(page), crawl.ArticleOptions{URL: base + "/a", Site: site}); err == nil || !strings.Contains(err.Error(), "#moved p") {
		t.Errorf("a selector that fits nothing: %v", err)
	}
}

func TestPlainTextAndGzip(t *testing.T) {
	text := "\ufeff 青石科技推出新系统 \r\n\r\n　　" + strings.Join(telling(1), "\r\n") + "\r\n"
	got, err := crawl.Article([]byte(text), crawl.ArticleOptions{ContentType: "text/plain", Published: "2025-03-18"})
	if err != nil {
		t.Fatal(err)
	}
	if got.Title != "青石科技推出新系统" || got.Text != strings.Join(telling(1), "\n")+"\n" || got.Published != "2025-03-18" || got.Lang != "zh" {
		t.Errorf("got %+v", got)
	}
	if !regexp.MustCompile(`^[0-9a-f]{32}$`).MatchString(got.ID) || got.URL != "" {
		t.Errorf("id %q and URL %q of a text from nowhere", got.ID, got.URL)
	}
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	z.Write([]byte(article(1)))
	z.Close()
	when := time.Date(2025, 3, 18, 1, 2, 3, 0, time.UTC)
	plain, err1 := crawl.Article([]byte(article(1)), crawl.ArticleOptions{URL: base + "/a/1.html", Fetched: when})
	unpacked, err2 := crawl.Article(packed.Bytes(), crawl.ArticleOptions{URL: base + "/a/1.html", Fetched: when})
	if diff := cmp.Diff(plain, unpacked); diff != "" || err1 != nil || err2 != nil || plain.Fetched != "2025-03-18T01:02:03Z" {
		t.Errorf("gzip (-plain +gzip):\n%s%v %v", diff, err1, err2)
	}
}

func TestCanonicalAddresses(t *testing.T) {
	for _, test := range []struct{ name, url, canonical, want string }{
		{"none", base + "/a/1.html", "", base + "/a/1.html"},
		{"tracking, fragment, port, case", "https://NEWS.example:443/a?utm_source=x&id=5&spm=a.b#c", "", base + "/a?id=5"},
		{"relative", base + "/m/1.html", "/a/1.html", base + "/a/1.html"},
		{"another host of the domain", "https://m.news.com.cn/1", "https://www.news.com.cn/1", "https://www.news.com.cn/1"},
		{"another domain under one public suffix", "https://a.com.cn/1", "https://b.com.cn/1", "https://a.com.cn/1"},
		{"another domain", base + "/1", "https://other.example/1", base + "/1"},
		{"the front page", base + "/1", base + "/", base + "/1"},
		{"the front page by name", base + "/1", base + "/index.html", base + "/1"},
		{"no address", base + "/1", "javascript:void(0)", base + "/1"},
		{"unknown where it was got", "", base + "/a/1.html#x", base + "/a/1.html"},
		{"Chinese path", base + "/新闻/1.html", "", base + "/%E6%96%B0%E9%97%BB/1.html"},
	} {
		t.Run(test.name, func(t *testing.T) {
			page := strings.Replace(article(1), "</head>", `<link rel="canonical" href="`+test.canonical+`"></head>`, 1)
			got, err := crawl.Article([]byte(page), crawl.ArticleOptions{URL: test.url})
			if err != nil {
				t.Fatal(err)
			}
			if got.URL != test.want || got.ID != kg.DocumentID(test.want) {
				t.Errorf("URL %q, want %q; id %s", got.URL, test.want, got.ID)
			}
		})
	}
}
