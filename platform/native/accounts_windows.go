package native

import (
	"sync"

	"golang.org/x/sys/windows"
)

// accounts remembers the names of accounts: to look one up may ask a server.
type accounts struct {
	mu    sync.Mutex
	names map[string]string
}

// of returns the account that a process runs as, DOMAIN\name, its identifier when
// that has no name here, or "".
func (a *accounts) of(handle windows.Handle) string {
	var token windows.Token
	if windows.OpenProcessToken(handle, windows.TOKEN_QUERY, &token) != nil {
		return ""
	}
	defer func() { _ = token.Close() }() // nothing was changed
	user, err := token.GetTokenUser()
	if err != nil {
		return ""
	}
	id := user.User.Sid.String()
	a.mu.Lock()
	defer a.mu.Unlock()
	if name, known := a.names[id]; known {
		return name
	}
	name := id
	if account, domain, _, err := user.User.Sid.LookupAccount(""); err == nil {
		name = domain + `\` + account
	}
	if a.names == nil {
		a.names = map[string]string{}
	}
	a.names[id] = name
	return name
}
