// What some articles assert and others deny, with what holds now.
MATCH (s)<-[:SUBJECT]-(f:Fact)-[:OBJECT]->(o) WHERE f.contested = true RETURN s.name AS subject, f.predicate AS predicate, o.name AS object, f.modality AS holds, f.first_seen AS first_seen, f.last_seen AS last_seen ORDER BY subject, predicate, object
