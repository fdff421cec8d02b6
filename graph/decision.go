package graph

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Decision is one line of an identity.tsv: what was decided of a key, why, and
// by which documents.
type Decision struct {
	Word     string   `json:"word"` // merge, split or rename
	Key      string   `json:"key"`
	Target   string   `json:"target"` // a key; of a rename a name
	Reason   string   `json:"reason"`
	Evidence []string `json:"evidence,omitempty"` // ids of documents
	Line     int      `json:"line,omitempty"`     // of the file, from 1
}

// noEvidence stands in the last column of a line that rests on no document.
const noEvidence = "-"

// learnedReason begins the reason of each line that [Learn] makes. Those lines
// belong to the program: each run makes them anew.
const learnedReason = "introduction: "

// Learned reports whether the line is one of [Learn].
func (d Decision) Learned() bool { return strings.HasPrefix(d.Reason, learnedReason) }

// String returns the decision as a line of an identity.tsv, without the line
// break.
func (d Decision) String() string {
	evidence := strings.Join(d.Evidence, " ")
	if evidence == "" {
		evidence = noEvidence
	}
	return strings.Join([]string{d.Word, d.Key, d.Target, d.Reason, evidence}, "\t")
}

// identityLine is one line of an identity.tsv and where its columns begin.
type identityLine struct {
	number  int
	columns []string
	starts  []int // column of the line's text, in characters from 1
}

func splitColumns(number int, text string) identityLine {
	line := identityLine{number: number, columns: strings.Split(text, "\t")}
	start := 1
	for _, c := range line.columns {
		line.starts = append(line.starts, start)
		start += utf8.RuneCountInString(c) + 1
	}
	return line
}

// decision returns the line, which is checked, as what it decides.
func (l identityLine) decision() Decision {
	d := Decision{Word: l.columns[0], Key: l.columns[1], Target: l.columns[2], Reason: l.columns[3], Line: l.number}
	if l.columns[4] != noEvidence {
		d.Evidence = strings.Fields(l.columns[4])
	}
	return d
}

// check returns the column and the message of the first mistake that shows
// without looking at other lines; no message, no mistake.
func (l identityLine) check() (column int, message string) {
	what := l.columns[0]
	if !slices.Contains([]string{"merge", "split", "rename"}, what) {
		return 1, fmt.Sprintf("unknown word %q: want merge, split or rename", what)
	}
	if len(l.columns) != 5 {
		return 1, fmt.Sprintf("%d columns: want 5 (%s, key, target, reason, evidence)", len(l.columns), what)
	}
	for i, c := range l.columns {
		names := []string{"word", "key", "target", "reason", "evidence"}
		if strings.TrimSpace(c) == "" {
			return l.starts[i], names[i] + " is empty"
		}
		if !utf8.ValidString(c) || strings.ContainsFunc(c, unicode.IsControl) {
			return l.starts[i], names[i] + " has a control character or is not UTF-8"
		}
	}
	if !isKey(l.columns[1]) {
		return l.starts[1], fmt.Sprintf("%q is no key: want type:name", l.columns[1])
	}
	if what == "rename" {
		return 0, ""
	}
	if !isKey(l.columns[2]) {
		return l.starts[2], fmt.Sprintf("%q is no key: want type:name", l.columns[2])
	}
	if l.columns[1] == l.columns[2] {
		return l.starts[2], fmt.Sprintf("%s of %q to itself", what, l.columns[1])
	}
	return 0, ""
}

// isKey reports whether a text has the form of a key: type:name.
func isKey(text string) bool {
	_, ok := EntityType(text)
	return ok && utf8.ValidString(text) && !strings.ContainsFunc(text, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) })
}
