package crawl

import (
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"

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
var byline = regexp.MustCompile(`(?:作者|记者|撰文|文)\s?[:：/|｜丨]\s?([\p{Han}·、,， ]{2,40})`)

// afterByline is what may follow the names of a byline.
var afterByline = regexp.MustCompile(`(?:责任编辑|责编|编辑|来源|校对|摄影|发自|报道|发布|时间|阅读|浏览|责任).*`)

// maxAuthors keeps lists of a whole newsroom out.
const maxAuthors = 10

// pageAuthors returns the writers' names, each once: those the selector names,
// else those of the byline, else those the page tells machines.
func pageAuthors(dom *goquery.Document, meta pageMeta, selector string, near []string) []string {
	var authors []string
	if selector != "" {
		authors = splitAuthors(selected(dom, selector))
	}
	if len(authors) == 0 {
		authors = bylines(near)
	}
	if len(authors) == 0 {
		authors = splitAuthors(meta.authors)
	}
	if len(authors) == 0 {
		site := strings.TrimPrefix(meta.title, withoutSite(meta.title))
		authors = slices.DeleteFunc(splitAuthors(meta.named), func(name string) bool { return strings.Contains(site, name) })
	}
	if len(authors) == 0 {
		authors = splitAuthors(append(selected(dom, "[rel=author]"), selected(dom, "[itemprop=author]")...))
	}
	return authors[:min(len(authors), maxAuthors)]
}

// bylines returns the names of the first byline.
func bylines(lines []string) []string {
	for _, line := range lines {
		if m := byline.FindStringSubmatch(line); m != nil {
			names := splitAuthors([]string{afterByline.ReplaceAllString(m[1], "")})
			return slices.DeleteFunc(names, func(name string) bool { return len([]rune(name)) > 4 && !strings.Contains(name, "·") })
		}
	}
	return nil
}

var (
	authorSeparator = regexp.MustCompile(`\s*(?:[、,，;；|/]|\band\b|&)\s*`)
	authorPrefix    = regexp.MustCompile(`^(?i:by\s+)|^(?:本报|本网|实习)?(?:记者|作者|撰文|文|编辑)\s?[:：/ ]?\s?`)
	noAuthor        = regexp.MustCompile(`(?i)^(?:未知|佚名|网络|综合|责任编辑|责编|编辑|来源|发布|时间|阅读|浏览)|(?:网|报|社|台|客户端|公众号)$|@|\.(?:com|cn|net)|\d{3}|^(?:name|admin|editors?|staff|unknown)$`)
)

// splitAuthors makes single names of what stands where authors do, each once.
func splitAuthors(claims []string) []string {
	var names []string
	for _, claim := range claims {
		if strings.Contains(claim, "://") {
			continue // the address of a profile
		}
		for _, part := range authorSeparator.Split(claim, -1) {
			for _, name := range hanNames(authorPrefix.ReplaceAllString(cleanLine(part), "")) {
				n := len([]rune(name))
				if n >= 2 && n <= 40 && !noAuthor.MatchString(name) && !slices.ContainsFunc(names, func(n string) bool { return strings.EqualFold(n, name) }) {
					names = append(names, name)
				}
			}
		}
	}
	return names
}

// hanNames splits 王芳 张伟 at the space, and leaves John Smith whole.
func hanNames(s string) []string {
	if parts := strings.Fields(s); len(parts) > 1 && !strings.ContainsFunc(s, func(r rune) bool { return r != ' ' && !unicode.Is(unicode.Han, r) }) {
		return parts
	}
	return []string{s}
}
