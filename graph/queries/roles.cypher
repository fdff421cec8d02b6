// Who holds or held a post where.
MATCH (p:Person)-[:HOLDS_ROLE]->(o) RETURN p.name AS person, o.name AS organization ORDER BY person, organization
