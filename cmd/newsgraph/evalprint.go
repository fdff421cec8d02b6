package main

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/newsgraph/newsgraph/kg"
)

// unreadPart reports whether an article is never looked at while rules are
// written: the hex SHA-256 of its id begins with 0, 1 or 2 (3 of 16).
func unreadPart(id string) bool {
	sum := sha256.Sum256([]byte(id))
	return hex.EncodeToString(sum[:1])[0] <= '2'
}

func parts(all []*kg.Comparison) (read, unread []*kg.Comparison) {
	for _, c := range all {
		if unreadPart(c.Gold.ID) {
			unread = append(unread, c)
		} else {
			read = append(read, c)
		}
	}
	return read, unread
}

const scoreHeader = "%28s%6s%7s%7s%8s%8s%8s"

func printScore(w io.Writer, s *kg.Score) error {
	var out bytes.Buffer
	fmt.Fprintf(&out, scoreHeader+"\n", "", "gold", "found", "right", "P", "R", "F1")
	for _, row := range s.Rows() {
		fmt.Fprintf(&out, "%-28s%6d%7d%7d%8.3f%8.3f%8.3f\n", row.Name, row.Gold, row.Found, row.Right, row.Precision(), row.Recall(), row.F1())
	}
	for _, a := range s.Agreements() {
		fmt.Fprintf(&out, "%-28s%6d%7s%7d%8.3f\n", a.Name+" right", a.All, "", a.Right, a.Share())
	}
	_, err := w.Write(out.Bytes())
	return err
}

func printParts(w io.Writer, read, unread *kg.Score) error {
	var out bytes.Buffer
	const header = "%6s%7s%7s%8s%8s%8s"
	fmt.Fprintf(&out, "%-28s%44s  |%44s\n", "", "read part", "unread part")
	fmt.Fprintf(&out, "%28s"+header+"  |"+header+"\n", "", "gold", "found", "right", "P", "R", "F1", "gold", "found", "right", "P", "R", "F1")
	for _, name := range rowNames(read, unread) {
		fmt.Fprintf(&out, "%-28s%s  |%s\n", name, countCells(read.Count(name)), countCells(unread.Count(name)))
	}
	other := unread.Agreements()
	for i, a := range read.Agreements() {
		b := other[i]
		fmt.Fprintf(&out, "%-28s%6d%7s%7d%8.3f%16s  |%6d%7s%7d%8.3f\n", a.Name+" right", a.All, "", a.Right, a.Share(), "", b.All, "", b.Right, b.Share())
	}
	_, err := w.Write(out.Bytes())
	return err
}

func countCells(c kg.Count) string {
	return fmt.Sprintf("%6d%7d%7d%8.3f%8.3f%8.3f", c.Gold, c.Found, c.Right, c.Precision(), c.Recall(), c.F1())
}

// rowNames gives the names of the rows of either score, in the order of a table.
func rowNames(scores ...*kg.Score) []string {
	var all kg.Score
	for _, s := range scores {
		all.Merge(s)
	}
	var names []string
	for _, row := range all.Rows() {
		names = append(names, row.Name)
	}
	return names
}

// scoreJSON is a score as JSON: a row's name gives its figures, "modality" the
// share of right items with the gold's, "agreement" all such shares.
type scoreJSON map[string]any

type rowJSON struct {
	P     float64 `json:"p"`
	R     float64 `json:"r"`
	F1    float64 `json:"f1"`
	Gold  int     `json:"gold"`
	Found int     `json:"found"`
	Right int     `json:"right"`
}

type agreementJSON struct {
	Share float64 `json:"share"`
	Right int     `json:"right"`
	All   int     `json:"all"`
}

func toJSON(s *kg.Score) scoreJSON {
	out := scoreJSON{"modality": s.Modality().Share()}
	for _, row := range s.Rows() {
		out[row.Name] = rowJSON{row.Precision(), row.Recall(), row.F1(), row.Gold, row.Found, row.Right}
	}
	agreement := map[string]agreementJSON{}
	for _, a := range s.Agreements() {
		agreement[a.Name] = agreementJSON{a.Share(), a.Right, a.All}
	}
	out["agreement"] = agreement
	return out
}

// printMistakes lists what is wrong, an item a line: side, kind of item,
// document, item, cause, rule, sentence, separated by tabs. How many there are of
// each cause comes last, the most first: that is where to begin.
func printMistakes(w io.Writer, comparisons []*kg.Comparison, asJSON bool) error {
	var all []kg.Mistake
	for _, c := range comparisons {
		all = append(all, c.Mistakes()...)
	}
	if err := writeMistakes(w, "", all, asJSON); err != nil || asJSON {
		return err
	}
	return printCauses(w, all)
}

func printCauses(w io.Writer, all []kg.Mistake) error {
	count := map[string]int{}
	for _, m := range all {
		if m.Cause != "" {
			count[side(m)+"\t"+m.What+"\t"+m.Cause]++
		}
	}
	causes := slices.SortedFunc(maps.Keys(count), func(a, b string) int {
		return cmp.Or(cmp.Compare(count[b], count[a]), cmp.Compare(a, b))
	})
	var out bytes.Buffer
	for _, cause := range causes {
		fmt.Fprintf(&out, "%d\t%s\n", count[cause], cause)
	}
	_, err := w.Write(out.Bytes())
	return err
}

func side(m kg.Mistake) string {
	if m.Missed {
		return "missed"
	}
	return "false"
}

func writeMistakes(w io.Writer, change string, all []kg.Mistake, asJSON bool) error {
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	for _, m := range all {
		if asJSON {
			line := struct {
				Change string `json:"change,omitempty"`
				kg.Mistake
			}{change, m}
			if err := enc.Encode(line); err != nil {
				return err
			}
			continue
		}
		fields := []string{side(m), m.What, m.Document, oneLine(m.Item), m.Cause, m.Rule, oneLine(m.Evidence)}
		if change != "" {
			fields = append([]string{change}, fields...)
		}
		fmt.Fprintln(&out, strings.Join(fields, "\t"))
	}
	_, err := w.Write(out.Bytes())
	return err
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// printDiff compares with older extractions of the same gold: the rows whose
// counts differ, then the mistakes of the read part that are new or gone.
func printDiff(w io.Writer, oldPath string, gold []*kg.Gold, now []*kg.Comparison, asJSON bool) error {
	found, _, err := readExtractions(oldPath)
	if err != nil {
		return err
	}
	before := compare(gold, found)
	was, is := scoreOf(before), scoreOf(now)
	if !asJSON {
		if err := printRowDiff(w, was, is); err != nil {
			return err
		}
	}
	for i := range now {
		if unreadPart(now[i].Gold.ID) {
			continue
		}
		old, new := before[i].Mistakes(), now[i].Mistakes()
		if err := writeMistakes(w, "gone", without(old, new), asJSON); err != nil {
			return err
		}
		if err := writeMistakes(w, "new", without(new, old), asJSON); err != nil {
			return err
		}
	}
	return nil
}

func printRowDiff(w io.Writer, was, is *kg.Score) error {
	var out bytes.Buffer
	fmt.Fprintf(&out, "%28s%8s%8s%10s%10s%10s\n", "", "found", "right", "P", "R", "F1")
	for _, name := range rowNames(was, is) {
		a, b := was.Count(name), is.Count(name)
		if a != b {
			fmt.Fprintf(&out, "%-28s%+8d%+8d%+10.3f%+10.3f%+10.3f\n", name, b.Found-a.Found, b.Right-a.Right,
				b.Precision()-a.Precision(), b.Recall()-a.Recall(), b.F1()-a.F1())
		}
	}
	_, err := w.Write(out.Bytes())
	return err
}

// without gives the mistakes of one list that the other does not have; the rule
// that made them does not matter.
func without(list, other []kg.Mistake) []kg.Mistake {
	return slices.DeleteFunc(slices.Clone(list), func(m kg.Mistake) bool {
		return slices.ContainsFunc(other, func(o kg.Mistake) bool {
			return o.What == m.What && o.Missed == m.Missed && o.Item == m.Item
		})
	})
}
