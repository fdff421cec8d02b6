package crawl_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/nlnwa/gowarc/v3"

	"github.com/newsgraph/newsgraph/crawl"
	"github.com/newsgraph/newsgraph/kg"
)

// victimVariable makes the test binary crawl the named sites file into the
// folder beside it until it is killed.
const victimVariable = "CRAWL_TEST_VICTIM"

func TestMain(m *testing.M) {
	if sites := os.Getenv(victimVariable); sites != "" {
		config, err := crawl.LoadConfig(sites)
		if err == nil {
			_, err = crawl.Run(context.Background(), options(config, filepath.Join(filepath.Dir(sites), "data"), 0))
		}
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(m.Run())
}

// TestKilledRunLosesNothing kills a crawl with SIGKILL in the middle of a
// page. The next run has to save what had been read without asking again, read
// the rest, and leave one line for each document.
func TestKilledRunLosesNothing(t *testing.T) {
	site := newTestSite(t)
	var paths []string
	for n := range 8 {
		paths = append(paths, fmt.Sprintf("/a/%d.html", n))
		site.page(paths[n], article(n))
	}
	reached, release := make(chan bool, 1), make(chan bool)
	site.put(paths[5], func(w http.ResponseWriter, r *http.Request) {
		io.WriteString(w, "<html>")
		w.(http.Flusher).Flush()
		reached <- true
		<-release
	})
	site.page("/feed.xml", feed(paths...))
	folder := t.TempDir()
	config := loadConfig(t, folder, fmt.Sprintf("name='test'\nbase='%s'\nvia='%s'\nlang='zh'\ndelay='0s'\nfeeds=['/feed.xml']\n", base, site.URL))

	victim := exec.Command(os.Args[0], "-test.run=^$")
	victim.Env = append(os.Environ(), victimVariable+"="+filepath.Join(folder, "sites.toml"))
	if err := victim.Start(); err != nil {
		t.Fatal(err)
	}
	select {
	case <-reached:
	case <-time.After(20 * time.Second):
		t.Error("the crawl did not come to the page it is to be killed at")
	}
	victim.Process.Kill()
	victim.Wait()
	close(release)
	site.requests()
	site.page(paths[5], article(5))

	data := filepath.Join(folder, "data")
	report, second := runSites(t, config, data, 1)
	killed := night(0).Format("20060102T150405Z")
	if !slices.Equal(report.Recovered, []string{killed}) {
		t.Errorf("recovered %v", report.Recovered)
	}
	first := readDocuments(t, filepath.Join(data, "documents", killed+".jsonl"))
	var got []string
	for _, d := range append(first, second...) {
		got = append(got, strings.TrimPrefix(d.URL, base))
	}
	if len(first) != 5 || !slices.Equal(got, paths) {
		t.Errorf("%d documents of the killed run, in all %v", len(first), got)
	}
	responses := 0
	readArchive(t, filepath.Join(data, "archive", killed+".warc.gz"), func(kind gowarc.RecordType, _ string) {
		if kind == gowarc.Response {
			responses++
		}
	})
	if responses != 7 { // robots.txt, feed, five pages
		t.Errorf("%d responses in the archive of the killed run", responses)
	}
	if left, _ := os.ReadDir(filepath.Join(data, "pending")); len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
}

// TestKilledWhileFinishing does again what a kill may leave at any point of
// saving a run: the documents are the same, and nothing is told twice.
func TestKilledWhileFinishing(t *testing.T) {
	site := newTestSite(t)
	site.page("/feed.xml", feed("/a/1.html", "/a/2.html"))
	site.page("/a/1.html", article(1))
	site.page("/a/2.html", article(2))
	config := site.config(t, "feeds = ['/feed.xml']")
	outcome := func(n int) string {
		doc, err := crawl.Article([]byte(article(n)), crawl.ArticleOptions{URL: fmt.Sprintf("%s/a/%d.html", base, n), Fetched: night(0), Site: &config.Sites[0]})
		if err != nil {
			t.Fatal(err)
		}
		var line strings.Builder
		if err := kg.WriteDocument(&line, &doc); err != nil {
			t.Fatal(err)
		}
		return fmt.Sprintf(`{"url":%q,"page":%q,"kind":"document","fetched":%q,"document":%s}`, doc.URL, doc.URL, doc.Fetched, strings.TrimSpace(line.String()))
	}
	for _, test := range []struct{ name, pending, documents string }{
		{"the last outcome cut", outcome(1) + "\n" + outcome(2)[:90], ""},
		{"the documents half written", outcome(1) + "\n", ".part"},
		{"the documents in place, the state not", outcome(1) + "\n", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			data := t.TempDir()
			run := night(0).Format("20060102T150405Z")
			pending := filepath.Join(data, "pending", run)
			for _, folder := range []string{pending, filepath.Join(data, "documents"), filepath.Join(data, "archive")} {
				if err := os.MkdirAll(folder, 0o777); err != nil {
					t.Fatal(err)
				}
			}
			if err := os.WriteFile(filepath.Join(pending, "000000-test.jsonl"), []byte(test.pending), 0o666); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(data, "documents", run+".jsonl"+test.documents), []byte("{"), 0o666); err != nil {
				t.Fatal(err)
			}
			site.requests()
			_, second := runSites(t, config, data, 1)
			first := readDocuments(t, filepath.Join(data, "documents", run+".jsonl"))
			if len(first) != 1 || len(second) != 1 || first[0].URL != base+"/a/1.html" || second[0].URL != base+"/a/2.html" {
				t.Errorf("first %+v\nsecond %+v", first, second)
			}
		})
	}
}
