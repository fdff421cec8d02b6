package crawl

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"time"

	"github.com/hashicorp/go-retryablehttp"
)

// maxRedirects is how many redirects one request may take.
const maxRedirects = 10

// maxRetryAfter is the longest Retry-After that a run waits for; a site that
// asks for more is left for the next run.
const maxRetryAfter = time.Minute

var (
	errForbidden = errors.New("robots.txt forbids it")
	errElsewhere = errors.New("redirects to another site")
	errLoop      = fmt.Errorf("more than %d redirects", maxRedirects)
)

// fetcher asks for the pages of one site, one after another.
type fetcher struct {
	site   *Site
	agent  string
	gate   *gate
	polite *retryablehttp.Client // follows redirects where robots.txt lets it
	plain  *retryablehttp.Client // for robots.txt itself
	robots map[string]knownRobots
}

func newFetcher(site *Site, agent string, g *gate, a *archive, now func() time.Time) *fetcher {
	f := &fetcher{site: site, agent: agent, gate: g, robots: map[string]knownRobots{}}
	var next http.RoundTripper
	switch {
	case site.Dir != "":
		next = site.folder()
	case site.Via != nil:
		next = via{next: site.network(), base: site.Base, to: site.Via}
	default:
		next = site.network()
	}
	transport := &recorder{next: next, gate: g, archive: a, site: site, now: now}
	f.polite = f.client(transport, f.follow)
	f.plain = f.client(transport, nil)
	return f
}

func (s *Site) folder() folder { return folder{files: os.DirFS(s.Dir), base: s.Base} }

func (f *fetcher) client(t http.RoundTripper, follow func(*http.Request, []*http.Request) error) *retryablehttp.Client {
	return &retryablehttp.Client{
		HTTPClient:   &http.Client{Transport: t, CheckRedirect: follow},
		RetryWaitMin: f.site.Delay,
		RetryWaitMax: maxRetryAfter,
		RetryMax:     f.site.Retries,
		CheckRetry:   retry,
		Backoff:      retryablehttp.DefaultBackoff,
		ErrorHandler: retryablehttp.PassthroughErrorHandler,
	}
}

// retry is the usual policy (connection errors, 429, 5xx) less what asking
// again cannot mend and what asks for a longer wait than a run has.
func retry(ctx context.Context, response *http.Response, err error) (bool, error) {
	var broken archiveError
	if isFinal(err) || errors.As(err, &broken) {
		return false, err
	}
	if response != nil && response.Header.Get("Retry-After") != "" &&
		retryablehttp.DefaultBackoff(0, 0, 0, response) > maxRetryAfter {
		return false, nil
	}
	return retryablehttp.DefaultRetryPolicy(ctx, response, err)
}

// isFinal reports whether an error is the page's own: asking again gives the same.
func isFinal(err error) bool {
	for _, final := range []error{errTooLarge, errForbidden, errElsewhere, errLoop, errPrivate} {
		if errors.Is(err, final) {
			return true
		}
	}
	return false
}

// follow is the polite client's CheckRedirect.
func (f *fetcher) follow(r *http.Request, before []*http.Request) error {
	switch {
	case len(before) > maxRedirects:
		return errLoop
	case !sameSite(f.site.Base, r.URL):
		return fmt.Errorf("%w: %s", errElsewhere, r.URL)
	}
	return f.allowed(r.Context(), r.URL)
}

func (f *fetcher) allowed(ctx context.Context, u *url.URL) error {
	rules, err := f.robotsOf(ctx, u)
	if err != nil {
		return err
	}
	if !rules.allow(u) {
		return errForbidden
	}
	return nil
}

// response is what a request led to: after redirects, with the body unpacked.
type response struct {
	url    *url.URL   // normal form of where the last redirect led
	passed []*url.URL // the addresses before it
	status int
	header http.Header
	body   []byte
}

// get asks for a page if robots.txt lets it: conditionally, where an ETag or a
// Last-Modified is known of it.
func (f *fetcher) get(ctx context.Context, u *url.URL, etag, modified string) (response, error) {
	if err := f.allowed(ctx, u); err != nil {
		return response{}, err
	}
	return f.ask(ctx, f.polite, u, etag, modified)
}

func (f *fetcher) ask(ctx context.Context, client *retryablehttp.Client, u *url.URL, etag, modified string) (response, error) {
	request, err := retryablehttp.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return response{}, err
	}
	request.Header.Set("User-Agent", f.agent)
	request.Header.Set("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.5")
	request.Header.Set("Accept-Encoding", "gzip")
	if f.site.Lang != "" {
		request.Header.Set("Accept-Language", f.site.Lang)
	}
	if etag != "" {
		request.Header.Set("If-None-Match", etag)
	}
	if modified != "" {
		request.Header.Set("If-Modified-Since", modified)
	}
	got, err := client.Do(request)
	if err != nil {
		if got != nil {
			err = errors.Join(err, got.Body.Close())
		}
		return response{}, unwrapURL(err)
	}
	defer got.Body.Close()
	body, err := io.ReadAll(got.Body)
	if err != nil {
		return response{}, err
	}
	answer := response{url: normalURL(got.Request.URL), status: got.StatusCode, header: got.Header, body: body}
	for r := got.Request.Response; r != nil; r = r.Request.Response {
		answer.passed = append(answer.passed, normalURL(r.Request.URL))
	}
	return answer, nil
}

// unwrapURL drops the method and address that net/http puts before an error:
// they are told beside it.
func unwrapURL(err error) error {
	var at *url.Error
	if errors.As(err, &at) && !errors.Is(err, context.Canceled) {
		return at.Err
	}
	return err
}
