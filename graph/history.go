package graph

import (
	"cmp"
	"iter"
	"maps"
	"slices"

	"github.com/newsgraph/newsgraph/kg"
)

// History is what was decided of an entity and what the documents say of it,
// in the order of time.
type History struct {
	Key       string        `json:"key"`
	Type      kg.Type       `json:"type"`
	Name      string        `json:"name"`
	FirstSeen string        `json:"first_seen"`
	LastSeen  string        `json:"last_seen"`
	Documents int64         `json:"documents"`
	Decisions []Decision    `json:"decisions"`
	Facts     []HistoryFact `json:"facts"` // by first_seen
}

// HistoryFact is a fact as it stands in the graph.
type HistoryFact struct {
	ID         string         `json:"id"`
	FirstSeen  string         `json:"first_seen"`
	LastSeen   string         `json:"last_seen"`
	Subject    string         `json:"subject"` // names
	Predicate  string         `json:"predicate"`
	Object     string         `json:"object"`
	Modality   string         `json:"modality"`
	Contested  bool           `json:"contested"`
	Sources    int64          `json:"sources"`
	Confidence float64        `json:"confidence"`
	Qualifiers map[string]any `json:"qualifiers,omitempty"` // what tells it from others with its ends, and since and until when it holds
}

// Histories gives the history of each entity that a name or a key means, by
// key. It ranges over the extractions three times and keeps in memory the facts
// of the documents that name one of them, and the names of all entities.
func Histories(extractions iter.Seq2[*kg.Extraction, error], opts Options, naming Naming, what string) ([]History, error) {
	s, err := seek(extractions, opts, naming, what)
	if err != nil {
		return nil, err
	}
	h := historian{nodes: map[string]map[string]any{}, entities: map[string]map[string]any{}, subjects: map[string]string{}, objects: map[string]string{}}
	if _, err := Rows(thinned(extractions, opts, s.keys), opts, h.row); err != nil {
		return nil, err
	}
	var out []History
	for _, key := range s.keys {
		out = append(out, h.history(key, opts))
	}
	return out, nil
}

// thinned leaves of documents that name none of the keys only the names, so
// that all names are the graph's and few facts are held.
func thinned(extractions iter.Seq2[*kg.Extraction, error], opts Options, keys []string) iter.Seq2[*kg.Extraction, error] {
	return func(yield func(*kg.Extraction, error) bool) {
		for x, err := range extractions {
			if err == nil && !slices.ContainsFunc(x.Entities, func(e kg.Entity) bool {
				return slices.Contains(keys, opts.Identity.Route(e.Key, x.Document))
			}) {
				thin := *x
				thin.Facts, thin.Metrics, thin.Quotes = nil, nil, nil
				x = &thin
			}
			if !yield(x, err) {
				return
			}
		}
	}
}

// historian collects facts and entities from the rows of a graph.
type historian struct {
	nodes, entities   map[string]map[string]any // properties, by id and by key
	subjects, objects map[string]string         // keys, by the fact's id
}

func (h *historian) row(r Row) error {
	switch r.Table.Name {
	case FactLabel:
		h.nodes[r.End().Key] = r.Properties()
	case SubjectType:
		h.subjects[r.From.Key] = r.To.Key
	case ObjectType:
		h.objects[r.From.Key] = r.To.Key
	default:
		if r.Table.IsNode() && slices.Contains(kg.Types, kg.Type(r.Table.Name)) {
			h.entities[r.End().Key] = r.Properties()
		}
	}
	return nil
}

func (h *historian) history(key string, opts Options) History {
	e := h.entities[key]
	out := History{Key: key, Type: typeOf(key), Name: h.name(key), Decisions: opts.Identity.about(key)}
	if e == nil {
		out.Name = opts.KnownOf(key).Name
	}
	out.FirstSeen, _ = e["first_seen"].(string)
	out.LastSeen, _ = e["last_seen"].(string)
	out.Documents, _ = e["documents"].(int64)
	for _, id := range slices.Sorted(maps.Keys(h.nodes)) {
		if h.subjects[id] == key || h.objects[id] == key {
			out.Facts = append(out.Facts, h.fact(id))
		}
	}
	slices.SortStableFunc(out.Facts, func(a, b HistoryFact) int {
		return cmp.Or(cmp.Compare(instant(a.FirstSeen), instant(b.FirstSeen)), cmp.Compare(a.FirstSeen, b.FirstSeen),
			cmp.Compare(a.Predicate, b.Predicate), cmp.Compare(a.Subject, b.Subject), cmp.Compare(a.Object, b.Object))
	})
	return out
}

func (h *historian) name(key string) string {
	name, _ := h.entities[key]["name"].(string)
	return name
}

func (h *historian) fact(id string) HistoryFact {
	node := h.nodes[id]
	f := HistoryFact{ID: id, Subject: h.name(h.subjects[id]), Object: h.name(h.objects[id]), Qualifiers: map[string]any{}}
	f.FirstSeen, _ = node["first_seen"].(string)
	f.LastSeen, _ = node["last_seen"].(string)
	f.Predicate, _ = node["predicate"].(string)
	f.Modality, _ = node["modality"].(string)
	f.Contested, _ = node["contested"].(bool)
	f.Sources, _ = node["sources"].(int64)
	f.Confidence, _ = node["confidence"].(float64)
	for _, name := range []string{"title", "round", "product", "on", "valid_from", "valid_to"} {
		if v, ok := node[name]; ok {
			f.Qualifiers[name] = v
		}
	}
	return f
}
