package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"github.com/newsgraph/newsgraph/crawl"
)

const crawlHelp = `Crawl what is new on the sites.

In:  a file of sites (TOML; --sites).
Out: archive/RUN.warc.gz, documents/RUN.jsonl (none where nothing is new) and
     state.db in the data folder, RUN being the UTC start time; a table of what
     each site gave on standard output. A page that was read and rejected is
     listed with its reason and is no failure.

With --replay no site is asked: the pages in the archive are read again, by the sites
file and the reader of now. What reads otherwise than before is revised.`

// newCrawl is the command crawl.
func newCrawl(data *folder) *cobra.Command {
	var sites sitesFlags
	var asJSON, replay bool
	cmd := &cobra.Command{
		Use:   "crawl --sites FILE",
		Short: "What is new on the sites, as documents",
		Long:  crawlHelp + exits(statusPart, statusLocked, statusInterrupted),
		Args:  usage(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			config, err := sites.load()
			if err != nil {
				return err
			}
			unlock, err := data.lock()
			if err != nil {
				return err
			}
			defer unlock()
			run, err := data.newRun(sites.clock()())
			if err != nil {
				return err
			}
			do := crawl.Run
			if replay {
				do = crawl.Replay
			}
			report, err := crawlSites(cmd.Context(), cmd.ErrOrStderr(), *data, run, config, sites.clock(), do)
			if err != nil {
				return err
			}
			if asJSON {
				err = json.NewEncoder(cmd.OutOrStdout()).Encode(report)
			} else {
				err = printCrawl(cmd.OutOrStdout(), report)
			}
			return errors.Join(err, crawlStatus(report))
		},
	}
	sites.add(cmd)
	cmd.Flags().BoolVar(&replay, "replay", false, "ask no site: read the pages of the archive again")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	cmd.AddCommand(newCrawlStatus(data), newCrawlFailed(data), newCrawlRetry(data))
	return cmd
}

// sitesFlags say what is crawled.
type sitesFlags struct {
	file string
	now  string // for tests: the time that the run believes it is
}

func (s *sitesFlags) add(cmd *cobra.Command) {
	cmd.Flags().StringVar(&s.file, "sites", "", "`file` of the sites to crawl (needed)")
	cmd.Flags().StringVar(&s.now, "now", "", "`time` (RFC 3339) to crawl at, in place of the clock")
	cmd.Flags().Lookup("now").Hidden = true
}

// load reads the file of sites; what is wrong with it is an error of
// configuration, all of it at once.
func (s *sitesFlags) load() (*crawl.Config, error) {
	if s.file == "" {
		return nil, withStatus(statusUsage, errors.New("--sites FILE is needed"))
	}
	if _, err := time.Parse(time.RFC3339, s.now); s.now != "" && err != nil {
		return nil, withStatus(statusUsage, fmt.Errorf("--now: %w", err))
	}
	config, err := crawl.LoadConfig(s.file)
	return config, withStatus(statusUsage, err)
}

func (s *sitesFlags) clock() func() time.Time {
	at, err := time.Parse(time.RFC3339, s.now)
	if err != nil {
		return time.Now
	}
	return func() time.Time { return at }
}

// crawlFunc is [crawl.Run] or [crawl.Replay].
type crawlFunc func(context.Context, crawl.Options) (crawl.Report, error)

func crawlSites(ctx context.Context, errs io.Writer, data folder, run string, config *crawl.Config, now func() time.Time, do crawlFunc) (crawl.Report, error) {
	progress := newSiteProgress(errs)
	defer progress.finish()
	report, err := do(ctx, crawl.Options{
		Config: config, DataDir: string(data), RunID: run, Now: now, Log: newLog(errs), Progress: progress.page,
	})
	if err != nil {
		return report, fmt.Errorf("crawl: %w", err)
	}
	return report, nil
}

// newLog writes plain lines, on a terminal only warnings.
func newLog(w io.Writer) *slog.Logger {
	level := slog.LevelInfo
	if isTerminal(w) {
		level = slog.LevelWarn
	}
	return slog.New(slog.NewTextHandler(w, &slog.HandlerOptions{Level: level}))
}

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// crawlStatus lists what a retry could mend and sites that gave nothing, and
// makes them the status of a run that is done in part.
func crawlStatus(report crawl.Report) error {
	if !report.Partial() {
		return nil
	}
	var all []error
	for _, site := range report.Sites {
		if site.GaveNothing() {
			all = append(all, fmt.Errorf("crawl %s: the site gave no page", site.Site))
		}
		for _, p := range site.Failed {
			all = append(all, fmt.Errorf("crawl %s: %s", p.URL, p.Reason))
		}
	}
	return withStatus(statusPart, errors.Join(all...))
}

// printCrawl prints what each site gave, then each page that was rejected.
func printCrawl(w io.Writer, report crawl.Report) error {
	t := newTable("site", "listed", "fetched", "unchanged", "new", "revised", "withdrawn", "copies", "rejected", "failed")
	for _, s := range report.Sites {
		t.AppendRow([]any{s.Site, s.Discovered, s.Fetched, s.Unchanged, s.New, s.Revised, s.Withdrawn, s.Copies, len(s.Rejected), len(s.Failed)})
	}
	if _, err := fmt.Fprintln(w, t.Render()); err != nil {
		return err
	}
	for _, run := range report.Recovered {
		fmt.Fprintf(w, "finished run %s, which had been killed\n", run)
	}
	for _, s := range report.Sites {
		for _, p := range s.Rejected {
			fmt.Fprintf(w, "rejected %s: %s\n", p.URL, p.Reason)
		}
	}
	return nil
}
