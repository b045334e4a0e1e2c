package native

import (
	"context"
	"fmt"
	"os/exec"
	"path/filepath"
	"syscall"
	"time"

	"golang.org/x/sys/windows"
)

const (
	// netshLimit ends a question to netsh that is beside another one. It answers in
	// 0.1 s, on a busy computer in seconds.
	netshLimit = 3 * time.Second
	// netshLeave is how long netsh may keep its output open after it was ended.
	netshLeave = 200 * time.Millisecond
)

// askNetsh runs netsh without a window and returns what it says.
func askNetsh(ctx context.Context, arguments ...string) (string, error) {
	system, err := windows.GetSystemDirectory()
	if err != nil {
		return "", fmt.Errorf("finding netsh: %w", err)
	}
	netsh := exec.CommandContext(ctx, filepath.Join(system, "netsh.exe"), arguments...)
	netsh.SysProcAttr = &syscall.SysProcAttr{HideWindow: true}
	netsh.WaitDelay = netshLeave
	output, err := netsh.Output()
	if ctx.Err() != nil {
		return "", ctx.Err()
	}
	return string(output), err
}
