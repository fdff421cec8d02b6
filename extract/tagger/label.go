package tagger

// Types are the types of names that a model tells apart, in the order of its
// labels.
var Types = [...]string{"Company", "Person", "Organization", "Model", "Chip", "Product", "Index"}

// A label says what part of a name of which type a unit is. Label 0 is none;
// the four of type t begin at 1+4t: first unit, inner unit, last unit, only unit.
const (
	none   = 0
	first  = 1
	inner  = 2
	last   = 3
	only   = 4
	labels = 1 + 4*len(Types) // 29
	width  = 32               // bytes of a row of weights: labels, rounded up to whole words of 64 bits
)

// classes are what a transition leads from and to outside of names: nothing (0)
// or a name of type t (1+t).
const classes = 1 + len(Types)

func labelOf(part, typ int) int { return part + 4*typ }

// labelSet is a set of labels, one bit each.
type labelSet uint32

const allLabels labelSet = 1<<labels - 1

func setOf(label int) labelSet { return 1 << label }

// ofType returns the labels of all parts of a name of the type.
func ofType(typ int) labelSet { return 0b1111 << (1 + 4*typ) }

// typeIndex returns the place of a type in Types, -1 for another.
func typeIndex(name string) int {
	for i, t := range Types {
		if t == name {
			return i
		}
	}
	return -1
}
