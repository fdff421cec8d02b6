package graph

import (
	"fmt"
	"strings"
)

// Element is a node or relationship as a store holds it. Properties that are nil or
// empty lists count as absent.
type Element struct {
	Name       string // the most special label of a node, the type of a relationship
	From, To   End    // of a relationship
	Properties map[string]any
}

// Elements is a graph, or what is to be one: it calls yield with each node and
// relationship, and ends at its first error.
type Elements func(yield func(Element) error) error

// Element returns the row as the element that a store makes of it.
func (r Row) Element() Element { return Element{r.Table.Name, r.From, r.To, r.Properties()} }

// IsNode reports whether the element is a node.
func (e *Element) IsNode() bool { return e.From == End{} && e.To == End{} }

// String names the element so that people find it: a node by its label and key, a
// relationship by its ends, its type, and what tells it from others between the
// same: its fact or its place in the document.
func (e *Element) String() string {
	if e.IsNode() {
		return fmt.Sprintf("(:%s %s)", e.Name, e.key())
	}
	var which strings.Builder
	for _, name := range []string{"fact", "start_char", "end_char", "rule"} {
		if v := e.Properties[name]; v != nil {
			fmt.Fprintf(&which, " %s=%v", name, v)
		}
	}
	return fmt.Sprintf("(:%s %s)-[:%s%s]->(:%s %s)", e.From.Label, e.From.Key, e.Name, which.String(), e.To.Label, e.To.Key)
}

// key returns the key of a node, "" of one with a label that the graph does not know.
func (e *Element) key() string {
	key, _ := e.Properties[KeyOf(e.Name)].(string)
	return key
}
