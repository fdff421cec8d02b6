package dialect_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/newsgraph/newsgraph/graph/kuzu/dialect"
)

// queries returns the lines of a file that are no comments.
func queries(t testing.TB, name string) (lines []string) {
	t.Helper()
	data, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(data)) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "//") {
			lines = append(lines, line)
		}
	}
	if len(lines) == 0 {
		t.Fatalf("%s has no queries", name)
	}
	return lines
}

func TestTranslated(t *testing.T) {
	for _, query := range queries(t, "same.cypher") {
		if _, err := dialect.Translate(query); err != nil {
			t.Errorf("%s\n%v", query, err)
		}
	}
}

func TestRefused(t *testing.T) {
	for _, line := range queries(t, "refused.cypher") {
		query, reason, _ := strings.Cut(line, " // ")
		if _, err := dialect.Translate(query); err == nil || !strings.Contains(err.Error(), reason) || reason == "" {
			t.Errorf("%s\nerror %v, want one with %q", query, err, reason)
		}
	}
}

func TestWritesRefused(t *testing.T) {
	for _, query := range queries(t, "writes.cypher") {
		if got, err := dialect.Translate(query); err == nil {
			t.Errorf("%s is translated to %s", query, got.Text)
		}
	}
}

func TestTranslate(t *testing.T) {
	tests := []struct{ query, want string }{
		{"MATCH (c:Company)-[r:RELEASED]->(m:Model)\nRETURN c.name, m.name",
			"MATCH (`c`:`Company`)-[`r`:`RELEASED`]->(`m`:`Model`) RETURN `c`.`name` AS c0, `m`.`name` AS c1"},
		{"MATCH (a:Entity:Company) RETURN a.on AS from", "MATCH (`a`:`Company`) RETURN `a`.`on` AS c0"},
		{"MATCH (a)-[:SUED]->(b)<--(c) WHERE a.x OR b.y RETURN a",
			"MATCH (`a`)-[`relationship 0`:`SUED`]->(`b`)<-[`relationship 1`]-(`c`) WHERE id(`relationship 0`) <> id(`relationship 1`) AND ( `a`.`x` OR `b`.`y`) RETURN `a` AS c0"},
		{"MATCH (d)-->(c) RETURN count(DISTINCT d) AS a, c.key AS b, count(*) ORDER BY a",
			"MATCH (`d`)-->(`c`) RETURN `c`.`key` AS c1, count(*) AS c2, count(DISTINCT `d`) AS c0 ORDER BY c0"},
		{"RETURN substring('abc', 1) // from the second", "RETURN substring('abc', (1) + 1, size('abc')) AS c0"},
		{`RETURN "a'b\n"`, "RETURN 'a\\'b\n' AS c0"},
		{"MATCH (c {key: $key}) RETURN c LIMIT $n", "MATCH (`c` {`key`: $key}) RETURN `c` AS c0 LIMIT $n"},
	}
	for _, test := range tests {
		got, err := dialect.Translate(test.query)
		if err != nil || got.Text != test.want {
			t.Errorf("%s\ngives %s\n want %s\nerror %v", test.query, got.Text, test.want, err)
		}
	}
}

func TestErrorsSayWhere(t *testing.T) {
	tests := []struct{ query, want string }{
		{"", "the query is empty"},
		{"MATCH (c:Company", "line 1, column 7: ( is never closed"},
		{"RETURN 1)", "line 1, column 9: ) closes nothing"},
		{"RETURN 'ab", "line 1, column 8: a text without an end"},
		{"RETURN 'a\\qb'", "line 1, column 10: an unknown escape in a text"},
		{"RETURN `", "line 1, column 8: a name between ` that is empty, has no end or has ` in it"},
		{"RETURN \xff", "line 1, column 8: the query is no UTF-8"},
		{"LOAD CSV FROM 'file:///secret' AS line RETURN line", "line 1, column 1: LOAD is refused: queries only read this graph"},
		{"hello world", "line 1, column 1: a query begins with MATCH, OPTIONAL MATCH, UNWIND, WITH or RETURN"},
		{"MATCH (公司:Company)\nRETURN keys(公司), 公司.Name",
			"line 2, column 8: the embedded store is not known to have a keys() that answers as Neo4j's\nline 2, column 21: there is no property Name: did you mean name?"},
	}
	for _, test := range tests {
		if _, err := dialect.Translate(test.query); err == nil || err.Error() != test.want {
			t.Errorf("%q: error %v, want %s", test.query, err, test.want)
		}
	}
}

func TestRowsAreInTheOrderAsked(t *testing.T) {
	tests := []struct {
		query         string
		answer, names []string
		values, row   string
	}{
		{"MATCH (a)-->(b) RETURN count(DISTINCT a) AS x, b.key, count(*) AS y", []string{"c1", "c2", "c0"}, []string{"x", "b.key", "y"}, "key total distinct", "distinct key total"},
		{"MATCH (b)-[a]->(c) RETURN *", []string{"b", "c", "a"}, []string{"a", "b", "c"}, "B C A", "A B C"},
		{"RETURN 1 AS x, 2 AS x2", []string{"c0", "c1"}, []string{"x", "x2"}, "1 2", "1 2"},
	}
	for _, test := range tests {
		q, err := dialect.Translate(test.query)
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(q.Names(test.answer), " "); got != strings.Join(test.names, " ") {
			t.Errorf("%s: columns %s, want %s", test.query, got, test.names)
		}
		var values []any
		for v := range strings.FieldsSeq(test.values) {
			values = append(values, v)
		}
		var row []string
		for _, v := range q.Row(test.answer, values) {
			row = append(row, v.(string))
		}
		if got := strings.Join(row, " "); got != test.row {
			t.Errorf("%s: row %s, want %s", test.query, got, test.row)
		}
	}
}

func TestParameters(t *testing.T) {
	q, err := dialect.Translate("MATCH (c:Company {country: $country}) WHERE $name = '' OR c.name CONTAINS $name AND c.documents > $n RETURN c LIMIT $limit")
	if err != nil {
		t.Fatal(err)
	}
	type given map[string]any
	tests := []struct {
		given given
		want  string
	}{
		{given{"country": "CN", "name": "星", "n": 1, "limit": int64(3), "more": 1}, ""},
		{given{"country": "CN", "name": "星", "n": 1}, "parameter $limit has no value"},
		{given{"country": 86, "name": "星", "n": "1", "limit": 3}, "parameter $country is a number, and country is a text\nparameter $n is a text, and documents is a number"},
		{given{"country": "CN", "name": "", "n": 1, "limit": 3}, "parameter $name: to the embedded store no text has '' in it"},
	}
	for _, test := range tests {
		taken, err := q.Parameters(test.given)
		if text := fmt.Sprint(err); err != nil && text != test.want || err == nil && (test.want != "" || len(taken) != 4) {
			t.Errorf("%v: %v, error %v, want %q", test.given, taken, err, test.want)
		}
	}
}

// FuzzTranslate looks for queries that break the translator, and for writes
// that come out of it.
func FuzzTranslate(f *testing.F) {
	for _, name := range []string{"same.cypher", "refused.cypher", "writes.cypher"} {
		for _, query := range queries(f, name) {
			f.Add(query)
		}
	}
	f.Fuzz(func(t *testing.T, query string) {
		q, err := dialect.Translate(query)
		if err != nil {
			if q.Text != "" {
				t.Errorf("%q is refused (%v) and translated to %q", query, err, q.Text)
			}
			return
		}
		first := strings.ToUpper(strings.TrimLeft(q.Text, " "))
		for _, word := range []string{"MATCH", "OPTIONAL", "UNWIND", "WITH", "RETURN"} {
			if strings.HasPrefix(first, word) {
				return
			}
		}
		t.Errorf("%q is translated to %q", query, q.Text)
	})
}
