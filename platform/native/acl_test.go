//go:build linux || windows || darwin

package native

import (
	"testing"
)

func TestTheEntryThatRefusesIsFound(t *testing.T) {
	const me, mine, other = 1000, 100, 7
	owner := aclEntry{aclUserObject, 6, 0}
	for _, test := range []struct {
		name    string
		entries []aclEntry
		want    string
	}{
		{"no other entries", []aclEntry{owner, {aclGroupObject, 4, 0}, {aclOther, 4, 0}}, ""},
		{"somebody else's", []aclEntry{owner, {aclUser, 4, 1001}, {aclGroupObject, 4, 0}, {aclMask, 6, 0}, {aclOther, 6, 0}}, ""},
		{"mine refuses", []aclEntry{owner, {aclUser, 4, me}, {aclGroupObject, 6, 0}, {aclMask, 6, 0}, {aclOther, 6, 0}}, "user:1000:r--"},
		{"mine allows", []aclEntry{owner, {aclUser, 6, me}, {aclGroup, 4, mine}, {aclMask, 6, 0}, {aclOther, 4, 0}}, ""},
		{"the mask takes it away", []aclEntry{owner, {aclUser, 6, me}, {aclGroupObject, 4, 0}, {aclMask, 5, 0}, {aclOther, 4, 0}}, "mask::r-x"},
		{"a group of mine refuses", []aclEntry{owner, {aclGroupObject, 4, 0}, {aclGroup, 0, mine}, {aclMask, 6, 0}, {aclOther, 6, 0}}, "group:100:---"},
		{"one group of mine is enough", []aclEntry{owner, {aclGroupObject, 4, 0}, {aclGroup, 0, mine}, {aclGroup, 6, other}, {aclMask, 6, 0}, {aclOther, 4, 0}}, ""},
		{"a group that is not mine", []aclEntry{owner, {aclGroupObject, 4, 0}, {aclGroup, 0, 55}, {aclMask, 6, 0}, {aclOther, 4, 0}}, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			entry, ok := aclDenies(test.entries, me, []uint32{mine, other}, 0)
			if got := entry.String(); ok != (test.want != "") || ok && got != test.want {
				t.Errorf("got %q, %t; want %q", got, ok, test.want)
			}
		})
	}
}

func TestAnAccessListIsReadOrRefused(t *testing.T) {
	list := []byte{2, 0, 0, 0, 2, 0, 4, 0, 0xe1, 0x10, 0, 0}
	entries, err := parseACL(list)
	if err != nil || len(entries) != 1 || entries[0] != (aclEntry{aclUser, 4, 4321}) {
		t.Errorf("got %+v, %v", entries, err)
	}
	for name, wrong := range map[string][]byte{"nothing": nil, "cut": list[:9], "another version": append([]byte{3}, list[1:]...)} {
		if entries, err := parseACL(wrong); err == nil {
			t.Errorf("%s: got %+v", name, entries)
		}
	}
}

// The listings have the form that Apple's ls(1) and chmod(1) describe; they were not
// recorded on a Mac.
func TestAnAccessListOfMacOSIsRead(t *testing.T) {
	const file = "-rw-r--r--+ 1 root  wheel  213 Nov 21 12:00 /etc/hosts\n"
	for listing, want := range map[string]string{
		file:                               "",
		file + " 0: user:ana deny write\n": "user:ana deny write",
		file + " 0: user:ana inherited deny read,write,append\n":                           "user:ana inherited deny read,write,append",
		file + " 0: user:bob deny write\n":                                                 "",
		file + " 0: group:everyone deny delete,write\n":                                    "group:everyone deny delete,write",
		file + " 0: group:staff deny write\n 1: user:ana allow write\n":                    "group:staff deny write",
		file + " 0: user:ana allow write\n 1: group:everyone deny write\n":                 "",
		file + " 0: user:ana deny writeattr,writeextattr\n 1: group:admin deny write\n":    "",
		"-rw-r--r--+ 1 root  wheel  213 Nov 21 12:00 /etc/0: user:ana deny write x\n 0:\n": "",
	} {
		if got := deniedByList(listing, "ana", []string{"staff", "everyone"}); got != want {
			t.Errorf("%q: got %q, want %q", listing, got, want)
		}
	}
}
