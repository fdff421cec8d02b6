package dialect

import (
	"slices"
	"strings"

	"github.com/newsgraph/newsgraph/graph"
	"github.com/newsgraph/newsgraph/kg"
)

// entity is the label that all entities have in Neo4j beside their type's.
const entity = "Entity"

// schema holds the names of the graph.
type schema struct {
	entities   []string // labels of entities, in the order of the ontology
	labels     []string // of all nodes
	types      []string // of relationships
	properties map[string][]graph.ColumnType
}

func newSchema() schema {
	s := schema{properties: map[string][]graph.ColumnType{}}
	for _, t := range kg.Types {
		s.entities = append(s.entities, string(t))
	}
	for _, t := range slices.Concat(graph.NodeTables(), graph.RelTables()) {
		if t.IsNode() {
			s.labels = append(s.labels, t.Name)
		} else {
			s.types = append(s.types, t.Name)
		}
		for _, c := range t.Columns {
			if !slices.Contains(s.properties[c.Name], c.Type) {
				s.properties[c.Name] = append(s.properties[c.Name], c.Type)
			}
		}
	}
	return s
}

// misspelled returns the property that is this one in other letter case, which
// Kuzu takes it for.
func (s schema) misspelled(property string) (right string, wrong bool) {
	if s.properties[property] != nil {
		return "", false
	}
	for name := range s.properties {
		if strings.EqualFold(name, property) {
			return name, true
		}
	}
	return "", false
}

// isNumber reports whether a property is a number wherever it stands.
func (s schema) isNumber(property string) bool {
	return s.isAll(property, graph.Int, graph.Float)
}

// isText reports whether a property is a text wherever it stands.
func (s schema) isText(property string) bool { return s.isAll(property, graph.String) }

func (s schema) isAll(property string, types ...graph.ColumnType) bool {
	for _, t := range s.properties[property] {
		if !slices.Contains(types, t) {
			return false
		}
	}
	return s.properties[property] != nil
}

// keywords are the words that are no names.
var keywords = setOf(`MATCH OPTIONAL WHERE WITH RETURN UNWIND AS DISTINCT ORDER BY SKIP LIMIT UNION ALL
	AND OR XOR NOT IN IS NULL CONTAINS STARTS ENDS CASE WHEN THEN ELSE END TRUE FALSE ASC DESC ASCENDING DESCENDING`)

// writing are the clauses that change something, or do something beside
// reading this graph.
var writing = setOf(`CREATE MERGE SET DELETE DETACH REMOVE FOREACH DROP ALTER COPY LOAD INSTALL UNINSTALL ATTACH USE
	IMPORT EXPORT BEGIN COMMIT ROLLBACK CHECKPOINT COMMENT FORCE UPDATE INSERT`)

// aggregates are the functions of many rows.
var aggregates = setOf("COUNT SUM AVG MIN MAX COLLECT")

// known are the functions that answer as in Neo4j, by themselves or as they
// are rewritten.
var known = setOf(`COUNT SUM AVG MIN MAX COLLECT COALESCE NULLIF TOLOWER TOUPPER TRIM LTRIM RTRIM LEFT RIGHT REVERSE SPLIT
	SUBSTRING SIZE HEAD LAST RANGE ABS CEIL FLOOR SQRT SIGN ROUND PI TOINTEGER TOFLOAT TOSTRING TYPE LABELS ELEMENTID
	LENGTH NODES RELATIONSHIPS ANY ALL NONE SINGLE`)

func setOf(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}

func isKeyword(t token) bool { return t.kind == word && keywords[strings.ToUpper(t.text)] }

func isAggregate(t token) bool { return t.kind == word && aggregates[strings.ToUpper(t.text)] }

// isWhole reports whether a property is a text or a whole number wherever it
// stands.
func (s schema) isWhole(property string) bool { return s.isAll(property, graph.String, graph.Int) }
