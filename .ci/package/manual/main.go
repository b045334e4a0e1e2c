// Command manual writes what is made from the terminal commands themselves: the
// manual page and the completions of the shells.
//
//	manual VERSION DATE FOLDER
//
// DATE is written as 2026-11-20. In FOLDER it makes localhost-doctor.1 and
// completions/{bash,zsh,fish}.
package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"localhostdoctor/app/cli"
	"localhostdoctor/app/session"
	"localhostdoctor/app/words"
	"localhostdoctor/assets"
	"localhostdoctor/platform/fake"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "manual:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) != 3 {
		return errors.New("usage: manual VERSION DATE FOLDER")
	}
	version, date, folder := args[0], args[1], args[2]
	speaker, err := words.NewSpeaker(assets.Languages, "lang")
	if err != nil {
		return err
	}
	// What a command says of itself may depend on the computer: a healthy one.
	doctor, err := session.New(fake.New().System(), assets.Knowledge)
	if err != nil {
		return err
	}
	root := cli.Commands(cli.Env{Doctor: doctor, Speaker: speaker, Version: version, In: strings.NewReader(""), Out: io.Discard, Err: io.Discard})
	if err := os.MkdirAll(filepath.Join(folder, "completions"), 0o755); err != nil {
		return err
	}
	if err := write(filepath.Join(folder, "localhost-doctor.1"), func(w io.Writer) error {
		_, err := io.WriteString(w, page(root, version, date))
		return err
	}); err != nil {
		return err
	}
	for name, generate := range map[string]func(io.Writer) error{
		"bash": func(w io.Writer) error { return root.GenBashCompletionV2(w, true) },
		"zsh":  root.GenZshCompletion,
		"fish": func(w io.Writer) error { return root.GenFishCompletion(w, true) },
	} {
		if err := write(filepath.Join(folder, "completions", name), generate); err != nil {
			return err
		}
	}
	return nil
}

func write(path string, content func(io.Writer) error) error {
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	return errors.Join(content(file), file.Close())
}

// page is the manual page in the macros of man(7).
func page(root *cobra.Command, version, date string) string {
	var b strings.Builder
	fmt.Fprintf(&b, ".TH LOCALHOST-DOCTOR 1 %q %q %q\n", date, "Localhost Doctor "+version, "User Commands")
	b.WriteString(".SH NAME\nlocalhost\\-doctor \\- " + roff(strings.TrimSuffix(root.Short, ".")) + "\n")
	b.WriteString(".SH SYNOPSIS\n.B localhost\\-doctor\n[\\fIcommand\\fR] [\\fIoptions\\fR]\n")
	b.WriteString(".SH DESCRIPTION\n" + paragraphs(root.Long))
	b.WriteString(".SH COMMANDS\n")
	commands(&b, root)
	b.WriteString(".SH OPTIONS\nThese go with every command.\n")
	flags(&b, root.PersistentFlags())
	b.WriteString(".SH EXIT STATUS\n")
	for _, row := range exits {
		fmt.Fprintf(&b, ".TP\n.B %s\n%s\n", row[0], row[1])
	}
	b.WriteString(".SH ENVIRONMENT\n.TP\n.B NO_COLOR\nWhen it is set, nothing is printed in colour.\n")
	b.WriteString(".SH FILES\n")
	for _, row := range places {
		fmt.Fprintf(&b, ".TP\n.I %s\n%s\n", roff(row[0]), line(row[1]))
	}
	b.WriteString(".SH SEE ALSO\n.BR hosts (5),\n.BR getent (1),\n.BR ss (8),\n.BR pkexec (1)\n")
	return b.String()
}

// places are the files that it reads and writes on Linux.
var places = [][2]string{
	{"/etc/hosts", "The hosts file. It is changed only after a preview and a yes."},
	{"~/.local/state/localhost-doctor", "Backups of the hosts file, byte for byte, the history and the settings of their owner."},
	{"/var/lib/localhost-doctor", "Backups of what was changed with administrator permission."},
}

// exits is the public contract of exit codes.
var exits = [][2]string{
	{"0", "Done, or nothing is wrong."},
	{"1", "A problem was found, or the action failed."},
	{"2", "Wrong usage or input."},
	{"3", "It could not be found out: permission is missing, or it took too long."},
	{"4", "Administrator permission is needed and was not given."},
	{"5", "Refused for safety: a protected program, a file that changed since the preview, or a change that would break localhost."},
	{"130", "Interrupted."},
}

func commands(b *strings.Builder, parent *cobra.Command) {
	for _, c := range parent.Commands() {
		if !c.IsAvailableCommand() {
			continue
		}
		fmt.Fprintf(b, ".SS %s\n", roff(strings.TrimPrefix(c.CommandPath(), "localhost-doctor ")+strings.TrimPrefix(c.Use, c.Name())))
		text := c.Long
		if text == "" {
			text = c.Short
		}
		b.WriteString(paragraphs(text))
		flags(b, c.NonInheritedFlags())
		commands(b, c)
	}
}

func flags(b *strings.Builder, set *pflag.FlagSet) {
	set.VisitAll(func(f *pflag.Flag) {
		if f.Hidden || f.Name == "help" {
			return
		}
		kind, usage := pflag.UnquoteUsage(f)
		head := "\\fB\\-\\-" + roff(f.Name) + "\\fR"
		if f.Shorthand != "" {
			head = "\\fB\\-" + f.Shorthand + "\\fR, " + head
		}
		if kind != "" {
			head += " \\fI" + roff(kind) + "\\fR"
		}
		fmt.Fprintf(b, ".TP\n%s\n%s\n", head, line(usage))
	})
}

func paragraphs(text string) string {
	var b strings.Builder
	for i, p := range strings.Split(strings.TrimSpace(text), "\n\n") {
		if i > 0 {
			b.WriteString(".PP\n")
		}
		for _, l := range strings.Split(p, "\n") {
			b.WriteString(line(strings.TrimSpace(l)) + "\n")
		}
	}
	return b.String()
}

// line is one line of text that cannot be taken for a macro.
func line(text string) string {
	text = roff(text)
	if strings.HasPrefix(text, ".") || strings.HasPrefix(text, "'") {
		text = "\\&" + text
	}
	return text
}

func roff(text string) string { return strings.NewReplacer(`\`, `\e`, `-`, `\-`).Replace(text) }
