package pattern

import (
	"slices"
	"strings"

	"github.com/newsgraph/newsgraph/kg"
)

// patternDecl is a pattern, frame, block or exception as written.
type patternDecl struct {
	at         position // of the pattern
	lang, name string   // name: of a frame
	mark       string   // np: a noun phrase that presupposes; clause: a block that spares noun phrases
	text       string
	items      []*item
}

// triggerDecl is one word or slot of a trigger line.
type triggerDecl struct {
	at, formAt position
	lang, form string
	words      []string
	slot       *item // trigger that is a value or name of a role
}

// cueDecl is one line of cue words.
type cueDecl struct {
	at       position
	lang     string
	modality kg.Modality
	scope    string
	words    *wordSet
}

// setDecl gives a qualifier a value where a class or trigger form is met.
type setDecl struct {
	at    position
	key   string
	value any
	cond  *item
}

// declarations is what a section of rule files declares: a relation's own
// lines, or those that hold for all.
type declarations struct {
	classes  map[string][]string // by "lang/name"
	frames   []*patternDecl
	patterns []*patternDecl
	blocks   []*patternDecl
	cues     []*cueDecl
	excepts  []*patternDecl
}

// relationDecl is a relation or metric as written.
type relationDecl struct {
	Relation
	declarations
	at       position
	triggers []*triggerDecl
	sets     []*setDecl
	only     map[string][]field // by language: frames that apply
	without  map[string][]field // by language: frames that do not
	examples []*Example
}

// parser reads the lines of all files.
type parser struct {
	faults
	global    declarations
	relations []*relationDecl
	current   *relationDecl // section of the file being read, nil before the first
}

var scopes = []string{"left", "clause", "sentence", "paragraph", "reported", "back"}

func (p *parser) file(n int, text string) {
	p.current = nil
	for _, l := range linesOf(n, text, &p.faults) {
		p.line(&l)
	}
}

func (p *parser) line(l *line) {
	switch word := l.fields[0].text; word {
	case "relation", "metric":
		p.relation(l)
	case "class", "cue", "except", "block":
		p.shared(l)
	case "frame":
		if p.current != nil {
			p.add(l.at, "frame stands before the first relation of a file")
			return
		}
		p.frame(l)
	case "about", "subject", "object", "value", "attach", "yields", "brand", "set", "trigger", "pattern", "frames", "without", "example", "reject":
		if p.current == nil {
			p.add(l.at, "%s before the first relation or metric", word)
			return
		}
		p.own(l)
	default:
		p.add(l.at, "unknown word %q", word)
	}
}

// section returns where a shared declaration goes.
func (p *parser) section() *declarations {
	if p.current != nil {
		return &p.current.declarations
	}
	return &p.global
}

func (p *parser) relation(l *line) {
	r := &relationDecl{at: l.at, only: map[string][]field{}, without: map[string][]field{}}
	r.Metric = l.fields[0].text == "metric"
	r.classes = map[string][]string{}
	p.current = r
	p.relations = append(p.relations, r)
	if len(l.fields) != 2 {
		p.add(l.at, "%s takes one name", l.fields[0].text)
		return
	}
	name := l.fields[1]
	r.Name = name.text
	_, isPredicate := kg.SignatureOf(kg.Predicate(name.text))
	_, isKind := kg.KindOf(kg.Kind(name.text))
	if !r.Metric && !isPredicate {
		p.add(name.at, "%q is no predicate of the ontology", name.text)
	}
	if r.Metric && !isKind {
		p.add(name.at, "%q is no metric kind of the ontology", name.text)
	}
	for _, other := range p.relations[:len(p.relations)-1] {
		if other.Name == r.Name {
			p.add(name.at, "%s is declared twice, first at %s:%d", r.Name, p.names[other.at.file], other.at.line)
		}
	}
}

// marks lists what may stand behind the language of a declaration.
var marks = map[string]string{"frame": "np", "pattern": "np", "block": "clause"}

// language reads the language of a line's second field, and its /np or /clause.
func (p *parser) language(l *line, least int) (lang, mark string, ok bool) {
	if len(l.fields) < least {
		p.add(l.at, "%s takes at least %d words", l.fields[0].text, least-1)
		return "", "", false
	}
	lang, mark, _ = strings.Cut(l.fields[1].text, "/")
	if !slices.Contains(Languages, lang) {
		p.add(l.fields[1].at, "unknown language %q", lang)
		return "", "", false
	}
	if word := l.fields[0].text; mark != "" && mark != marks[word] {
		p.add(l.fields[1].at, "%s takes no /%s", word, mark)
	}
	return lang, mark, true
}

func (p *parser) pattern(lang, text string, at position) []*item {
	items, errs := readPattern(lang, text, at.column)
	for _, e := range errs {
		p.add(position{at.file, at.line, e.column}, "%s", e.message)
	}
	return items
}

func (p *parser) frame(l *line) {
	lang, mark, ok := p.language(l, 4)
	if !ok {
		return
	}
	if !isIdentifier(l.fields[2].text) {
		p.add(l.fields[2].at, "%q is no name of a frame", l.fields[2].text)
	}
	text, at := l.rest(3)
	p.global.frames = append(p.global.frames, &patternDecl{at: at, lang: lang, mark: mark, name: l.fields[2].text, text: text, items: p.pattern(lang, text, at)})
}

func (p *parser) shared(l *line) {
	to := p.section()
	switch l.fields[0].text {
	case "block", "except":
		lang, mark, ok := p.language(l, 3)
		if !ok {
			return
		}
		text, at := l.rest(2)
		d := &patternDecl{at: at, lang: lang, mark: mark, text: text, items: p.pattern(lang, text, at)}
		if l.fields[0].text == "block" {
			to.blocks = append(to.blocks, d)
		} else {
			to.excepts = append(to.excepts, d)
		}
	case "class":
		lang, _, ok := p.language(l, 4)
		if !ok {
			return
		}
		if !isIdentifier(l.fields[2].text) || l.fields[2].text == "trigger" {
			p.add(l.fields[2].at, "%q is no name of a class", l.fields[2].text)
		}
		key := lang + "/" + l.fields[2].text
		to.classes[key] = append(to.classes[key], p.words(lang, l.fields[3:])...)
	case "cue":
		p.cue(l, to)
	}
}

func (p *parser) words(lang string, fields []field) []string {
	var words []string
	for _, f := range fields {
		if strings.ContainsAny(f.text, "{}<>()|") {
			p.add(f.at, "%q is no word", f.text)
			continue
		}
		words = append(words, wordsOf(lang, f.text)...)
	}
	return words
}

func (p *parser) cue(l *line, to *declarations) {
	lang, _, ok := p.language(l, 5)
	if !ok {
		return
	}
	modality := kg.Modality(l.fields[2].text)
	if modality != unsaid && !slices.Contains(kg.Modalities[1:], modality) {
		p.add(l.fields[2].at, "unknown modality %q of a cue (planned, reported, denied, unsaid)", modality)
	}
	scope := l.fields[3].text
	if !slices.Contains(scopes, scope) {
		p.add(l.fields[3].at, "unknown scope %q (%s)", scope, strings.Join(scopes, ", "))
	}
	to.cues = append(to.cues, &cueDecl{at: l.at, lang: lang, modality: modality, scope: scope, words: newWordSet(p.words(lang, l.fields[4:]))})
}
