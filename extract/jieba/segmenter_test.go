package jieba_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"github.com/newsgraph/newsgraph/extract/jieba"
	"github.com/yanyiwu/gojieba"
)

func open(t testing.TB) *jieba.Segmenter {
	t.Helper()
	s, err := jieba.New()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestCut(t *testing.T) {
	s := open(t)
	tests := []struct{ text, want string }{
		{"", ""},
		{"他来到了网易杭研大厦", "他/来到/了/网易/杭/研/大厦"}, // 杭研 is of no dictionary
		{"该公司收购了一家芯片厂商。", "该/公司/收购/了/一家/芯片/厂商/。"},
		{"小明硕士毕业于中国科学院计算所", "小/明/硕士/毕业/于/中国科学院/计算所"},
		{"发布 GPT-4", "发布/ /GPT/-/4"},
		{"丁于3.5月用iPhone15", "丁/于/3/./5/月/用/iPhone15"},
		{"甲\n乙", "甲/\n/乙"},
	}
	for _, tt := range tests {
		if got := strings.Join(s.Cut(tt.text), "/"); got != tt.want {
			t.Errorf("Cut(%q) = %s, want %s", tt.text, got, tt.want)
		}
	}
}

func TestCutLosesNothing(t *testing.T) {
	s := open(t)
	for _, text := range []string{
		"emoji 😀 和 👩‍👩‍👧 之间", "𠮷野家开店", "\x00", "收购\x00乙\x00", "  \t\r\n　空白", "ＡＢＣ１２３％",
		"e\u0301 组合", "\uFFFD", "\u200b零宽\u2028行", strings.Repeat("发展中国家", 5000),
	} {
		if got := strings.Join(s.Cut(text), ""); got != text {
			t.Errorf("words of %.40q join to %.40q", text, got)
		}
	}
	if got := strings.Join(s.Cut("甲\xff乙"), ""); got != "甲\uFFFD乙" {
		t.Errorf("words of invalid UTF-8 join to %q", got)
	}
}

func TestTagged(t *testing.T) {
	s := open(t)
	tests := []struct{ text, want string }{
		{"王小明在北京收购了a/b。", "王小明 nr|在 p|北京 ns|收购 v|了 ul|a x|/ x|b x|。 x"},
		{"丁丑用iPhone15和2024", "丁丑 nr|用 p|iPhone15 eng|和 c|2024 m"},
	}
	for _, tt := range tests {
		var got []string
		for _, w := range s.Tagged(s.Cut(tt.text)) {
			got = append(got, w.Text+" "+w.Tag)
		}
		if got := strings.Join(got, "|"); got != tt.want {
			t.Errorf("got %s, want %s", got, tt.want)
		}
	}
	for _, text := range []string{"", "甲\x00收购\x00\x00乙", "emoji 😀 和 👩‍👩‍👧 之间", "𠮷野家\n开店", "甲乙\n丙丁", "\uFFFD\u200b", strings.Repeat("发展中国家/", 5000)} {
		var b strings.Builder
		for _, w := range s.Tagged(s.Cut(text)) {
			b.WriteString(w.Text)
		}
		if b.String() != text {
			t.Errorf("words of %.40q join to %.40q", text, b.String())
		}
	}
}

func TestTag(t *testing.T) {
	s := open(t)
	for word, want := range map[string]string{"收购": "v", "区块链": "nz", "公司": "n", "2024": "m", "GPT": "eng", "5G": "", "甲收购": "", "": "", "a": "", "\x00": "", "\xff": ""} {
		if got := s.Tag(word); got != want {
			t.Errorf("Tag(%q) = %q, want %q", word, got, want)
		}
	}
}

func TestCutByManyAtOnce(t *testing.T) {
	s := open(t)
	texts := []string{"他来到了网易杭研大厦", "该公司收购了一家芯片厂商。", "小明硕士毕业于中国科学院计算所"}
	var want [][]string
	for _, text := range texts {
		want = append(want, s.Cut(text))
	}
	var wg sync.WaitGroup
	for g := range 8 {
		wg.Go(func() {
			for i := range 200 {
				k := (g + i) % len(texts)
				if got := s.Cut(texts[k]); !slices.Equal(got, want[k]) {
					t.Errorf("Cut(%q) beside others = %q, want %q", texts[k], got, want[k])
					return
				}
			}
		})
	}
	wg.Wait()
}

func TestOpenNamesMissingFiles(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, jieba.Files[0]), []byte("词 3 n\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, jieba.Files[1]), nil, 0o666); err != nil {
		t.Fatal(err)
	}
	_, err := jieba.Open(dir)
	if err == nil {
		t.Fatal("Open gave no error for missing files")
	}
	if strings.Contains(err.Error(), jieba.Files[0]) {
		t.Errorf("error names %s, which is there: %v", jieba.Files[0], err)
	}
	for _, name := range jieba.Files[1:] {
		if !strings.Contains(err.Error(), name) {
			t.Errorf("error does not name %s: %v", name, err)
		}
	}
}

// The folder beside the executable comes first: with a broken one there, New
// must tell so and not take the module's files.
func TestNewLooksBesideTheExecutable(t *testing.T) {
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	module, err := jieba.Dir()
	if err != nil {
		t.Fatal(err)
	}
	beside := filepath.Join(filepath.Dir(exe), jieba.Folder)
	if err := os.Mkdir(beside, 0o777); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(beside) })
	if _, err := jieba.New(); err == nil || !strings.Contains(err.Error(), beside) {
		t.Errorf("New with an empty folder %s: error %v, want one that names it", beside, err)
	}
	for _, name := range jieba.Files {
		if err := os.Symlink(filepath.Join(module, name), filepath.Join(beside, name)); err != nil {
			t.Fatal(err)
		}
	}
	if dir, err := jieba.Dir(); dir != beside || err != nil {
		t.Errorf("Dir() = %q, %v, want %q", dir, err, beside)
	}
	if _, err := jieba.New(); err != nil {
		t.Fatal(err)
	}
}

// The words are those of cppjieba, and so are the guesses.
func TestLikeGojieba(t *testing.T) {
	s := open(t)
	other := gojieba.NewJieba()
	defer other.Free()
	for _, text := range append(articles(t), "他来到了网易杭研大厦", "小明硕士毕业于中国科学院计算所", "结婚的和尚未结婚的", "研究生命起源", "丁丑，戊寅。己卯\t庚辰", "发布GPT-4和5G手机，售价3.5万元") {
		var want, guessed []string
		for _, w := range other.Tokenize(text, gojieba.DefaultMode, false) {
			want = append(want, w.Str)
		}
		got := s.Cut(text)
		if a, b := strings.Join(got, ""), strings.Join(want, ""); a != b || !slices.Equal(chinese(got), chinese(want)) {
			t.Errorf("%.40q is cut into %q, want %q", text, got, want)
		}
		for _, w := range s.Tagged(got) {
			guessed = append(guessed, w.Text)
		}
		for _, run := range characters(got) {
			var words []string
			for _, w := range other.Tokenize(run, gojieba.DefaultMode, true) {
				words = append(words, w.Str)
			}
			if all := strings.Join(guessed, "|"); !strings.Contains("|"+all+"|", "|"+strings.Join(words, "|")+"|") {
				t.Errorf("%q is not guessed to be %q in %.200s", run, words, all)
			}
		}
	}
}

// articles returns the texts of the pages in fixtures.
func articles(t *testing.T) []string {
	t.Helper()
	pages, err := filepath.Glob("../../fixtures/*/*/*.html")
	if err != nil || len(pages) == 0 {
		t.Fatalf("no pages: %v", err)
	}
	var out []string
	for _, page := range pages {
		text, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, strings.ToValidUTF8(string(text), "?"))
	}
	return out
}

// chinese returns the words that are not of ASCII, which only one of the two joins.
func chinese(words []string) []string {
	return slices.DeleteFunc(slices.Clone(words), func(w string) bool { return w[0] < utf8.RuneSelf })
}

// characters returns the runs of two and more single characters.
func characters(words []string) []string {
	var out []string
	run := ""
	for _, w := range append(words, "") {
		if utf8.RuneCountInString(w) == 1 && w[0] >= utf8.RuneSelf && !strings.ContainsAny(w, "，。") {
			run += w
			continue
		}
		if utf8.RuneCountInString(run) > 1 {
			out = append(out, run)
		}
		run = ""
	}
	return out
}

func TestBrokenDictionaries(t *testing.T) {
	const model = "-1 -9 -9 -2\n-9 -1 -1 -9\n-1 -9 -9 -1\n-9 -1 -1 -9\n-1 -9 -9 -1\n甲:-1\n甲:-2\n甲:-3\n甲:-4\n"
	for _, tt := range []struct{ words, model, user, want string }{
		{"词 3 n\n", model, "", ""},
		{"词 3 n\n词语\n", model, "", "jieba.dict.utf8:2: want a word"},
		{"词 many n\n", model, "", "jieba.dict.utf8:1: the frequency \"many\""},
		{"词 -3 n\n", model, "", "jieba.dict.utf8:1: the frequency"},
		{"\xff 3 n\n", model, "", "jieba.dict.utf8:1: want a word"},
		{"词 3 n\n", "-1 -2\n", "", "hmm_model.utf8:1: 2 numbers, want 4"},
		{"词 3 n\n", "# nothing\n", "", "hmm_model.utf8:1: 0 lines of numbers, want 9"},
		{"词 3 n\n", strings.Replace(model, "甲:-2", "甲乙:-2", 1), "", "hmm_model.utf8:7: \"甲乙:-2\""},
		{"词 3 n\n", model + "1\n", "", "hmm_model.utf8:10: more lines"},
		{"词 3 n\n", model, "新词 a b c\n", "user.dict.utf8:1: want a word"},
	} {
		dir := t.TempDir()
		for name, text := range map[string]string{"jieba.dict.utf8": tt.words, "hmm_model.utf8": tt.model, "user.dict.utf8": tt.user} {
			if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		_, err := jieba.Open(dir)
		if (err == nil) != (tt.want == "") || err != nil && !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%q, %.20q, %q: error %v, want %q", tt.words, tt.model, tt.user, err, tt.want)
		}
	}
}

func FuzzCut(f *testing.F) {
	s := open(f)
	for _, text := range []string{"他来到了网易杭研大厦", "丁于3.5月用iPhone15\n", "甲\x00乙，丙。丁 戊", "\xff𠮷野家"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		words := s.Cut(text)
		want := strings.ToValidUTF8(text, "\uFFFD")
		if got := strings.Join(words, ""); got != want {
			t.Errorf("words of %q join to %q", text, got)
		}
		var b strings.Builder
		for _, w := range s.Tagged(words) {
			b.WriteString(w.Text)
		}
		if b.String() != want {
			t.Errorf("words of %q with tags join to %q", text, b.String())
		}
	})
}

func FuzzOpen(f *testing.F) {
	f.Add("词 3 n\n词语 5 n\n", "-1 -9 -9 -2\n", "新词 n\n")
	f.Add("", "# nothing", "\n\n")
	f.Fuzz(func(t *testing.T, words, model, user string) {
		dir := t.TempDir()
		for name, text := range map[string]string{"jieba.dict.utf8": words, "hmm_model.utf8": model, "user.dict.utf8": user} {
			if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		s, err := jieba.Open(dir)
		if err != nil {
			return
		}
		if got := strings.Join(s.Cut(words), ""); got != strings.ToValidUTF8(words, "\uFFFD") {
			t.Errorf("words of %q join to %q", words, got)
		}
	})
}

func BenchmarkOpen(b *testing.B) {
	for b.Loop() {
		if _, err := jieba.New(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkCut(b *testing.B) {
	s := open(b)
	text := strings.Repeat("该公司周一宣布，以五十亿美元收购一家总部位于杭州的芯片厂商，交易预计明年完成。", 20)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		s.Cut(text)
	}
}
