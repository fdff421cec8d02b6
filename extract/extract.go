package extract

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/newsgraph/newsgraph/extract/english"
	"github.com/newsgraph/newsgraph/extract/jieba"
	"github.com/newsgraph/newsgraph/extract/pattern"
	"github.com/newsgraph/newsgraph/extract/tagger"
	"github.com/newsgraph/newsgraph/extract/value"
	"github.com/newsgraph/newsgraph/kg"
)

// Options name folders of the user's that extend the built-in data; "" for
// none.
type Options struct {
	LexiconDir string
	RulesDir   string
	// Tagger is a file of weights in place of the built-in ones, "none" for no
	// tagger at all.
	Tagger string
}

// Extractor reads documents. It is safe for concurrent use; the same document
// always gives the same extraction.
type Extractor struct {
	folder     *folder
	finder     *finder
	refs       *references
	function   functionWords
	steps      []clauseStep
	identity   *identity
	segmenter  *jieba.Segmenter
	english    *english.Words
	values     *value.Reader
	rules      *pattern.Set
	speech     map[string]*vocabulary // by language
	thing      map[string]bool        // class nouns, see classNouns
	measured   map[string]float64     // confidence by rule id, from confidence.tsv
	hash       string                 // of all data files
	lexHash    string
	taggerHash string
	ruleHash   string
}

// New loads lexicon, rules and the segmenter's dictionary. Its error joins
// all faults of all files, each as file:line:column: message.
func New(opts Options) (*Extractor, error) {
	x := &Extractor{measured: map[string]float64{}}
	lexFiles, err := dataFiles(builtinLexicon, "lexicon", opts.LexiconDir, "*.t??")
	if err != nil {
		return nil, fmt.Errorf("read lexicon: %w", err)
	}
	ruleFiles, err := dataFiles(builtinRules, "rules", opts.RulesDir, "*.rules")
	if err != nil {
		return nil, fmt.Errorf("read rules: %w", err)
	}
	ruleFiles = replaced(ruleFiles)
	measured, err := dataFiles(builtinRules, "rules", opts.RulesDir, "confidence.tsv")
	if err != nil {
		return nil, fmt.Errorf("read confidence: %w", err)
	}
	measured = replaced(measured)
	if x.segmenter, err = jieba.New(); err != nil {
		return nil, fmt.Errorf("open segmenter: %w", err)
	}
	if x.english, err = english.New(); err != nil {
		return nil, fmt.Errorf("load English words: %w", err)
	}
	if x.values, err = value.New(); err != nil {
		return nil, fmt.Errorf("load words of numbers: %w", err)
	}
	errs := x.loadLexicon(lexFiles)
	errs = append(errs, x.loadRules(ruleFiles, measured)...)
	if len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	x.lexHash, x.ruleHash = hashFiles(lexFiles), hashFiles(append(ruleFiles, measured...))
	if err := x.loadTagger(opts.Tagger); err != nil {
		return nil, err
	}
	x.hash = hashStrings(x.lexHash, x.ruleHash, x.taggerHash)
	return x, nil
}

func (x *Extractor) loadLexicon(files []file) []error {
	var errs []error
	for _, f := range named(files, "traditional.tsv") {
		folder, err := newFolder(f.Name, f.Data)
		if err != nil {
			return []error{err}
		}
		x.folder = folder
	}
	var words nameWords
	for _, f := range named(files, "legal-forms.txt") {
		errs = append(errs, appendWords(&words.legal, f)...)
	}
	for _, f := range named(files, "company-words.tsv") {
		errs = append(errs, words.readCompanyWords(f)...)
	}
	lex, lexErrs := readLexicon(files, x.folder)
	shapes, shapeErrs := readShapes(files, x.folder)
	shapes.tag = x.segmenter.Tag
	titles, titleErrs := readTitles(named(files, "titles.tsv"), x.folder)
	refs, refErrs := readReferences(named(files, "references.tsv"))
	function, wordErrs := readFunctionWords(named(files, "words.tsv"))
	x.finder = &finder{lex: lex, titles: titles, shapes: shapes, words: x.english, dictionary: x.segmenter, legal: words.legal}
	x.refs, x.function, x.steps = refs, function, clauseSteps()
	x.identity = newIdentity(words, shapes)
	return slices.Concat(errs, lexErrs, shapeErrs, titleErrs, refErrs, wordErrs)
}

// loadTagger reads the weights that the option names.
func (x *Extractor) loadTagger(option string) error {
	if option == "none" {
		return nil
	}
	name, data := "tagger/news.weights", builtinWeights
	if option != "" {
		var err error
		name = option
		if data, err = os.ReadFile(option); err != nil {
			return fmt.Errorf("read weights: %w", err)
		}
	}
	m, err := tagger.Read(data)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	x.finder.tagger, x.taggerHash = m, hashStrings(string(data))
	return nil
}

func (x *Extractor) loadRules(files, measured []file) []error {
	var in []pattern.File
	for _, f := range files {
		in = append(in, pattern.File{Name: f.Name, Text: string(f.Data)})
	}
	rules, err := pattern.Parse(in)
	if err != nil {
		return []error{err}
	}
	x.rules, x.speech, x.thing = rules, newSpeech(rules), classNouns(rules)
	var errs []error
	for _, f := range measured {
		errs = append(errs, eachRow(f, 2, func(fields []string) (int, error) {
			p, err := strconv.ParseFloat(fields[1], 64)
			if err != nil || p < 0 || p > 1 {
				return 1, fmt.Errorf("confidence %q is not between 0 and 1", fields[1])
			}
			x.measured[fields[0]] = p
			return 0, nil
		})...)
	}
	return errs
}

// confidence returns what was measured for a rule, else for its relation,
// else a cautious half.
func (x *Extractor) confidence(rule string) float64 {
	if p, ok := x.measured[rule]; ok {
		return p
	}
	relation, _, _ := strings.Cut(rule, "/")
	if p, ok := x.measured[relation]; ok {
		return p
	}
	return 0.5
}

func (x *Extractor) isPreposition(lang, word string) bool {
	return x.function.has(lang, "preposition", word)
}

func named(files []file, base string) []file {
	var out []file
	for _, f := range files {
		if filepath.Base(f.Name) == base {
			out = append(out, f)
		}
	}
	return out
}

func hashFiles(files []file) string {
	h := sha256.New()
	for _, f := range files {
		fmt.Fprintf(h, "%s %d\n", filepath.Base(f.Name), len(f.Data))
		h.Write(f.Data)
	}
	return hex.EncodeToString(h.Sum(nil))
}

func hashStrings(parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\n")))
	return hex.EncodeToString(sum[:])
}

// Hash identifies lexicon, rules and tagger together; extractions carry it.
func (x *Extractor) Hash() string { return x.hash }

// LexiconHash identifies the lexicon's files.
func (x *Extractor) LexiconHash() string { return x.lexHash }

// RulesHash identifies the rule files.
func (x *Extractor) RulesHash() string { return x.ruleHash }

// TaggerHash identifies the tagger's weights; "" for no tagger.
func (x *Extractor) TaggerHash() string { return x.taggerHash }

// Extract reads one document. A withdrawn one says nothing.
func (x *Extractor) Extract(d *kg.Document) *kg.Extraction { return x.extract(d, nil) }

func (x *Extractor) extract(d *kg.Document, given []mention) *kg.Extraction {
	r := x.read(d, given)
	if d.Withdrawn {
		return r.out
	}
	for _, s := range outStages {
		s.do(r)
	}
	return r.out
}

// writeEntities enters the entities with their mentions, by their first
// mention.
func (r *reading) writeEntities() {
	for k, e := range r.entities {
		out := kg.Entity{ID: fmt.Sprintf("e%d", k+1), Type: e.typ, Name: e.name, Key: e.key}
		for _, i := range e.mentions {
			m := r.mentions[i]
			out.Mentions = append(out.Mentions, kg.Mention{Start: m.start, End: m.end, Text: string(r.raw[m.start:m.end]), By: m.by, P: m.p})
		}
		for _, a := range e.aliases {
			of, alias := r.mentions[a.of], r.mentions[a.name]
			out.Aliases = append(out.Aliases, kg.Alias{Text: string(r.raw[alias.start:alias.end]), Evidence: r.evidence(r.sentenceOver(span{of.start, alias.end}))})
		}
		r.out.Entities = append(r.out.Entities, out)
	}
}

// language returns "zh" or "en": what the document says, else what it is
// mostly written in.
func language(tag string, text []rune) string {
	switch {
	case strings.HasPrefix(tag, "zh"):
		return "zh"
	case strings.HasPrefix(tag, "en"):
		return "en"
	}
	han := 0
	for _, r := range text {
		if isHan(r) {
			han++
		}
	}
	if han*10 >= len(text) {
		return "zh"
	}
	return "en"
}
