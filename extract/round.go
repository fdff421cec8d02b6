package extract

import (
	"github.com/newsgraph/newsgraph/extract/pattern"
	"github.com/newsgraph/newsgraph/extract/value"
)

// sameRound returns the financing round that 此轮 or a like word of the class
// thisround in the sentence means: the last one named before; "" for none.
func (r *reading) sameRound(s *sentence, reading *pattern.Reading) string {
	if _, named := reading.Attach["round"]; named || !r.x.attaches(reading.Relation, "round") {
		return ""
	}
	for at := s.start; at < s.end; at++ {
		if r.begins("thisround", at) {
			return r.lastRound(at)
		}
	}
	return ""
}

// lastRound returns the last round named before a place, as written.
func (r *reading) lastRound(at int) string {
	for i := len(r.values) - 1; i >= 0; i-- {
		if v := &r.values[i]; v.Kind == value.Round && v.End <= at {
			return string(r.raw[v.Start:v.End])
		}
	}
	return ""
}
