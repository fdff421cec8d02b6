package kg

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"
	"time"
	"unicode/utf8"
)

// MaxLine is the longest line that a reader accepts, in bytes. The longest
// page that crawl keeps is 50 MB.
const MaxLine = 64 << 20

// LineError is what is wrong with one line of a file of JSON lines. Column
// counts bytes from 1.
type LineError struct {
	Name         string
	Line, Column int
	Err          error
}

// Error gives "name:line:column: message".
func (e *LineError) Error() string {
	return fmt.Sprintf("%s:%d:%d: %v", e.Name, e.Line, e.Column, e.Err)
}

// Unwrap gives what is wrong without the place.
func (e *LineError) Unwrap() error { return e.Err }

// Documents reads documents, one JSON object a line; blank lines are skipped
// and unknown fields ignored. A foreign line needs "id", "title", "text" and
// one of "date" and "published". A broken line gives a [*LineError] and reading
// goes on with the next; any other error is the reader's own and the last.
func Documents(r io.Reader, name string) iter.Seq2[*Document, error] {
	return lines(r, name, decodeDocument)
}

// Extractions reads extractions, one JSON object a line; blank lines are
// skipped and unknown fields refused. Errors are as in [Documents].
func Extractions(r io.Reader, name string) iter.Seq2[*Extraction, error] {
	return lines(r, name, decodeExtraction)
}

// WriteDocument writes a document as one line, its "v" set.
func WriteDocument(w io.Writer, d *Document) error {
	line := *d
	line.V = Version
	return writeLine(w, line)
}

// WriteExtraction writes an extraction as one line, its "v" set and its lists
// never null. The same extraction always gives the same bytes.
func WriteExtraction(w io.Writer, x *Extraction) error {
	line := *x
	line.V = Version
	line.Entities = notNil(x.Entities)
	line.Facts = notNil(x.Facts)
	line.Metrics = notNil(x.Metrics)
	line.Quotes = notNil(x.Quotes)
	return writeLine(w, line)
}

func notNil[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

func writeLine(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}

func lines[T any](r io.Reader, name string, decode func([]byte) (*T, error)) iter.Seq2[*T, error] {
	return func(yield func(*T, error) bool) {
		in := bufio.NewReaderSize(r, 1<<16)
		for n := 1; ; n++ {
			line, err := readLine(in)
			if errors.Is(err, io.EOF) {
				return
			}
			if err != nil && !errors.Is(err, errLongLine) {
				yield(nil, fmt.Errorf("read %s: line %d: %w", name, n, err))
				return
			}
			line = bytes.TrimRight(line, "\r\n")
			if n == 1 {
				line = bytes.TrimPrefix(line, []byte("\ufeff"))
			}
			if err == nil && len(bytes.TrimSpace(line)) == 0 {
				continue
			}
			var item *T
			if err == nil {
				item, err = decode(line)
			}
			if err != nil {
				item, err = nil, &LineError{Name: name, Line: n, Column: column(err), Err: err}
			}
			if !yield(item, err) {
				return
			}
		}
	}
}

var errLongLine = fmt.Errorf("line is longer than %d MB", MaxLine>>20)

// readLine returns the next line with its line break, io.EOF after the last
// one, or errLongLine with the whole line skipped.
func readLine(in *bufio.Reader) ([]byte, error) {
	var line []byte
	tooLong := false
	for {
		part, err := in.ReadSlice('\n')
		if len(line)+len(part) > MaxLine {
			tooLong, line = true, nil
		}
		if !tooLong {
			line = append(line, part...)
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case err == io.EOF && (tooLong || len(line) > 0):
			err = nil
		}
		if err == nil && tooLong {
			err = errLongLine
		}
		return line, err
	}
}

// column is where in its line an error of encoding/json lies, else 1.
func column(err error) int {
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) {
		return max(1, int(syntax.Offset))
	}
	var typed *json.UnmarshalTypeError
	if errors.As(err, &typed) {
		return max(1, int(typed.Offset))
	}
	return 1
}

// documentLine tells a missing field from an empty one: its fields stand
// before those of the same names in Document.
type documentLine struct {
	V         *int    `json:"v"`
	ID        *string `json:"id"`
	Title     *string `json:"title"`
	Text      *string `json:"text"`
	Published *string `json:"published"`
	Date      *string `json:"date"`
	Document
}

func decodeDocument(data []byte) (*Document, error) {
	var line documentLine
	if err := decodeJSON(data, &line, false); err != nil {
		return nil, err
	}
	if line.V != nil && *line.V != Version {
		return nil, fmt.Errorf("version %d is not %d", *line.V, Version)
	}
	if missing := line.missing(); len(missing) > 0 {
		return nil, fmt.Errorf("document lacks %s", strings.Join(missing, ", "))
	}
	d := &line.Document
	d.V, d.ID, d.Title, d.Text = Version, *line.ID, *line.Title, *line.Text
	if line.Published != nil {
		d.Published = *line.Published
	}
	if line.Date != nil {
		d.Date = *line.Date
	}
	if when := d.PublishedOrDate(); when != "" && !startsWithDate(when) {
		return nil, fmt.Errorf("document %s: date %q is not YYYY-MM-DD", d.ID, when)
	}
	return d, nil
}

func (l *documentLine) missing() []string {
	var names []string
	if l.ID == nil || *l.ID == "" {
		names = append(names, `"id"`)
	}
	if l.Title == nil {
		names = append(names, `"title"`)
	}
	if l.Text == nil {
		names = append(names, `"text"`)
	}
	// A page without a date of its own is known by when it was fetched.
	if l.Date == nil && l.Published == nil && l.Fetched == "" {
		names = append(names, `"date" or "published"`)
	}
	return names
}

func startsWithDate(s string) bool {
	if len(s) < len(time.DateOnly) {
		return false
	}
	_, err := time.Parse(time.DateOnly, s[:len(time.DateOnly)])
	return err == nil
}

func decodeExtraction(data []byte) (*Extraction, error) {
	var x Extraction
	if err := decodeJSON(data, &x, true); err != nil {
		return nil, err
	}
	if x.V != Version {
		return nil, fmt.Errorf("version %d is not %d", x.V, Version)
	}
	if x.Document == "" {
		return nil, errors.New(`extraction lacks "document"`)
	}
	return &x, nil
}

// decodeJSON decodes exactly one JSON object.
func decodeJSON(data []byte, into any, strict bool) error {
	if !utf8.Valid(data) {
		return errors.New("line is not UTF-8")
	}
	if first := bytes.TrimSpace(data); len(first) == 0 || first[0] != '{' {
		return errors.New("line is no JSON object")
	}
	if !strict {
		return json.Unmarshal(data, into)
	}
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	if err := dec.Decode(into); err != nil {
		if errors.Is(err, io.ErrUnexpectedEOF) {
			return errors.New("unexpected end of JSON input")
		}
		return err
	}
	if len(bytes.TrimSpace(data[dec.InputOffset():])) > 0 {
		return errors.New("more than one JSON value")
	}
	return nil
}
