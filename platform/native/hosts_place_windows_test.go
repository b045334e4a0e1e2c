package native

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/sys/windows"

	"localhostdoctor/platform"
)

func TestFilesBesideTheHostsFileOnWindows(t *testing.T) {
	dir := folder(t)
	path := filepath.Join(dir, "hosts")
	for _, name := range []string{"hosts", "hosts.txt", "Hosts.bak", "services"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(name), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	found, err := hostsPlace{}.Beside(t.Context(), filepath.Join(dir, "HOSTS")) // the same file here
	if err != nil || len(found) != 2 || string(found[0].Bytes) != "Hosts.bak" || string(found[1].Bytes) != "hosts.txt" {
		t.Errorf("got %+v, %v", found, err)
	}
	if err := (hostsPlace{}).Remove(t.Context(), path, platform.Sum(nil)); !errors.Is(err, platform.ErrChanged) {
		t.Errorf("another content: %v", err)
	}
	if err := (hostsPlace{}).Remove(t.Context(), path, platform.Sum([]byte("hosts"))); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(path); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("still there: %v", err)
	}
	for _, name := range []string{"hosts.txt", "Hosts.bak", "services"} {
		if err := os.Remove(filepath.Join(dir, name)); err != nil {
			t.Error(err)
		}
	}
	if err := os.WriteFile(path, nil, 0o644); err != nil { // for the end of the test to remove
		t.Error(err)
	}
}

func TestAnEntryThatDeniesWritingIsFoundOnWindows(t *testing.T) {
	path := filepath.Join(folder(t), "hosts")
	if err := os.WriteFile(path, []byte("one"), 0o644); err != nil {
		t.Fatal(err)
	}
	if entry, err := accessList(path); err != nil || entry != "" {
		t.Errorf("before: %q, %v", entry, err)
	}
	user, err := windows.GetCurrentProcessToken().GetTokenUser()
	if err != nil {
		t.Fatal(err)
	}
	other, err := windows.CreateWellKnownSid(windows.WinBuiltinGuestsSid)
	if err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct {
		who    *windows.SID
		how    windows.ACCESS_MODE
		rights windows.ACCESS_MASK
		want   bool
	}{
		"denies writing":  {user.User.Sid, windows.DENY_ACCESS, windows.FILE_WRITE_DATA, true},
		"denies all":      {user.User.Sid, windows.DENY_ACCESS, windows.GENERIC_ALL, true},
		"denies reading":  {user.User.Sid, windows.DENY_ACCESS, windows.FILE_READ_DATA, false},
		"allows writing":  {user.User.Sid, windows.GRANT_ACCESS, windows.FILE_WRITE_DATA, false},
		"denies somebody": {other, windows.DENY_ACCESS, windows.FILE_WRITE_DATA, false},
	} {
		list, err := windows.ACLFromEntries([]windows.EXPLICIT_ACCESS{entryFor(test.who, test.how, test.rights)}, nil)
		if err != nil {
			t.Fatal(err)
		}
		if account, err := deniedBy(list); err != nil || (account != "") != test.want {
			t.Errorf("%s: %q, %v", name, account, err)
		}
	}
	deny(t, path, user.User.Sid, windows.FILE_WRITE_DATA)
	entry, err := accessList(path)
	if err == nil && entry == "" && onWine() {
		t.Skip("Wine does not keep an entry that denies")
	}
	if err != nil || entry == "" {
		t.Errorf("got %q, %v", entry, err)
	}
}

// deny adds an entry to the file's list; the old entries stay.
func deny(t *testing.T, path string, who *windows.SID, rights windows.ACCESS_MASK) {
	t.Helper()
	now, err := windows.GetNamedSecurityInfo(path, windows.SE_FILE_OBJECT, windows.DACL_SECURITY_INFORMATION)
	if err != nil {
		t.Fatal(err)
	}
	list, _, err := now.DACL()
	if err != nil {
		t.Fatal(err)
	}
	list, err = windows.ACLFromEntries([]windows.EXPLICIT_ACCESS{entryFor(who, windows.DENY_ACCESS, rights)}, list)
	if err == nil {
		err = windows.SetNamedSecurityInfo(path, windows.SE_FILE_OBJECT, windows.DACL_SECURITY_INFORMATION, nil, nil, list, nil)
	}
	if err != nil {
		t.Fatal(err)
	}
}

func entryFor(who *windows.SID, how windows.ACCESS_MODE, rights windows.ACCESS_MASK) windows.EXPLICIT_ACCESS {
	return windows.EXPLICIT_ACCESS{
		AccessPermissions: rights, AccessMode: how,
		Trustee: windows.TRUSTEE{
			TrusteeForm: windows.TRUSTEE_IS_SID, TrusteeType: windows.TRUSTEE_IS_USER, TrusteeValue: windows.TrusteeValueFromSID(who),
		},
	}
}
