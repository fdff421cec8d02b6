package pattern

import (
	"slices"
	"strings"

	"github.com/newsgraph/newsgraph/kg"
)

// own reads a line of the current relation.
func (p *parser) own(l *line) {
	r := p.current
	switch l.fields[0].text {
	case "about":
		r.About, _ = l.rest(1)
	case "subject":
		p.role(l, &r.Subject)
	case "object":
		if r.Metric {
			p.add(l.at, "a metric has a value, no object")
			return
		}
		p.role(l, &r.Object)
	case "value":
		if !r.Metric {
			p.add(l.at, "a relation has an object, no value")
			return
		}
		if v, ok := p.valueSpec(l, 1); ok {
			r.Values = append(r.Values, v)
		}
	case "attach":
		if len(l.fields) < 3 {
			p.add(l.at, "attach takes a role and a value type")
			return
		}
		if v, ok := p.valueSpec(l, 2); ok {
			r.Attach = append(r.Attach, AttachSpec{Role: l.fields[1].text, ValueSpec: v})
			p.qualifier(l.fields[1])
		}
	case "yields":
		p.yields(l)
	case "brand":
		r.Brand = true
	case "set":
		p.set(l)
	case "frames", "without":
		p.frameList(l)
	case "pattern":
		lang, mark, ok := p.language(l, 3)
		if !ok {
			return
		}
		text, at := l.rest(2)
		r.patterns = append(r.patterns, &patternDecl{at: at, lang: lang, mark: mark, text: text, items: p.pattern(lang, text, at)})
	case "trigger":
		p.trigger(l)
	case "example", "reject":
		p.example(l)
	}
}

func (p *parser) yields(l *line) {
	if len(l.fields) < 2 || p.current.Metric {
		p.add(l.at, "yields takes predicates, in a relation")
		return
	}
	for _, f := range l.fields[1:] {
		if _, ok := kg.SignatureOf(kg.Predicate(f.text)); !ok || f.text == p.current.Name {
			p.add(f.at, "%q is no other predicate of the ontology", f.text)
			continue
		}
		p.current.Yields = append(p.current.Yields, f.text)
	}
}

func (p *parser) role(l *line, role *Role) {
	if len(l.fields) < 3 {
		p.add(l.at, "%s takes a role and at least one type", l.fields[0].text)
		return
	}
	if role.Name != "" {
		p.add(l.at, "%s is declared twice", l.fields[0].text)
	}
	role.Name = l.fields[1].text
	if !isIdentifier(role.Name) {
		p.add(l.fields[1].at, "%q is no role", role.Name)
	}
	for _, f := range l.fields[2:] {
		if !isType(f.text) {
			p.add(f.at, "unknown type %q", f.text)
			continue
		}
		role.Types = append(role.Types, kg.Type(f.text))
	}
}

// valueSpec reads a value type and the counted things from the n-th field on.
func (p *parser) valueSpec(l *line, n int) (ValueSpec, bool) {
	if len(l.fields) <= n {
		p.add(l.at, "%s takes a value type", l.fields[0].text)
		return ValueSpec{}, false
	}
	v := ValueSpec{Type: l.fields[n].text}
	if !slices.Contains(ValueTypes, v.Type) {
		p.add(l.fields[n].at, "unknown value type %q", v.Type)
		return v, false
	}
	for _, f := range l.fields[n+1:] {
		v.Counted = append(v.Counted, wordsOf("en", f.text)...)
	}
	return v, true
}

// qualifier checks that the current relation may carry the qualifier.
func (p *parser) qualifier(f field) {
	allowed := []string{"date", "period"}
	if s, ok := kg.SignatureOf(kg.Predicate(p.current.Name)); ok {
		allowed = append(allowed, s.Qualifiers...)
	}
	if s, ok := kg.KindOf(kg.Kind(p.current.Name)); ok {
		allowed = append(allowed, s.Qualifiers...)
	}
	if !slices.Contains(allowed, f.text) {
		p.add(f.at, "%s carries no qualifier %q (%s)", p.current.Name, f.text, strings.Join(allowed, ", "))
	}
}

func (p *parser) set(l *line) {
	if len(l.fields) != 4 {
		p.add(l.at, "set takes a qualifier, a value and a <class> or <trigger.form>")
		return
	}
	key, value := l.fields[1], l.fields[2]
	s := &setDecl{at: l.at, key: key.text, value: value.text}
	switch {
	case key.text == "sign":
		if value.text != "-1" || !p.current.Metric {
			p.add(value.at, "set sign takes -1, in a metric")
		}
		s.value = -1
	case value.text == "true":
		s.value = true
		p.qualifier(key)
	default:
		p.qualifier(key)
	}
	items, errs := readPattern("zh", l.fields[3].text, l.fields[3].at.column)
	if len(errs) > 0 || len(items) != 1 || items[0].class == "" && items[0].kind != triggerItem {
		p.add(l.fields[3].at, "%q is no <class> or <trigger.form>", l.fields[3].text)
		return
	}
	s.cond = items[0]
	p.current.sets = append(p.current.sets, s)
}

func (p *parser) frameList(l *line) {
	lang, _, ok := p.language(l, 3)
	if !ok {
		return
	}
	to := p.current.without
	if l.fields[0].text == "frames" {
		to = p.current.only
	}
	to[lang] = append(to[lang], l.fields[2:]...)
}

func (p *parser) trigger(l *line) {
	lang, _, ok := p.language(l, 4)
	if !ok {
		return
	}
	form := l.fields[2].text
	if !isIdentifier(form) {
		p.add(l.fields[2].at, "%q is no form", form)
		return
	}
	for _, f := range l.fields[3:] {
		t := &triggerDecl{at: f.at, formAt: l.fields[2].at, lang: lang, form: form}
		if strings.HasPrefix(f.text, "{") {
			if items := p.pattern(lang, f.text, f.at); len(items) == 1 && items[0].kind == slotItem {
				t.slot = items[0]
			}
		} else {
			t.words = p.words(lang, []field{f})
		}
		p.current.triggers = append(p.current.triggers, t)
	}
}
