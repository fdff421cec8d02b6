package crawl

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/jimsmart/grobotstxt"
)

// robotName is what robots.txt calls this crawler.
const robotName = "newsgraph"

// maxRobots is how much of a robots.txt is read, in bytes (RFC 9309 asks for 500 KiB at least).
const maxRobots = 500 << 10

// maxCrawlDelay is the longest delay between requests that a site may ask for;
// with more a night is not enough for a few dozen pages.
const maxCrawlDelay = 10 * time.Minute

// robots is what one host's robots.txt says.
type robots struct {
	text  string
	delay time.Duration // 0: none asked for
}

func (r robots) allow(u *url.URL) bool {
	return grobotstxt.AgentAllowed(r.text, robotName, u.String())
}

// parseRobots reads the answer to a request for robots.txt: none there (any
// 4xx but 429) allows everything.
func parseRobots(status int, body []byte) (robots, error) {
	switch {
	case status == http.StatusTooManyRequests || status >= 500:
		return robots{}, fmt.Errorf("robots.txt: HTTP %d", status)
	case status >= 300:
		return robots{}, nil
	}
	text := string(body[:min(len(body), maxRobots)])
	delays := delayReader{}
	grobotstxt.Parse(text, &delays)
	delay := delays.delay()
	if delay > maxCrawlDelay {
		return robots{}, fmt.Errorf("robots.txt: asks for %v between requests, more than %v", delay, maxCrawlDelay)
	}
	return robots{text: text, delay: delay}, nil
}

// delayReader picks Crawl-delay, which the library leaves out, from the groups
// for this crawler and, without one, for all.
type delayReader struct {
	inAgents, ours, all   bool
	named                 bool // some group names this crawler
	ourDelay, commonDelay time.Duration
}

func (d *delayReader) delay() time.Duration {
	if d.named {
		return d.ourDelay
	}
	return d.commonDelay
}

func (d *delayReader) HandleRobotsStart() {}
func (d *delayReader) HandleRobotsEnd()   {}

// HandleUserAgent begins a group, or adds a name to one that began.
func (d *delayReader) HandleUserAgent(_ int, agent string) {
	if !d.inAgents {
		d.inAgents, d.ours, d.all = true, false, false
	}
	agent, _, _ = strings.Cut(strings.ToLower(strings.TrimSpace(agent)), "/")
	d.ours = d.ours || agent == robotName
	d.all = d.all || agent == "*"
	d.named = d.named || d.ours
}

func (d *delayReader) HandleAllow(int, string)    { d.inAgents = false }
func (d *delayReader) HandleDisallow(int, string) { d.inAgents = false }
func (d *delayReader) HandleSitemap(int, string)  {}

// HandleUnknownAction sees Crawl-delay, in seconds.
func (d *delayReader) HandleUnknownAction(_ int, action, value string) {
	d.inAgents = false
	seconds, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
	if !strings.EqualFold(action, "crawl-delay") || err != nil || !(seconds >= 0 && seconds <= 86400) {
		return
	}
	delay := time.Duration(seconds * float64(time.Second))
	if d.ours {
		d.ourDelay = max(d.ourDelay, delay)
	}
	if d.all {
		d.commonDelay = max(d.commonDelay, delay)
	}
}

// robotsOf returns the rules of a host, asked for once a run.
func (f *fetcher) robotsOf(ctx context.Context, u *url.URL) (robots, error) {
	key := u.Scheme + "://" + u.Host
	if known, ok := f.robots[key]; ok {
		return known.robots, known.err
	}
	at := &url.URL{Scheme: u.Scheme, Host: u.Host, Path: "/robots.txt"}
	page, err := f.ask(ctx, f.plain, at, "", "")
	var rules robots
	if err != nil {
		err = fmt.Errorf("robots.txt: %w", err)
	} else {
		rules, err = parseRobots(page.status, page.body)
	}
	if ctx.Err() == nil {
		f.robots[key] = knownRobots{rules, err}
	}
	if err == nil && rules.delay > f.site.Delay && f.site.Dir == "" {
		f.gate.slow(u.Host, rules.delay)
	}
	return rules, err
}

type knownRobots struct {
	robots robots
	err    error
}
