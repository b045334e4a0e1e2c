package native

import (
	"fmt"
	"os/exec"
	"strings"
)

// accessList returns the entry of the file's access control list by which it refuses
// writing to the current user; empty when none does. The calls for it are in the C
// library only, so ls(1) is asked, and id(1) for who this is.
func accessList(path string) (string, error) {
	listing, err := exec.Command("/bin/ls", "-led", "--", path).Output()
	if err != nil {
		return "", fmt.Errorf("reading the access control list: %w", err)
	}
	if !strings.Contains(string(listing), "\n 0: ") {
		return "", nil // no list
	}
	user, err := exec.Command("/usr/bin/id", "-un").Output()
	if err != nil {
		return "", fmt.Errorf("asking who this is: %w", err)
	}
	groups, err := exec.Command("/usr/bin/id", "-Gn").Output()
	if err != nil {
		return "", fmt.Errorf("asking which groups this is in: %w", err)
	}
	return deniedByList(string(listing), strings.TrimSpace(string(user)), strings.Fields(string(groups))), nil
}
