package native

import (
	"os/user"
	"sync"
)

// usernames remembers who has which user number: a lookup may ask a directory
// server.
type usernames struct {
	mu    sync.Mutex
	names map[string]string
}

// of returns the name of the user with that number, or the number itself when it
// has no name here.
func (u *usernames) of(uid string) string {
	if uid == "" {
		return ""
	}
	u.mu.Lock()
	defer u.mu.Unlock()
	if name, known := u.names[uid]; known {
		return name
	}
	name := uid
	if found, err := user.LookupId(uid); err == nil {
		name = found.Username
	}
	if u.names == nil {
		u.names = map[string]string{}
	}
	u.names[uid] = name
	return name
}
