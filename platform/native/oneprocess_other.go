//go:build !darwin

package native

// OneProcess says that the window belongs into the process that the person started. Here
// it may have one of its own.
const OneProcess = false
