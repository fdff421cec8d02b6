package pattern

import (
	"fmt"
	"slices"
	"strings"

	"github.com/newsgraph/newsgraph/kg"
)

// Notation writes units so that a person can read them and [ReadNotation] can
// read them back, separated by spaces: words and punctuation as they are (an
// English word with another base form as bought/buy), names as [腾讯:Company],
// a list as [腾讯:Company+百度:Company], a reference as [@该公司:Company], an
// omitted subject as [@:Company], values as {3%:PERCENT}. Of a name the text
// between commas is the reference number where the caller's text is unknown.
func Notation(units []Unit) string {
	parts := make([]string, len(units))
	for i, u := range units {
		parts[i] = notationOf(u)
	}
	return strings.Join(parts, " ")
}

func notationOf(u Unit) string {
	switch u.Kind {
	case Value:
		return "{" + u.Text + ":" + u.Type + "}"
	case Name:
		members := make([]string, len(u.Members))
		texts := strings.Split(u.Text, "+")
		for i, m := range u.Members {
			text := fmt.Sprintf("#%d", m.Ref)
			if len(texts) == len(u.Members) {
				text = texts[i]
			} else if len(u.Members) == 1 {
				text = u.Text
			}
			if m.Reference {
				text = "@" + text
			}
			members[i] = text + ":" + string(m.Type)
		}
		return "[" + strings.Join(members, "+") + "]"
	}
	if u.Lemma != "" && u.Lemma != u.Text {
		return u.Text + "/" + u.Lemma
	}
	return u.Text
}

// ReadNotation reads what [Notation] writes. Members of the same text get the
// same Ref, counted from 0; values are numbered from 0; offsets count the code
// points of the texts joined without spaces.
func ReadNotation(s string) ([]Unit, error) {
	r := notationReader{refs: map[string]int{}}
	for field := range strings.FieldsSeq(s) {
		if err := r.read(field); err != nil {
			return nil, fmt.Errorf("read units %q: %w", s, err)
		}
	}
	return r.units, nil
}

type notationReader struct {
	units  []Unit
	refs   map[string]int
	at     int
	values int
}

func (r *notationReader) read(field string) error {
	switch {
	case strings.HasPrefix(field, "[") && strings.HasSuffix(field, "]") && len(field) > 2:
		return r.readName(field[1 : len(field)-1])
	case strings.HasPrefix(field, "{") && strings.HasSuffix(field, "}"):
		return r.readValue(field[1 : len(field)-1])
	}
	text, lemma := field, ""
	if a, b, ok := strings.Cut(field, "/"); ok && a != "" && b != "" {
		text, lemma = a, b
	}
	kind := Word
	if isPunct(text) {
		kind = Punct
	}
	r.add(Unit{Kind: kind, Text: text, Lemma: lemma}, text)
	return nil
}

func (r *notationReader) readName(body string) error {
	u := Unit{Kind: Name}
	var texts []string
	start := r.at
	for part := range strings.SplitSeq(body, "+") {
		text, typ, ok := strings.Cut(part, ":")
		if !ok || !slices.Contains(kg.Types, kg.Type(typ)) {
			return fmt.Errorf("%q is no text:Type", part)
		}
		text, reference := strings.CutPrefix(text, "@")
		if _, seen := r.refs[text]; !seen {
			r.refs[text] = len(r.refs)
		}
		n := len([]rune(text))
		u.Members = append(u.Members, Member{Ref: r.refs[text], Type: kg.Type(typ), Start: start, End: start + n, Reference: reference})
		texts = append(texts, text)
		start += n
	}
	u.Text = strings.Join(texts, "+")
	r.add(u, strings.Join(texts, ""))
	return nil
}

func (r *notationReader) readValue(body string) error {
	i := strings.LastIndex(body, ":")
	if i < 0 || !slices.Contains(ValueTypes, body[i+1:]) {
		return fmt.Errorf("{%s} is no text:VALUETYPE", body)
	}
	r.add(Unit{Kind: Value, Text: body[:i], Type: body[i+1:], Index: r.values}, body[:i])
	r.values++
	return nil
}

func (r *notationReader) add(u Unit, surface string) {
	u.Start = r.at
	r.at += len([]rune(surface))
	u.End = r.at
	r.units = append(r.units, u)
}
