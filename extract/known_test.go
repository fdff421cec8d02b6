package extract_test

import (
	"testing"

	"github.com/newsgraph/newsgraph/extract"
)

func TestFoldTitle(t *testing.T) {
	x := extractor(t)
	same := [][]string{
		{"首席执行官", "CEO", "前CEO", "chief executive", "首席執行官"},
		{"董事长兼CEO", "董事长、首席执行官"},
		{"人工智能部门主管", "人工智能部门主管"},
	}
	for _, titles := range same {
		for _, title := range titles[1:] {
			if got, want := x.FoldTitle(title), x.FoldTitle(titles[0]); got != want {
				t.Errorf("%s folds to %q, %s to %q", title, got, titles[0], want)
			}
		}
	}
	for _, pair := range [][2]string{{"董事长", "CEO"}, {"副总裁", "总裁"}, {"CEO", "董事长兼CEO"}} {
		if x.FoldTitle(pair[0]) == x.FoldTitle(pair[1]) {
			t.Errorf("%s and %s fold to one", pair[0], pair[1])
		}
	}
}

func TestKnown(t *testing.T) {
	got, ok := extractor(t).Known("company:nvidia")
	if want := (extract.Known{Name: "英伟达", Ticker: "NVDA.US", Country: "US"}); !ok || got != want {
		t.Errorf("got %+v, %v, want %+v", got, ok, want)
	}
	if got, ok := extractor(t).Known("company:nobody-knows"); ok {
		t.Errorf("an unknown key is known as %+v", got)
	}
}
