package native

import (
	"strings"
	"testing"

	"localhostdoctor/platform"
)

func TestOwnersAreReadFromControlGroups(t *testing.T) {
	id := strings.Repeat("0123456789abcdef", 4)
	none := platform.Owner{}
	box := func(name string) platform.Owner {
		return platform.Owner{Kind: platform.OwnerContainer, ID: name, Name: name}
	}
	system := func(unit string) platform.Owner {
		return platform.Owner{Kind: platform.OwnerSystemd, ID: unit, Name: unit, Scope: platform.ScopeSystem}
	}
	user := func(unit string, uid uint32) platform.Owner {
		return platform.Owner{Kind: platform.OwnerSystemd, ID: unit, Name: unit, Scope: platform.ScopeUser, UID: uid}
	}
	for _, c := range []struct {
		name, file string
		owner      platform.Owner
		manager    bool
	}{
		{"a service", "0::/system.slice/demo.service\n", system("demo.service"), false},
		{"one of many instances", "0::/system.slice/system-shop.slice/shop@1.service\n", system("shop@1.service"), false},
		{"a group within a service", "0::/system.slice/demo.service/workers/1\n", system("demo.service"), false},
		{"a user's service", "0::/user.slice/user-1000.slice/user@1000.service/app.slice/shop.service\n", user("shop.service", 1000), false},
		{"a window's program as a service", "0::/user.slice/user-1000.slice/user@1000.service/app.slice/app-org.kde.konsole@1.service\n", none, false},
		{"a window's program", "0::/user.slice/user-1000.slice/user@1000.service/app.slice/app-gnome-firefox-1234.scope\n", none, false},
		{"a terminal's tab", "0::/user.slice/user-1000.slice/user@1000.service/app.slice/app-org.gnome.Terminal.slice/vte-spawn-1.scope\n", none, false},
		{"an old terminal", "0::/user.slice/user-1000.slice/user@1000.service/gnome-terminal-server.service\n", none, false},
		{"a login", "0::/user.slice/user-1000.slice/session-3.scope\n", none, false},
		{"a timed program of cron", "0::/system.slice/cron.service\n", none, false},
		{"systemd", "0::/init.scope\n", platform.Owner{Kind: platform.OwnerSystemd, Scope: platform.ScopeSystem}, true},
		{"a user's systemd", "0::/user.slice/user-1000.slice/user@1000.service/init.scope\n", platform.Owner{Kind: platform.OwnerSystemd, Scope: platform.ScopeUser, UID: 1000}, true},
		{"docker with systemd", "0::/system.slice/docker-" + id + ".scope\n", platform.Owner{Kind: platform.OwnerDocker, ID: id, Name: id[:12]}, false},
		{"docker without", "0::/docker/" + id + "\n", platform.Owner{Kind: platform.OwnerDocker, ID: id, Name: id[:12]}, false},
		{"a service in docker", "0::/system.slice/docker-" + id + ".scope/system.slice/web.service\n", platform.Owner{Kind: platform.OwnerDocker, ID: id, Name: id[:12]}, false},
		{"docker's own service", "0::/system.slice/docker.service\n", none, false},
		{"podman", "0::/user.slice/user-1000.slice/user@1000.service/user.slice/libpod-" + id + ".scope/container\n", platform.Owner{Kind: platform.OwnerPodman, ID: id, Name: id[:12]}, false},
		{"podman's monitor", "0::/user.slice/user-1000.slice/user@1000.service/user.slice/libpod-conmon-" + id + ".scope\n", platform.Owner{Kind: platform.OwnerPodman, ID: id, Name: id[:12]}, false},
		{"podman without systemd", "0::/libpod_parent/libpod-" + id + "\n", platform.Owner{Kind: platform.OwnerPodman, ID: id, Name: id[:12]}, false},
		{"nerdctl", "0::/system.slice/nerdctl-" + id + ".scope\n", box(id[:12]), false},
		{"containerd without systemd", "0::/default/" + id + "\n", box(id[:12]), false},
		{"containerd outside of a cluster", "0::/system.slice/cri-containerd-" + id + ".scope\n", box(id[:12]), false},
		{"incus", "0::/lxc.payload.shop_web/system.slice/nginx.service\n", box("shop_web"), false},
		{"an old lxc", "0::/lxc/web/init.scope\n", box("web"), false},
		{"a virtual machine", "0::/machine.slice/machine-qemu\\x2d1\\x2dwin.scope\n", none, false},
		{"kubernetes", "0::/kubepods.slice/kubepods-besteffort.slice/kubepods-besteffort-pod0b1c2d3e_4f50.slice/cri-containerd-" + id + ".scope\n", platform.Owner{Kind: platform.OwnerKubernetes, Name: "pod0b1c2d3e-4f50"}, false},
		{"a service in lxc", "0::/lxc.payload.web/system.slice/nginx.service\n", box("web"), false},
		{"a service in nspawn", "0::/machine.slice/machine-web\\x2d1.scope/payload/system.slice/nginx.service\n", box("web-1"), false},
		{"version 1", "12:pids:/system.slice/demo.service\n1:name=systemd:/system.slice/demo.service\n0::/\n", system("demo.service"), false},
		{"docker under version 1", "12:pids:/docker/" + id + "\n1:name=systemd:/docker/" + id + "\n", platform.Owner{Kind: platform.OwnerDocker, ID: id, Name: id[:12]}, false},
		{"no systemd", "0::/\n", none, false},
		{"too short a number", "0::/docker/0123\n", none, false},
		{"a user's number that is none", "0::/user.slice/user@x.service/shop.service\n", none, false},
		{"nothing", "", none, false},
		{"not a control group", "x\n::\n", none, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := parseProcCGroup(c.file); got.owner != c.owner || got.manager != c.manager {
				t.Errorf("got %+v", got)
			}
		})
	}
}
