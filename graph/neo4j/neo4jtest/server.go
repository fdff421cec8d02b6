package neo4jtest

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"syscall"
	"testing"
	"time"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/newsgraph/newsgraph/graph/neo4j"
)

// Server is a Neo4j that the first test that needs it starts and all share.
// The zero value is ready. Tests that use it must not run in parallel.
type Server struct {
	mu     sync.Mutex
	csv    string // folder that is imported before the server starts; "" for none
	home   string
	port   int
	cmd    *exec.Cmd
	exited chan error // gets the process's end
	failed error      // why it could not be started
}

const (
	user     = "neo4j"
	password = "test-password"
)

// Empty returns the configuration of an empty database: the server is started
// if it is not running, and everything in it is deleted, schema included. The
// test is skipped where the machine cannot run it.
func (s *Server) Empty(t testing.TB) neo4j.Config {
	t.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.cmd == nil && s.failed == nil {
		s.failed = s.start()
	}
	if s.failed != nil {
		if os.Getenv("NEWSGRAPH_REQUIRE_NEO4J") == "1" {
			t.Fatalf("NEWSGRAPH_REQUIRE_NEO4J=1, but Neo4j %s does not run: %v", Version(), s.failed)
		}
		t.Skipf("NOT RUN: %s needs Neo4j %s, which does not run here: %v", t.Name(), Version(), s.failed)
	}
	if err := s.clear(t.Context()); err != nil {
		t.Fatalf("empty the Neo4j of the tests: %v", err)
	}
	return s.config()
}

func (s *Server) config() neo4j.Config {
	return neo4j.Config{URI: fmt.Sprint("bolt://127.0.0.1:", s.port), User: user, Password: password}
}

// Stop ends the server and removes its files. Without a server it does nothing.
func (s *Server) Stop() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.cmd == nil {
		return nil
	}
	err := s.halt(syscall.SIGTERM)
	s.cmd = nil
	return errors.Join(err, os.RemoveAll(s.home))
}

// Kill ends the server's process at once, as a crash would.
func (s *Server) Kill() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.halt(syscall.SIGKILL)
}

// Restart starts the server again after [Server.Kill], with the same files and
// the same port.
func (s *Server) Restart() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.launch()
}

// halt signals the process that this server started and waits for its end.
func (s *Server) halt(signal syscall.Signal) error {
	if err := s.cmd.Process.Signal(signal); err != nil && !errors.Is(err, os.ErrProcessDone) {
		return err
	}
	select {
	case <-s.exited:
		return nil
	case <-time.After(time.Minute):
		return fmt.Errorf("neo4j process %d does not end", s.cmd.Process.Pid)
	}
}

func (s *Server) start() error {
	home, err := os.MkdirTemp("", "newsgraph-neo4j-")
	if err != nil {
		return err
	}
	s.home = home // absolute and normalized, as Neo4j wants it
	if s.port, err = freePort(); err == nil {
		err = s.configure()
	}
	if err == nil && s.csv != "" {
		err = s.importCSV()
	}
	if err == nil {
		err = s.launch()
	}
	if err == nil {
		err = s.setPassword(context.Background())
	}
	if err != nil {
		if s.cmd != nil {
			err = errors.Join(err, s.halt(syscall.SIGKILL))
			s.cmd = nil
		}
		return errors.Join(err, os.RemoveAll(home))
	}
	return nil
}

// configure writes the settings. Without preallocation an empty home takes
// 2 MB instead of 516; with no quiet period a stop takes 3 s instead of 12.
func (s *Server) configure() error {
	settings := fmt.Sprintf(`server.default_listen_address=127.0.0.1
server.bolt.listen_address=127.0.0.1:%d
server.http.enabled=false
dbms.usage_report.enabled=false
dbms.security.auth_minimum_password_length=1
db.tx_log.preallocate=false
internal.dbms.bolt.netty_server_shutdown_quiet_period=0
server.memory.pagecache.size=64m
`, s.port)
	conf := filepath.Join(s.home, "conf")
	if err := os.Mkdir(conf, 0o755); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(conf, "neo4j.conf"), []byte(settings), 0o644)
}

// Imported starts a server of the test's own on what neo4j-admin imports from a
// folder of CSV files with their import.args.
func Imported(t testing.TB, folder string) neo4j.Config {
	t.Helper()
	s := &Server{csv: folder}
	if _, err := exec.LookPath("java"); err != nil && os.Getenv("NEWSGRAPH_REQUIRE_NEO4J") != "1" {
		t.Skipf("NOT RUN: %s needs Neo4j %s, which does not run here: %v", t.Name(), Version(), err)
	}
	if err := s.start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Stop(); err != nil {
			t.Error(err)
		}
	})
	return s.config()
}

// importCSV fills the database of a server that was not started yet.
func (s *Server) importCSV() error {
	lib, err := jars()
	if err != nil {
		return err
	}
	cmd := exec.Command("java", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", filepath.Join(lib, "*"),
		"org.neo4j.cli.AdminTool", "database", "import", "full", "@import.args")
	cmd.Dir = s.csv
	cmd.Env = append(os.Environ(), "NEO4J_HOME="+s.home, "NEO4J_CONF="+filepath.Join(s.home, "conf"))
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("neo4j-admin database import: %w\n%s", err, out)
	}
	return nil
}

func (s *Server) launch() error {
	java, err := exec.LookPath("java")
	if err != nil {
		return err
	}
	lib, err := jars()
	if err != nil {
		return err
	}
	console, err := os.Create(filepath.Join(s.home, "console.log"))
	if err != nil {
		return err
	}
	defer console.Close()
	cmd := exec.Command(java, "-Xms512m", "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
		"--add-opens=java.base/java.nio=ALL-UNNAMED", "--add-opens=java.base/java.io=ALL-UNNAMED",
		"--add-opens=java.base/sun.nio.ch=ALL-UNNAMED", "--add-modules=jdk.incubator.vector", "-Dfile.encoding=UTF-8",
		"-cp", filepath.Join(lib, "*"), "org.neo4j.server.CommunityEntryPoint",
		"--home-dir="+s.home, "--config-dir="+filepath.Join(s.home, "conf"))
	cmd.Stdout, cmd.Stderr = console, console
	endWithParent(cmd)
	if err := cmd.Start(); err != nil {
		return err
	}
	s.cmd, s.exited = cmd, make(chan error, 1)
	go func(exited chan<- error) { exited <- cmd.Wait() }(s.exited)
	return s.await(2 * time.Minute)
}

// await returns once the server answers a Bolt handshake: an open port alone
// is no sign that it is ready.
func (s *Server) await(patience time.Duration) error {
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(100 * time.Millisecond) {
		select {
		case err := <-s.exited:
			log, _ := os.ReadFile(filepath.Join(s.home, "console.log"))
			return fmt.Errorf("neo4j ended while starting: %w\n%s", err, log)
		default:
		}
		if handshake(s.port) {
			return nil
		}
	}
	return fmt.Errorf("neo4j does not answer on port %d after %v", s.port, patience)
}

// handshake offers Bolt 5.4, 4.4, 4.0 and nothing, and reports whether the
// server chose one.
func handshake(port int) bool {
	conn, err := net.DialTimeout("tcp", fmt.Sprint("127.0.0.1:", port), time.Second)
	if err != nil {
		return false
	}
	defer conn.Close()
	conn.SetDeadline(time.Now().Add(2 * time.Second))
	if _, err := conn.Write([]byte("\x60\x60\xb0\x17\x00\x00\x04\x05\x00\x00\x04\x04\x00\x00\x00\x04\x00\x00\x00\x00")); err != nil {
		return false
	}
	n, err := conn.Read(make([]byte, 4))
	return err == nil && n == 4
}

// setPassword changes the first password, which Neo4j demands. It does so
// through the driver: the admin tool would start another JVM.
func (s *Server) setPassword(ctx context.Context) error {
	return s.run(ctx, "neo4j", "system", "ALTER CURRENT USER SET PASSWORD FROM 'neo4j' TO '"+password+"'")
}

func (s *Server) clear(ctx context.Context) error {
	if err := s.run(ctx, password, "neo4j", "MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 2000 ROWS"); err != nil {
		return err
	}
	for _, kind := range []string{"CONSTRAINT", "INDEX"} {
		names, err := s.names(ctx, kind)
		if err != nil {
			return err
		}
		for _, name := range names {
			if err := s.run(ctx, password, "neo4j", "DROP "+kind+" `"+name+"` IF EXISTS"); err != nil {
				return err
			}
		}
	}
	return nil
}

func (s *Server) names(ctx context.Context, kind string) (names []string, err error) {
	err = s.session(ctx, password, "neo4j", func(session driver.SessionWithContext) error {
		result, err := session.Run(ctx, "SHOW "+kind+" YIELD name, type WHERE type <> 'LOOKUP' RETURN name", nil)
		if err != nil {
			return err
		}
		for result.Next(ctx) {
			names = append(names, result.Record().Values[0].(string))
		}
		return result.Err()
	})
	return names, err
}

func (s *Server) run(ctx context.Context, secret, database, statement string) error {
	return s.session(ctx, secret, database, func(session driver.SessionWithContext) error {
		result, err := session.Run(ctx, statement, nil)
		if err != nil {
			return err
		}
		_, err = result.Consume(ctx)
		return err
	})
}

func (s *Server) session(ctx context.Context, secret, database string, f func(driver.SessionWithContext) error) error {
	d, err := driver.NewDriverWithContext(s.config().URI, driver.BasicAuth(user, secret, ""))
	if err != nil {
		return err
	}
	defer d.Close(ctx)
	session := d.NewSession(ctx, driver.SessionConfig{DatabaseName: database})
	defer session.Close(ctx)
	return f(session)
}

func freePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	return l.Addr().(*net.TCPAddr).Port, l.Close()
}
