//go:build linux || windows || darwin

package native

import (
	"errors"
	"fmt"
	"os"
)

// overwrite makes content the content of the file at path, whose bytes are old.
// It is not atomic. What may fail for lack of space comes first, so that a full
// disk leaves the file as it was.
func overwrite(path string, old, content []byte) error {
	file, err := openForWriting(path)
	if err != nil {
		return writeError(path, err)
	}
	err = pour(file, old, content)
	if err := errors.Join(err, file.Close()); err != nil {
		return writeError(path, err)
	}
	return nil
}

func pour(file *os.File, old, content []byte) error {
	if len(content) > len(old) {
		if _, err := file.WriteAt(content[len(old):], int64(len(old))); err != nil {
			return errors.Join(err, file.Truncate(int64(len(old))))
		}
	}
	if _, err := file.WriteAt(content[:min(len(old), len(content))], 0); err != nil {
		return errors.Join(err, putBack(file, old))
	}
	if err := file.Truncate(int64(len(content))); err != nil {
		return errors.Join(err, putBack(file, old))
	}
	return file.Sync()
}

func putBack(file *os.File, old []byte) error {
	_, err := file.WriteAt(old, 0)
	if err == nil {
		err = file.Truncate(int64(len(old)))
	}
	if err != nil {
		return fmt.Errorf("putting the old content back: %w", err)
	}
	return file.Sync()
}
