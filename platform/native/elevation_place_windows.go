package native

import (
	"errors"
	"fmt"
	"path/filepath"
	"unsafe"

	"golang.org/x/sys/windows"

	"localhostdoctor/platform"
)

// The rights of winnt.h with which a file is changed or another put in its place. In
// the folder of the program a new file is enough, since libraries are looked for there.
const (
	deleteChild    = 0x40 // FILE_DELETE_CHILD
	changingFile   = writing | windows.DELETE | windows.WRITE_DAC | windows.WRITE_OWNER
	changingFolder = deleteChild | windows.DELETE | windows.WRITE_DAC | windows.WRITE_OWNER |
		windows.GENERIC_WRITE | windows.GENERIC_ALL
)

// safePlace returns ErrUnsafePlace when anybody but administrators and the system
// could change the file at path, or put another in its place.
func safePlace(path string) error {
	rights := uint32(changingFile)
	for depth := 0; ; depth++ {
		if err := onlyAdministrators(path, rights); err != nil {
			return err
		}
		rights = changingFolder
		if depth == 0 {
			rights |= windows.FILE_WRITE_DATA
		}
		up := filepath.Dir(path)
		if up == path {
			return nil
		}
		path = up
	}
}

// onlyAdministrators looks at the owner and at every entry that allows one of rights.
func onlyAdministrators(path string, rights uint32) error {
	found, err := windows.GetNamedSecurityInfo(path, windows.SE_FILE_OBJECT,
		windows.OWNER_SECURITY_INFORMATION|windows.DACL_SECURITY_INFORMATION)
	if err != nil {
		return named(err)
	}
	owner, _, err := found.Owner()
	if err != nil {
		return err
	}
	if !isAdministrators(owner) {
		return fmt.Errorf("%w: %s belongs to %s", platform.ErrUnsafePlace, path, accountName(owner))
	}
	list, _, err := found.DACL()
	if err != nil {
		return err
	}
	if list == nil {
		return fmt.Errorf("%w: everybody may do everything with %s", platform.ErrUnsafePlace, path)
	}
	for i := range list.AceCount {
		var entry *windows.ACCESS_ALLOWED_ACE
		if err := windows.GetAce(list, uint32(i), &entry); err != nil {
			return err
		}
		allows := entry.Header.AceType == windows.ACCESS_ALLOWED_ACE_TYPE && uint32(entry.Mask)&rights != 0
		if !allows || entry.Header.AceFlags&windows.INHERIT_ONLY_ACE != 0 {
			continue
		}
		if sid := (*windows.SID)(unsafe.Pointer(&entry.SidStart)); !isAdministrators(sid) {
			return fmt.Errorf("%w: %s may change %s", platform.ErrUnsafePlace, accountName(sid), path)
		}
	}
	return nil
}

// trustedInstaller is the account to which Windows' own files belong.
const trustedInstaller = "S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464"

func isAdministrators(sid *windows.SID) bool {
	return sid != nil && (sid.IsWellKnown(windows.WinBuiltinAdministratorsSid) ||
		sid.IsWellKnown(windows.WinLocalSystemSid) || sid.String() == trustedInstaller)
}

// sharedPlace asks for the known folder: %ProgramData% may be anything.
func sharedPlace() (string, error) {
	data, err := windows.KnownFolderPath(windows.FOLDERID_ProgramData, windows.KF_FLAG_DEFAULT)
	if err != nil {
		return "", err
	}
	return filepath.Join(data, "Localhost Doctor"), nil
}

// sharedFolder makes the folder where a run with permission keeps its backups, or
// refuses one that somebody else has put there: in ProgramData everybody may.
func sharedFolder(path string) error {
	rights, err := windows.SecurityDescriptorFromString("O:BAD:P(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;0x1200a9;;;BU)")
	if err != nil {
		return err
	}
	name, err := windows.UTF16PtrFromString(path)
	if err != nil {
		return err
	}
	attributes := windows.SecurityAttributes{SecurityDescriptor: rights}
	attributes.Length = uint32(unsafe.Sizeof(attributes))
	err = windows.CreateDirectory(name, &attributes)
	if err == nil || !errors.Is(err, windows.ERROR_ALREADY_EXISTS) {
		return err
	}
	return onlyAdministrators(path, changingFolder|windows.FILE_WRITE_DATA|windows.FILE_APPEND_DATA)
}
