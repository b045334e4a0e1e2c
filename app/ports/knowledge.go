package ports

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"

	"localhostdoctor/app/words"
	"localhostdoctor/platform"
)

// Knowledge is what is known about ports and programs before looking at a
// computer. It is data: assets/knowledge.
type Knowledge struct {
	kinds    map[portKey]string
	exact    map[string]program // by lower-case name
	patterns []pattern
	folders  []folder
	blocked  map[uint16]bool
}

type portKey struct {
	protocol platform.Protocol
	port     uint16
}

// program is one entry of programs.json.
type program struct {
	Names   []string `json:"names"`
	Kind    string   `json:"kind"`
	Verdict Verdict  `json:"verdict"`
	Reason  string   `json:"reason"`
	// Interpreter is true for programs that run a tool which says more than they do.
	Interpreter bool `json:"interpreter"`
	// Called is how people call it, where that is not the name by which it was found.
	Called string `json:"called"`
	// Owner is the kind of owner that the program stands for by itself; empty for
	// programs that are just programs.
	Owner platform.OwnerKind `json:"owner"`
}

type pattern struct {
	glob string
	program
}

// folder is one entry of folders.json: what is true of unknown programs in it.
type folder struct {
	Folder  string  `json:"folder"`
	Verdict Verdict `json:"verdict"`
	Reason  string  `json:"reason"`
}

// ReadKnowledge reads ports.json, programs.json, folders.json and blocked.json
// of the folder knowledge in files.
func ReadKnowledge(files fs.FS) (Knowledge, error) {
	var (
		k        Knowledge
		byPort   map[string]string
		programs []program
		blocked  []uint16
	)
	for name, into := range map[string]any{
		"ports.json": &byPort, "programs.json": &programs, "folders.json": &k.folders, "blocked.json": &blocked,
	} {
		if err := readJSON(files, path.Join("knowledge", name), into); err != nil {
			return Knowledge{}, err
		}
	}
	if err := k.addPorts(byPort); err != nil {
		return Knowledge{}, err
	}
	if err := k.addPrograms(programs); err != nil {
		return Knowledge{}, err
	}
	k.blocked = make(map[uint16]bool, len(blocked))
	for _, port := range blocked {
		k.blocked[port] = true
	}
	return k, nil
}

func readJSON(files fs.FS, name string, into any) error {
	b, err := fs.ReadFile(files, name)
	if err != nil {
		return fmt.Errorf("reading what is known: %w", err)
	}
	if err := json.Unmarshal(b, into); err != nil {
		return fmt.Errorf("reading what is known in %s: %w", name, err)
	}
	return nil
}

// addPorts takes keys such as "3000" (both protocols) and "123/udp".
func (k *Knowledge) addPorts(byPort map[string]string) error {
	k.kinds = make(map[portKey]string, 2*len(byPort))
	for key, kind := range byPort {
		number, only, limited := strings.Cut(key, "/")
		port, err := strconv.ParseUint(number, 10, 16)
		if err != nil {
			return fmt.Errorf("reading port %q: %w", key, err)
		}
		for _, protocol := range []platform.Protocol{platform.TCP, platform.UDP} {
			if !limited || only == string(protocol) {
				k.kinds[portKey{protocol, uint16(port)}] = kind
			}
		}
	}
	return nil
}

func (k *Knowledge) addPrograms(programs []program) error {
	k.exact = make(map[string]program, 4*len(programs))
	for _, p := range programs {
		switch p.Verdict {
		case Safe, Ask, Never:
		default:
			return fmt.Errorf("program %q has the verdict %q", p.Names, p.Verdict)
		}
		if p.Owner != "" && !slices.Contains(platform.OwnerKinds(), p.Owner) {
			return fmt.Errorf("program %q has an owner of kind %q", p.Names, p.Owner)
		}
		for _, name := range p.Names {
			p := p
			if p.Called == "" {
				p.Called = strings.TrimRight(name, "*: ")
			}
			if !strings.ContainsAny(name, "*?[") {
				k.exact[name] = p
				continue
			}
			if _, err := path.Match(name, ""); err != nil {
				return fmt.Errorf("program %q: %w", name, err)
			}
			k.patterns = append(k.patterns, pattern{glob: name, program: p})
		}
	}
	return nil
}

// Use says what a port is usually for; the zero Text when nothing is known.
func (k Knowledge) Use(protocol platform.Protocol, port uint16) words.Text {
	kind, ok := k.kinds[portKey{protocol, port}]
	if !ok {
		return words.Text{}
	}
	return words.Named("knowledge.kind.", kind)
}

// BlockedByBrowsers reports whether browsers refuse to open port, the "bad
// ports" of the Fetch standard, section 2.9.
func (k Knowledge) BlockedByBrowsers(port uint16) bool { return k.blocked[port] }

// Sentences returns the ids of all kinds and reasons that the data uses; each
// needs a sentence in the translations.
func (k Knowledge) Sentences() (kinds, reasons []string) {
	kind, reason := map[string]bool{}, map[string]bool{}
	for _, id := range k.kinds {
		kind[id] = true
	}
	note := func(p program) {
		kind[p.Kind] = true
		reason[p.Reason] = true
	}
	for _, p := range k.exact {
		note(p)
	}
	for _, p := range k.patterns {
		note(p.program)
	}
	for _, f := range k.folders {
		reason[f.Reason] = true
	}
	return slices.Sorted(maps.Keys(kind)), slices.Sorted(maps.Keys(reason))
}
