package crawl

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"os"
	"time"

	"github.com/newsgraph/newsgraph/kg"
)

// maxFailures in a row end a site's turn: it is down.
const maxFailures = 5

// failureWindow is how long after it was first seen a page that does not
// answer is asked for again, at least.
const failureWindow = 72 * time.Hour

// outcome is what asking for one address came to: one line of a site's pending
// file.
type outcome struct {
	URL          string       `json:"url"`               // as asked for
	Page         string       `json:"page"`              // where redirects led
	Aliases      []string     `json:"aliases,omitempty"` // the addresses on the way
	Kind         outcomeKind  `json:"kind"`
	Reason       string       `json:"reason,omitempty"`
	Published    string       `json:"published,omitempty"` // told by a listing
	ETag         string       `json:"etag,omitempty"`
	LastModified string       `json:"last_modified,omitempty"`
	Fetched      string       `json:"fetched"`
	Document     *kg.Document `json:"document,omitempty"`
}

type outcomeKind string

const (
	foundDocument outcomeKind = "document"
	foundSame     outcomeKind = "same"     // 304
	foundGone     outcomeKind = "gone"     // 404, 410
	foundNone     outcomeKind = "rejected" // answered, no article
	foundFailure  outcomeKind = "failed"   // not answered: a retry may mend it
)

// statusError is a response that is no page.
type statusError int

func (e statusError) Error() string { return fmt.Sprintf("HTTP %d", int(e)) }

// siteCrawl is one site's turn in a run.
type siteCrawl struct {
	site     *Site
	fetcher  *fetcher
	state    *state
	started  time.Time // of the run
	now      func() time.Time
	log      *slog.Logger
	progress func(done, total int)
	pending  *os.File // outcomes, a JSON object a line
	report   SiteReport
}

// task is an address to ask for.
type task struct {
	url       *url.URL
	published string
	known     pageRow // zero: never asked for
}

// run lists the site's pages, asks for those that are new or due, and writes
// what came of each to the pending file. The error is one of the disk or of
// the run as a whole; what is wrong with the site is in the report.
func (c *siteCrawl) run(ctx context.Context) error {
	if _, err := c.fetcher.robotsOf(ctx, c.site.Base); err != nil {
		c.problem(c.site.Base.String(), err)
		return ctx.Err()
	}
	found := c.discover(ctx)
	c.report.Discovered = len(found)
	tasks, err := c.tasks(ctx, found)
	if err != nil {
		return err
	}
	failures := 0
	got := map[string]bool{}
	for i, t := range tasks {
		if ctx.Err() != nil || failures == maxFailures {
			return c.giveUp(ctx, tasks[i:])
		}
		c.progress(i, len(tasks))
		if got[t.url.String()] {
			continue
		}
		o, err := c.visit(ctx, t)
		if err != nil {
			return err
		}
		if ctx.Err() != nil && o.Kind == foundFailure {
			return c.giveUp(ctx, tasks[i:])
		}
		got[o.Page] = true
		if failures++; o.Kind != foundFailure {
			failures = 0
		}
		if err := c.write(o); err != nil {
			return err
		}
	}
	c.progress(len(tasks), len(tasks))
	return nil
}

// tasks puts the candidates that are new, or known and due, before the known
// pages that are due and not listed any more.
func (c *siteCrawl) tasks(ctx context.Context, found []candidate) ([]task, error) {
	due, err := c.due(ctx)
	if err != nil {
		return nil, err
	}
	waiting := map[string]pageRow{}
	for _, p := range due {
		waiting[p.url] = p
	}
	var tasks []task
	for _, one := range found {
		key := one.url.String()
		if p, ok := waiting[key]; ok {
			delete(waiting, key)
			tasks = append(tasks, task{one.url, one.published, p})
			continue
		}
		_, known, err := findPage(ctx, c.state.db, key)
		if err != nil {
			return nil, err
		}
		if !known {
			tasks = append(tasks, task{one.url, one.published, pageRow{}})
		}
	}
	if !c.site.discovers() {
		return tasks, nil // a folder of pages: what is not in it is not gone
	}
	for _, p := range due {
		u, err := url.Parse(p.url)
		if _, ok := waiting[p.url]; ok && err == nil && sameSite(c.site.Base, u) {
			tasks = append(tasks, task{u, p.published, p})
		}
	}
	return tasks, nil
}

// due lists the known pages that are to be asked for again.
func (c *siteCrawl) due(ctx context.Context) ([]pageRow, error) {
	recent, err := c.state.recentPages(ctx, c.site.Name, c.started.Add(-max(c.site.Recheck, failureWindow)))
	if err != nil {
		return nil, err
	}
	since := timestamp(c.started.Add(-c.site.Recheck))
	var due []pageRow
	for _, p := range recent {
		if p.status == statusFailed || p.firstSeen >= since {
			due = append(due, p)
		}
	}
	return due, nil
}

// visit asks for one address and reads what it gives.
func (c *siteCrawl) visit(ctx context.Context, t task) (outcome, error) {
	o := outcome{URL: t.url.String(), Page: t.url.String(), Published: t.published, Fetched: timestamp(c.now())}
	if !sameSite(c.site.Base, t.url) {
		return o.rejected("not on " + registrable(c.site.Base.Hostname())), nil
	}
	got, err := c.fetcher.get(ctx, t.url, t.known.etag, t.known.lastModified)
	if err != nil {
		return c.unanswered(o, err)
	}
	c.report.Fetched++
	o.Page = got.url.String()
	for _, u := range got.passed {
		if u.String() != o.Page {
			o.Aliases = append(o.Aliases, u.String())
		}
	}
	switch {
	case got.status == http.StatusNotModified:
		o.Kind = foundSame
		return o, nil
	case got.status == http.StatusNotFound || got.status == http.StatusGone:
		o.Kind, o.Reason = foundGone, statusError(got.status).Error()
		return o, nil
	case got.status == http.StatusTooManyRequests || got.status >= 500:
		return o.failed(statusError(got.status).Error()), nil
	case got.status != http.StatusOK:
		return o.rejected(statusError(got.status).Error()), nil
	}
	o.ETag, o.LastModified = got.header.Get("ETag"), got.header.Get("Last-Modified")
	return c.read(o, t, got), nil
}

// read makes the response a document, or says why it is none.
func (c *siteCrawl) read(o outcome, t task, got response) outcome {
	switch {
	case o.Page != o.URL && isFront(got.url):
		return o.rejected("redirects to the front page")
	case o.Page != o.URL && !c.site.accepts(got.url):
		return o.rejected("redirects to " + o.Page + ", which is no article's address")
	}
	doc, err := Article(got.body, ArticleOptions{
		URL: o.Page, ContentType: got.header.Get("Content-Type"), Published: t.published, Fetched: c.now(), Site: c.site,
	})
	if err != nil {
		return o.rejected(err.Error())
	}
	o.Kind, o.Document, o.Fetched = foundDocument, &doc, doc.Fetched
	return o
}

// unanswered sorts errors: of the disk, of the page, of the moment.
func (c *siteCrawl) unanswered(o outcome, err error) (outcome, error) {
	var broken archiveError
	if errors.As(err, &broken) {
		return o, broken.error
	}
	if isFinal(err) {
		return o.rejected(err.Error()), nil
	}
	return o.failed(err.Error()), nil
}

func (o outcome) rejected(reason string) outcome {
	o.Kind, o.Reason = foundNone, reason
	return o
}

func (o outcome) failed(reason string) outcome {
	o.Kind, o.Reason = foundFailure, reason
	return o
}

// giveUp writes down what was not asked for, for the next run.
func (c *siteCrawl) giveUp(ctx context.Context, rest []task) error {
	reason := fmt.Sprintf("not asked for: %d failures in a row", maxFailures)
	if ctx.Err() != nil {
		reason = "not asked for: interrupted"
	}
	for _, t := range rest {
		o := outcome{URL: t.url.String(), Page: t.url.String(), Published: t.published, Fetched: timestamp(c.now())}
		if err := c.write(o.failed(reason)); err != nil {
			return err
		}
	}
	return nil
}

// write appends an outcome in one write, so that a kill cuts no line but the last.
func (c *siteCrawl) write(o outcome) error {
	line, err := json.Marshal(o)
	if err == nil {
		_, err = c.pending.Write(append(line, '\n'))
	}
	if err != nil {
		return fmt.Errorf("write outcome of %s: %w", o.URL, err)
	}
	return nil
}

// listingProblem reports a listing that was not read, or not to its end.
func (c *siteCrawl) listingProblem(where string, err error) {
	if err != nil {
		c.problem(where, err)
	}
}

// problem reports what failed; what a retry may mend is told apart.
func (c *siteCrawl) problem(where string, err error) {
	var status statusError
	final := isFinal(err) || errors.As(err, &status) && status < 500 && status != http.StatusTooManyRequests
	c.log.Warn("crawl failed", "site", c.site.Name, "url", where, "error", err)
	c.report.Failed = append(c.report.Failed, Problem{URL: where, Reason: err.Error(), Retryable: !final})
}
