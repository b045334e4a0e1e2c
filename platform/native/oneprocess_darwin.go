package native

// OneProcess says that the window belongs into the process that the person started: the
// Dock shows that one, and waits for its window.
const OneProcess = true
