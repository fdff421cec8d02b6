package main

import (
	"context"
	"strings"
	"testing"

	"github.com/compose-spec/compose-go/v2/loader"
	"github.com/compose-spec/compose-go/v2/types"

	"github.com/newsgraph/newsgraph/graph/neo4j/neo4jtest"
)

func loadCompose(t *testing.T, environment types.Mapping) (*types.Project, error) {
	t.Helper()
	return loader.LoadWithContext(context.Background(), types.ConfigDetails{
		ConfigFiles: []types.ConfigFile{{Filename: "../../docker-compose.yml"}},
		Environment: environment,
	})
}

// TestCompose reads docker-compose.yml as docker does: a Neo4j of the version
// that the tests run, that keeps its data, says when it is ready, and can be
// reached from this machine only.
func TestCompose(t *testing.T) {
	project, err := loadCompose(t, types.Mapping{"NEO4J_PASSWORD": "from-the-environment"})
	if err != nil {
		t.Fatal(err)
	}
	server, err := project.GetService("neo4j")
	if err != nil {
		t.Fatal(err)
	}
	if want := "neo4j:" + neo4jtest.Version() + "-community"; server.Image != want {
		t.Errorf("image %s, want %s: the version that is tested", server.Image, want)
	}
	if auth := server.Environment["NEO4J_AUTH"]; auth == nil || *auth != "neo4j/from-the-environment" {
		t.Errorf("NEO4J_AUTH is not made of NEO4J_PASSWORD")
	}
	bolt := false
	for _, port := range server.Ports {
		bolt = bolt || port.Target == 7687
		if port.HostIP != "127.0.0.1" {
			t.Errorf("port %d is open to other machines", port.Target)
		}
	}
	if !bolt {
		t.Error("no port for Bolt")
	}
	if len(server.Volumes) != 1 || server.Volumes[0].Target != "/data" || server.Volumes[0].Type != types.VolumeTypeVolume {
		t.Errorf("volumes %v, want a named one at /data", server.Volumes)
	} else if _, ok := project.Volumes[server.Volumes[0].Source]; !ok {
		t.Errorf("volume %s is not declared", server.Volumes[0].Source)
	}
	if check := server.HealthCheck; check == nil || check.Disable || !strings.Contains(strings.Join(check.Test, " "), "cypher-shell") {
		t.Errorf("health check %v asks no query", check)
	}
}

// TestComposePassword: without a password in the environment docker stops.
func TestComposePassword(t *testing.T) {
	if _, err := loadCompose(t, types.Mapping{}); err == nil || !strings.Contains(err.Error(), "NEO4J_PASSWORD") {
		t.Errorf("without NEO4J_PASSWORD: %v, want an error that names it", err)
	}
}
