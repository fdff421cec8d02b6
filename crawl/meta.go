package crawl

import (
	"encoding/json"
	"html"
	"regexp"
	"strings"

	"github.com/PuerkitoBio/goquery"
)

// pageMeta is what a page says of itself for machines: link and meta elements
// and JSON-LD. Values are as written.
type pageMeta struct {
	canonical string
	title     string // <title>
	headlines []string
	published []string
	authors   []string // of JSON-LD
	named     []string // authors of meta elements: often the site
	kind      string   // og:type
	lang      string   // <html lang>
	bodies    []string
}

// dateMetas are the meta names, properties and itemprops of publication dates,
// the most reliable first.
var dateMetas = []string{
	"article:published_time", "og:article:published_time", "og:published_time", "datepublished", "og:release_date",
	"article:create_at", "publishdate", "publish_date", "publish-date", "publish_time", "pubdate", "parsely-pub-date",
	"sailthru.date", "dc.date.issued", "dc.date", "dcterms.date", "weibo: article:create_at", "apub:time", "article.published", "date",
}

var authorMetas = []string{"author", "article:author", "og:article:author", "byl", "parsely-author", "sailthru.author", "dc.creator"}

func readMeta(doc *goquery.Document) pageMeta {
	var m pageMeta
	m.canonical = doc.Find(`link[rel="canonical"]`).AttrOr("href", "")
	m.title = cleanLine(doc.Find("head title").First().Text())
	m.lang = doc.Find("html").AttrOr("lang", "")
	said := metaValues(doc)
	m.kind = first(said["og:type"])
	doc.Find(`script[type="application/ld+json"]`).Each(func(_ int, s *goquery.Selection) {
		for _, a := range linkedArticles(s.Text()) {
			m.headlines = append(m.headlines, textsOf(a["headline"])...)
			m.published = append(m.published, textsOf(a["datePublished"])...)
			m.authors = append(m.authors, textsOf(a["author"])...)
			m.bodies = append(m.bodies, textsOf(a["articleBody"])...)
		}
	})
	m.headlines = append(m.headlines, said["og:title"]...)
	m.headlines = append(m.headlines, said["twitter:title"]...)
	for _, name := range dateMetas {
		m.published = append(m.published, said[name]...)
	}
	for _, name := range authorMetas {
		m.named = append(m.named, said[name]...)
	}
	return m
}

// metaValues maps the lower-case name, property or itemprop of each meta
// element to its values.
func metaValues(doc *goquery.Document) map[string][]string {
	said := map[string][]string{}
	doc.Find("meta[content]").Each(func(_ int, s *goquery.Selection) {
		value := cleanLine(s.AttrOr("content", ""))
		if value == "" {
			return
		}
		for _, key := range []string{"property", "name", "itemprop"} {
			if name := strings.ToLower(strings.TrimSpace(s.AttrOr(key, ""))); name != "" {
				said[name] = append(said[name], value)
			}
		}
	})
	return said
}

func first(values []string) string {
	if len(values) == 0 {
		return ""
	}
	return values[0]
}

// rawBreaks are the line breaks and tabs that pages leave inside JSON strings.
var rawBreaks = strings.NewReplacer("\n", " ", "\r", " ", "\t", " ")

// articleTypes are the schema.org types of articles.
var articleTypes = regexp.MustCompile(`(?i)(article|posting|report|news)$`)

// linkedArticles returns the article objects of a JSON-LD script, wherever
// they stand in it.
func linkedArticles(script string) []map[string]any {
	script = strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(script), ";"))
	var value any
	if json.Unmarshal([]byte(script), &value) != nil && json.Unmarshal([]byte(rawBreaks.Replace(script)), &value) != nil {
		return nil
	}
	var found []map[string]any
	var walk func(v any, depth int)
	walk = func(v any, depth int) {
		switch v := v.(type) {
		case []any:
			for _, e := range v {
				walk(e, depth)
			}
		case map[string]any:
			if isArticle(v) {
				found = append(found, v)
			}
			if depth > 0 {
				walk(v["@graph"], depth-1)
				walk(v["mainEntity"], depth-1)
			}
		}
	}
	walk(value, 3)
	return found
}

func isArticle(object map[string]any) bool {
	for _, t := range textsOf(object["@type"]) {
		if articleTypes.MatchString(t) {
			return true
		}
	}
	_, dated := object["datePublished"]
	return object["@type"] == nil && dated
}

// textsOf returns the texts of a JSON-LD value: a string, the name of an
// object, or a list of them.
func textsOf(v any) []string {
	switch v := v.(type) {
	case string:
		if s := strings.TrimSpace(html.UnescapeString(v)); s != "" {
			return []string{s}
		}
	case map[string]any:
		return textsOf(v["name"])
	case []any:
		var all []string
		for _, e := range v {
			all = append(all, textsOf(e)...)
		}
		return all
	}
	return nil
}
