package graph

import (
	"fmt"
	"slices"
	"strings"

	"github.com/newsgraph/newsgraph/kg"
)

// ColumnType is the type of a property; both stores know all of them.
type ColumnType int

// The property types. An absent property and an empty list are the same.
const (
	String ColumnType = iota
	Int               // 64 bits
	Float             // 64 bits
	Bool
	Strings // list of String
	Ints    // list of Int
)

// Column is one property of a node or relationship.
type Column struct {
	Name string
	Type ColumnType
}

// Table is one kind of node or relationship with its properties.
type Table struct {
	Name    string      // the label of a node, the type of a relationship
	Pairs   [][2]string // relationships only: the labels that it may join
	Columns []Column    // of a node the first is its key
}

// IsNode reports whether the table holds nodes.
func (t *Table) IsNode() bool { return t.Pairs == nil }

// Key returns the name of a node's key property.
func (t *Table) Key() string { return t.Columns[0].Name }

// The labels and relationship types that are not of the ontology.
const (
	DocumentLabel = "Document"
	FactLabel     = "Fact"
	MetricLabel   = "Metric"
	QuoteLabel    = "Quote"
	SiteLabel     = "Site"
	RunLabel      = "Run"

	SubjectType   = "SUBJECT"
	ObjectType    = "OBJECT"
	EvidencedType = "EVIDENCED_BY"
	HasMetricType = "HAS_METRIC"
	SaidType      = "SAID"
	MentionsType  = "MENTIONS"
	CopyOfType    = "COPY_OF"
	FromType      = "FROM"
	ClaimedType   = "CLAIMED"
)

// speakers are the types of entities that say things.
var speakers = []kg.Type{kg.Person, kg.Company, kg.Organization}

// Qualifier columns of the evidence, and which predicates and kinds use them.
// "kind" of a metric narrows its kind (MAU, target). All are as the ontology
// names them but "to", the upper value of a range: Kuzu cannot copy a
// relationship that has a property of that name, so it is "upper".
var (
	factQualifiers = []Column{
		{"date", String}, {"title", String}, {"status", String}, {"amount", Float}, {"currency", String},
		{"round", String}, {"stake", Float}, {"product", String}, {"count", Float}, {"verdict", String},
		{"on", String}, {"open_source", Bool}, {"attribution", String},
	}
	metricQualifiers = []Column{
		{"period", String}, {"basis", String}, {"segment", String}, {"per", String}, {"market", String},
		{"kind", String}, {"of", String}, {"change", String}, {"upper", Float},
	}
	evidenceQualifiers = slices.Concat(factQualifiers, metricQualifiers)
)

// EvidenceQualifiers returns the names of the properties of EVIDENCED_BY that
// are qualifiers.
func EvidenceQualifiers() []string {
	var names []string
	for _, c := range evidenceQualifiers {
		names = append(names, c.Name)
	}
	return names
}

// identityColumns are the qualifiers that make two facts with the same ends two.
var identityColumns = []Column{{"title", String}, {"round", String}, {"product", String}, {"on", String}}

// metricIdentity are the qualifiers that make two figures of one kind two.
var metricIdentity = []string{"basis", "segment", "per", "round", "market", "on"}

var derivedColumns = []Column{
	{"fact", String}, {"confidence", Float}, {"sources", Int}, {"first_seen", String}, {"last_seen", String},
}

var entityColumns = []Column{
	{"key", String}, {"name", String}, {"aliases", Strings}, {"ticker", String}, {"country", String},
	{"first_seen", String}, {"last_seen", String}, {"documents", Int},
}

// NodeTables returns the tables of all nodes: the entity types first, in the
// order of the ontology.
func NodeTables() []*Table {
	var tables []*Table
	for _, t := range kg.Types {
		tables = append(tables, &Table{Name: string(t), Columns: entityColumns})
	}
	return append(tables,
		&Table{Name: DocumentLabel, Columns: []Column{
			{"id", String}, {"url", String}, {"site", String}, {"title", String}, {"published", String},
			{"fetched", String}, {"lang", String}, {"text_hash", String}, {"copy_of", String}, {"hash", String},
		}},
		&Table{Name: FactLabel, Columns: slices.Concat([]Column{
			{"id", String}, {"predicate", String}, {"modality", String}, {"contested", Bool}, {"confidence", Float},
			{"sources", Int}, {"first_seen", String}, {"last_seen", String}, {"valid_from", String}, {"valid_to", String},
		}, identityColumns)},
		&Table{Name: MetricLabel, Columns: []Column{
			{"id", String}, {"kind", String}, {"value", Float}, {"unit", String}, {"bound", String}, {"upper", Float},
			{"modality", String}, {"contested", Bool}, {"from", String}, {"to", String}, {"precision", String}, {"when", String},
			{"when_source", String}, {"basis", String}, {"segment", String}, {"per", String}, {"round", String},
			{"market", String}, {"on", String}, {"variety", String}, {"of", String}, {"product", String}, {"change", String},
			{"confidence", Float}, {"sources", Int}, {"first_seen", String}, {"last_seen", String},
		}},
		&Table{Name: QuoteLabel, Columns: []Column{{"id", String}, {"text", String}}},
		&Table{Name: SiteLabel, Columns: []Column{{"domain", String}}},
		&Table{Name: RunLabel, Columns: []Column{
			{"id", String}, {"started", String}, {"finished", String}, {"rules", String},
			{"new", Int}, {"changed", Int}, {"unchanged", Int}, {"withdrawn", Int},
		}},
	)
}

// KeyOf returns the name of the key property of the nodes with a label, "" of a
// label that the graph does not know.
func KeyOf(label string) string {
	if t := tables[label]; t != nil && t.IsNode() {
		return t.Key()
	}
	return ""
}

// IsEntity reports whether a label is that of a type of entities, whose nodes have
// the label Entity, too, in Neo4j.
func IsEntity(label string) bool { return slices.Contains(kg.Types, kg.Type(label)) }

// KeyConstraints returns the statements of Neo4j's Cypher that make the keys of nodes
// unique. They do nothing where that is so.
func KeyConstraints() []string {
	unique := func(label, property string) string {
		return fmt.Sprintf("CREATE CONSTRAINT %s_%s IF NOT EXISTS FOR (n:%s) REQUIRE n.%s IS UNIQUE",
			strings.ToLower(label), property, label, property)
	}
	statements := []string{unique("Entity", "key")}
	for _, t := range NodeTables() {
		if !IsEntity(t.Name) {
			statements = append(statements, unique(t.Name, t.Key()))
		}
	}
	return statements
}

// RelTables returns the tables of all relationships: one for each predicate,
// then those that every graph has.
func RelTables() []*Table {
	derived := slices.Concat(derivedColumns, factQualifiers)
	var tables []*Table
	claimed := map[[2]string]bool{}
	for _, s := range kg.Predicates {
		pairs := allowedPairs(s)
		for _, p := range pairs {
			claimed[p] = true
		}
		tables = append(tables, &Table{Name: string(s.Predicate), Pairs: pairs, Columns: derived})
	}
	types := typeNames(kg.Types)
	return append(tables,
		&Table{Name: ClaimedType, Pairs: crossFiltered(types, types, claimed),
			Columns: slices.Concat([]Column{{"predicate", String}, {"modality", String}}, derived)},
		&Table{Name: SubjectType, Pairs: cross([]string{FactLabel}, types)},
		&Table{Name: ObjectType, Pairs: cross([]string{FactLabel}, types)},
		&Table{Name: EvidencedType, Pairs: cross([]string{FactLabel, MetricLabel, QuoteLabel}, []string{DocumentLabel}),
			Columns: slices.Concat([]Column{
				{"start_char", Int}, {"end_char", Int}, {"text", String}, {"rule", String}, {"confidence", Float},
				{"modality", String}, {"value", Float}, {"bound", String},
			}, evidenceQualifiers)},
		&Table{Name: HasMetricType, Pairs: cross(types, []string{MetricLabel})},
		&Table{Name: SaidType, Pairs: cross(typeNames(speakers), []string{QuoteLabel})},
		&Table{Name: MentionsType, Pairs: cross([]string{DocumentLabel}, types),
			Columns: []Column{{"count", Int}, {"names", Strings}, {"times", Ints}}},
		&Table{Name: CopyOfType, Pairs: [][2]string{{DocumentLabel, DocumentLabel}}},
		&Table{Name: FromType, Pairs: [][2]string{{DocumentLabel, SiteLabel}}},
	)
}

// EntityType returns the type that a key's prefix names ("company:nvidia" is a
// Company), or false where it names none.
func EntityType(key string) (kg.Type, bool) {
	prefix, slug, found := strings.Cut(key, ":")
	if !found || slug == "" {
		return "", false
	}
	for _, t := range kg.Types {
		if strings.EqualFold(prefix, string(t)) {
			return t, true
		}
	}
	return "", false
}

func allowedPairs(s kg.Signature) [][2]string {
	var pairs [][2]string
	for _, from := range s.Subjects {
		for _, to := range s.Objects {
			if s.Allows(from, to) || s.Symmetric && s.Allows(to, from) {
				pairs = append(pairs, [2]string{string(from), string(to)})
			}
		}
	}
	return pairs
}

func typeNames(types []kg.Type) []string {
	var names []string
	for _, t := range types {
		names = append(names, string(t))
	}
	return names
}

func cross(from, to []string) [][2]string {
	var pairs [][2]string
	for _, f := range from {
		for _, t := range to {
			pairs = append(pairs, [2]string{f, t})
		}
	}
	return pairs
}

func crossFiltered(from, to []string, keep map[[2]string]bool) [][2]string {
	return slices.DeleteFunc(cross(from, to), func(p [2]string) bool { return !keep[p] })
}
