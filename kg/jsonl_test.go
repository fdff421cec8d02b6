package kg_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/newsgraph/newsgraph/kg"
)

// TestDocuments reads whole files and shows each line as what a user would
// see: "id" for a document, "!message" for a broken line.
func TestDocuments(t *testing.T) {
	const good = `{"v":1,"id":"a","title":"题","text":"文","published":"2024-03-18T09:00:00+08:00"}`
	tests := []struct {
		name, in string
		want     []string
	}{
		{"empty file", "", nil},
		{"one line", good + "\n", []string{"a"}},
		{"no line break at the end", good, []string{"a"}},
		{"blank lines and CRLF", "\n" + good + "\r\n \t\n\n" + good, []string{"a", "a"}},
		{"byte order mark", "\ufeff" + good, []string{"a"}},
		{"foreign line", `{"id":"a","title":"","text":"","date":"2024-03-18","source":"x","tags":[1]}`, []string{"a"}},
		{"empty date", `{"id":"a","title":"t","text":"x","date":""}`, []string{"a"}},
		{"fetched stands for a date", `{"v":1,"id":"a","title":"t","text":"x","fetched":"2024-03-18T00:00:00Z"}`, []string{"a"}},
		{"broken line in the middle", good + "\n{\"id\":\n" + good, []string{"a", "!f:2:6: unexpected end of JSON input", "a"}},
		{"cut string", `{"id":"a`, []string{"!f:1:8: unexpected end of JSON input"}},
		{"two objects in a line", good + good, []string{fmt.Sprintf("!f:1:%d: invalid character '{' after top-level value", len(good)+1)}},
		{"no object", "[1]\n7\nnull", []string{"!f:1:1: line is no JSON object", "!f:2:1: line is no JSON object", "!f:3:1: line is no JSON object"}},
		{"wrong type", `{"id":7,"title":"t","text":"x","date":""}`, []string{"!f:1:7: json: cannot unmarshal number into Go struct field documentLine.id of type string"}},
		{"unknown version", `{"v":2,"id":"a","title":"t","text":"x","date":""}`, []string{"!f:1:1: version 2 is not 1"}},
		{"version zero", `{"v":0,"id":"a","title":"t","text":"x","date":""}`, []string{"!f:1:1: version 0 is not 1"}},
		{"nothing there", `{}`, []string{`!f:1:1: document lacks "id", "title", "text", "date" or "published"`}},
		{"empty id, null text", `{"id":"","title":"t","text":null,"date":""}`, []string{`!f:1:1: document lacks "id", "text"`}},
		{"no date in the date", `{"id":"a","title":"t","text":"x","date":"昨天"}`, []string{`!f:1:1: document a: date "昨天" is not YYYY-MM-DD`}},
		{"month 13", `{"id":"a","title":"t","text":"x","date":"2024-13-01"}`, []string{`!f:1:1: document a: date "2024-13-01" is not YYYY-MM-DD`}},
		{"not UTF-8", "{\"id\":\"\xff\"}\n" + good, []string{"!f:1:1: line is not UTF-8", "a"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for d, err := range kg.Documents(strings.NewReader(tt.in), "f") {
				got = append(got, shown(d, err))
			}
			if fmt.Sprint(got) != fmt.Sprint(tt.want) {
				t.Errorf("got  %q\nwant %q", got, tt.want)
			}
		})
	}
}

func shown(d *kg.Document, err error) string {
	if err != nil {
		return "!" + err.Error()
	}
	return d.ID
}

func TestExtractionsAreStrict(t *testing.T) {
	const rest = `"source":{"title":""},"entities":[],"facts":[],"metrics":[],"quotes":[]`
	tests := []struct{ name, in, want string }{
		{"good", `{"v":1,"document":"a",` + rest + `}`, ""},
		{"no version", `{"document":"a",` + rest + `}`, "f:1:1: version 0 is not 1"},
		{"no document", `{"v":1,` + rest + `}`, `f:1:1: extraction lacks "document"`},
		{"unknown field", `{"v":1,"document":"a","colour":1}`, `f:1:1: json: unknown field "colour"`},
		{"unknown field inside", `{"v":1,"document":"a","facts":[{"x":1}]}`, `f:1:1: json: unknown field "x"`},
		{"more behind", `{"v":1,"document":"a"} x`, "f:1:1: more than one JSON value"},
		{"cut", `{"v":1,"document":"a"`, "f:1:1: unexpected end of JSON input"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for x, err := range kg.Extractions(strings.NewReader(tt.in), "f") {
				if got := errorText(err); got != tt.want {
					t.Errorf("error %q, want %q", got, tt.want)
				}
				if (x == nil) != (err != nil) {
					t.Errorf("extraction %v with error %v", x, err)
				}
			}
		})
	}
}

func errorText(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

// TestLongLine shows that a line above MaxLine is named and skipped, and that
// one just below is read.
func TestLongLine(t *testing.T) {
	line := func(id string, size int) io.Reader {
		head := `{"id":"` + id + `","title":"","date":"","text":"`
		return io.MultiReader(strings.NewReader(head), io.LimitReader(xs{}, int64(size-len(head)-3)), strings.NewReader("\"}\n"))
	}
	in := io.MultiReader(line("first", 100), line("whole", kg.MaxLine), line("long", kg.MaxLine+1), line("last", 100))
	var got []string
	for d, err := range kg.Documents(in, "f") {
		got = append(got, shown(d, err))
	}
	want := []string{"first", "whole", "!f:3:1: line is longer than 64 MB", "last"}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

type xs struct{}

func (xs) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'x'
	}
	return len(p), nil
}

func TestReaderErrorEndsReading(t *testing.T) {
	broken := errors.New("disk is gone")
	in := io.MultiReader(strings.NewReader("{}\n"), iotest.ErrReader(broken))
	var errs []error
	for _, err := range kg.Documents(in, "f") {
		errs = append(errs, err)
	}
	if len(errs) != 2 || !errors.Is(errs[1], broken) || errs[1].Error() != "read f: line 2: disk is gone" {
		t.Errorf("errors %v", errs)
	}
	var line *kg.LineError
	if !errors.As(errs[0], &line) || errors.As(errs[1], &line) {
		t.Errorf("only the first error is of a line: %v", errs)
	}
}

func TestReadingStopsWhenAsked(t *testing.T) {
	n := 0
	for range kg.Documents(strings.NewReader("{}\n{}\n{}\n"), "f") {
		n++
		break
	}
	if n != 1 {
		t.Errorf("%d lines", n)
	}
}

func TestWriteAndReadAgain(t *testing.T) {
	x := article().x
	var first, second bytes.Buffer
	for _, out := range []*bytes.Buffer{&first, &second} {
		if err := kg.WriteExtraction(out, x); err != nil {
			t.Fatal(err)
		}
	}
	if first.String() != second.String() {
		t.Error("two writings differ")
	}
	if strings.Count(first.String(), "\n") != 1 {
		t.Errorf("not one line: %q", first.String())
	}
	for again, err := range kg.Extractions(&second, "f") {
		if err != nil {
			t.Fatal(err)
		}
		var third bytes.Buffer
		if err := kg.WriteExtraction(&third, again); err != nil {
			t.Fatal(err)
		}
		if third.String() != first.String() {
			t.Errorf("read and written again:\n%s\n%s", third.String(), first.String())
		}
	}
}

func TestWrittenForm(t *testing.T) {
	var out bytes.Buffer
	if err := kg.WriteDocument(&out, &kg.Document{ID: "a", Title: "<b>&\u2028", Text: "文\n", Date: "2024-01-01"}); err != nil {
		t.Fatal(err)
	}
	if err := kg.WriteExtraction(&out, &kg.Extraction{Document: "a"}); err != nil {
		t.Fatal(err)
	}
	want := `{"v":1,"id":"a","title":"<b>&\u2028","text":"文\n","date":"2024-01-01"}
{"v":1,"document":"a","source":{"title":""},"entities":[],"facts":[],"metrics":[],"quotes":[]}
`
	if out.String() != want {
		t.Errorf("got  %s\nwant %s", out.String(), want)
	}
}

func TestWriteFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.jsonl")
	write := func(text string, fail error) error {
		return kg.WriteFile(path, func(w io.Writer) error {
			io.WriteString(w, text)
			return fail
		})
	}
	if err := write("old", nil); err != nil {
		t.Fatal(err)
	}
	broken := errors.New("broken")
	if err := write("new", broken); !errors.Is(err, broken) || !strings.Contains(err.Error(), path) {
		t.Errorf("error %v", err)
	}
	if got, _ := os.ReadFile(path); string(got) != "old" {
		t.Errorf("after a failed write the file holds %q", got)
	}
	if err := write("new", nil); err != nil {
		t.Fatal(err)
	}
	if got, _ := os.ReadFile(path); string(got) != "new" {
		t.Errorf("the file holds %q", got)
	}
	if left, _ := filepath.Glob(path + "?*"); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

func FuzzDocuments(f *testing.F) {
	f.Add([]byte(`{"v":1,"id":"a","title":"题","text":"文","date":"2024-03-18"}` + "\n{}\n"))
	f.Add([]byte("\ufeff\r\n{\"id\":\"\\ud800\",\"title\":\"\",\"text\":\"\",\"date\":\"\"}"))
	f.Fuzz(func(t *testing.T, data []byte) {
		for d, err := range kg.Documents(bytes.NewReader(data), "f") {
			if (d == nil) == (err == nil) {
				t.Fatalf("document %v, error %v", d, err)
			}
			if err == nil {
				readAgain(t, d)
			}
		}
	})
}

func readAgain(t *testing.T, d *kg.Document) {
	var out bytes.Buffer
	if err := kg.WriteDocument(&out, d); err != nil {
		t.Fatal(err)
	}
	if d.PublishedOrDate() == "" && d.Fetched == "" {
		return // an empty date is not written, so the line is no whole one
	}
	for again, err := range kg.Documents(&out, "f") {
		if err != nil {
			t.Fatal(err)
		}
		if again.ID != d.ID || again.Whole() != d.Whole() || again.PublishedOrDate() != d.PublishedOrDate() {
			t.Fatalf("%+v is read again as %+v", d, again)
		}
	}
}

func FuzzExtractions(f *testing.F) {
	var line bytes.Buffer
	if err := kg.WriteExtraction(&line, article().x); err != nil {
		f.Fatal(err)
	}
	f.Add(line.Bytes())
	f.Add([]byte(`{"v":1,"document":"a","facts":[{"at":{"x":[1,2]}}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		for x, err := range kg.Extractions(bytes.NewReader(data), "f") {
			if err != nil {
				continue
			}
			kg.Validate(nil, x)
			kg.Validate(&kg.Document{ID: x.Document, Text: "甲乙丙"}, x)
			if err := kg.WriteExtraction(io.Discard, x); err != nil {
				t.Fatal(err)
			}
		}
	})
}
