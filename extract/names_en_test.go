package extract_test

import (
	"strings"
	"testing"

	"github.com/newsgraph/newsgraph/kg"
)

// TestEnglishNames: names that no list has, by the words that they are made of.
func TestEnglishNames(t *testing.T) {
	x := extractor(t)
	tests := []struct{ text, want string }{
		{"Zorblat Ventures led the round.", "Company Zorblat Ventures"},
		{"The round was led by Zorblat Inc. on Friday.", "Company Zorblat Inc."},
		{"They met J. Mary Quibblen there.", "Person J. Mary Quibblen"},
		{"Yesterday Sundar Quibblen’s letter came.", "Person Sundar Quibblen"},
		{"He studied at Zorblat University.", "Organization Zorblat University"},
		{"She leads the Center for Zorblat and Society there.", "Organization Center for Zorblat and Society"},
		{"The maker is Zorblat Quibbles, Inc. of Ohio.", "Company Zorblat Quibbles, Inc."},
		{"She works for Wells Fargo Zorblat Securities, LLC in Ohio.", "Company Wells Fargo Zorblat Securities, LLC"},
		{"The film came from Samsung Pictures last year.", "Company Samsung Pictures"},
		{"They hired a lawyer of Target Corporation on Friday.", "Company Target Corporation"},
		{"The supplier is Zorblat Quibbles Co., Ltd. of Osaka.", "Company Zorblat Quibbles Co., Ltd."},
		{"Accounts at Citibank, N.A. were closed.", "Company Citibank, N.A."},
		{"It completed the acquisition of Zorblat on Friday.", "Company Zorblat"},
		{"Last year the group acquired Zorblat and Quibbex for cash.", "Company Zorblat; Company Quibbex"},
		{"It was built by Zorblat, a leading Ohio supplier of lenses.", "Company Zorblat"},
		{"The price was told by Chief Executive Zelda Quibblen Sells in March.", "Person Zelda Quibblen"},
		{"They met Chief Executive Officer March 1 and Secretary General Pursuant there.", ""},
		{"A letter of Mr. Sells came.", "Person Sells"},
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
