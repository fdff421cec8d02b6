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
// each package may import. kg is below all, the three stages know nothing of
// each other, and only the program itself knows them all.
var mayImport = map[string][]string{
	"kg":                    nil,
	"crawl":                 {"kg"},
	"extract":               {"kg", "extract/pattern", "extract/value", "extract/jieba", "extract/english", "extract/tagger"},
	"extract/pattern":       {"kg"},
	"extract/value":         {"kg"},
	"extract/jieba":         nil,
	"extract/english":       nil,
	"extract/tagger":        nil,
	"extract/rules":         nil,
	"extract/lexicon":       nil,
	"graph":                 {"kg", "graph/queries"},
	"graph/graphtest":       {"kg", "graph"},
	"graph/neo4j":           {"kg", "graph", "graph/queries"},
	"graph/neo4j/neo4jtest": {"graph/neo4j"},
	"graph/kuzu":            {"kg", "graph", "graph/queries", "graph/kuzu/dialect"},
	"graph/kuzu/dialect":    {"kg", "graph"},
	"graph/export":          {"graph"},
	"graph/queries":         nil,
	"fixtures":              {"kg"},
	"cmd/newsgraph":         {"kg", "crawl", "extract", "graph", "graph/neo4j", "graph/kuzu", "graph/export", "graph/queries"},
}

// onlyImporter names the package that, with those in its folder, alone imports
// a dependency.
var onlyImporter = map[string]string{
	"github.com/yanyiwu/gojieba":          "extract/jieba",
	"github.com/kuzudb/go-kuzu":           "graph/kuzu",
	"github.com/neo4j/neo4j-go-driver/v5": "graph/neo4j",
	"github.com/spf13/cobra":              "cmd/newsgraph",
	"github.com/PuerkitoBio/goquery":      "crawl",
	"github.com/nlnwa/gowarc/v3":          "crawl",
	"modernc.org/sqlite":                  "crawl",
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
		if _, known := mayImport[name]; !known {
			t.Errorf("package %s is not in the picture", name)
		}
		for _, imported := range p.Imports {
			if problem := wrongImport(name, imported); problem != "" {
				t.Errorf("%s imports %s, %s", name, imported, problem)
			}
		}
	}
}

// wrongImport says why a package must not import another; "": it may.
func wrongImport(name, imported string) string {
	own, isOwn := strings.CutPrefix(imported, module)
	switch first, _, _ := strings.Cut(imported, "/"); {
	case isOwn && !slices.Contains(mayImport[name], own):
		return "which the picture does not show"
	case isOwn:
		return ""
	case name == "kg" && strings.Contains(first, "."):
		return "which is not of the standard library"
	}
	for dependency, importer := range onlyImporter {
		if within(imported, dependency) && !within(name, importer) {
			return "which is for " + importer + " alone"
		}
	}
	return ""
}

// within reports whether a package is another or lies in its folder.
func within(name, folder string) bool { return name == folder || strings.HasPrefix(name, folder+"/") }

// TestWrongImport holds the rule itself to some cases.
func TestWrongImport(t *testing.T) {
	for _, c := range []struct {
		name, imported string
		wrong          bool
	}{
		{"crawl", module + "kg", false},
		{"crawl", module + "extract", true},
		{"extract", module + "graph", true},
		{"graph/kuzu", module + "graph/neo4j", true},
		{"kg", "encoding/json", false},
		{"kg", "golang.org/x/text/width", true},
		{"extract/jieba", "github.com/yanyiwu/gojieba", false},
		{"extract", "github.com/yanyiwu/gojieba", true},
		{"graph/neo4j/neo4jtest", "github.com/neo4j/neo4j-go-driver/v5/neo4j", false},
	} {
		if problem := wrongImport(c.name, c.imported); (problem != "") != c.wrong {
			t.Errorf("wrongImport(%s, %s) = %q", c.name, c.imported, problem)
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
