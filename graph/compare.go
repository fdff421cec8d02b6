package graph

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// What can be wrong with an element.
const (
	Missing = "missing" // it is wanted and not there
	Extra   = "extra"   // it is there and not wanted
	Differs = "differs" // its properties are others
)

// Difference is one element in which a graph is not as it should be.
type Difference struct {
	What       string     `json:"what"` // missing, extra or differs
	Element    string     `json:"element"`
	Detail     string     `json:"detail,omitempty"`
	Properties []Property `json:"properties,omitempty"` // that differ
}

// Property is a property in which an element differs, each value as text.
type Property struct {
	Name string `json:"name"`
	Have string `json:"have"`
	Want string `json:"want"`
}

// String gives the difference as one line.
func (d Difference) String() string {
	parts := []string{d.What + ": " + d.Element}
	if d.Detail != "" {
		parts = append(parts, d.Detail)
	}
	for _, p := range d.Properties {
		parts = append(parts, fmt.Sprintf("%s is %s, want %s", p.Name, p.Have, p.Want))
	}
	return strings.Join(parts, ": ")
}

// Differences are what two graphs differ in: how much of each kind, and the first
// by what and element.
type Differences struct {
	Counts map[string]int64 `json:"counts"`
	First  []Difference     `json:"first,omitempty"`
}

// Add takes in a difference; of more than limit of its kind only the number is kept.
func (d *Differences) Add(diff Difference, limit int) {
	if d.Counts == nil {
		d.Counts = map[string]int64{}
	}
	d.Counts[diff.What]++
	if d.Counts[diff.What] <= int64(limit) {
		d.First = append(d.First, diff)
	}
}

// Total returns how many differences there are.
func (d *Differences) Total() int64 {
	var n int64
	for _, count := range d.Counts {
		n += count
	}
	return n
}

// Compare tells in what a graph differs from the one that is wanted. Runs are left
// out. It ranges over both once, and keeps 40 bytes for each element that is wanted;
// where they differ it ranges over both again to name the elements, limit of them.
func Compare(want, have Elements, limit int) (Differences, error) {
	c := comparison{tallies: map[elementID]tally{}}
	if err := want(c.count(1)); err != nil {
		return Differences{}, err
	}
	if err := have(c.count(-1)); err != nil {
		return Differences{}, err
	}
	if len(c.tallies) == 0 {
		return Differences{Counts: map[string]int64{}}, nil
	}
	c.choose(limit)
	if err := want(c.collect(c.wanted)); err != nil {
		return Differences{}, err
	}
	if err := have(c.collect(c.had)); err != nil {
		return Differences{}, err
	}
	return c.differences(), nil
}

// elementID is a hash of what names an element.
type elementID [16]byte

// tally is how many elements of one name are wanted more than are there, and the
// difference of the sums of their hashes.
type tally struct {
	more int64
	sum  uint64
}

func (t tally) what() string {
	switch {
	case t.more > 0:
		return Missing
	case t.more < 0:
		return Extra
	}
	return Differs
}

// comparison is the state of one [Compare].
type comparison struct {
	tallies map[elementID]tally
	line    []byte
	chosen  map[elementID]bool // those that will be named
	wanted  map[elementID]Element
	had     map[elementID]Element
}

func (c *comparison) count(sign int64) func(Element) error {
	return func(e Element) error {
		if e.Name == RunLabel {
			return nil
		}
		id := idOf(&e)
		c.line = e.appendLine(c.line[:0])
		sum := sha256.Sum256(c.line)
		t := c.tallies[id]
		t.more += sign
		t.sum += uint64(sign) * binary.BigEndian.Uint64(sum[:])
		if t == (tally{}) {
			delete(c.tallies, id)
		} else {
			c.tallies[id] = t
		}
		return nil
	}
}

// choose chooses the elements that are named: of each kind of difference so many.
func (c *comparison) choose(limit int) {
	c.chosen, c.wanted, c.had = map[elementID]bool{}, map[elementID]Element{}, map[elementID]Element{}
	ids := slices.SortedFunc(maps.Keys(c.tallies), func(a, b elementID) int { return bytes.Compare(a[:], b[:]) })
	left := map[string]int{Missing: limit, Extra: limit, Differs: limit}
	for _, id := range ids {
		if what := c.tallies[id].what(); left[what] > 0 {
			left[what]--
			c.chosen[id] = true
		}
	}
}

func (c *comparison) collect(into map[elementID]Element) func(Element) error {
	return func(e Element) error {
		if id := idOf(&e); e.Name != RunLabel && c.chosen[id] {
			into[id] = e
		}
		return nil
	}
}

func (c *comparison) differences() Differences {
	out := Differences{Counts: map[string]int64{}}
	for _, t := range c.tallies {
		out.Counts[t.what()]++
	}
	for id := range c.chosen {
		e, ok := c.wanted[id]
		if !ok {
			e = c.had[id]
		}
		d := Difference{What: c.tallies[id].what(), Element: e.String()}
		if d.What == Differs {
			d.Properties = differing(c.wanted[id].Properties, c.had[id].Properties)
		}
		out.First = append(out.First, d)
	}
	slices.SortFunc(out.First, func(a, b Difference) int {
		return cmp.Or(cmp.Compare(a.What, b.What), cmp.Compare(a.Element, b.Element))
	})
	return out
}

// differing lists the properties in which two elements differ.
func differing(want, have map[string]any) []Property {
	names := maps.Clone(want)
	maps.Copy(names, have)
	var out []Property
	for _, name := range slices.Sorted(maps.Keys(names)) {
		if w, h := shown(want[name]), shown(have[name]); w != h {
			out = append(out, Property{name, h, w})
		}
	}
	return out
}

// shown writes a value for people; other values, other texts.
func shown(v any) string {
	if f, ok := v.(float64); ok {
		return strconv.FormatFloat(f, 'g', -1, 64)
	}
	return cmp.Or(string(appendValue(nil, v)), "absent")
}

// idOf returns the hash of an element's name.
func idOf(e *Element) (id elementID) {
	sum := sha256.Sum256([]byte(e.String()))
	copy(id[:], sum[:])
	return id
}
