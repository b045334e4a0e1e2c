package explain

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"net/netip"
	"path"
	"slices"

	"localhostdoctor/app/words"
)

// version is that of the data files which this code reads.
const version = 1

// Knowledge is what is known about addresses and error messages.
type Knowledge struct {
	patterns []pattern
	numbers  map[int]string      // error number → class
	classes  map[string][]string // class → codes of the catalogue, ranked
	blocks   []block             // the narrowest first
}

// block is one entry of addresses.json: a row of IANA's registries.
type block struct {
	Prefix netip.Prefix `json:"prefix"`
	Kind   string       `json:"kind"`
	RFC    string       `json:"rfc"`
	// Forwardable and Global are the registry's columns; nil where it says N/A.
	Forwardable *bool `json:"forwardable"`
	Global      *bool `json:"global"`
}

type errorsFile struct {
	Version  int                 `json:"version"`
	Programs map[string]string   `json:"programs"`
	Systems  []string            `json:"systems"` // programs whose words others repeat
	Classes  map[string][]string `json:"classes"`
	Errors   []struct {
		From  string `json:"from"`
		Text  string `json:"text"`
		Class string `json:"class"`
		Port  uint16 `json:"port"`
	} `json:"errors"`
	Numbers []struct {
		Number int    `json:"number"`
		Class  string `json:"class"`
	} `json:"numbers"`
}

type addressesFile struct {
	Version int     `json:"version"`
	Blocks  []block `json:"blocks"`
}

// Read reads errors.json and addresses.json of the folder knowledge in files.
func Read(files fs.FS) (Knowledge, error) {
	var said errorsFile
	var addresses addressesFile
	if err := readJSON(files, "errors.json", &said); err != nil {
		return Knowledge{}, err
	}
	if err := readJSON(files, "addresses.json", &addresses); err != nil {
		return Knowledge{}, err
	}
	if said.Version != version || addresses.Version != version {
		return Knowledge{}, fmt.Errorf("the data has versions %d and %d, not %d", said.Version, addresses.Version, version)
	}
	k := Knowledge{numbers: map[int]string{}, classes: said.Classes, blocks: addresses.Blocks}
	for _, e := range said.Errors {
		program, known := said.Programs[e.From]
		if !known || len(said.Classes[e.Class]) == 0 {
			return Knowledge{}, fmt.Errorf("error %q: program %q or class %q is unknown", e.Text, e.From, e.Class)
		}
		p, err := newPattern(e.Text)
		if err != nil {
			return Knowledge{}, err
		}
		p.program, p.class, p.port = program, e.Class, e.Port
		if slices.Contains(said.Systems, e.From) {
			p.weight = 0 // what a program adds to the system's own words says more
		}
		k.patterns = append(k.patterns, p)
	}
	for _, n := range said.Numbers {
		if len(said.Classes[n.Class]) == 0 {
			return Knowledge{}, fmt.Errorf("number %d: class %q is unknown", n.Number, n.Class)
		}
		k.numbers[n.Number] = n.Class
	}
	slices.SortStableFunc(k.patterns, func(a, b pattern) int { return b.weight - a.weight })
	slices.SortStableFunc(k.blocks, func(a, b block) int { return b.Prefix.Bits() - a.Prefix.Bits() })
	return k, nil
}

func readJSON(files fs.FS, name string, into any) error {
	b, err := fs.ReadFile(files, path.Join("knowledge", name))
	if err != nil {
		return fmt.Errorf("reading what is known: %w", err)
	}
	if err := json.Unmarshal(b, into); err != nil {
		return fmt.Errorf("reading what is known in %s: %w", name, err)
	}
	return nil
}

// Advice is one sentence about what a code of the catalogue means and what to do.
func Advice(code string) words.Text { return words.Named("explain.code.", code) }

// Sentences returns the ids that the data uses; each needs sentences in the
// translations: classes a meaning and a next step, codes an advice, blocks their
// meaning.
func (k Knowledge) Sentences() (classes, codes, blocks []string) {
	for class, ranked := range k.classes {
		classes = append(classes, class)
		codes = append(codes, ranked...)
	}
	for _, b := range k.blocks {
		blocks = append(blocks, b.Kind)
	}
	return sorted(classes), sorted(codes), sorted(blocks)
}

func sorted(ids []string) []string {
	slices.Sort(ids)
	return slices.Compact(ids)
}
