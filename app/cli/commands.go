package cli

import (
	"bufio"

	"github.com/spf13/cobra"
)

// Commands returns the tree of all commands in the speaker's language, for what
// is written about them: the manual page and the completions.
func Commands(env Env) *cobra.Command {
	r := &run{Env: env, in: bufio.NewReader(env.In)}
	return r.root()
}
