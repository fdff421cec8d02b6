package crawl

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"time"

	"github.com/nlnwa/gowarc/v3"
)

// archive is a run's WARC file: a request and a response record for every
// exchange, each a gzip member of its own. It is written under the name
// RUN.warc.gz.part and gets its name when the run is finished.
type archive struct {
	mu   sync.Mutex
	file *os.File
}

func archivePath(dataDir, run string) string {
	return filepath.Join(dataDir, "archive", run+".warc.gz")
}

func createArchive(dataDir, run, software string, now time.Time) (*archive, error) {
	name := archivePath(dataDir, run) + ".part"
	file, err := os.Create(name)
	if err != nil {
		return nil, fmt.Errorf("create archive: %w", err)
	}
	a := &archive{file: file}
	info := warcRecord{kind: gowarc.Warcinfo, contentType: "application/warc-fields", date: now,
		block: []byte("software: " + software + "\r\nformat: WARC File Format 1.1\r\n")}
	if _, err := a.write(info); err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return a, nil
}

// exchange is one request and what came back for it, the body as sent.
type exchange struct {
	request   *http.Request
	response  *http.Response
	body      []byte
	truncated bool // the body is longer than what was read
	date      time.Time
}

// add appends the records of an exchange.
func (a *archive) add(x exchange) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	uri := x.request.URL.String()
	id, err := a.write(warcRecord{kind: gowarc.Response, contentType: "application/http; msgtype=response", uri: uri,
		date: x.date, block: responseBytes(x), truncated: x.truncated})
	if err != nil {
		return err
	}
	_, err = a.write(warcRecord{kind: gowarc.Request, contentType: "application/http; msgtype=request", uri: uri,
		date: x.date, block: requestBytes(x.request), concurrent: id})
	return err
}

type warcRecord struct {
	kind        gowarc.RecordType
	contentType string
	uri         string
	date        time.Time
	block       []byte
	concurrent  string // id of the record of the same exchange
	truncated   bool
}

// write appends one record as one gzip member and returns its id.
func (a *archive) write(r warcRecord) (string, error) {
	b := gowarc.NewRecordBuilder(r.kind, gowarc.WithDefaultDigestAlgorithm("sha256"), gowarc.WithDefaultDigestEncoding(gowarc.Base16))
	b.AddWarcHeaderTime(gowarc.WarcDate, r.date.UTC())
	b.AddWarcHeader(gowarc.ContentType, r.contentType)
	if r.uri != "" {
		b.AddWarcHeader(gowarc.WarcTargetURI, r.uri)
	}
	if r.concurrent != "" {
		b.AddWarcHeader(gowarc.WarcConcurrentTo, "<"+r.concurrent+">")
	}
	if r.truncated {
		b.AddWarcHeader(gowarc.WarcTruncated, "length")
	}
	if _, err := b.Write(r.block); err != nil {
		return "", fmt.Errorf("archive %s: %w", r.uri, err)
	}
	record, _, err := b.Build()
	if err != nil {
		return "", fmt.Errorf("archive %s: %w", r.uri, err)
	}
	defer record.Close()
	z := gzip.NewWriter(a.file)
	_, _, err = gowarc.NewMarshaler().Marshal(z, record, 0)
	if err := errors.Join(err, z.Close()); err != nil {
		return "", fmt.Errorf("archive %s: %w", r.uri, err)
	}
	return record.RecordId(), nil
}

// requestBytes is the request as HTTP/1.1 writes it.
func requestBytes(r *http.Request) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s %s HTTP/1.1\r\nHost: %s\r\n", r.Method, r.URL.RequestURI(), r.URL.Host)
	_ = r.Header.Write(&b) // a buffer takes all
	b.WriteString("\r\n")
	return b.Bytes()
}

// responseBytes is the response with its body as sent, without the chunks and
// with the length that was read.
func responseBytes(x exchange) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "HTTP/1.1 %03d %s\r\n", x.response.StatusCode, http.StatusText(x.response.StatusCode))
	header := x.response.Header.Clone()
	header.Del("Transfer-Encoding")
	header.Set("Content-Length", strconv.Itoa(len(x.body)))
	_ = header.Write(&b) // a buffer takes all
	b.WriteString("\r\n")
	b.Write(x.body)
	return b.Bytes()
}

// close leaves the file whole on disk under its name of a run not finished.
func (a *archive) close() error {
	return errors.Join(a.file.Sync(), a.file.Close())
}

// finishArchive gives a run's archive its name, without the record that a kill
// cut in two. A run that has no archive, or a named one, needs nothing.
func finishArchive(dataDir, run string) error {
	name := archivePath(dataDir, run)
	end, err := wholeMembers(name + ".part")
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("finish archive: %w", err)
	}
	if err := os.Truncate(name+".part", end); err != nil {
		return fmt.Errorf("finish archive: %w", err)
	}
	return os.Rename(name+".part", name)
}

// wholeMembers returns where the last whole gzip member of a file ends.
func wholeMembers(name string) (int64, error) {
	file, err := os.Open(name)
	if err != nil {
		return 0, err
	}
	defer file.Close()
	in := &countingReader{r: bufio.NewReader(file)}
	var z gzip.Reader
	end := int64(0)
	for z.Reset(in) == nil {
		z.Multistream(false)
		if _, err := io.Copy(io.Discard, &z); err != nil {
			break
		}
		end = in.n
	}
	return end, nil
}

// countingReader counts the bytes taken. Being an io.ByteReader it is read by
// gzip not a byte further than the member goes.
type countingReader struct {
	r *bufio.Reader
	n int64
}

func (c *countingReader) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}

func (c *countingReader) ReadByte() (byte, error) {
	b, err := c.r.ReadByte()
	if err == nil {
		c.n++
	}
	return b, err
}
