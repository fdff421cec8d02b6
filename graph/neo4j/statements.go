package neo4j

import (
	"strings"

	"github.com/newsgraph/newsgraph/graph"
	"github.com/newsgraph/newsgraph/kg"
)

// The statements of a load. Labels and relationship types in $(...) come from
// the ontology only; everything else is a parameter. Properties that are null
// in a map are not set.

// What the database holds of documents.
const gateStatement = `UNWIND $ids AS id
	OPTIONAL MATCH (d:Document {id: id})
	OPTIONAL MATCH (t:Tombstone {id: id})
	RETURN id, coalesce(d.hash, t.hash), coalesce(d.fetched, t.fetched, ''), d.copy_of, t IS NOT NULL`

// Taking a document's contribution back. What stood on it becomes stale.
const (
	retractEvidence = `UNWIND $ids AS id MATCH (:Document {id: id})<-[e:EVIDENCED_BY]-(n) DELETE e
		WITH DISTINCT n WHERE NOT n:Stale SET n:Stale`
	retractMentions = `UNWIND $ids AS id MATCH (:Document {id: id})-[m:MENTIONS]->(n) DELETE m
		WITH DISTINCT n WHERE NOT n:Stale SET n:Stale`
	retractSite = `UNWIND $ids AS id MATCH (:Document {id: id})-[r:FROM]->(n) DELETE r
		WITH DISTINCT n WHERE NOT n:Stale SET n:Stale`
	retractCopy  = `UNWIND $ids AS id MATCH (:Document {id: id})-[r:COPY_OF]->() DELETE r`
	staleCopies  = `UNWIND $ids AS id MATCH (:Document {id: id})<-[:COPY_OF*]-(:Document)<-[:EVIDENCED_BY]-(n) WITH DISTINCT n WHERE NOT n:Stale SET n:Stale`
	buryDocument = `UNWIND $rows AS r OPTIONAL MATCH (d:Document {id: r.id}) DETACH DELETE d
		MERGE (t:Tombstone {id: r.id}) SET t = r`
	unbury = `UNWIND $ids AS id MATCH (t:Tombstone {id: id}) DELETE t`
)

// Putting a contribution in.
const (
	touchDocument  = `UNWIND $rows AS r MATCH (d:Document {id: r.id}) SET d.fetched = r.fetched`
	touchTombstone = `UNWIND $rows AS r MATCH (t:Tombstone {id: r.id}) SET t.fetched = r.fetched`
	putDocuments   = `UNWIND $rows AS r MERGE (d:Document {id: r.id}) SET d = r`
	putSites       = `UNWIND $rows AS r MERGE (s:Site {domain: r.site})
		WITH r, s MATCH (d:Document {id: r.id}) CREATE (d)-[:FROM]->(s)`
	putCopies = `UNWIND $ids AS id MATCH (d:Document {id: id}) MATCH (o:Document {id: d.copy_of}) MERGE (d)-[:COPY_OF]->(o)`
	putCopied = `UNWIND $ids AS id MATCH (o:Document {id: id}) MATCH (d:Document {copy_of: id}) MERGE (d)-[:COPY_OF]->(o)`

	createEntities = `UNWIND $rows AS r CREATE (e:Entity:$(r.label)) SET e = r.node`
	putMentions    = `UNWIND $rows AS r MATCH (d:Document {id: r.from}) MATCH (e:Entity {key: r.to})
		CREATE (d)-[m:MENTIONS]->(e) SET m = r.properties`
	createFacts = `UNWIND $rows AS r MATCH (s:Entity {key: r.subject}) MATCH (o:Entity {key: r.object})
		CREATE (s)<-[:SUBJECT]-(f:Fact)-[:OBJECT]->(o), (s)-[x:$(r.type)]->(o) SET f = r.node, x = r.derived`
	createMetrics = `UNWIND $rows AS r MATCH (s:Entity {key: r.subject})
		CREATE (s)-[:HAS_METRIC]->(m:Metric) SET m = r.node`
	createQuotes = `UNWIND $rows AS r MATCH (s:Entity {key: r.subject})
		CREATE (s)-[:SAID]->(q:Quote) SET q = r.node`
)

// find looks nodes up: which of the keys are there, and are they stale?
func find(label, key string) string {
	return `UNWIND $keys AS k MATCH (n:` + label + ` {` + key + `: k}) RETURN k, n:Stale`
}

func markStale(label, key string) string {
	return `UNWIND $keys AS k MATCH (n:` + label + ` {` + key + `: k}) SET n:Stale`
}

func putEvidence(label string) string {
	return `UNWIND $rows AS r MATCH (n:` + label + ` {id: r.from}) MATCH (d:Document {id: r.to})
		CREATE (n)-[e:EVIDENCED_BY]->(d) SET e = r.properties`
}

// Recomputing what is stale.
const (
	refreshSites = `UNWIND $keys AS k MATCH (s:Site {domain: k}) REMOVE s:Stale
		WITH s WHERE NOT EXISTS { (s)<-[:FROM]-() } DELETE s`
	refreshQuotes = `UNWIND $keys AS k MATCH (q:Quote {id: k}) REMOVE q:Stale
		WITH q WHERE NOT EXISTS { (q)-[:EVIDENCED_BY]->() } DETACH DELETE q`
	readMentions = `UNWIND $keys AS k MATCH (:Entity {key: k})<-[m:MENTIONS]-(d:Document)
		RETURN k, m.names, m.times, d.published, d.fetched`
	putEntities    = `UNWIND $rows AS r MATCH (e:Entity {key: r.key}) SET e = r.node REMOVE e:Stale`
	deleteEntities = `UNWIND $keys AS k MATCH (e:Entity {key: k}) DETACH DELETE e`

	readFacts = `UNWIND $keys AS k MATCH (s)<-[:SUBJECT]-(f:Fact {id: k})-[:OBJECT]->(o)
		RETURN k, s.key, f.predicate, o.key, f.title, f.round, f.product, f.on`
	putFacts   = `UNWIND $rows AS r MATCH (f:Fact {id: r.key}) SET f = r.node REMOVE f:Stale`
	putDerived = `UNWIND $rows AS r MATCH (s:Entity {key: r.subject}) MATCH (o:Entity {key: r.object})
		MERGE (s)-[x:$(r.type) {fact: r.key}]->(o) SET x = r.derived`
	deleteFacts = `UNWIND $keys AS k MATCH (f:Fact {id: k}) DETACH DELETE f`

	readMetrics   = `UNWIND $keys AS k MATCH (s)-[:HAS_METRIC]->(m:Metric {id: k}) RETURN k, s.key, m.kind, m.unit`
	putMetrics    = `UNWIND $rows AS r MATCH (m:Metric {id: r.key}) SET m = r.node REMOVE m:Stale`
	deleteMetrics = `UNWIND $keys AS k MATCH (m:Metric {id: k}) DETACH DELETE m`
)

func someStale(label, key string) string {
	return `MATCH (n:` + label + `:Stale) RETURN n.` + key + ` LIMIT $limit`
}

// readEvidence reads what a fold needs of the evidence: all but the sentence.
func readEvidence(label string) string {
	var names []string
	for _, t := range graph.RelTables() {
		if t.Name == graph.EvidencedType {
			for _, c := range t.Columns {
				if c.Name != "text" && c.Name != "rule" {
					names = append(names, ".`"+c.Name+"`")
				}
			}
		}
	}
	return `UNWIND $keys AS k MATCH (:` + label + ` {id: k})-[e:EVIDENCED_BY]->(d:Document)
		RETURN k, d.id, d.published, d.fetched, e {` + strings.Join(names, ", ") + `}`
}

// deleteDerived deletes the relationships of facts between their entities, of
// other types than the one that is right now.
func deleteDerived() string {
	types := []string{graph.ClaimedType}
	for _, s := range kg.Predicates {
		types = append(types, string(s.Predicate))
	}
	return `UNWIND $rows AS r MATCH (s:Entity {key: r.subject}) MATCH (o:Entity {key: r.object})
		MATCH (s)-[x:` + strings.Join(types, "|") + `]->(o) WHERE x.fact = r.key AND type(x) <> r.type DELETE x`
}
