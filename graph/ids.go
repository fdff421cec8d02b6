package graph

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"

	"github.com/newsgraph/newsgraph/kg"
)

// hashID returns 32 hex digits: the first 16 bytes of the SHA-256 of the parts.
func hashID(parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x1f")))
	return hex.EncodeToString(sum[:16])
}

// factID returns the id of a fact: its ends, its predicate and the qualifiers
// that make it another one than a fact with the same ends.
func factID(subject string, s kg.Signature, object string, identity map[string]string) string {
	parts := []string{"fact", subject, string(s.Predicate), object}
	for _, name := range s.Identity {
		parts = append(parts, identity[name])
	}
	return hashID(parts...)
}

// metricID returns the id of a figure. The value counts to three significant
// digits, so that 5.89e11 and 5.891e11 told of one day are one figure.
func metricID(m *MetricClaim, value float64, day string) string {
	parts := []string{"metric", m.Subject, string(m.Kind), m.Unit,
		strconv.FormatFloat(value, 'e', 2, 64), m.When.identity(day)}
	for _, name := range metricIdentity {
		text, _ := m.Evidence.Qualifiers[name].(string)
		parts = append(parts, text)
	}
	return hashID(parts...)
}

// quoteID returns the id of a speaker's words.
func quoteID(speaker, text string) string { return hashID("quote", speaker, text) }

// significantDigits counts the digits of the shortest decimal that is the value.
func significantDigits(value float64) int {
	mantissa, _, _ := strings.Cut(strconv.FormatFloat(value, 'e', -1, 64), "e")
	return len(strings.TrimLeft(strings.Replace(mantissa, ".", "", 1), "-"))
}
