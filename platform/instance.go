package platform

import "context"

// Instances keep this program to one window per user.
type Instances interface {
	// Claim makes this run the one that has the window, until Release or its end. When
	// another run has it, that one is asked to come forward, and the error is ErrBusy.
	// The two find each other without the network: by a Unix socket in a private folder
	// or a named pipe that only the current user may open. An error that is not ErrBusy
	// means that nobody could be asked; it is no reason not to open a window.
	Claim(ctx context.Context) (Instance, error)
}

// Instance is the run of this program that has the window.
type Instance interface {
	// Calls sends something each time another run asks this one to come forward.
	Calls() <-chan struct{}
	// Release lets another run have the window.
	Release() error
}

// Browser shows files of this computer in the program in which the current user
// reads web pages.
type Browser interface {
	// Show opens the HTML file at path. ErrUnsupported where there is no desktop to show
	// it on or no program that would.
	Show(ctx context.Context, path string) error
}
