package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"strings"

	"github.com/newsgraph/newsgraph/extract"
	"github.com/newsgraph/newsgraph/graph"
	"github.com/newsgraph/newsgraph/kg"
)

// readIdentity reads identity.tsv of the data folder; nil where there is none.
func (f folder) readIdentity() (*graph.Identity, error) {
	text, err := f.identityText()
	if err != nil || text == nil {
		return nil, err
	}
	id, err := graph.ReadIdentity(f.identity(), bytes.NewReader(text))
	return id, withStatus(statusUsage, err)
}

func (f folder) identityText() ([]byte, error) {
	text, err := os.ReadFile(f.identity())
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read identities: %w", err)
	}
	return text, nil
}

// writeIdentity replaces identity.tsv by a text that has no mistake.
func (f folder) writeIdentity(text []byte) (*graph.Identity, error) {
	id, err := graph.ReadIdentity(f.identity(), bytes.NewReader(text))
	if err != nil {
		return nil, withStatus(statusUsage, err)
	}
	return id, kg.WriteFile(f.identity(), func(w io.Writer) error {
		_, err := w.Write(text)
		return err
	})
}

// withLine is a text with one more line at its end.
func withLine(text []byte, line string) []byte {
	if len(text) > 0 && text[len(text)-1] != '\n' {
		text = append(text, '\n')
	}
	return append(append(text, line...), '\n')
}

// namingOf is what the extractor knows of names.
func namingOf(x *extract.Extractor) graph.Naming {
	return graph.Naming{KeyOf: x.KeyOf, KeysOf: x.KeysOf, Normal: x.Normal, Place: x.Place}
}

// learnReport says which lines of identity.tsv a run made of introductions.
type learnReport struct {
	Holding int      `json:"holding"`           // lines there are now
	Added   []string `json:"added,omitempty"`   // those that are new
	Removed []string `json:"removed,omitempty"` // those that the documents prove no more
}

// learnNames brings the learned lines of identity.tsv to what the extractions
// prove. The lines by hand stay as they are.
func learnNames(data folder, extractions iter.Seq2[*kg.Extraction, error], options graph.Options, naming graph.Naming) (learnReport, *graph.Identity, error) {
	var report learnReport
	learned, err := graph.Learn(extractions, options, naming)
	if err != nil {
		return report, options.Identity, err
	}
	old := map[string]bool{}
	oldLine := map[int]bool{}
	for _, d := range options.Identity.Decisions() {
		if d.Learned() {
			old[d.String()], oldLine[d.Line] = true, true
		}
	}
	report.Holding = len(learned)
	for _, d := range learned {
		if !old[d.String()] {
			report.Added = append(report.Added, d.String())
		}
		delete(old, d.String())
	}
	report.Removed = sortedKeys(old)
	if len(report.Added)+len(report.Removed) == 0 {
		return report, options.Identity, nil
	}
	text, err := data.identityText()
	if err != nil {
		return report, options.Identity, err
	}
	id, err := data.writeIdentity(relearned(text, oldLine, learned))
	return report, id, err
}

// relearned is a text of identities without the lines of some numbers, and with
// what was learned at its end.
func relearned(text []byte, without map[int]bool, learned []graph.Decision) []byte {
	var out []byte
	n := 0
	for line := range bytes.Lines(text) {
		if n++; !without[n] {
			out = append(out, line...)
		}
	}
	for _, d := range learned {
		out = withLine(out, d.String())
	}
	return out
}

// print says what a run learned, if that is another thing than before.
func (r learnReport) print(w io.Writer) {
	if len(r.Added)+len(r.Removed) > 0 {
		fmt.Fprintf(w, "second names: %d learned from introductions, %d no longer proven, %d in identity.tsv\n", len(r.Added), len(r.Removed), r.Holding)
	}
}

// decided is a new line of identity.tsv as it is told.
func decided(data folder, id *graph.Identity) string {
	all := id.Decisions()
	d := all[len(all)-1]
	return fmt.Sprintf("%s:%d: %s", data.identity(), d.Line, strings.ReplaceAll(d.String(), "\t", " "))
}
