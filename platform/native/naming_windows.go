package native

import (
	"context"
	"fmt"

	"localhostdoctor/platform"
)

// naming has a root as on the other systems; here no file says how names are
// looked up.
type naming struct{ root string }

// Switch implements platform.Naming.
func (naming) Switch(context.Context) (platform.NameSwitch, error) {
	return platform.NameSwitch{}, fmt.Errorf("reading nsswitch.conf: %w", platform.ErrUnsupported)
}

// Resolving implements platform.Naming.
func (naming) Resolving(ctx context.Context) (platform.Resolving, error) {
	if err := ctx.Err(); err != nil {
		return platform.Resolving{}, err
	}
	adapters, err := listAdapters()
	if err != nil {
		return platform.Resolving{}, fmt.Errorf("reading the suffixes of names: %w", err)
	}
	return platform.Resolving{Search: suffixesOf(adapters)}, nil
}

// Scoped implements platform.Naming.
func (naming) Scoped(context.Context) ([]platform.ScopedServer, error) {
	return nil, fmt.Errorf("reading the DNS servers of single domains: %w", platform.ErrUnsupported)
}
