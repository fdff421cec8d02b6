// Queries that both stores must answer the same, a line each. Those under a
// heading with "wrong" are answered wrongly by Kuzu 0.11.3 as they stand.

// Wrong: an aggregate behind a DISTINCT one is 0, null or a crash.
MATCH (d:Document)-[:MENTIONS]->(c:Company) RETURN c.name AS n, count(DISTINCT d.site) AS sites, count(d) AS docs ORDER BY n
MATCH (d:Document)-[:MENTIONS]->(c:Company) RETURN count(DISTINCT d.site) AS sites, c.name AS n, count(d) AS docs ORDER BY n
MATCH (d:Document)-[:MENTIONS]->(c:Company) RETURN c.name, count(DISTINCT d.site), count(*) ORDER BY count(*) DESC, c.name
MATCH (d:Document)-[:MENTIONS]->(c:Company) WITH c.name AS n, count(DISTINCT d.site) AS sites, max(d.published) AS latest RETURN n, sites, latest ORDER BY n
MATCH (d:Document)-[:MENTIONS]->(c:Company) WITH c, count(DISTINCT d.site) AS sites, count(*) AS docs WHERE docs > 1 RETURN c.name AS n, sites, docs ORDER BY n
MATCH (d:Document)-[:MENTIONS]->(c:Company) RETURN c.name AS n, collect(DISTINCT d.site) AS sites, collect(d.id) AS docs ORDER BY n
MATCH (d:Document)-[:MENTIONS]->(c:Company) RETURN c.name AS n, count(DISTINCT d.published) AS days, collect(d.published) AS docs ORDER BY n
MATCH (d:Document)-[:MENTIONS]->(c:Company) RETURN c.name AS n, collect(DISTINCT d.published) AS days, min(d.published) AS first ORDER BY n
MATCH (d:Document)-[m:MENTIONS]->(c:Company) RETURN c.name AS n, sum(DISTINCT m.count) AS a, sum(m.count) AS b, avg(m.count) AS c ORDER BY n
MATCH (d:Document)-[m:MENTIONS]->(c:Company) RETURN c.name AS n, count(DISTINCT d.site) AS a, sum(m.count) - count(DISTINCT d) AS b, count(*) AS c ORDER BY n
MATCH (c:Company)<-[:MENTIONS]-(d) RETURN c.name AS n, count(DISTINCT d.lang) AS a, count(d) AS b UNION MATCH (c:Person)<-[:MENTIONS]-(d) RETURN c.name AS n, count(DISTINCT d.lang) AS a, count(d) AS b
MATCH (d:Document)-[:MENTIONS]->(c:Company) RETURN c.name AS n, count(DISTINCT d.site) AS sites, count(DISTINCT d.id) AS docs ORDER BY n
MATCH (d:Document)-[:MENTIONS]->(c:Company) RETURN count(DISTINCT d.site) AS sites, count(d) AS docs

// Wrong: ORDER BY a name that meant something else before.
MATCH (c:Company) WITH c, c.name AS n RETURN c.documents AS n ORDER BY n
MATCH (c:Company) OPTIONAL MATCH (c)-[r:SUED]->(x:Company) RETURN c.name AS c, x.name AS x ORDER BY c, x
MATCH (c:Company)-[r]-(x) RETURN c, count(*) AS n ORDER BY c.name
MATCH (c:Company) RETURN c.name ORDER BY c.documents DESC, c.name
MATCH (c:Company) RETURN toLower(c.key) ORDER BY toLower(c.key) DESC

// Wrong: one pattern walks one relationship twice.
MATCH (a:Company)-[r1:COMPETES_WITH]-(b)-[r2:COMPETES_WITH]-(c) RETURN count(*) AS n
MATCH (a:Company)-[:COMPETES_WITH]-(b), (b)-[:COMPETES_WITH]-(c) WHERE a.documents > 0 OR b.documents > 0 RETURN count(*) AS n
MATCH (d:Document)-[:MENTIONS]->(a:Company), (d)-[:MENTIONS]->(b:Company) RETURN count(*) AS n
MATCH (a)--(b)--(c) RETURN count(*) AS n
MATCH (a:Company)-[:SUED|SUPPLIES]-(b)-[:SUPPLIES|USES]-(c)--(d) RETURN count(*) AS n
MATCH (a:Company) OPTIONAL MATCH (a)-[:SUPPLIES]->(b)<-[:SUPPLIES]-(c) RETURN a.key AS x, c.key AS y ORDER BY x
MATCH (a:Company) WHERE EXISTS { (a)-[:COMPETES_WITH]-()-[:COMPETES_WITH]-() } RETURN count(*) AS n
MATCH (a:Company) RETURN a.name AS n, COUNT { MATCH (a)-[:SUPPLIES]-()-[:SUPPLIES]-() } AS k ORDER BY n
MATCH (a:Company)-[:COMPETES_WITH*2..2]-(c) RETURN count(*) AS n
MATCH (a:Company {name: '蓝鲸智能'})-[*1..2]-(c:Company) RETURN count(*) AS n
MATCH (a:Company {name: '蓝鲸智能'})-[*..3]-(c:Company) RETURN count(*) AS n
MATCH (a:Company {name: '蓝鲸智能'})-[*2]-(c:Company) RETURN count(*) AS n
MATCH (a:Company {name: '蓝鲸智能'})-[*1..2 {sources: 1}]-(c:Company) RETURN count(*) AS n
MATCH p = (a:Company {name: '蓝鲸智能'})-[:SUED|SUPPLIES*1..2]-(c:Company) RETURN length(p) AS n, c.name AS m ORDER BY n, m
MATCH (a)-[r:COMPETES_WITH]-(b) WHERE a.key < b.key RETURN a.name AS a, b.name AS b

// Wrong or unknown: labels.
MATCH (e:Entity) RETURN count(*) AS n
MATCH (e:Entity:Company) RETURN count(*) AS n
MATCH (e:Company|Person) RETURN count(*) AS n
MATCH (e) WHERE e:Company RETURN count(*) AS n
MATCH (e) WHERE (e:Company OR e:Person) AND e.name = '周若' RETURN e.name AS n
MATCH (e) WHERE e:Entity AND NOT e:Company RETURN count(*) AS n
MATCH (a)-[r]->(b) WHERE r:SUED OR r:ACQUIRED RETURN a.name AS a, b.name AS b
MATCH (a:Company) OPTIONAL MATCH (a)-[:SUED]->(b:Company) RETURN a.key AS k, b:Company AS x, labels(b) AS l, NOT b:Company AS y, b:Person AS z ORDER BY k
MATCH (a:Company)-[:SUED]->(b) RETURN labels(a) AS a, labels(b)[1] AS b
MATCH (n) RETURN labels(n) AS l, count(*) AS n
MATCH (n) WHERE 'Entity' IN labels(n) RETURN count(*) AS n
MATCH (i:Index) RETURN i.name AS n
MATCH (i:`Index`) RETURN i.`name` AS n

// Wrong: sums and lists of nothing.
MATCH (m:Metric) WHERE m.kind = 'nothing' RETURN sum(m.value) AS s, sum(m.sources) AS i, avg(m.value) AS a, count(*) AS c, collect(m.kind) AS l, max(m.value) AS x
MATCH (m:Metric) WHERE m.kind = 'nothing' RETURN size(collect(m)) AS n, collect({a: m.kind}) AS m
MATCH (m:Metric) RETURN m.kind AS k, sum(m.upper) AS s, collect(m.upper) AS l ORDER BY k
MATCH (c:Company) OPTIONAL MATCH (c)-[:SUED]->(x:Company) RETURN c.name AS n, collect(x.name) AS x, count(x) AS k ORDER BY n

// Wrong: counting from 1.
MATCH (c:Company) RETURN substring(c.key, 0, 7) AS a, substring(c.key, 8) AS b, substring(c.name, 1, 2) AS c ORDER BY b
RETURN [1, 2, 3][0] AS a, [1, 2, 3][1] AS b, [1, 2, 3][-1] AS c
MATCH (d:Document) RETURN split(d.published, 'T')[0] AS day, count(*) AS n ORDER BY day

// Wrong: null lists.
MATCH (c:Company) WHERE NOT any(a IN c.aliases WHERE a CONTAINS 'Neb') RETURN count(*) AS n
MATCH (c:Company) WHERE none(a IN c.aliases WHERE a CONTAINS 'Neb') RETURN count(*) AS n
MATCH (c:Company) RETURN c.name AS n, any(a IN c.aliases WHERE a CONTAINS 'Neb') AS x, all(a IN c.aliases WHERE a CONTAINS 'Neb') AS y, single(a IN c.aliases WHERE a CONTAINS 'Neb') AS z ORDER BY n

// Wrong: numbers and texts.
RETURN toInteger(3.7) AS a, toInteger('3') AS b, toInteger(-3.7) AS c, toInteger('3.7') AS d
RETURN round(2.5) AS a, round(-2.5) AS b, round(2.4) AS c, round(7) AS d
RETURN 'it\'s' AS a, "dq" AS b, 'u\u4e2d' AS c, 'a\nb\t"' AS d, 'a\\b' AS e, '中\'\\' AS f
MATCH (c:Company) RETURN toString(c.documents) AS a, toString(c.name) AS b, toString('x') AS c, toString(1) AS d ORDER BY b
RETURN toFloat(3) AS a, toFloat('1.5') AS b, 5 / 2 AS c, -7 % 3 AS d, 2 ^ 3 AS e, 1_000 AS f

// Wrong: * is in the order of the names.
MATCH (c:Company)-[r:SUED]->(b:Company) RETURN *
MATCH (c:Company) WITH * WHERE c.name CONTAINS '星' RETURN c.name AS n

// Names that are keywords of Kuzu's, and columns without a name.
MATCH (m:Metric) WHERE m.on = '数学' RETURN m.value, m.when, m.of, m.from AS from, m.to AS to
MATCH (m:Metric {on: '数学'}) RETURN m.value AS table
MATCH (d:Document)-[m:MENTIONS {count: 2}]->(e) RETURN count(*) AS group
MATCH (c:Company)-[r]-(x) RETURN c.name, type(r), count(*) ORDER BY c.name, type(r)
MATCH (c:Company) WITH c.name AS from ORDER BY from LIMIT 2 RETURN collect(from) AS all

// The same as they stand.
MATCH (c:Company)-[r:RELEASED]->(m:Model) RETURN c.name, m.name
MATCH (a:Company)-[r:SUED|SUPPLIES]->(b) RETURN a, r, b.key AS b
MATCH p = (a:Company)-[:SUED]->(b:Company)-[:RELEASED]->(m) RETURN p, nodes(p) AS n, relationships(p) AS r, length(p) AS l
MATCH (m:Metric) RETURN m.upper AS u ORDER BY u DESC LIMIT 3
MATCH (c:Company) RETURN c.name AS n ORDER BY n SKIP 1 LIMIT 2
MATCH (c:Company) RETURN DISTINCT c.country AS n
MATCH (c:Company) WHERE 'Nebula Tech' IN c.aliases RETURN c.name AS n
MATCH (c:Company) WHERE c.name IN ['星云科技', 'x'] RETURN c.name AS n
MATCH (c:Company) WHERE (c)-[:SUED]->(:Company) RETURN c.name AS n
MATCH (c:Company) WHERE NOT (c)-[:SUED]->() RETURN c.name AS n ORDER BY n
MATCH (c:Company) WHERE EXISTS { MATCH (c)-[:SUED]->(b) WHERE b.name CONTAINS '鲸' } RETURN c.name AS n
MATCH (c:Company) RETURN c.name AS n, COUNT { (c)-[:HAS_METRIC]->(m:Metric) WHERE m.kind = 'revenue' } AS k ORDER BY n
MATCH (m:Metric) RETURN m.kind AS k, CASE WHEN m.value > 100 THEN 'big' WHEN m.value > 1 THEN 'mid' ELSE 'small' END AS x ORDER BY k, x
MATCH (f:Fact) RETURN CASE f.modality WHEN 'asserted' THEN 'A' WHEN 'denied' THEN 'D' END AS m, count(*) AS n ORDER BY m
MATCH (d:Document)-[m:MENTIONS]->(c:Company) RETURN c.name AS n, sum(m.count) * 1.0 / count(*) AS a ORDER BY n
MATCH (d:Document) RETURN left(d.published, 7) AS month, count(*) AS n ORDER BY month
MATCH (d:Document) WHERE d.published >= '2024-03-05' AND d.published < '2024-04' RETURN count(*) AS n
MATCH (a)-[c:CLAIMED]->(b) RETURN a.name AS a, c.predicate AS p, c.modality AS m, b.name AS b ORDER BY a, p
MATCH (f:Fact)-[e:EVIDENCED_BY]->(d:Document) WHERE f.predicate = 'ACQUIRED' RETURN e.modality AS m, e.text AS t, d.id AS d ORDER BY d
MATCH (c:Company) WITH c ORDER BY c.documents DESC LIMIT 2 MATCH (c)-[:RELEASED]->(m) RETURN c.name AS c, m.name AS m ORDER BY m
UNWIND [3, 1, 2] AS x WITH x ORDER BY x LIMIT 2 RETURN collect(x) AS l
UNWIND ['b', 'a'] AS x RETURN x ORDER BY x DESC
MATCH (c:Company) RETURN c.name AS n UNION ALL MATCH (p:Person) RETURN p.name AS n
MATCH (c:Company) /* a comment */ WHERE c.name = '星云科技' RETURN c.key; // another
