package value_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/newsgraph/newsgraph/extract/value"
)

func TestDump(t *testing.T) {
	r := reader(t)
	out, _ := os.Create("/tmp/w/dump.txt")
	defer out.Close()
	for _, d := range []string{"dev", "dev-flash", "dev-en"} {
		files, _ := filepath.Glob(filepath.Join(goldDir, d, "*.json"))
		lang := "zh"
		if d == "dev-en" {
			lang = "en"
		}
		for _, f := range files {
			var a article
			data, _ := os.ReadFile(f)
			json.Unmarshal(data, &a)
			if !mayShow(a.ID) {
				continue
			}
			p, _ := time.Parse("2006-01-02", a.Date)
			text := fold(a.Title + "\n" + a.Text)
			for _, v := range r.Find(text, value.Options{Lang: lang, Published: p}) {
				lo, hi := max(0, v.BoundStart-12), min(len(text), v.BoundEnd+12)
				cut := func(a, b int) string { return string(text[a:b]) }
				s := fmt.Sprintf("%s\t%s\t%s«%s[%s]%s»%s\t%g %g %s noun=%s per=%s %s %s %v v=%v 2=%v %d\n", a.ID, v.Kind, cut(lo, v.BoundStart), cut(v.BoundStart, v.Start), cut(v.Start, v.End), cut(v.End, v.BoundEnd), cut(v.BoundEnd, hi), v.Num, v.To, v.Unit, v.Noun, v.Per, v.Bound, v.Date, v.Period, v.Vague, v.Secondary, v.Sign)
				for _, c := range s {
					if c == '\n' {
						c = '⏎'
					}
					out.WriteString(string(c))
				}
				out.WriteString("\n")
			}
		}
	}
}
