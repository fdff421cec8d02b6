package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"runtime"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"github.com/newsgraph/newsgraph/crawl"
	"github.com/newsgraph/newsgraph/extract"
	"github.com/newsgraph/newsgraph/graph"
)

const runHelp = `Crawl, extract and load in turn: the nightly job.

In:  a file of sites (TOML; --sites) and the data folder of the runs before.
Out: archive/, documents/, extractions/ and runs/RUN.json in the data folder, the
     graph, and a table of what was done on standard output. identity.tsv gets a
     line for each second name, 甲（Latin name）, that two independent documents
     introduce and none contradicts, and loses it when they no longer do.

Each stage takes up what an earlier run left: a run that was killed is finished,
other rules read all documents again without a request to a site, and what could
not be loaded is loaded.`

// newRun is the command run.
func newRun(data *folder) *cobra.Command {
	n := night{workers: runtime.GOMAXPROCS(0)}
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "run --sites FILE",
		Short: "Crawl, extract, load: the nightly job",
		Long:  runHelp + exits(statusPart, statusLocked, statusStore, statusInterrupted),
		Args:  usage(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			var err error
			n.data, n.errs = *data, cmd.ErrOrStderr()
			if n.store, err = n.store.resolve(cmd, *data); err != nil {
				return err
			}
			return n.run(cmd, asJSON)
		},
	}
	n.sites.add(cmd)
	n.store.add(cmd)
	extractFlags(cmd, &n.extract, &n.workers)
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

// night is one run of the nightly job.
type night struct {
	data    folder
	sites   sitesFlags
	store   storeFlags
	extract extract.Options
	workers int
	errs    io.Writer
}

// runReport is runs/RUN.json.
type runReport struct {
	Run      string        `json:"run"`
	Started  string        `json:"started"`  // RFC 3339, UTC
	Finished string        `json:"finished"` // RFC 3339, UTC
	Status   int           `json:"status"`   // exit status
	Rules    string        `json:"rules"`    // hash of lexicon, rules and tagger
	Crawl    crawl.Report  `json:"crawl"`
	Extract  extractReport `json:"extract"`
	Learn    learnReport   `json:"learn"`
	Load     loadReport    `json:"load"`
	Errors   []string      `json:"errors,omitempty"`
}

// node gives the run as it stands in the graph, with what its crawl came to.
func (r runReport) node() graph.Run {
	run := graph.Run{ID: r.Run, Started: r.Started, Finished: r.Finished, Rules: r.Rules}
	for _, s := range r.Crawl.Sites {
		run.New += int64(s.New)
		run.Changed += int64(s.Revised)
		run.Unchanged += int64(s.Unchanged)
		run.Withdrawn += int64(s.Withdrawn)
	}
	return run
}

// run checks all that is configured, then does the stages in turn.
func (n night) run(cmd *cobra.Command, asJSON bool) error {
	config, configErr := n.sites.load()
	x, extractErr := newExtractor(n.extract, n.workers)
	if err := errors.Join(configErr, extractErr); err != nil {
		return err
	}
	options, err := graphOptions(n.data, x)
	if err != nil {
		return err
	}
	unlock, err := n.data.lock()
	if err != nil {
		return err
	}
	defer unlock()
	fmt.Fprintf(n.errs, "store: %v\n", n.store)
	report := runReport{Started: utc(time.Now()), Rules: x.Hash()}
	if report.Run, err = n.data.newRun(n.sites.clock()()); err != nil {
		return err
	}
	err = n.stages(cmd.Context(), &report, config, x, options)
	report.Finished, report.Status = utc(time.Now()), statusOf(cmd.Context(), err)
	if err != nil {
		report.Errors = append(report.Errors, err.Error())
	}
	if writing := n.data.writeRun(report); writing != nil {
		return errors.Join(err, writing)
	}
	if asJSON {
		return errors.Join(json.NewEncoder(cmd.OutOrStdout()).Encode(report), err)
	}
	return errors.Join(report.print(cmd.OutOrStdout()), err)
}

func utc(t time.Time) string { return t.UTC().Format(time.RFC3339) }

// stages does crawl, extract and load, and goes on after what is done in part.
func (n night) stages(ctx context.Context, report *runReport, config *crawl.Config, x *extract.Extractor, options graph.Options) error {
	var err error
	report.Crawl, err = crawlSites(ctx, n.errs, n.data, report.Run, config, n.sites.clock(), crawl.Run)
	if err != nil {
		return err
	}
	inPart := crawlStatus(report.Crawl)

	bar := newProgress(n.errs, "extract", -1)
	report.Extract, err = extractNew(ctx, n.data, x, n.workers, bar.add)
	bar.finish()
	if err != nil {
		return errors.Join(err, inPart)
	}
	inPart = errors.Join(inPart, brokenLines(report.Extract.Broken))

	err = n.load(ctx, report, options, namingOf(x))
	inPart = errors.Join(inPart, brokenLines(report.Load.Broken))
	return errors.Join(err, inPart) // of two statuses the first counts
}

// load brings identity.tsv to what the documents introduce, and the graph to
// both.
func (n night) load(ctx context.Context, report *runReport, options graph.Options, naming graph.Naming) error {
	paths, err := jsonlFiles(n.data.extractions())
	if err != nil {
		return err
	}
	told := func(error) {} // the load tells of broken lines
	if report.Learn, options.Identity, err = learnNames(n.data, extractionsOf(paths, told), options, naming); err != nil {
		return err
	}
	runs, err := n.data.readRuns()
	if err != nil {
		return err
	}
	report.Finished = utc(time.Now()) // but for the load
	run := report.node()
	report.Load, err = loadFiles(ctx, n.store, paths, loadInput{options: options, earlier: runs, run: &run})
	return err
}

// brokenLines makes lines that could not be read the error of a run that is
// done in part.
func brokenLines(lines []string) error {
	var all []error
	for _, line := range lines {
		all = append(all, errors.New(line))
	}
	return withStatus(statusPart, errors.Join(all...))
}

// print says what the run did.
func (r runReport) print(w io.Writer) error {
	fmt.Fprintf(w, "run %s\n", r.Run)
	if err := printCrawl(w, r.Crawl); err != nil {
		return err
	}
	fmt.Fprintf(w, "extracted %d documents into %d files, %d files were up to date\n", r.Extract.Documents, r.Extract.Files, r.Extract.Fresh)
	r.Learn.print(w)
	if r.Load.Store == "" || r.Status == statusStore {
		_, err := fmt.Fprintln(w, "not loaded: the next run does it")
		return err
	}
	if err := r.Load.print(w); err != nil {
		return err
	}
	if r.Load.New+r.Load.Changed+r.Load.Withdrawn == 0 {
		fmt.Fprintln(w, "nothing is new: the graph is as it was")
	}
	return nil
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
