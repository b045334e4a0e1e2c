package main

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
)

// packed is the archive of the texts in assets.
func packed(assets fs.FS) ([]byte, error) {
	files, err := texts(assets)
	if err != nil {
		return nil, err
	}
	return compress(files)
}

// texts are the files of the archive. Those of one language become one: apart they
// would take a fifth more.
func texts(assets fs.FS) (map[string][]byte, error) {
	files := map[string][]byte{}
	languages := map[string]map[string]json.RawMessage{}
	for _, pattern := range []string{"lang/*.json", "knowledge/*.json", "licenses.txt"} {
		names, err := fs.Glob(assets, pattern)
		if err != nil {
			return nil, err
		}
		for _, name := range names {
			content, err := fs.ReadFile(assets, name)
			if err != nil {
				return nil, err
			}
			if path.Dir(name) != "lang" {
				files[name] = content
				continue
			}
			base := strings.TrimSuffix(path.Base(name), ".json")
			merged := path.Join("lang", "all"+base[strings.LastIndexByte(base, '.'):]+".json")
			if languages[merged] == nil {
				languages[merged] = map[string]json.RawMessage{}
			}
			if err := add(languages[merged], content); err != nil {
				return nil, fmt.Errorf("%s: %w", name, err)
			}
		}
	}
	for name, all := range languages {
		content, err := json.Marshal(all)
		if err != nil {
			return nil, err
		}
		files[name] = content
	}
	return files, nil
}

// add puts the sentences of one file to those of its language.
func add(all map[string]json.RawMessage, content []byte) error {
	var some map[string]json.RawMessage
	if err := json.Unmarshal(content, &some); err != nil {
		return err
	}
	for key, sentence := range some {
		if _, twice := all[key]; twice {
			return fmt.Errorf("%s is in two files", key)
		}
		all[key] = sentence
	}
	return nil
}

// compress makes the same bytes of the same files, whenever it is done.
func compress(files map[string][]byte) ([]byte, error) {
	var archive bytes.Buffer
	w := zip.NewWriter(&archive)
	w.RegisterCompressor(zip.Deflate, func(out io.Writer) (io.WriteCloser, error) {
		return flate.NewWriter(out, flate.BestCompression)
	})
	for _, name := range slices.Sorted(maps.Keys(files)) {
		entry, err := w.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate})
		if err == nil {
			_, err = entry.Write(files[name])
		}
		if err != nil {
			return nil, err
		}
	}
	err := w.Close()
	return archive.Bytes(), err
}
