// Package neo4jtest runs a real Neo4j for tests, without Docker: java with the
// server's jars, on a loopback port, in a home folder of its own.
//
//	var server neo4jtest.Server
//
//	func TestMain(m *testing.M) {
//		code := m.Run()
//		server.Stop()
//		os.Exit(code)
//	}
//
//	func TestLoad(t *testing.T) {
//		store, err := neo4j.Open(t.Context(), server.Empty(t))
//
// The jars come from the folder that NEWSGRAPH_NEO4J_LIB names, else from
// newsgraph/neo4j-VERSION in the user's cache folder, where mvn puts them once.
// Without java or jars the tests are skipped, or fail if
// NEWSGRAPH_REQUIRE_NEO4J=1.
//
//   - server.go: start, empty and stop
//   - jars.go: where the server comes from
package neo4jtest
