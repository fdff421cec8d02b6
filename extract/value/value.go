package value

import (
	"time"

	"github.com/newsgraph/newsgraph/kg"
)

// Kind is what sort of value it is.
type Kind uint8

// The kinds of value.
const (
	Number  Kind = iota // without a unit: 得分88.7, 3.5亿
	Money               // Unit is an ISO 4217 code
	Percent             // Unit is "%"; Num is 3.5 for 3.5 %
	Count               // Unit is the classifier or noun
	Date                // Date is set
	Round               // Unit is the round: "A", "B+", "Pre-A", "seed", "angel", "strategic"
)

// String returns the name of the kind in lower case.
func (k Kind) String() string {
	return [...]string{"number", "money", "percent", "count", "date", "round"}[k]
}

// Value is one value that a text states. Offsets are code points, half-open.
type Value struct {
	// Start and End hold the number with its sign, currency, classifier and,
	// where no classifier stands, its noun; without words of bound or per.
	Start, End int
	// BoundStart and BoundEnd also hold the words of bound and per.
	BoundStart, BoundEnd int
	Kind                 Kind
	// Num is the value in plain units of Unit, with its sign (557.6万元 is
	// 5.576e6 CNY); of a range the value named first.
	Num float64
	// To is the second value of a range, else 0.
	To float64
	// Unit is an ISO code, "%", the unit of a count in the text's language
	// (台, 百分点, employees; English ones in lower case; 倍 and times are kept, not made percent), the name
	// of a round, or "".
	Unit string
	// Noun is a known noun after the classifier: 员工 in 5000名员工.
	Noun string
	// Per is what the amount is for, as written: 月, 百万tokens, share.
	Per   string
	Bound kg.Bound
	// Date is the day or period: 2023-06-20, 2023-06, 2023, 2023Q2, 2023H1,
	// 2023Q1-Q3, 2023-W25 (ISO week), 2021-2022 (years), 2023-02/2023-05
	// (months), FY2023, FY2023Q3. Without a known year 01-27, 03, Q3, H1;
	// "" where nothing can be said.
	Date   string
	Period bool // Date is no single day
	Sign   int  // -1 or +1 where the expression has a sign of its own, else 0
	// Vague marks numbers without a first digit: 数百亿 (Num 1e10), 上千 (1e3).
	Vague bool
	// Secondary marks an amount told again in another currency: （约合36亿元）.
	Secondary bool
}

// Options are what a document says of its values.
type Options struct {
	Lang      string    // "en", or Chinese for all else
	Published time.Time // day from which relative dates count, in its own zone; may be zero
	Currency  string    // ISO code of a bare 元; "" is CNY
}
