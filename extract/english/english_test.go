package english_test

import (
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"
	"unicode"

	"github.com/newsgraph/newsgraph/extract/english"
)

var shared = sync.OnceValues(english.New)

func words(t testing.TB) *english.Words {
	t.Helper()
	w, err := shared()
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func TestTokens(t *testing.T) {
	tests := []struct{ text, want string }{
		{"Acme bought it.", "Acme|bought|it|."},
		{"GPT-4o and o3-mini beat Llama 3.1-405B", "GPT-4o|and|o3-mini|beat|Llama|3.1-405B"},
		{"It doesn't, we've said; the firm's", "It|does|n't|,|we|'ve|said|;|the|firm|'s"},
		{"don’t won’t can't", "do|n’t|wo|n’t|ca|n't"},
		{"$1,300.50 (about €5.5bn), up 3.2%", "$|1,300.50|(|about|€|5.5bn|)|,|up|3.2|%"},
		{"the U.S. and D.O.R.C.'s rivals", "the|U.S.|and|D.O.R.C.|'s|rivals"},
		{"AT&T, R&D, C++ and Disney+ at 4:30 p.m.", "AT&T|,|R&D|,|C++|and|Disney+|at|4:30|p.m."},
		{"end.Next sentence", "end|.|Next|sentence"},
		{"visit example.com today", "visit|example.com|today"},
		{"O'Brien met the directors' board", "O'Brien|met|the|directors|'|board"},
		{"state-of-the-art non-US", "state-of-the-art|non-US"},
		{"", ""},
		{"  \n\t ", ""},
	}
	for _, test := range tests {
		var got []string
		for _, tok := range english.Tokens([]rune(test.text)) {
			got = append(got, tok.Text)
		}
		if s := strings.Join(got, "|"); s != test.want {
			t.Errorf("Tokens(%q)\n got %s\nwant %s", test.text, s, test.want)
		}
	}
}

// TestTokensAfterCut: what is left of a compound or a possessive whose name a
// caller cut off.
func TestTokensAfterCut(t *testing.T) {
	for _, text := range []string{"-owned", "'s", "’s"} {
		if got := english.Tokens([]rune(text)); len(got) != 1 || got[0].Text != text {
			t.Errorf("Tokens(%s) = %v, want one token", text, got)
		}
	}
}

func TestSentences(t *testing.T) {
	tests := []struct{ text, want string }{
		{"One. Two! Three? Four", "One.|Two!|Three?|Four"},
		{"Acme Inc. said so. Beta Corp. Chief Executive Ann Roe agreed.", "Acme Inc. said so.|Beta Corp. Chief Executive Ann Roe agreed."},
		{"He works at Acme Inc. The firm grew.", "He works at Acme Inc.|The firm grew."},
		{"Mr. Roe met Dr. J. K. Doe of the U.S. Senate.", "Mr. Roe met Dr. J. K. Doe of the U.S. Senate."},
		{"They moved to the U.S. It paid off.", "They moved to the U.S.|It paid off."},
		{"“It works.” She left.", "“It works.”|She left."},
		{"“Does it work?” she asked. No.", "“Does it work?” she asked.|No."},
		{"Sales rose 3.5% to $1.2 billion. Shares fell.", "Sales rose 3.5% to $1.2 billion.|Shares fell."},
		{"Title line\nBody one. Body two.", "Title line|Body one.|Body two."},
		{"On Jan. 5 it sold v. 2.0 of No. 1. eBay bought it.", "On Jan. 5 it sold v. 2.0 of No. 1.|eBay bought it."},
		{"See example.com for more. iPhone sales rose.", "See example.com for more.|iPhone sales rose."},
		{"At 9 a.m. Friday it opened. At 5 p.m. The end came.", "At 9 a.m. Friday it opened.|At 5 p.m.|The end came."},
		{"It shipped in 2024. 2025 was better.", "It shipped in 2024.|2025 was better."},
		{"(It fell.) Then it rose.", "(It fell.)|Then it rose."},
		{"Wait... What?", "Wait...|What?"},
		{"", ""},
		{" . ", "."},
	}
	for _, test := range tests {
		text := []rune(test.text)
		var got []string
		for _, s := range words(t).Sentences(text) {
			got = append(got, string(text[s.Start:s.End]))
		}
		if s := strings.Join(got, "|"); s != test.want {
			t.Errorf("Sentences(%q)\n got %s\nwant %s", test.text, s, test.want)
		}
	}
}

func TestLemma(t *testing.T) {
	tests := "acquires=acquire acquired=acquire acquiring=acquire bought=buy sold=sell made=make said=say " +
		"announced=announce planned=plan planning=plan rated=rate hoped=hope hopped=hop visited=visit added=add called=call passed=pass " +
		"agreed=agree using=use used=use studied=study studies=study companies=company movies=movie watches=watch boxes=box moves=move " +
		"leaves=leave wolves=wolf shares=share businesses=business men=man children=child crises=crisis " +
		"news=news series=series earnings=earnings bring=bring thing=thing during=during bus=bus this=this less=less " +
		"tweeted=tweet googled=google does=do is=be were=be n't=not 've=have fell=fall rose=rise sank=sink left=leave " +
		"led=lead leading=lead shipped=ship launching=launch releases=release sues=sue suing=sue unveiled=unveil unveils=unveil " +
		"apple=apple the=the its=its data=datum GPT=GPT o3-mini=o3-mini x=x"
	for _, test := range strings.Fields(tests) {
		word, want, _ := strings.Cut(test, "=")
		if got := words(t).Lemma(word); got != want {
			t.Errorf("Lemma(%q) = %q, want %q", word, got, want)
		}
	}
}

func TestLists(t *testing.T) {
	w := words(t)
	tests := []struct {
		name string
		is   func(string) bool
		yes  string
		no   string
	}{
		{"Common", w.Common, "company the announced listings smartphones chatbot shipped", "nvidia faasos telles zeiss"},
		{"Function", w.Function, "the however in it", "company make"},
		{"Given", w.Given, "Mary Sundar Pierre Mohamed Euan", "Company London Nvidia"},
		{"Family", w.Family, "Johnson Nadella Wang Nguyen", "Company Purple Nvidia"},
		{"Place", w.Place, "China Chinese U.S. Paris Texas", "Nvidia Company"},
		{"Calendar", w.Calendar, "Monday March Sept", "Today Nvidia"},
	}
	for _, test := range tests {
		for _, word := range strings.Fields(test.yes) {
			if !test.is(word) {
				t.Errorf("%s(%q) = false, want true", test.name, word)
			}
		}
		for _, word := range strings.Fields(test.no) {
			if test.is(word) {
				t.Errorf("%s(%q) = true, want false", test.name, word)
			}
		}
	}
	if !w.Place("Hong Kong") || !w.Place("New York City") {
		t.Error("Place does not know names of several words")
	}
}

// TestListsAreClean: words that stand at the start of sentences
// must not pass for people.
func TestListsAreClean(t *testing.T) {
	w := words(t)
	for _, name := range []string{"given.txt", "family.txt", "places.txt"} {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for n, line := range strings.Split(string(data), "\n") {
			if strings.HasPrefix(line, "#") {
				continue
			}
			for _, word := range strings.Fields(line) {
				if r := []rune(word)[0]; !unicode.IsUpper(r) {
					t.Errorf("%s:%d: %q does not begin with a capital", name, n+1, word)
				}
				if name != "places.txt" && w.Function(strings.ToLower(word)) {
					t.Errorf("%s:%d: %q is a function word", name, n+1, word)
				}
			}
		}
	}
}

func FuzzTokens(f *testing.F) {
	for _, s := range []string{"Acme's GPT-4o won't.", "“U.S.” A.B.C. 1,2", "x'", "-a", "a\u0301’s", "''s"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		text := []rune(s)
		at := 0
		for _, tok := range english.Tokens(text) {
			if tok.Start < at || tok.End <= tok.Start || tok.End > len(text) || string(text[tok.Start:tok.End]) != tok.Text {
				t.Fatalf("Tokens(%q): bad token %+v after %d", s, tok, at)
			}
			for _, r := range text[at:tok.Start] {
				if !unicode.IsSpace(r) {
					t.Fatalf("Tokens(%q) loses %q", s, r)
				}
			}
			at = tok.End
		}
		for _, r := range text[at:] {
			if !unicode.IsSpace(r) {
				t.Fatalf("Tokens(%q) loses %q", s, r)
			}
		}
	})
}

func FuzzSentences(f *testing.F) {
	for _, s := range []string{"A. B! C?", "Mr. X.\nY", "...", ".”)\n", "I. Am"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		text := []rune(s)
		at := 0
		for _, sen := range words(t).Sentences(text) {
			if sen.Start < at || sen.End <= sen.Start || sen.End > len(text) {
				t.Fatalf("Sentences(%q): bad span %+v after %d", s, sen, at)
			}
			if strings.TrimSpace(string(text[at:sen.Start])) != "" {
				t.Fatalf("Sentences(%q) loses %q", s, string(text[at:sen.Start]))
			}
			at = sen.End
		}
		if strings.TrimSpace(string(text[at:])) != "" {
			t.Fatalf("Sentences(%q) loses %q", s, string(text[at:]))
		}
	})
}

func FuzzLemma(f *testing.F) {
	for _, s := range []string{"buying", "ies", "ed", "sses", "ves", "ing", "é"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if got := words(t).Lemma(s); got == "" && s != "" {
			t.Fatalf("Lemma(%q) is empty", s)
		}
	})
}

func ExampleWords_Lemma() {
	w, err := english.New()
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(w.Lemma("acquires"), w.Lemma("bought"), w.Lemma("planning"), w.Lemma("news"))
	// Output: acquire buy plan news
}

var paragraph = []rune(strings.Repeat("Acme Inc. said on Monday it doesn't plan to buy Beta Corp.'s GPT-4o unit for $1.5 billion. “We are growing,” Mr. Roe told reporters. ", 100))

func BenchmarkTokens(b *testing.B) {
	b.SetBytes(int64(len(paragraph)))
	for b.Loop() {
		english.Tokens(paragraph)
	}
}

func BenchmarkSentences(b *testing.B) {
	w := words(b)
	b.SetBytes(int64(len(paragraph)))
	for b.Loop() {
		w.Sentences(paragraph)
	}
}

func BenchmarkLemma(b *testing.B) {
	w := words(b)
	for b.Loop() {
		w.Lemma("acquiring")
		w.Lemma("unveiled")
		w.Lemma("companies")
	}
}
