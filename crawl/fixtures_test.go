package crawl_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/newsgraph/newsgraph/crawl"
	"github.com/newsgraph/newsgraph/kg"
)

const fixtures = "../fixtures"

func loadFixtures(t *testing.T, name string) *crawl.Config {
	t.Helper()
	config, err := crawl.LoadConfig(filepath.Join(fixtures, name))
	if err != nil {
		t.Fatal(err)
	}
	return config
}

// TestFixtures crawls the fixture sites on both nights and compares what was
// read with the gold: title, text and day of every article.
func TestFixtures(t *testing.T) {
	data := t.TempDir()
	first, docs := runSites(t, loadFixtures(t, "sites.toml"), data, 0)
	for _, site := range first.Sites {
		t.Logf("night one, %s: %s %v", site.Site, counts(site), site.Rejected)
	}
	checkGold(t, docs, "gold")
	copies := slices.DeleteFunc(slices.Clone(docs), func(d kg.Document) bool { return d.CopyOf == "" })
	original := kg.DocumentID("https://www.chenguang.example/article/20250320-1005.html")
	if len(copies) != 1 || !strings.HasSuffix(copies[0].URL, "/a/t1009.html") || copies[0].CopyOf != original {
		t.Errorf("copies: %+v", copies)
	}

	second, docs := runSites(t, loadFixtures(t, "night2.toml"), data, 1)
	var got []string
	for i, site := range second.Sites {
		got = append(got, fmt.Sprintf("%s new %d revised %d withdrawn %d rejected %d failed %d",
			site.Site, site.New, site.Revised, site.Withdrawn, len(site.Rejected), len(site.Failed)))
		if site.Unchanged < first.Sites[i].New-2 {
			t.Errorf("%s: %d unchanged after %d new", site.Site, site.Unchanged, first.Sites[i].New)
		}
	}
	want := []string{
		"chenguang new 0 revised 1 withdrawn 0 rejected 0 failed 0",
		"haijiao new 0 revised 0 withdrawn 1 rejected 0 failed 0",
		"harbor new 1 revised 0 withdrawn 0 rejected 0 failed 0",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("night two (-want +got):\n%s", diff)
	}
	checkGold(t, slices.DeleteFunc(docs, func(d kg.Document) bool { return d.Withdrawn }), "gold-night2")
}

// checkGold compares documents with the gold of the same ids.
func checkGold(t *testing.T, docs []kg.Document, folder string) {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(fixtures, folder, "*.json"))
	if err != nil || len(names) == 0 {
		t.Fatalf("gold in %s: %d files, %v", folder, len(names), err)
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var want kg.Document
		if err := json.Unmarshal(data, &want); err != nil {
			t.Fatal(err)
		}
		i := slices.IndexFunc(docs, func(d kg.Document) bool { return d.ID == want.ID })
		if i < 0 {
			t.Errorf("%s: no document %s", name, want.ID)
			continue
		}
		if diff := cmp.Diff(want.Whole(), docs[i].Whole()); diff != "" {
			t.Errorf("%s %s (-gold +got):\n%s", name, docs[i].URL, diff)
		}
		if !strings.HasPrefix(docs[i].Published, want.Date) || want.Date == "" {
			t.Errorf("%s: published %q, want %q", name, docs[i].Published, want.Date)
		}
	}
	if len(docs) != len(names) {
		t.Errorf("%d documents, %d gold files", len(docs), len(names))
	}
}

// TestFolderAndHTTPGiveTheSame serves the fixture sites on loopback, with
// robots.txt, ETags, a page that moved and one that is gone, and compares the
// documents with those of the folders. Only when they were fetched may differ.
func TestFolderAndHTTPGiveTheSame(t *testing.T) {
	folders, served := t.TempDir(), t.TempDir()
	for n, name := range []string{"sites.toml", "night2.toml"} {
		fromFolder, folderDocs := runSites(t, loadFixtures(t, name), folders, 2*n)
		config := loadFixtures(t, name)
		var askedConditionally atomic.Int32
		for i := range config.Sites {
			serveFixture(t, &config.Sites[i], &askedConditionally)
		}
		fromHTTP, httpDocs := runSites(t, config, served, 2*n+1)
		clearFetched(folderDocs)
		clearFetched(httpDocs)
		if diff := cmp.Diff(folderDocs, httpDocs); diff != "" || len(httpDocs) == 0 {
			t.Errorf("%s: documents (-folder +HTTP):\n%s", name, diff)
		}
		for i := range fromFolder.Sites {
			want, got := fromFolder.Sites[i], fromHTTP.Sites[i]
			if want.New != got.New || want.Revised != got.Revised || want.Withdrawn != got.Withdrawn || len(got.Rejected) != len(want.Rejected)+1-n {
				t.Errorf("%s %s:\nfolder %s\n  HTTP %s %v", name, got.Site, counts(want), counts(got), got.Rejected)
			}
		}
		if n == 1 && askedConditionally.Load() == 0 {
			t.Error("the second night asked for no page conditionally")
		}
	}
}

func clearFetched(docs []kg.Document) {
	for i := range docs {
		docs[i].Fetched = ""
	}
}

// serveFixture makes a site of saved pages one that is asked over HTTP.
func serveFixture(t *testing.T, site *crawl.Site, conditional *atomic.Int32) {
	t.Helper()
	files := http.FileServer(http.Dir(site.Dir))
	base, folder := site.Base, site.Dir
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Host != base.Host {
			t.Errorf("asked for host %q", r.Host)
		}
		if r.Header.Get("If-None-Match") != "" {
			conditional.Add(1)
		}
		switch {
		case r.URL.Path == "/robots.txt":
			fmt.Fprint(w, "User-agent: *\nDisallow: /admin/\n")
		case strings.HasPrefix(r.URL.Path, "/moved/"):
			http.Redirect(w, r, strings.TrimPrefix(r.URL.Path, "/moved"), http.StatusMovedPermanently)
		default:
			if page, err := os.ReadFile(filepath.Join(folder, filepath.FromSlash(r.URL.Path))); err == nil {
				w.Header().Set("ETag", `"`+kg.TextHash("", string(page))[:16]+`"`)
			}
			r.Header.Del("If-Modified-Since")
			files.ServeHTTP(w, r)
		}
	}))
	t.Cleanup(server.Close)
	via, err := url.Parse(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	// Of a list one address is gone, which is told on the first night, and one
	// leads to a page listed elsewhere: neither brings a document.
	list := filepath.Join(t.TempDir(), "list.txt")
	gone := pagePath(site, "gone.html")
	if err := os.WriteFile(list, []byte(gone+"\n/moved"+firstPage(t, site)+"\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	site.Dir, site.Via, site.Delay, site.URLs = "", via, 0, list
}

// pagePath is a path that the site's pattern lets in.
func pagePath(site *crawl.Site, name string) string {
	return site.Include.String() + name
}

func firstPage(t *testing.T, site *crawl.Site) string {
	t.Helper()
	var page string
	err := filepath.Walk(site.Dir, func(path string, info os.FileInfo, err error) error {
		below, _ := filepath.Rel(site.Dir, path)
		if at := "/" + filepath.ToSlash(below); page == "" && strings.HasSuffix(at, ".html") && site.Include.MatchString(at) {
			page = at
		}
		return err
	})
	if err != nil || page == "" {
		t.Fatalf("no page in %s: %v", site.Dir, err)
	}
	return page
}
