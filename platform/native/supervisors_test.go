package native

import (
	"maps"
	"net/netip"
	"reflect"
	"slices"
	"testing"

	"localhostdoctor/platform"
)

func TestSocketUnitsAreRead(t *testing.T) {
	output := `127.0.0.1:7002          asleep.socket                   asleep.service
[::]:22                 ssh.socket                      ssh.service
[::1]:7003              each.socket                     each@1.service
*:7009                  star.socket                     star.service
/run/dbus/system_bus_socket dbus.socket                 dbus.service
audit 1                 systemd-journald-audit.socket   systemd-journald.service
[::]:7010               alone.socket                    -
`
	owners := map[string]string{}
	for _, s := range parseListSockets(output) {
		owners[s.address.String()] = s.ownerOf(platform.Owner{Kind: platform.OwnerSystemd, Scope: platform.ScopeSystem}).ID
	}
	want := map[string]string{
		"127.0.0.1:7002": "asleep.service", "[::]:22": "ssh.service", "[::1]:7003": "each.socket",
		"[::]:7009": "star.service", "[::]:7010": "alone.socket",
	}
	if !maps.Equal(owners, want) {
		t.Errorf("got %v", owners)
	}
}

func TestWhatStoppingAUnitLeadsToIsRead(t *testing.T) {
	for _, c := range []struct {
		name, unit, output string
		want               unitFacts
	}{
		{
			"started by a socket and a timer", "shop.service", "LoadState=loaded\nRefuseManualStop=no\nTriggeredBy=shop.socket shop.timer\nTriggers=\nRequiredBy=multi-user.target\nBoundBy=\n",
			unitFacts{true, platform.StopEffects{Starters: []string{"shop.socket", "shop.timer"}}},
		},
		{
			"needed by others", "db.service", "LoadState=loaded\nTriggeredBy=\nRequiredBy=shop.service\nBoundBy=shop.service web.service\n",
			unitFacts{true, platform.StopEffects{Dependents: []string{"shop.service", "web.service"}}},
		},
		{"forbidden", "x.service", "LoadState=loaded\nRefuseManualStop=yes\n", unitFacts{true, platform.StopEffects{Forbidden: true}}},
		{
			"a socket with a service for each connection", "x.socket", "LoadState=loaded\nTriggers=x@1.service\n",
			unitFacts{true, platform.StopEffects{Dependents: []string{"x@1.service"}}},
		},
		{"made at run time", "run-u1.service", "LoadState=transient\n", unitFacts{loaded: true}},
		{"unknown", "x.service", "LoadState=not-found\n", unitFacts{}},
		{"nothing", "x.service", "", unitFacts{}},
	} {
		if got := parseShow(c.output, c.unit); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: got %+v", c.name, got)
		}
	}
}

func TestRefusalsOfSystemctlAreKnown(t *testing.T) {
	for message, want := range map[string]bool{
		"Failed to stop a.service: Interactive authentication required.\nSee system logs and 'systemctl status a.service' for details.": true,
		"Failed to stop a.service: Access denied":              true,
		"Failed to connect to bus: Operation not permitted":    true,
		"Failed to stop a.service: Unit a.service not loaded.": false,
		"": false,
	} {
		if got := refusedBySystemctl(message); got != want {
			t.Errorf("%q: %v", message, got)
		}
	}
}

func TestJobsOfLaunchdAreRead(t *testing.T) {
	output := "PID\tStatus\tLabel\n-\t0\tcom.apple.idle\n512\t0\thomebrew.mxcl.postgresql@16\n600\t-9\tapplication.com.apple.Safari.1.2\n"
	got, err := parseLaunchctlList(output, platform.ScopeUser, 501)
	want := map[int]platform.Owner{512: {
		Kind: platform.OwnerLaunchd, ID: "homebrew.mxcl.postgresql@16", Name: "homebrew.mxcl.postgresql@16", Scope: platform.ScopeUser, UID: 501,
	}}
	if err != nil || !maps.Equal(got, want) {
		t.Errorf("got %v, %v", got, err)
	}
	if _, err := parseLaunchctlList("what is this\n", platform.ScopeUser, 501); err == nil {
		t.Error("no error for what is not a list")
	}
	at := netip.MustParseAddrPort("127.0.0.1:5432")
	listeners := []platform.Listener{{Protocol: platform.TCP, Address: at, PIDs: []int{511, 512}}}
	held := slices.Collect(maps.Keys(ownersByPID(listeners, want)))
	if !slices.Equal(held, []platform.Held{{Protocol: platform.TCP, Address: at, PID: 512}}) {
		t.Errorf("held: %v", held)
	}
}

func TestAJobOfLaunchdIsCalledAndStartedAgainByItsFile(t *testing.T) {
	output := "gui/501/homebrew.mxcl.redis = {\n\tactive count = 1\n\tpath = /Users/ana/Library/LaunchAgents/homebrew.mxcl.redis.plist\n\ttype = LaunchAgent\n\tstate = running\n}\n"
	if got := parseLaunchctlPrint(output); got != "/Users/ana/Library/LaunchAgents/homebrew.mxcl.redis.plist" {
		t.Errorf("its file: %q", got)
	}
	if got := parseLaunchctlPrint("gui/501/x = {\n\tpath = (submitted by Finder.301)\n}\n"); got != "" {
		t.Errorf("the file of a submitted job: %q", got)
	}
	for want, owner := range map[string]platform.Owner{
		"gui/501/x": {ID: "x", Scope: platform.ScopeUser, UID: 501},
		"system/x":  {ID: "x", Scope: platform.ScopeSystem},
	} {
		if domain, target := launchdTarget(owner); target != want || domain+"/x" != want {
			t.Errorf("got %s in %s, want %s", target, domain, want)
		}
	}
}
