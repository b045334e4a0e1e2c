package native

import (
	"io/fs"

	"golang.org/x/sys/windows"
)

// isOwn tells whether the file belongs to the current user, or to the
// administrators when the program runs as one of them: those own what they make.
func isOwn(path string, _ fs.FileInfo) bool {
	found, err := windows.GetNamedSecurityInfo(path, windows.SE_FILE_OBJECT, windows.OWNER_SECURITY_INFORMATION)
	if err != nil {
		return false
	}
	owner, _, err := found.Owner()
	if err != nil || owner == nil {
		return false
	}
	user, err := windows.GetCurrentProcessToken().GetTokenUser()
	if err == nil && owner.Equals(user.User.Sid) {
		return true
	}
	return isElevated() && owner.IsWellKnown(windows.WinBuiltinAdministratorsSid)
}
