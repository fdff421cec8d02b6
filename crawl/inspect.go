package crawl

import (
	"context"

	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// SiteStatus is what is known of a site's pages.
type SiteStatus struct {
	Site      string `json:"site"`
	Documents int    `json:"documents"` // articles that stand
	Withdrawn int    `json:"withdrawn"`
	Rejected  int    `json:"rejected"` // read, and no article
	Failed    int    `json:"failed"`   // not answered; asked for again
	Latest    string `json:"latest"`   // when a page was last asked for, RFC 3339 in UTC
}

// PageProblem is a page that gave no document.
type PageProblem struct {
	Site      string `json:"site"`
	URL       string `json:"url"`
	Status    string `json:"status"` // failed or rejected
	Reason    string `json:"reason"`
	FirstSeen string `json:"first_seen"` // RFC 3339 in UTC, like the next
	Checked   string `json:"checked"`
}

// ErrNoState is the error of a data folder in which nothing was ever crawled.
var ErrNoState = errors.New("nothing was crawled into this folder yet")

// Status returns what is known of the pages of every site, by name.
func Status(ctx context.Context, dataDir string) ([]SiteStatus, error) {
	s, err := existingState(ctx, dataDir)
	if err != nil {
		return nil, err
	}
	defer s.close()
	rows, err := s.db.QueryContext(ctx, `SELECT site, sum(status = 'document'), sum(status = 'withdrawn'), sum(status = 'rejected'),
		sum(status = 'failed'), max(checked) FROM pages GROUP BY site ORDER BY site`)
	if err != nil {
		return nil, fmt.Errorf("read state: %w", err)
	}
	defer rows.Close()
	var all []SiteStatus
	for rows.Next() {
		var one SiteStatus
		if err := rows.Scan(&one.Site, &one.Documents, &one.Withdrawn, &one.Rejected, &one.Failed, &one.Latest); err != nil {
			return nil, fmt.Errorf("read state: %w", err)
		}
		all = append(all, one)
	}
	return all, rows.Err()
}

// Unfinished returns the runs that were killed and that the next crawl finishes.
func Unfinished(dataDir string) ([]string, error) {
	entries, err := os.ReadDir(filepath.Join(dataDir, "pending"))
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("look for unfinished runs: %w", err)
	}
	var runs []string
	for _, entry := range entries {
		runs = append(runs, entry.Name())
	}
	return runs, nil
}

// Selection says which pages are meant: those of a site ("" for any), of the
// addresses (none for any), the rejected ones too.
type Selection struct {
	Site     string
	URLs     []string
	Rejected bool
}

// where is the selection as a condition of SQL with its arguments.
func (s Selection) where() (string, []any) {
	condition, args := "status IN ('failed'", []any(nil)
	if s.Rejected {
		condition += ", 'rejected'"
	}
	condition += ")"
	if s.Site != "" {
		condition += " AND site = ?"
		args = append(args, s.Site)
	}
	if len(s.URLs) > 0 {
		condition += " AND url IN (?" + strings.Repeat(", ?", len(s.URLs)-1) + ")"
		for _, u := range s.URLs {
			args = append(args, u)
		}
	}
	return condition, args
}

// Problems returns the pages that gave no document, by site and the order in which
// they became known.
func Problems(ctx context.Context, dataDir string, which Selection) ([]PageProblem, error) {
	s, err := existingState(ctx, dataDir)
	if err != nil {
		return nil, err
	}
	defer s.close()
	condition, args := which.where()
	pages, err := s.pages(ctx, condition, args...)
	if err != nil {
		return nil, err
	}
	all := make([]PageProblem, len(pages))
	for i, p := range pages {
		all[i] = PageProblem{p.site, p.url, string(p.status), p.reason, p.firstSeen, p.checked}
	}
	return all, nil
}

// Retry makes the next crawl ask for pages again that gave no document, whether or
// not they are listed still, and returns how many.
func Retry(ctx context.Context, dataDir string, which Selection, now time.Time) (int64, error) {
	s, err := existingState(ctx, dataDir)
	if err != nil {
		return 0, err
	}
	defer s.close()
	condition, args := which.where()
	result, err := s.db.ExecContext(ctx, `UPDATE pages SET status = 'failed', reason = 'to be asked for again', etag = '', last_modified = '', first_seen = ?
		WHERE `+condition, append([]any{timestamp(now)}, args...)...)
	if err != nil {
		return 0, fmt.Errorf("change state: %w", err)
	}
	return result.RowsAffected()
}

// existingState opens the state without making one.
func existingState(ctx context.Context, dataDir string) (*state, error) {
	if _, err := os.Stat(filepath.Join(dataDir, "state.db")); errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("%s: %w", dataDir, ErrNoState)
	}
	return openState(ctx, dataDir)
}
