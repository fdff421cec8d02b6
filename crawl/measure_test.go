package crawl

import (
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// pagesFolder holds saved pages with their hand-cleaned text, for measuring;
// it is no part of the program. NEWSGRAPH_PAGES names it.
const pagesFolder = "../../shared/data"

type truth struct {
	URL, Title, Date, Authors, ArticleBody string
}

// TestBodyF1 measures the generic reader on real pages, scored as the
// article-extraction benchmark does: mean precision and recall over 4-grams of
// words, a Han character being a word.
func TestBodyF1(t *testing.T) {
	for _, set := range []struct {
		folder, truth, lang string
		floor               float64 // F1 measured, less 0.01
	}{
		{"pages-zh", "reference.json", "zh", 0.96},
		{"pages-en", "ground-truth.json", "en", 0.88},
	} {
		t.Run(set.lang, func(t *testing.T) {
			pages := readTruth(t, filepath.Join(pagesFolder, set.folder, set.truth))
			var precision, recall []float64
			titles, dates, dated := 0, 0, 0
			for key, want := range pages {
				page := readSaved(t, filepath.Join(pagesFolder, set.folder, "html", key))
				got, err := Article(page, ArticleOptions{URL: want.URL, Site: &Site{Lang: set.lang, Location: time.UTC}})
				if err != nil {
					t.Logf("%s: %v", key, err)
				}
				p, r := shingleScore(want.ArticleBody, got.Text)
				if os.Getenv("WORST") != "" && (p < 0.7 || r < 0.7) {
					t.Logf("%s p %.2f r %.2f %s", key, p, r, want.URL)
				}
				if !math.IsNaN(p) {
					precision = append(precision, p)
				}
				if !math.IsNaN(r) {
					recall = append(recall, r)
				}
				if folded(got.Title) == folded(want.Title) {
					titles++
				} else if os.Getenv("TITLES") != "" {
					t.Logf("%s title %q, want %q", key, got.Title, want.Title)
				}
				if want.Date != "" {
					dated++
				}
				if strings.HasPrefix(got.Published, want.Date) && got.Published != "" {
					dates++
				} else if os.Getenv("DATES") != "" {
					t.Logf("%s published %q, want %q %s", key, got.Published, want.Date, want.URL)
				}
				if os.Getenv("AUTHORS") != "" {
					t.Logf("%s authors %q, want %q", key, got.Authors, want.Authors)
				}
			}
			p, r := mean(precision), mean(recall)
			f1 := 2 * p * r / (p + r)
			t.Logf("%d pages: precision %.3f recall %.3f F1 %.3f; titles %d, dates %d of %d", len(pages), p, r, f1, titles, dates, dated)
			if f1 < set.floor {
				t.Errorf("body F1 %.3f is below %.2f", f1, set.floor)
			}
		})
	}
}

func readTruth(t *testing.T, path string) map[string]truth {
	data, err := os.ReadFile(path)
	if err != nil {
		t.Skipf("NOT MEASURED: the saved pages are not here: %v", err)
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

var shingleWord = regexp.MustCompile(`[\x{3400}-\x{9fff}]|[\p{L}\p{N}_]`)

func shingleWords(s string) []string {
	var out []string
	var run strings.Builder
	for _, r := range s {
		switch {
		case r >= 0x3400 && r <= 0x9fff:
			if run.Len() > 0 {
				out = append(out, run.String())
				run.Reset()
			}
			out = append(out, string(r))
		case shingleWord.MatchString(string(r)):
			run.WriteRune(r)
		case run.Len() > 0:
			out = append(out, run.String())
			run.Reset()
		}
	}
	if run.Len() > 0 {
		out = append(out, run.String())
	}
	return out
}

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
