package native

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"golang.org/x/sys/windows"

	"localhostdoctor/platform"
)

type openWindows struct{}

// Owners implements platform.OpenWindows.
func (openWindows) Owners(ctx context.Context) ([]int, error) {
	user32 := windows.NewLazySystemDLL("user32.dll")
	next, owner := user32.NewProc("FindWindowExW"), user32.NewProc("GetWindow")
	if err := errors.Join(next.Find(), owner.Find()); err != nil {
		return nil, fmt.Errorf("listing windows: %w: %w", platform.ErrUnsupported, err)
	}
	var found []int
	var window uintptr
	for range mostWindows {
		if err := ctx.Err(); err != nil {
			return nil, fmt.Errorf("listing windows: %w", err)
		}
		if window, _, _ = next.Call(0, window, 0, 0); window == 0 {
			break
		}
		handle := windows.HWND(window)
		if owned, _, _ := owner.Call(window, ownerWindow); owned != 0 || !windows.IsWindowVisible(handle) || isConsole(handle) {
			continue
		}
		var pid uint32
		if _, err := windows.GetWindowThreadProcessId(handle, &pid); err == nil && pid != 0 {
			found = append(found, int(pid))
		}
	}
	slices.Sort(found)
	return slices.Compact(found), nil
}

// isConsole knows the window of a terminal. It says that it belongs to the first
// program that writes into it, which has no window of its own.
func isConsole(window windows.HWND) bool {
	const longest = 64
	var class [longest]uint16
	n, err := windows.GetClassName(window, &class[0], longest)
	return err == nil && windows.UTF16ToString(class[:n]) == "ConsoleWindowClass"
}
