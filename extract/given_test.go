package extract_test

import (
	"testing"

	"github.com/newsgraph/newsgraph/kg"
)

// Names that nothing could find are read where they are given, the longer before
// the shorter, and nothing else is.
func TestExtractGiven(t *testing.T) {
	g := &kg.Gold{ID: "g", Title: "", Text: "云上午收购了云上午后，腾讯没有回应。", Entities: []kg.GoldEntity{
		{ID: "e1", Type: kg.Company, Name: "云上午", Mentions: []string{"云上午"}},
		{ID: "e2", Type: kg.Company, Name: "云上午后", Mentions: []string{"云上午后"}},
	}}
	out := extractor(t).ExtractGiven(g)
	if len(out.Entities) != 2 || len(out.Facts) != 1 || out.Facts[0].Predicate != "ACQUIRED" {
		t.Errorf("got entities %+v and facts %+v, want the two firms and one acquisition", out.Entities, out.Facts)
	}
	if plain := extractor(t).Extract(g.Document()); len(plain.Facts) > 0 {
		t.Errorf("without the given names there are facts: %+v", plain.Facts)
	}
}
