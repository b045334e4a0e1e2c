//go:build unix

package native

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"golang.org/x/sys/unix"

	"localhostdoctor/platform"
)

// requestPath is where a job waits in folder, which everybody may write and where nobody
// can rename what is another's.
func requestPath(folder, sum string) string {
	return filepath.Join(folder, "localhost-doctor-"+sum+".json")
}

// leaveRequest leaves a job in a new file that its owner alone can read.
func leaveRequest(folder string, job []byte) (path string, sum platform.SHA256, err error) {
	sum = platform.Sum(job)
	path = requestPath(folder, sum.String())
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL|unix.O_NOFOLLOW, 0o600)
	if err != nil {
		return "", sum, err
	}
	if err := errors.Join(fill(file, job), file.Close()); err != nil {
		return "", sum, errors.Join(err, forget(path))
	}
	return path, sum, nil
}

// takeRequest reads the job of that sum. It must be a file of owner's that nobody else
// can read or write, and no link. ErrNotRegular, ErrTooLarge, ErrChanged.
func takeRequest(folder string, owner int, sum string) ([]byte, error) {
	file, err := os.OpenFile(requestPath(folder, sum), os.O_RDONLY|unix.O_NOFOLLOW|unix.O_NONBLOCK, 0)
	if errors.Is(err, unix.ELOOP) {
		return nil, fmt.Errorf("%w: %w", platform.ErrNotRegular, err)
	}
	if err != nil {
		return nil, err
	}
	info, err := file.Stat()
	if err == nil {
		uid, known := ownerOf(info)
		if !info.Mode().IsRegular() || info.Mode().Perm() != 0o600 || !known || uid != owner {
			err = fmt.Errorf("%w: %s of user %d", platform.ErrNotRegular, info.Mode(), uid)
		}
	}
	var job []byte
	if err == nil {
		job, err = limited(file, platform.MaxJobSize)
	}
	if err := errors.Join(err, file.Close()); err != nil {
		return nil, err
	}
	if platform.Sum(job).String() != sum {
		return nil, fmt.Errorf("%w: the job is another one", platform.ErrChanged)
	}
	return job, nil
}
