package cli

import (
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"localhostdoctor/app/report"
	"localhostdoctor/app/words"
)

// printUsage writes the help below the sentences about cmd. cobra and pflag have a layout of
// their own, in English, and count bytes where a terminal counts columns.
func (r *run) printUsage(cmd *cobra.Command) error {
	var b strings.Builder
	b.WriteString(r.say(words.T("cli.usage")) + "\n  ")
	if cmd.HasAvailableSubCommands() {
		b.WriteString(cmd.CommandPath() + " " + r.say(words.T("cli.usage.command")) + "\n\n")
		b.WriteString(r.say(words.T("cli.usage.commands")) + "\n")
		for _, below := range cmd.Commands() {
			if below.IsAvailableCommand() {
				b.WriteString("  " + below.Name() + strings.Repeat(" ", below.NamePadding()-len(below.Name())+1) + below.Short + "\n")
			}
		}
	} else {
		b.WriteString(strings.TrimSuffix(cmd.CommandPath(), cmd.Name()) + cmd.Use + " " + r.say(words.T("cli.usage.options")) + "\n")
	}
	for _, part := range []struct {
		heading words.Text
		flags   *pflag.FlagSet
	}{
		{words.T("cli.usage.flags"), cmd.LocalFlags()},
		{words.T("cli.usage.global-flags"), cmd.InheritedFlags()},
	} {
		if part.flags.HasAvailableFlags() {
			b.WriteString("\n" + r.say(part.heading) + "\n" + r.flagLines(part.flags))
		}
	}
	cmd.Print(b.String())
	return nil
}

// flagLines is a line for each flag: its name, the kind of its value, what it does.
func (r *run) flagLines(flags *pflag.FlagSet) string {
	var names, uses []string
	widest := 0
	flags.VisitAll(func(f *pflag.Flag) {
		if f.Hidden {
			return
		}
		name := "      --" + f.Name
		if f.Shorthand != "" {
			name = "  -" + f.Shorthand + ", --" + f.Name
		}
		if kind := f.Value.Type(); kind != "bool" {
			name += " " + r.kindOf(f)
		}
		names, uses = append(names, name), append(uses, r.useOf(f))
		widest = max(widest, report.Columns(name))
	})
	var b strings.Builder
	for i, name := range names {
		b.WriteString(name + strings.Repeat(" ", widest-report.Columns(name)+3) + uses[i] + "\n")
	}
	return b.String()
}

// kindOf is what a flag takes.
func (r *run) kindOf(f *pflag.Flag) string {
	return r.say(words.Named("cli.usage.kind.", f.Value.Type()))
}

// useOf is what a flag does, and its value when none is given.
func (r *run) useOf(f *pflag.Flag) string {
	usual := f.DefValue
	switch {
	case usual == "" || usual == "[]" || usual == "false":
		return f.Usage
	case f.Value.Type() == "string":
		usual = strconv.Quote(usual)
	}
	return r.say(words.T("cli.usage.default", "What", words.Said(f.Usage), "Value", words.Literal(usual)))
}

// wantedOf says what a flag takes to somebody who gave it something else.
func wantedOf(flag *pflag.Flag) words.Text {
	switch kind := flag.Value.Type(); kind {
	case "uint16", "int":
		return words.T("cli.flag-type.number")
	case "duration":
		return words.T("cli.flag-type.duration")
	case "bool":
		return words.T("cli.flag-type.bool")
	default:
		return words.Literal(kind)
	}
}
