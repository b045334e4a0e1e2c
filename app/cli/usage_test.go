package cli_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"localhostdoctor/app/cli"
	"localhostdoctor/app/report"
	"localhostdoctor/app/words"
	"localhostdoctor/assets"
	"localhostdoctor/platform/fake"
)

// TestHelpHasNoEnglishOfItsLibrary runs the help of every command in every language.
func TestHelpHasNoEnglishOfItsLibrary(t *testing.T) {
	all, err := words.Languages(assets.Languages, "lang")
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range all {
		t.Run(l.Code, func(t *testing.T) {
			term := on(t, fake.New())
			if term.env.Speaker, err = words.NewSpeaker(assets.Languages, "lang", l.Code); err != nil {
				t.Fatal(err)
			}
			options := term.env.Speaker.Say(words.T("cli.usage.options"))
			for _, args := range paths(cli.Commands(term.env), nil) {
				term.run(0, append(args, "--help")...)
				help := term.out.String()
				if len(args) > 0 && args[0] != "hosts" && !strings.Contains(help, options) {
					t.Errorf("%q does not have %s:\n%s", args, options, help)
				}
				if l.Code != "en" && (strings.Contains(help, "[flags]") || strings.Contains(help, "(default")) {
					t.Errorf("%q has English in it:\n%s", args, help)
				}
			}
		})
	}
}

// paths are the words after the program's name by which every command is called.
func paths(command *cobra.Command, at []string) [][]string {
	all := [][]string{at}
	for _, below := range command.Commands() {
		if below.IsAvailableCommand() {
			all = append(all, paths(below, append(at[:len(at):len(at)], below.Name()))...)
		}
	}
	return all
}

func TestAFlagSaysInWordsWhatItTakes(t *testing.T) {
	for args, want := range map[string]string{
		"serve --port x":        `--port cannot be "x": it takes a number.`,
		"check --timeout soon":  `--timeout cannot be "soon": it takes a time such as 3s.`,
		"ports --all=sometimes": `--all cannot be "sometimes": it takes a value: true or false.`,
	} {
		term := on(t, fake.New())
		term.run(2, strings.Fields(args)...)
		term.oneLineOnStderr(want)
	}
}

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
