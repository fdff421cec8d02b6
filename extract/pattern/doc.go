// Package pattern is the rule language: it reads rule files and matches them
// against sentences. What goes in is [File]s of declarations and, for each
// sentence, a sequence of [Unit]s; what comes out is the [Reading]s of all
// relations and metrics, their modality in the sentence, and the triggers that
// gave none. extract/rules/README.md teaches the language to an analyst.
//
// # Patterns
//
//	pattern = item { item } .
//	item    = ( slot | class | group | gap | word ) [ "?" ] .
//	slot    = "{" role [ "*" ] [ "!" ] [ ":" TYPE { "," TYPE } [ "=" counted { "/" counted } | ( ">" | "<=" ) number ] ] "}" | "{subject+object" [ "!" ] "}" .
//	class   = "<" name ">" | "<trigger" [ "." form ] ">" .
//	group   = "(" pattern { "|" pattern } ")" .
//	gap     = ".." | "..." .
//
// A pattern is anchored at its trigger and matched outwards on both sides, so
// that a gap finds the nearest filling first. Omitted subjects, quotation marks
// and bracketed remarks are looked through. Each side is solved by dynamic
// programming over (step, unit): the most items explained, then the fewest
// units skipped, in time linear in the sentence.
//
// # Files, in the order in which data passes
//
//   - lines.go cuts files into declarations, keeps positions, collects errors
//   - parse.go, parse_relation.go, example.go read the declarations
//   - grammar.go reads one pattern
//   - relation.go holds what is known of a relation; the Set of all
//   - compile.go checks declarations against each other and the ontology
//   - program.go turns a pattern into two programs, left and right of the trigger
//   - unit.go, sentence.go are the sentence
//   - trigger.go finds the triggers of a sentence
//   - match.go runs programs; reading.go chooses readings
//   - cue.go finds what weakens a reading
//   - notation.go, explain.go show units and matches to people
package pattern
