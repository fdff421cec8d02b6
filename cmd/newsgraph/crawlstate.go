package main

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/newsgraph/newsgraph/crawl"
)

const crawlStatusHelp = `Tell what is known of each site's pages.

In:  state.db of the data folder.
Out: a row for each site on standard output: articles, pages that are withdrawn, that
     were read and rejected, that did not answer, and when a page was last asked for;
     runs that were killed and that the next crawl finishes.`

const crawlFailedHelp = `List the pages that gave no document, and why.

In:  state.db of the data folder.
Out: the pages that did not answer, with --rejected those too that were read and are no
     articles, on standard output.`

const crawlRetryHelp = `Ask for pages again in the next crawl.

In:  addresses of pages that gave no document; without arguments all that did not
     answer, with --rejected those too that were read and are no articles, as after
     a change of a site's selectors.
Out: state.db of the data folder; how many pages on standard output.`

// newCrawlStatus is the command crawl status.
func newCrawlStatus(data *folder) *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "status",
		Short: "What is known of each site's pages",
		Long:  crawlStatusHelp + exits(),
		Args:  usage(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			sites, err := crawl.Status(cmd.Context(), string(*data))
			if err != nil {
				return err
			}
			unfinished, err := crawl.Unfinished(string(*data))
			if err != nil {
				return err
			}
			if asJSON {
				return json.NewEncoder(cmd.OutOrStdout()).Encode(map[string]any{"sites": sites, "unfinished": append([]string{}, unfinished...)})
			}
			t := newTable("site", "articles", "withdrawn", "rejected", "failed", "last asked")
			for _, s := range sites {
				t.AppendRow([]any{s.Site, s.Documents, s.Withdrawn, s.Rejected, s.Failed, s.Latest})
			}
			fmt.Fprintln(cmd.OutOrStdout(), t.Render())
			for _, run := range unfinished {
				fmt.Fprintf(cmd.OutOrStdout(), "run %s was killed: the next crawl finishes it\n", run)
			}
			return nil
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

// newCrawlFailed is the command crawl failed.
func newCrawlFailed(data *folder) *cobra.Command {
	var which crawl.Selection
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "failed",
		Short: "Pages that gave no document, and why",
		Long:  crawlFailedHelp + exits(),
		Args:  usage(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			pages, err := crawl.Problems(cmd.Context(), string(*data), which)
			if err != nil {
				return err
			}
			if asJSON {
				return json.NewEncoder(cmd.OutOrStdout()).Encode(pages)
			}
			for _, p := range pages {
				fmt.Fprintf(cmd.OutOrStdout(), "%s %s: %s (asked %s)\n", p.Status, p.URL, p.Reason, p.Checked)
			}
			return nil
		},
	}
	selectionFlags(cmd, &which)
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

// newCrawlRetry is the command crawl retry.
func newCrawlRetry(data *folder) *cobra.Command {
	var which crawl.Selection
	var now string
	cmd := &cobra.Command{
		Use:   "retry [URL...]",
		Short: "Ask for pages again in the next crawl",
		Long:  crawlRetryHelp + exits(statusLocked),
		Args:  usage(cobra.ArbitraryArgs),
		RunE: func(cmd *cobra.Command, args []string) error {
			unlock, err := data.lock()
			if err != nil {
				return err
			}
			defer unlock()
			which.URLs = args
			which.Rejected = which.Rejected || len(args) > 0
			n, err := crawl.Retry(cmd.Context(), string(*data), which, (&sitesFlags{now: now}).clock()())
			switch {
			case err != nil:
				return err
			case n < int64(len(args)):
				err = errors.New("some of the addresses are none of pages that gave no document: newsgraph crawl failed --rejected lists those")
			}
			fmt.Fprintf(cmd.OutOrStdout(), "%d pages are asked for again in the next crawl\n", n)
			return withStatus(statusUsage, err)
		},
	}
	selectionFlags(cmd, &which)
	cmd.Flags().StringVar(&now, "now", "", "`time` (RFC 3339) in place of the clock")
	cmd.Flags().Lookup("now").Hidden = true
	return cmd
}

func selectionFlags(cmd *cobra.Command, which *crawl.Selection) {
	cmd.Flags().StringVar(&which.Site, "site", "", "`name` of the only site that is meant")
	cmd.Flags().BoolVar(&which.Rejected, "rejected", false, "those too that were read and are no articles")
}
