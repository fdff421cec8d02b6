package pattern

import (
	"slices"
	"strings"

	"github.com/newsgraph/newsgraph/kg"
)

// Example is one example or reject line of a relation: a sentence that must
// give exactly the marked reading, or none of the relation.
type Example struct {
	File     string
	Line     int
	Column   int // of its text
	Relation string
	Lang     string
	Reject   bool
	Text     string // without the brackets
	Spans    []ExampleSpan
	Modality kg.Modality       // expected, asserted where the line says nothing
	Set      map[string]string // expected qualifiers that "set" lines give, and "sign"
}

// ExampleSpan is a bracketed part of an example. Start and End count code
// points of the example's text.
type ExampleSpan struct {
	Start, End int
	Text       string
	Role       string  // "subject", "object", "value" or an attach role; "" for a plain mention
	Type       kg.Type // of a name, "" of a value
	ValueType  string  // of a value, "" of a name
}

// example reads: example LANG text with [name:role], [name:role:Type] or
// [name:Type] => modality key=value…
func (p *parser) example(l *line) {
	lang, _, ok := p.language(l, 3)
	if !ok {
		return
	}
	text, at := l.rest(2)
	e := &Example{File: p.names[at.file], Line: at.line, Column: at.column, Relation: p.current.Name, Lang: lang,
		Reject: l.fields[0].text == "reject", Modality: kg.Asserted, Set: map[string]string{}}
	if body, expected, ok := strings.Cut(text, "=>"); ok {
		text = strings.TrimRight(body, " ")
		p.expectations(e, expected, at)
	}
	p.brackets(e, text, at)
	p.current.examples = append(p.current.examples, e)
}

func (p *parser) expectations(e *Example, text string, at position) {
	for word := range strings.FieldsSeq(text) {
		if key, value, ok := strings.Cut(word, "="); ok {
			e.Set[key] = value
			continue
		}
		e.Modality = kg.Modality(word)
		if !slices.Contains(kg.Modalities, e.Modality) {
			p.add(at, "unknown modality %q", word)
		}
	}
}

func (p *parser) brackets(e *Example, text string, at position) {
	var out []rune
	runes := []rune(text)
	for i := 0; i < len(runes); i++ {
		if runes[i] != '[' {
			out = append(out, runes[i])
			continue
		}
		n := slices.Index(runes[i:], ']')
		if n < 0 {
			p.add(position{at.file, at.line, at.column + i}, "[ is not closed")
			return
		}
		parts := strings.Split(string(runes[i+1:i+n]), ":")
		span := ExampleSpan{Start: len(out), Text: parts[0]}
		out = append(out, []rune(parts[0])...)
		span.End = len(out)
		if !p.label(&span, parts) {
			p.add(position{at.file, at.line, at.column + i}, "%q is no [text:role], [text:role:Type] or [text:Type]", string(runes[i:i+n+1]))
		}
		e.Spans = append(e.Spans, span)
		i += n
	}
	e.Text = string(out)
}

// label fills in role and type of a bracketed span.
func (p *parser) label(span *ExampleSpan, parts []string) bool {
	if len(parts) < 2 || len(parts) > 3 || parts[0] == "" {
		return false
	}
	label := parts[1]
	if len(parts) == 2 && isType(label) {
		span.Type = kg.Type(label)
		return true
	}
	if len(parts) == 2 && slices.Contains(ValueTypes, label) {
		span.ValueType = label
		return true
	}
	r := &p.current.Relation
	switch {
	case label == r.Subject.Name && len(r.Subject.Types) > 0:
		span.Role, span.Type = "subject", r.Subject.Types[0]
	case !r.Metric && label == r.Object.Name && len(r.Object.Types) > 0:
		span.Role, span.Type = "object", r.Object.Types[0]
	case r.Metric && label == "value" && len(r.Values) > 0:
		span.Role, span.ValueType = "value", r.Values[0].Type
	default:
		i := slices.IndexFunc(r.Attach, func(a AttachSpec) bool { return a.Role == label })
		if i < 0 {
			return false
		}
		span.Role, span.ValueType = label, r.Attach[i].Type
	}
	if len(parts) == 3 {
		switch {
		case span.Type != "" && isType(parts[2]):
			span.Type = kg.Type(parts[2])
		case span.ValueType != "" && slices.Contains(ValueTypes, parts[2]):
			span.ValueType = parts[2]
		default:
			return false
		}
	}
	return true
}
