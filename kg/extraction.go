package kg

// Extraction is what one document says: one line of an extractions file.
// All offsets count Unicode code points in the document's [Document.Whole],
// half-open; every Text is exactly the cut at its offsets.
type Extraction struct {
	V         int          `json:"v"`
	Document  string       `json:"document"`
	Rules     string       `json:"rules,omitempty"` // hash of lexicon + rules + tagger; no part of a contribution's hash
	Source    Source       `json:"source"`
	Entities  []Entity     `json:"entities"`
	Facts     []Fact       `json:"facts"`
	Metrics   []Metric     `json:"metrics"`
	Quotes    []Quote      `json:"quotes"`
	Abstained []Abstention `json:"abstained,omitempty"`
}

// Source repeats what the graph needs of the document.
type Source struct {
	URL       string `json:"url,omitempty"`
	Site      string `json:"site,omitempty"`
	Title     string `json:"title"`
	Published string `json:"published,omitempty"`
	Fetched   string `json:"fetched,omitempty"`
	Lang      string `json:"lang,omitempty"`
	CopyOf    string `json:"copy_of,omitempty"`
	TextHash  string `json:"text_hash,omitempty"`
	Withdrawn bool   `json:"withdrawn,omitempty"`
}

// Entity is one real thing that the document names. ID is local to the
// extraction ("e1"); Key is the provisional key across documents.
type Entity struct {
	ID       string    `json:"id"`
	Type     Type      `json:"type"`
	Name     string    `json:"name"`
	Key      string    `json:"key"`
	Mentions []Mention `json:"mentions"`
	Aliases  []Alias   `json:"aliases,omitempty"`
}

// Mention is one occurrence of a name. By says what found it (a lexicon file,
// a shape, an introduction); P is the finder's probability, 1 where it is sure.
type Mention struct {
	Start int     `json:"start"`
	End   int     `json:"end"`
	Text  string  `json:"text"`
	By    string  `json:"by,omitempty"`
	P     float64 `json:"p,omitempty"`
}

// Alias is a second name that the document itself introduces: 甲（Latin name）.
type Alias struct {
	Text     string   `json:"text"`
	Evidence Evidence `json:"evidence"`
}

// Evidence is the whole sentence that states something.
type Evidence struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Text  string `json:"text"`
}

// Span is a half-open range of code points.
type Span [2]int

// Via tells how an end was resolved that is named by a reference (该公司) or
// left out (Text empty); Antecedent is the mention that it stands for.
type Via struct {
	Text       string `json:"text"`
	Antecedent Span   `json:"antecedent"`
}

// Qualifiers hold what narrows a fact or metric: strings, numbers (float64)
// and booleans, by the names of the ontology.
type Qualifiers map[string]any

// Fact is one instance of a predicate between two entities of the extraction.
type Fact struct {
	Subject    string          `json:"subject"`
	Predicate  Predicate       `json:"predicate"`
	Object     string          `json:"object"`
	Modality   Modality        `json:"modality"`
	Qualifiers Qualifiers      `json:"qualifiers,omitempty"`
	Confidence float64         `json:"confidence"`
	Rule       string          `json:"rule"`
	At         map[string]Span `json:"at,omitempty"` // "subject", "object", "trigger"
	Via        map[string]Via  `json:"via,omitempty"`
	Evidence   Evidence        `json:"evidence"`
}

// Metric is a number told of one entity.
type Metric struct {
	Subject    string          `json:"subject"`
	Kind       Kind            `json:"kind"`
	Value      float64         `json:"value"`
	Unit       string          `json:"unit"`
	Bound      Bound           `json:"bound"`
	Modality   Modality        `json:"modality"`
	Qualifiers Qualifiers      `json:"qualifiers,omitempty"`
	Confidence float64         `json:"confidence"`
	Rule       string          `json:"rule"`
	At         map[string]Span `json:"at,omitempty"` // "subject", "value"
	Via        map[string]Via  `json:"via,omitempty"`
	Evidence   Evidence        `json:"evidence"`
}

// Quote is the words of a named speaker. Evidence is the cut of the words.
type Quote struct {
	Speaker    string          `json:"speaker"`
	Text       string          `json:"text"`
	Confidence float64         `json:"confidence"`
	Rule       string          `json:"rule"`
	At         map[string]Span `json:"at,omitempty"` // "speaker", "text"
	Via        map[string]Via  `json:"via,omitempty"`
	Evidence   Evidence        `json:"evidence"`
}

// Abstention is a trigger that gave no fact, and why.
type Abstention struct {
	Trigger   string   `json:"trigger"`
	Predicate string   `json:"predicate"` // a Predicate, a Kind or "QUOTE"
	Reason    string   `json:"reason"`
	Evidence  Evidence `json:"evidence"`
}
