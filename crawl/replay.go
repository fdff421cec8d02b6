package crawl

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"

	"github.com/nlnwa/gowarc/v3"
)

// Replay reads the pages of the archive again, without a request: each page that
// the state knows as an article or as rejected, from its last whole response, with
// the sites file and the reader of today. What reads otherwise now is a revised or
// new document of this run. Pages of sites that the file does not name are left as
// they are. Errors are those of [Run].
func Replay(ctx context.Context, opts Options) (Report, error) {
	opts = opts.withDefaults()
	report := Report{Run: opts.RunID}
	st, err := existingState(ctx, opts.DataDir)
	if err != nil {
		return report, err
	}
	defer st.close()
	if report.Recovered, err = recoverRuns(ctx, st, opts.DataDir); err != nil {
		return report, err
	}
	responses, err := archived(ctx, opts.DataDir)
	if err != nil {
		return report, err
	}
	pending := pendingFolder(opts.DataDir, opts.RunID)
	if err := os.MkdirAll(pending, 0o777); err != nil {
		return report, fmt.Errorf("replay: %w", err)
	}
	for i := range opts.Config.Sites {
		r := replayer{site: &opts.Config.Sites[i], opts: opts, state: st, responses: responses}
		if err := r.run(ctx, pendingFile(pending, i, r.site)); err != nil {
			return report, errors.Join(fmt.Errorf("replay %s: %w", r.site.Name, err), os.RemoveAll(pending))
		}
		report.Sites = append(report.Sites, r.report)
	}
	return report, report.finish(ctx, st, opts.DataDir)
}

// place is where a response stands in the archive.
type place struct {
	file   string
	offset int64
}

// archived finds the last whole page that the archive has for each address.
func archived(ctx context.Context, dataDir string) (map[string]place, error) {
	files, err := filepath.Glob(filepath.Join(dataDir, "archive", "*.warc.gz"))
	if err != nil {
		return nil, fmt.Errorf("list archive: %w", err)
	}
	found := map[string]place{}
	for _, file := range files { // by name, which is by time
		if err := index(ctx, file, found); err != nil {
			return nil, fmt.Errorf("read archive %s: %w", file, err)
		}
	}
	return found, nil
}

func index(ctx context.Context, file string, found map[string]place) error {
	reader, err := gowarc.NewWarcFileReader(file, 0)
	if err != nil {
		return err
	}
	defer reader.Close()
	for {
		record, err := reader.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err = errors.Join(err, ctx.Err()); err != nil {
			return err
		}
		header := record.WarcRecord.WarcHeader()
		block, isResponse := record.WarcRecord.Block().(gowarc.HttpResponseBlock)
		if isResponse && block.HttpStatusCode() == http.StatusOK && header.Get(gowarc.WarcTruncated) == "" {
			found[header.Get(gowarc.WarcTargetURI)] = place{file, record.Offset}
		}
		if err := record.Close(); err != nil {
			return err
		}
	}
}

// replayer reads one site's pages again.
type replayer struct {
	site      *Site
	opts      Options
	state     *state
	responses map[string]place
	report    SiteReport
}

// run writes what each page reads as to the pending file.
func (r *replayer) run(ctx context.Context, path string) error {
	r.report.Site = r.site.Name
	pages, err := r.state.readPages(ctx, r.site.Name)
	if err != nil {
		return err
	}
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	defer file.Close()
	c := siteCrawl{site: r.site, now: r.opts.Now, pending: file}
	for i, p := range pages {
		if err := ctx.Err(); err != nil {
			return err
		}
		r.opts.Progress(r.site.Name, i, len(pages))
		at, ok := r.responses[p.url]
		if !ok {
			continue // never answered with a page
		}
		r.report.Discovered++
		got, err := r.response(p.url, at)
		if err != nil {
			return fmt.Errorf("archive %s: %s: %w", at.file, p.url, err)
		}
		o := outcome{URL: p.url, Page: p.url, Published: p.published, Fetched: timestamp(r.opts.Now()),
			ETag: got.header.Get("ETag"), LastModified: got.header.Get("Last-Modified")}
		if err := c.write(c.read(o, task{published: p.published}, got)); err != nil {
			return err
		}
	}
	r.report.Fetched = r.report.Discovered
	r.opts.Progress(r.site.Name, len(pages), len(pages))
	return nil
}

// response reads one response of the archive, its body unpacked.
func (r *replayer) response(address string, at place) (response, error) {
	got := response{status: http.StatusOK}
	var err error
	if got.url, err = pageURL(address); err != nil {
		return got, err
	}
	reader, err := gowarc.NewWarcFileReader(at.file, at.offset)
	if err != nil {
		return got, err
	}
	defer reader.Close()
	record, err := reader.Next()
	if err != nil {
		return got, err
	}
	defer record.Close()
	block, ok := record.WarcRecord.Block().(gowarc.HttpResponseBlock)
	if !ok {
		return got, errors.New("the record is no response any more")
	}
	got.header = *block.HttpHeader()
	payload, err := block.PayloadBytes()
	if err != nil {
		return got, err
	}
	if got.body, err = io.ReadAll(io.LimitReader(payload, r.site.MaxBytes)); err != nil {
		return got, err
	}
	if strings.EqualFold(got.header.Get("Content-Encoding"), "gzip") {
		got.body, err = gunzip(got.body, r.site.MaxBytes)
	}
	return got, err
}
