package cli_test

import (
	"regexp"
	"strings"
	"testing"

	"localhostdoctor/app/report"
	"localhostdoctor/app/words"
	"localhostdoctor/assets"
	"localhostdoctor/platform/fake"
)

// TestTheHelpIsInTheLanguage looks for what cobra and pflag say by themselves, and that
// the sentences stand below each other, whatever letters are before them.
func TestTheHelpIsInTheLanguage(t *testing.T) {
	languages, err := words.Languages(assets.Languages, "lang")
	if err != nil {
		t.Fatal(err)
	}
	english := regexp.MustCompile(`\[flags\]|\bdefault\b|\b(duration|strings?|uint16)\b`)
	name := regexp.MustCompile(`(?m)^ +--(address|port|timeout|only) \S+ +`)
	for _, l := range languages[1:] {
		term := on(t, fake.New())
		if term.env.Speaker, err = words.NewSpeaker(assets.Languages, "lang", l.Code); err != nil {
			t.Fatal(err)
		}
		for _, command := range []string{"check", "serve", "test", "hosts add", "suggest", "completion"} {
			term.run(0, append(strings.Fields(command), "--help")...)
			if said := english.FindString(term.out.String()); said != "" {
				t.Errorf("%s: %s --help says %q:\n%s", l.Code, command, said, &term.out)
			}
			names := name.FindAllString(term.out.String(), -1)
			for i := range names {
				if report.Columns(names[i]) != report.Columns(names[0]) {
					t.Errorf("%s: %s --help is not in columns:\n%s", l.Code, command, &term.out)
				}
			}
		}
		term.run(2, "check", "--timeout", "soon")
		if said := english.FindString(term.err.String()); said != "" {
			t.Errorf("%s: a wrong value is answered with %q: %s", l.Code, said, &term.err)
		}
	}
}
