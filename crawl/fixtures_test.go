package crawl_test

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/newsgraph/newsgraph/crawl"
	"github.com/newsgraph/newsgraph/kg"
)

func crawlOnce(t *testing.T, config *crawl.Config, data, run string, now time.Time) (crawl.Report, []kg.Document) {
	t.Helper()
	report, err := crawl.Run(context.Background(), crawl.Options{
		Config: config, DataDir: data, RunID: run, Now: func() time.Time { return now },
	})
	if err != nil {
		t.Fatal(err)
	}
	if report.Documents == "" {
		return report, nil
	}
	return report, readDocuments(t, report.Documents)
}

func readDocuments(t *testing.T, path string) []kg.Document {
	t.Helper()
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	var docs []kg.Document
	for d := json.NewDecoder(file); d.More(); {
		var doc kg.Document
		if err := d.Decode(&doc); err != nil {
			t.Fatal(err)
		}
		docs = append(docs, doc)
	}
	return docs
}

func TestSmoke(t *testing.T) {
	data := t.TempDir()
	for i, name := range []string{"sites.toml", "night2.toml"} {
		config, err := crawl.LoadConfig(filepath.Join("../fixtures", name))
		if err != nil {
			t.Fatal(err)
		}
		report, docs := crawlOnce(t, config, data, name, time.Date(2025, 4, 1+i, 0, 0, 0, 0, time.UTC))
		js, _ := json.MarshalIndent(report, "", " ")
		t.Logf("%s", js)
		for _, d := range docs {
			t.Logf("%s %s %q %s %v w=%v c=%s %d", d.URL, d.Published, d.Title, d.Lang, d.Authors, d.Withdrawn, d.CopyOf, len(d.Text))
		}
	}
}
