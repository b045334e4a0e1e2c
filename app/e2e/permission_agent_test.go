//go:build e2e && linux

package e2e

import (
	"fmt"
	"os"
	"strconv"
	"strings"

	"github.com/godbus/dbus/v5"
)

// dismissing is a person who closes the question for permission: an authentication agent
// of polkit for the process that has started it. It says that it is there, and then what
// it was asked.
const dismissing = "dismissing"

const agentPath = "/io/github/localhostdoctor/test/agent"

// dismissed answers every question of polkitd as a dialog does that is closed
// (org.freedesktop.PolicyKit1.AuthenticationAgent).
type dismissed struct{ asked chan string }

// BeginAuthentication is what polkitd calls to have a person asked.
func (d dismissed) BeginAuthentication(_, message, _ string, _ map[string]string, _ string, _ []struct {
	Kind    string
	Details map[string]dbus.Variant
},
) *dbus.Error {
	d.asked <- message
	return dbus.NewError("org.freedesktop.PolicyKit1.Error.Cancelled", []any{"closed"})
}

// CancelAuthentication is what polkitd calls when nobody waits for the answer any more.
func (dismissed) CancelAuthentication(string) *dbus.Error { return nil }

func playDismissing() int {
	if err := dismiss(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return 0
}

func dismiss() (err error) {
	started, err := startOf(os.Getppid())
	if err != nil {
		return err
	}
	bus, err := dbus.ConnectSystemBus()
	if err != nil {
		return err
	}
	defer bus.Close() //nolint:errcheck // the program ends
	agent := dismissed{make(chan string, 1)}
	if err := bus.Export(agent, agentPath, "org.freedesktop.PolicyKit1.AuthenticationAgent"); err != nil {
		return err
	}
	subject := struct {
		Kind    string
		Details map[string]dbus.Variant
	}{"unix-process", map[string]dbus.Variant{"pid": dbus.MakeVariant(uint32(os.Getppid())), "start-time": dbus.MakeVariant(started)}}
	polkit := bus.Object("org.freedesktop.PolicyKit1", "/org/freedesktop/PolicyKit1/Authority")
	if err := polkit.Call("org.freedesktop.PolicyKit1.Authority.RegisterAuthenticationAgent", 0, subject, "en_US.UTF-8", agentPath).Err; err != nil {
		return err
	}
	fmt.Println("ready")
	fmt.Println(<-agent.asked)
	return nil
}

// startOf is when a process has started, in clock ticks since the start of the computer.
func startOf(pid int) (uint64, error) {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return 0, err
	}
	_, behind, _ := strings.Cut(string(stat), ") ")
	return strconv.ParseUint(strings.Fields(behind)[19], 10, 64)
}
