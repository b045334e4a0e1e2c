package native

import (
	"encoding/binary"
	"fmt"
	"slices"
	"strings"
)

// The tags of a POSIX access control list (linux/posix_acl.h, acl(5)).
const (
	aclUserObject  = 0x01
	aclUser        = 0x02
	aclGroupObject = 0x04
	aclGroup       = 0x08
	aclMask        = 0x10
	aclOther       = 0x20
)

// aclWrite is the permission to write in an entry.
const aclWrite = 2

// aclEntry is one line of a POSIX access control list.
type aclEntry struct {
	tag, allowed uint16
	id           uint32 // of the user or group, for aclUser and aclGroup
}

// parseACL reads the attribute system.posix_acl_access: a version and entries of
// eight bytes (linux/posix_acl_xattr.h).
func parseACL(attribute []byte) ([]aclEntry, error) {
	const version, head, size = 2, 4, 8
	if len(attribute) < head || (len(attribute)-head)%size != 0 || binary.LittleEndian.Uint32(attribute) != version {
		return nil, fmt.Errorf("an access control list of %d bytes and an unknown form", len(attribute))
	}
	var entries []aclEntry
	for at := head; at < len(attribute); at += size {
		e := attribute[at : at+size]
		entries = append(entries, aclEntry{
			tag: binary.LittleEndian.Uint16(e), allowed: binary.LittleEndian.Uint16(e[2:]), id: binary.LittleEndian.Uint32(e[4:]),
		})
	}
	return entries, nil
}

// aclDenies returns the entry by which the list refuses writing to a user who does
// not own the file; ok is false when it does not, or when the plain permissions of
// group and others decide. The order is that of acl(5), "Access check algorithm".
func aclDenies(entries []aclEntry, user uint32, groups []uint32, owningGroup uint32) (denies aclEntry, ok bool) {
	mask := aclEntry{tag: aclMask, allowed: 7}
	for _, e := range entries {
		if e.tag == aclMask {
			mask = e
		}
	}
	for _, e := range entries {
		if e.tag == aclUser && e.id == user {
			return denied(e, mask)
		}
	}
	for _, e := range entries {
		mine := e.tag == aclGroup && slices.Contains(groups, e.id) || e.tag == aclGroupObject && slices.Contains(groups, owningGroup)
		if !mine {
			continue
		}
		entry, refuses := denied(e, mask)
		if !refuses {
			return aclEntry{}, false // one group that may is enough
		}
		if !ok && (entry.tag != aclGroupObject) {
			denies, ok = entry, true
		}
	}
	return denies, ok
}

func denied(e, mask aclEntry) (aclEntry, bool) {
	switch {
	case e.allowed&aclWrite == 0:
		return e, true
	case mask.allowed&aclWrite == 0:
		return mask, true
	}
	return aclEntry{}, false
}

// String is the entry as getfacl(1) writes it, with numbers.
func (e aclEntry) String() string {
	allowed := []byte("---")
	for i, letter := range []byte("rwx") {
		if e.allowed&(4>>i) != 0 {
			allowed[i] = letter
		}
	}
	switch e.tag {
	case aclUser:
		return fmt.Sprintf("user:%d:%s", e.id, allowed)
	case aclGroup:
		return fmt.Sprintf("group:%d:%s", e.id, allowed)
	case aclMask:
		return fmt.Sprintf("mask::%s", allowed)
	}
	return string(allowed)
}

// deniedByList returns the entry of an access control list of macOS, as ls -le shows
// it, that refuses writing to the user with that name, who is in those groups; empty
// when none does. The first entry that names the right decides (chmod(1), "ACL
// manipulation options"):
//
//	-rw-r--r--+ 1 root  wheel  213 Nov 21 12:00 /etc/hosts
//	 0: user:ana deny write
func deniedByList(listing, user string, groups []string) string {
	for line := range strings.Lines(listing) {
		number, entry, ok := strings.Cut(strings.TrimSpace(line), ": ")
		if !ok || strings.Trim(number, "0123456789") != "" || number == "" {
			continue
		}
		words := strings.Fields(strings.Replace(entry, " inherited ", " ", 1))
		if len(words) < 3 {
			continue
		}
		kind, name, _ := strings.Cut(words[0], ":")
		mine := kind == "user" && name == user || kind == "group" && (name == "everyone" || slices.Contains(groups, name))
		if !mine || !slices.Contains(strings.Split(words[2], ","), "write") {
			continue
		}
		if words[1] == "deny" {
			return strings.TrimSpace(entry)
		}
		return ""
	}
	return ""
}
