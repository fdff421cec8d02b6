// Package crawl turns news sites into documents.
//
// In: a sites file (TOML) that names each site's feeds, sitemaps, section
// pages, lists of addresses or folder of saved pages, and the state of earlier
// runs. Out, under the data folder: every response as it came
// (archive/RUN.warc.gz), the documents that are new, revised or withdrawn
// (documents/RUN.jsonl, lines of [kg.Document]), and the new state (state.db).
//
// [Run] is one crawl of all sites. [Replay] reads the archive again. [Article] reads
// a single saved page.
//
// The files, in the order in which data passes:
//
//   - config.go: the sites file, strictly, every error with its place
//   - run.go: one run, its sites side by side; report.go: what it came to
//   - site.go: one site's turn: list, ask, read, write down what came of it
//   - discover.go: feeds, sitemaps, section pages and lists → addresses
//   - url.go: addresses in normal form, registrable domains, canonical addresses
//   - fetch.go: polite requests with retries; robots.go: robots.txt
//   - transport.go: delays, limits, private networks; folder.go: a folder of
//     saved pages in place of a server
//   - archive.go: exchanges → WARC records
//   - article.go: page → document, by decode.go (bytes → UTF-8), meta.go (what
//     the page tells machines), fields.go (title, date, authors), date.go (dates
//     as written), body.go (which elements are the article), text.go (elements
//     → paragraphs), lines.go (paragraphs that are not of the article)
//   - replay.go: pages of the archive, read again
//   - finish.go: what came of all pages → documents file and state
//   - copies.go: which document reprints which
//   - state.go: the tables of state.db; inspect.go: what they tell people
//
// # What is asked for
//
// An address that was never seen is asked for. One that was first seen within
// the site's recheck window is asked for again, with its ETag and Last-Modified,
// listed or not, so that revisions and withdrawals are noticed. One that did not
// answer is asked for again for three days at least. Nothing else is. A folder
// of saved pages without any listing is read for what is in it; a page that has
// left it is not taken for withdrawn.
//
// # What a kill leaves
//
// While a run goes on, what came of each page is a line of pending/RUN/SITE.
// When all sites are done, these lines become documents/RUN.jsonl and one
// transaction of state.db, in this order, and are removed. Done again after a
// kill, that gives the same; the next run does it first. So a killed run loses at most the pages
// that it was reading.
package crawl
