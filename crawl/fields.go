package crawl

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/PuerkitoBio/goquery"
)

// selected returns the clean texts that a selector, or "selector@attribute",
// names.
func selected(dom *goquery.Document, selector string) []string {
	css, attr, _ := strings.Cut(selector, "@")
	var texts []string
	dom.Find(css).Each(func(_ int, s *goquery.Selection) {
		text := s.AttrOr(attr, "")
		if attr == "" {
			text = nodeText(s.Nodes[0])
		}
		if text = cleanLine(text); text != "" {
			texts = append(texts, text)
		}
	})
	return texts
}

// siteSuffix is what <title> and og:title append: " - 新浪财经", "_网易新闻".
var siteSuffix = regexp.MustCompile(`^(.{4,}?)\s*(?:[_|｜»]|\s[-–—]\s?|\s?[-–—]\s)[^_|｜]{1,40}(?:[_|｜-][^_|｜]{1,30})*$`)

// pageTitle returns the headline: what the selector names; else the main
// heading that <title> repeats; else what the page tells machines; else
// <title> without the site's name.
func pageTitle(dom *goquery.Document, meta pageMeta, selector string) string {
	if selector != "" {
		if title := first(selected(dom, selector)); title != "" {
			return title
		}
	}
	claims := append([]string{meta.title}, meta.headlines...)
	best := ""
	headings := append(selected(dom, "h1"), selected(dom, "h2")...)
	for _, h := range headings {
		if len([]rune(h)) < 4 || len([]rune(h)) <= len([]rune(best)) {
			continue
		}
		if slices.ContainsFunc(claims, func(c string) bool { return strings.HasPrefix(folded(c), folded(h)) }) {
			best = h
		}
	}
	if best != "" {
		return best
	}
	if headline := cleanLine(first(meta.headlines)); headline != "" {
		return withoutSite(headline)
	}
	if title := withoutSite(meta.title); title != "" {
		return title
	}
	return first(headings)
}

func withoutSite(title string) string {
	if m := siteSuffix.FindStringSubmatch(title); m != nil {
		return m[1]
	}
	return title
}

// folded leaves of a text what two copies of it share: letters and digits, in
// lower case.
func folded(s string) string {
	return strings.Join(words(s), "")
}

// linesNear returns the lines where a page names its date and author: the two
// before the headline and the ten after it; without a headline, the first 40.
// Long lines are text, not details.
func linesNear(lines []string, title string) []string {
	from, to := 0, min(len(lines), 40)
	if at := slices.Index(lines, title); at >= 0 {
		from, to = max(0, at-2), min(len(lines), at+11)
	}
	var near []string
	for _, line := range lines[from:to] {
		if len([]rune(line)) <= 120 && line != title {
			near = append(near, line)
		}
	}
	return near
}

// pageDate returns the publication date: what the selector names, the page
// tells machines, its first <time>, or the lines near the headline show.
func pageDate(dom *goquery.Document, meta pageMeta, selector string, near []string, loc *time.Location) string {
	var claims []string
	if selector != "" {
		claims = append(claims, selected(dom, selector)...)
	}
	claims = append(claims, meta.published...)
	claims = append(claims, selected(dom, "article time@datetime")...)
	claims = append(claims, selected(dom, "[itemprop=datePublished]@datetime")...)
	claims = append(claims, first(selected(dom, "time@datetime")))
	for _, claim := range claims {
		if date := findDate(claim, loc); date != "" {
			return date
		}
	}
	return nearbyDate(near, loc)
}

// nearbyDate prefers the first date with a time to the first date.
func nearbyDate(lines []string, loc *time.Location) string {
	bare := ""
	for _, line := range lines {
		date := findDate(line, loc)
		if len(date) > len(time.DateOnly) {
			return date
		}
		if bare == "" {
			bare = date
		}
	}
	return bare
}

// byline is how Chinese pages name a writer: 作者：李明, 记者 王芳、张伟.
var byline = regexp.MustCompile(`(?:作者|记者|撰文|文)\s?[:：/|｜丨]\s?(\p{Han}{2,4}(?:[、,， ]\s?\p{Han}{2,4})*)`)

// maxAuthors keeps lists of a whole newsroom out.
const maxAuthors = 10

// pageAuthors returns the writers' names, each once.
func pageAuthors(dom *goquery.Document, meta pageMeta, selector string, near []string) []string {
	var claims []string
	if selector != "" {
		claims = selected(dom, selector)
	}
	if len(claims) == 0 {
		claims = meta.authors
	}
	if len(claims) == 0 {
		claims = append(selected(dom, "[rel=author]"), selected(dom, "[itemprop=author]")...)
	}
	var authors []string
	for _, claim := range claims {
		authors = append(authors, splitAuthors(claim)...)
	}
	for _, line := range near {
		if m := byline.FindStringSubmatch(line); m != nil && len(authors) == 0 {
			authors = splitAuthors(m[1])
		}
	}
	authors = uniqueStrings(authors)
	return authors[:min(len(authors), maxAuthors)]
}

var (
	authorSeparator = regexp.MustCompile(`\s*(?:[、,，;；|/]|\band\b|&)\s*`)
	authorPrefix    = regexp.MustCompile(`^(?i:by\s+)|^(?:本报|本网|实习)?(?:记者|作者|撰文|文|编辑)\s?[:：/ ]?\s?`)
)

func splitAuthors(claim string) []string {
	if strings.Contains(claim, "://") {
		return nil
	}
	var names []string
	for _, name := range authorSeparator.Split(claim, -1) {
		name = authorPrefix.ReplaceAllString(cleanLine(name), "")
		if n := len([]rune(name)); n >= 2 && n <= 40 {
			names = append(names, name)
		}
	}
	return names
}

func uniqueStrings(all []string) []string {
	var once []string
	for _, s := range all {
		if !slices.Contains(once, s) {
			once = append(once, s)
		}
	}
	return once
}
