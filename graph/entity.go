package graph

import (
	"maps"
	"slices"
)

// EntityFold adds up what the documents call one entity. The zero value is an
// entity that no document mentions.
type EntityFold struct {
	Documents int64
	names     map[string]int64
	first     Seen
	last      Seen
}

// Add takes in one document's mention of the entity: its names there and how
// often each stands there.
func (f *EntityFold) Add(names []string, times []int64, seen Seen) {
	if f.names == nil {
		f.names = map[string]int64{}
	}
	for i, name := range names {
		f.names[name] += times[i]
	}
	if f.Documents == 0 || seen.Compare(f.first) < 0 {
		f.first = seen
	}
	if f.Documents == 0 || seen.Compare(f.last) > 0 {
		f.last = seen
	}
	f.Documents++
}

// Row returns the entity's node. Its name is the known one, else the most
// mentioned, else the smallest; its aliases are all others, sorted.
func (f *EntityFold) Row(key string, known Known) Row {
	names := slices.Sorted(maps.Keys(f.names))
	name := known.Name
	if name == "" {
		for _, n := range names {
			if name == "" || f.names[n] > f.names[name] {
				name = n
			}
		}
	}
	aliases := slices.DeleteFunc(names, func(n string) bool { return n == name || n == "" })
	t, _ := EntityType(key)
	return nodeRow(string(t), key, name, aliases, known.Ticker, known.Country, f.first.Text, f.last.Text, f.Documents)
}
