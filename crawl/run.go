package crawl

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"
)

// Options say what one run crawls and where it writes.
type Options struct {
	Config    *Config
	DataDir   string                             // made if absent; one run at a time
	RunID     string                             // names the run's files: its UTC start time
	Now       func() time.Time                   // nil: time.Now
	Log       *slog.Logger                       // nil: nothing
	Progress  func(site string, done, total int) // pages of a site; one call at a time; nil: none
	UserAgent string                             // "": DefaultUserAgent
}

// DefaultUserAgent is sent where the caller gives no other. It has to say who
// asks and where that is explained.
const DefaultUserAgent = "newsgraph (+https://github.com/newsgraph/newsgraph)"

// maxSites is how many sites are crawled at a time. Each site is asked one
// page at a time, so this is also the number of open requests and of bodies in
// memory.
const maxSites = 16

// Run crawls the sites and writes what is new to the data folder:
// archive/RUN.warc.gz, documents/RUN.jsonl (none if nothing is new), state.db.
// Sites are crawled side by side; the documents are in the order of the sites
// and of their listings.
//
// A run that is killed loses nothing: its outcomes stand in pending/RUN until
// documents and state are on disk, and the next run finishes it first. When ctx
// is cancelled the pages read so far are saved and the rest is left for the
// next run; the error is then that of ctx, beside the report. What is wrong with
// sites and pages is in the report, not in the error.
func Run(ctx context.Context, opts Options) (Report, error) {
	opts = opts.withDefaults()
	report := Report{Run: opts.RunID, Archive: archivePath(opts.DataDir, opts.RunID)}
	for _, folder := range []string{"archive", "documents", "pending"} {
		if err := os.MkdirAll(filepath.Join(opts.DataDir, folder), 0o777); err != nil {
			return report, fmt.Errorf("make data folder: %w", err)
		}
	}
	st, err := openState(ctx, opts.DataDir)
	if err != nil {
		return report, err
	}
	defer st.close()
	if report.Recovered, err = recoverRuns(ctx, st, opts.DataDir); err != nil {
		return report, err
	}
	if done, err := finished(ctx, st.db, opts.RunID); err != nil || done {
		return report, errors.Join(err, fmt.Errorf("crawl %s: a run of this name is finished", opts.RunID))
	}
	report.Sites, err = crawlSites(ctx, st, opts)
	if err != nil {
		return report, err
	}
	err = report.finish(context.WithoutCancel(ctx), st, opts.DataDir)
	return report, errors.Join(err, ctx.Err())
}

// finish saves what came of the run's pages, and counts it.
func (r *Report) finish(ctx context.Context, st *state, dataDir string) error {
	saved, err := finishRun(ctx, st, dataDir, r.Run)
	if err != nil {
		return err
	}
	r.Documents = saved.documents
	for i := range r.Sites {
		r.Sites[i].add(saved.sites[i])
	}
	return nil
}

func (o Options) withDefaults() Options {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = slog.New(slog.NewTextHandler(io.Discard, nil))
	}
	if o.Progress == nil {
		o.Progress = func(string, int, int) {}
	}
	if o.UserAgent == "" {
		o.UserAgent = DefaultUserAgent
	}
	return o
}

// crawlSites crawls every site and leaves the outcomes in the run's pending folder.
func crawlSites(ctx context.Context, st *state, opts Options) ([]SiteReport, error) {
	arc, err := createArchive(opts.DataDir, opts.RunID, opts.UserAgent, opts.Now())
	if err != nil {
		return nil, err
	}
	pending := pendingFolder(opts.DataDir, opts.RunID)
	if err := os.MkdirAll(pending, 0o777); err != nil {
		return nil, errors.Join(err, arc.close())
	}
	var mu sync.Mutex
	reports := make([]SiteReport, len(opts.Config.Sites))
	started, turns := opts.Now(), newGate()
	group, groupCtx := errgroup.WithContext(ctx)
	group.SetLimit(maxSites)
	for i := range opts.Config.Sites {
		site := &opts.Config.Sites[i]
		group.Go(func() error {
			file, err := os.Create(pendingFile(pending, i, site))
			if err != nil {
				return fmt.Errorf("crawl %s: %w", site.Name, err)
			}
			defer file.Close()
			c := &siteCrawl{
				site: site, fetcher: newFetcher(site, opts.UserAgent, turns, arc, opts.Now), state: st,
				started: started, now: opts.Now, log: opts.Log, pending: file, report: SiteReport{Site: site.Name},
				progress: func(done, total int) {
					mu.Lock()
					defer mu.Unlock()
					opts.Progress(site.Name, done, total)
				},
			}
			err = c.run(groupCtx)
			reports[i] = c.report
			if err != nil && ctx.Err() == nil {
				return fmt.Errorf("crawl %s: %w", site.Name, err)
			}
			return nil
		})
	}
	return reports, errors.Join(group.Wait(), arc.close())
}

func pendingFolder(dataDir, run string) string { return filepath.Join(dataDir, "pending", run) }

// pendingFile is where the outcomes of a site wait, i being its number in the sites
// file; siteOf reads the name again.
func pendingFile(pending string, i int, site *Site) string {
	return filepath.Join(pending, fmt.Sprintf("%06d-%s.jsonl", i, site.Name))
}

// recoverRuns finishes the runs that were killed, the earliest first.
func recoverRuns(ctx context.Context, st *state, dataDir string) ([]string, error) {
	entries, err := os.ReadDir(filepath.Join(dataDir, "pending"))
	if err != nil {
		return nil, fmt.Errorf("look for unfinished runs: %w", err)
	}
	var runs []string
	for _, entry := range entries {
		if _, err := finishRun(ctx, st, dataDir, entry.Name()); err != nil {
			return nil, fmt.Errorf("recover run %s: %w", entry.Name(), err)
		}
		runs = append(runs, entry.Name())
	}
	slices.Sort(runs)
	return runs, nil
}
