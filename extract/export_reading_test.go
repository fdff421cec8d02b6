package extract

import (
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/newsgraph/newsgraph/extract/pattern"
	"github.com/newsgraph/newsgraph/extract/value"
)

// ReadingMechanisms names what WithoutReading can switch off.
func ReadingMechanisms() []string { return slices.Sorted(maps.Keys(readingSwitches)) }

// WithoutReading returns a copy of the Extractor that lacks one way in which
// sentences are read: a line or class of the data, or a step.
func (x *Extractor) WithoutReading(mechanism string) (*Extractor, error) {
	out := *x
	change, ok := readingSwitches[mechanism]
	if !ok {
		return nil, fmt.Errorf("no mechanism %q", mechanism)
	}
	if err := change(&out); err != nil {
		return nil, fmt.Errorf("switch off %s: %w", mechanism, err)
	}
	return &out, nil
}

type change func(x *Extractor) error

var readingSwitches = map[string]change{
	// how things are said
	"active":          frames("active"),
	"passive":         frames("bei", "bei_rel", "passive"),
	"object first":    frames("ba"),
	"toward":          frames("dui"),
	"head of phrase":  frames("active_of"),
	"relative clause": frames("rel", "bei_rel"),
	"noun of action":  frames("noun"),
	"both ends alike": frames("pair", "pair_yu", "pair_noun", "pair_with"),
	"kin noun":        frames("kin"),
	"role noun":       frames("role"),
	"apposition":      frames("apposition"),
	"presupposition":  rules(func(line string) string { return strings.NewReplacer("zh/np", "zh", "en/np", "en").Replace(line) }),
	"own pattern":     rules(func(line string) string { return neverMatches(line, strings.HasPrefix(line, "pattern "), 2) }),
	"block":           rules(without("block ")),
	"other brand":     rules(func(line string) string { return dropIf(line, line == "brand") }),
	"set": rules(func(line string) string {
		return dropIf(line, strings.HasPrefix(line, "set ") && !strings.Contains(line, " sign "))
	}),
	"type":   rules(func(line string) string { return slotType.ReplaceAllString(line, "{$1}") }),
	"yields": rules(without("yields ")),
	// names, and what stands for them
	"list":             words("separator", "last"),
	"pronoun":          refers("subject"),
	"the company":      refers("topic", "determiner"),
	"bare noun":        refers("bare"),
	"description":      refers("determiner"),
	"both":             refers("pair"),
	"the latter":       refers("last"),
	"we":               refers("speaker"),
	"left-out subject": addStep(forgetLeftOut),
	"other subject":    words("switch"),
	"thing spoken of":  withoutStep("thing spoken of"),
	"another firm":     withoutStep("another than the subject"),
	"people":           words("people"),
	"subject behind":   words("leadin", "leadout"),
	"preposition":      words("preposition"),
	"source of data":   words("findings"),
	"title":            withoutTitles,
	"former post":      words("formerly"),
	"outlet":           withoutOutlets,
	// how surely it is told
	"plan":             rules(without("cue zh planned ", "cue en planned ", "cue     zh  planned ", "cue     en  planned ")),
	"condition":        rules(without("cue zh unsaid ", "cue en unsaid ")),
	"rumour":           rules(without("cue zh reported sentence ", "cue en reported sentence ")),
	"unnamed source":   rules(without("cue zh reported paragraph ", "cue en reported paragraph ")),
	"denial":           rules(without("cue zh denied left ", "cue en denied left ")),
	"denial afterward": rules(without("cue zh denied back ", "cue en denied back ", "cue zh denied reported ", "cue en denied reported ")),
	"no cue":           rules(without("except ")),
	// figures
	"bound":            values("before", "after"),
	"sign of currency": values("prefix"),
	"currency":         values("currency"),
	"tenths":           values("percent"),
	"doubling":         values("fixed"),
	"scale":            values("scale", "numeral"),
	"per":              values("per", "count"),
	"day":              values("day", "weekday"),
	"part of a year":   values("quarter", "year", "month", "week"),
	"thing counted":    rules(countAnything),
	"count":            values("noun", "count"),
	"sign": rules(func(line string) string {
		return dropIf(line, strings.HasPrefix(line, "set ") && strings.Contains(line, " sign "))
	}),
	"split":         rules(func(line string) string { return strings.ReplaceAll(line, "{value*}", "{value}") }),
	"number first":  frames("level_before"),
	"change":        frames("change"),
	"segment":       words("segment", "part"),
	"compared time": words("versus"),
	"several days":  words("overall"),
	"this round":    words("thisround"),
	"bearer":        words("bearing", "behindvalue"),
	"investor":      words("investing"),
	// who says what
	"verb of saying":  speaking("say"),
	"quotation marks": blank("“”「」『』\""),
	"colon":           blank("：:"),
	"spokesman":       speaking("spokesman"),
	"same speaker":    speaking("same"),
	"source of words": speaking("source", "quoting"),
	"unnamed speaker": speaking("nobody", "some", "hearsay"),
	"author":          speaking("silent", "turn", "author", "writer"),
	"not said":        speaking("negation", "nobefore", "nobare"),
	"noun of saying":  speaking("noun", "light"),
	"listener":        speaking("tell", "listener"),
	"finite verb":     speaking("finite", "opener", "pronoun"),
	"more words":      speaking("adding", "cut"),
	"chief":           speaking("chief"),
	"adverb":          speaking("adverb"),
	"paper":           speaking("paper"),
}

func dropIf(line string, drop bool) string {
	if drop {
		return ""
	}
	return line
}

// without drops the lines that begin with one of the words.
func without(begin ...string) func(line string) string {
	return func(line string) string {
		return dropIf(line, slices.ContainsFunc(begin, func(b string) bool { return strings.HasPrefix(line, b) }))
	}
}

func edited(data string, edit func(line string) string) string {
	lines := strings.Split(data, "\n")
	for i, line := range lines {
		lines[i] = edit(line)
	}
	return strings.Join(lines, "\n")
}

// rules reads all rules anew with their lines changed.
func rules(edit func(line string) string) change {
	return func(x *Extractor) error {
		files, err := dataFiles(builtinRules, "rules", "", "*.rules")
		if err != nil {
			return err
		}
		for i := range files {
			files[i].Data = []byte(edited(string(files[i].Data), edit))
		}
		if errs := x.loadRules(files, nil); len(errs) > 0 {
			return errs[0]
		}
		return nil
	}
}

// slotType is a slot that asks for names of some types.
var slotType = regexp.MustCompile(`\{(\w+[*!]*):[A-Z][a-z][A-Za-z,]*\}`)

// countAnything takes from a line what a count must be of.
func countAnything(line string) string {
	f := strings.Fields(line)
	if len(f) > 2 && f[0] == "value" && f[1] == "COUNT" {
		return "value COUNT"
	}
	return regexp.MustCompile(`:COUNT=[^}]*`).ReplaceAllString(line, ":COUNT")
}

// frames makes frames of which no sentence has the words.
func frames(names ...string) change {
	return rules(func(line string) string {
		f := strings.Fields(line)
		return neverMatches(line, len(f) > 3 && f[0] == "frame" && slices.Contains(names, f[2]), 3)
	})
}

// neverMatches puts a word that no sentence has before field n of a line.
func neverMatches(line string, is bool, n int) string {
	if !is {
		return line
	}
	return strings.Join(slices.Insert(strings.Fields(line), n, "⊥"), " ")
}

// speaking empties classes of quotes.rules.
func speaking(classes ...string) change {
	return func(x *Extractor) error {
		left := map[string]*vocabulary{}
		for lang, words := range x.speech {
			left[lang] = lacking(words, classes)
		}
		x.speech = left
		return nil
	}
}

// words empties classes of words.tsv.
func words(classes ...string) change {
	return func(x *Extractor) error {
		left := functionWords{map[string]*vocabulary{}, maps.Clone(x.function.words)}
		for lang, words := range x.function.classes {
			left.classes[lang] = lacking(words, classes)
			for _, c := range classes {
				delete(left.words, lang+"/"+c)
			}
		}
		x.function = left
		return nil
	}
}

// lacking returns a vocabulary in which no word is of some classes.
func lacking(v *vocabulary, classes []string) *vocabulary {
	out := *v
	out.words = maps.Clone(v.words)
	for _, c := range classes {
		for word := range out.words {
			out.words[word] &^= v.classes[c]
		}
	}
	return &out
}

// refers drops the words of kinds from references.tsv.
func refers(kinds ...string) change {
	return func(x *Extractor) error {
		files, err := dataFiles(builtinLexicon, "lexicon", "", "references.tsv")
		if err != nil {
			return err
		}
		for i := range files {
			files[i].Data = []byte(edited(string(files[i].Data), func(line string) string {
				f := strings.Split(line, "\t")
				return dropIf(line, len(f) > 2 && slices.Contains(kinds, f[2]))
			}))
		}
		refs, errs := readReferences(files)
		x.refs = refs
		return errors.Join(errs...)
	}
}

// values drops the words of roles beside numbers.
func values(roles ...string) change {
	return func(x *Extractor) error {
		var err error
		x.values, err = value.Parse("words.tsv", edited(value.Words(), func(line string) string {
			f := strings.Split(line, "\t")
			return dropIf(line, len(f) > 1 && slices.Contains(roles, f[1]))
		}))
		return err
	}
}

// addStep adds a step to the end of those that read clauses.
func addStep(read func(t *topics, n int, s *sentence)) change {
	return func(x *Extractor) error {
		x.steps = append(slices.Clip(x.steps), clauseStep{"", read})
		return nil
	}
}

func withoutStep(name string) change {
	return func(x *Extractor) error {
		x.steps = slices.DeleteFunc(slices.Clone(x.steps), func(s clauseStep) bool { return s.name == name })
		return nil
	}
}

// forgetLeftOut takes the subjects that clauses leave out from a sentence.
func forgetLeftOut(_ *topics, _ int, s *sentence) {
	s.units = slices.DeleteFunc(s.units, func(u pattern.Unit) bool { return u.Kind == pattern.Name && u.Start == u.End })
}

// blank makes marks into spaces.
func blank(marks string) change {
	return func(x *Extractor) error {
		signs := maps.Clone(x.folder.signs)
		for _, mark := range marks {
			signs[mark] = ' '
		}
		folder := *x.folder
		folder.signs = signs
		x.folder = &folder
		return nil
	}
}

func withoutTitles(x *Extractor) error {
	finder := *x.finder
	finder.titles = &titles{}
	x.finder = &finder
	return nil
}

// withoutOutlets makes sources of news into any organization.
func withoutOutlets(x *Extractor) error {
	finder, lex := *x.finder, *x.finder.lex
	lex.entries = slices.Clone(lex.entries)
	for i := range lex.entries {
		lex.entries[i].outlet = false
	}
	finder.lex, x.finder = &lex, &finder
	return nil
}
