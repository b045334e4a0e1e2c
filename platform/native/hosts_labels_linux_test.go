package native

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/sys/unix"
)

// The attributes are set on a real file: root may give a file a label also where no
// SELinux runs, and then the kernel only keeps it.
func TestReplaceKeepsLabelsAndAccessLists(t *testing.T) {
	needRoot(t)
	for disk, mountOn := range map[string]func(*testing.T, string){
		"the disk of the temporary folder": func(*testing.T, string) {},
		"tmpfs":                            mountMemory,
	} {
		for name, value := range map[string][]byte{
			"security.selinux": []byte("system_u:object_r:net_conf_t:s0\x00"),
			"trusted.note":     []byte("kept"),
			accessListName:     aclOf(aclEntry{aclUserObject, 6, 0}, aclEntry{aclUser, 6, 4321}, aclEntry{aclGroupObject, 4, 0}, aclEntry{aclMask, 6, 0}, aclEntry{aclOther, 4, 0}),
		} {
			t.Run(name+" on "+disk, func(t *testing.T) {
				dir := folder(t)
				mountOn(t, dir)
				path := write(t, filepath.Join(dir, "hosts"), before)
				err := unix.Setxattr(path, name, value, 0)
				if errors.Is(err, unix.ENOTSUP) || errors.Is(err, unix.EPERM) {
					t.Skipf("%s cannot keep %s: %v", disk, name, err)
				}
				if err != nil {
					t.Fatal(err)
				}
				inode := stat(t, path).Ino
				if err := replace(t, path, after); err != nil {
					t.Fatal(err)
				}
				holds(t, path, after)
				now, err := extendedOf(t, path, name)
				if err != nil || !bytes.Equal(now, value) || stat(t, path).Ino == inode {
					t.Errorf("it is %q now, %v; a new file: %t", now, err, stat(t, path).Ino != inode)
				}
			})
		}
	}
}

func mountMemory(t *testing.T, dir string) {
	t.Helper()
	privateMounts(t)
	if err := unix.Mount("tmpfs", dir, "tmpfs", 0, "size=1m,mode=755"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := unix.Unmount(dir, 0); err != nil {
			t.Error(err)
		}
	})
}

func extendedOf(t *testing.T, path, name string) ([]byte, error) {
	t.Helper()
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	return extended(file, name)
}

// aclOf is an access control list as the kernel keeps it.
func aclOf(entries ...aclEntry) []byte {
	list := []byte{2, 0, 0, 0}
	for _, e := range entries {
		id := e.id
		if e.tag != aclUser && e.tag != aclGroup {
			id = 0xffffffff
		}
		list = append(list, byte(e.tag), byte(e.tag>>8), byte(e.allowed), byte(e.allowed>>8),
			byte(id), byte(id>>8), byte(id>>16), byte(id>>24))
	}
	return list
}

func TestAnAccessListIsToldFromMissingPermission(t *testing.T) {
	needRoot(t)
	const nobody = 65534
	owner, others := aclEntry{aclUserObject, 6, 0}, aclEntry{aclOther, 6, 0}
	for name, test := range map[string]struct {
		list []byte
		mode os.FileMode
		want string
	}{
		"plain permission": {nil, 0o644, "permission true \n"},
		"an entry that refuses": {
			aclOf(owner, aclEntry{aclUser, 4, nobody}, aclEntry{aclGroupObject, 6, 0}, aclEntry{aclMask, 6, 0}, others), 0,
			"access-list true user:nobody:r--\n",
		},
		"a mask that takes it away": {
			aclOf(owner, aclEntry{aclUser, 6, nobody}, aclEntry{aclGroupObject, 4, 0}, aclEntry{aclMask, 4, 0}, others), 0,
			"access-list true mask::r--\n",
		},
		"an entry about somebody else": {
			aclOf(owner, aclEntry{aclUser, 6, 4321}, aclEntry{aclGroupObject, 4, 0}, aclEntry{aclMask, 6, 0}, aclEntry{aclOther, 4, 0}), 0,
			"permission true \n",
		},
		"an entry that allows": {
			aclOf(owner, aclEntry{aclUser, 6, nobody}, aclEntry{aclGroupObject, 4, 0}, aclEntry{aclMask, 6, 0}, aclEntry{aclOther, 4, 0}), 0,
			"",
		},
	} {
		t.Run(name, func(t *testing.T) {
			path := write(t, filepath.Join(folder(t), "hosts"), before)
			if test.list != nil {
				if err := unix.Setxattr(path, accessListName, test.list, 0); errors.Is(err, unix.ENOTSUP) {
					t.Skipf("no access control lists in %s: %v", os.TempDir(), err)
				} else if err != nil {
					t.Fatal(err)
				}
			} else if err := os.Chmod(path, test.mode); err != nil {
				t.Fatal(err)
			}
			if said := asNobody(t, "obstacles", path); said != test.want {
				t.Errorf("said %q, want %q", said, test.want)
			}
		})
	}
}
