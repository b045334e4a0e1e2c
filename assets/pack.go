package assets

import (
	"archive/zip"
	"fmt"
	"io/fs"
	"strings"
	"sync"
)

// pack is an archive as files. It is opened when something of it is first wanted.
type pack struct {
	open func() (*zip.Reader, error)
}

func newPack(archive string) pack {
	return pack{sync.OnceValues(func() (*zip.Reader, error) {
		return zip.NewReader(strings.NewReader(archive), int64(len(archive)))
	})}
}

// Open implements fs.FS.
func (p pack) Open(name string) (fs.File, error) {
	files, err := p.open()
	if err != nil {
		return nil, fmt.Errorf("opening the texts: %w", err)
	}
	return files.Open(name)
}
