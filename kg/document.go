package kg

import (
	"crypto/sha256"
	"encoding/hex"
)

// Version is the format version that every JSON line carries as "v".
const Version = 1

// Document is one news article as crawl writes it and extract reads it.
// Title and Text are UTF-8 in NFC; paragraphs of Text end in "\n".
type Document struct {
	V         int      `json:"v"`
	ID        string   `json:"id"`
	URL       string   `json:"url,omitempty"`
	Site      string   `json:"site,omitempty"`
	Title     string   `json:"title"`
	Text      string   `json:"text"`
	TextHash  string   `json:"text_hash,omitempty"` // see [TextHash]
	Lang      string   `json:"lang,omitempty"`      // BCP 47
	Published string   `json:"published,omitempty"` // RFC 3339, or a bare date where the page gives no time
	Date      string   `json:"date,omitempty"`      // accepted for Published in foreign lines, never written
	Fetched   string   `json:"fetched,omitempty"`   // RFC 3339, UTC
	Authors   []string `json:"authors,omitempty"`
	CopyOf    string   `json:"copy_of,omitempty"`   // id of the document that this one reprints
	Withdrawn bool     `json:"withdrawn,omitempty"` // a tombstone: the page is gone from its site
}

// Whole returns the text that all offsets count in: title, line break, text.
func (d *Document) Whole() string { return d.Title + "\n" + d.Text }

// PublishedOrDate returns Published, else Date, else "".
func (d *Document) PublishedOrDate() string {
	if d.Published != "" {
		return d.Published
	}
	return d.Date
}

// DocumentID returns the id of the document at a canonical URL: the first
// 16 bytes of its SHA-256 as 32 hex digits.
func DocumentID(canonicalURL string) string {
	sum := sha256.Sum256([]byte(canonicalURL))
	return hex.EncodeToString(sum[:16])
}

// TextHash returns the SHA-256 of title + "\n" + text as 64 hex digits.
func TextHash(title, text string) string {
	sum := sha256.Sum256([]byte(title + "\n" + text))
	return hex.EncodeToString(sum[:])
}
