package extract

import (
	"strings"
	"unicode/utf8"

	"github.com/newsgraph/newsgraph/extract/english"
	"github.com/newsgraph/newsgraph/kg"
)

// englishNames returns the names in runs of capitalised words that no list
// has: people by a given name, firms and organizations by the words that end
// them. Any other run is a candidate whose type the context has to decide,
// unless it is made of ordinary words, a place or a day.
func (f *finder) englishNames(d *draft) []mention {
	first := map[int]bool{}
	for _, s := range f.words.Sentences(d.text) {
		first[s.Start] = true
	}
	tokens := english.Tokens(d.text)
	var out []mention
	for i := 0; i < len(tokens); {
		n := f.runLength(d, tokens[i:])
		if n == 0 {
			i++
			continue
		}
		run := f.trimRun(tokens[i:i+n], first)
		i += n
		m, ok := f.runName(d, run, tokens[i:])
		if ok && (!d.inside(m.span) || f.isStranger(d, m.span)) {
			out = append(out, f.joinBefore(d, m))
		}
	}
	return out
}

// runLength returns how many tokens from the first on are capitalised words
// with one space, an initial's stop or an & between them. A known name or a
// title is in no run.
func (f *finder) runLength(d *draft, tokens []english.Token) int {
	n := 0
	for k, t := range tokens {
		r := d.text[t.Start]
		switch {
		case k > 0 && t.Text == "." && t.Start == tokens[k-1].End && initial(tokens[k-1].Text):
			continue
		case k > 0 && strings.TrimSpace(string(d.text[tokens[k-1].End:t.Start])) == "" && t.Start-tokens[k-1].End > 1:
			return n
		case k > 0 && d.text[t.Start-1] != ' ':
			return n
		case k > 0 && t.Text == "&":
			continue
		case k > 0 && f.isStranger(d, span{tokens[k-1].Start, t.End}):
		case !isUpper(r) || d.inside(span{t.Start, t.End}) || d.text[t.End-1] == '\n':
			return n
		}
		n = k + 1
	}
	return n
}

// isStranger reports whether a stretch of text is a given name and the last name
// by which a list has somebody else: Bruno Altman.
func (f *finder) isStranger(d *draft, s span) bool {
	last, ok := d.mentionEndingAt(s.end)
	if !ok || last.typ != kg.Person || last.key == "" || last.start <= s.start {
		return false
	}
	given, _, two := strings.Cut(d.cut(span{s.start, s.end}), " ")
	return two && last.start == s.start+utf8.RuneCountInString(given)+1 && f.words.Given(given) && !f.words.Common(strings.ToLower(given))
}

func initial(word string) bool { return len(word) == 1 && word[0] >= 'A' && word[0] <= 'Z' }

// trimRun cuts off what begins a run and is no part of a name: small words,
// days and months, and at the start of a sentence an ordinary word that no
// name of a person is.
func (f *finder) trimRun(run []english.Token, first map[int]bool) []english.Token {
	for len(run) > 0 {
		word := run[0].Text
		lower := strings.ToLower(word)
		if !f.words.Function(lower) && !f.words.Calendar(word) && word != "." && word != "&" {
			break
		}
		run = run[1:]
	}
	if len(run) > 0 && first[run[0].Start] && f.ordinaryEnglish(run[0].Text) && len(run) < 3 {
		if _, ok := f.suffixOf(run); !ok {
			run = run[1:]
		}
	}
	return run
}

// ordinaryEnglish reports whether a capitalised word is one that names nobody.
func (f *finder) ordinaryEnglish(word string) bool {
	return f.words.Common(strings.ToLower(word)) && !f.words.Family(word) && !f.words.Given(word)
}

// suffixOf returns what the last word of a run says that the run is.
func (f *finder) suffixOf(run []english.Token) (typedWord, bool) {
	if len(run) < 2 {
		return typedWord{}, false
	}
	w, ok := f.shapes.suffixes.endsAt([]rune(run[len(run)-1].Text), len([]rune(run[len(run)-1].Text)))
	return w, ok && len(w.text) == len([]rune(run[len(run)-1].Text))
}

// headNoun reports whether a word is one that organizations begin or end with.
func (f *finder) headNoun(word string) bool {
	w, ok := f.shapes.suffixes.endsAt([]rune(word), len([]rune(word)))
	return ok && w.typ == kg.Organization && len(w.text) == len([]rune(word))
}

// joinBefore puts the known name right before words that end a firm's name in
// front of them: Wells Fargo is the beginning of Wells Fargo Securities, LLC.
func (f *finder) joinBefore(d *draft, m mention) mention {
	if m.typ != kg.Company || m.by != "suffix" || m.start == 0 || d.text[m.start-1] != ' ' {
		return m
	}
	if before, ok := d.mentionEndingAt(m.start - 1); ok && isAlnum(d.text[before.end-1]) {
		m.start = before.start
	}
	return m
}

// runName reads a run as one name; rest are the tokens behind it.
func (f *finder) runName(d *draft, run, rest []english.Token) (mention, bool) {
	if len(run) == 0 {
		return mention{}, false
	}
	whole := span{run[0].Start, run[len(run)-1].End}
	if f.words.Place(d.cut(whole)) || f.shapes.stop[d.cut(whole)] || whole.len() < 2 || isTicker(d.cut(whole)) {
		return mention{}, false
	}
	if _, ok := d.mentionEndingAt(whole.start - 1); ok && len(run) == 1 && f.endsFirm(run[0].Text) {
		return mention{span: span{whole.start, f.legalEnd(d.text, whole.end)}, typ: kg.Company, by: "suffix", p: 0.8}, true
	}
	if w, ok := f.suffixOf(run); ok && (w.strong || !f.allOrdinary(run[:len(run)-1])) {
		return mention{span: span{whole.start, f.legalEnd(d.text, whole.end)}, typ: w.typ, by: "suffix", p: 0.8}, true
	}
	if end := f.legalEnd(d.text, whole.end); end > whole.end+1 { // X, Inc.
		return mention{span: span{whole.start, end}, typ: kg.Company, by: "suffix", p: 0.8}, true
	}
	if at, ok := f.personIn(run); ok {
		return mention{span: at, typ: kg.Person, by: "given name", p: 0.85}, true
	}
	if end := f.withPurpose(d, rest, whole.end); end > whole.end && f.headNoun(run[len(run)-1].Text) {
		return mention{span: span{whole.start, end}, typ: kg.Organization, by: "head noun", p: 0.8}, true
	}
	if f.allOrdinary(run) {
		return mention{}, false
	}
	return mention{span: whole, by: "latin", p: 0.7, unsure: true}, true
}

func (f *finder) allOrdinary(run []english.Token) bool {
	for _, t := range run {
		if !f.ordinaryEnglish(t.Text) && !f.words.Place(t.Text) {
			return false
		}
	}
	return true
}

// withPurpose returns the end of an organization's name with the capitalised
// words that “for” or “of” joins to it: Center for X and Y.
func (f *finder) withPurpose(d *draft, tokens []english.Token, end int) int {
	if len(tokens) < 2 || tokens[0].Text != "for" && tokens[0].Text != "of" || tokens[0].Start != end+1 {
		return end
	}
	n := f.runLength(d, tokens[1:])
	if n == 0 || f.words.Calendar(tokens[1].Text) {
		return end
	}
	end = tokens[n].End
	if rest := tokens[n+1:]; len(rest) > 1 && rest[0].Text == "and" {
		if more := f.runLength(d, rest[1:]); more == 1 && f.ordinaryEnglish(rest[1].Text) {
			end = rest[1].End
		}
	}
	return end
}

// endsFirm reports whether a word by itself ends the name of a firm: Pictures.
func (f *finder) endsFirm(word string) bool {
	w, ok := f.shapes.suffixes.endsAt([]rune(word), len([]rune(word)))
	return ok && w.typ == kg.Company && w.strong && len(w.text) == len([]rune(word))
}

// legalEnd returns the end of a firm's name with the legal forms behind it, a
// comma, a space or an & before each, and with the stop of Inc. or Ltd.
func (f *finder) legalEnd(text []rune, end int) int {
	if end < len(text) && text[end] == '.' {
		if w, ok := f.shapes.suffixes.endsAt(text, end+1); ok && w.text[len(w.text)-1] == '.' {
			end++
		}
	}
	for {
		next := end
		if next < len(text) && text[next] == ',' {
			next++
		}
		if next+2 < len(text) && text[next] == ' ' && text[next+1] == '&' {
			next += 2
		}
		if next+1 >= len(text) || text[next] != ' ' {
			return end
		}
		w, ok := f.shapes.suffixes.startsAt(text, next+1)
		if !ok || !w.legal || !wordEdge(text, next+1+len(w.text)) {
			return end
		}
		end = next + 1 + len(w.text)
	}
}

// capitalised returns a word with only its first letter in capitals: Lee of LEE.
func capitalised(word string) string {
	first, size := utf8.DecodeRuneInString(word)
	return string(first) + strings.ToLower(word[size:])
}

// personIn returns the person's name in a run: initials and a given name, then
// up to three words that are not ordinary.
func (f *finder) personIn(run []english.Token) (span, bool) {
	for k, t := range run {
		if !f.words.Given(t.Text) {
			continue
		}
		start, last, words := k, k, 0
		for start > 0 && (run[start-1].Text == "." || initial(run[start-1].Text)) {
			start--
		}
		for j := k + 1; j < len(run) && words < 3; j++ {
			word := run[j].Text
			if word == "." || initial(word) {
				continue
			}
			if f.ordinaryEnglish(capitalised(word)) || f.words.Place(word) || word == "&" {
				break
			}
			last, words = j, words+1
		}
		if words > 0 {
			return span{run[start].Start, run[last].End}, true
		}
	}
	return span{}, false
}
