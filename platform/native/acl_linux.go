package native

import (
	"errors"
	"os"
	"os/user"
	"strconv"
	"strings"
	"syscall"

	"golang.org/x/sys/unix"
)

// accessList returns the entry of the file's access control list by which it refuses
// writing to the current user; empty when none does. The owner and root are not
// subject to the list's other entries.
func accessList(path string) (string, error) {
	info, err := os.Lstat(path)
	if err != nil {
		return "", named(err)
	}
	owner, ok := info.Sys().(*syscall.Stat_t)
	self := os.Geteuid()
	if !ok || self == 0 || self == int(owner.Uid) {
		return "", nil
	}
	attribute, err := readExtended(func(b []byte) (int, error) { return unix.Lgetxattr(path, "system.posix_acl_access", b) })
	if errors.Is(err, unix.ENODATA) || errors.Is(err, unix.ENOTSUP) {
		return "", nil
	}
	if err != nil {
		return "", named(err)
	}
	entries, err := parseACL(attribute)
	if err != nil {
		return "", err
	}
	numbers, err := os.Getgroups()
	if err != nil {
		return "", err
	}
	groups := []uint32{uint32(os.Getegid())}
	for _, number := range numbers {
		groups = append(groups, uint32(number))
	}
	if entry, ok := aclDenies(entries, uint32(self), groups, owner.Gid); ok {
		return strings.Replace(entry.String(), strconv.FormatUint(uint64(entry.id), 10), nameOf(entry), 1), nil
	}
	return "", nil
}

// nameOf is the name of the user or group that the entry is about, or its number.
func nameOf(e aclEntry) string {
	number := strconv.FormatUint(uint64(e.id), 10)
	if e.tag == aclUser {
		if found, err := user.LookupId(number); err == nil {
			return found.Username
		}
	}
	if e.tag == aclGroup {
		if found, err := user.LookupGroupId(number); err == nil {
			return found.Name
		}
	}
	return number
}
