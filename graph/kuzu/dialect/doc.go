// Package dialect makes the embedded store answer as Neo4j does, or not at
// all. In goes a reading query in Neo4j's Cypher, out comes the same question
// in Kuzu's, or an error that says what Kuzu 0.11.3 would answer otherwise.
//
// It reads a query as marks and words, not as a tree: what Neo4j itself
// refuses may pass, but what both accept and answer differently must not. What
// was found so far, each with a test that asks both stores:
//
//   - An aggregate behind a DISTINCT one is 0, null or a crash: put before it.
//   - ORDER BY a name that meant something else before sorts by that: renamed,
//     or refused in WITH.
//   - One pattern may walk one relationship twice: forbidden by a condition;
//     refused for paths of several lengths.
//   - -[:T*]- ends after 30, -[:T*0..2]- begins wrongly: refused.
//   - :A:B is either, not both; names are the same in upper and lower case:
//     rewritten, or refused.
//   - substring counts from 1, and so does [i]; labels is a text; sum and
//     collect of nothing are null, any, all, none and single of null false;
//     \n in a text is n: rewritten.
//   - round, keys, id, dates and texts of numbers differ: refused, like every
//     function that is not known to be the same.
//   - OPTIONAL MATCH makes a path even where it finds none, and CASE WHEN x IN
//     list, like other conditions, is false: refused.
//   - A parameter that is missing is null: refused.
//   - A number is compared with a text as if it were one, x IN [1, null] is
//     false, nothing contains ”: refused where the query shows it.
//
// Two differences stay: the order in which collect gives what it collected,
// which neither store promises, and the last digits of avg.
//
// The files in the order in which data passes:
//
//   - lex.go: text to tokens with their brackets paired
//   - translate.go: tokens to clauses, and back to text
//   - pattern.go: nodes and relationships of MATCH
//   - expression.go, function.go: everything that has a value
//   - projection.go: the columns of WITH and RETURN
//   - params.go: the values of $name
//   - names.go: what labels, types and properties there are
package dialect
