//go:build linux || windows || darwin

package native

import (
	"context"
	"fmt"
	"os/exec"

	"localhostdoctor/platform"
)

type browser struct{}

// Show implements platform.Browser. The program that opens it hands it on and ends;
// what it says is nobody's.
func (browser) Show(ctx context.Context, path string) error {
	var last error = platform.ErrUnsupported
	for _, line := range browserCommands(path) {
		program, err := exec.LookPath(line[0])
		if err != nil {
			continue
		}
		if err := exec.CommandContext(ctx, program, line[1:]...).Run(); err != nil {
			last = fmt.Errorf("%w: %s: %w", platform.ErrUnsupported, line[0], err)
			continue
		}
		return nil
	}
	return fmt.Errorf("showing %s: %w", path, last)
}
