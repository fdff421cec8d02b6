package export

import (
	"bufio"
	"encoding/json"
	"io"

	"github.com/newsgraph/newsgraph/graph"
)

// jsonLines writes {"node": label, "properties": {…}} and {"relationship": type,
// "from": {"label", "key"}, "to": …, "properties": {…}}, one a line.
type jsonLines struct {
	out *bufio.Writer
	enc *json.Encoder
}

type jsonEnd struct {
	Label string `json:"label"`
	Key   string `json:"key"`
}

type jsonElement struct {
	Node         string         `json:"node,omitempty"`
	Relationship string         `json:"relationship,omitempty"`
	From         *jsonEnd       `json:"from,omitempty"`
	To           *jsonEnd       `json:"to,omitempty"`
	Properties   map[string]any `json:"properties"`
}

func newJSONLines(w io.Writer) *jsonLines {
	out := bufio.NewWriter(w)
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	return &jsonLines{out, enc}
}

func (j *jsonLines) write(r graph.Row) error {
	e := jsonElement{Properties: r.Properties()}
	if r.Table.IsNode() {
		e.Node = r.Table.Name
	} else {
		e.Relationship = r.Table.Name
		e.From, e.To = &jsonEnd{r.From.Label, r.From.Key}, &jsonEnd{r.To.Label, r.To.Key}
	}
	return j.enc.Encode(e)
}

func (j *jsonLines) close() error { return j.out.Flush() }
