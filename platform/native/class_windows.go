package native

// Class implements platform.Network.
func (network) Class(err error) error { return windowsClasses.of(err) }
