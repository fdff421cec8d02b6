package crawl

import (
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"github.com/andybalholm/cascadia"
	"github.com/pelletier/go-toml/v2"
	"github.com/pelletier/go-toml/v2/unstable"
	"golang.org/x/text/language"
)

// Config is a sites file, checked.
type Config struct {
	Sites []Site // in the order of the file
}

// Site is one news site: where its article pages are named and how they are
// asked for and read.
type Site struct {
	Name     string         // becomes Document.Site
	Base     *url.URL       // root: every page's URL is at or below its registrable domain
	Via      *url.URL       // where requests to Base really go; nil: to Base
	Dir      string         // folder of saved pages instead of HTTP; "": HTTP
	Lang     string         // BCP 47; "": told by the page
	Location *time.Location // of dates without an offset; nil: told by the page's language

	Feeds    []*url.URL // RSS, Atom, JSON feeds
	Sitemaps []*url.URL // sitemaps, sitemap indexes, news sitemaps, plain or gzip
	Sections []*url.URL // pages whose links may be articles
	URLs     string     // file of URLs, one a line; "": none

	Include *regexp.Regexp // path and query of an article; nil: any
	Exclude *regexp.Regexp // path and query of no article; nil: none

	Delay    time.Duration // between two requests to a host
	Timeout  time.Duration // of one request with its body
	Retries  int           // after the first try
	MaxBytes int64         // of one response, as sent and unpacked
	Recheck  time.Duration // pages first seen this long before a run are asked again

	Article Selectors
}

// Selectors are CSS selectors for one site's article pages. A selector may end
// in "@name" to take an attribute instead of the text.
type Selectors struct {
	Title  string   `toml:"title"`
	Body   string   `toml:"body"`
	Date   string   `toml:"date"`
	Author string   `toml:"author"`
	Remove []string `toml:"remove"` // elements dropped before anything is read
}

// Defaults of a site that does not say otherwise.
const (
	defaultDelay    = time.Second
	defaultTimeout  = 20 * time.Second
	defaultRetries  = 3
	defaultMaxBytes = 10 << 20
	defaultRecheck  = 72 * time.Hour
)

// sitesFile is the TOML as written.
type sitesFile struct {
	Site []siteTable `toml:"site"`
}

type siteTable struct {
	Name     string    `toml:"name"`
	Base     string    `toml:"base"`
	Via      string    `toml:"via"`
	Dir      string    `toml:"dir"`
	Lang     string    `toml:"lang"`
	Timezone string    `toml:"timezone"`
	Feeds    []string  `toml:"feeds"`
	Sitemaps []string  `toml:"sitemaps"`
	Sections []string  `toml:"sections"`
	URLs     string    `toml:"urls"`
	Include  string    `toml:"include"`
	Exclude  string    `toml:"exclude"`
	Delay    string    `toml:"delay"`
	Timeout  string    `toml:"timeout"`
	Retries  *int64    `toml:"retries"`
	MaxBytes *int64    `toml:"max_bytes"`
	Recheck  string    `toml:"recheck"`
	Article  Selectors `toml:"article"`
}

// LoadConfig reads a sites file. Paths in it are relative to the file. Errors
// read "file:line:column: message", as many as can be told at once, joined.
func LoadConfig(path string) (*Config, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read sites: %w", err)
	}
	return parseConfig(path, data)
}

func parseConfig(path string, data []byte) (*Config, error) {
	var file sitesFile
	decoder := toml.NewDecoder(strings.NewReader(string(data))).DisallowUnknownFields()
	errs, err := decodeErrors(path, decoder.Decode(&file))
	if err != nil {
		return nil, err
	}
	c := &checker{path: path, places: keyPlaces(data), errs: errs}
	config := &Config{}
	if len(file.Site) == 0 {
		c.errs = append(c.errs, fmt.Errorf("%s:1:1: no [[site]]", path))
	}
	names := map[string]bool{}
	for i, table := range file.Site {
		c.site = i
		site := c.check(table)
		if names[site.Name] {
			c.fail("name", "a second site %q", site.Name)
		}
		names[site.Name] = true
		config.Sites = append(config.Sites, site)
	}
	if len(c.errs) > 0 {
		return nil, errors.Join(c.errs...)
	}
	return config, nil
}

// decodeErrors splits what the decoder says: keys that are unknown (the rest
// was decoded), or an error that stopped it.
func decodeErrors(path string, err error) (unknown []error, fatal error) {
	var missing *toml.StrictMissingError
	var broken *toml.DecodeError
	switch {
	case err == nil:
	case errors.As(err, &missing):
		for _, e := range missing.Errors {
			line, column := e.Position()
			unknown = append(unknown, fmt.Errorf("%s:%d:%d: unknown key %s", path, line, column, strings.Join(e.Key(), ".")))
		}
	case errors.As(err, &broken):
		line, column := broken.Position()
		fatal = fmt.Errorf("%s:%d:%d: %s", path, line, column, strings.TrimPrefix(broken.Error(), "toml: "))
	default:
		fatal = fmt.Errorf("%s:1:1: %w", path, err)
	}
	return unknown, fatal
}

// keyPlaces maps "0.name", "0.article.title" … and "0" for the table itself to
// "line:column". The data is known to parse.
func keyPlaces(data []byte) map[string]string {
	places := map[string]string{}
	p := unstable.Parser{}
	p.Reset(data)
	site, prefix := -1, ""
	for p.NextExpression() {
		e := p.Expression()
		var parts []string
		var first unstable.Range
		for it := e.Key(); it.Next(); {
			if len(parts) == 0 {
				first = it.Node().Raw
			}
			parts = append(parts, string(it.Node().Data))
		}
		start := p.Shape(first).Start
		place := fmt.Sprintf("%d:%d", start.Line, start.Column)
		name := strings.Join(parts, ".")
		switch {
		case e.Kind == unstable.ArrayTable && name == "site":
			site, prefix = site+1, ""
			places[fmt.Sprint(site)] = place
		case e.Kind == unstable.Table || e.Kind == unstable.ArrayTable:
			prefix = strings.TrimPrefix(name, "site.") + "."
		case e.Kind == unstable.KeyValue:
			places[fmt.Sprintf("%d.%s%s", site, prefix, name)] = place
		}
	}
	return places
}

// checker turns site tables into sites and collects what is wrong with them.
type checker struct {
	path   string
	places map[string]string
	site   int
	errs   []error
}

func (c *checker) fail(key, format string, args ...any) {
	place, ok := c.places[fmt.Sprintf("%d.%s", c.site, key)]
	if !ok {
		place, ok = c.places[fmt.Sprint(c.site)]
	}
	if !ok {
		place = "1:1" // the sites are an inline array
	}
	c.errs = append(c.errs, fmt.Errorf("%s:%s: %s: %s", c.path, place, key, fmt.Sprintf(format, args...)))
}

// siteName keeps names fit for file names and for graph keys.
var siteName = regexp.MustCompile(`^[\p{L}\p{N}][\p{L}\p{N}._-]*$`)

func (c *checker) check(t siteTable) Site {
	s := Site{Name: t.Name, Lang: t.Lang, Article: t.Article}
	if !siteName.MatchString(t.Name) {
		c.fail("name", "%q is no name of letters, digits, dots and hyphens", t.Name)
	}
	s.Base = c.root("base", t.Base)
	if t.Via != "" {
		s.Via = c.root("via", t.Via)
	}
	if _, err := language.Parse(t.Lang); t.Lang != "" && err != nil {
		c.fail("lang", "%q is no BCP 47 language", t.Lang)
	}
	s.Location = c.location(t.Timezone, t.Lang)
	s.Dir = c.file("dir", t.Dir, true)
	s.URLs = c.file("urls", t.URLs, false)
	s.Feeds = c.pages("feeds", s.Base, t.Feeds)
	s.Sitemaps = c.pages("sitemaps", s.Base, t.Sitemaps)
	s.Sections = c.pages("sections", s.Base, t.Sections)
	if s.Dir == "" && !s.discovers() {
		c.fail("name", "site %q names no feeds, sitemaps, sections, urls or dir", t.Name)
	}
	s.Include = c.pattern("include", t.Include)
	s.Exclude = c.pattern("exclude", t.Exclude)
	s.Delay = c.duration("delay", t.Delay, defaultDelay)
	s.Timeout = c.duration("timeout", t.Timeout, defaultTimeout)
	s.Recheck = c.duration("recheck", t.Recheck, defaultRecheck)
	s.Retries = int(c.number("retries", t.Retries, defaultRetries, 0))
	s.MaxBytes = c.number("max_bytes", t.MaxBytes, defaultMaxBytes, 1)
	c.selectors(t.Article)
	return s
}

// discovers reports whether the site names where its articles are listed.
func (s *Site) discovers() bool {
	return len(s.Feeds)+len(s.Sitemaps)+len(s.Sections) > 0 || s.URLs != ""
}

func (c *checker) root(key, value string) *url.URL {
	u, err := url.Parse(value)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" || u.RawQuery != "" || u.Fragment != "" {
		c.fail(key, "%q is no http or https address of a site", value)
		return &url.URL{Scheme: "http", Host: "invalid"}
	}
	u.Host = strings.ToLower(u.Host)
	if !strings.HasSuffix(u.Path, "/") {
		u.Path += "/"
	}
	return u
}

func (c *checker) location(value, lang string) *time.Location {
	switch {
	case value == "" && (lang == "zh" || strings.HasPrefix(lang, "zh-")):
		return time.FixedZone("", 8*3600)
	case value == "" && lang == "":
		return nil
	case value == "":
		return time.UTC
	}
	if t, err := time.Parse("-07:00", value); err == nil {
		_, offset := t.Zone()
		return time.FixedZone("", offset)
	}
	loc, err := time.LoadLocation(value)
	if err != nil || value == "Local" {
		c.fail("timezone", "%q is no offset such as +08:00 and no time zone such as Asia/Shanghai", value)
		return time.UTC
	}
	return loc
}

func (c *checker) file(key, value string, folder bool) string {
	if value == "" {
		return ""
	}
	name := value
	if !filepath.IsAbs(name) {
		name = filepath.Join(filepath.Dir(c.path), filepath.FromSlash(name))
	}
	info, err := os.Stat(name)
	switch {
	case err != nil:
		c.fail(key, "%v", err)
	case folder && !info.IsDir():
		c.fail(key, "%s is no folder", name)
	case !folder && !info.Mode().IsRegular():
		c.fail(key, "%s is no file", name)
	}
	return name
}

func (c *checker) pages(key string, base *url.URL, values []string) []*url.URL {
	var pages []*url.URL
	for _, value := range values {
		u, err := resolve(base, value)
		if err != nil {
			c.fail(key, "%q is no path or address: %v", value, err)
			continue
		}
		pages = append(pages, u)
	}
	return pages
}

func (c *checker) pattern(key, value string) *regexp.Regexp {
	if value == "" {
		return nil
	}
	re, err := regexp.Compile(value)
	if err != nil {
		c.fail(key, "%v", err)
	}
	return re
}

func (c *checker) duration(key, value string, absent time.Duration) time.Duration {
	if value == "" {
		return absent
	}
	d, err := time.ParseDuration(value)
	if err != nil || d < 0 {
		c.fail(key, "%q is no duration such as 1s or 72h", value)
	}
	return d
}

func (c *checker) number(key string, value *int64, absent, least int64) int64 {
	if value == nil {
		return absent
	}
	if *value < least {
		c.fail(key, "%d is below %d", *value, least)
	}
	return *value
}

func (c *checker) selectors(s Selectors) {
	check := func(key, value string, attribute bool) {
		css, attr := value, ""
		if attribute {
			css, attr, _ = strings.Cut(value, "@")
		}
		if _, err := cascadia.ParseGroup(css); err != nil {
			c.fail("article."+key, "selector %q: %v", value, err)
		} else if strings.Contains(value, "@") && attribute && attr == "" {
			c.fail("article."+key, "selector %q names no attribute after @", value)
		}
	}
	for _, field := range []struct{ key, value string }{
		{"title", s.Title}, {"body", s.Body}, {"date", s.Date}, {"author", s.Author},
	} {
		if field.value != "" {
			check(field.key, field.value, field.key != "body")
		}
	}
	for _, value := range s.Remove {
		check("remove", value, false)
	}
}
