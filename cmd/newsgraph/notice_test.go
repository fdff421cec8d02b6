package main

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

var link = regexp.MustCompile(`https://[^)\s]+`)

// TestNotice: NOTICE names every source that the lexicon says it was made from.
func TestNotice(t *testing.T) {
	notice, err := os.ReadFile("../../NOTICE")
	if err != nil {
		t.Fatal(err)
	}
	sources, err := os.ReadFile("../../extract/lexicon/SOURCES.md")
	if err != nil {
		t.Fatal(err)
	}
	links := link.FindAllString(string(sources), -1)
	if len(links) == 0 {
		t.Fatal("SOURCES.md links to nothing")
	}
	for _, source := range links {
		if !strings.Contains(string(notice), source) {
			t.Errorf("NOTICE does not name %s", source)
		}
	}
}
