//go:build linux || windows || darwin

package native

import (
	"bytes"
	"errors"
	"fmt"
	"os"
)

// overwrite makes content the content of the file at path, whose bytes are old.
// What may fail for lack of space comes first, so that a full disk leaves the file
// as it was.
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

// pour writes by one call, so that a program that is ended between two calls leaves
// the old content or the new. A content that is shorter is first followed by empty
// lines up to the old length, which mean nothing in a hosts file, and then cut.
// Within the call a power cut may leave both mixed: the caller has a backup.
func pour(file *os.File, old, content []byte) error {
	reserved, err := reserve(file, int64(len(old)), int64(len(content)))
	if err != nil {
		return err
	}
	if !reserved && len(content) > len(old) {
		if _, err := file.WriteAt(content[len(old):], int64(len(old))); err != nil {
			return errors.Join(err, file.Truncate(int64(len(old))))
		}
	}
	padded := content
	if missing := len(old) - len(content); missing > 0 {
		padded = append(bytes.Clone(content), bytes.Repeat([]byte("\n"), missing)...)
	}
	if _, err := file.WriteAt(padded, 0); err != nil {
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
