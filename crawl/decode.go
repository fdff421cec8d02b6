package crawl

import (
	"bytes"
	"errors"
	"mime"
	"strings"
	"unicode/utf8"

	"github.com/gogs/chardet"
	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

var (
	errEmpty   = errors.New("no bytes")
	errBinary  = errors.New("binary, no text")
	errCharset = errors.New("broken characters in every charset tried")
)

// maxBroken is the share of broken characters, among those beyond ASCII, that
// a page may hold: pages cut in the middle of a character and pages put
// together from two charsets have a few, the wrong charset has a tenth and more.
const maxBroken = 0.02

// decode turns the bytes of a page into UTF-8. Bytes that are valid UTF-8 are
// that, whatever header and page claim: many Chinese pages are UTF-8 under a
// gb2312 meta tag. Then byte order mark, header and meta tag are believed, each
// if the bytes agree, and at last the bytes themselves are asked.
func decode(page []byte, contentType string) (string, error) {
	if len(page) == 0 {
		return "", errEmpty
	}
	if enc := byteOrderMark(page); enc != nil {
		return decodeAs(page, enc)
	}
	if bytes.IndexByte(page[:min(len(page), 1024)], 0) >= 0 {
		return "", errBinary
	}
	if nearlyUTF8(page) {
		return strings.ToValidUTF8(string(page), "\uFFFD"), nil
	}
	for _, enc := range claimed(page, contentType) {
		if text, err := decodeAs(page, enc); err == nil {
			return text, nil
		}
	}
	return "", errCharset
}

func byteOrderMark(page []byte) encoding.Encoding {
	switch {
	case bytes.HasPrefix(page, []byte("\xEF\xBB\xBF")):
		return unicode.UTF8BOM
	case bytes.HasPrefix(page, []byte("\xFE\xFF")), bytes.HasPrefix(page, []byte("\xFF\xFE")):
		return unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	}
	return nil
}

// nearlyUTF8 allows for a few broken characters among the whole ones.
func nearlyUTF8(page []byte) bool {
	if utf8.Valid(page) {
		return true
	}
	whole, broken := 0, 0
	for i := 0; i < len(page); {
		if page[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, size := utf8.DecodeRune(page[i:])
		if r == utf8.RuneError && size == 1 {
			broken++
		} else {
			whole++
		}
		i += size
	}
	return float64(broken) < maxBroken*float64(whole)
}

// claimed lists the charsets to try in turn: header, meta tag, the best guess
// at the bytes, the two most common. A claim of UTF-8 is known to be false here,
// and one of Latin-1 is what servers say by default and any bytes satisfy.
func claimed(page []byte, contentType string) []encoding.Encoding {
	var encs []encoding.Encoding
	add := func(label string, believeLatin bool) {
		enc, name := charset.Lookup(label)
		if enc != nil && name != "utf-8" && (believeLatin || name != "windows-1252") {
			encs = append(encs, whole(enc, name))
		}
	}
	if _, params, err := mime.ParseMediaType(contentType); err == nil {
		add(params["charset"], false)
	}
	_, name, _ := charset.DetermineEncoding(page, "")
	add(name, false)
	if guess, err := chardet.NewHtmlDetector().DetectBest(page); err == nil {
		add(guess.Charset, true)
	}
	return append(encs, simplifiedchinese.GB18030, charmap.Windows1252)
}

// whole replaces a charset by the one that holds it: gb2312 and gbk pages use
// characters of GB18030.
func whole(enc encoding.Encoding, name string) encoding.Encoding {
	if name == "gbk" {
		return simplifiedchinese.GB18030
	}
	return enc
}

func decodeAs(page []byte, enc encoding.Encoding) (string, error) {
	out, err := enc.NewDecoder().Bytes(page)
	if err != nil {
		return "", err
	}
	text := string(out)
	beyond := 0
	for _, r := range text {
		if r >= utf8.RuneSelf {
			beyond++
		}
	}
	if float64(brokenRunes(text)) > maxBroken*float64(beyond) {
		return "", errCharset
	}
	return text, nil
}

// brokenRunes counts replacement characters, C1 controls and private-use
// characters: what a wrong charset leaves.
func brokenRunes(text string) int {
	n := 0
	for _, r := range text {
		if r == utf8.RuneError || r >= 0x80 && r < 0xA0 || r >= 0xE000 && r <= 0xF8FF {
			n++
		}
	}
	return n
}
