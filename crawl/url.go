package crawl

import (
	"fmt"
	"net"
	"net/url"
	"strings"

	"golang.org/x/net/publicsuffix"
	"golang.org/x/text/unicode/norm"
)

// trackingParameters are query parameters that name where a reader came from,
// not what the page is. Names ending in "*" are prefixes.
var trackingParameters = []string{
	"utm_*", "spm", "scm", "from_source", "fbclid", "gclid", "dclid", "msclkid", "yclid", "igshid",
	"mc_cid", "mc_eid", "_hsenc", "_hsmi", "hmsr", "hmpl", "hmcu", "hmkw", "hmci", "bd_vid", "share_token",
	"share_source", "share_medium", "share_from", "share_id", "sharefrom", "vd_source", "isappinstalled", "nsukey",
	"guccounter", "guce_referrer", "guce_referrer_sig", "cmpid", "ncid", "xtor", "wt_mc",
}

// resolve reads a link found at base: an absolute http or https address, its
// normal form.
func resolve(base *url.URL, link string) (*url.URL, error) {
	ref, err := url.Parse(strings.TrimSpace(link))
	if err != nil {
		return nil, err
	}
	u := base.ResolveReference(ref)
	if u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" {
		return nil, fmt.Errorf("no http or https address")
	}
	return normalURL(u), nil
}

// normalURL returns the URL without what does not tell pages apart: case of the
// host, default port, user, fragment, tracking parameters.
func normalURL(u *url.URL) *url.URL {
	n := *u
	n.User, n.Fragment, n.RawFragment = nil, "", ""
	n.Host = strings.ToLower(n.Host)
	if n.Scheme == "http" {
		n.Host = strings.TrimSuffix(n.Host, ":80")
	} else {
		n.Host = strings.TrimSuffix(n.Host, ":443")
	}
	if n.Path == "" {
		n.Path = "/"
	}
	if path := norm.NFC.String(n.Path); path != n.Path {
		n.Path, n.RawPath = path, ""
	}
	n.RawQuery = withoutTracking(n.RawQuery)
	n.ForceQuery = false
	return &n
}

// withoutTracking keeps the other parameters as and where they are.
func withoutTracking(query string) string {
	if query == "" {
		return ""
	}
	var kept []string
	for pair := range strings.SplitSeq(query, "&") {
		name, _, _ := strings.Cut(pair, "=")
		if pair != "" && !isTracking(strings.ToLower(name)) {
			kept = append(kept, pair)
		}
	}
	return strings.Join(kept, "&")
}

func isTracking(name string) bool {
	for _, t := range trackingParameters {
		if prefix, ok := strings.CutSuffix(t, "*"); ok && strings.HasPrefix(name, prefix) || name == t {
			return true
		}
	}
	return false
}

// sameSite reports whether two addresses are on one registrable domain
// (example.com.cn), or on one host where it has none (an IP, localhost).
func sameSite(a, b *url.URL) bool { return registrable(a.Hostname()) == registrable(b.Hostname()) }

func registrable(host string) string {
	host = strings.ToLower(strings.TrimSuffix(host, "."))
	if net.ParseIP(host) != nil {
		return host
	}
	domain, err := publicsuffix.EffectiveTLDPlusOne(host)
	if err != nil {
		return host
	}
	return domain
}

// canonicalURL decides the address that names a document: what the page says
// (link), if that is on the page's registrable domain and is no front page;
// else the address that the page was got from.
func canonicalURL(page *url.URL, link string) *url.URL {
	own := normalURL(page)
	if strings.TrimSpace(link) == "" {
		return own
	}
	said, err := resolve(page, link)
	if err != nil || !sameSite(page, said) || isFront(said) {
		return own
	}
	return said
}

// isFront reports whether the address is a site's front page.
func isFront(u *url.URL) bool {
	path := strings.ToLower(strings.Trim(u.Path, "/"))
	return u.RawQuery == "" && (path == "" || path == "index.html" || path == "index.htm" || path == "index.php")
}

// pathAndQuery is what a site's include and exclude patterns match.
func pathAndQuery(u *url.URL) string {
	if u.RawQuery == "" {
		return u.Path
	}
	return u.Path + "?" + u.RawQuery
}
