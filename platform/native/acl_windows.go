package native

import (
	"unsafe"

	"golang.org/x/sys/windows"
)

// writing are the rights of winnt.h without which the file cannot be saved: to write
// and append, and GENERIC_WRITE and GENERIC_ALL, which include these.
const writing = windows.FILE_WRITE_DATA | windows.FILE_APPEND_DATA | windows.GENERIC_WRITE | windows.GENERIC_ALL

// accessList returns the account for which the file's access control list refuses
// writing, when the current user is it or belongs to it; empty when none does.
// Entries that refuse come before those that allow, and also bind administrators
// (Microsoft, "Order of ACEs in a DACL").
func accessList(path string) (string, error) {
	found, err := windows.GetNamedSecurityInfo(path, windows.SE_FILE_OBJECT, windows.DACL_SECURITY_INFORMATION)
	if err != nil {
		return "", named(err)
	}
	list, _, err := found.DACL()
	if err != nil || list == nil {
		return "", err
	}
	return deniedBy(list)
}

func deniedBy(list *windows.ACL) (account string, err error) {
	for i := range list.AceCount {
		var entry *windows.ACCESS_ALLOWED_ACE // one that refuses has the same form
		if err := windows.GetAce(list, uint32(i), &entry); err != nil {
			return "", err
		}
		refuses := entry.Header.AceType == windows.ACCESS_DENIED_ACE_TYPE && entry.Mask&writing != 0
		if !refuses || entry.Header.AceFlags&windows.INHERIT_ONLY_ACE != 0 {
			continue
		}
		sid := (*windows.SID)(unsafe.Pointer(&entry.SidStart))
		mine, err := isSelf(sid)
		if err != nil {
			return "", err
		}
		if mine {
			return accountName(sid), nil
		}
	}
	return "", nil
}

// isSelf reports whether the account is the current user or a group of theirs.
// Wine's CheckTokenMembership knows the groups only.
func isSelf(sid *windows.SID) (bool, error) {
	user, err := windows.GetCurrentProcessToken().GetTokenUser()
	if err != nil {
		return false, err
	}
	if user.User.Sid.Equals(sid) {
		return true, nil
	}
	return windows.Token(0).IsMember(sid) // 0: this thread as it is
}

// accountName is the name of an account, or its number where it has none.
func accountName(sid *windows.SID) string {
	name, domain, _, err := sid.LookupAccount("")
	switch {
	case err != nil:
		return sid.String()
	case domain == "":
		return name
	}
	return domain + `\` + name
}
