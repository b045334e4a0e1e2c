package diagnose

import "errors"

// Asking says what a check-up may ask the DNS servers that this computer is set to
// ask. The system's own lookups of localhost go their usual way with each of them.
type Asking string

// What may be asked.
const (
	AskEverything Asking = ""          // localhost, and made-up names to find servers that lie
	AskLocalhost  Asking = "localhost" // localhost and its addresses only
	AskNothing    Asking = "nothing"
)

// ErrNotAsked is why a fact is missing that only a question to a DNS server tells.
var ErrNotAsked = errors.New("the settings do not allow to ask")
