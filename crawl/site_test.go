package crawl_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/newsgraph/newsgraph/crawl"
	"github.com/newsgraph/newsgraph/kg"
)

// base is where the test sites say they are; requests go to a loopback server.
const base = "https://news.example"

// testSite is a news site on loopback whose pages a test changes as it goes.
type testSite struct {
	*httptest.Server
	mu    sync.Mutex
	pages map[string]http.HandlerFunc
	asked []string // paths, in the order of the requests
	heads []http.Header
}

func newTestSite(t *testing.T) *testSite {
	s := &testSite{pages: map[string]http.HandlerFunc{}}
	s.Server = httptest.NewServer(http.HandlerFunc(s.serve))
	t.Cleanup(s.Close)
	return s
}

func (s *testSite) serve(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	s.asked = append(s.asked, r.URL.RequestURI())
	s.heads = append(s.heads, r.Header.Clone())
	page := s.pages[r.URL.RequestURI()]
	s.mu.Unlock()
	if page == nil {
		http.NotFound(w, r)
		return
	}
	page(w, r)
}

// put sets what a path answers.
func (s *testSite) put(path string, page http.HandlerFunc) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.pages[path] = page
}

// page sets a page with an ETag that is its content.
func (s *testSite) page(path, content string) {
	s.put(path, func(w http.ResponseWriter, r *http.Request) {
		tag := fmt.Sprintf(`"%x"`, kg.TextHash("", content)[:16])
		w.Header().Set("ETag", tag)
		if strings.HasSuffix(path, ".xml") {
			w.Header().Set("Content-Type", "application/xml")
		}
		if r.Header.Get("If-None-Match") == tag {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		fmt.Fprint(w, content)
	})
}

// requests returns the paths asked for since the last call, robots.txt left out.
func (s *testSite) requests() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var paths []string
	for _, path := range s.asked {
		if path != "/robots.txt" {
			paths = append(paths, path)
		}
	}
	s.asked = nil
	return paths
}

// story is an article page; its text is the sentences told.
func story(title, date string, sentences ...string) string {
	return fmt.Sprintf(`<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8"><title>%[1]s_测试新闻</title></head>
<body><nav><a href="/">首页</a> <a href="/tech/">科技</a></nav>
<article><h1>%[1]s</h1><div class="info"><span>%[2]s</span> <span>作者：李一鸣</span></div>
<div class="body"><p>%[3]s</p></div></article>
<footer>版权所有 © 测试新闻</footer></body></html>`, title, date, strings.Join(sentences, "</p><p>"))
}

// telling makes sentences enough for an article, all of them of this n.
func telling(n int) []string {
	return []string{
		fmt.Sprintf("青石科技周一宣布推出第%d代智能仓储系统，首批客户包括三家东部港口。", n),
		fmt.Sprintf("公司称，新系统每小时可处理%d箱货物，比上一代提高两成。", 1000+7*n),
		fmt.Sprintf("分析师认为，这将使其今年的收入增加约%d亿元，但仍要看交付进度。", 10+n),
	}
}

func article(n int) string {
	return story(fmt.Sprintf("青石科技推出第%d代仓储系统", n), fmt.Sprintf("2025-03-%02d 09:30", 1+n%28), telling(n)...)
}

// feed lists paths as RSS.
func feed(paths ...string) string {
	var items strings.Builder
	for _, path := range paths {
		fmt.Fprintf(&items, "<item><title>x</title><link>%s%s</link><pubDate>Tue, 04 Mar 2025 10:00:00 +0800</pubDate></item>", base, path)
	}
	return `<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>测试</title>` + items.String() + `</channel></rss>`
}

// config loads a sites file of one site that lives on the server. Lines are
// added to its table.
func (s *testSite) config(t *testing.T, lines ...string) *crawl.Config {
	t.Helper()
	return loadConfig(t, t.TempDir(), fmt.Sprintf("name = 'test'\nbase = '%s'\nvia = '%s'\nlang = 'zh'\ndelay = '0s'\n%s",
		base, s.URL, strings.Join(lines, "\n")))
}

func loadConfig(t *testing.T, folder, table string) *crawl.Config {
	t.Helper()
	path := filepath.Join(folder, "sites.toml")
	if err := os.WriteFile(path, []byte("[[site]]\n"+table), 0o666); err != nil {
		t.Fatal(err)
	}
	config, err := crawl.LoadConfig(path)
	if err != nil {
		t.Fatal(err)
	}
	return config
}

// night is the start of the n-th nightly run.
func night(n int) time.Time { return time.Date(2025, 3, 10+n, 1, 0, 0, 0, time.UTC) }

// runNight crawls as the n-th nightly run and returns the report of the only
// site and the documents written.
func runNight(t *testing.T, config *crawl.Config, data string, n int) (crawl.SiteReport, []kg.Document) {
	t.Helper()
	report, docs := runSites(t, config, data, n)
	return report.Sites[0], docs
}

func runSites(t *testing.T, config *crawl.Config, data string, n int) (crawl.Report, []kg.Document) {
	t.Helper()
	report, err := crawl.Run(context.Background(), options(config, data, n))
	if err != nil {
		t.Fatal(err)
	}
	if report.Documents == "" {
		return report, nil
	}
	return report, readDocuments(t, report.Documents)
}

func options(config *crawl.Config, data string, n int) crawl.Options {
	return crawl.Options{Config: config, DataDir: data, RunID: night(n).Format("20060102T150405Z"), Now: func() time.Time { return night(n) }}
}

func readDocuments(t *testing.T, path string) []kg.Document {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var docs []kg.Document
	for line := range strings.Lines(string(data)) {
		var doc kg.Document
		if err := json.Unmarshal([]byte(line), &doc); err != nil {
			t.Fatalf("%s: %v in %q", path, err, line)
		}
		docs = append(docs, doc)
	}
	return docs
}

// counts is a report without its lists.
func counts(r crawl.SiteReport) string {
	return fmt.Sprintf("discovered %d fetched %d unchanged %d new %d revised %d withdrawn %d copies %d rejected %d failed %d",
		r.Discovered, r.Fetched, r.Unchanged, r.New, r.Revised, r.Withdrawn, r.Copies, len(r.Rejected), len(r.Failed))
}

func checkCounts(t *testing.T, r crawl.SiteReport, want string) {
	t.Helper()
	if got := counts(r); got != want {
		t.Errorf("report:\n got %s\nwant %s\nrejected %v\nfailed %v", got, want, r.Rejected, r.Failed)
	}
}
