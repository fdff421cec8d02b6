package neo4jtest

import (
	_ "embed"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
)

//go:embed testdata/pom.xml
var pom []byte

// Version returns the version of the Neo4j that the tests run.
func Version() string {
	return string(regexp.MustCompile(`<neo4j.version>(.*)</neo4j.version>`).FindSubmatch(pom)[1])
}

// jars returns the folder of the server's jars, filled by mvn if it is not
// there yet: about 20 s and 123 MB.
func jars() (string, error) {
	if folder := os.Getenv("NEWSGRAPH_NEO4J_LIB"); folder != "" {
		_, err := os.Stat(folder)
		return folder, err
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		return "", err
	}
	folder := filepath.Join(cache, "newsgraph", "neo4j-"+Version())
	if _, err := os.Stat(folder); err == nil {
		return folder, nil
	}
	return folder, fetch(folder)
}

// fetch lets mvn copy the jars into a folder beside and renames that, so that
// a broken download never looks whole.
func fetch(folder string) error {
	if err := os.MkdirAll(filepath.Dir(folder), 0o755); err != nil {
		return err
	}
	work, err := os.MkdirTemp(filepath.Dir(folder), "fetch-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	if err := os.WriteFile(filepath.Join(work, "pom.xml"), pom, 0o644); err != nil {
		return err
	}
	lib := filepath.Join(work, "lib")
	out, err := exec.Command("mvn", "-q", "-B", "-f", filepath.Join(work, "pom.xml"),
		"dependency:copy-dependencies", "-DoutputDirectory="+lib).CombinedOutput()
	if err != nil {
		return fmt.Errorf("fetch Neo4j %s with mvn: %w\n%s", Version(), err, out)
	}
	if err := os.Rename(lib, folder); err != nil && !errors.Is(err, os.ErrExist) {
		if _, other := os.Stat(folder); other != nil { // another test binary may have been faster
			return err
		}
	}
	return nil
}
