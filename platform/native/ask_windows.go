package native

import (
	"errors"
	"fmt"

	"golang.org/x/sys/windows"

	"localhostdoctor/platform"
)

// The numbers of winuser.h.
const (
	messageClose = 0x0010 // WM_CLOSE
	ownerWindow  = 4      // GW_OWNER
)

// mostWindows ends the walk over all windows, whose order may change meanwhile.
const mostWindows = 1 << 16

// closeWindows asks each visible main window of a process to close, as the user
// would. ErrUnsupported when it has none that this session can see; the window of a
// terminal is none: closing it would end everything in it.
func closeWindows(pid int) error {
	user32 := windows.NewLazySystemDLL("user32.dll")
	next, owner, post := user32.NewProc("FindWindowExW"), user32.NewProc("GetWindow"), user32.NewProc("PostMessageW")
	if err := errors.Join(next.Find(), owner.Find(), post.Find()); err != nil {
		return fmt.Errorf("asking process %d to end: %w: %w", pid, platform.ErrUnsupported, err)
	}
	asked := map[uintptr]bool{}
	var window uintptr
	for range mostWindows {
		window, _, _ = next.Call(0, window, 0, 0)
		if window == 0 {
			break
		}
		if asked[window] || !belongs(window, pid) || isConsole(windows.HWND(window)) {
			continue
		}
		if owned, _, _ := owner.Call(window, ownerWindow); owned != 0 {
			continue // a dialogue of another window
		}
		asked[window] = true
		if done, _, err := post.Call(window, messageClose, 0, 0); done == 0 {
			return askError(pid, err)
		}
	}
	if len(asked) == 0 {
		return fmt.Errorf("asking process %d to end: it has no window: %w", pid, platform.ErrUnsupported)
	}
	return nil
}

func belongs(window uintptr, pid int) bool {
	var owner uint32
	if _, err := windows.GetWindowThreadProcessId(windows.HWND(window), &owner); err != nil {
		return false
	}
	return int(owner) == pid && windows.IsWindowVisible(windows.HWND(window))
}

// askError names a refusal: programs with more rights take no messages from
// programs with fewer.
func askError(pid int, err error) error {
	if errors.Is(err, windows.ERROR_ACCESS_DENIED) {
		return fmt.Errorf("asking process %d to end: %w: %w", pid, platform.ErrNeedsAdmin, err)
	}
	return fmt.Errorf("asking process %d to end: %w", pid, err)
}
