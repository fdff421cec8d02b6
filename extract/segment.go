package extract

import (
	"slices"
	"strings"

	"github.com/newsgraph/newsgraph/extract/pattern"
	"github.com/newsgraph/newsgraph/kg"
)

// ofParent gives a product's figure of accounts to the firm whose figure
// stands before it in the sentence: a segment's is its parent's. It returns
// whose it is, and the segment's name ("" for none).
func (r *reading) ofParent(s *sentence, reading *pattern.Reading, spec kg.KindSpec, subjects []pattern.Member) ([]pattern.Member, string) {
	if !slices.Contains(spec.Qualifiers, "segment") || len(subjects) != 1 {
		return subjects, ""
	}
	segment := r.segment(s, reading)
	if n := len(s.figures); n > 0 && segment == "" && reading.Span[0] < reading.Trigger[0] && s.figures[n-1].unit >= reading.Span[0]-1 {
		segment = s.figures[n-1].segment // 云收入9亿元，同比增长5%
	}
	m := subjects[0]
	if m.Type != kg.Product || m.Reference {
		return subjects, segment
	}
	firm := spec
	firm.Subjects = []kg.Type{kg.Company}
	if of := r.lastFigure(s, reading.Span[0], firm); len(of) == 1 {
		return of, string(r.raw[m.Start:m.End]) + segment
	}
	return subjects, segment
}

// segment returns the part of a firm that the words right before and in the
// trigger name (云业务收入, 在线营销收入): words of the class segment.
func (r *reading) segment(s *sentence, reading *pattern.Reading) string {
	first := reading.Trigger[0]
	for first > 0 && s.units[first-1].Kind == pattern.Word && r.segmentWord(s.units[first-1].Text) {
		first--
	}
	if first < reading.Trigger[0] && r.x.function.has(r.lang, "part", s.units[first].Text) && r.namesPart(s.units[:first]) {
		first-- // 客户端业务
	}
	trigger := span{s.units[reading.Trigger[0]].Start, s.units[reading.Trigger[1]-1].End}
	end := trigger.start
	for i := trigger.end - 1; i > trigger.start; i-- {
		if r.segmentWord(string(r.text[trigger.start:i])) {
			end = i
			break
		}
	}
	if r.lang != "zh" || s.units[first].Start >= end {
		return ""
	}
	text := string(r.text[s.units[first].Start:end])
	if r.x.function.has("zh", "part", text) {
		return "" // 持续经营业务: no part
	}
	return string(r.raw[s.units[first].Start:end])
}

// namesPart reports whether the last of the units may be the name of a part of
// a firm before 业务: a word of its own behind a name, a mark or 其中.
func (r *reading) namesPart(units []pattern.Unit) bool {
	n := len(units)
	if n == 0 || units[n-1].Kind != pattern.Word || len([]rune(units[n-1].Text)) < 2 || r.x.function.has(r.lang, "whole", units[n-1].Text) {
		return false
	}
	return n == 1 || units[n-2].Kind != pattern.Word || units[n-2].Text == "其中" || units[n-2].Text == "的"
}

// segmentWord reports whether a word names a part of a firm, or ends in one of
// the class part (业务).
func (r *reading) segmentWord(word string) bool {
	if r.x.function.has(r.lang, "segment", word) {
		return true
	}
	for _, part := range r.x.function.of(r.lang, "part") {
		if strings.HasSuffix(word, part) && word != part {
			return true
		}
	}
	return false
}
