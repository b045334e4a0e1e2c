package ui

import (
	"errors"
	"net"
	"net/netip"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// listenAt listens until the test ends; port 0 is any.
func listenAt(t *testing.T, address string, port uint16) (uint16, error) {
	t.Helper()
	listener, err := net.Listen("tcp", net.JoinHostPort(address, strconv.Itoa(int(port))))
	if err != nil {
		return 0, err
	}
	t.Cleanup(func() { listener.Close() })
	return netip.MustParseAddrPort(listener.Addr().String()).Port(), nil
}

func reach(address string, port uint16) error {
	conn, err := net.DialTimeout("tcp", net.JoinHostPort(address, strconv.Itoa(int(port))), 5*time.Second)
	if err == nil {
		err = conn.Close()
	}
	return err
}

// What the lessons say of Linux is done on the Linux that the test runs on.
func TestWhatTheLessonsSayOfLinuxIsSo(t *testing.T) {
	port, err := listenAt(t, "127.0.0.1", 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, fact := range []struct {
		lesson, says string
		seen         func() error
	}{
		{"range", "127.0.0.2 or 127.50.50.50 work like 127.0.0.1", func() error {
			for _, address := range []string{"127.0.0.2", "127.50.50.50"} {
				own, err := listenAt(t, address, 0)
				if err != nil {
					return err
				}
				if err := reach(address, own); err != nil {
					return err
				}
			}
			return nil
		}},
		{"range", "Linux takes it for a broadcast address and refuses connections to it", func() error {
			return refusal(reach("127.255.255.255", port))
		}},
		{"range", "several programs can have the same port: one on 127.0.0.1 and one on 127.0.0.2", func() error {
			_, err := listenAt(t, "127.0.0.2", port)
			return err
		}},
		{"conflicts", "Two programs can have the same port on different addresses, one on 127.0.0.1 and one on ::1", func() error {
			_, err := listenAt(t, "::1", port)
			if errors.Is(err, syscall.EADDRNOTAVAIL) {
				return nil // a computer without IPv6 cannot be asked
			}
			return err
		}},
		{"conflicts", "At one address and port only one program can listen", func() error {
			_, err := listenAt(t, "127.0.0.1", port)
			return refusal(err)
		}},
		{"everyone", "it happens to lead here on Linux and macOS", func() error { return reach("0.0.0.0", port) }},
		{"everyone", "127.0.0.1 or ::1: only programs on this computer", func() error {
			for _, own := range networkAddresses(t) {
				if err := refusal(reach(own, port)); err != nil {
					return err
				}
			}
			return nil
		}},
		{"ports", "A program that asks for port 0 gets any free one", func() error {
			got, err := listenAt(t, "127.0.0.1", 0)
			if err == nil && got == 0 {
				err = errors.New("it got port 0")
			}
			return err
		}},
		{"ports", "There is a number 0, but nothing can be reached there", func() error { return refusal(reach("127.0.0.1", 0)) }},
		{"refused", "this computer answered at once that nobody listens", func() error {
			free, err := net.Listen("tcp", "127.0.0.1:0")
			if err != nil {
				return err
			}
			at := netip.MustParseAddrPort(free.Addr().String()).Port()
			if err := free.Close(); err != nil {
				return err
			}
			if err := reach("127.0.0.1", at); !errors.Is(err, syscall.ECONNREFUSED) {
				return errors.Join(errors.New("it was not refused"), err)
			}
			return nil
		}},
	} {
		if !strings.Contains(lessonText(t, fact.lesson), fact.says) {
			t.Errorf("the lesson %s does not say %q", fact.lesson, fact.says)
		}
		if err := fact.seen(); err != nil {
			t.Errorf("%s: %v", fact.says, err)
		}
	}
}

// refusal is nil for an error, which was expected.
func refusal(err error) error {
	if err == nil {
		return errors.New("it worked")
	}
	return nil
}

// networkAddresses are this computer's own ones beside loopback.
func networkAddresses(t *testing.T) []string {
	t.Helper()
	all, err := net.InterfaceAddrs()
	if err != nil {
		t.Fatal(err)
	}
	var own []string
	for _, a := range all {
		if p, err := netip.ParsePrefix(a.String()); err == nil && p.Addr().Is4() && !p.Addr().IsLoopback() {
			own = append(own, p.Addr().String())
		}
	}
	return own
}
