//go:build e2e && linux

package e2e

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// readmeCommand is a line of the README that starts the program.
var readmeCommand = regexp.MustCompile(`(?m)^localhost-doctor (\w+)(?: (\w+))?`)

func TestTheReadmeNamesCommandsThatThereAre(t *testing.T) {
	commands := readmeCommand.FindAllStringSubmatch(readTop(t, "README.md"), -1)
	if len(commands) < 10 {
		t.Fatalf("only %d commands are found in the README", len(commands))
	}
	for _, words := range commands {
		args := []string{words[1]}
		if words[1] == "hosts" {
			args = append(args, words[2])
		}
		got := thisComputer(t).run(t, build(t, terminal), append(args, "--help")...).wantExit(t, 0)
		if !strings.Contains(got.stdout, "localhost-doctor "+strings.Join(args, " ")) {
			t.Errorf("there is no command %q: %s", args, got.stdout)
		}
	}
	if version := released(t); !strings.Contains(changelog(t), "\n## "+version+"\n") {
		t.Errorf("CHANGELOG.md does not say what is new in %s", version)
	}
}

// pages are those for people, from the top of the repository.
func pages(t *testing.T) []string {
	t.Helper()
	pages := []string{"README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md"}
	more, err := filepath.Glob(filepath.Join(top(t), "docs", "*.md"))
	if err != nil || len(more) < 5 {
		t.Fatal(more, err)
	}
	for _, page := range more {
		pages = append(pages, filepath.Join("docs", filepath.Base(page)))
	}
	return pages
}

// link is one in Markdown, or that of a picture: the address without its title.
var link = regexp.MustCompile(`\]\(([^)\s]+)[^)]*\)`)

// heading is a line that others may lead to.
var heading = regexp.MustCompile(`(?m)^#+ (.+)$`)

// anchor is what GitHub makes of a heading.
func anchor(heading string) string {
	plain := regexp.MustCompile(`[^\p{L}\p{N}\s_-]`).ReplaceAllString(strings.ToLower(heading), "")
	return strings.ReplaceAll(strings.TrimSpace(plain), " ", "-")
}

func TestNoLinkOfThePagesIsDead(t *testing.T) {
	used := map[string]bool{}
	for _, page := range pages(t) {
		for _, found := range link.FindAllStringSubmatch(readTop(t, page), -1) {
			address, place, _ := strings.Cut(found[1], "#")
			if strings.Contains(address, ":") {
				continue // of another computer
			}
			target := page
			if address != "" {
				target = filepath.Join(filepath.Dir(page), address)
			}
			used[target] = true
			if _, err := os.Stat(filepath.Join(top(t), target)); err != nil {
				t.Errorf("%s: %v", page, err)
			} else if place != "" && !leadsTo(readTop(t, target), place) {
				t.Errorf("%s leads to #%s, which %s has not", page, place, target)
			}
		}
	}
	for _, screen := range []string{"checkup-problem", "ports", "hosts", "test", "learn", "history", "settings", "about"} {
		if picture := "docs/screenshots/" + screen + "-light.png"; !used[picture] {
			t.Errorf("no page shows %s", picture)
		}
	}
}

// leadsTo tells whether a page has the heading of an anchor.
func leadsTo(page, place string) bool {
	for _, found := range heading.FindAllStringSubmatch(page, -1) {
		if anchor(found[1]) == place {
			return true
		}
	}
	return false
}

// emphasised is a name of something in the window, between stars.
var emphasised = regexp.MustCompile(`(?:^|[^*\w])\*([^*\n]+)\*(?:[^*]|$)`)

// What the guide writes between stars is written so on a button or as a headline of
// the window, or in the installer.
func TestTheGuideNamesWhatIsInTheWindow(t *testing.T) {
	plain := strings.NewReplacer("’", "'", "…", "", "**", "").Replace
	known := map[string]bool{}
	for _, said := range everySentence(t) {
		known[strings.ToLower(strings.TrimRight(plain(said), ". "))] = true
	}
	for _, found := range regexp.MustCompile(`LANG_ENGLISH} "(.+)"`).FindAllStringSubmatch(readTop(t, ".ci/package/windows/installer.nsi"), -1) {
		known[strings.ToLower(plain(found[1]))] = true
	}
	names := emphasised.FindAllStringSubmatch(strings.ReplaceAll(readTop(t, "docs/guide.md"), "**", ""), -1)
	if len(names) < 20 {
		t.Fatalf("only %d names are found in the guide", len(names))
	}
	for _, found := range names {
		if !known[strings.ToLower(plain(found[1]))] {
			t.Errorf("the guide names %q, which the window does not", found[1])
		}
	}
}

// everySentence lists what the window says in English.
func everySentence(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(top(t), "assets", "lang", "*.en.json"))
	if err != nil {
		t.Fatal(err)
	}
	var sentences []string
	for _, file := range files {
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var said map[string]any
		if err := json.Unmarshal(content, &said); err != nil {
			t.Fatal(err)
		}
		for _, each := range said {
			if sentence, one := each.(string); one {
				sentences = append(sentences, sentence)
			}
		}
	}
	return sentences
}

func readTop(t *testing.T, path string) string {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(top(t), path))
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

func changelog(t *testing.T) string {
	t.Helper()
	return readTop(t, "CHANGELOG.md")
}
