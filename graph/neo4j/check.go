package neo4j

import (
	"context"
	"fmt"
	"strings"
)

// SchemaFaults names the constraints and indexes that a load makes and that the
// database lacks, or has not finished building.
func (s *Store) SchemaFaults(ctx context.Context) ([]string, error) {
	state := map[string]string{}
	err := s.each(ctx, "SHOW INDEXES YIELD name, state RETURN name, state", func(row []any) error {
		name, _ := row[0].(string)
		state[name], _ = row[1].(string)
		return nil
	})
	if err != nil {
		return nil, err
	}
	owned := map[string]bool{} // constraints, each with an index of its name
	err = s.each(ctx, "SHOW CONSTRAINTS YIELD name RETURN name", func(row []any) error {
		name, _ := row[0].(string)
		owned[name] = true
		return nil
	})
	if err != nil {
		return nil, err
	}
	var faults []string
	for _, statement := range schema() {
		kind, name := named(statement)
		switch {
		case name == "":
		case state[name] == "", kind == "constraint" && !owned[name]:
			faults = append(faults, fmt.Sprintf("the %s %s is not there", kind, name))
		case state[name] != "ONLINE":
			faults = append(faults, fmt.Sprintf("the %s %s is %s", kind, name, strings.ToLower(state[name])))
		}
	}
	return faults, nil
}

// named returns what a statement of the schema makes, and its name; "" for a
// statement that makes nothing.
func named(statement string) (kind, name string) {
	words := strings.Fields(statement)
	for i, w := range words {
		if w == "CONSTRAINT" || w == "INDEX" {
			return strings.ToLower(w), words[i+1]
		}
	}
	return "", ""
}
