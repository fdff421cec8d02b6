package pattern

import (
	"slices"
)

// hit is a trigger found in a sentence.
type hit struct {
	triggerRef
	start, end int
	slot       *slot
}

// occurrence is one trigger of one relation with all its forms there.
type occurrence struct {
	relation   int
	start, end int
	hits       []hit // one for each form
	slot       *slot
}

func (o *occurrence) has(form string) bool {
	return slices.ContainsFunc(o.hits, func(h hit) bool { return h.form.name == form })
}

// isDeclared reports whether a form of the trigger comes from a trigger line.
func (o *occurrence) isDeclared() bool {
	return slices.ContainsFunc(o.hits, func(h hit) bool { return h.form.declared })
}

// words reports whether the occurrence is a trigger word rather than a value,
// a name or a word of a pattern without trigger.
func (o *occurrence) words() bool { return o.slot == nil && o.isDeclared() }

// findHits finds all triggers, at each unit the longest first.
func (r *reader) findHits(lex *lexicon) {
	for k := range r.hits {
		r.hits[k] = r.hits[k][:0]
	}
	add := func(ref triggerRef, start, end int, slot *slot) {
		r.hits[ref.relation+1] = append(r.hits[ref.relation+1], hit{ref, start, end, slot})
	}
	s := &r.sentence
	for i := range s.units {
		words := s.from(i)
		for end := len(s.units); len(words) > 0 && words[len(words)-1].end > int32(i+1); {
			end = int(words[len(words)-1].end)
			first := slices.IndexFunc(words, func(f foundWord) bool { return int(f.end) == end })
			for _, f := range words[first:] {
				for _, ref := range lex.refs[f.word] {
					add(ref, i, end, nil)
				}
			}
			words = words[:first]
		}
		if k := s.units[i].Kind; k == Name || k == Value {
			r.slotHits(lex, i)
		}
		for _, ref := range lex.inTitle(s, i, nil) {
			add(ref, i, i+1, nil)
		}
		for _, f := range words {
			for _, ref := range lex.refs[f.word] {
				add(ref, i, i+1, nil)
			}
		}
	}
}

// inTitle appends the patterns that begin at a word which a Chinese job title
// ends in.
func (l *lexicon) inTitle(s *sentence, i int, out []triggerRef) []triggerRef {
	u := &s.units[i]
	if s.lang != "zh" || u.Kind != Value || u.Type != "TITLE" {
		return nil
	}
	for k := range u.Text {
		if k == 0 {
			continue
		}
		if word, ok := l.ids[u.Text[k:]]; ok {
			out = append(out, l.refs[word]...)
		}
	}
	return slices.DeleteFunc(out, func(ref triggerRef) bool { return ref.form.declared })
}

// slotHits finds the triggers that are a name or a value. What only stands for
// a name is none.
func (r *reader) slotHits(lex *lexicon, i int) {
	if u := &r.sentence.units[i]; u.Kind == Name && u.Members[0].Reference {
		return
	}
	for _, t := range lex.slots {
		if r.matcher.fills(t.slot, i) {
			r.hits[t.relation+1] = append(r.hits[t.relation+1], hit{t.triggerRef, i, i + 1, t.slot})
		}
	}
}

// findOccurrences groups hits by relation and place; of two overlapping words of
// one relation the longer (収購案 before 収購) stays.
func (r *reader) findOccurrences() {
	r.occurrences = r.occurrences[:0]
	for k, hits := range r.hits {
		covered, first := 0, 0
		for i, h := range hits {
			if n := len(r.occurrences) - 1; n >= 0 {
				if o := &r.occurrences[n]; o.relation == k-1 && o.start == h.start && o.end == h.end && o.slot == h.slot {
					o.hits = hits[first : i+1]
					continue
				}
			}
			if h.slot == nil && h.form.declared {
				if h.end <= covered {
					continue
				}
				covered = h.end
			}
			first = i
			r.occurrences = append(r.occurrences, occurrence{k - 1, h.start, h.end, hits[i : i+1], h.slot})
		}
	}
}
