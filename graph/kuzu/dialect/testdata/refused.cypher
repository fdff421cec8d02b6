// Queries that Neo4j answers and the embedded store refuses, each with a part
// of the reason behind it.

// It would answer wrongly.
MATCH (d:Document)-[:MENTIONS]->(c:Company) RETURN c.name AS n, count(DISTINCT d.site) + count(d) AS k // behind DISTINCT: put the DISTINCT count last
MATCH (d)-[:MENTIONS]->(c:Company) RETURN c.name AS n, count(d) + count(DISTINCT d.site) AS a, count(*) + count(DISTINCT d.lang) AS b // give each of these counts a column
MATCH (c:Company)<--(d) RETURN c.name AS n, count(DISTINCT d) AS a, count(*) AS b UNION MATCH (c:Person)<--(d) RETURN c.name AS n, count(*) AS a, count(DISTINCT d) AS b // in the same columns
RETURN 1 AS a, 2 AS b UNION RETURN 2 AS b, 1 AS a // the same columns in the same order
MATCH (c:Company) WITH c, c.name AS n WITH c.documents AS n ORDER BY n LIMIT 3 RETURN n // would sort by what n meant before
MATCH (a:Company)-[:SUED*]-(c) RETURN count(*) AS n // ends such a path after 30
MATCH (a:Company)-[:SUED*2..]-(c) RETURN count(*) AS n // ends such a path after 30
MATCH (a:Company)-[:SUED*1..40]-(c) RETURN count(*) AS n // at most 30
MATCH (a:Company)-[:SUED*0..2]-(c) RETURN count(*) AS n // begin with 1
MATCH (a:Company)-[r:SUED*1..2]-(c) RETURN r // no list for r
MATCH (a:Company)-[:SUED*1..2]-(c)-[:SUED]-(d) RETURN count(*) AS n // walk one relationship twice
MATCH (a:Company) WHERE (a)-[:COMPETES_WITH]-()-[:COMPETES_WITH]-() RETURN count(*) AS n // write EXISTS
MATCH (a:Company) OPTIONAL MATCH p = (a)-[:SUED]->(b:Company) RETURN length(p) AS n // does not find
MATCH (e:Company:Person) RETURN count(*) AS n // an entity has one type
MATCH (c:company) RETURN count(*) AS n // no node is a company
MATCH (c:Company) RETURN c.NAME AS n // did you mean name?
MATCH (c:Company)-[r:released]->(m) RETURN count(*) AS n // no relationship is a released
MATCH (c:Company) MATCH (C:Person) RETURN count(*) AS n // c and C are one name
MATCH (c:Company) WHERE c.documents = '9' RETURN count(*) AS n // documents is a number
MATCH (c:Company {documents: '9'}) RETURN count(*) AS n // documents is a number
MATCH (c:Company) WHERE '9' < c.documents RETURN count(*) AS n // documents is a number
MATCH (c:Company) WHERE c.documents IN [1, '9'] RETURN count(*) AS n // documents is a number
MATCH (c:Company) WHERE c.ticker = 300999 RETURN count(*) AS n // ticker is a text
RETURN '1' = 1 AS a // a text and a number are compared
RETURN 3 IN [1, null] AS a // a null in a list
MATCH (c:Company) WHERE c.name CONTAINS '' RETURN count(*) AS n // has '' in it
MATCH (c:Company) WHERE c.name STARTS WITH '' RETURN count(*) AS n // has '' in it
MATCH (m:Metric) RETURN toString(m.value) AS a // 1.000000
RETURN toString(true) AS a // 1.000000
RETURN round(1.005, 2) AS a // 1.005
MATCH (c:Company) RETURN keys(c) AS k // keys()
MATCH (c:Company) RETURN id(c) AS k // id()
RETURN date('2024-01-02') AS d // date()
MATCH (c:Company) UNWIND [0, 1] AS i RETURN c.aliases[i] AS a // counts the elements of lists otherwise
MATCH (a:Company)-[:SUED]->(b) RETURN CASE WHEN b.name IN ['蓝鲸智能'] THEN 1 ELSE 2 END AS x // IN inside CASE
MATCH (a:Company)-[:SUED]->(b) RETURN CASE WHEN b:Company THEN 1 ELSE 2 END AS x // :Company inside CASE
MATCH (a:Company)-[:SUED]->(b) RETURN CASE WHEN any(x IN a.aliases WHERE x <> '') THEN 1 ELSE 2 END AS x // any() inside CASE
MATCH (a:Company)-[:SUED]->(b) RETURN CASE WHEN CASE WHEN true THEN true ELSE false END THEN 1 ELSE 2 END AS x // CASE inside CASE
MATCH (a:Company)-[:SUED]->(b) WITH *, count(*) AS n MATCH (a)-[:SUED]->(b)<-[:SUED]-(c) RETURN n // name the columns

// It could not answer.
MATCH p = shortestPath((a:Company {name: '蓝鲸智能'})-[:COMPETES_WITH*1..3]-(c:Company {name: '星云科技'})) RETURN length(p) AS n // no such pattern
MATCH (a:Company WHERE a.name = '星云科技') RETURN count(*) AS c // WHERE behind them
MATCH (a:Company)-[r:SUED WHERE r.sources > 0]->(b) RETURN count(*) AS c // WHERE behind them
MATCH (a:!Company) RETURN count(*) AS c // no such pattern
MATCH ((a:Company)-[:SUED]->(b:Company)){1,2} RETURN count(*) AS c // no such pattern
MATCH (a:Company)-[:SUED]->{1,2}(b:Company) RETURN count(*) AS c // no such pattern
RETURN [x IN [1, 2] | x + 1] AS a // no list comprehension
RETURN [x IN [1, 2] WHERE x > 1] AS a // no list comprehension
RETURN reduce(s = 0, x IN [1, 2] | s + x) AS a // reduce()
MATCH (m:Metric) RETURN m {.kind, .value} AS x // no map projection
MATCH (c:Company) CALL (c) { MATCH (c)-[:HAS_METRIC]->(b) RETURN count(b) AS k } RETURN c.name AS n, k // no CALL
CALL db.labels() YIELD label RETURN count(*) AS n // no CALL
MATCH (c:Company) WHERE EXISTS { MATCH (c)-[:SUED]->(b) RETURN b } RETURN count(*) AS n // only MATCH and WHERE
RETURN duration('P1D') AS d // duration()
MATCH (a:Company)-[r:SUED]->(b) RETURN startNode(r) AS s // startNode()
MATCH (c:Company) RETURN c['name'] AS n // write e.name
EXPLAIN MATCH (c:Company) RETURN c.name AS n // EXPLAIN
