// Who uses which chip.
MATCH (a)-[:USES]->(c:Chip) RETURN a.name AS user, c.name AS chip ORDER BY user, chip
