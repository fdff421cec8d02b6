package main

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"

	"github.com/newsgraph/newsgraph/extract"
	"github.com/newsgraph/newsgraph/kg"
)

// extractByFolds reads each gold article with a tagger that learned from all
// lessons but those of the article's fold, so that none is judged on what it was
// trained on.
func extractByFolds(ctx context.Context, gold []*kg.Gold, opts evalOptions, progress io.Writer) (map[string]*kg.Extraction, []string, error) {
	if opts.folds < 2 {
		return nil, nil, withStatus(statusUsage, fmt.Errorf("--folds %d: at least 2 are needed", opts.folds))
	}
	if len(opts.lessons.gold) == 0 {
		return nil, nil, withStatus(statusUsage, errors.New("--folds needs --gold: what to learn from"))
	}
	opts.extract.Tagger = "none"
	x, err := newExtractor(opts.extract, opts.workers)
	if err != nil {
		return nil, nil, err
	}
	lessons, err := opts.lessons.read()
	if err != nil {
		return nil, nil, withStatus(statusUsage, err)
	}
	found := map[string]*kg.Extraction{}
	var broken []string
	for k := range opts.folds {
		in := func(id string) bool { return foldOf(id, opts.folds) == k }
		judged := slices.DeleteFunc(slices.Clone(gold), func(g *kg.Gold) bool { return !in(g.ID) })
		fmt.Fprintf(progress, "eval: fold %d of %d: %d articles\n", k+1, opts.folds, len(judged))
		m := x.Learn(outside(lessons, in), nil)
		some, wrong, err := extractGold(ctx, judged, x.WithTagger(m), opts.workers)
		if err != nil {
			return nil, nil, err
		}
		maps.Copy(found, some)
		broken = append(broken, wrong...)
	}
	return found, broken, nil
}

// outside gives the lessons without the articles and documents of a fold.
func outside(l extract.Lessons, in func(id string) bool) extract.Lessons {
	return extract.Lessons{
		Gold:      slices.DeleteFunc(slices.Clone(l.Gold), func(g *kg.Gold) bool { return in(g.ID) }),
		Sentences: l.Sentences,
		News:      slices.DeleteFunc(slices.Clone(l.News), func(d *kg.Document) bool { return in(d.ID) }),
	}
}

// foldOf tells folds by another byte of the hash than the unread part.
func foldOf(id string, folds int) int {
	sum := sha256.Sum256([]byte(id))
	return int(sum[5]) % folds
}
