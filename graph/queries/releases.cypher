// Which company released which model.
MATCH (c:Company)-[:RELEASED]->(m:Model) RETURN c.name AS company, m.name AS model ORDER BY company, model
