package crawl

import (
	"net/url"

	"codeberg.org/readeck/go-readability/v2"
	"golang.org/x/net/html"
)

// genericBody finds the article's text on a page of an unknown site.
func genericBody(root *html.Node, page *url.URL) []*html.Node {
	parser := readability.NewParser()
	parser.DisableJSONLD = true
	article, err := parser.ParseAndMutate(root, page)
	if err != nil || article.Node == nil {
		return nil
	}
	return []*html.Node{article.Node}
}
