package crawl

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"sync"
	"syscall"
	"time"

	"golang.org/x/net/http/httpproxy"
)

// gate spaces the requests to each host, whichever site they are for.
type gate struct {
	mu    sync.Mutex
	next  map[string]time.Time
	delay map[string]time.Duration // asked for by robots.txt
}

func newGate() *gate {
	return &gate{next: map[string]time.Time{}, delay: map[string]time.Duration{}}
}

// slow raises the delay between requests to a host.
func (g *gate) slow(host string, delay time.Duration) {
	g.mu.Lock()
	defer g.mu.Unlock()
	more := delay - g.delay[host]
	g.delay[host] = delay
	g.next[host] = g.next[host].Add(max(0, more))
}

// wait returns when the next request to a host may start.
func (g *gate) wait(ctx context.Context, host string, delay time.Duration) error {
	g.mu.Lock()
	at := g.next[host]
	now := time.Now()
	if at.Before(now) {
		at = now
	}
	g.next[host] = at.Add(max(delay, g.delay[host]))
	g.mu.Unlock()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(at.Sub(now)):
		return nil
	}
}

// errTooLarge is a body beyond the site's limit. Asking again does not help.
var errTooLarge = errors.New("larger than the limit")

// recorder is the transport of one site: it waits its turn, bounds time and
// size, writes the exchange to the archive and gives the body unpacked.
type recorder struct {
	next    http.RoundTripper
	gate    *gate
	archive *archive
	site    *Site
	now     func() time.Time
}

// RoundTrip implements [http.RoundTripper].
func (t *recorder) RoundTrip(r *http.Request) (*http.Response, error) {
	if t.site.Dir == "" {
		if err := t.gate.wait(r.Context(), r.URL.Host, t.site.Delay); err != nil {
			return nil, err
		}
	}
	ctx, cancel := context.WithTimeout(r.Context(), t.site.Timeout)
	defer cancel()
	response, err := t.next.RoundTrip(r.WithContext(ctx))
	if err != nil {
		return nil, err
	}
	body, err := io.ReadAll(io.LimitReader(response.Body, t.site.MaxBytes+1))
	if err = errors.Join(err, response.Body.Close()); err != nil {
		return nil, fmt.Errorf("read body: %w", err)
	}
	truncated := int64(len(body)) > t.site.MaxBytes
	if truncated {
		body = body[:t.site.MaxBytes]
	}
	err = t.archive.add(exchange{request: r, response: response, body: body, truncated: truncated, date: t.now()})
	if err != nil {
		return nil, archiveError{err}
	}
	if truncated {
		return nil, fmt.Errorf("%w of %d bytes", errTooLarge, t.site.MaxBytes)
	}
	if strings.EqualFold(response.Header.Get("Content-Encoding"), "gzip") {
		if body, err = gunzip(body, t.site.MaxBytes); err != nil {
			return nil, err
		}
	}
	response.Request = r
	response.Body = io.NopCloser(bytes.NewReader(body))
	response.ContentLength = int64(len(body))
	return response, nil
}

// archiveError is a failure of the disk, not of the site: the run ends.
type archiveError struct{ error }

// gunzip unpacks a body of at most limit bytes.
func gunzip(body []byte, limit int64) ([]byte, error) {
	if len(body) == 0 {
		return nil, nil
	}
	z, err := gzip.NewReader(bytes.NewReader(body))
	if err != nil {
		return nil, fmt.Errorf("broken gzip: %w", err)
	}
	plain, err := io.ReadAll(io.LimitReader(z, limit+1))
	switch {
	case int64(len(plain)) > limit:
		return nil, fmt.Errorf("%w of %d bytes", errTooLarge, limit)
	case err != nil:
		return nil, fmt.Errorf("broken gzip: %w", err)
	}
	return plain, nil
}

// via sends the requests for a site's base elsewhere. Pages, archive and
// documents keep the addresses of the base.
type via struct {
	next     http.RoundTripper
	base, to *url.URL
}

// RoundTrip implements [http.RoundTripper].
func (v via) RoundTrip(r *http.Request) (*http.Response, error) {
	if !strings.EqualFold(r.URL.Host, v.base.Host) {
		return v.next.RoundTrip(r)
	}
	moved := r.Clone(r.Context())
	moved.Host = r.URL.Host
	moved.URL.Scheme, moved.URL.Host = v.to.Scheme, v.to.Host
	return v.next.RoundTrip(moved)
}

// errPrivate is an address inside a network that the sites file does not name.
var errPrivate = errors.New("address in a private network")

// network returns the transport to the hosts themselves. Hosts other than the
// site's own may not lead into a private network.
func (s *Site) network() http.RoundTripper {
	own := map[string]bool{s.Base.Hostname(): true}
	if s.Via != nil {
		own[s.Via.Hostname()] = true
	}
	proxies := httpproxy.FromEnvironment()
	for _, proxy := range []string{proxies.HTTPProxy, proxies.HTTPSProxy} {
		if u, err := url.Parse(proxy); err == nil {
			own[u.Hostname()] = true
		}
	}
	open := &net.Dialer{Timeout: s.Timeout}
	public := &net.Dialer{Timeout: s.Timeout, Control: publicOnly}
	return &http.Transport{
		Proxy: http.ProxyFromEnvironment,
		DialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
			if host, _, err := net.SplitHostPort(address); err == nil && own[host] {
				return open.DialContext(ctx, network, address)
			}
			return public.DialContext(ctx, network, address)
		},
		DisableCompression:  true, // responses are archived as sent
		MaxIdleConnsPerHost: 2,
		IdleConnTimeout:     time.Minute,
		ForceAttemptHTTP2:   true,
	}
}

// publicOnly is a [net.Dialer] Control that refuses what is no public address.
func publicOnly(_, address string, _ syscall.RawConn) error {
	at, err := netip.ParseAddrPort(address)
	if err != nil {
		return err
	}
	ip := at.Addr().Unmap()
	if !ip.IsGlobalUnicast() || ip.IsPrivate() {
		return fmt.Errorf("%s: %w", ip, errPrivate)
	}
	return nil
}
