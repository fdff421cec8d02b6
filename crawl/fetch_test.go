package crawl_test

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/newsgraph/newsgraph/crawl"
)

func TestRedirects(t *testing.T) {
	site := newTestSite(t)
	site.page("/feed.xml", feed("/old/1", "/a/1.html", "/out", "/home", "/loop"))
	site.page("/a/1.html", article(1))
	site.put("/old/1", http.RedirectHandler("/older/1", http.StatusMovedPermanently).ServeHTTP)
	site.put("/older/1", http.RedirectHandler(base+"/a/1.html", http.StatusFound).ServeHTTP)
	site.put("/out", http.RedirectHandler("https://other.example/x", http.StatusFound).ServeHTTP)
	site.put("/home", http.RedirectHandler("/", http.StatusFound).ServeHTTP)
	site.put("/loop", http.RedirectHandler("/loop", http.StatusFound).ServeHTTP)
	site.page("/", article(0))
	config := site.config(t, "feeds = ['/feed.xml']", "retries = 3")
	data := t.TempDir()
	report, docs := runNight(t, config, data, 0)
	if len(docs) != 1 || docs[0].URL != base+"/a/1.html" {
		t.Errorf("documents %+v", docs)
	}
	checkCounts(t, report, "discovered 5 fetched 2 unchanged 0 new 1 revised 0 withdrawn 0 copies 0 rejected 3 failed 0")
	if got := site.requests(); slices.Index(got, "/a/1.html") != 3 || len(slices.DeleteFunc(got, func(p string) bool { return p != "/a/1.html" })) != 1 {
		t.Errorf("the page behind two addresses was asked for other than once: %v", got)
	}
	// Both addresses are known: beyond the window neither is asked for.
	runNight(t, config, data, 6)
	for _, path := range site.requests() {
		if path == "/old/1" || path == "/a/1.html" {
			t.Errorf("asked for %s again", path)
		}
	}
}

func TestRobots(t *testing.T) {
	site := newTestSite(t)
	site.page("/robots.txt", "User-agent: *\nCrawl-delay: 0.05\nDisallow: /a/2\n\nUser-agent: newsgraph\nCrawl-delay: 0.2\nDisallow: /a/1\n")
	site.page("/feed.xml", feed("/a/1.html", "/a/2.html"))
	site.page("/a/1.html", article(1))
	site.page("/a/2.html", article(2))
	start := time.Now()
	report, docs := runNight(t, site.config(t, "feeds = ['/feed.xml']"), t.TempDir(), 0)
	if took := time.Since(start); took < 400*time.Millisecond {
		t.Errorf("three requests 0.2 s apart took %v", took)
	}
	if len(docs) != 1 || docs[0].URL != base+"/a/2.html" {
		t.Errorf("documents %+v", docs)
	}
	want := []crawl.Problem{{URL: base + "/a/1.html", Reason: "robots.txt forbids it"}}
	if diff := cmp.Diff(want, report.Rejected); diff != "" {
		t.Errorf("rejected (-want +got):\n%s", diff)
	}
	for _, head := range site.heads {
		if head.Get("User-Agent") != crawl.DefaultUserAgent {
			t.Errorf("user agent %q", head.Get("User-Agent"))
		}
	}
}

func TestRobotsThatFailKeepTheSiteOut(t *testing.T) {
	site := newTestSite(t)
	site.put("/robots.txt", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusServiceUnavailable) })
	site.page("/feed.xml", feed("/a/1.html"))
	site.page("/a/1.html", article(1))
	report, _ := runSites(t, site.config(t, "feeds = ['/feed.xml']", "retries = 1"), t.TempDir(), 0)
	want := []crawl.Problem{{URL: base + "/", Reason: "robots.txt: HTTP 503", Retryable: true}}
	if diff := cmp.Diff(want, report.Sites[0].Failed); diff != "" {
		t.Errorf("failed (-want +got):\n%s", diff)
	}
	if got := site.requests(); len(got) > 0 {
		t.Errorf("asked for %v", got)
	}
	if !report.Partial() {
		t.Error("a site that failed leaves the run whole")
	}
}

func TestRetries(t *testing.T) {
	site := newTestSite(t)
	site.page("/feed.xml", feed("/a/1.html", "/a/2.html", "/a/3.html", "/a/4.html"))
	tries := 0
	var first, second time.Time
	site.put("/a/1.html", func(w http.ResponseWriter, _ *http.Request) {
		if tries++; tries == 1 {
			first = time.Now()
			w.Header().Set("Retry-After", "1")
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		second = time.Now()
		io.WriteString(w, article(1))
	})
	site.put("/a/2.html", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusInternalServerError) })
	site.put("/a/4.html", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", "86400")
		w.WriteHeader(http.StatusTooManyRequests)
	})
	config := site.config(t, "feeds = ['/feed.xml']", "retries = 2")
	data := t.TempDir()
	report, docs := runSites(t, config, data, 0)
	if len(docs) != 1 || second.Sub(first) < time.Second {
		t.Errorf("%d documents, asked again after %v, Retry-After being 1 s", len(docs), second.Sub(first))
	}
	want := crawl.SiteReport{Site: "test", Discovered: 4, Fetched: 4, New: 1,
		Rejected: []crawl.Problem{{URL: base + "/a/3.html", Reason: "HTTP 404"}},
		Failed: []crawl.Problem{{URL: base + "/a/2.html", Reason: "HTTP 500", Retryable: true},
			{URL: base + "/a/4.html", Reason: "HTTP 429", Retryable: true}},
	}
	if diff := cmp.Diff(want, report.Sites[0]); diff != "" {
		t.Errorf("report (-want +got):\n%s", diff)
	}
	if !report.Partial() {
		t.Error("a failure that a retry may mend leaves the run whole")
	}
	asked := map[string]int{}
	for _, path := range site.requests() {
		asked[path]++
	}
	if diff := cmp.Diff(map[string]int{"/feed.xml": 1, "/a/1.html": 2, "/a/2.html": 3, "/a/3.html": 1, "/a/4.html": 1}, asked); diff != "" {
		t.Errorf("requests (-want +got):\n%s", diff)
	}

	// The next night the failures are asked for again though the feed moved on.
	site.page("/feed.xml", feed("/a/1.html"))
	site.page("/a/2.html", article(2))
	_, docs = runSites(t, config, data, 1)
	if len(docs) != 1 || docs[0].URL != base+"/a/2.html" || docs[0].Published == "" {
		t.Errorf("second night: %+v", docs)
	}
}

func TestSiteThatIsDown(t *testing.T) {
	site := newTestSite(t)
	var paths []string
	for n := range 9 {
		path := fmt.Sprintf("/a/%d.html", n)
		paths = append(paths, path)
		site.put(path, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusBadGateway) })
	}
	site.page("/feed.xml", feed(paths...))
	config := site.config(t, "feeds = ['/feed.xml']", "retries = 0")
	data := t.TempDir()
	report, _ := runNight(t, config, data, 0)
	checkCounts(t, report, "discovered 9 fetched 5 unchanged 0 new 0 revised 0 withdrawn 0 copies 0 rejected 0 failed 9")
	if got := site.requests(); len(got) != 6 {
		t.Errorf("a site that is down was asked %d times: %v", len(got), got)
	}
	for n, path := range paths {
		site.page(path, article(n))
	}
	site.page("/feed.xml", feed("/a/0.html"))
	if _, docs := runNight(t, config, data, 1); len(docs) != 9 {
		t.Errorf("%d documents when the site is up again", len(docs))
	}
}

func TestSlowAndEndlessPages(t *testing.T) {
	site := newTestSite(t)
	site.page("/feed.xml", feed("/slow", "/endless", "/bomb", "/packed"))
	site.put("/slow", func(w http.ResponseWriter, r *http.Request) {
		for range 100 {
			io.WriteString(w, "<p>")
			w.(http.Flusher).Flush()
			select {
			case <-r.Context().Done():
				return
			case <-time.After(50 * time.Millisecond):
			}
		}
	})
	site.put("/endless", func(w http.ResponseWriter, _ *http.Request) {
		for {
			if _, err := w.Write(bytes.Repeat([]byte("<p>字</p>"), 1000)); err != nil {
				return
			}
		}
	})
	packed := func(content string) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			if r.Header.Get("Accept-Encoding") != "gzip" {
				t.Errorf("Accept-Encoding %q", r.Header.Get("Accept-Encoding"))
			}
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			w.Header().Set("Content-Encoding", "gzip")
			z := gzip.NewWriter(w)
			io.WriteString(z, content)
			z.Close()
		}
	}
	site.put("/bomb", packed(strings.Repeat("<p>字</p>", 100_000)))
	site.put("/packed", packed(article(1)))
	config := site.config(t, "feeds = ['/feed.xml']", "timeout = '3s'", "retries = 0", "max_bytes = 100000")
	report, docs := runNight(t, config, t.TempDir(), 0)
	if len(docs) != 1 || docs[0].URL != base+"/packed" {
		t.Errorf("documents %+v", docs)
	}
	large := "larger than the limit of 100000 bytes"
	if diff := cmp.Diff([]crawl.Problem{{URL: base + "/endless", Reason: large}, {URL: base + "/bomb", Reason: large}}, report.Rejected); diff != "" {
		t.Errorf("rejected (-want +got):\n%s", diff)
	}
	if len(report.Failed) != 1 || report.Failed[0].URL != base+"/slow" || !report.Failed[0].Retryable {
		t.Errorf("failed %+v", report.Failed)
	}
}

func TestHostsAreAskedInTurn(t *testing.T) {
	site := newTestSite(t)
	site.page("/feed.xml", feed("/a/1.html"))
	site.page("/a/1.html", article(1))
	table := func(name string) string {
		return fmt.Sprintf("name='%s'\nbase='%s'\nvia='%s'\nlang='zh'\ndelay='100ms'\nfeeds=['/feed.xml']\n", name, base, site.URL)
	}
	config := loadConfig(t, t.TempDir(), table("one")+"[[site]]\n"+table("two"))
	start := time.Now()
	report, _ := runSites(t, config, t.TempDir(), 0)
	if took := time.Since(start); took < 500*time.Millisecond {
		t.Errorf("six requests to one host, 100 ms apart, took %v", took)
	}
	if got := counts(report.Sites[0]) + "; " + counts(report.Sites[1]); !strings.Contains(got, "new 1 ") || !strings.Contains(got, "new 0 ") {
		t.Errorf("one page of two sites: %s", got)
	}
}
