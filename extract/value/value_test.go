package value_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/newsgraph/newsgraph/extract/value"
	"github.com/newsgraph/newsgraph/kg"
)

func reader(t testing.TB) *value.Reader {
	t.Helper()
	r, err := value.New()
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// published is a Friday.
var published = time.Date(2024, 3, 15, 9, 30, 0, 0, time.FixedZone("CST", 8*3600))

// show writes values in the notation of the tables: ~ about, > over, < under,
// .. range, ? vague, = told again in another currency, @ a date.
func show(values []value.Value) string {
	var all []string
	for _, v := range values {
		all = append(all, showOne(v))
	}
	return strings.Join(all, "; ")
}

func showOne(v value.Value) string {
	if v.Kind == value.Date {
		if v.Period {
			return "@" + v.Date
		}
		return "@day " + v.Date
	}
	if v.Kind == value.Round {
		return "round " + v.Unit
	}
	s := map[kg.Bound]string{kg.About: "~", kg.Over: ">", kg.Under: "<"}[v.Bound]
	if v.Vague {
		s = "?" + s
	}
	if v.Secondary {
		s = "=" + s
	}
	if v.Sign > 0 {
		s += "+"
	}
	s += fmt.Sprint(v.Num)
	if v.Bound == kg.Range {
		s += ".." + fmt.Sprint(v.To)
	}
	switch {
	case v.Kind == value.Percent:
		s += "%"
	case v.Unit != "":
		s += " " + v.Unit
	}
	if v.Noun != "" {
		s += "+" + v.Noun
	}
	if v.Per != "" {
		s += "/" + v.Per
	}
	return s
}

type test struct{ text, want string }

func run(t *testing.T, o value.Options, tests []test) {
	t.Helper()
	r := reader(t)
	for _, tt := range tests {
		if got := show(r.Find([]rune(tt.text), o)); got != tt.want {
			t.Errorf("%s\n got: %s\nwant: %s", tt.text, got, tt.want)
		}
	}
}
