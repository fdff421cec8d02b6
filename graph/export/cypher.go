package export

import (
	"bufio"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/newsgraph/newsgraph/graph"
)

// statementRows is how many rows one statement holds: statements of more take the
// server's parser longer than their rows take to write.
const statementRows = 100

// cypherFile writes statements that build the graph in an empty Neo4j: the unique
// keys, then all nodes, then all relationships.
type cypherFile struct {
	out     *bufio.Writer
	pending map[string][]string // rows by the statement that writes them
	nodes   bool                // nodes are being written
}

func newCypher(w io.Writer) *cypherFile {
	c := &cypherFile{out: bufio.NewWriter(w), pending: map[string][]string{}, nodes: true}
	for _, statement := range graph.KeyConstraints() {
		fmt.Fprintln(c.out, statement+";")
	}
	fmt.Fprintln(c.out, "CALL db.awaitIndexes(300);")
	return c
}

func (c *cypherFile) write(r graph.Row) error {
	var statement, row string
	if r.Table.IsNode() {
		statement, row = "CREATE (n:"+labels(r.Table.Name)+") SET n = r", cypherMap(r)
	} else {
		if c.nodes { // the ends of the first relationship may be any nodes
			c.nodes = false
			if err := c.flushAll(); err != nil {
				return err
			}
		}
		statement = fmt.Sprintf("MATCH (a%s) MATCH (b%s) CREATE (a)-[x:%s]->(b) SET x = r.p", endPattern(r.From, "f"), endPattern(r.To, "t"), r.Table.Name)
		row = "{f: " + cypherString(r.From.Key) + ", t: " + cypherString(r.To.Key) + ", p: " + cypherMap(r) + "}"
	}
	c.pending[statement] = append(c.pending[statement], row)
	if len(c.pending[statement]) < statementRows {
		return nil
	}
	return c.flush(statement)
}

// endPattern is the pattern of a node whose key is a field of the row.
func endPattern(e graph.End, field string) string {
	label := e.Label
	if graph.IsEntity(label) {
		label = "Entity" // whose key is indexed
	}
	return fmt.Sprintf(":%s {%s: r.%s}", label, graph.KeyOf(e.Label), field)
}

func (c *cypherFile) flush(statement string) error {
	rows := c.pending[statement]
	delete(c.pending, statement)
	_, err := fmt.Fprintf(c.out, "UNWIND [\n%s\n] AS r %s;\n", strings.Join(rows, ",\n"), statement)
	return err
}

func (c *cypherFile) flushAll() error {
	for _, statement := range slices.Sorted(maps.Keys(c.pending)) {
		if err := c.flush(statement); err != nil {
			return err
		}
	}
	return nil
}

func (c *cypherFile) close() error {
	if err := c.flushAll(); err != nil {
		return err
	}
	return c.out.Flush()
}

// cypherMap writes the properties of a row as a map.
func cypherMap(r graph.Row) string {
	var parts []string
	for i, v := range r.Values {
		if v != nil {
			parts = append(parts, "`"+r.Table.Columns[i].Name+"`: "+cypherValue(v))
		}
	}
	return "{" + strings.Join(parts, ", ") + "}"
}

func cypherValue(value any) string {
	switch v := value.(type) {
	case string:
		return cypherString(v)
	case float64:
		return strconv.FormatFloat(v, 'e', -1, 64) // with an exponent it is a float, whatever its value
	case []string:
		return cypherList(v, cypherString)
	case []int64:
		return cypherList(v, func(n int64) string { return strconv.FormatInt(n, 10) })
	}
	return fmt.Sprint(value)
}

func cypherList[E any](list []E, write func(E) string) string {
	texts := make([]string, len(list))
	for i, e := range list {
		texts[i] = write(e)
	}
	return "[" + strings.Join(texts, ", ") + "]"
}

// cypherString writes a string literal that nothing in the text ends.
func cypherString(text string) string {
	var b strings.Builder
	b.WriteByte('\'')
	for _, r := range text {
		switch {
		case r == '\'':
			b.WriteString(`\'`)
		case r == '\\':
			b.WriteString(`\\`)
		case r == '\n':
			b.WriteString(`\n`)
		case r < ' ' || r == 0x7f:
			fmt.Fprintf(&b, `\u%04X`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('\'')
	return b.String()
}
