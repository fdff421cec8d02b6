package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/newsgraph/newsgraph/crawl"
	"github.com/newsgraph/newsgraph/kg"
)

const articleHelp = `Read saved pages as news articles.

In:  pages: .html, .html.gz, or .txt with the title in its first line.
Out: one document a line on standard output, in the order of the pages; "file"
     names the page. A page that is no article gives a line with "error", which
     says why; that is no failure.`

// newArticle is the command article.
func newArticle() *cobra.Command {
	var opts crawl.ArticleOptions
	cmd := &cobra.Command{
		Use:   "article PAGE...",
		Short: "Saved pages to documents",
		Long:  articleHelp + exits(statusPart, statusInterrupted),
		Args:  usage(cobra.MinimumNArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			if opts.URL != "" && len(args) > 1 {
				return withStatus(statusUsage, fmt.Errorf("--url is the address of one page, not of %d", len(args)))
			}
			return articles(cmd, args, opts)
		},
	}
	cmd.Flags().StringVar(&opts.URL, "url", "", "the `address` that the page was got from")
	cmd.Flags().StringVar(&opts.Published, "published", "", "the `date` of a page that tells none")
	return cmd
}

// articleLine is a document and its page, or why there is none.
type articleLine struct {
	File string `json:"file"`
	*kg.Document
	Published *string `json:"published,omitempty"` // of a document; empty where the page tells no date
	Error     string  `json:"error,omitempty"`
}

func articles(cmd *cobra.Command, paths []string, opts crawl.ArticleOptions) error {
	out := bufio.NewWriter(cmd.OutOrStdout())
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	unread := 0
	for _, path := range paths {
		if err := cmd.Context().Err(); err != nil {
			return errors.Join(err, out.Flush())
		}
		line := articleLine{File: path}
		page, err := readPage(path)
		switch {
		case errors.Is(err, errLargePage):
		case err != nil:
			unread++
		default:
			line.Document, err = readArticle(path, page, opts)
		}
		if err != nil {
			line.Error = err.Error()
		} else {
			line.Published = &line.Document.Published
		}
		if err := enc.Encode(line); err != nil {
			return fmt.Errorf("write documents: %w", err)
		}
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("write documents: %w", err)
	}
	if unread > 0 {
		return withStatus(statusPart, fmt.Errorf("%d of %d pages could not be read", unread, len(paths)))
	}
	return nil
}

// maxPage is how large a saved page may be, in bytes: as large as crawl lets a
// response be by default. Articles have some 100 KB.
const maxPage = 10 << 20

var errLargePage = fmt.Errorf("larger than %d bytes", maxPage)

// readPage reads a page that is not too large to be one.
func readPage(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	page, err := io.ReadAll(io.LimitReader(f, maxPage+1))
	if err != nil {
		return nil, err
	}
	if len(page) > maxPage {
		return nil, errLargePage
	}
	return page, nil
}

func readArticle(path string, page []byte, opts crawl.ArticleOptions) (*kg.Document, error) {
	if strings.HasSuffix(strings.TrimSuffix(path, ".gz"), ".txt") {
		opts.ContentType = "text/plain"
	}
	d, err := crawl.Article(page, opts)
	if err != nil {
		return nil, err
	}
	return &d, nil
}
