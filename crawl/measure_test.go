package crawl

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// pagesVariable names the folder of saved pages and of what people say their
// texts are: pages-zh/html and pages-zh/reference.json, pages-en/html and
// pages-en/ground-truth.json. Those pages are their publishers' and no part of
// the program.
const pagesVariable = "NEWSGRAPH_PAGES"

// truth is what a page holds. The Chinese pages have only the text.
type truth struct{ URL, Title, Date, ArticleBody string }

// TestMeasuredReading measures the generic reader on real pages. Text is scored
// as the article-extraction benchmark does: mean precision and recall over
// 4-grams of words, a Han character being a word. The floors are what was
// measured, less one point.
func TestMeasuredReading(t *testing.T) {
	for _, set := range []struct {
		name, truth, lang    string
		f1                   float64
		titles, dates, dated int // pages at least
	}{
		{name: "pages-zh", truth: "reference.json", lang: "zh", f1: 0.974, dated: 54},
		{name: "pages-en", truth: "ground-truth.json", lang: "en", f1: 0.915, titles: 132, dates: 124, dated: 146},
	} {
		t.Run(set.lang, func(t *testing.T) {
			folder := filepath.Join(pagesFolder(t), set.name)
			var precision, recall []float64
			titles, dates, dated := 0, 0, 0
			for key, want := range readTruth(t, filepath.Join(folder, set.truth)) {
				got, err := Article(readSaved(t, filepath.Join(folder, "html", key)), ArticleOptions{URL: want.URL, Site: &Site{Lang: set.lang}})
				if err != nil {
					t.Logf("%s: %v", key, err)
				}
				p, r := shingleScore(want.ArticleBody, got.Text)
				if !math.IsNaN(p) { // nothing found: recall tells
					precision = append(precision, p)
				}
				recall = append(recall, r)
				titles += count(folded(got.Title) == folded(want.Title))
				dates += count(want.Date != "" && strings.HasPrefix(got.Published, want.Date))
				dated += count(got.Published != "")
			}
			p, r := mean(precision), mean(recall)
			f1 := 2 * p * r / (p + r)
			t.Logf("%d pages: text precision %.3f recall %.3f F1 %.3f; titles right %d, dates right %d, dated %d", len(recall), p, r, f1, titles, dates, dated)
			if f1 < set.f1 || titles < set.titles || dates < set.dates || dated < set.dated {
				t.Errorf("below the floor of F1 %.3f, %d titles, %d right dates, %d dates", set.f1, set.titles, set.dates, set.dated)
			}
		})
	}
}

func count(is bool) int {
	if is {
		return 1
	}
	return 0
}

func pagesFolder(t testing.TB) string {
	folder := os.Getenv(pagesVariable)
	if folder == "" {
		t.Skipf("NOT MEASURED: %s names no folder of saved pages", pagesVariable)
	}
	return folder
}

func readTruth(t *testing.T, path string) map[string]truth {
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var pages map[string]truth
	if err := json.Unmarshal(data, &pages); err != nil {
		t.Fatal(err)
	}
	return pages
}

func readSaved(t *testing.T, path string) []byte {
	page, err := os.ReadFile(path)
	if os.IsNotExist(err) {
		page, err = os.ReadFile(path + ".html.gz")
	}
	if err != nil {
		t.Fatal(err)
	}
	return page
}

// shingleWords splits as the benchmark does: a Han character, or a run of
// other letters, digits and underscores.
func shingleWords(s string) []string {
	return shingleWord.FindAllString(s, -1)
}

var shingleWord = regexp.MustCompile(`[\x{3400}-\x{9fff}]|(?:[^\P{L}\x{3400}-\x{9fff}]|[\p{N}_])+`)

func shingleScore(want, got string) (precision, recall float64) {
	a, b := shingleCounts(want), shingleCounts(got)
	tp, fp, fn := 0, 0, 0
	for s, n := range a {
		tp += min(n, b[s])
		fn += max(0, n-b[s])
	}
	for s, n := range b {
		fp += max(0, n-a[s])
	}
	return float64(tp) / float64(tp+fp), float64(tp) / float64(tp+fn)
}

func shingleCounts(s string) map[string]int {
	w := shingleWords(s)
	counts := map[string]int{}
	for i := 0; i < max(1, len(w)-3) && i < len(w); i++ {
		counts[strings.Join(w[i:min(i+4, len(w))], " ")]++
	}
	return counts
}

func mean(v []float64) float64 {
	sum := 0.0
	for _, x := range v {
		sum += x
	}
	return sum / float64(len(v))
}

// BenchmarkArticle reads real pages where they are, else an invented one.
func BenchmarkArticle(b *testing.B) {
	pages := [][]byte{[]byte(inventedPage())}
	if folder := os.Getenv(pagesVariable); folder != "" {
		pages = nil
		names, err := filepath.Glob(filepath.Join(folder, "pages-zh", "html", "*"))
		if err != nil {
			b.Fatal(err)
		}
		for _, name := range names {
			page, err := os.ReadFile(name)
			if err != nil {
				b.Fatal(err)
			}
			pages = append(pages, page)
		}
	}
	bytes := 0
	for _, page := range pages {
		bytes += len(page)
	}
	b.SetBytes(int64(bytes))
	b.ReportAllocs()
	for b.Loop() {
		for _, page := range pages {
			Article(page, ArticleOptions{URL: "https://news.example/a/1.html", Site: &Site{Lang: "zh"}})
		}
	}
}

// inventedPage is an article of 60 paragraphs among 200 links.
func inventedPage() string {
	var b strings.Builder
	b.WriteString("<html><head><title>青石科技公布年度业绩</title></head><body><ul>")
	for i := range 200 {
		fmt.Fprintf(&b, "<li><a href='/a/%d.html'>第%d条其他新闻的标题</a></li>", i, i)
	}
	b.WriteString("</ul><div class='article'><h1>青石科技公布年度业绩</h1><span>2025-03-18 09:30</span>")
	for i := range 60 {
		fmt.Fprintf(&b, "<p>青石科技第%d季度实现收入%d亿元，同比增长百分之十二，管理层表示订单充足，产能仍在爬坡。</p>", i, 100+i)
	}
	b.WriteString("</div></body></html>")
	return b.String()
}
