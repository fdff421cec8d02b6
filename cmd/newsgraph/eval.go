package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"

	"github.com/spf13/cobra"

	"github.com/newsgraph/newsgraph/extract"
	"github.com/newsgraph/newsgraph/kg"
)

const evalHelp = `Measure extractions against articles annotated by hand.

In:  a folder of gold articles (*.json); a file of extractions, without which the
     gold articles are extracted here.
Out: for mentions, entities, facts, metrics and quotes, as a whole and by type,
     predicate and kind: how many the gold has, were found and are right;
     precision, recall and F1. Then, of the right facts and metrics whose gold
     has a date, title, amount …: how many have the same.

About a fifth of the articles, told by the hash of their id, are the unread part:
--errors, --diff and --relation list nothing of them, so that rules are written
from the read part only; --part shows both parts beside each other.

--gold-mentions reads the articles with the entities of the gold, so that what is
wrong is the fault of the rules and not of the mentions.

The tagger learned from gold articles. --folds judges it fairly: each article is
read with a tagger that learned from the others.`

// evalOptions are the flags of eval.
type evalOptions struct {
	extract    extract.Options
	workers    int
	asJSON     bool
	errors     bool
	part       bool
	diff       string
	relation   string
	confidence string
	folds      int
	given      bool // the gold's mentions
	lessons    lessonFlags
}

// newEval is the command eval.
func newEval() *cobra.Command {
	opts := evalOptions{workers: runtime.GOMAXPROCS(0)}
	cmd := &cobra.Command{
		Use:   "eval GOLD_DIR [EXTRACTIONS.jsonl]",
		Short: "Precision, recall and F1 against gold articles",
		Long:  evalHelp + exits(statusPart, statusInterrupted),
		Args:  usage(cobra.RangeArgs(1, 2)),
		RunE:  func(cmd *cobra.Command, args []string) error { return eval(cmd, args, opts) },
	}
	extractFlags(cmd, &opts.extract, &opts.workers)
	cmd.Flags().BoolVar(&opts.asJSON, "json", false, "print JSON")
	cmd.Flags().BoolVar(&opts.errors, "errors", false, "list what was missed and what is false")
	cmd.Flags().BoolVar(&opts.part, "part", false, "show the read and the unread part beside each other")
	cmd.Flags().StringVar(&opts.diff, "diff", "", "list what changed since the extractions in `FILE`")
	cmd.Flags().StringVar(&opts.relation, "relation", "", "precision of each frame and pattern of a `predicate`, a kind or QUOTE, or of all")
	cmd.Flags().StringVar(&opts.confidence, "confidence", "", "write the confidence of each frame and pattern to `FILE`")
	cmd.Flags().IntVar(&opts.folds, "folds", 0, "learn a tagger for each of `N` parts from --gold, --cluener and --news without that part")
	cmd.Flags().BoolVar(&opts.given, "gold-mentions", false, "read with the entities of the gold in place of those found")
	opts.lessons.register(cmd)
	cmd.MarkFlagsMutuallyExclusive("gold-mentions", "folds")
	cmd.MarkFlagsMutuallyExclusive("errors", "diff", "part", "relation", "confidence")
	return cmd
}

func eval(cmd *cobra.Command, args []string, opts evalOptions) error {
	gold, err := kg.ReadGoldFolder(args[0])
	if err != nil {
		return withStatus(statusUsage, err)
	}
	found, broken, err := extractionsFor(cmd, gold, args[1:], opts)
	if err != nil {
		return err
	}
	comparisons := compare(gold, found)
	if err := printEval(cmd.OutOrStdout(), comparisons, gold, opts); err != nil {
		return err
	}
	return partly(cmd, broken)
}

func printEval(out io.Writer, comparisons []*kg.Comparison, gold []*kg.Gold, opts evalOptions) error {
	read, unread := parts(comparisons)
	switch {
	case opts.errors:
		return printMistakes(out, read, opts.asJSON)
	case opts.diff != "":
		return printDiff(out, opts.diff, gold, comparisons, opts.asJSON)
	case opts.relation != "":
		return printRules(out, ruleCounts(read), opts.relation, opts.asJSON)
	case opts.confidence != "":
		return writeConfidence(opts.confidence, ruleCounts(comparisons))
	case opts.part && opts.asJSON:
		return json.NewEncoder(out).Encode(map[string]scoreJSON{"read": toJSON(scoreOf(read)), "unread": toJSON(scoreOf(unread))})
	case opts.part:
		return printParts(out, scoreOf(read), scoreOf(unread))
	case opts.asJSON:
		return json.NewEncoder(out).Encode(toJSON(scoreOf(comparisons)))
	}
	return printScore(out, scoreOf(comparisons))
}

// extractionsFor gives the extractions by document: those of the file, else
// made here of the gold articles.
func extractionsFor(cmd *cobra.Command, gold []*kg.Gold, file []string, opts evalOptions) (map[string]*kg.Extraction, []string, error) {
	if len(file) > 0 {
		return readExtractions(file[0])
	}
	if opts.folds != 0 {
		return extractByFolds(cmd.Context(), gold, opts, cmd.ErrOrStderr())
	}
	x, err := newExtractor(opts.extract, opts.workers)
	if err != nil {
		return nil, nil, err
	}
	if opts.given {
		return extractGiven(gold, x), nil, nil
	}
	return extractGold(cmd.Context(), gold, x, opts.workers)
}

func extractGiven(gold []*kg.Gold, x *extract.Extractor) map[string]*kg.Extraction {
	found := map[string]*kg.Extraction{}
	for _, g := range gold {
		found[g.ID] = x.ExtractGiven(g)
	}
	return found
}

func extractGold(ctx context.Context, gold []*kg.Gold, x *extract.Extractor, workers int) (map[string]*kg.Extraction, []string, error) {
	documents := func(yield func(*kg.Document, error) bool) {
		for _, g := range gold {
			if !yield(g.Document(), nil) {
				return
			}
		}
	}
	found := map[string]*kg.Extraction{}
	var broken []string
	for line, err := range extractAll(ctx, documents, x, workers) {
		if isOfOneLine(err) {
			broken = append(broken, err.Error())
			continue
		}
		if err != nil {
			return nil, nil, err
		}
		var e kg.Extraction
		if err := json.Unmarshal(line, &e); err != nil {
			return nil, nil, fmt.Errorf("read an own extraction: %w", err)
		}
		found[e.Document] = &e
	}
	return found, broken, nil
}

// readExtractions reads a whole file; of two lines of one document the later
// one counts.
func readExtractions(path string) (map[string]*kg.Extraction, []string, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, nil, withStatus(statusUsage, err)
	}
	defer f.Close()
	found := map[string]*kg.Extraction{}
	var broken []string
	for e, err := range kg.Extractions(f, path) {
		switch {
		case isOfOneLine(err):
			broken = append(broken, err.Error())
		case err != nil:
			return nil, nil, err
		default:
			found[e.Document] = e
		}
	}
	if len(found) == 0 && len(broken) == 0 {
		return nil, nil, withStatus(statusUsage, errors.New(path+" holds no extraction"))
	}
	return found, broken, nil
}

func compare(gold []*kg.Gold, found map[string]*kg.Extraction) []*kg.Comparison {
	all := make([]*kg.Comparison, len(gold))
	for i, g := range gold {
		all[i] = kg.Compare(g, found[g.ID])
	}
	return all
}

func scoreOf(comparisons []*kg.Comparison) *kg.Score {
	var s kg.Score
	for _, c := range comparisons {
		s.Add(c)
	}
	return &s
}
