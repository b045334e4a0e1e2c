package words

// Code classes failures by what a person or a script can do about them. It is
// the "code" of an error in --json and decides the exit code.
type Code string

// The classes of failures.
const (
	Failed      Code = "failed"      // the action was tried and did not work
	Usage       Code = "usage"       // wrong input
	Unknown     Code = "unknown"     // it could not be found out
	NeedsAdmin  Code = "needs-admin" // administrator permission is needed and was not given
	Refused     Code = "refused"     // refused for safety
	Changed     Code = "changed"     // the file or program is no longer what was previewed
	Interrupted Code = "interrupted" // the person stopped it
	Unsupported Code = "unsupported" // this system cannot do it
	NotFound    Code = "not-found"   // what was named does not exist
)

// Failure is an error that a person reads: what failed on what, why, what to do.
type Failure struct {
	Code Code
	What Text  // "The hosts file could not be written."
	Why  Text  // "It belongs to the administrator." May be zero.
	Do   Text  // "Run the command again with sudo." May be zero.
	Err  error // the cause, for logs and errors.Is; may be nil
}

// Fail makes a Failure.
func Fail(code Code, what, why, do Text, err error) *Failure {
	return &Failure{Code: code, What: what, Why: why, Do: do, Err: err}
}

// Error returns the key and the cause: it is for logs, faces show the Texts.
func (f *Failure) Error() string {
	if f.Err == nil {
		return f.What.Key
	}
	return f.What.Key + ": " + f.Err.Error()
}

// Unwrap returns the cause.
func (f *Failure) Unwrap() error { return f.Err }
