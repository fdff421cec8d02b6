// Who put money into whom.
MATCH (a)-[:INVESTED_IN]->(b:Company) RETURN a.name AS investor, b.name AS company ORDER BY investor, company
