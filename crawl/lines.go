package crawl

import (
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// detailLine is a line that tells of the page, not of the news: source, editor,
// picture credit, invitation to share.
var detailLine = regexp.MustCompile(`^[（(\[【]?\s?(?:` +
	`(?:本文|文章|新闻|稿件|图片|资料)?来源\s?[:：].{0,40}` +
	`|(?:责任编辑|责编|编辑|校对|审核|监制|值班编辑|实习编辑)\s?[:：丨].{0,40}` +
	`|原标题\s?[:：].{0,80}` +
	`|(?:特别|免责|版权|重要)声明\s?[:：].*|Notice: The content above.*` +
	`|(?:发布)?时间\s?[:：].{0,60}|打印.{0,20}|字体.{0,20}|字号.{0,20}|分享(?:到|至)?.{0,20}|扫一扫.{0,30}|.{0,30}扫描.{0,6}二维码.{0,40}` +
	`|(?:©|版权所有|(?i:copyright)\b).{0,160}|.{0,60}ICP备.{0,60}` +
	`|点击进入专题.{0,30}|(?:文章)?关键词\s?[:：].{0,60}|标签\s?[:：].{0,60}|-* ?THE END ?-*|浏览\s?[:：]?\s?\d*|\d+ ?评论` +
	`|(?i:advertisement|sponsored|(?:image|photo)s? (?:credits?|by|courtesy)\b.{0,80}|courtesy of .{0,60}|.{0,60}/ ?getty images|getty images` +
	`|sign up (?:for|to) .{0,120}|subscribe to .{0,120}|follow .{0,60} on (?:twitter|x|instagram|facebook)\b.{0,60}` +
	`|(?:read|see) (?:more|also|next)\s?[:：].{0,160}|(?:related|also read|watch(?: this| now)?)\s?[:：].{0,160}|click here .{0,80}|share this.{0,40}` +
	`|\d+ comments?|tags\s?[:：].{0,160}|jump to\s?[:：]|topics\s?[:：]?.{0,40}|\(?image credit\s?[:：].{0,80})` +
	`)[）)\]】]?$`)

// endLine begins what follows an article: lists of others, appeals.
var endLine = regexp.MustCompile(`^[【\[]?(?:` +
	`延伸阅读|相关阅读|相关推荐|相关新闻|相关文章|相关报道|推荐阅读|热点推荐|相关推荐热点推荐|更多阅读|往期回顾|精彩推荐|猜你喜欢|大家都在看|热门推荐|热门文章|最新评论|网友评论|APP精彩推荐` +
	`|(?i:related(?: (?:articles?|stor(?:y|ies)|posts?|topics|content|reading))?|read next|don[’']t miss|most (?:popular|read)|more (?:from|on|about|stories) .{0,40}|more stories|more .{0,20} videos` +
	`|top reads .{0,40}|recommended(?: (?:for you|reading|stories))?|you (?:may|might) also (?:like|be interested in)|about the authors?|footnotes|trending(?: now)?|comments|support [^ ]{2,20}|latest news|editors[’'] (?:picks|recommendations))` +
	`)[】\]]?\s?[:：]?$`)

// minBeforeEnd is the share of the letters that stands before a true end line;
// the same words earlier head a box inside the article.
const minBeforeEnd = 0.7

// maxDetail is how long, in bytes, a detail line is at most, disclaimers included.
const maxDetail = 600

// maxEnd is how long, in bytes, an end line is at most.
const maxEnd = 60

func isEnd(line string) bool { return len(line) <= maxEnd && endLine.MatchString(line) }

// trimmed drops the lines that tell of the page, and all after the article's end.
func trimmed(lines []string) []string {
	lines = slices.DeleteFunc(lines, func(line string) bool { return len(line) <= maxDetail && detailLine.MatchString(line) })
	all, before := letters(strings.Join(lines, "")), 0
	for i, line := range lines {
		if float64(before) >= minBeforeEnd*float64(all) && isEnd(line) {
			lines = lines[:i]
			break
		}
		before += letters(line)
	}
	return slices.DeleteFunc(lines, isEnd)
}

// minCovered is the share of the words of the text that a page tells machines
// which the text found has to hold. Below that, something else was found.
const minCovered = 0.5

// rescued returns the article's text as the page tells it to machines
// (articleBody), where the text found is not that.
func rescued(found []string, told []string) []string {
	for _, body := range told {
		var lines []string
		for line := range strings.Lines(body) {
			if root, err := html.Parse(strings.NewReader(line)); err == nil {
				lines = append(lines, paragraphs(root)...)
			}
		}
		if letters(body) >= minLetters && covered(strings.Join(lines, "\n"), strings.Join(found, "\n")) < minCovered {
			return lines
		}
	}
	return found
}

// covered returns the share of the clauses of a text that another holds.
func covered(text, by string) float64 {
	known := map[int64]bool{}
	for _, c := range fingerprint(by) {
		known[c.hash] = true
	}
	all, common := 0, 0
	for _, c := range fingerprint(text) {
		all += c.letters
		if known[c.hash] {
			common += c.letters
		}
	}
	return float64(common) / float64(max(all, 1))
}
