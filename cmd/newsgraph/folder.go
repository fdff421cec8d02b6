package main

import (
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"
)

// folder is the data folder (--data). What lies in it:
//
//	archive/*.warc.gz       raw responses of sites, by crawl
//	state.db                what crawl knows of pages, by crawl
//	documents/RUN.jsonl     one article a line, by crawl
//	extractions/RUN.jsonl   what each article says, one line for each document line
//	identity.tsv            which keys are one entity, by hand and by run
//	graph.kuzu              the embedded graph
//	runs/RUN.json           what a run did
//	lock                    held while a command changes any of these
type folder string

func (f folder) documents() string   { return filepath.Join(string(f), "documents") }
func (f folder) extractions() string { return filepath.Join(string(f), "extractions") }
func (f folder) runs() string        { return filepath.Join(string(f), "runs") }
func (f folder) graph() string       { return filepath.Join(string(f), "graph.kuzu") }
func (f folder) identity() string    { return filepath.Join(string(f), "identity.tsv") }

// lock makes the folder if it is not there and takes it for this process. The
// lock ends with the process, however it ends.
func (f folder) lock() (unlock func(), err error) {
	for _, dir := range []string{f.documents(), f.extractions(), f.runs()} {
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return nil, fmt.Errorf("make data folder: %w", err)
		}
	}
	lock := flock.New(filepath.Join(string(f), "lock"))
	got, err := lock.TryLock()
	switch {
	case err != nil:
		return nil, fmt.Errorf("lock data folder %s: %w", f, err)
	case !got:
		return nil, withStatus(statusLocked, fmt.Errorf("data folder %s is locked by another run", f))
	}
	return func() {
		_ = lock.Unlock() // the end of the process does it, too
	}, nil
}

// newRun names a run by its UTC start time, a second later where that name is
// taken.
func (f folder) newRun(start time.Time) (string, error) {
	for t := start.UTC(); ; t = t.Add(time.Second) {
		id := t.Format("20060102T150405Z")
		taken, err := filepath.Glob(filepath.Join(string(f), "*", id+"*"))
		if err != nil {
			return "", fmt.Errorf("look for runs in %s: %w", f, err)
		}
		if len(taken) == 0 {
			return id, nil
		}
	}
}

// jsonlFiles lists the files of JSON lines in one folder of the data folder, in the
// order of their names, which is that of time.
func jsonlFiles(dir string) ([]string, error) {
	paths, err := filepath.Glob(filepath.Join(dir, "*.jsonl"))
	if err != nil {
		return nil, fmt.Errorf("list %s: %w", dir, err)
	}
	return paths, nil
}
