package ports_test

import (
	"os"
	"testing"
	"time"

	"localhostdoctor/app/ports"
	"localhostdoctor/app/words"
	"localhostdoctor/platform"
)

func unit(name, scope string) platform.Owner {
	return platform.Owner{Kind: platform.OwnerSystemd, ID: name, Name: name, Scope: scope}
}

func svchost() platform.Process {
	return platform.Process{Name: "svchost.exe", Executable: `C:\Windows\System32\svchost.exe`, User: `NT AUTHORITY\SYSTEM`}
}

func service(id string) platform.Owner {
	return platform.Owner{Kind: platform.OwnerService, ID: id, Name: id, Scope: platform.ScopeSystem}
}

func TestManagedHoldersAreJudgedByWhatIsStopped(t *testing.T) {
	docker := platform.Owner{Kind: platform.OwnerDocker, ID: "ab12", Name: "shop"}
	for _, c := range []struct {
		name    string
		process platform.Process
		owner   platform.Owner
		want    ports.Verdict
		reason  string
		front   bool
	}{
		{"my own service", platform.Process{Name: "node", User: "ana"}, unit("shop.service", "user"), ports.Safe, "ports.reason.managed.systemd", false},
		{"a service of the computer that runs as me", platform.Process{Name: "node", User: "ana"}, unit("shop.service", "system"), ports.Ask, "ports.reason.managed.systemd", false},
		{"a database keeps its reason", platform.Process{Name: "postgres", User: "ana"}, unit("postgresql.service", "system"), ports.Ask, "knowledge.reason.data", false},
		{"remote sign-in", platform.Process{Name: "sshd", User: "root"}, unit("ssh.service", "system"), ports.Never, "ports.reason.managed-essential", false},
		{"remote sign-in under another unit's name", platform.Process{Name: "sshd", User: "root"}, unit("door.service", "system"), ports.Never, "knowledge.reason.remote-login", false},
		{"systemd for a service", platform.Process{ProcessID: platform.ProcessID{PID: 1}, Name: "systemd", User: "root"}, unit("shop.service", "system"), ports.Ask, "ports.reason.managed.systemd", true},
		{"systemd for remote sign-in", platform.Process{ProcessID: platform.ProcessID{PID: 1}, Name: "systemd", User: "root"}, unit("ssh.service", "system"), ports.Never, "ports.reason.managed-essential", true},
		{"the door to a container", platform.Process{Name: "docker-proxy", User: "root"}, docker, ports.Ask, "ports.reason.managed.docker", true},
		{"a program in a container", platform.Process{Name: "node", User: "ana"}, docker, ports.Ask, "ports.reason.managed.docker", false},
		{"a program in a cluster", platform.Process{Name: "node", User: "ana"}, platform.Owner{Kind: platform.OwnerKubernetes, Name: "pod1"}, ports.Never, "ports.reason.managed.kubernetes", false},
		{"my job of launchd", platform.Process{Name: "node", User: "ana"}, platform.Owner{Kind: platform.OwnerLaunchd, ID: "x", Name: "x", Scope: "user"}, ports.Safe, "ports.reason.managed.launchd", false},
		{"a job of macOS itself", platform.Process{Name: "frob", User: "ana"}, platform.Owner{Kind: platform.OwnerLaunchd, ID: "com.apple.frob", Name: "com.apple.frob"}, ports.Never, "ports.reason.managed-essential", false},
		{"a program in a container of nobody known", platform.Process{Name: "nginx", User: "root"}, platform.Owner{Kind: platform.OwnerContainer, Name: "web"}, ports.Never, "ports.reason.managed.container", false},
		{"one service in its own process", svchost(), service("Spooler"), ports.Ask, "ports.reason.managed.windows-service", false},
		{"a service that others cannot do without", svchost(), service("EventLog"), ports.Never, "ports.reason.managed-essential", false},
		{"several services in one process", svchost(), service(platform.SeveralServices), ports.Never, "ports.reason.managed.windows-service", false},
		{"a rule that forwards a port", svchost(), platform.Owner{Kind: platform.OwnerSetting, ID: platform.SettingPortProxy, Name: "v4tov4"}, ports.Never, "ports.reason.managed.system-setting", false},
		{"this program", platform.Process{ProcessID: platform.ProcessID{PID: 50, Start: 150}, Name: "x", User: "ana"}, unit("x.service", "user"), ports.Never, "ports.reason.self", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := desktop()
			if c.process.PID == 0 {
				c.process.PID = 777
			}
			w.add(c.process)
			l := tcp("127.0.0.1:3000", c.process.PID)
			h := w.managed(t, l, c.process.PID, c.owner).Rows[0].Holders[0]
			if h.Verdict != c.want || h.Reason.Key != c.reason || h.IsFront() != c.front {
				t.Errorf("got %s (%s), front %v; want %s (%s), %v", h.Verdict, h.Reason.Key, h.IsFront(), c.want, c.reason, c.front)
			}
			if unmanaged := c.process.PID == 50 || c.owner.Kind == platform.OwnerContainer; unmanaged != (h.ManagedBy == nil) {
				t.Errorf("managed by %+v", h.ManagedBy)
			}
		})
	}
}

func (w *world) managed(t *testing.T, l platform.Listener, pid int, owner platform.Owner) ports.Table {
	t.Helper()
	all := platform.Listeners{All: []platform.Listener{l}, Owners: map[platform.Held]platform.Owner{
		{Protocol: l.Protocol, Address: l.Address, PID: pid}: owner,
	}}
	return knowledge(t).Build(all, w.describe, ana, time.Unix(1, 0))
}

func TestAHiddenHolderOfAServiceIsNamedByIt(t *testing.T) {
	for unitName, want := range map[string]ports.Verdict{
		"shop.service": ports.Ask, "ssh.service": ports.Never, "systemd-resolved.service": ports.Never, "dbus.service": ports.Never,
		"getty@tty1.service": ports.Never, "": ports.Ask,
	} {
		h := desktop().managed(t, tcp("127.0.0.1:3000"), 0, unit(unitName, "system")).Rows[0].Holders[0]
		if h.Verdict != want || h.ManagedBy == nil || h.ManagedBy.Name != unitName || h.ManagedBy.Kind != "systemd" || h.ManagedBy.Scope != "system" {
			t.Errorf("%q: got %s, %+v", unitName, h.Verdict, h.ManagedBy)
		}
	}
}

func TestAFrontForTwoOwnersIsTwoHolders(t *testing.T) {
	w := desktop()
	one, two := tcp("127.0.0.1:3000", 1), tcp("[::1]:3000", 1)
	all := platform.Listeners{All: []platform.Listener{one, two}, Owners: map[platform.Held]platform.Owner{
		{Protocol: platform.TCP, Address: one.Address, PID: 1}: unit("a.service", "system"),
		{Protocol: platform.TCP, Address: two.Address, PID: 1}: unit("b.service", "system"),
	}}
	if got := knowledge(t).Build(all, w.describe, ana, time.Unix(1, 0)).Holders(); len(got) != 2 || got[0].Owner() == got[1].Owner() {
		t.Errorf("got %+v", got)
	}
}

func TestEveryKindOfOwnerHasItsSentence(t *testing.T) {
	speaker, err := words.NewSpeaker(os.DirFS("../../assets"), "lang", "en")
	if err != nil {
		t.Fatal(err)
	}
	for _, kind := range platform.OwnerKinds() {
		said := speaker.Say(words.Named("ports.reason.managed.", string(kind), "Name", "shop"))
		if said == "" || said == "ports.reason.managed."+string(kind) {
			t.Errorf("%s: %q", kind, said)
		}
	}
}
