package crawl

import (
	"bufio"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/newsgraph/newsgraph/kg"
)

// savedRun is what finishing a run came to.
type savedRun struct {
	documents string       // path of the documents file; "": nothing new
	sites     []SiteReport // counts by pending file
}

// finisher turns outcomes into document lines and state, in one transaction.
type finisher struct {
	tx     *sql.Tx
	out    io.Writer
	lines  int
	report SiteReport
}

// finishRun turns a run's pending outcomes into its documents file and the new
// state, in the order of the pending files. The documents are in place before
// the state knows them, and the pending files are there until it does: whenever
// this is killed, doing it again gives the same.
func finishRun(ctx context.Context, st *state, dataDir, run string) (savedRun, error) {
	var saved savedRun
	pending := pendingFolder(dataDir, run)
	done, err := finished(ctx, st.db, run)
	if err != nil {
		return saved, err
	}
	if !done {
		if saved, err = saveRun(ctx, st, dataDir, run); err != nil {
			return saved, fmt.Errorf("save run %s: %w", run, err)
		}
	}
	if err := finishArchive(dataDir, run); err != nil {
		return saved, err
	}
	return saved, os.RemoveAll(pending)
}

// errNothingNew keeps an empty documents file from being written.
var errNothingNew = errors.New("nothing is new")

func saveRun(ctx context.Context, st *state, dataDir, run string) (savedRun, error) {
	var saved savedRun
	tx, err := st.db.BeginTx(ctx, nil)
	if err != nil {
		return saved, err
	}
	defer tx.Rollback()
	parts, err := filepath.Glob(filepath.Join(pendingFolder(dataDir, run), "*.jsonl"))
	if err != nil {
		return saved, err
	}
	saved.documents = filepath.Join(dataDir, "documents", run+".jsonl")
	err = kg.WriteFile(saved.documents, func(w io.Writer) error {
		f := &finisher{tx: tx, out: w}
		for _, part := range parts {
			if err := f.site(ctx, part); err != nil {
				return err
			}
			saved.sites = append(saved.sites, f.report)
		}
		if f.lines == 0 {
			return errNothingNew
		}
		return nil
	})
	if errors.Is(err, errNothingNew) {
		saved.documents, err = "", nil
	}
	if err != nil {
		return saved, err
	}
	if _, err := tx.ExecContext(ctx, `INSERT INTO runs (run) VALUES (?)`, run); err != nil {
		return saved, err
	}
	return saved, tx.Commit()
}

// site applies one pending file. Its last line may be cut by a kill.
func (f *finisher) site(ctx context.Context, part string) error {
	f.report = SiteReport{}
	file, err := os.Open(part)
	if err != nil {
		return err
	}
	defer file.Close()
	site := siteOf(part)
	lines := json.NewDecoder(bufio.NewReader(file))
	for {
		var o outcome
		err := lines.Decode(&o)
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("read %s: %w", part, err)
		}
		if err := f.apply(ctx, site, o); err != nil {
			return fmt.Errorf("%s: %w", o.URL, err)
		}
	}
}

// siteOf returns the site's name in that of its pending file, 000000-NAME.jsonl.
func siteOf(part string) string {
	name := filepath.Base(part)
	return name[len("000000-") : len(name)-len(".jsonl")]
}

// apply brings one outcome into the state and writes the line that it is worth.
func (f *finisher) apply(ctx context.Context, site string, o outcome) error {
	row, known, err := findPage(ctx, f.tx, o.Page)
	if err != nil {
		return err
	}
	if !known || row.status == statusAlias {
		row = pageRow{url: o.Page, site: site, firstSeen: o.Fetched}
	}
	before := row
	row.checked, row.reason = o.Fetched, o.Reason
	if o.Published != "" {
		row.published = o.Published
	}
	switch o.Kind {
	case foundSame:
		row.reason = before.reason
		f.report.Unchanged++
	case foundGone:
		err = f.gone(ctx, &row, o)
	case foundFailure:
		f.report.Failed = append(f.report.Failed, Problem{URL: o.URL, Reason: o.Reason, Retryable: true})
		if row.document == "" {
			row.status = statusFailed
		}
	case foundNone:
		f.rejected(&row, before, o)
	case foundDocument:
		row.etag, row.lastModified = o.ETag, o.LastModified
		err = f.document(ctx, &row, *o.Document)
	default:
		err = fmt.Errorf("unknown outcome %q", o.Kind)
	}
	if err != nil {
		return err
	}
	if err := putPage(ctx, f.tx, row); err != nil {
		return err
	}
	return f.aliases(ctx, row, o)
}

// rejected remembers why a page is none. One that was an article stays what it
// is: sites show empty pages for a while.
func (f *finisher) rejected(row *pageRow, before pageRow, o outcome) {
	if before.status == statusRejected && before.reason == o.Reason {
		f.report.Unchanged++
	} else {
		f.report.Rejected = append(f.report.Rejected, Problem{URL: o.URL, Reason: o.Reason})
	}
	if row.document == "" {
		row.status, row.etag, row.lastModified = statusRejected, o.ETag, o.LastModified
	}
}

// gone withdraws the document of a page.
func (f *finisher) gone(ctx context.Context, row *pageRow, o outcome) error {
	if row.status == statusWithdrawn {
		f.report.Unchanged++
		return nil
	}
	if row.document == "" {
		f.rejected(row, *row, o)
		return nil
	}
	d, ok, err := findDocument(ctx, f.tx, row.document)
	if err != nil || !ok {
		return errors.Join(err, fmt.Errorf("state of %s names a document that is not there", row.url))
	}
	row.status, row.etag, row.lastModified = statusWithdrawn, "", ""
	if d.withdrawn || d.page != row.url {
		f.report.Unchanged++ // another page holds it
		return nil
	}
	d.withdrawn, d.fetched, d.copyOf = true, o.Fetched, ""
	f.report.Withdrawn++
	err = f.write(kg.Document{V: kg.Version, ID: d.id, URL: d.url, Site: d.site, Title: d.title, TextHash: kg.TextHash(d.title, ""),
		Lang: d.lang, Published: d.published, Fetched: d.fetched, Withdrawn: true})
	if err != nil {
		return err
	}
	return putDocument(ctx, f.tx, d, nil)
}

// document writes the document of a page, if it is new or says something new.
func (f *finisher) document(ctx context.Context, row *pageRow, doc kg.Document) error {
	known, ok, err := findDocument(ctx, f.tx, doc.ID)
	if err != nil {
		return err
	}
	if ok && known.page != row.url && !known.withdrawn && folded(known.title) != folded(doc.Title) {
		// Another article claims the canonical address: it is no name for this one.
		doc.URL, doc.ID = row.url, kg.DocumentID(row.url)
		if known, ok, err = findDocument(ctx, f.tx, doc.ID); err != nil {
			return err
		}
	}
	row.status, row.document, row.reason = statusDocument, doc.ID, ""
	if ok && !known.withdrawn && (known.textHash == doc.TextHash || known.page != row.url) {
		f.report.Unchanged++
		return nil
	}
	d := documentRow{number: known.number, id: doc.ID, page: row.url, url: doc.URL, site: doc.Site, title: doc.Title, lang: doc.Lang,
		published: doc.Published, textHash: doc.TextHash, firstSeen: doc.Fetched, fetched: doc.Fetched}
	clauses := fingerprint(doc.Text)
	d.clauses = packClauses(clauses)
	if d.copyOf, err = findOriginal(ctx, f.tx, d, clauses); err != nil {
		return err
	}
	doc.CopyOf = d.copyOf
	f.count(ok, doc)
	if err := f.write(doc); err != nil {
		return err
	}
	return putDocument(ctx, f.tx, d, anchorsOf(clauses))
}

func (f *finisher) count(known bool, doc kg.Document) {
	if known {
		f.report.Revised++
	} else {
		f.report.New++
	}
	if doc.CopyOf != "" {
		f.report.Copies++
	}
}

func (f *finisher) write(doc kg.Document) error {
	f.lines++
	return kg.WriteDocument(f.out, &doc)
}

// aliases remembers the other addresses of a page: those that redirect to it
// and the canonical one. None of them is asked for again.
func (f *finisher) aliases(ctx context.Context, row pageRow, o outcome) error {
	others := o.Aliases
	if o.URL != o.Page {
		others = append(others, o.URL)
	}
	if o.Document != nil {
		others = append(others, o.Document.URL)
	}
	for _, other := range others {
		known, ok, err := findPage(ctx, f.tx, other)
		if err != nil {
			return err
		}
		asked := other == o.URL || !ok // a page of its own stays one
		if other == row.url || !asked && known.status != statusAlias {
			continue
		}
		alias := pageRow{url: other, site: row.site, status: statusAlias, document: row.document, firstSeen: o.Fetched, checked: o.Fetched}
		if err := putPage(ctx, f.tx, alias); err != nil {
			return err
		}
	}
	return nil
}

// add brings in the counts that finishing gave.
func (r *SiteReport) add(counts SiteReport) {
	r.Unchanged, r.New, r.Revised, r.Withdrawn, r.Copies = counts.Unchanged, counts.New, counts.Revised, counts.Withdrawn, counts.Copies
	r.Rejected = counts.Rejected
	r.Failed = append(r.Failed, counts.Failed...)
}
