package crawl

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/url"
	"path"
	"strings"
	"time"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"
	"golang.org/x/text/language"

	"github.com/newsgraph/newsgraph/kg"
)

// ArticleOptions is what is known of a saved page beside its bytes.
type ArticleOptions struct {
	URL         string    // where the page was got; "": unknown, then rel=canonical or the text names the document
	ContentType string    // of the response; text/plain, or a URL ending in .txt: first line title, rest text
	Published   string    // date told by a feed, a sitemap or the caller, for a page that tells none
	Fetched     time.Time // zero: not told
	Site        *Site     // nil: a site of no name, generic reading, UTC or +08:00 by language
}

// minLetters is the least an article says, in Latin letters or thirds of Han
// characters: financial flashes of one sentence have 60 and more.
const minLetters = 50

// maxLinked is the share of an article's letters that links may hold; pages
// that list articles have 0.6 and more.
const maxLinked = 0.5

// Article reads one saved page (HTML or plain text, also gzipped). The error
// of a page that is no article says why in a few words.
func Article(page []byte, opts ArticleOptions) (kg.Document, error) {
	site := opts.Site
	if site == nil {
		site = &Site{}
	}
	page, err := unpack(page, site.maxBytes())
	if err != nil {
		return kg.Document{}, err
	}
	if kind, _, _ := mime.ParseMediaType(opts.ContentType); !isText(kind) {
		return kg.Document{}, fmt.Errorf("%s, no page", kind)
	}
	text, err := decode(page, opts.ContentType)
	if err != nil {
		return kg.Document{}, err
	}
	from, err := pageURL(opts.URL)
	if err != nil {
		return kg.Document{}, err
	}
	var doc kg.Document
	if isPlain(opts.ContentType, from) {
		doc = plainArticle(text, site)
	} else if doc, err = htmlArticle(text, from, site); err != nil {
		return kg.Document{}, err
	}
	return finish(doc, from, site, opts)
}

func (s *Site) maxBytes() int64 {
	if s.MaxBytes > 0 {
		return s.MaxBytes
	}
	return defaultMaxBytes
}

func unpack(page []byte, limit int64) ([]byte, error) {
	if !bytes.HasPrefix(page, []byte{0x1f, 0x8b}) {
		return page, nil
	}
	r, err := gzip.NewReader(bytes.NewReader(page))
	if err != nil {
		return nil, fmt.Errorf("broken gzip: %w", err)
	}
	plain, err := io.ReadAll(io.LimitReader(r, limit+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("broken gzip: %w", err)
	case int64(len(plain)) > limit:
		return nil, fmt.Errorf("larger than %d bytes", limit)
	}
	return plain, nil
}

// isText reports whether a media type may hold an article; none told may.
func isText(kind string) bool {
	switch kind {
	case "", "text/html", "application/xhtml+xml", "text/plain", "application/xml", "text/xml", "application/octet-stream", "application/gzip", "application/x-gzip":
		return true
	}
	return false
}

func pageURL(address string) (*url.URL, error) {
	if address == "" {
		return nil, nil
	}
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return nil, fmt.Errorf("%q is no address of a page", address)
	}
	return normalURL(u), nil
}

func isPlain(contentType string, from *url.URL) bool {
	kind, _, _ := mime.ParseMediaType(contentType)
	return kind == "text/plain" || from != nil && strings.HasSuffix(strings.TrimSuffix(from.Path, ".gz"), ".txt")
}

func plainArticle(page string, site *Site) kg.Document {
	title, text := plainText(page)
	lines := strings.SplitN(text, "\n", 4)
	return kg.Document{Title: title, Text: text, Published: nearbyDate(lines[:min(len(lines), 3)], site.location(text))}
}

func htmlArticle(page string, from *url.URL, site *Site) (kg.Document, error) {
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		return kg.Document{}, fmt.Errorf("parse HTML: %w", err)
	}
	dom := goquery.NewDocumentFromNode(root)
	meta := readMeta(dom)
	for _, selector := range site.Article.Remove {
		dom.Find(selector).Remove()
	}
	lines := paragraphs(root)
	title := pageTitle(dom, meta, site.Article.Title)
	doc := kg.Document{
		URL:   canonicalOf(from, meta.canonical),
		Title: title,
		Lang:  pageLanguage(meta.lang),
	}
	near := linesNear(lines, title)
	loc := site.location(strings.Join(near, "\n") + title)
	doc.Published = pageDate(dom, meta, site.Article.Date, near, loc)
	doc.Authors = pageAuthors(dom, meta, site.Article.Author, near)
	body, err := pageBody(dom, meta, from, site.Article.Body)
	if err != nil {
		return kg.Document{}, err
	}
	doc.Text = joinParagraphs(withoutTitle(body, title))
	return doc, nil
}

func canonicalOf(from *url.URL, link string) string {
	if from != nil {
		return canonicalURL(from, link).String()
	}
	if u, err := resolve(&url.URL{}, link); err == nil && !isFront(u) {
		return u.String()
	}
	return ""
}

func pageLanguage(lang string) string {
	tag, err := language.Parse(lang)
	if err != nil || lang == "" {
		return ""
	}
	return tag.String()
}

// location returns the zone of dates without an offset.
func (s *Site) location(text string) *time.Location {
	if s.Location != nil {
		return s.Location
	}
	if textLanguage(text) == "zh" {
		return time.FixedZone("", 8*3600)
	}
	return time.UTC
}

// pageBody returns the article's paragraphs: those the selector names, else
// those found by the generic reader.
func pageBody(dom *goquery.Document, meta pageMeta, from *url.URL, selector string) ([]string, error) {
	if selector != "" {
		found := dom.Find(selector)
		if found.Length() == 0 {
			return nil, fmt.Errorf("nothing matches the body selector %q", selector)
		}
		return paragraphs(found.Nodes...), nil
	}
	body := trimmed(rescued(genericBody(dom, from), meta.bodies))
	if len(body) == 0 {
		return nil, errors.New("a list of links, no article")
	}
	return body, nil
}

// withoutTitle drops the title where the body begins with it.
func withoutTitle(body []string, title string) []string {
	if len(body) > 0 && body[0] == title {
		return body[1:]
	}
	return body
}

// finish adds what every document has and refuses what is none.
func finish(doc kg.Document, from *url.URL, site *Site, opts ArticleOptions) (kg.Document, error) {
	switch n := letters(doc.Text); {
	case doc.Title == "":
		return kg.Document{}, errors.New("no title")
	case n < minLetters:
		return kg.Document{}, fmt.Errorf("too little text (%d letters)", n)
	}
	doc.V = kg.Version
	doc.Site = site.Name
	if doc.URL == "" && from != nil {
		doc.URL = from.String()
	}
	if site.Lang != "" {
		doc.Lang = site.Lang
	} else if doc.Lang == "" {
		doc.Lang = textLanguage(doc.Text)
	}
	if doc.Published == "" {
		doc.Published = findDate(opts.Published, site.location(doc.Text))
	}
	if doc.Published == "" && from != nil {
		doc.Published = urlDate(path.Clean(from.Path) + "/")
	}
	if !opts.Fetched.IsZero() {
		doc.Fetched = opts.Fetched.UTC().Format(time.RFC3339)
	}
	doc.TextHash = kg.TextHash(doc.Title, doc.Text)
	doc.ID = doc.TextHash[:32]
	if doc.URL != "" {
		doc.ID = kg.DocumentID(doc.URL)
	}
	return doc, nil
}
