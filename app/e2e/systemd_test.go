//go:build e2e && linux

package e2e

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
)

// pythonServer listens on a port, or takes the socket that systemd hands over.
const pythonServer = `import os, socket, sys
s = socket.socket(fileno=3) if os.environ.get("LISTEN_FDS") else socket.create_server(("127.0.0.1", int(sys.argv[1])))
while True:
    c, _ = s.accept()
    c.sendall(b"Welcome\n")
    c.close()
`

// shopUnits are services, each of which holds a port in its own way.
func shopUnits() map[string]string {
	server := "[Service]\nExecStart=/usr/bin/python3 /test/server.py "
	return map[string]string{
		"system/always.service":    server + "7001\nRestart=always\nRestartSec=100ms\n",
		"system/asleep.socket":     "[Socket]\nListenStream=127.0.0.1:7002\n",
		"system/asleep.service":    server + "7002\n",
		"system/awake.socket":      "[Socket]\nListenStream=127.0.0.1:7003\n",
		"system/awake.service":     server + "7003\n",
		"user/shop.service":        server + "7004\nRestart=always\nRestartSec=100ms\n",
		"system/timed.service":     server + "7005\n",
		"system/timed.timer":       "[Timer]\nOnActiveSec=0\nOnUnitInactiveSec=200ms\nAccuracySec=10ms\n",
		"system/allowed.service":   server + "7006\nUser=nobody\nRestart=always\n",
		"system/forbidden.service": "[Unit]\nRefuseManualStop=yes\n" + server + "7007\n",
		"system/needs.service":     "[Unit]\nBindsTo=always.service\nAfter=always.service\n[Service]\nExecStart=/bin/sleep 1000\n",
	}
}

// polkitRule lets ana stop one service and no other.
const polkitRule = `polkit.addRule(function(action, subject) {
    if (action.id == "org.freedesktop.systemd1.manage-units" && action.lookup("unit") == "allowed.service" && subject.user == "ana") {
        return polkit.Result.YES;
    }
});
`

// asAna runs a command as the user ana.
func (c *computer) asAna(t *testing.T, command ...string) answer {
	t.Helper()
	return c.run(t, "setpriv", append([]string{
		"--reuid=1000", "--regid=1000", "--clear-groups", "env", "HOME=/home/ana", "USER=ana",
		"XDG_STATE_HOME=/home/ana", "XDG_RUNTIME_DIR=/run/user/1000",
	}, command...)...)
}

// state of one unit, "active" or "inactive".
func (c *computer) unit(t *testing.T, name string) string {
	t.Helper()
	return strings.TrimSpace(c.run(t, "systemctl", "is-active", name).stdout)
}

// holds tells whether anything listens on a port.
func (c *computer) holds(t *testing.T, port int) bool {
	t.Helper()
	return strings.Contains(c.run(t, "ss", "-Hltn").stdout, ":"+strconv.Itoa(port)+" ")
}

func TestFreeStopsTheServiceThatHoldsThePort(t *testing.T) {
	inside, program := systemdComputer(t)
	inside.asAna(t, "systemctl", "--user", "start", "shop.service").wantExit(t, 0)
	for port := 7001; port <= 7007; port++ {
		eventually(t, patience, fmt.Sprint("port ", port, " is held"), func() bool { return inside.holds(t, port) })
	}
	t.Run("everybody sees which service holds a port", func(t *testing.T) { servicesAreSeen(t, inside, program) })
	t.Run("one that may not be stopped is refused", func(t *testing.T) {
		got := inside.run(t, program, "free", "7007", "--yes").wantExit(t, 5).wantOneLine(t)
		if !inside.holds(t, 7007) {
			t.Error(got)
		}
	})
	t.Run("without permission nothing is stopped", func(t *testing.T) {
		inside.asAna(t, program, "free", "7001", "--yes").wantExit(t, 4)
		if got := inside.unit(t, "always.service"); got != "active" {
			t.Error(got)
		}
	})
	for _, c := range []struct {
		port      int
		unit      string
		asAna     bool
		alsoEnded []string
	}{
		{7001, "always.service", false, []string{"needs.service"}},
		{7002, "asleep.service", false, []string{"asleep.socket"}},
		{7003, "awake.service", false, []string{"awake.socket"}},
		{7004, "shop.service", true, nil},
		{7005, "timed.service", false, []string{"timed.timer"}},
		{7006, "allowed.service", true, nil},
	} {
		t.Run(c.unit, func(t *testing.T) {
			arguments := []string{program, "free", strconv.Itoa(c.port), "--yes", "--json"}
			var got freeAnswer
			if c.asAna {
				inside.asAna(t, arguments...).wantExit(t, 0).into(t, &got)
			} else {
				inside.run(t, arguments[0], arguments[1:]...).wantExit(t, 0).into(t, &got)
			}
			if got.Result != "freed" || len(got.Stopped) != 1 || got.Stopped[0].Name != c.unit || got.Stopped[0].How != "service-stopped" {
				t.Errorf("got %+v", got)
			}
			if inside.holds(t, c.port) {
				t.Error("the port is still held")
			}
			for _, unit := range c.alsoEnded {
				if state := inside.unit(t, unit); state != "inactive" {
					t.Errorf("%s is %s", unit, state)
				}
			}
		})
	}
}

// servicesAreSeen looks as an ordinary user, who may not see the programs.
func servicesAreSeen(t *testing.T, inside *computer, program string) {
	t.Helper()
	want := map[int]string{
		7001: "always.service system", 7002: "asleep.service system", 7004: "shop.service user",
		7005: "timed.service system", 7006: "allowed.service system",
	}
	var got struct {
		Listeners []struct {
			Port    int
			Holders []struct {
				ManagedBy *struct{ Kind, Name, Scope string } `json:"managed_by"`
			}
		}
	}
	inside.asAna(t, program, "ports", "--json").wantExit(t, 0).into(t, &got)
	for _, l := range got.Listeners {
		if want[l.Port] == "" {
			continue
		}
		by := l.Holders[0].ManagedBy
		if by == nil || by.Kind != "systemd" || by.Name+" "+by.Scope != want[l.Port] {
			t.Errorf("port %d: managed by %+v, want %s", l.Port, by, want[l.Port])
		}
		delete(want, l.Port)
	}
	if len(want) > 0 {
		t.Errorf("not listed: %v", want)
	}
}
