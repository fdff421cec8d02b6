// Newsgraph turns news into a knowledge graph that is queried with Cypher.
//
// This is the tour of the program. Data flows one way, and between two stages
// it lies in a file of JSON lines, so that each stage runs, resumes and is tested
// alone:
//
//	sites.toml
//	   │ crawl      feeds, sitemaps, sections → pages → articles
//	   ▼
//	documents/RUN.jsonl        [kg.Document], one article a line
//	   │ extract    names, relations, figures, quotes, each with its sentence
//	   ▼
//	extractions/RUN.jsonl      [kg.Extraction], one line for each document
//	   │ load       what each document contributes, by keys of entities
//	   ▼
//	Neo4j, or graph.kuzu
//	   │ query      Cypher
//	   ▼
//	an answer
//
// # Packages
//
//   - kg: documents, extractions, the ontology, how they are written, checked
//     and scored. It imports nothing but the standard library; all others
//     import it.
//   - crawl: sites → documents.
//   - extract: a document → its extraction, by the lexicon (extract/lexicon) and
//     the rules (extract/rules), which are data. Its leaves: extract/pattern (the
//     rule language), extract/value (numbers, money, dates), extract/jieba
//     (Chinese words).
//   - graph: extractions → rows of a graph; graph/neo4j and graph/kuzu: rows →
//     statements → a store; graph/queries: saved queries.
//   - fixtures: small news sites, and by hand what their articles say.
//
// crawl, extract and graph know nothing of each other: they meet here. The test
// in imports_test.go keeps it so.
//
// # Commands
//
// In the order in which data passes; each has its file, and its help (--help)
// tells what goes in, what comes out and with which exit status it ends.
//
//   - run (run.go): crawl, extract and load in turn, the nightly job.
//     In: sites.toml. Out: all of the data folder, identity.tsv too, and the graph.
//   - crawl (crawl.go, crawlstate.go): what is new on the sites; what became of
//     their pages.
//     In: sites.toml, state.db. Out: archive/, documents/, state.db.
//   - article (article.go): saved pages, without a data folder.
//     In: .html, .html.gz, .txt. Out: documents on standard output.
//   - extract (extract.go): what articles say.
//     In: documents/, or any document lines. Out: extractions/, or standard output.
//   - load (load.go, plan.go): the graph.
//     In: extractions/, identity.tsv. Out: Neo4j, or graph.kuzu.
//   - verify (verify.go): whether the graph is what its documents say.
//     In: documents/, extractions/, identity.tsv, the graph. Out: standard output.
//   - export (export.go): the graph for other tools.
//     In: extractions/, identity.tsv. Out: a file or folder, or standard output.
//   - diff (diff.go): in what two graphs differ.
//     In: two data folders or embedded graphs. Out: standard output.
//   - query (query.go): an answer as table, CSV, JSON or Markdown (table.go).
//     In: the graph. Out: standard output.
//   - eval (eval.go, evalprint.go, evalrules.go, evalfolds.go): precision and
//     recall.
//     In: articles annotated by hand, extractions. Out: standard output.
//   - train (train.go): the tagger's weights.
//     In: articles annotated by hand, news. Out: a file of weights.
//   - rules (rules.go), lexicon (lexicon.go): test and explain what extract
//     knows. In: rule and lexicon files. Out: standard output.
//   - entity (entity.go, lint.go): which names are one thing, and why; what is said
//     of it; what is nothing at all.
//     In: extractions/, identity.tsv. Out: standard output, identity.tsv.
//   - abstained (abstained.go): what the rules nearly said.
//     In: extractions/. Out: standard output.
//   - version (version.go): the program and the hashes of its rules.
//
// # What they share
//
//   - main.go and root.go: from the command line to an exit status
//   - status.go: the exit statuses, what each means, and how errors are printed
//   - folder.go: the data folder, what lies in it, its lock, the names of runs
//   - stages.go: the extract stage, several documents at a time, in order
//   - identity.go: identity.tsv, by hand and by run
//   - store.go: which store holds the graph, and how it is opened and loaded
//   - progress.go: a bar on a terminal, nothing in a log
//
// Tests: testdata/script and testdata/neo4j hold what a user types and what
// comes out, one file a story (main_test.go runs them).
package main
