// Queries that write, or reach outside the graph: both stores refuse them.
CREATE (c:Company {key: 'company:x'})
MATCH (c:Company) SET c.name = 'x'
MATCH (c:Company) SET c:Person
MATCH (c:Company) REMOVE c.name
MATCH (c:Company) DETACH DELETE c
MATCH (c:Company) DELETE c
MERGE (c:Company {key: 'company:x'}) RETURN c
MATCH (a:Company), (b:Company) MERGE (a)-[:SUED]->(b)
MATCH (c:Company) FOREACH (x IN [1] | SET c.documents = x)
MATCH (c:Company) CALL (c) { SET c.name = 'x' } RETURN c
CREATE INDEX company_name FOR (c:Company) ON (c.name)
DROP CONSTRAINT entity_key
COPY (MATCH (c:Company) RETURN c.name) TO '/tmp/companies.csv'
LOAD FROM '/etc/passwd' RETURN *
INSTALL httpfs
ATTACH 'other.kuzu' AS other
EXPORT DATABASE '/tmp/export'
DROP TABLE Company
CALL threads = 1
BEGIN TRANSACTION
MATCH (c:Company) RETURN c.name; MATCH (c:Company) DELETE c
