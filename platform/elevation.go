package platform

import "context"

// Elevation has one job done with administrator permission: by a second run of this
// program, which does that job and ends. What a job says is not its concern.
type Elevation interface {
	// Possible returns nil when permission can be asked for in that way; ErrUnsafePlace
	// when this program lies where somebody else could change it, ErrUnsupported when
	// there is no way to ask.
	Possible(ctx context.Context, by Asking) error
	// Run asks for permission, gives job to the second run and returns its answer.
	// ErrDeclined when the person said no, ErrNeedsAdmin when they may not be given it;
	// and those of Possible.
	Run(ctx context.Context, by Asking, job []byte) (answer []byte, err error)
	// Receive is called by the second run, with what its command line says behind the
	// command. ErrTooLarge, ErrNotRegular, ErrChanged.
	Receive(ctx context.Context, arguments []string) (Errand, error)
}

// Errand is a job as the second run gets it.
type Errand interface {
	// Job returns the bytes that were given to Run.
	Job() []byte
	// Reply gives the answer back. It is called once, and last.
	Reply(answer []byte) error
}

// Asking is how a person is asked for permission.
type Asking string

// The ways of asking.
const (
	AskByWindow   Asking = "window"   // a dialog of the system
	AskByTerminal Asking = "terminal" // a question in the terminal that the program runs in
)

// MaxJobSize is the largest job that is received, in bytes: a hosts file of the largest
// size, in base64, and what is said about it.
const MaxJobSize = MaxHostsSize/3*4 + 1<<20

// MaxAnswerSize is the largest answer that is read, in bytes.
const MaxAnswerSize = MaxJobSize
