package value_test

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/newsgraph/newsgraph/extract/value"
)

// goldDir holds annotated articles that are no part of the project.
const goldDir = "../../../shared/gold"

type article struct {
	ID, Title, Date, Text string
	Metrics               []struct {
		Kind, Unit, Evidence, Bound string
		Value                       float64
		Qualifiers                  map[string]any
	}
}

// TestCoverage asks of each annotated metric whether its sentence has a value
// of the same number and unit.
func TestCoverage(t *testing.T) {
	r := reader(t)
	for _, part := range []struct {
		folder, lang string
		want         float64
	}{{"dev", "zh", 0.97}, {"dev-flash", "zh", 0.97}, {"dev-en", "en", 0.97}} {
		files, err := filepath.Glob(filepath.Join(goldDir, part.folder, "*.json"))
		if err != nil || len(files) == 0 {
			t.Skipf("NOT MEASURED: no annotated articles in %s", filepath.Join(goldDir, part.folder))
		}
		right, all, bounds := 0, 0, 0
		for _, file := range files {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			var a article
			if err := json.Unmarshal(data, &a); err != nil {
				t.Fatal(err)
			}
			for _, m := range a.Metrics {
				published, _ := time.Parse("2006-01-02", a.Date)
				values := r.Find(fold(sentenceOf(a.Title+"\n"+a.Text, m.Evidence)), value.Options{Lang: part.lang, Published: published})
				all++
				found, bound := covers(values, m.Value, m.Unit, m.Bound)
				if found {
					right++
					if bound {
						bounds++
					}
				} else if mayShow(a.ID) {
					t.Logf("%s: no %v %s in %.100q: %s", a.ID, m.Value, m.Unit, m.Evidence, list(values))
				}
			}
		}
		got := float64(right) / float64(all)
		t.Logf("%s: %d of %d metrics are read (%.3f), %d of these with the bound", part.folder, right, all, got, bounds)
		if got < part.want {
			t.Errorf("%s: coverage %.3f, want at least %.3f", part.folder, got, part.want)
		}
	}
}

// mayShow keeps a part of the articles unseen, so that it stays a measure.
func mayShow(id string) bool {
	sum := sha256.Sum256([]byte(id))
	return !strings.ContainsRune("012", rune(hex.EncodeToString(sum[:1])[0]))
}

func sentenceOf(text, evidence string) string {
	i := strings.Index(text, evidence)
	if i < 0 {
		return evidence
	}
	start := strings.LastIndexAny(text[:i], "。！？\n") + 1
	for start > 0 && start < len(text) && text[start]&0xC0 == 0x80 {
		start++
	}
	end := i + len(evidence)
	if k := strings.IndexAny(text[end:], "。！？\n"); k >= 0 {
		end += k
	}
	return text[start:end]
}

func fold(text string) []rune {
	runes := []rune(text)
	for i, r := range runes {
		if r > 0xFF00 && r < 0xFF5F && r != '（' && r != '）' && r != '，' && r != '：' && r != '；' {
			runes[i] = r - 0xFEE0
		}
	}
	return runes
}

var countUnits = map[string]bool{"people": true, "users": true, "units": true, "parameters": true, "tokens": true, "points": true, "score": true}

func covers(values []value.Value, want float64, unit, bound string) (found, sameBound bool) {
	want = math.Abs(want)
	for _, v := range values {
		same := false
		for _, got := range []float64{v.Num, v.To} {
			got = math.Abs(got)
			if unit == "%" && v.Kind == value.Count && (v.Unit == "倍" || v.Unit == "times") {
				got *= 100
			}
			if math.Abs(got-want) > want*0.005 {
				continue
			}
			switch {
			case unit == "%":
				same = same || v.Kind == value.Percent || v.Kind == value.Count
			case countUnits[unit]:
				same = same || v.Kind == value.Count || v.Kind == value.Number
			default:
				same = same || v.Kind == value.Money && v.Unit == unit
			}
		}
		if same {
			found = true
			sameBound = sameBound || string(v.Bound) == bound
		}
	}
	return found, sameBound
}

func list(values []value.Value) string {
	var b strings.Builder
	for _, v := range values {
		fmt.Fprintf(&b, " [%s %g %g %s %s]", v.Kind, v.Num, v.To, v.Unit, v.Date)
	}
	return b.String()
}
