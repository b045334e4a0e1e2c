package native

// Serve does what this program asks of runs of its own, and reports whether arguments are
// those of such a run. It is called before anything else in main; its error is for the
// caller of that run.
func Serve(arguments []string) (is bool, err error) {
	if is, err := serveInterrupt(arguments); is {
		return true, err
	}
	return serveLookup(arguments)
}
