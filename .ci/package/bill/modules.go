package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
)

// module is one module that is linked into the program.
type module struct {
	Path, Version, Dir string
	folders            []string // of its packages that are used
}

// systems are those for which there is a program, as in build tags of .ci/build.
var systems = []string{"linux", "windows", "darwin"}

// linked returns the modules behind the program on any system, Go itself first.
func linked() ([]module, error) {
	goroot, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		return nil, fmt.Errorf("asking where Go is: %w", err)
	}
	found := map[string]*module{}
	for _, system := range systems {
		if err := list(system, found); err != nil {
			return nil, err
		}
	}
	modules := []module{{Path: "Go", Version: strings.TrimPrefix(runtime.Version(), "go"), Dir: strings.TrimSpace(string(goroot))}}
	for _, m := range found {
		modules = append(modules, *m)
	}
	slices.SortFunc(modules[1:], func(a, b module) int { return strings.Compare(a.Path, b.Path) })
	return modules, nil
}

func list(system string, found map[string]*module) error {
	cmd := exec.Command("go", "list", "-e", "-deps", "-tags", "migrated_fynedo,no_emoji", "-json=Dir,Module,Standard", ".")
	// With cgo on, the window's C parts are listed too, and nothing is compiled.
	cmd.Env = append(os.Environ(), "GOOS="+system, "GOARCH=amd64", "CGO_ENABLED=1", "GOFLAGS=")
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return fmt.Errorf("listing the packages for %s: %w", system, err)
	}
	decoder := json.NewDecoder(bytes.NewReader(out))
	for {
		var p struct {
			Dir      string
			Standard bool
			Module   *struct {
				Path, Version, Dir string
				Main               bool
			}
		}
		if err := decoder.Decode(&p); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return fmt.Errorf("reading the packages for %s: %w", system, err)
		}
		if p.Standard || p.Module == nil || p.Module.Main {
			continue
		}
		m := found[p.Module.Path]
		if m == nil {
			m = &module{Path: p.Module.Path, Version: p.Module.Version, Dir: p.Module.Dir}
			found[p.Module.Path] = m
		}
		if !slices.Contains(m.folders, p.Dir) {
			m.folders = append(m.folders, p.Dir)
		}
	}
}

// text is one licence file.
type text struct{ name, content string }

var licenceFile = regexp.MustCompile(`(?i)^(licen[cs]e|copying|notice|ofl)([-._].*)?$`)

// texts returns the licence files of the module, those at its top first: a
// module may carry works of others in its folders, such as GLFW's C sources or
// Fyne's fonts.
func (m module) texts() ([]text, error) {
	var texts []text
	err := filepath.WalkDir(m.Dir, func(path string, entry os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() {
			if path != m.Dir && (m.Path == "Go" || skipped(entry.Name())) {
				return filepath.SkipDir
			}
			return nil
		}
		if !licenceFile.MatchString(entry.Name()) || strings.HasSuffix(entry.Name(), ".go") {
			return nil
		}
		if filepath.Dir(path) != m.Dir && !m.uses(filepath.Dir(path)) {
			return nil
		}
		content, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		name, err := filepath.Rel(m.Dir, path)
		if err != nil {
			return err
		}
		texts = append(texts, text{filepath.ToSlash(name), strings.TrimSpace(strings.ReplaceAll(string(content), "\r\n", "\n"))})
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("reading the licences of %s: %w", m.Path, err)
	}
	if len(texts) == 0 {
		return nil, fmt.Errorf("%s has no licence file", m.Path)
	}
	slices.SortStableFunc(texts, func(a, b text) int { return strings.Count(a.name, "/") - strings.Count(b.name, "/") })
	return texts, nil
}

// skipped folders hold nothing that is linked.
func skipped(name string) bool {
	return name == "testdata" || name == "cmd" || name == "example" || name == "examples" || strings.HasPrefix(name, ".")
}

// uses reports whether a package at or around folder is linked: a licence in a
// folder counts for the packages below it, one below a package for its data.
func (m module) uses(folder string) bool {
	return slices.ContainsFunc(m.folders, func(used string) bool {
		return within(used, folder) || within(folder, used)
	})
}

func within(inner, outer string) bool {
	return inner == outer || strings.HasPrefix(inner, outer+string(filepath.Separator))
}

// identify names a licence by what only its text says, as an SPDX identifier;
// empty when it is none of those that our modules have.
func identify(text string) string {
	flat := strings.Join(strings.Fields(text), " ")
	has := func(words string) bool { return strings.Contains(flat, words) }
	switch {
	case has("Apache License Version 2.0"):
		return "Apache-2.0"
	case has("Mozilla Public License Version 2.0"):
		return "MPL-2.0"
	case has("Permission is hereby granted, free of charge"):
		return "MIT"
	case has("Permission to use, copy, modify, and/or distribute"), has("Permission to use, copy, modify, and distribute this software for any purpose"):
		return "ISC"
	case has("Redistribution and use in source and binary forms") && has("either the name of"), has("Redistribution and use") && has("The names of its contributors"):
		return "BSD-3-Clause"
	case has("Redistribution and use in source and binary forms"):
		return "BSD-2-Clause"
	case has("This is free and unencumbered software released into the public domain"):
		return "Unlicense"
	}
	return ""
}
