package crawl

import (
	"net/url"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

func FuzzConfig(f *testing.F) {
	f.Add("[[site]]\nname = 'x'\nbase = 'https://x.example'\nfeeds = ['/feed.xml']\n[site.article]\ntitle = 'h1'\n")
	f.Add("site = [{name = 'x', base = 'https://x.example', urls = 'x', delay = '1s', retries = 3}]")
	f.Add("[[site]]\narticle.title = 'h1@x'\nname = '' # x\n[[site]]\n")
	f.Fuzz(func(t *testing.T, file string) {
		config, err := parseConfig("sites.toml", []byte(file))
		if (config == nil) == (err == nil) {
			t.Fatalf("config %v, error %v", config, err)
		}
		if err != nil && !strings.HasPrefix(err.Error(), "sites.toml:") {
			t.Errorf("error without a place: %v", err)
		}
	})
}

func FuzzFeed(f *testing.F) {
	f.Add(`<?xml version="1.0"?><rss version="2.0"><channel><item><link>/a/1.html</link><pubDate>Tue, 04 Mar 2025 10:00:00 +0800</pubDate></item></channel></rss>`)
	f.Add(`<feed xmlns="http://www.w3.org/2005/Atom"><entry><link href="a"/><updated>2025-03-04T10:00:00Z</updated></entry></feed>`)
	f.Add(`{"version":"https://jsonfeed.org/version/1","items":[{"url":"https://x.example/a","date_published":"2025-03-04T10:00:00Z"}]}`)
	f.Fuzz(func(t *testing.T, text string) {
		found, err := readFeed(text, mustURL(t, "https://x.example/feed.xml"), time.UTC)
		if err == nil {
			checkCandidates(t, found)
		}
	})
}

func FuzzSitemap(f *testing.F) {
	f.Add(`<urlset><url><loc>https://x.example/a</loc><lastmod>2025-03-04</lastmod></url></urlset>`)
	f.Add(`<sitemapindex><sitemap><loc>/b.xml.gz</loc></sitemap></sitemapindex>`)
	f.Add(`<urlset xmlns:news="n"><url><loc>a</loc><news:news><news:publication_date>2025-03-04T10:00:00+08:00</news:publication_date></news:news>`)
	f.Fuzz(func(t *testing.T, text string) {
		found, _, _ := readSitemap(text, mustURL(t, "https://x.example/map.xml"), time.UTC)
		checkCandidates(t, found)
	})
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte("<meta charset=gb2312>\xc7\xe0\xca\xaf\xbf\xc6\xbc\xbc"), "text/html; charset=utf-8")
	f.Add([]byte("青石科技"), "text/html; charset=gbk")
	f.Add([]byte("\xff\xfea\x00b\x00"), "")
	f.Fuzz(func(t *testing.T, page []byte, contentType string) {
		text, err := decode(page, contentType)
		if err == nil && !utf8.ValidString(text) {
			t.Errorf("not UTF-8: %q", text)
		}
		if err == nil && utf8.Valid(page) && !strings.HasPrefix(string(page), "\ufeff") && text != string(page) {
			t.Errorf("valid UTF-8 %q became %q", page, text)
		}
	})
}

func FuzzArticle(f *testing.F) {
	f.Add([]byte(inventedPage()), "text/html", "https://x.example/a/1.html")
	f.Add([]byte("<title>标题</title><p>正文<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"author\":[[{}]]}</script>"), "", "")
	f.Add([]byte("标题\n2025年3月18日 09:30\n正文"), "text/plain", "https://x.example/a.txt")
	f.Add([]byte("\x1f\x8b\x08"), "application/gzip", "https://x.example/a.gz")
	f.Fuzz(func(t *testing.T, page []byte, contentType, address string) {
		doc, err := Article(page, ArticleOptions{URL: address, ContentType: contentType})
		if err != nil {
			return
		}
		if doc.Title == "" || strings.ContainsAny(doc.Title, "\n\x00") || doc.Title != strings.TrimSpace(doc.Title) {
			t.Errorf("title %q", doc.Title)
		}
		if !utf8.ValidString(doc.Text) || !norm.NFC.IsNormalString(doc.Text) || !strings.HasSuffix(doc.Text, "\n") || strings.Contains(doc.Text, "\n\n") {
			t.Errorf("text %q", doc.Text)
		}
		for line := range strings.Lines(doc.Text) {
			if line != strings.TrimSpace(line)+"\n" {
				t.Errorf("line %q", line)
			}
		}
		checkDate(t, doc.Published)
		if len(doc.ID) != 32 {
			t.Errorf("id %q", doc.ID)
		}
	})
}

func FuzzDate(f *testing.F) {
	for _, seed := range []string{"2025年3月18日 下午3:20", "2025-03-18T09:30:00.000+08:00", "Mar 18, 2025 9:30 AM EST", "1742261400", "20250318", "2025/2/30 25:61"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) { checkDate(t, findDate(s, time.UTC)) })
}

func checkDate(t *testing.T, date string) {
	t.Helper()
	_, err1 := time.Parse(time.RFC3339, date)
	_, err2 := time.Parse(time.DateOnly, date)
	if date != "" && err1 != nil && err2 != nil {
		t.Errorf("date %q", date)
	}
}

func checkCandidates(t *testing.T, found []candidate) {
	t.Helper()
	for _, one := range found {
		checkDate(t, one.published)
		again, err := resolve(mustURL(t, "https://x.example/"), one.url.String())
		if err != nil || again.String() != one.url.String() {
			t.Errorf("address %q is not in normal form: %v %v", one.url, again, err)
		}
	}
}

func mustURL(t *testing.T, s string) *url.URL {
	t.Helper()
	u, err := url.Parse(s)
	if err != nil {
		t.Fatal(err)
	}
	return u
}
