package extract_test

import (
	"slices"
	"testing"

	"github.com/newsgraph/newsgraph/kg"
)

func TestEnglishQuotes(t *testing.T) {
	tests := []struct {
		name, text string
		want       []string
	}{
		{"several sentences in marks", "“We are growing fast. We will hire more people,” said Dr. Mary Quibblen.", []string{"Mary Quibblen: We are growing fast. We will hire more people"}},
		{"marks inside of what is told", "Mary Quibblen said that she had “full confidence in them” and stayed.", []string{"Mary Quibblen: she had “full confidence in them” and stayed"}},
		{"added is no saying", "Mary Quibblen added 120 offices to those in Ohio and Texas.", nil},
		{"marks before", "“We will open a second plant next year,” Tim Cook said.", []string{"Tim Cook: We will open a second plant next year"}},
		{"marks go on behind the lead-out", "“We will open a second plant next year,” Tim Cook said. “It is the largest that we have built.”",
			[]string{"Tim Cook: We will open a second plant next year", "Tim Cook: It is the largest that we have built."}},
		{"marks behind", "Tim Cook said: “We will open a second plant next year.”", []string{"Tim Cook: We will open a second plant next year."}},
		{"reported", "Tim Cook said that the plant opens next year.", []string{"Tim Cook: the plant opens next year"}},
		{"reported without that", "Apple said second-quarter shipments will be lower.", []string{"Apple: second-quarter shipments will be lower"}},
		{"a day behind the verb", "Apple said Thursday the plant will open next year.", []string{"Apple: the plant will open next year"}},
		{"told somebody", "Tim Cook told the Lakeside Courier, a daily of Ohio, that he was very pleased.", []string{"Tim Cook: he was very pleased"}},
		{"the speaker adds", "Tim Cook said that the plant opens next year, noting that it cost less than planned.",
			[]string{"Tim Cook: the plant opens next year", "Tim Cook: it cost less than planned"}},
		{"a source ends the words", "Tim Cook said the plant will open next year, according to two newspapers.", []string{"Tim Cook: the plant will open next year"}},
		{"lead-out without marks", "The second plant will open next year, Apple said on Monday.", []string{"Apple: The second plant will open next year"}},
		{"lead-out behind another's belief", "Everybody thinks the second plant will open next year, Apple said.", []string{"Apple: Everybody thinks the second plant will open next year"}},
		{"no clause", "Apple confirmed the opening of a second plant in Ohio.", nil},
		{"a clause inside of a noun phrase", "Apple described a rail system that is used in Ohio.", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			x := extractor(t).Extract(&kg.Document{ID: "d", Text: tt.text, Lang: "en"})
			names := map[string]string{}
			for _, e := range x.Entities {
				for _, m := range e.Mentions {
					names[e.ID] = m.Text
				}
			}
			var got []string
			for _, q := range x.Quotes {
				got = append(got, names[q.Speaker]+": "+q.Text)
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}
