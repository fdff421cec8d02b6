//go:build race

package extract_test

func init() { slow = true }
