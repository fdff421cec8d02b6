package pattern

import (
	"slices"
	"sync"

	"github.com/newsgraph/newsgraph/kg"
)

// Relation is what a rule file declares of a predicate or a metric kind.
type Relation struct {
	Name    string
	Metric  bool
	About   string
	Subject Role
	Object  Role        // of a relation
	Values  []ValueSpec // of a metric
	Attach  []AttachSpec
	Yields  []string // predicates whose fact with the same ends stands in the place of one of this
	Brand   bool     // the object is the subject's: its name begins with no other firm's
}

// Role is one end of a relation: its name in patterns and the types allowed.
type Role struct {
	Name  string
	Types []kg.Type
}

// ValueSpec is a kind of Value unit. Counted lists what a COUNT may count
// (人, 台, 用户); empty stands for anything. Of numbers over and not over a bound,
// Bound says which are meant.
type ValueSpec struct {
	Type    string
	Counted []string
	Bound   *Bound
}

// Bound is what a slot asks of a value's number: over N, or at most N.
type Bound struct {
	Over bool
	N    float64
}

// holds reports whether a number is within the bound; any is within none.
func (b *Bound) holds(num float64) bool { return b == nil || (num > b.N) == b.Over }

// AttachSpec is a value that is taken along as a qualifier.
type AttachSpec struct {
	Role string
	ValueSpec
}

// allows reports whether the unit is such a value.
func (v *ValueSpec) allows(u *Unit) bool {
	return u.Kind == Value && u.Type == v.Type && v.Bound.holds(u.Num) &&
		(len(v.Counted) == 0 || slices.Contains(v.Counted, u.Text) || u.Lemma != "" && slices.Contains(v.Counted, u.Lemma))
}

// Set is all rules, compiled; it is safe for concurrent use.
type Set struct {
	relations []*relation
	lexicons  map[string]*lexicon   // by language
	classes   map[string][]string   // by "lang/name"
	cues      map[string][]*cueDecl // by language, those for all relations
	excepts   map[string][]*rule    // by language
	examples  []*Example
	readers   sync.Pool // of *reader
}

// relation is a Relation with its compiled rules.
type relation struct {
	Relation
	number  int
	same    []kg.Type                   // types of which both ends must be one, nil where they may differ
	rules   map[string][]*rule          // by language, own patterns first
	forms   map[string]map[string]*form // of triggers, by language and name
	blocks  map[string][]*rule
	cues    map[string][]*cueDecl
	excepts map[string][]*rule
	sets    map[string][]*setRule
}

// rule is one pattern of one relation: the trigger, and what stands on its
// two sides, each read away from it.
type rule struct {
	id          string
	lang        string
	np          bool
	clause      bool   // a block that spares noun phrases
	own         bool   // a pattern of the relation, no frame
	form        string // of the trigger, "" for any
	left, right program
	types       []typeMask // of the names that it cannot do without
	words       []*wordSet // and words of these
	text        string
}

// setRule is a "set" line for one language: where form or words are met.
type setRule struct {
	key   string
	value any
	form  string
	words *wordSet
}

// Relations returns the declarations in the order of the files.
func (s *Set) Relations() []Relation {
	out := make([]Relation, len(s.relations))
	for i, r := range s.relations {
		out[i] = r.Relation
	}
	return out
}

// Relation returns a declaration by its name, or false.
func (s *Set) Relation(name string) (Relation, bool) {
	for _, r := range s.relations {
		if r.Name == name {
			return r.Relation, true
		}
	}
	return Relation{}, false
}

// HasRule reports whether a frame or pattern has an id (ACQUIRED/zh/active).
func (s *Set) HasRule(id string) bool {
	return slices.ContainsFunc(s.relations, func(rel *relation) bool {
		for _, rules := range rel.rules {
			if slices.ContainsFunc(rules, func(r *rule) bool { return r.id == id }) {
				return true
			}
		}
		return false
	})
}

// Class returns the words of a class that holds for all relations (quotes.rules
// is read this way), nil if there is none.
func (s *Set) Class(lang, name string) []string { return slices.Clone(s.classes[lang+"/"+name]) }

// Examples returns the example and reject lines of all relations.
func (s *Set) Examples() []*Example { return s.examples }

// Counted returns, sorted, everything that COUNT values of the rules count.
func (s *Set) Counted() []string {
	var out []string
	for _, r := range s.relations {
		for _, v := range r.Values {
			out = append(out, v.Counted...)
		}
		for _, a := range r.Attach {
			out = append(out, a.Counted...)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Words returns, sorted, every word that a rule of the language names:
// triggers, words of patterns, classes and cues. A segmenter that knows them
// cuts where the rules expect it.
func (s *Set) Words(lang string) []string {
	var out []string
	for word := range s.lexicons[lang].ids {
		if !isPunct(word) {
			out = append(out, word)
		}
	}
	slices.Sort(out)
	return out
}
