package crawl

import (
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"regexp"
	"strings"
	"time"

	"github.com/PuerkitoBio/goquery"
	"github.com/mmcdole/gofeed"
	"golang.org/x/net/html"
)

// candidate is an address that may be an article's, with the date that the
// listing tells of it.
type candidate struct {
	url       *url.URL
	published string // RFC 3339, bare date or ""
}

// maxSitemaps is how many sitemaps one index may name for one run.
const maxSitemaps = 500

// discover reads every listing of the site and returns what they list, each
// address once, in the order of the sites file and of the listings. A listing
// that cannot be read is a problem and does not keep the others from being read.
func (c *siteCrawl) discover(ctx context.Context) []candidate {
	site := c.site
	if !site.discovers() {
		pages, err := site.folder().savedPages()
		c.listingProblem(site.Dir, err)
		return c.unique(pages)
	}
	var all []candidate
	for _, u := range site.Feeds {
		all = append(all, c.listing(ctx, u, readFeed)...)
	}
	for _, u := range site.Sitemaps {
		all = append(all, c.sitemap(ctx, u)...)
	}
	for _, u := range site.Sections {
		all = append(all, c.listing(ctx, u, readSection)...)
	}
	if site.URLs != "" {
		list, err := os.ReadFile(site.URLs)
		c.listingProblem(site.URLs, err)
		pages, err := readList(string(list), site.Base)
		c.listingProblem(site.URLs, err)
		all = append(all, pages...)
	}
	return c.accepted(all)
}

// unique makes candidates of saved pages.
func (c *siteCrawl) unique(pages []*url.URL) []candidate {
	var all []candidate
	for _, u := range pages {
		all = append(all, candidate{url: u})
	}
	return c.accepted(all)
}

// accepted keeps the first of each address that the site's patterns let in.
func (c *siteCrawl) accepted(all []candidate) []candidate {
	seen := map[string]bool{}
	for _, listings := range [][]*url.URL{c.site.Feeds, c.site.Sitemaps, c.site.Sections} {
		for _, u := range listings {
			seen[u.String()] = true
		}
	}
	var kept []candidate
	for _, one := range all {
		key := one.url.String()
		if !seen[key] && c.site.accepts(one.url) {
			kept = append(kept, one)
		}
		seen[key] = true
	}
	return kept
}

// accepts reports whether the site's patterns let an address in.
func (s *Site) accepts(u *url.URL) bool {
	at := pathAndQuery(u)
	return (s.Include == nil || s.Include.MatchString(at)) && (s.Exclude == nil || !s.Exclude.MatchString(at))
}

// listingReader reads what a listing lists; what it read before an error counts.
type listingReader func(page string, at *url.URL, loc *time.Location) ([]candidate, error)

func (c *siteCrawl) listing(ctx context.Context, u *url.URL, read listingReader) []candidate {
	text, at, err := c.listingText(ctx, u)
	if err != nil {
		c.listingProblem(u.String(), err)
		return nil
	}
	found, err := read(text, at, c.site.location(""))
	c.listingProblem(u.String(), err)
	return found
}

// listingText asks for a listing and returns its text and where it was got.
func (c *siteCrawl) listingText(ctx context.Context, u *url.URL) (string, *url.URL, error) {
	got, err := c.fetcher.get(ctx, u, "", "")
	if err != nil {
		return "", nil, err
	}
	if got.status != 200 {
		return "", nil, statusError(got.status)
	}
	body, err := unpack(got.body, c.site.MaxBytes)
	if err != nil {
		return "", nil, err
	}
	text, err := decode(body, got.header.Get("Content-Type"))
	return text, got.url, err
}

// sitemap reads a sitemap, or the sitemaps that an index names.
func (c *siteCrawl) sitemap(ctx context.Context, u *url.URL) []candidate {
	text, at, err := c.listingText(ctx, u)
	if err != nil {
		c.listingProblem(u.String(), err)
		return nil
	}
	found, parts, err := readSitemap(text, at, c.site.location(""))
	c.listingProblem(u.String(), err)
	if len(parts) > maxSitemaps {
		c.listingProblem(u.String(), fmt.Errorf("names %d sitemaps: the last %d are not read", len(parts), len(parts)-maxSitemaps))
		parts = parts[:maxSitemaps]
	}
	for _, part := range parts {
		found = append(found, c.listing(ctx, part, func(text string, at *url.URL, loc *time.Location) ([]candidate, error) {
			pages, _, err := readSitemap(text, at, loc)
			return pages, err
		})...)
	}
	return found
}

// xmlDeclaration is dropped before parsing: the text is UTF-8 whatever it says.
var xmlDeclaration = regexp.MustCompile(`^\s*<\?xml[^>]*\?>`)

// readFeed reads RSS, Atom or JSON feeds.
func readFeed(text string, at *url.URL, loc *time.Location) ([]candidate, error) {
	feed, err := gofeed.NewParser().ParseString(xmlDeclaration.ReplaceAllString(text, ""))
	if err != nil {
		return nil, fmt.Errorf("parse feed: %w", err)
	}
	var found []candidate
	for _, item := range feed.Items {
		link := item.Link
		if link == "" {
			link = item.GUID
		}
		u, err := resolve(at, link)
		if err != nil || link == "" {
			continue
		}
		date := findDate(item.Published, loc)
		if date == "" {
			date = findDate(item.Updated, loc)
		}
		found = append(found, candidate{u, date})
	}
	return found, nil
}

// readSitemap reads a sitemap: its pages, and the sitemaps that it names if it
// is an index. The date is that of news sitemaps, else the last change.
func readSitemap(text string, at *url.URL, loc *time.Location) (pages []candidate, parts []*url.URL, err error) {
	decoder := xml.NewDecoder(strings.NewReader(xmlDeclaration.ReplaceAllString(text, "")))
	decoder.Strict = false
	elements := 0
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			if elements == 0 {
				return nil, nil, errors.New("parse sitemap: no XML")
			}
			return pages, parts, nil
		}
		if err != nil {
			return pages, parts, fmt.Errorf("parse sitemap: %w", err)
		}
		start, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		elements++
		if start.Name.Local != "url" && start.Name.Local != "sitemap" {
			continue
		}
		var entry struct {
			Loc       string `xml:"loc"`
			Modified  string `xml:"lastmod"`
			Published string `xml:"news>publication_date"`
		}
		if err := decoder.DecodeElement(&entry, &start); err != nil {
			return pages, parts, fmt.Errorf("parse sitemap: %w", err)
		}
		u, err := resolve(at, entry.Loc)
		switch {
		case err != nil || strings.TrimSpace(entry.Loc) == "":
		case start.Name.Local == "sitemap":
			parts = append(parts, u)
		default:
			date := findDate(entry.Published, loc)
			if date == "" {
				date = findDate(entry.Modified, loc)
			}
			pages = append(pages, candidate{u, date})
		}
	}
}

// files that are no pages, by the ends of their paths.
var noPage = regexp.MustCompile(`(?i)\.(?:jpe?g|png|gif|webp|svg|ico|css|js|json|xml|rss|pdf|docx?|xlsx?|pptx?|zip|rar|7z|gz|apk|exe|dmg|mp3|m4a|mp4|m3u8|mov|avi|woff2?)$`)

// readSection reads the links of a section page that stay on its site.
func readSection(text string, at *url.URL, _ *time.Location) ([]candidate, error) {
	root, err := html.Parse(strings.NewReader(text))
	if err != nil {
		return nil, fmt.Errorf("parse section page: %w", err)
	}
	dom := goquery.NewDocumentFromNode(root)
	base := at
	if href, ok := dom.Find("base[href]").Attr("href"); ok {
		if u, err := resolve(at, href); err == nil {
			base = u
		}
	}
	var found []candidate
	dom.Find("a[href]").Each(func(_ int, a *goquery.Selection) {
		u, err := resolve(base, a.AttrOr("href", ""))
		if err == nil && sameSite(at, u) && !isFront(u) && u.String() != at.String() && !noPage.MatchString(u.Path) {
			found = append(found, candidate{url: u})
		}
	})
	return found, nil
}

// readList reads a list of addresses or paths, one a line; "#" begins a comment line.
func readList(text string, base *url.URL) ([]candidate, error) {
	var found []candidate
	var errs []error
	number := 0
	for line := range strings.Lines(strings.TrimPrefix(text, "\uFEFF")) {
		number++
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		u, err := resolve(base, line)
		if err != nil {
			errs = append(errs, fmt.Errorf("line %d: %w", number, err))
			continue
		}
		found = append(found, candidate{url: u})
	}
	return found, errors.Join(errs...)
}
