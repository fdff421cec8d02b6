// Who is named as a rival of whom.
MATCH (a)-[:COMPETES_WITH]->(b) RETURN a.name AS one, b.name AS other ORDER BY one, other
