package kg

import "slices"

// Type is what an entity is.
type Type string

// The seven entity types.
const (
	Company      Type = "Company"
	Person       Type = "Person"
	Organization Type = "Organization"
	Model        Type = "Model"
	Chip         Type = "Chip"
	Product      Type = "Product"
	Index        Type = "Index"
)

// Types lists the entity types in the order of the guidelines.
var Types = []Type{Company, Person, Organization, Model, Chip, Product, Index}

// Modality is how surely a text states something.
type Modality string

// The four modalities, strongest first.
const (
	Asserted Modality = "asserted"
	Planned  Modality = "planned"
	Reported Modality = "reported"
	Denied   Modality = "denied"
)

// Modalities lists the modalities from the strongest to the weakest: where
// two apply, the later one holds.
var Modalities = []Modality{Asserted, Planned, Reported, Denied}

// Weaker returns whichever of the two modalities is weaker.
func Weaker(a, b Modality) Modality {
	if slices.Index(Modalities, a) >= slices.Index(Modalities, b) {
		return a
	}
	return b
}

// Bound is how a metric's value bounds the true one, by magnitude.
type Bound string

// The five bounds. Of a Range the qualifier "to" holds the upper value.
const (
	Exact Bound = "exact"
	About Bound = "about"
	Over  Bound = "over"
	Under Bound = "under"
	Range Bound = "range"
)

// Bounds lists the bounds.
var Bounds = []Bound{Exact, About, Over, Under, Range}

// Predicate is what a fact says of its two entities.
type Predicate string

// Signature is what the ontology allows of one predicate.
type Signature struct {
	Predicate  Predicate
	Subjects   []Type
	Objects    []Type
	SameType   bool     // both ends are of one type
	Symmetric  bool     // no direction: each pair is one fact
	Qualifiers []string // names allowed
	Identity   []string // qualifiers that make two facts with the same ends two
}

var (
	actors    = []Type{Company, Organization, Person}
	firms     = []Type{Company, Organization}
	artifacts = []Type{Model, Chip, Product}
)

// Predicates is the whole list of predicates, in the order of the guidelines.
// Every predicate may also carry "date" and "attribution".
var Predicates = []Signature{
	{Predicate: "RELEASED", Subjects: actors, Objects: artifacts, Qualifiers: []string{"open_source"}},
	{Predicate: "DEVELOPS", Subjects: actors, Objects: artifacts},
	{Predicate: "HOLDS_ROLE", Subjects: []Type{Person}, Objects: firms, Qualifiers: []string{"title", "status"}, Identity: []string{"title"}},
	{Predicate: "FOUNDED", Subjects: actors, Objects: firms},
	{Predicate: "INVESTED_IN", Subjects: actors, Objects: firms, Qualifiers: []string{"amount", "currency", "round", "stake"}, Identity: []string{"round"}},
	{Predicate: "ACQUIRED", Subjects: []Type{Company, Person}, Objects: []Type{Company, Product}, Qualifiers: []string{"amount", "currency", "stake"}},
	{Predicate: "SUBSIDIARY_OF", Subjects: []Type{Company}, Objects: []Type{Company}, Qualifiers: []string{"stake"}},
	{Predicate: "PARTNERS_WITH", Subjects: firms, Objects: firms, Symmetric: true},
	{Predicate: "COMPETES_WITH", Subjects: []Type{Company, Model, Chip, Product}, Objects: []Type{Company, Model, Chip, Product}, SameType: true, Symmetric: true},
	{Predicate: "SUPPLIES", Subjects: []Type{Company}, Objects: []Type{Company}, Qualifiers: []string{"product"}, Identity: []string{"product"}},
	{Predicate: "USES", Subjects: []Type{Company, Model, Product, Chip}, Objects: artifacts, Qualifiers: []string{"count"}},
	{Predicate: "TRAINED_ON", Subjects: []Type{Model}, Objects: []Type{Chip}, Qualifiers: []string{"count"}},
	{Predicate: "COMPARED_WITH", Subjects: artifacts, Objects: artifacts, SameType: true, Qualifiers: []string{"verdict", "on"}, Identity: []string{"on"}},
	{Predicate: "SUED", Subjects: actors, Objects: actors},
	{Predicate: "SANCTIONED", Subjects: []Type{Organization}, Objects: []Type{Company, Person}, Qualifiers: []string{"amount", "currency"}},
}

// SignatureOf returns the signature of a predicate, or false if there is none.
func SignatureOf(p Predicate) (Signature, bool) {
	for _, s := range Predicates {
		if s.Predicate == p {
			return s, true
		}
	}
	return Signature{}, false
}

// Allows reports whether the predicate may join a subject and an object of
// these types.
func (s Signature) Allows(subject, object Type) bool {
	return slices.Contains(s.Subjects, subject) && slices.Contains(s.Objects, object) &&
		(!s.SameType || subject == object)
}

// Kind is what a metric measures.
type Kind string

// Currencies are the ISO codes that a currency metric may carry.
var Currencies = []string{"USD", "CNY", "HKD", "EUR", "JPY", "TWD", "KRW", "GBP"}

// KindSpec is what the ontology allows of one metric kind.
type KindSpec struct {
	Kind       Kind
	Unit       string // "currency" for any of Currencies, else the unit itself
	Subjects   []Type
	Qualifiers []string
}

// Kinds is the whole list of metric kinds, in the order of the guidelines.
// Every kind may also carry "date", "period", "to" (upper value of a range)
// and "attribution".
var Kinds = []KindSpec{
	{Kind: "stock_change", Unit: "%", Subjects: []Type{Company, Index, Product}},
	{Kind: "stock_price", Unit: "currency", Subjects: []Type{Company}, Qualifiers: []string{"kind", "per"}},
	{Kind: "market_cap", Unit: "currency", Subjects: []Type{Company}},
	{Kind: "market_cap_change", Unit: "currency", Subjects: []Type{Company}},
	{Kind: "revenue", Unit: "currency", Subjects: []Type{Company, Organization, Product}, Qualifiers: []string{"segment", "kind", "market"}},
	{Kind: "profit", Unit: "currency", Subjects: []Type{Company, Organization}, Qualifiers: []string{"segment", "kind"}},
	{Kind: "capex", Unit: "currency", Subjects: []Type{Company}, Qualifiers: []string{"segment"}},
	{Kind: "revenue_change", Unit: "%", Subjects: []Type{Company, Organization, Product}, Qualifiers: []string{"basis", "segment", "market"}},
	{Kind: "profit_change", Unit: "%", Subjects: []Type{Company, Organization}, Qualifiers: []string{"basis", "segment", "kind"}},
	{Kind: "funding", Unit: "currency", Subjects: []Type{Company, Organization, Product}, Qualifiers: []string{"round"}},
	{Kind: "valuation", Unit: "currency", Subjects: []Type{Company, Product}, Qualifiers: []string{"round"}},
	{Kind: "deal_value", Unit: "currency", Subjects: []Type{Company, Product, Organization}},
	{Kind: "price", Unit: "currency", Subjects: artifacts, Qualifiers: []string{"per", "kind"}},
	{Kind: "training_cost", Unit: "currency", Subjects: []Type{Model}},
	{Kind: "parameters", Unit: "parameters", Subjects: []Type{Model}, Qualifiers: []string{"kind"}},
	{Kind: "context_length", Unit: "tokens", Subjects: []Type{Model}},
	{Kind: "quantity", Unit: "units", Subjects: []Type{Company, Organization, Model, Chip, Product}, Qualifiers: []string{"product", "of"}},
	{Kind: "shipments", Unit: "units", Subjects: []Type{Company, Chip, Product}, Qualifiers: []string{"product", "market"}},
	{Kind: "users", Unit: "users", Subjects: []Type{Company, Organization, Product, Model}, Qualifiers: []string{"kind"}},
	{Kind: "market_share", Unit: "%", Subjects: []Type{Company, Product, Chip}, Qualifiers: []string{"market"}},
	{Kind: "headcount", Unit: "people", Subjects: []Type{Company, Organization}, Qualifiers: []string{"change", "kind"}},
	{Kind: "index_level", Unit: "points", Subjects: []Type{Index}},
	{Kind: "benchmark", Unit: "score", Subjects: []Type{Model, Chip}, Qualifiers: []string{"on"}},
}

// KindOf returns the specification of a metric kind, or false if there is none.
func KindOf(k Kind) (KindSpec, bool) {
	for _, s := range Kinds {
		if s.Kind == k {
			return s, true
		}
	}
	return KindSpec{}, false
}

// HasUnit reports whether the unit is one the kind may carry.
func (s KindSpec) HasUnit(unit string) bool {
	if s.Unit == "currency" {
		return slices.Contains(Currencies, unit)
	}
	return unit == s.Unit
}
