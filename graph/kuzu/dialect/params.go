package dialect

import (
	"errors"
	"fmt"
)

// use is one place where a query has a parameter.
type use struct {
	name       string
	properties []string // it is compared with
	within     bool     // it is looked for in a text
}

// Parameters returns those of the parameters that the query has: Kuzu takes no
// others, and takes one that is missing for null. The error joins what is
// missing and what Kuzu would compare otherwise than Neo4j.
func (q Query) Parameters(given map[string]any) (map[string]any, error) {
	taken := map[string]any{}
	var faults []error
	names := newSchema()
	for _, u := range q.uses {
		value, ok := given[u.name]
		if !ok {
			faults = append(faults, fmt.Errorf("parameter $%s has no value", u.name))
			continue
		}
		taken[u.name] = value
		aText, isText := value.(string)
		if isText && aText == "" && u.within {
			faults = append(faults, fmt.Errorf("parameter $%s: %s", u.name, emptyText))
		}
		for _, property := range u.properties {
			switch {
			case isText && names.isNumber(property):
				faults = append(faults, fmt.Errorf("parameter $%s is a text, and %s is a number", u.name, property))
			case isNumber(value) && names.isText(property):
				faults = append(faults, fmt.Errorf("parameter $%s is a number, and %s is a text", u.name, property))
			}
		}
	}
	return taken, errors.Join(faults...)
}

func isNumber(value any) bool {
	switch value.(type) {
	case int, int64, float64:
		return true
	}
	return false
}
