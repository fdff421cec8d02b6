package main

import (
	"io"
	"time"

	"github.com/schollz/progressbar/v3"
)

// progress shows how far a stage is: a bar on a terminal, nothing elsewhere
// (the log has plain lines).
type progress struct {
	bar *progressbar.ProgressBar
}

// newProgress starts a bar; total -1 is not known.
func newProgress(w io.Writer, what string, total int) progress {
	if !isTerminal(w) {
		return progress{}
	}
	return progress{progressbar.NewOptions(total,
		progressbar.OptionSetWriter(w),
		progressbar.OptionSetDescription(what),
		progressbar.OptionShowCount(),
		progressbar.OptionShowIts(),
		progressbar.OptionThrottle(200*time.Millisecond),
		progressbar.OptionClearOnFinish(),
	)}
}

func (p progress) add(n int) {
	if p.bar != nil {
		p.bar.Add(n)
	}
}

func (p progress) finish() {
	if p.bar != nil {
		p.bar.Finish()
	}
}

// siteProgress adds up the pages of all sites in one bar.
type siteProgress struct {
	progress
	done, total map[string]int
}

func newSiteProgress(w io.Writer) siteProgress {
	return siteProgress{newProgress(w, "crawl", 1), map[string]int{}, map[string]int{}}
}

// page is called when a site's page is done; one call at a time.
func (p siteProgress) page(site string, done, total int) {
	if p.bar == nil {
		return
	}
	p.done[site], p.total[site] = done, total
	p.bar.ChangeMax(max(1, sum(p.total)))
	p.bar.Set(sum(p.done))
}

func sum(counts map[string]int) int {
	all := 0
	for _, n := range counts {
		all += n
	}
	return all
}
