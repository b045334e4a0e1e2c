package names

import (
	"errors"
	"net/netip"
	"slices"

	"localhostdoctor/platform"
)

// State is what a server is worth.
type State string

// The states of a server.
const (
	Fine   State = "fine"   // it has no address for localhost, or the right one
	Lies   State = "lies"   // it has another address for localhost
	Dead   State = "dead"   // nobody listens there
	Silent State = "silent" // no answer in time, or one that cannot be read
)

// Judgement is what the replies of one server come to.
type Judgement struct {
	State   State
	Foreign []netip.Addr // for Lies: the addresses that are not loopback
	Names   []string     // what it calls the loopback addresses, unless localhost
	Err     error        // for Dead and Silent: why
}

// Judge reads the replies of one server. That localhost does not exist is a
// normal answer, and so is a loopback address (RFC 6761 section 6.3 allows both
// in practice); every other address is wrong. Errors of the server, such as
// SERVFAIL, say nothing about localhost.
func Judge(replies []Reply) Judgement {
	j := Judgement{State: Fine}
	answered := false
	for _, r := range replies {
		if r.Err != nil {
			if j.Err == nil || errors.Is(r.Err, platform.ErrRefused) && !errors.Is(j.Err, platform.ErrRefused) {
				j.Err = r.Err
			}
			continue
		}
		answered = true
		for _, addr := range r.Answer.Addresses {
			if !isRight(addr) && !slices.Contains(j.Foreign, addr) {
				j.Foreign = append(j.Foreign, addr)
			}
		}
		for _, name := range r.Answer.Names {
			if name != "localhost." && !slices.Contains(j.Names, name) {
				j.Names = append(j.Names, name)
			}
		}
	}
	switch {
	case len(j.Foreign) > 0:
		j.State, j.Err = Lies, nil
	case answered:
		j.Err = nil
	case errors.Is(j.Err, platform.ErrRefused):
		j.State = Dead
	default:
		j.State = Silent
	}
	return j
}

func isRight(addr netip.Addr) bool { return addr.Unmap().IsLoopback() }
