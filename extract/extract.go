package extract

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/newsgraph/newsgraph/kg"
)

// Options name folders of the user's that extend the built-in data; "" for
// none.
type Options struct {
	LexiconDir string
	RulesDir   string
}

// Extractor reads documents. It is safe for concurrent use; the same document
// always gives the same extraction.
type Extractor struct {
	folder     *folder
	finder     *finder
	legalForms []string
	hash       string // of all data files
	lexHash    string
	ruleHash   string
}

// New loads lexicon and rules. Its error joins all faults of all files, each
// as file:line:column: message.
func New(opts Options) (*Extractor, error) {
	lexFiles, err := dataFiles(builtinLexicon, "lexicon", opts.LexiconDir, "*")
	if err != nil {
		return nil, fmt.Errorf("read lexicon: %w", err)
	}
	x := &Extractor{lexHash: hashFiles(lexFiles)}
	var errs []error
	for _, f := range lexFiles {
		switch filepath.Base(f.Name) {
		case "traditional.tsv":
			if x.folder, err = newFolder(f.Name, f.Data); err != nil {
				return nil, err
			}
		case "legal-forms.txt":
			errs = append(errs, eachRow(f, 1, func(fields []string) (int, error) {
				x.legalForms = append(x.legalForms, fields[0])
				return 0, nil
			})...)
		}
	}
	lex, lexErrs := readLexicon(lexFiles, x.folder)
	shapes, shapeErrs := readShapes(lexFiles, x.folder, lex)
	titles, titleErrs := readTitles(named(lexFiles, "titles.tsv"), x.folder)
	errs = append(append(append(errs, lexErrs...), shapeErrs...), titleErrs...)
	x.finder = &finder{lex: lex, titles: titles, shapes: shapes}
	if len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	return x, nil
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

// Extract reads one document.
func (x *Extractor) Extract(d *kg.Document) *kg.Extraction {
	raw := []rune(d.Whole())
	text := x.folder.fold(raw)
	lang := language(d.Lang, text)
	mentions, _ := x.finder.mentions(text, lang)
	entities, _ := x.identify(text, mentions)
	out := &kg.Extraction{V: kg.Version, Document: d.ID}
	for k, e := range entities {
		ent := kg.Entity{ID: fmt.Sprintf("e%d", k+1), Type: e.typ, Name: e.name, Key: e.key}
		for _, i := range e.mentions {
			m := mentions[i]
			ent.Mentions = append(ent.Mentions, kg.Mention{Start: m.start, End: m.end, Text: string(raw[m.start:m.end]), By: m.by, P: m.p})
		}
		out.Entities = append(out.Entities, ent)
	}
	return out
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
