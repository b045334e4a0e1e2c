package session

import (
	"context"
	"errors"
	"net/netip"

	"localhostdoctor/app/practice"
	"localhostdoctor/app/words"
	"localhostdoctor/platform"
)

// What the practice server is run with.
type (
	PracticeServer     = practice.Server
	PracticeOptions    = practice.Options
	PracticeRequest    = practice.Request
	PracticeEquivalent = practice.Equivalent
)

// PracticePort is where the practice server listens when no port is named.
const PracticePort = practice.UsualPort

// Practice starts the practice server, which runs until it is closed. A
// *words.Failure says who has the port, and a free one.
func (s *Session) Practice(ctx context.Context, options PracticeOptions) (*PracticeServer, error) {
	if !options.Address.IsValid() {
		options.Address = netip.AddrFrom4([4]byte{127, 0, 0, 1})
	}
	server, err := practice.Start(ctx, s.system.Network, options)
	if err == nil {
		return server, nil
	}
	port := words.T("practice.failed", "Port", int(options.Port))
	switch {
	case errors.Is(err, platform.ErrAddressInUse):
		return nil, words.Fail(words.Failed, port, s.whoHas(ctx, options.Port), s.anotherPort(ctx, options.Port), err)
	case errors.Is(err, platform.ErrDenied):
		return nil, words.Fail(words.Failed, port, words.T("practice.denied"), s.anotherPort(ctx, max(options.Port, 3000)), err)
	case errors.Is(err, platform.ErrAddressNotHere), errors.Is(err, platform.ErrUnreachable):
		return nil, words.Fail(words.Usage, words.T("practice.no-such-address", "Address", options.Address.String()),
			words.Text{}, words.T("practice.no-such-address-do"), err)
	}
	return nil, s.explain(err, port)
}

// whoHas names the program that holds port, as far as it may be seen.
func (s *Session) whoHas(ctx context.Context, port uint16) words.Text {
	table, err := s.stopper.Table(ctx, false)
	if err == nil {
		for _, h := range table.OnPort(port).Holders() {
			if h.Name != "" {
				return words.T("practice.held", "Program", h.Called(), "PID", h.PID)
			}
		}
	}
	return words.T("practice.held-by-somebody")
}

// anotherPort names a free port near port.
func (s *Session) anotherPort(ctx context.Context, port uint16) words.Text {
	found, err := s.SuggestPort(ctx, port)
	if err != nil || found.Port == 0 {
		return words.T("practice.choose-another")
	}
	return words.T("practice.use", "Port", int(found.Port))
}

// Equivalents are the command lines of other programs that do the same as the
// practice server on port.
func (s *Session) Equivalents(port uint16) []PracticeEquivalent {
	return practice.Equivalents(s.system.About.OS, port)
}
