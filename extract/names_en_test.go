package extract_test

import (
	"strings"
	"testing"

	"github.com/newsgraph/newsgraph/extract"
	"github.com/newsgraph/newsgraph/kg"
)

// TestEnglishNames: names that no list has, by the words that they are made of.
func TestEnglishNames(t *testing.T) {
	x, err := extract.New(extract.Options{})
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct{ text, want string }{
		{"Zorblat Ventures led the round.", "Company Zorblat Ventures"},
		{"The round was led by Zorblat Inc. on Friday.", "Company Zorblat Inc."},
		{"They met J. Mary Quibblen there.", "Person J. Mary Quibblen"},
		{"Yesterday Sundar Quibblen’s letter came.", "Person Sundar Quibblen"},
		{"He studied at Zorblat University.", "Organization Zorblat University"},
		{"However, on Monday the Chinese market fell. Adjusted figures said little.", ""},
	}
	for _, test := range tests {
		d := &kg.Document{ID: "d", Title: "News", Text: test.text, Lang: "en"}
		var got []string
		for _, e := range x.Extract(d).Entities {
			got = append(got, string(e.Type)+" "+e.Mentions[0].Text)
		}
		if s := strings.Join(got, "; "); s != test.want {
			t.Errorf("%q\n got %s\nwant %s", test.text, s, test.want)
		}
	}
}
