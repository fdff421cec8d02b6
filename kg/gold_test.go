package kg_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/newsgraph/newsgraph/kg"
)

const goodGold = `{"id": "g1", "title": "甲公司收购乙", "date": "2024-03-18", "text": "甲以一亿元收购乙。\n甲表示，很好。",
 "entities": [{"id": "e1", "type": "Company", "name": "甲公司", "mentions": ["甲公司", "甲"]},
              {"id": "e2", "type": "Company", "name": "乙", "mentions": ["乙"]}],
 "facts": [{"subject": "e1", "predicate": "ACQUIRED", "object": "e2", "modality": "asserted", "qualifiers": {}, "evidence": "甲以一亿元收购乙。"}],
 "metrics": [{"subject": "e2", "kind": "deal_value", "value": 1e8, "unit": "CNY", "modality": "asserted", "qualifiers": {}, "evidence": "甲以一亿元收购乙。"}],
 "quotes": [{"speaker": "e1", "text": "很好"}]}`

// spoiltGold replaces one string by another in the good file and says what
// must be reported, one line a problem; the checker of the guidelines reports
// the same lines.
var spoiltGold = []struct{ old, new, want string }{
	{"", "", ""},
	{`"id": "e2", "type"`, `"id": "e1", "type"`, "entity id twice: e1\ne1 ACQUIRED e2: unknown entity\ne2 deal_value 100000000.0: unknown entity"},
	{`"type": "Company", "name": "乙"`, `"type": "City", "name": "乙"`, "e2: type City\ne1 ACQUIRED e2: types Company City"},
	{`["乙"]`, `[]`, "e2: no mentions"},
	{`["乙"]`, `["丙"]`, "e2: mention not in the text: 丙"},
	{`["乙"]`, `["乙", "甲"]`, "mention in two entities of one type: 甲"},
	{`ACQUIRED`, `BOUGHT`, "e1 BOUGHT e2: predicate"},
	{`"object": "e2"`, `"object": "e7"`, "e1 ACQUIRED e7: unknown entity"},
	{`ACQUIRED`, `TRAINED_ON`, "e1 TRAINED_ON e2: types Company Company"},
	{`"object": "e2", "modality": "asserted"`, `"object": "e2", "modality": "sure"`, "e1 ACQUIRED e2: modality sure"},
	{`{}, "evidence": "甲以一亿元收购乙。"}],
 "metrics"`, `{}, "evidence": "甲收购乙。"}],
 "metrics"`, "e1 ACQUIRED e2: evidence is no substring"},
	{`deal_value`, `size`, "e2 size 100000000.0: kind"},
	{`1e8`, `null`, "e2 deal_value None: value is no number"},
	{`"unit": "CNY"`, `"unit": "CNY", "bound": "near"`, "e2 deal_value 100000000.0: bound near"},
	{`"speaker": "e1"`, `"speaker": "e9"`, "quote of unknown speaker e9"},
	{`"text": "很好"`, `"text": "不好"`, "quote is no substring: 不好"},
	{`"text": "很好"`, `"text": ""`, "quote is no substring: "},
}

func TestValidateGold(t *testing.T) {
	for _, tt := range spoiltGold {
		path := goldFile(t, tt.old, tt.new)
		g, err := kg.ReadGold(path)
		if err != nil {
			t.Fatal(err)
		}
		got := problems(g)
		if !sameProblems(got, tt.want) {
			t.Errorf("%s: got\n%s\nwant\n%s", tt.new, got, tt.want)
		}
		if oracle := checkerSays(t, path); oracle != nil && !sameProblems(*oracle, tt.want) {
			t.Errorf("%s: validate.py says\n%s\nwant\n%s", tt.new, *oracle, tt.want)
		}
	}
}

func goldFile(t *testing.T, old, new string) string {
	if !strings.Contains(goodGold, old) {
		t.Fatalf("the good file has no %q", old)
	}
	path := filepath.Join(t.TempDir(), "g1.json")
	if err := os.WriteFile(path, []byte(strings.Replace(goodGold, old, new, 1)), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func problems(g *kg.Gold) string {
	var lines []string
	for _, err := range kg.ValidateGold(g) {
		lines = append(lines, err.Error())
	}
	return strings.Join(lines, "\n")
}

// sameProblems compares lists but for how a number is written.
func sameProblems(a, b string) bool {
	number := regexp.MustCompile(`1e\+08|100000000\.0`)
	return number.ReplaceAllString(a, "N") == number.ReplaceAllString(b, "N")
}

// checkerSays runs the guidelines' own checker, if the gold folder is there.
func checkerSays(t *testing.T, path string) *string {
	script, ok := goldTool(t, "validate.py")
	if !ok {
		return nil
	}
	out, _ := exec.Command("python3", script, path).Output() // status 1 says that there are problems
	var lines []string
	for line := range strings.Lines(string(out)) {
		if problem, ok := strings.CutPrefix(line, path+": "); ok {
			lines = append(lines, strings.TrimSuffix(problem, "\n"))
		}
	}
	text := strings.Join(lines, "\n")
	return &text
}

// goldTool finds a script beside the gold articles, which are not part of the
// repository. It says loudly when a comparison is left out for want of it.
func goldTool(t testing.TB, name string) (string, bool) {
	script := filepath.Join("..", "..", "shared", "gold", name)
	if _, err := os.Stat(script); err != nil {
		t.Logf("NOT COMPARED with %s: no gold folder beside the repository", name)
		return "", false
	}
	return script, true
}

func TestReadGoldErrors(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a.json")
	if err := os.WriteFile(path, []byte("{\"id\": \"a\",\n \"text\": 7}"), 0o644); err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name string
		do   func() error
		want string
	}{
		{"missing file", func() error { _, err := kg.ReadGold(filepath.Join(dir, "b.json")); return err }, "no such file"},
		{"wrong type", func() error { _, err := kg.ReadGold(path); return err }, "a.json:2:10: json: cannot unmarshal number"},
		{"broken file in a folder", func() error { _, err := kg.ReadGoldFolder(dir); return err }, "a.json:2:10: "},
		{"empty folder", func() error { _, err := kg.ReadGoldFolder(t.TempDir()); return err }, "it holds no *.json file"},
		{"no folder", func() error { _, err := kg.ReadGoldFolder(filepath.Join(dir, "none")); return err }, "it holds no *.json file"},
	}
	for _, tt := range tests {
		if err := tt.do(); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: error %v, want %q", tt.name, err, tt.want)
		}
	}
}

func TestReadGoldFolder(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "odd [name]*")
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"b.json", "a.json", ".hidden.json", "c.txt"} {
		text := fmt.Sprintf(`{"id": %q}`, name)
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	all, err := kg.ReadGoldFolder(dir)
	if err != nil {
		t.Fatal(err)
	}
	if len(all) != 2 || all[0].ID != "a.json" || all[1].ID != "b.json" {
		t.Errorf("read %v", all)
	}
}
