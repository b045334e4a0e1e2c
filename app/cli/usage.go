package cli

import (
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"localhostdoctor/app/words"
)

// usageTemplate is cobra's layout with our headings.
func (r *run) usageTemplate() string {
	return r.say(words.T("cli.usage")) + `
  {{if .HasAvailableSubCommands}}{{.CommandPath}} ` + r.say(words.T("cli.usage.command")) +
		`{{else}}{{.UseLine}} ` + r.say(words.T("cli.usage.options")) + `{{end}}
{{if .HasAvailableSubCommands}}
` + r.say(words.T("cli.usage.commands")) + `{{range .Commands}}{{if .IsAvailableCommand}}
  {{rpad .Name .NamePadding}} {{.Short}}{{end}}{{end}}
{{end}}{{if .HasAvailableLocalFlags}}
` + r.say(words.T("cli.usage.flags")) + `
{{.LocalFlags.FlagUsages | trimTrailingWhitespaces}}
{{end}}{{if .HasAvailableInheritedFlags}}
` + r.say(words.T("cli.usage.global-flags")) + `
{{.InheritedFlags.FlagUsages | trimTrailingWhitespaces}}
{{end}}`
}

// translate takes from command, and from all below it, the words that cobra and pflag
// would add in English: "[flags]" behind the usage, and the default of a flag. It is for
// what is run, not for Commands: a manual page has the defaults in its own way.
func (r *run) translate(command *cobra.Command) {
	command.DisableFlagsInUseLine = true
	command.LocalFlags().VisitAll(r.translateDefault)
	for _, below := range command.Commands() {
		r.translate(below)
	}
}

// translateDefault says the default of flag in its description. What pflag would say
// of it comes from DefValue, which nothing else reads.
func (r *run) translateDefault(flag *pflag.Flag) {
	if flag.DefValue == "" || flag.DefValue == "false" || flag.DefValue == "[]" {
		return // pflag says nothing of these
	}
	flag.Usage += " " + r.say(words.T("cli.usage.default", "Value", flag.DefValue))
	flag.DefValue = "0"
	if flag.Value.Type() == "string" {
		flag.DefValue = ""
	}
}

// kindOf says what flag takes, where pflag has the name of a Go type.
func kindOf(flag *pflag.Flag) words.Text {
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
