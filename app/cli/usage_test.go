package cli_test

import (
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"localhostdoctor/app/cli"
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
			term.run(0, "serve", "--help")
			for _, value := range []string{"62893", "127.0.0.1"} {
				if said := term.env.Speaker.Say(words.T("cli.usage.default", "Value", value)); strings.Count(term.out.String(), said) != 1 {
					t.Errorf("the help of serve does not have %q once:\n%s", said, &term.out)
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
