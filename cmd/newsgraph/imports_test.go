package main

import (
	"encoding/json"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/newsgraph/newsgraph/"

// mayImport is the one picture of the design: which packages of the program
// each package may import. What has no row may import none.
var mayImport = map[string][]string{
	"kg":              nil,
	"crawl":           {"kg"},
	"extract":         {"kg", "extract/pattern", "extract/value", "extract/jieba"},
	"extract/pattern": {"kg"},
	"extract/value":   {"kg"},
	"extract/jieba":   nil,
	"extract/rules":   nil,
	"extract/lexicon": nil,
	"graph":           {"kg", "graph/queries"},
	"graph/graphtest": {"kg", "graph"},
	"graph/neo4j":     {"kg", "graph", "graph/queries"},
	"graph/kuzu":      {"kg", "graph", "graph/queries"},
	"graph/queries":   nil,
	"fixtures":        {"kg"},
	"cmd/newsgraph":   {"kg", "crawl", "extract", "graph", "graph/neo4j", "graph/kuzu", "graph/queries"},
}

// onlyImporter names the packages that alone import a dependency.
var onlyImporter = map[string]string{
	"github.com/yanyiwu/gojieba":          "extract/jieba",
	"github.com/kuzudb/go-kuzu":           "graph/kuzu",
	"github.com/neo4j/neo4j-go-driver/v5": "graph/neo4j",
	"github.com/spf13/cobra":              "cmd/newsgraph",
	"github.com/PuerkitoBio/goquery":      "crawl",
}

type listed struct {
	ImportPath string
	Imports    []string
}

// TestImports keeps the import graph to that picture. Tests are free to
// import what they compare with.
func TestImports(t *testing.T) {
	for _, p := range packages(t) {
		name := strings.TrimPrefix(p.ImportPath, module)
		allowed, known := mayImport[name]
		if !known {
			t.Errorf("package %s is not in the picture", name)
		}
		for _, imported := range p.Imports {
			if own, ok := strings.CutPrefix(imported, module); ok && !slices.Contains(allowed, own) {
				t.Errorf("%s imports %s", name, own)
			}
			if name == "kg" && strings.Contains(strings.SplitN(imported, "/", 2)[0], ".") {
				t.Errorf("kg imports %s, which is not of the standard library", imported)
			}
			for dependency, importer := range onlyImporter {
				if (imported == dependency || strings.HasPrefix(imported, dependency+"/")) && name != importer {
					t.Errorf("%s imports %s, which is for %s alone", name, imported, importer)
				}
			}
		}
	}
}

func packages(t *testing.T) []listed {
	out, err := exec.Command("go", "list", "-json=ImportPath,Imports", module+"...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var all []listed
	for dec := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p listed
		if err := dec.Decode(&p); err == io.EOF {
			return all
		} else if err != nil {
			t.Fatalf("go list: %v", err)
		}
		all = append(all, p)
	}
}
