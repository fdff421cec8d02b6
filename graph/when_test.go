package graph_test

import (
	"testing"

	"github.com/newsgraph/newsgraph/graph"
)

func TestParseWhen(t *testing.T) {
	tests := []struct{ text, from, to, precision string }{
		{"2024-03-18", "2024-03-18", "2024-03-18", "day"},
		{"2024-02", "2024-02-01", "2024-02-29", "month"},
		{"2023Q1-Q3", "2023-01-01", "2023-09-30", "range"},
		{"2021-2022", "2021-01-01", "2022-12-31", "range"},
		{"2023-W33", "2023-08-14", "2023-08-20", "week"},
		{"2020-W53", "2020-12-28", "2021-01-03", "week"},
		{"2023-W53", "", "", "text"}, // 2023 has 52
		{"2023-02/2023-05", "2023-02-01", "2023-05-31", "range"},
		{"01-27", "2024-01-27", "2024-01-27", "day"},
		{"上周", "", "", "text"},
	}
	for _, tt := range tests {
		w := graph.ParseWhen(tt.text, "2024-03-01")
		if w.From != tt.from || w.To != tt.to || w.Precision != tt.precision {
			t.Errorf("ParseWhen(%q) = %s to %s (%s), want %s to %s (%s)", tt.text, w.From, w.To, w.Precision, tt.from, tt.to, tt.precision)
		}
	}
}
