package ui

import (
	"testing"
	"time"

	"localhostdoctor/app/session"
	"localhostdoctor/platform/fake"
)

const strayHosts = "127.0.0.1 localhost\n127.0.0.1 api.test # mine\n10.0.0.9 shop.test admin.test\n"

func TestEntriesOfAMisnamedFileBecomePendingEdits(t *testing.T) {
	computer, w, p, _ := openHosts(t, someHosts)
	wantUnsaid(t, w, "[Add these entries]")
	computer.Files["/etc/hosts.txt"] = &fake.File{Bytes: []byte(strayHosts), Modified: time.Now().Add(-time.Hour)}
	press(t, w, "Reload")
	wantSaid(t, w, "Another file looks like the hosts file.", "hosts.txt", "api.test, shop.test")
	press(t, w, "Add these entries")
	wantUnsaid(t, w, "[Add these entries]")
	if got := p.unsavedChanges(); got != 2 || content(computer) != someHosts {
		t.Fatalf("%d changes are pending, and the file holds %q", got, content(computer))
	}
	press(t, w, "Save…")
	wantSaid(t, w, "api.test # mine", "shop.test admin.test")
	press(t, w, "Save")
	wantSaid(t, w, "The hosts file was saved.")
	want := session.HostsEdit{Address: "10.0.0.9", Names: []string{"shop.test", "admin.test"}}
	rowOf(t, p, want.Names[0])
	press(t, w, "Done")
	if string(computer.Files["/etc/hosts.txt"].Bytes) != strayHosts {
		t.Error("the other file was touched")
	}
}

func TestAMisnamedFileMayBeLeft(t *testing.T) {
	computer, w, _, _ := openHosts(t, someHosts)
	computer.Files["/etc/hosts.txt"] = &fake.File{Bytes: []byte(strayHosts)}
	press(t, w, "Reload")
	press(t, w, "Leave it")
	wantUnsaid(t, w, "Another file looks like the hosts file.")
	press(t, w, "Reload")
	wantUnsaid(t, w, "Another file looks like the hosts file.")
}

func TestAMissingHostsFileIsMadeFromTheWindow(t *testing.T) {
	computer := fake.Named("hosts_missing")
	w, _ := openOn(t, computer)
	w.goTo(hostsScreen)
	press(t, w, "Repair localhost")
	wantSaid(t, w, "Make a new hosts file, /etc/hosts", "127.0.0.1")
	press(t, w, "Repair")
	wantSaid(t, w, "[Done]")
	if computer.Files["/etc/hosts"] == nil {
		t.Fatal("there is no file")
	}
	press(t, w, "Done")
	rowOf(t, w.built[hostsScreen].(*hostsPage), "localhost")
	press(t, w, "Undo last saved change")
	wantSaid(t, w, "There was no such file before the change")
	press(t, w, "Undo")
	if computer.Files["/etc/hosts"] != nil {
		t.Error("the file is still there")
	}
}
