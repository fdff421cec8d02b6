package graph

import "github.com/newsgraph/newsgraph/kg"

// Row is one node or relationship of the graph. Values stand in the order of
// its table's columns: string, int64, float64, bool, []string or []int64, nil
// where the property is absent.
type Row struct {
	Table    *Table
	From, To End // of a relationship
	Values   []any
}

// End is one end of a relationship: a node by its label and key.
type End struct{ Label, Key string }

// Properties returns the properties that are there, by name.
func (r Row) Properties() map[string]any {
	properties := make(map[string]any, len(r.Values))
	for i, v := range r.Values {
		if v != nil {
			properties[r.Table.Columns[i].Name] = v
		}
	}
	return properties
}

// End returns the node of a node's row as an end.
func (r Row) End() End { return End{r.Table.Name, r.Values[0].(string)} }

// tables finds each table by its name.
var tables = func() map[string]*Table {
	all := map[string]*Table{}
	for _, t := range append(NodeTables(), RelTables()...) {
		all[t.Name] = t
	}
	return all
}()

// present returns nil for what counts as absent: "" and empty lists.
func present(values []any) []any {
	for i, v := range values {
		switch v := v.(type) {
		case string:
			if v == "" {
				values[i] = nil
			}
		case []string:
			if len(v) == 0 {
				values[i] = nil
			}
		case []int64:
			if len(v) == 0 {
				values[i] = nil
			}
		}
	}
	return values
}

func nodeRow(label string, values ...any) Row {
	return Row{Table: tables[label], Values: present(values)}
}

func relRow(relType string, from, to End, values ...any) Row {
	return Row{Table: tables[relType], From: from, To: to, Values: present(values)}
}

func entityEnd(key string) End {
	t, _ := EntityType(key)
	return End{string(t), key}
}

// Row returns the document's node, with the hash of its contribution.
func (c *Contribution) Row() Row {
	d := &c.Document
	return nodeRow(DocumentLabel, d.ID, d.URL, d.Site, d.Title, d.Published, d.Fetched, d.Lang, d.TextHash, d.CopyOf, c.Hash)
}

// Row returns the relationship from the document to the entity.
func (m *Mention) Row(document string) Row {
	return relRow(MentionsType, End{DocumentLabel, document}, entityEnd(m.Key), m.Count, m.Names, m.Times)
}

// Row returns the relationship from what is evidenced to the document.
func (e *Evidence) Row(label, id, document string) Row {
	values := []any{e.Start, e.End, e.Text, e.Rule, e.Confidence, string(e.Modality), nil, string(e.Bound)}
	if e.Value != nil {
		values[6] = *e.Value
	}
	return relRow(EvidencedType, End{label, id}, End{DocumentLabel, document},
		append(values, qualifierValues(e.Qualifiers, evidenceQualifiers)...)...)
}

func qualifierValues(q kg.Qualifiers, columns []Column) []any {
	values := make([]any, len(columns))
	for i, c := range columns {
		if v, ok := q[c.Name]; ok {
			values[i] = v
		}
	}
	return values
}

// Rows returns the fact's node, its ends, and the one relationship between its
// entities: typed by the predicate if the fold is asserted, else CLAIMED.
func (f *FactClaim) Rows(fold Fold) (node Row, ends [2]Row, derived Row) {
	values := []any{f.ID, string(f.Predicate), string(fold.Modality), fold.Contested, fold.Confidence, fold.Sources,
		fold.FirstSeen, fold.LastSeen, fold.ValidFrom, fold.ValidTo}
	for _, c := range identityColumns {
		values = append(values, f.Identity[c.Name])
	}
	at := End{FactLabel, f.ID}
	subject, object := entityEnd(f.Subject), entityEnd(f.Object)
	ends = [2]Row{relRow(SubjectType, at, subject), relRow(ObjectType, at, object)}
	return nodeRow(FactLabel, values...), ends, f.derived(fold, subject, object)
}

func (f *FactClaim) derived(fold Fold, subject, object End) Row {
	values := []any{f.ID, fold.Confidence, fold.Sources, fold.FirstSeen, fold.LastSeen}
	for i, v := range qualifierValues(fold.Qualifiers, factQualifiers) {
		if folded, ok := f.Identity[factQualifiers[i].Name]; ok {
			v = folded
		}
		values = append(values, v)
	}
	if fold.Modality == kg.Asserted {
		return relRow(string(f.Predicate), subject, object, values...)
	}
	return relRow(ClaimedType, subject, object,
		append([]any{string(f.Predicate), string(fold.Modality)}, values...)...)
}

// Rows returns the figure's node and the relationship from its entity.
func (m *MetricClaim) Rows(fold Fold) (node, has Row) {
	q := fold.Qualifiers
	values := []any{m.ID, string(m.Kind), fold.Value, m.Unit, string(fold.Bound), fold.Upper, string(fold.Modality), fold.Contested,
		fold.When.From, fold.When.To, fold.When.Precision, fold.When.Text, fold.When.Source}
	for _, name := range []string{"basis", "segment", "per", "round", "market", "on", "kind", "of", "product", "change"} {
		values = append(values, q[name])
	}
	values = append(values, fold.Confidence, fold.Sources, fold.FirstSeen, fold.LastSeen)
	return nodeRow(MetricLabel, values...), relRow(HasMetricType, entityEnd(m.Subject), End{MetricLabel, m.ID})
}

// Rows returns the quote's node and the relationship from its speaker.
func (q *QuoteClaim) Rows() (node, said Row) {
	return nodeRow(QuoteLabel, q.ID, q.Text), relRow(SaidType, entityEnd(q.Speaker), End{QuoteLabel, q.ID})
}
