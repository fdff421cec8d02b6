package pattern

import "github.com/newsgraph/newsgraph/kg"

// UnitKind is what one element of a sentence is.
type UnitKind uint8

// The four kinds of units.
const (
	Word  UnitKind = iota // a word of either language
	Punct                 // one punctuation mark
	Name                  // a mention, a list of mentions, a reference or an omitted subject
	Value                 // an amount, a date, a job title or a funding round
)

// Unit is one element of a sentence.
type Unit struct {
	Kind       UnitKind
	Text       string   // folded surface, Latin letters in lower case; of a COUNT the thing counted (人, 台, 用户)
	Lemma      string   // English words: the base form, "" where it is Text
	Start, End int      // code points in the document, half-open; equal for an omitted subject
	Type       string   // Value: one of ValueTypes
	Num        float64  // Value: the number, for slots that ask for one over or up to a bound
	Members    []Member // Name: one or more in text order, several for a list
	Index      int      // Value: the caller's number of it
	Part       Part     // Word, Value: as far as it tells whose the clause's verb is
}

// Part is what a word does in a clause, as far as it tells whose the clause's
// verb is.
type Part uint8

// The parts that a word may be; most words are none of them.
const (
	Other       Part = iota
	Noun             // may be the clause's own subject
	People           // a noun for people who act (用户, 员工)
	Verb             // a noun behind it is no subject
	Preposition      // nor behind this
)

// Member is one mention of a Name unit.
type Member struct {
	Ref        int // the caller's number of the entity or mention
	Type       kg.Type
	Start, End int  // code points in the document
	Reference  bool // 该公司, 其, or an omitted subject (Start == End)
	Carried    bool // of an omitted subject: the sentence before names it
	Offered    bool // what a reference may stand for besides; it fills subjects only
}

// ValueTypes lists what a Value unit may be.
var ValueTypes = []string{"MONEY", "PERCENT", "COUNT", "NUMBER", "DATE", "TITLE", "ROUND"}

// Languages lists the languages that rules may be written for.
var Languages = []string{"zh", "en"}

// omitted reports whether the unit is a subject that the clause leaves out.
func (u *Unit) omitted() bool { return u.Kind == Name && u.Start == u.End }

// readsAsWord reports whether rules may name the unit by its text: a word, a
// mark, or a job title or a round, which some rules have as a trigger (股东,
// 战略投资).
func (u *Unit) readsAsWord() bool {
	return u.Kind == Word || u.Kind == Punct || u.Kind == Value && (u.Type == "TITLE" || u.Type == "ROUND")
}
