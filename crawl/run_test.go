package crawl_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/nlnwa/gowarc/v3"

	"github.com/newsgraph/newsgraph/crawl"
	"github.com/newsgraph/newsgraph/kg"
)

func TestSecondRunFetchesNothingNew(t *testing.T) {
	site := newTestSite(t)
	site.page("/feed.xml", feed("/a/1.html", "/a/2.html"))
	site.page("/a/1.html", article(1))
	site.page("/a/2.html", article(2))
	config := site.config(t, "feeds = ['/feed.xml']")
	data := t.TempDir()

	report, docs := runNight(t, config, data, 0)
	checkCounts(t, report, "discovered 2 fetched 2 unchanged 0 new 2 revised 0 withdrawn 0 copies 0 rejected 0 failed 0")
	want := kg.Document{
		V: 1, ID: kg.DocumentID(base + "/a/1.html"), URL: base + "/a/1.html", Site: "test", Lang: "zh",
		Title: "青石科技推出第1代仓储系统", Text: strings.Join(telling(1), "\n") + "\n",
		Published: "2025-03-02T09:30:00+08:00", Fetched: "2025-03-10T01:00:00Z", Authors: []string{"李一鸣"},
	}
	want.TextHash = kg.TextHash(want.Title, want.Text)
	if diff := cmp.Diff(want, docs[0]); diff != "" {
		t.Errorf("document (-want +got):\n%s", diff)
	}
	site.requests()

	// Within the window: asked conditionally, nothing came.
	report, docs = runNight(t, config, data, 1)
	checkCounts(t, report, "discovered 2 fetched 2 unchanged 2 new 0 revised 0 withdrawn 0 copies 0 rejected 0 failed 0")
	if docs != nil {
		t.Errorf("documents of a night without news: %v", docs)
	}
	if names, _ := os.ReadDir(filepath.Join(data, "documents")); len(names) != 1 {
		t.Errorf("documents folder holds %v", names)
	}
	site.requests()

	// Beyond the window: not asked at all.
	report, _ = runNight(t, config, data, 5)
	checkCounts(t, report, "discovered 2 fetched 0 unchanged 0 new 0 revised 0 withdrawn 0 copies 0 rejected 0 failed 0")
	if got := site.requests(); !slices.Equal(got, []string{"/feed.xml"}) {
		t.Errorf("asked for %v", got)
	}
}

func TestRevisionWithdrawalReturn(t *testing.T) {
	site := newTestSite(t)
	site.page("/feed.xml", feed("/a/1.html", "/a/2.html"))
	site.page("/a/1.html", article(1))
	site.page("/a/2.html", article(2))
	config := site.config(t, "feeds = ['/feed.xml']")
	data := t.TempDir()
	_, first := runNight(t, config, data, 0)

	// The feed lists neither any more; both are asked for all the same.
	site.page("/feed.xml", feed("/a/3.html"))
	site.page("/a/3.html", article(3))
	site.page("/a/1.html", strings.Replace(article(1), "三家东部港口", "四家东部港口", 1))
	site.put("/a/2.html", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusGone) })
	report, docs := runNight(t, config, data, 1)
	checkCounts(t, report, "discovered 1 fetched 3 unchanged 0 new 1 revised 1 withdrawn 1 copies 0 rejected 0 failed 0")
	if docs[1].ID != first[0].ID || docs[1].Fetched <= first[0].Fetched || !strings.Contains(docs[1].Text, "四家东部港口") {
		t.Errorf("revision: %+v", docs[1])
	}
	tombstone := kg.Document{
		V: 1, ID: first[1].ID, URL: first[1].URL, Site: "test", Title: first[1].Title, Lang: "zh", Published: first[1].Published,
		TextHash: kg.TextHash(first[1].Title, ""), Fetched: "2025-03-11T01:00:00Z", Withdrawn: true,
	}
	if diff := cmp.Diff(tombstone, docs[2]); diff != "" {
		t.Errorf("tombstone (-want +got):\n%s", diff)
	}

	// Still gone: told once.
	report, _ = runNight(t, config, data, 2)
	checkCounts(t, report, "discovered 1 fetched 3 unchanged 3 new 0 revised 0 withdrawn 0 copies 0 rejected 0 failed 0")

	site.page("/a/2.html", article(2))
	report, docs = runNight(t, config, data, 3)
	checkCounts(t, report, "discovered 1 fetched 3 unchanged 2 new 0 revised 1 withdrawn 0 copies 0 rejected 0 failed 0")
	if docs[0].ID != first[1].ID || docs[0].Withdrawn || docs[0].Text != first[1].Text {
		t.Errorf("return: %+v", docs[0])
	}
}

func TestEveryListing(t *testing.T) {
	site := newTestSite(t)
	sitemap := func(paths ...string) string {
		var b strings.Builder
		for _, path := range paths {
			fmt.Fprintf(&b, `<url><loc>%s%s</loc><news:news><news:publication_date>2025-03-05T08:00:00+08:00</news:publication_date></news:news></url>`, base, path)
		}
		return `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">` + b.String() + `</urlset>`
	}
	site.page("/rss.xml", feed("/a/1.html", "/tag/x.html", "/a/2.html?utm_source=rss#top"))
	site.page("/atom.xml", `<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>x</title><link href="/a/3.html"/><updated>2025-03-04T10:00:00+08:00</updated></entry></feed>`)
	site.page("/index.xml", `<sitemapindex><sitemap><loc>`+base+`/part.xml.gz</loc></sitemap><sitemap><loc>/gone.xml</loc></sitemap></sitemapindex>`)
	site.put("/part.xml.gz", func(w http.ResponseWriter, _ *http.Request) {
		z := gzip.NewWriter(w)
		io.WriteString(z, sitemap("/a/4.html", "/a/1.html"))
		z.Close()
	})
	site.page("/tech/", `<html><body><a href="../a/5.html">甲</a><a href="/a/logo.png">图</a><a href="https://other.example/a/9.html">外</a>
		<a href="mailto:x@news.example">信</a><a href="//m.news.example/a/6.html">移动</a><a href="/">首页</a><a href="/a/5.html#评论">评</a></body></html>`)
	for n := 1; n <= 7; n++ {
		site.page(fmt.Sprintf("/a/%d.html", n), story(fmt.Sprintf("青石科技第%d号公告", n), "", telling(n)...))
	}
	folder := t.TempDir()
	list := "# more\n\n/a/7.html\n" + base + "/a/1.html\nhttps://other.example/a/8.html\n"
	if err := os.WriteFile(filepath.Join(folder, "list.txt"), []byte(list), 0o666); err != nil {
		t.Fatal(err)
	}
	config := loadConfig(t, folder, fmt.Sprintf(`name='test'
base='%s'
via='%s'
lang='zh'
delay='0s'
feeds=['/rss.xml', '/atom.xml']
sitemaps=['/index.xml']
sections=['/tech/']
urls='list.txt'
include='/a/'
exclude='/a/6'`, base, site.URL))
	report, docs := runNight(t, config, t.TempDir(), 0)
	var got []string
	for _, d := range docs {
		got = append(got, strings.TrimPrefix(d.URL, base)+" "+d.Published)
	}
	want := []string{
		"/a/1.html 2025-03-04T10:00:00+08:00", "/a/2.html 2025-03-04T10:00:00+08:00", "/a/3.html 2025-03-04T10:00:00+08:00",
		"/a/4.html 2025-03-05T08:00:00+08:00", "/a/5.html ", "/a/7.html ",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("documents (-want +got):\n%s", diff)
	}
	checkCounts(t, report, "discovered 7 fetched 6 unchanged 0 new 6 revised 0 withdrawn 0 copies 0 rejected 1 failed 1")
	if report.Failed[0] != (crawl.Problem{URL: base + "/gone.xml", Reason: "HTTP 404"}) {
		t.Errorf("failed: %+v", report.Failed)
	}
	if report.Rejected[0].URL != "https://other.example/a/8.html" {
		t.Errorf("rejected: %+v", report.Rejected)
	}
}

func TestCopies(t *testing.T) {
	site := newTestSite(t)
	site.page("/feed.xml", feed("/a/1.html"))
	site.page("/a/1.html", article(1))
	config := site.config(t, "feeds = ['/feed.xml']")
	data := t.TempDir()
	_, first := runNight(t, config, data, 0)

	site.page("/feed.xml", feed("/b/reprint.html", "/b/reprint2.html", "/b/quote.html"))
	long := append(telling(1), "（本文转自测试新闻）")
	site.page("/b/reprint.html", story("转载：青石科技新系统亮相", "2025-03-11 08:00", long...))
	site.page("/b/reprint2.html", story("青石科技新系统", "2025-03-11 09:00", append([]string{"编者按："}, long...)...))
	site.page("/b/quote.html", story("仓储行业观察", "2025-03-11 10:00",
		telling(1)[0], "不过，多家同行已在测试同类产品，价格战恐怕难以避免。", "一位港口负责人说，选择供应商时最看重的是售后响应速度。", "行业协会将在下月公布新的接口标准。"))
	report, docs := runNight(t, config, data, 1)
	checkCounts(t, report, "discovered 3 fetched 4 unchanged 1 new 3 revised 0 withdrawn 0 copies 2 rejected 0 failed 0")
	var got []string
	for _, d := range docs {
		got = append(got, d.CopyOf)
	}
	if diff := cmp.Diff([]string{first[0].ID, first[0].ID, ""}, got); diff != "" {
		t.Errorf("copy_of (-want +got):\n%s", diff)
	}
}

func TestRejectedPagesAreRemembered(t *testing.T) {
	site := newTestSite(t)
	site.page("/feed.xml", feed("/empty", "/short", "/binary", "/list", "/image"))
	site.page("/empty", "")
	site.page("/short", "<title>短</title><p>正文加载中……")
	site.page("/binary", "\x00\x01\x02PK\x03\x04 nothing to read")
	var links strings.Builder
	for n := range 40 {
		fmt.Fprintf(&links, "<li><a href='/a/%d.html'>青石科技推出第%d代仓储系统，多家客户签约</a></li>", n, n)
	}
	site.page("/list", "<title>科技频道列表</title><h1>科技频道列表</h1><ul>"+links.String()+"</ul>")
	site.put("/image", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "image/png")
		io.WriteString(w, "PNG")
	})
	config := site.config(t, "feeds = ['/feed.xml']")
	data := t.TempDir()
	report, _ := runNight(t, config, data, 0)
	want := []crawl.Problem{
		{URL: base + "/empty", Reason: "no bytes"},
		{URL: base + "/short", Reason: "too little text (15 letters)"},
		{URL: base + "/binary", Reason: "binary, no text"},
		{URL: base + "/list", Reason: "a list of links, no article"},
		{URL: base + "/image", Reason: "image/png, no page"},
	}
	if diff := cmp.Diff(want, report.Rejected); diff != "" {
		t.Errorf("rejected (-want +got):\n%s", diff)
	}
	// Told once; and read when the page has become an article.
	site.page("/short", article(1))
	report, docs := runNight(t, config, data, 1)
	checkCounts(t, report, "discovered 5 fetched 5 unchanged 4 new 1 revised 0 withdrawn 0 copies 0 rejected 0 failed 0")
	if len(docs) != 1 {
		t.Errorf("documents %+v", docs)
	}
	site.requests()
	runNight(t, config, data, 6)
	if got := site.requests(); len(got) != 1 {
		t.Errorf("asked for %v", got)
	}
}

func TestCanonical(t *testing.T) {
	site := newTestSite(t)
	with := func(page, canonical string) string {
		return strings.Replace(page, "</head>", `<link rel="canonical" href="`+canonical+`"></head>`, 1)
	}
	site.page("/feed.xml", feed("/m/1.html?from=feed", "/a/1.html", "/a/2.html", "/a/3.html", "/a/4.html", "/a/5.html"))
	site.page("/m/1.html?from=feed", with(article(1), base+"/a/1.html?spm=x"))
	site.page("/a/1.html", article(1))
	site.page("/a/2.html", with(article(2), base+"/"))
	site.page("/a/3.html", with(article(3), "https://elsewhere.example/a/3.html"))
	// A template that gives every page one canonical address must not lose pages.
	site.page("/a/4.html", with(article(4), "/a/same.html"))
	site.page("/a/5.html", with(article(5), "/a/same.html"))
	report, docs := runNight(t, site.config(t, "feeds = ['/feed.xml']"), t.TempDir(), 0)
	var got []string
	for _, d := range docs {
		got = append(got, strings.TrimPrefix(d.URL, base))
		if d.ID != kg.DocumentID(d.URL) {
			t.Errorf("%s: id %s", d.URL, d.ID)
		}
	}
	if diff := cmp.Diff([]string{"/a/1.html", "/a/2.html", "/a/3.html", "/a/same.html", "/a/5.html"}, got); diff != "" {
		t.Errorf("documents (-want +got):\n%s", diff)
	}
	checkCounts(t, report, "discovered 6 fetched 6 unchanged 1 new 5 revised 0 withdrawn 0 copies 0 rejected 0 failed 0")
}

func TestInterruptedRunSavesWhatItRead(t *testing.T) {
	site := newTestSite(t)
	ctx, cancel := context.WithCancel(context.Background())
	var paths []string
	for n := range 6 {
		paths = append(paths, fmt.Sprintf("/a/%d.html", n))
		site.page(paths[n], article(n))
	}
	page := site.pages["/a/3.html"]
	site.put("/a/3.html", func(w http.ResponseWriter, r *http.Request) { cancel(); page(w, r) })
	site.page("/feed.xml", feed(paths...))
	config := site.config(t, "feeds = ['/feed.xml']")
	data := t.TempDir()
	report, err := crawl.Run(ctx, options(config, data, 0))
	if !errors.Is(err, context.Canceled) {
		t.Fatalf("error %v", err)
	}
	first := readDocuments(t, report.Documents)
	if len(first) < 3 || len(first) > 4 {
		t.Errorf("%d documents of 3 pages read", len(first))
	}
	site.page("/feed.xml", feed("/a/0.html"))
	_, second := runNight(t, config, data, 1)
	if len(first)+len(second) != 6 {
		t.Errorf("%d and %d documents of 6 pages", len(first), len(second))
	}
}

func TestArchive(t *testing.T) {
	site := newTestSite(t)
	site.page("/feed.xml", feed("/old", "/missing"))
	site.put("/old", http.RedirectHandler("/a/1.html", http.StatusFound).ServeHTTP)
	site.put("/a/1.html", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		z := gzip.NewWriter(w)
		io.WriteString(z, article(1))
		z.Close()
	})
	report, _ := runSites(t, site.config(t, "feeds = ['/feed.xml']"), t.TempDir(), 0)
	var got []string
	body := readArchive(t, report.Archive, func(kind gowarc.RecordType, uri string) { got = append(got, kind.String()+" "+uri) })
	want := []string{"warcinfo "}
	for _, path := range []string{"/robots.txt", "/feed.xml", "/old", "/a/1.html", "/missing"} {
		want = append(want, "response "+base+path, "request "+base+path)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("records (-want +got):\n%s", diff)
	}
	z, err := gzip.NewReader(bytes.NewReader(body[base+"/a/1.html"]))
	if err != nil {
		t.Fatalf("the body is not as it was sent: %v", err)
	}
	if plain, _ := io.ReadAll(z); string(plain) != article(1) {
		t.Errorf("archived page: %s", plain)
	}
}

// readArchive returns the bodies of the responses in a WARC file, which has to
// keep to the standard in every record.
func readArchive(t *testing.T, path string, see func(gowarc.RecordType, string)) map[string][]byte {
	t.Helper()
	reader, err := gowarc.NewWarcFileReader(path, 0, gowarc.WithStrictValidation())
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close()
	bodies := map[string][]byte{}
	for {
		record, err := reader.Next()
		if errors.Is(err, io.EOF) {
			return bodies
		}
		if err != nil {
			t.Fatal(err)
		}
		if _, err := record.WarcRecord.ValidateDigest(); err != nil {
			t.Error(err)
		}
		uri := record.WarcRecord.WarcHeader().Get(gowarc.WarcTargetURI)
		see(record.WarcRecord.Type(), uri)
		if block, ok := record.WarcRecord.Block().(gowarc.HttpResponseBlock); ok {
			payload, err := block.PayloadBytes()
			if err != nil {
				t.Fatal(err)
			}
			bodies[uri], _ = io.ReadAll(payload)
		}
		record.Close()
	}
}
