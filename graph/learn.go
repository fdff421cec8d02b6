package graph

import (
	"cmp"
	"iter"
	"maps"
	"slices"
	"strings"

	"github.com/newsgraph/newsgraph/kg"
)

// witnesses is how many independent documents must introduce a second name.
const witnesses = 2

// Learn returns the merges that documents prove by introducing one name as a
// second name of another, 甲（Latin name） or 甲（简称乙）: the key of one name is
// that of the other. Nothing is ever concluded from similarity.
//
// An introduction counts where two independent documents have it (reprints of
// one count once, and so do those that have it in the same sentence) and nothing
// contradicts it: no document introduces the name
// for something else or for a thing of another type, the lexicon does not know
// it as something else, and no line by hand keeps the two apart. A name that
// alone does not tell one thing from another, such as a surname, is never
// learned.
//
// The lines are a function of the current versions of the documents, of what
// the lexicon knows and of the lines by hand in opts.Identity, whatever the
// order of any. Those of an earlier Learn are not looked at: they hold no longer where the
// documents do not prove them any more.
func Learn(extractions iter.Seq2[*kg.Extraction, error], opts Options, naming Naming) ([]Decision, error) {
	opts.Identity = opts.Identity.ByHand()
	documents := latest[testimony]{}
	for x, err := range extractions {
		if err != nil {
			return nil, err
		}
		documents.put(x, testify(x, opts, naming))
	}
	l := learner{opts: opts, told: map[pair][]sighting{}}
	l.hear(documents)
	return l.decide(), nil
}

// pair is an introduction: the key of the name and that of what it names.
type pair struct{ from, to string }

// testimony is what one document introduces.
type testimony struct {
	pairs  map[pair]wording
	seen   Seen
	copyOf string
}

// wording is an introduction as it is written.
type wording struct{ of, second, sentence string }

// testify reads a document's introductions, the key that the lexicon knows as
// what is named, else that of the first name.
func testify(x *kg.Extraction, opts Options, naming Naming) testimony {
	t := testimony{seen: SeenAt(x.Source.Published, x.Source.Fetched), copyOf: x.Source.CopyOf}
	if x.Source.Withdrawn {
		return testimony{}
	}
	for _, e := range x.Entities {
		for _, a := range e.Aliases {
			written := wording{introducer(e, a), a.Text, strings.TrimSpace(a.Evidence.Text)}
			to, ok := naming.KeyOf(e.Type, written.of)
			from, both := naming.KeyOf(e.Type, written.second)
			if !ok || !both {
				continue
			}
			to, from = opts.Identity.Route(to, x.Document), opts.Identity.Route(from, x.Document)
			if opts.isKnown(from) {
				from, to = to, from
			}
			if from == to || ofDocument(from) || ofDocument(to) || typeOf(from) != typeOf(to) || opts.isKnown(from) {
				continue
			}
			if t.pairs == nil {
				t.pairs = map[pair]wording{}
			}
			p := pair{from, to}
			if old, ok := t.pairs[p]; !ok || written.compare(old) < 0 {
				t.pairs[p] = written
			}
		}
	}
	return t
}

func (w wording) compare(v wording) int {
	return cmp.Or(cmp.Compare(w.sentence, v.sentence), cmp.Compare(w.of, v.of), cmp.Compare(w.second, v.second))
}

// introducer returns the name beside which the alias is introduced: of the
// entity's mentions in the sentence the nearest before the alias, of those that
// end together the longest.
func introducer(e kg.Entity, a kg.Alias) string {
	name, nearest := e.Name, [2]int{a.Evidence.End, 0}
	for _, second := range e.Mentions {
		if second.Text != a.Text || second.End > a.Evidence.End {
			continue
		}
		for _, m := range e.Mentions {
			gap := [2]int{second.Start - m.End, m.Start}
			if m.Start >= a.Evidence.Start && gap[0] > 0 && slices.Compare(gap[:], nearest[:]) < 0 {
				name, nearest = m.Text, gap
			}
		}
	}
	return name
}

// ofDocument reports whether a key is one document's own.
func ofDocument(key string) bool { return strings.Contains(key, "@") }

func typeOf(key string) kg.Type {
	t, _ := EntityType(key)
	return t
}

func (o Options) isKnown(key string) bool {
	if o.Known == nil {
		return false
	}
	_, ok := o.Known(key)
	return ok
}

// sighting is an introduction in one document.
type sighting struct {
	document, root string // root: the document that it reprints in the end
	seen           Seen
	wording        wording
}

func (s sighting) compare(t sighting) int {
	return cmp.Or(s.seen.Compare(t.seen), cmp.Compare(s.document, t.document))
}

// learner is the state of one [Learn].
type learner struct {
	opts Options
	told map[pair][]sighting
}

// hear enters every introduction.
func (l *learner) hear(documents latest[testimony]) {
	copies := Copies{}
	for id, d := range documents {
		if d.read.copyOf != "" {
			copies[id] = d.read.copyOf
		}
	}
	for id, d := range documents {
		for p, written := range d.read.pairs {
			l.told[p] = append(l.told[p], sighting{id, copies.Root(id), d.read.seen, written})
		}
	}
}

// decide returns the merges that are proven, by key.
func (l *learner) decide() []Decision {
	of := l.targets()
	doubtful := l.doubtful(of)
	merges := map[string]string{}
	for from, targets := range of {
		p := pair{from, targets[0]}
		if len(targets) == 1 && !doubtful[from] && !doubtful[p.to] && len(l.independent(p)) >= witnesses {
			merges[p.from] = p.to
		}
	}
	all := maps.Clone(merges)
	for key, d := range l.opts.Identity.merges {
		all[key] = d.Target
	}
	var learned []Decision
	for _, from := range slices.Sorted(maps.Keys(merges)) {
		if !circular(all, from) {
			learned = append(learned, l.decision(pair{from, merges[from]}))
		}
	}
	return learned
}

// circular reports whether merges lead from a key to one that leads to itself.
func circular(merges map[string]string, key string) bool {
	for range len(merges) + 1 {
		next, ok := merges[key]
		if !ok {
			return false
		}
		key = next
	}
	return true
}

// targets returns what each name is introduced for. Of two names that are each
// introduced as the other's second one, as in texts of two languages, the one
// that more documents put second is, else the greater.
func (l *learner) targets() map[string][]string {
	of := map[string][]string{}
	for p, sightings := range l.told {
		back := pair{p.to, p.from}
		more := cmp.Or(cmp.Compare(len(sightings), len(l.told[back])), cmp.Compare(p.from, p.to))
		if len(l.told[back]) == 0 || more > 0 {
			of[p.from] = append(of[p.from], p.to)
		}
	}
	return of
}

// doubtful returns the names that may mean several things: introduced for two,
// for things of two types, or decided upon by hand.
func (l *learner) doubtful(of map[string][]string) map[string]bool {
	doubtful := map[string]bool{}
	types := map[string]int{} // how many types a name is introduced with
	for from, targets := range of {
		types[nameOf(from)]++
		_, merged := l.opts.Identity.merges[from]
		doubtful[from] = len(targets) > 1 || merged || l.opts.Identity.Apart(from, targets[0])
	}
	for from := range of {
		doubtful[from] = doubtful[from] || types[nameOf(from)] > 1
	}
	return doubtful
}

// nameOf returns what stands behind the type in a key.
func nameOf(key string) string {
	_, name, _ := strings.Cut(key, ":")
	return name
}

// independent returns the documents that introduce one of the names as the
// other, the earliest first, without those that repeat an earlier one.
func (l *learner) independent(p pair) []sighting {
	all := slices.Concat(l.told[p], l.told[pair{p.to, p.from}])
	slices.SortFunc(all, sighting.compare)
	seen := map[string]bool{}
	var out []sighting
	for _, s := range all {
		root, sentence := "document "+s.root, "sentence "+s.wording.sentence
		if !seen[root] && !seen[sentence] {
			out = append(out, s)
		}
		seen[root], seen[sentence] = true, true
	}
	return out
}

func (l *learner) decision(p pair) Decision {
	sightings := l.independent(p)
	d := Decision{Word: "merge", Key: p.from, Target: p.to}
	for _, s := range sightings[:witnesses] {
		d.Evidence = append(d.Evidence, s.document)
	}
	written := sightings[0].wording
	d.Reason = learnedReason + strings.Join(strings.Fields(written.of+" is also called "+written.second), " ")
	return d
}
