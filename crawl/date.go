package crawl

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// numericDate is a date in figures, with or without a time: 2024-03-18,
// 2024/3/18 09:30, 2024年3月18日 下午3:20, 2024-03-18T09:30:00.000+08:00.
var numericDate = regexp.MustCompile(`(?:^|[^\d])((?:19|20)\d\d)\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})\s?日?` + clock)

// monthDate is an English date: March 18, 2024 9:30 AM EST; 18 Mar 2024.
var monthDate = regexp.MustCompile(`(?i)\b(?:(\d{1,2})(?:st|nd|rd|th)?\s+)?(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,?\s+(?:(\d{1,2})(?:st|nd|rd|th)?,?\s+)?((?:19|20)\d\d)` + clock)

// clock is the time of day after a date, all of it optional: half of the day,
// hour, minute, second, am or pm, offset or zone.
const clock = `(?:(?:\s?T|[\s,|·]*(?:星期.|周[一二三四五六日])?[\s,|·]*(?i:at\s)?)(上午|下午|晚上|凌晨|中午)?\s?(\d{1,2})\s?[:：时點点]\s?(\d{2})(?:\s?[:：分]\s?(\d{2})(?:[.,]\d+)?)?[分秒]?\s?(?i:([ap])\.?m\.?)?\s?(Z|[+-]\d\d:?\d\d|UTC|GMT|E[SD]T|P[SD]T|C[SD]T)?)?`

// zoneOffsets are the offsets, in hours, of the zone names that news pages use.
// CST is left to the site: it is China's and Chicago's.
var zoneOffsets = map[string]int{"Z": 0, "UTC": 0, "GMT": 0, "EST": -5, "EDT": -4, "CDT": -5, "PST": -8, "PDT": -7}

var monthNumbers = map[string]int{
	"jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11, "dec": 12,
}

// findDate returns the first date in a text: RFC 3339 with the offset told,
// else that of loc, or a bare date (2006-01-02) where no time is told; "" if
// there is none.
func findDate(s string, loc *time.Location) string {
	s = strings.TrimSpace(s)
	if date := unixDate(s, loc); date != "" {
		return date
	}
	if date := compactDate(s); date != "" {
		return date
	}
	if m := numericDate.FindStringSubmatch(s); m != nil {
		return dateOf(m[1], m[2], m[3], m[4:], loc)
	}
	if m := monthDate.FindStringSubmatch(s); m != nil {
		day := m[1]
		if m[3] != "" {
			day = m[3]
		}
		month := monthNumbers[strings.ToLower(m[2])]
		return dateOf(m[4], strconv.Itoa(month), day, m[5:], loc)
	}
	return ""
}

// unixDate reads seconds or milliseconds since 1970, of 2001 to 2286.
func unixDate(s string, loc *time.Location) string {
	n, err := strconv.ParseInt(s, 10, 64)
	switch {
	case err != nil:
		return ""
	case len(s) == 13:
		return time.UnixMilli(n).In(loc).Format(time.RFC3339)
	case len(s) == 10 && n > 1e9:
		return time.Unix(n, 0).In(loc).Format(time.RFC3339)
	}
	return ""
}

// compactDate reads 20240318.
func compactDate(s string) string {
	t, err := time.Parse("20060102", s)
	if err != nil || t.Year() < 1990 || t.Year() > 2099 {
		return ""
	}
	return t.Format(time.DateOnly)
}

// dateOf builds a date of its parts as written. clock is the groups of clock:
// half, hour, minute, second, am or pm, zone.
func dateOf(year, month, day string, clock []string, loc *time.Location) string {
	y, m, d := number(year), number(month), number(day)
	t := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	if t.Month() != time.Month(m) || t.Day() != d {
		return ""
	}
	half, hour, minute, second := clock[0], number(clock[1]), number(clock[2]), number(clock[3])
	afternoon := half == "下午" || half == "晚上" || half == "中午" && hour < 3 || strings.EqualFold(clock[4], "p")
	switch {
	case afternoon && hour < 12:
		hour += 12
	case strings.EqualFold(clock[4], "a") && hour == 12:
		hour = 0
	}
	if clock[1] == "" || hour > 23 || minute > 59 || second > 59 {
		return t.Format(time.DateOnly)
	}
	return time.Date(y, time.Month(m), d, hour, minute, second, 0, zoneOf(clock[5], loc)).Format(time.RFC3339)
}

func zoneOf(zone string, loc *time.Location) *time.Location {
	if hours, ok := zoneOffsets[zone]; ok {
		if hours == 0 {
			return time.UTC
		}
		return time.FixedZone("", hours*3600)
	}
	for _, layout := range []string{"-07:00", "-0700"} {
		if t, err := time.Parse(layout, zone); err == nil {
			_, offset := t.Zone()
			return time.FixedZone("", offset)
		}
	}
	return loc
}

// number reads digits that a pattern matched; "" is 0.
func number(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}

// addressDate is a date in a page's path: /2024/03/18/, /2024-03/18/,
// /20240318/.
var addressDate = regexp.MustCompile(`/(20\d\d)[-/]?(0[1-9]|1[0-2])[-/]?([0-2]\d|3[01])[/_.-]`)

// urlDate returns the bare date in a page's path, or "".
func urlDate(path string) string {
	m := addressDate.FindStringSubmatch(path)
	if m == nil {
		return ""
	}
	date := fmt.Sprintf("%s-%s-%s", m[1], m[2], m[3])
	if _, err := time.Parse(time.DateOnly, date); err != nil {
		return ""
	}
	return date
}
