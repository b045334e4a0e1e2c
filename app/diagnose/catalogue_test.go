package diagnose

import (
	"encoding/json"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"localhostdoctor/app/hosts"
	"localhostdoctor/app/words"
	"localhostdoctor/assets"
)

var update = flag.Bool("update", false, "write docs/catalogue.md")

var everySystem = []hosts.System{hosts.Linux, hosts.Darwin, hosts.Windows}

// published is how many codes there are of each letter.
var published = []struct {
	letter string
	count  int
}{{"H", 21}, {"N", 15}, {"L", 10}, {"F", 8}, {"X", 6}, {"P", 17}, {"S", 11}, {"C", 8}, {"B", 13}, {"W", 2}, {"E", 7}}

func TestTheCatalogueIsWhole(t *testing.T) {
	t.Parallel()
	var want []string
	for _, p := range published {
		for n := range p.count {
			want = append(want, fmt.Sprintf("%s%02d", p.letter, n+1))
		}
	}
	got := CatalogueCodes()
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("codes %v\nwant %v", got, want)
	}
}

func TestTheCatalogueAgreesWithTheChecks(t *testing.T) {
	t.Parallel()
	for _, e := range catalogue() {
		seen := false
		for _, system := range everySystem {
			c := e.on[system]
			seen = seen || c.Seen == SeenCheckUp
			if (c.Seen == SeenNever) != (c.Remedy == "") {
				t.Errorf("%s on %s: seen %q with the remedy %q", e.code, system, c.Seen, c.Remedy)
			}
		}
		switch known := Known(e.code); {
		case known && !seen:
			t.Errorf("%s has a check, and the catalogue says nothing of it", e.code)
		case !known && seen:
			t.Errorf("%s is found by the check-up, says the catalogue, and has no check", e.code)
		}
	}
	for _, code := range Codes() {
		if !slices.Contains(CatalogueCodes(), code) {
			t.Errorf("%s is not in the catalogue", code)
		}
	}
}

func TestTheCatalogueAgreesWithTheTestOfAnAddress(t *testing.T) {
	t.Parallel()
	verdicts, err := filepath.Glob("../loopback/*.go")
	if err != nil || len(verdicts) == 0 {
		t.Fatal("no verdicts: ", err)
	}
	given := map[string]bool{}
	for _, path := range verdicts {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		file, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range verdictCode.FindAllStringSubmatch(string(file), -1) {
			given[m[1]] = true
		}
	}
	if len(given) < 10 {
		t.Fatalf("only %d verdicts: nothing would be compared", len(given))
	}
	for code := range given {
		i := slices.IndexFunc(catalogue(), func(e entry) bool { return e.code == code })
		switch {
		case i < 0:
			t.Errorf("the test of an address says %s, which is not in the catalogue", code)
		case !slices.ContainsFunc(everySystem, func(system hosts.System) bool {
			seen := catalogue()[i].on[system].Seen
			return seen != SeenNever && seen != SeenGuided
		}):
			t.Errorf("the test of an address says %s, and the catalogue calls it guided", code)
		}
	}
}

var verdictCode = regexp.MustCompile(`Code:\s*"([A-Z][0-9]{2})"`)

var (
	testFunction = regexp.MustCompile(`(?m)^func (Test\w+)\(`)
	quoted       = regexp.MustCompile(`"([^"\n]+)"`)
)

func TestTheTestsThatTheCatalogueNamesExist(t *testing.T) {
	t.Parallel()
	written := testsBelow(t, "../..")
	for _, e := range catalogue() {
		function, subtest, hasSubtest := strings.Cut(e.test, "/")
		if !written.functions[function] {
			t.Errorf("%s: there is no test %q", e.code, function)
		}
		if hasSubtest && !written.literals[subtest] {
			t.Errorf("%s: %s has no case %q", e.code, function, subtest)
		}
	}
}

// nextIllness is where a row of the hospital ends. The code stands in it, behind its name.
var nextIllness = regexp.MustCompile(`hostsIllness\(|\bname:|\n\t+\{|\bt\.Run\(|withUpstream\(`)

func TestTheIllnessesThatTheCatalogueNamesAreMadeReal(t *testing.T) {
	t.Parallel()
	written := testsBelow(t, "../e2e")
	for code, test := range realProofs {
		function, illness, isRow := strings.Cut(test, "/")
		if !slices.Contains(CatalogueCodes(), code) || !written.functions[function] {
			t.Errorf("%s: there is no such code, or no test %q", code, function)
		}
		if !isRow {
			continue
		}
		named := false
		for _, file := range written.files {
			for rest := file; ; {
				_, after, found := strings.Cut(rest, `"`+illness+`"`)
				if !found {
					break
				}
				row := nextIllness.Split(after, 2)[0]
				named = named || strings.Contains(row, `"`+code+`"`)
				rest = after
			}
		}
		if !named {
			t.Errorf("%s: %s has no illness %q with that code", code, function, illness)
		}
	}
}

// testFiles are what stands in the tests below a folder.
type testFiles struct {
	functions, literals map[string]bool
	files               []string
}

func testsBelow(t *testing.T, folder string) testFiles {
	t.Helper()
	written := testFiles{functions: map[string]bool{}, literals: map[string]bool{}}
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		isTest := strings.HasSuffix(path, "_test.go") || strings.Contains(filepath.ToSlash(path), "platform/fake/")
		if err != nil || entry.IsDir() || !isTest {
			return err
		}
		file, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		written.files = append(written.files, string(file))
		for _, m := range testFunction.FindAllStringSubmatch(string(file), -1) {
			written.functions[m[1]] = true
		}
		for _, m := range quoted.FindAllStringSubmatch(string(file), -1) {
			written.literals[m[1]] = true
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return written
}

func TestEveryFailureIsExplainedOnEverySystemThatHasIt(t *testing.T) {
	t.Parallel()
	english := sentencesOf(t)
	for _, e := range catalogue() {
		for _, system := range everySystem {
			help, found := Guide(e.code, string(system))
			coverage := e.on[system]
			if found != (coverage.Seen != SeenNever) {
				t.Errorf("%s on %s: explained: %v, seen: %q", e.code, system, found, coverage.Seen)
			}
			if !found {
				continue
			}
			if (len(help.Steps) == 0) != (coverage.Remedy == NoRemedy) {
				t.Errorf("%s on %s: %d steps with the remedy %s", e.code, system, len(help.Steps), coverage.Remedy)
			}
			for _, text := range append([]words.Text{help.Title, help.What, help.Why}, help.Steps...) {
				if english[text.Key] == "" {
					t.Errorf("%s on %s: no sentence %q", e.code, system, text.Key)
				}
			}
		}
	}
	if _, found := Guide("H99", "linux"); found {
		t.Error("an unknown code is explained")
	}
}

func TestNoSentenceOfTheCatalogueIsLeftOver(t *testing.T) {
	t.Parallel()
	used := map[string]bool{"catalogue.run": true}
	for _, e := range catalogue() {
		for _, part := range []string{"title", "what", "why"} {
			used["catalogue."+part+"."+e.code] = true
		}
		for _, s := range e.steps {
			used[s.text.Key] = true
		}
	}
	for key := range sentencesOf(t) {
		if strings.HasPrefix(key, "catalogue.") && !used[key] {
			t.Errorf("nothing says %q", key)
		}
	}
}

// sentencesOf are the English sentences of the catalogue and of the check-up.
func sentencesOf(t *testing.T) map[string]string {
	t.Helper()
	all := map[string]string{}
	for _, name := range []string{"lang/catalogue.en.json", "lang/diagnose.en.json"} {
		data, err := fs.ReadFile(assets.Languages, name)
		if err != nil {
			t.Fatal(err)
		}
		var entries map[string]any
		if err := json.Unmarshal(data, &entries); err != nil {
			t.Fatal(err)
		}
		for key, value := range entries {
			if sentence, plain := value.(string); plain {
				all[key] = sentence
			}
		}
	}
	return all
}

const catalogueHead = `# What can be wrong with localhost, and what the program does about it

This table is written from app/diagnose by its tests ("go test ./app/diagnose -run
Documented -update"); a test fails when it, the table, the checks and the tests that
are named disagree.

*check-up*: found without being asked. *test*: found when an address is tested.
*ports*: found among the ports, or when one is freed or suggested. *hosts file*:
found line by line. *when changing*: found when something is to be changed.
*guided*: not looked for, but explained with steps when the words of a person or a
test point to it. –: there is no such failure on that system. Behind the comma: whether
the program puts it right itself (*automatic*), shows the steps (*guided*), or there is
nothing to do (*none*).

The last column names the test of app/e2e in which the failure is made real on Linux, on
a computer in namespaces of its own, and the whole program finds it; behind the slash the
illness. –: it is not, mostly because it is one of another system or of a browser.

| code | what | Linux | macOS | Windows | proven by | on a real computer |
| --- | --- | --- | --- | --- | --- | --- |
`

func TestTheCatalogueIsDocumentedAsItIs(t *testing.T) {
	const path = "../../docs/catalogue.md"
	english := sentencesOf(t)
	var b strings.Builder
	b.WriteString(catalogueHead)
	for _, e := range catalogue() {
		fmt.Fprintf(&b, "| %s | %s: %s |", e.code, english["catalogue.title."+e.code], english["catalogue.what."+e.code])
		for _, system := range everySystem {
			fmt.Fprintf(&b, " %s |", told(e.on[system]))
		}
		fmt.Fprintf(&b, " %s |", e.test)
		proof := realProofs[e.code]
		if proof == "" {
			proof = "–"
		}
		fmt.Fprintf(&b, " %s |\n", proof)
	}
	if *update {
		if err := os.WriteFile(path, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if b.String() != string(want) {
		t.Errorf("%s is out of date; run the test with -update", path)
	}
}

// told is the coverage as the document has it.
func told(c Coverage) string {
	switch {
	case c.Seen == SeenNever:
		return "–"
	case c.Seen == SeenGuided && c.Remedy == ByHand:
		return "guided"
	}
	return string(c.Seen) + ", " + string(c.Remedy)
}
