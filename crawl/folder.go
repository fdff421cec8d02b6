package crawl

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strings"
)

// folder answers requests for a site from a folder of its saved pages: the
// file at the path below the site's base. What is not there is a 404. A file's
// ETag is the hash of its content, so that a page is asked again for nothing
// however its file came there.
type folder struct {
	files fs.FS
	base  *url.URL
}

// fileTypes are the media types by file name. HTML and text name no charset:
// the bytes tell.
var fileTypes = map[string]string{
	".html": "text/html", ".htm": "text/html", ".xhtml": "application/xhtml+xml", ".xml": "application/xml",
	".rss": "application/xml", ".atom": "application/xml", ".json": "application/json", ".txt": "text/plain", ".gz": "application/gzip",
	".jpg": "image/jpeg", ".png": "image/png", ".pdf": "application/pdf",
}

// RoundTrip implements [http.RoundTripper].
func (f folder) RoundTrip(r *http.Request) (*http.Response, error) {
	name, ok := f.name(r.URL)
	if !ok {
		return answer(r, http.StatusNotFound, http.NoBody), nil
	}
	tag, err := f.tag(name)
	if err != nil {
		return answer(r, http.StatusNotFound, http.NoBody), nil
	}
	if r.Header.Get("If-None-Match") == tag {
		return answer(r, http.StatusNotModified, http.NoBody), nil
	}
	file, err := f.files.Open(name)
	if err != nil {
		return nil, fmt.Errorf("read saved page: %w", err)
	}
	response := answer(r, http.StatusOK, file)
	response.Header.Set("ETag", tag)
	if kind, ok := fileTypes[strings.ToLower(path.Ext(name))]; ok {
		response.Header.Set("Content-Type", kind)
	}
	return response, nil
}

func answer(r *http.Request, status int, body io.ReadCloser) *http.Response {
	return &http.Response{
		StatusCode: status, Status: fmt.Sprintf("%d %s", status, http.StatusText(status)),
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: http.Header{}, Body: body, ContentLength: -1, Request: r,
	}
}

// name returns the file that holds a page.
func (f folder) name(u *url.URL) (string, bool) {
	below, ok := strings.CutPrefix(u.Path, f.base.Path)
	if !ok || !strings.EqualFold(u.Host, f.base.Host) || u.RawQuery != "" {
		return "", false
	}
	if below == "" || strings.HasSuffix(below, "/") {
		below += "index.html"
	}
	return below, fs.ValidPath(below)
}

func (f folder) tag(name string) (string, error) {
	info, err := fs.Stat(f.files, name)
	if err != nil {
		return "", err
	}
	if !info.Mode().IsRegular() {
		return "", fs.ErrNotExist
	}
	file, err := f.files.Open(name)
	if err != nil {
		return "", err
	}
	defer file.Close()
	h := sha256.New()
	if _, err := io.Copy(h, file); err != nil {
		return "", err
	}
	return `"` + hex.EncodeToString(h.Sum(nil)[:16]) + `"`, nil
}

// savedPages lists the pages of the folder by their addresses, in the order of
// their names; files and folders beginning with a dot are none.
func (f folder) savedPages() ([]*url.URL, error) {
	var names []string
	err := fs.WalkDir(f.files, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case strings.HasPrefix(d.Name(), ".") && name != "." && d.IsDir():
			return fs.SkipDir
		case !d.IsDir() && isSavedPage(d.Name()):
			names = append(names, name)
		}
		return nil
	})
	slices.Sort(names)
	pages := make([]*url.URL, len(names))
	for i, name := range names {
		u := *f.base
		u.Path += name
		pages[i] = normalURL(&u)
	}
	return pages, err
}

func isSavedPage(name string) bool {
	plain := strings.TrimSuffix(strings.ToLower(name), ".gz")
	return !strings.HasPrefix(name, ".") && (strings.HasSuffix(plain, ".html") || strings.HasSuffix(plain, ".htm"))
}
