package cli

import (
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"localhostdoctor/app/words"
)

// parsePort reads a port number that can be listened on: 1 to 65535.
func parsePort(s string) (uint16, error) {
	n, err := strconv.ParseUint(s, 10, 64)
	switch {
	case err != nil:
		return 0, words.Fail(words.Usage, words.T("cli.port.not-a-number", "Input", s),
			words.Text{}, words.T("cli.port.range"), err)
	case n == 0 || n > 65535:
		return 0, words.Fail(words.Usage, words.T("cli.port.out-of-range", "Input", s),
			words.Text{}, words.T("cli.port.range"), nil)
	}
	return uint16(n), nil
}

// onePort reads the only argument as a port.
func onePort(args []string) (uint16, error) {
	switch len(args) {
	case 0:
		return 0, usage(words.T("cli.port.missing"), words.T("cli.see-help"))
	case 1:
		return parsePort(args[0])
	default:
		return 0, usage(words.T("cli.extra-argument", "Argument", args[1]), words.T("cli.see-help"))
	}
}

// maxWait is the longest time that a flag may ask for.
const maxWait = 10 * time.Minute

// checkDuration refuses times that make no sense for a flag.
func checkDuration(flag string, d time.Duration) error {
	if d <= 0 || d > maxWait {
		return usage(words.T("cli.duration.out-of-range", "Flag", flag, "Value", d.String()), words.T("cli.duration.range"))
	}
	return nil
}

// exactlyOne demands one argument; missing asks for it, help says where to look.
func exactlyOne(missing, help words.Text) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		switch len(args) {
		case 0:
			return usage(missing, help)
		case 1:
			return nil
		default:
			return usage(words.T("cli.extra-argument", "Argument", args[1]), help)
		}
	}
}

// atLeast demands n arguments; missing asks for them.
func atLeast(n int, missing words.Text) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		if len(args) < n {
			return usage(missing, words.T("cli.see-hosts-help"))
		}
		return nil
	}
}
