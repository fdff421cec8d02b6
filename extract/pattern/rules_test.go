package pattern_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/newsgraph/newsgraph/extract/pattern"
)

// productRules reads the rule files of the product.
func productRules(t testing.TB) *pattern.Set {
	t.Helper()
	names, err := filepath.Glob("../rules/*.rules")
	if err != nil || len(names) == 0 {
		t.Fatalf("no rule files: %v", err)
	}
	var files []pattern.File
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, pattern.File{Name: filepath.Base(name), Text: string(text)})
	}
	set, err := pattern.Parse(files)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

func TestProductRulesParse(t *testing.T) { productRules(t) }
