//go:build e2e && linux

package e2e

import (
	"encoding/json"
	"encoding/xml"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"localhostdoctor/app/words"
	"localhostdoctor/assets"
)

// translated lists the languages of the window but English, as Linux writes them in
// its own files: glibc has regions where the window has scripts.
func translated(t *testing.T) []string {
	t.Helper()
	languages, err := words.Languages(assets.Languages, "lang")
	if err != nil {
		t.Fatal(err)
	}
	var tags []string
	for _, each := range languages[1:] {
		tags = append(tags, strings.NewReplacer("zh-Hans", "zh_CN", "-", "_").Replace(each.Code))
	}
	slices.Sort(tags)
	return tags
}

// locales are what somebody's system is set to, for each language.
var locales = map[string]string{
	"de": "de_DE.UTF-8", "es": "es_MX.UTF-8", "fr": "fr_FR.UTF-8", "ja": "ja_JP.UTF-8", "pt_BR": "pt_BR.UTF-8", "zh_CN": "zh_CN.UTF-8",
}

// isAskedInHerLanguage asks polkit for the question as an agent does, which shows it
// in the language of the person who is asked.
func isAskedInHerLanguage(t *testing.T, c *computer) {
	t.Helper()
	question := func(locale string) string {
		t.Helper()
		out := c.run(t, "busctl", "--json=short", "call", "org.freedesktop.PolicyKit1", "/org/freedesktop/PolicyKit1/Authority",
			"org.freedesktop.PolicyKit1.Authority", "EnumerateActions", "s", locale).wantExit(t, 0).stdout
		var reply struct{ Data [][][]any }
		if err := json.Unmarshal([]byte(out), &reply); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		for _, action := range reply.Data[0] {
			if action[0] == appID+".repair" {
				return action[2].(string) // the message, after the description
			}
		}
		t.Fatal("polkit does not know the action of the package")
		return ""
	}
	seen := map[string]string{question("C.UTF-8"): "en"}
	for _, language := range translated(t) {
		locale := locales[language]
		if locale == "" {
			t.Errorf("nobody knows who speaks %s", language)
			continue
		}
		got := question(locale)
		if other, again := seen[got]; again {
			t.Errorf("in %s the question is that of %s: %s", locale, other, got)
		}
		if !strings.Contains(got, "Localhost Doctor") {
			t.Errorf("in %s nobody knows who asks: %s", locale, got)
		}
		seen[got] = language
	}
}

// element is one of an XML file, with what is in it.
type element struct {
	XMLName  xml.Name
	Language string    `xml:"http://www.w3.org/XML/1998/namespace lang,attr"`
	Text     string    `xml:",chardata"`
	Within   []element `xml:",any"`
}

// wantTranslated checks that behind each text without a language stand those in
// every other language.
func wantTranslated(t *testing.T, e element, named []string) {
	t.Helper()
	for i, child := range e.Within {
		wantTranslated(t, child, named)
		if child.Language != "" || !slices.Contains(named, child.XMLName.Local) {
			continue
		}
		var got []string
		for _, next := range e.Within[i+1:] {
			if next.XMLName.Local != child.XMLName.Local || next.Language == "" {
				break
			}
			if text := strings.TrimSpace(next.Text); text == "" || text == strings.TrimSpace(child.Text) {
				t.Errorf("%s in %s is %q", child.XMLName.Local, next.Language, text)
			}
			got = append(got, next.Language)
		}
		slices.Sort(got)
		if want := translated(t); !slices.Equal(got, want) {
			t.Errorf("%s %q is there in %q, want %q", child.XMLName.Local, strings.Join(strings.Fields(child.Text), " "), got, want)
		}
	}
}

func TestWhatLinuxShowsOfThePackageIsInEveryLanguage(t *testing.T) {
	share := filepath.Join(unpackedDebian(t), "usr", "share")
	for path, named := range map[string][]string{
		"polkit-1/actions/" + appID + ".policy": {"description", "message"},
		"metainfo/" + appID + ".metainfo.xml":   {"summary", "p", "li", "caption"},
	} {
		content, err := os.ReadFile(filepath.Join(share, path))
		if err != nil {
			t.Fatal(err)
		}
		var whole element
		if err := xml.Unmarshal(content, &whole); err != nil {
			t.Fatal(err)
		}
		wantTranslated(t, whole, named)
		if strings.HasSuffix(path, ".metainfo.xml") {
			havePictures(t, string(content))
		}
	}
	entry, err := os.ReadFile(filepath.Join(share, "applications", appID+".desktop"))
	if err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"GenericName", "Comment"} {
		var got []string
		for _, found := range regexp.MustCompile(`(?m)^`+key+`\[(\w+)\]=.+$`).FindAllStringSubmatch(string(entry), -1) {
			got = append(got, found[1])
		}
		slices.Sort(got)
		if want := translated(t); !slices.Equal(got, want) {
			t.Errorf("%s is there in %q, want %q", key, got, want)
		}
	}
}

// havePictures checks that the pictures that a software centre would fetch are in
// the commit with the tag of this version.
func havePictures(t *testing.T, metainfo string) {
	t.Helper()
	found := regexp.MustCompile(`<image>https://\S+/raw/v([^/]+)/(\S+)</image>`).FindAllStringSubmatch(metainfo, -1)
	if len(found) < 3 {
		t.Errorf("only %d pictures", len(found))
	}
	for _, each := range found {
		if each[1] != released(t) {
			t.Errorf("the picture is of version %s", each[1])
		}
		if _, err := os.Stat(filepath.Join(top(t), each[2])); err != nil {
			t.Error(err)
		}
	}
}
