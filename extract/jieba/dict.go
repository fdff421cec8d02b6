package jieba

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/yanyiwu/gojieba"
)

// Folder is the name of the folder beside the executable in which a release
// keeps the dictionary files.
const Folder = "jieba-dict"

const (
	mainFile  = "jieba.dict.utf8"
	modelFile = "hmm_model.utf8"
	userFile  = "user.dict.utf8"
)

// Files are the names of the dictionary files.
var Files = [...]string{mainFile, modelFile, userFile}

// Dir returns the folder that holds the dictionary files: [Folder] beside the
// executable if there is one, else that of the gojieba module which the
// program was built with. The error names each file that is missing.
func Dir() (string, error) {
	exe, err := os.Executable()
	if err != nil {
		return "", fmt.Errorf("jieba: find the executable: %w", err)
	}
	beside := filepath.Join(filepath.Dir(exe), Folder)
	if _, err := os.Stat(beside); err == nil {
		return beside, check(beside)
	}
	if err := check(gojieba.DICT_DIR); err != nil {
		return "", fmt.Errorf("jieba: no folder %s, and %w", beside, err)
	}
	return gojieba.DICT_DIR, nil
}

// check reports every dictionary file that is missing from the folder or is
// no regular file.
func check(dir string) error {
	var errs []error
	for _, name := range Files {
		path := filepath.Join(dir, name)
		info, err := os.Stat(path)
		switch {
		case err != nil:
			errs = append(errs, fmt.Errorf("jieba: dictionary file: %w", err))
		case !info.Mode().IsRegular():
			errs = append(errs, fmt.Errorf("jieba: dictionary file %s: no regular file", path))
		case info.Size() == 0 && name != userFile:
			errs = append(errs, fmt.Errorf("jieba: dictionary file %s: empty", path))
		}
	}
	return errors.Join(errs...)
}
