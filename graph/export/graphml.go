package export

import (
	"bufio"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"slices"
	"strconv"

	"github.com/newsgraph/newsgraph/graph"
)

// graphML writes GraphML. The id of a node is its label, a slash and its key. A
// property's key is its table and its name, since one name may have another type
// elsewhere; lists are JSON.
type graphML struct {
	out *bufio.Writer
	err error
}

func newGraphML(w io.Writer) *graphML {
	g := &graphML{out: bufio.NewWriter(w)}
	g.put("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n")
	g.put(`<key id="labels" for="node" attr.name="labels" attr.type="string"/>` + "\n")
	g.put(`<key id="label" for="edge" attr.name="label" attr.type="string"/>` + "\n")
	for _, t := range slices.Concat(graph.NodeTables(), graph.RelTables()) {
		kind := "edge"
		if t.IsNode() {
			kind = "node"
		}
		for _, c := range t.Columns {
			g.put(fmt.Sprintf("<key id=\"%s.%s\" for=\"%s\" attr.name=\"%s\" attr.type=\"%s\"/>\n", t.Name, c.Name, kind, c.Name, graphMLTypes[c.Type]))
		}
	}
	g.put("<graph edgedefault=\"directed\">\n")
	return g
}

var graphMLTypes = map[graph.ColumnType]string{
	graph.String: "string", graph.Int: "long", graph.Float: "double", graph.Bool: "boolean",
	graph.Strings: "string", graph.Ints: "string",
}

func (g *graphML) write(r graph.Row) error {
	if r.Table.IsNode() {
		g.put(`<node id="`)
		g.end(r.End())
		g.put(`"><data key="labels">:` + labels(r.Table.Name) + "</data>")
	} else {
		g.put(`<edge source="`)
		g.end(r.From)
		g.put(`" target="`)
		g.end(r.To)
		g.put(`"><data key="label">` + r.Table.Name + "</data>")
	}
	for i, v := range r.Values {
		if v == nil {
			continue
		}
		g.put(`<data key="` + r.Table.Name + "." + r.Table.Columns[i].Name + `">`)
		g.escaped(graphMLValue(v))
		g.put("</data>")
	}
	if r.Table.IsNode() {
		g.put("</node>\n")
	} else {
		g.put("</edge>\n")
	}
	return g.err
}

func graphMLValue(value any) string {
	switch v := value.(type) {
	case string:
		return v
	case float64:
		return strconv.FormatFloat(v, 'g', -1, 64)
	case []string, []int64:
		text, _ := json.Marshal(v) // of lists of texts and numbers there is nothing that cannot be written
		return string(text)
	}
	return fmt.Sprint(value)
}

func (g *graphML) end(e graph.End) { g.escaped(e.Label + "/" + e.Key) }

func (g *graphML) put(text string) {
	if g.err == nil {
		_, g.err = g.out.WriteString(text)
	}
}

// escaped writes a text; characters that XML cannot hold become U+FFFD.
func (g *graphML) escaped(text string) {
	if g.err == nil {
		g.err = xml.EscapeText(g.out, []byte(text))
	}
}

func (g *graphML) close() error {
	g.put("</graph>\n</graphml>\n")
	if g.err != nil {
		return g.err
	}
	return g.out.Flush()
}
