package extract

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"
)

//go:embed all:lexicon
var builtinLexicon embed.FS

//go:embed all:rules
var builtinRules embed.FS

//go:embed tagger/news.weights
var builtinWeights []byte

// file is one data file: Name as errors show it.
type file struct {
	Name string
	Data []byte
	User bool // from the user's folder: wins over ours
}

// dataFiles returns our files of one embedded folder that match the
// pattern and then those of the user's folder, each in the order of their names.
func dataFiles(builtin fs.FS, folder, userDir, pattern string) ([]file, error) {
	var out []file
	sub, err := fs.Sub(builtin, folder)
	if err != nil {
		return nil, err
	}
	ours, err := readFolder(sub, pattern)
	if err != nil {
		return nil, err
	}
	out = append(out, ours...)
	if userDir == "" {
		return out, nil
	}
	if info, err := os.Stat(userDir); err != nil || !info.IsDir() {
		return nil, fmt.Errorf("%s: no such folder", userDir)
	}
	users, err := readFolder(os.DirFS(userDir), pattern)
	for _, f := range users {
		f.Name, f.User = filepath.Join(userDir, f.Name), true
		out = append(out, f)
	}
	return out, err
}

// appendWords adds the words of a file, one a line, in its order.
func appendWords(list *[]string, f file) []error {
	return eachRow(f, 1, func(fields []string) (int, error) {
		*list = append(*list, fields[0])
		return 0, nil
	})
}

// replaced drops our files that the user has a file of the same name for.
func replaced(files []file) []file {
	return slices.DeleteFunc(slices.Clone(files), func(ours file) bool {
		return !ours.User && slices.ContainsFunc(files, func(f file) bool { return f.User && filepath.Base(f.Name) == ours.Name })
	})
}

func readFolder(folder fs.FS, pattern string) ([]file, error) {
	names, err := fs.Glob(folder, pattern)
	if err != nil {
		return nil, err
	}
	slices.Sort(names)
	var out []file
	for _, name := range names {
		data, err := fs.ReadFile(folder, name)
		if err != nil {
			return nil, err
		}
		out = append(out, file{Name: name, Data: data})
	}
	return out, nil
}

// eachRow calls row for each line of a tab-separated file that is neither
// empty nor a comment. It collects every error as file:line:column: message;
// row returns the number of the faulty column (from 0) with its error.
func eachRow(f file, columns int, row func(fields []string) (column int, err error)) []error {
	return eachLine(f, columns, func(_ int, fields []string) (int, error) { return row(fields) })
}

// eachWord calls add for each word of a file that is neither in a comment nor empty.
func eachWord(f file, add func(word string)) []error {
	return eachRow(f, 1, func(fields []string) (int, error) {
		for _, w := range strings.Fields(fields[0]) {
			add(w)
		}
		return 0, nil
	})
}

// eachLine is eachRow with the number of the line, from 1.
func eachLine(f file, columns int, row func(line int, fields []string) (column int, err error)) []error {
	var errs []error
	for n := 1; len(f.Data) > 0; n++ {
		raw, rest, _ := bytes.Cut(f.Data, []byte("\n"))
		f.Data = rest
		line := strings.TrimSuffix(string(raw), "\r")
		if strings.TrimSpace(line) == "" || line[0] == '#' {
			continue
		}
		if !utf8.ValidString(line) {
			errs = append(errs, fmt.Errorf("%s:%d:1: not UTF-8", f.Name, n))
			continue
		}
		fields := strings.Split(line, "\t")
		if len(fields) < columns {
			errs = append(errs, fmt.Errorf("%s:%d:%d: %d columns, want at least %d", f.Name, n, utf8.RuneCountInString(line)+1, len(fields), columns))
			continue
		}
		if column, err := row(n, fields); err != nil {
			at := 1
			for _, field := range fields[:column] {
				at += utf8.RuneCountInString(field) + 1
			}
			errs = append(errs, fmt.Errorf("%s:%d:%d: %w", f.Name, n, at, err))
		}
	}
	return errs
}

var errEmpty = errors.New("empty")
