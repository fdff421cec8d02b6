package crawl

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"time"

	_ "modernc.org/sqlite" // the driver "sqlite"
)

// schema of state.db. Times are RFC 3339 in UTC, so that they sort as text.
const schema = `
CREATE TABLE IF NOT EXISTS pages (      -- every address that was asked for or led to another
	url           TEXT PRIMARY KEY,
	site          TEXT NOT NULL,
	status        TEXT NOT NULL,        -- see pageStatus
	reason        TEXT NOT NULL,        -- of a rejection or failure
	document      TEXT NOT NULL,        -- id of the document found there, or ''
	etag          TEXT NOT NULL,
	last_modified TEXT NOT NULL,
	published     TEXT NOT NULL,        -- date told by a feed or sitemap, or ''
	first_seen    TEXT NOT NULL,
	checked       TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS pages_by_site ON pages (site, first_seen);
CREATE TABLE IF NOT EXISTS documents (  -- the current version of every document
	number     INTEGER PRIMARY KEY,     -- in the order in which they became known
	id         TEXT NOT NULL UNIQUE,
	page       TEXT NOT NULL,           -- where it was got
	url        TEXT NOT NULL,           -- canonical
	site       TEXT NOT NULL,
	title      TEXT NOT NULL,
	lang       TEXT NOT NULL,
	published  TEXT NOT NULL,
	text_hash  TEXT NOT NULL,
	copy_of    TEXT NOT NULL,
	withdrawn  INTEGER NOT NULL,
	first_seen TEXT NOT NULL,
	fetched    TEXT NOT NULL,
	clauses    BLOB NOT NULL            -- see fingerprint
) STRICT;
CREATE TABLE IF NOT EXISTS anchors (    -- to find documents with common clauses
	hash   INTEGER NOT NULL,
	number INTEGER NOT NULL,
	PRIMARY KEY (hash, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS anchors_by_document ON anchors (number);
CREATE TABLE IF NOT EXISTS runs (       -- finished
	run TEXT PRIMARY KEY
) STRICT;`

// pageStatus is what became of an address.
type pageStatus string

const (
	statusDocument  pageStatus = "document"  // an article
	statusWithdrawn pageStatus = "withdrawn" // was an article, is gone
	statusRejected  pageStatus = "rejected"  // no article; reason
	statusFailed    pageStatus = "failed"    // not answered; asked again next run
	statusAlias     pageStatus = "alias"     // redirects to, or has the canonical address of, another page
)

// pageRow is what is known of one address.
type pageRow struct {
	url, site          string
	status             pageStatus
	reason, document   string
	etag, lastModified string
	published          string
	firstSeen, checked string
}

// documentRow is the current version of one document.
type documentRow struct {
	number             int64
	id, page, url      string
	site, title, lang  string
	published          string
	textHash, copyOf   string
	withdrawn          bool
	firstSeen, fetched string
	clauses            []byte
}

// state is what the crawler remembers between runs, in DataDir/state.db. It
// changes only when a run is finished, in one transaction.
type state struct{ db *sql.DB }

func openState(ctx context.Context, dataDir string) (*state, error) {
	db, err := sql.Open("sqlite", "file:"+filepath.Join(dataDir, "state.db")+"?_pragma=busy_timeout(10000)&_pragma=synchronous(FULL)")
	if err != nil {
		return nil, fmt.Errorf("open state: %w", err)
	}
	db.SetMaxOpenConns(1) // SQLite has one writer, and the run reads little
	if _, err := db.ExecContext(ctx, schema); err != nil {
		return nil, fmt.Errorf("open state %s: %w", filepath.Join(dataDir, "state.db"), errors.Join(err, db.Close()))
	}
	return &state{db}, nil
}

func (s *state) close() error { return s.db.Close() }

// querier is a database or a transaction.
type querier interface {
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

const pageColumns = `url, site, status, reason, document, etag, last_modified, published, first_seen, checked`

func (p *pageRow) fields() []any {
	return []any{&p.url, &p.site, &p.status, &p.reason, &p.document, &p.etag, &p.lastModified, &p.published, &p.firstSeen, &p.checked}
}

// findPage returns what is known of an address; false if nothing.
func findPage(ctx context.Context, q querier, url string) (pageRow, bool, error) {
	var p pageRow
	err := q.QueryRowContext(ctx, `SELECT `+pageColumns+` FROM pages WHERE url = ?`, url).Scan(p.fields()...)
	if errors.Is(err, sql.ErrNoRows) {
		return p, false, nil
	}
	if err != nil {
		return p, false, fmt.Errorf("state of %s: %w", url, err)
	}
	return p, true, nil
}

// recentPages lists a site's pages first seen since a time, the earliest first.
func (s *state) recentPages(ctx context.Context, site string, since time.Time) ([]pageRow, error) {
	return s.pages(ctx, `site = ? AND first_seen >= ? AND status <> 'alias'`, site, timestamp(since))
}

// readPages lists a site's pages that were read, as articles or not, the earliest
// first.
func (s *state) readPages(ctx context.Context, site string) ([]pageRow, error) {
	return s.pages(ctx, `site = ? AND status IN ('document', 'rejected')`, site)
}

// pages lists the pages for which a condition holds, by site, the earliest first.
func (s *state) pages(ctx context.Context, condition string, args ...any) ([]pageRow, error) {
	rows, err := s.db.QueryContext(ctx, `SELECT `+pageColumns+` FROM pages WHERE `+condition+` ORDER BY site, first_seen, rowid`, args...)
	if err != nil {
		return nil, fmt.Errorf("state of pages: %w", err)
	}
	defer rows.Close()
	var pages []pageRow
	for rows.Next() {
		var p pageRow
		if err := rows.Scan(p.fields()...); err != nil {
			return nil, fmt.Errorf("state of pages: %w", err)
		}
		pages = append(pages, p)
	}
	return pages, rows.Err()
}

// putPage writes what is known of an address; when it was first seen stays.
func putPage(ctx context.Context, tx *sql.Tx, p pageRow) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO pages (`+pageColumns+`) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (url) DO UPDATE SET status = excluded.status, reason = excluded.reason, document = excluded.document,
			etag = excluded.etag, last_modified = excluded.last_modified, published = excluded.published, checked = excluded.checked`,
		p.url, p.site, p.status, p.reason, p.document, p.etag, p.lastModified, p.published, p.firstSeen, p.checked)
	if err != nil {
		return fmt.Errorf("remember %s: %w", p.url, err)
	}
	return nil
}

const documentColumns = `number, id, page, url, site, title, lang, published, text_hash, copy_of, withdrawn, first_seen, fetched, clauses`

func (d *documentRow) fields() []any {
	return []any{&d.number, &d.id, &d.page, &d.url, &d.site, &d.title, &d.lang, &d.published, &d.textHash, &d.copyOf, &d.withdrawn,
		&d.firstSeen, &d.fetched, &d.clauses}
}

// findDocument returns the current version of a document; false if there is none.
func findDocument(ctx context.Context, q querier, id string) (documentRow, bool, error) {
	var d documentRow
	err := q.QueryRowContext(ctx, `SELECT `+documentColumns+` FROM documents WHERE id = ?`, id).Scan(d.fields()...)
	if errors.Is(err, sql.ErrNoRows) {
		return d, false, nil
	}
	if err != nil {
		return d, false, fmt.Errorf("state of document %s: %w", id, err)
	}
	return d, true, nil
}

// putDocument writes the current version of a document with its fingerprint;
// anchors are the hashes that it is found by.
func putDocument(ctx context.Context, tx *sql.Tx, d documentRow, anchors []int64) error {
	err := tx.QueryRowContext(ctx, `INSERT INTO documents (id, page, url, site, title, lang, published, text_hash, copy_of, withdrawn, first_seen, fetched, clauses)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (id) DO UPDATE SET page = excluded.page, url = excluded.url, title = excluded.title, lang = excluded.lang,
			published = excluded.published, text_hash = excluded.text_hash, copy_of = excluded.copy_of, withdrawn = excluded.withdrawn,
			fetched = excluded.fetched, clauses = excluded.clauses
		RETURNING number`,
		d.id, d.page, d.url, d.site, d.title, d.lang, d.published, d.textHash, d.copyOf, d.withdrawn, d.firstSeen, d.fetched, d.clauses).Scan(&d.number)
	if err != nil {
		return fmt.Errorf("remember document %s: %w", d.id, err)
	}
	if _, err := tx.ExecContext(ctx, `DELETE FROM anchors WHERE number = ?`, d.number); err != nil {
		return fmt.Errorf("remember document %s: %w", d.id, err)
	}
	for _, hash := range anchors {
		if _, err := tx.ExecContext(ctx, `INSERT OR IGNORE INTO anchors (hash, number) VALUES (?, ?)`, hash, d.number); err != nil {
			return fmt.Errorf("remember document %s: %w", d.id, err)
		}
	}
	return nil
}

// finished reports whether a run's results are part of the state.
func finished(ctx context.Context, q querier, run string) (bool, error) {
	var n int
	err := q.QueryRowContext(ctx, `SELECT count(*) FROM runs WHERE run = ?`, run).Scan(&n)
	return n > 0, err
}

// timestamp is how times are written.
func timestamp(t time.Time) string { return t.UTC().Format(time.RFC3339) }
