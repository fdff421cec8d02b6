package crawl_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/newsgraph/newsgraph/crawl"
)

func TestConfigDefaults(t *testing.T) {
	config := loadConfig(t, t.TempDir(), "name = '晨光'\nbase = 'https://NEWS.example'\nlang = 'zh-Hans'\nfeeds = ['/feed.xml', 'https://feeds.news.example/all']\n")
	s := config.Sites[0]
	got := []any{s.Name, s.Base.String(), s.Feeds[0].String(), s.Feeds[1].String(), s.Delay, s.Timeout, s.Retries, s.MaxBytes, s.Recheck,
		time.Date(2025, 3, 18, 0, 0, 0, 0, s.Location).Format(time.RFC3339)}
	want := []any{"晨光", "https://news.example/", "https://news.example/feed.xml", "https://feeds.news.example/all", time.Second, 20 * time.Second,
		3, int64(10485760), 72 * time.Hour, "2025-03-18T00:00:00+08:00"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("site (-want +got):\n%s", diff)
	}
}

func TestConfigErrors(t *testing.T) {
	for _, test := range []struct {
		name, file string
		want       []string // after "sites.toml:"
	}{
		{"nothing", "", []string{"1:1: no [[site]]"}},
		{"broken TOML", "[[site]]\nname = 'x\n", []string{"2:10: "}},
		{"wrong type", "[[site]]\nname = 'x'\nretries = 'three'\n", []string{"3:11: "}},
		{"unknown keys, all of them, and what is wrong besides",
			"[[site]]\nname = 'x'\nbase = 'https://x.example'\nfeed = ['/f']\n\n[site.article]\n  titel = 'h1'\n[[site]]\n name = ''\nbase = 'ftp://y'\nurls = 'no.txt'\n",
			[]string{"4:1: unknown key site.feed", "7:3: unknown key site.article.titel", "2:1: name: site \"x\" names no feeds", "9:2: name: \"\" is no name",
				"10:1: base: \"ftp://y\" is no http or https address", "11:1: urls: "}},
		{"values", `[[site]]
name = "x"
base = "https://x.example"
dir = "sites.toml"
lang = "klingon language"
timezone = "Mars/Olympus"
feeds = ["mailto:x"]
include = "("
delay = "fast"
timeout = "-1s"
retries = -1
max_bytes = 0
recheck = "3d"
via = "127.0.0.1:80"
[site.article]
title = "h1["
date = "time@"
remove = [".ad", "::"]
`, []string{"14:1: via: ", "5:1: lang: ", "6:1: timezone: ", "4:1: dir: ", "7:1: feeds: ", "8:1: include: ", "9:1: delay: ", "10:1: timeout: ",
			"13:1: recheck: ", "11:1: retries: ", "12:1: max_bytes: ", "16:1: article.title: ", "17:1: article.date: ", "18:1: article.remove: "}},
		{"two of one name", "[[site]]\nname='x'\nbase='https://x.example'\nfeeds=['/f']\n[[site]]\nname='x'\nbase='https://y.example'\nfeeds=['/f']\n",
			[]string{"6:1: name: a second site \"x\""}},
	} {
		t.Run(test.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "sites.toml")
			if err := os.WriteFile(path, []byte(test.file), 0o666); err != nil {
				t.Fatal(err)
			}
			_, err := crawl.LoadConfig(path)
			if err == nil {
				t.Fatal("no error")
			}
			lines := strings.Split(err.Error(), "\n")
			for i, line := range lines {
				if i >= len(test.want) || !strings.HasPrefix(line, path+":"+test.want[i]) {
					t.Errorf("line %d: %s", i, line)
				}
			}
			if len(lines) < len(test.want) {
				t.Errorf("missing: %q", test.want[len(lines):])
			}
		})
	}
	if _, err := crawl.LoadConfig(filepath.Join(t.TempDir(), "none.toml")); err == nil {
		t.Error("no error for a file that is not there")
	}
}
