package native

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"time"

	"golang.org/x/term"

	"localhostdoctor/platform"
)

// stopLimit is how long stopping an owner may take: systemd gives a service 90 s
// (DefaultTimeoutStopSec), and a person needs time for a password.
const stopLimit = 150 * time.Second

// showLimit is how long a question to systemd may take; 10 ms are usual.
const showLimit = 5 * time.Second

// Effects implements platform.Supervisors.
func (s supervisors) Effects(ctx context.Context, owner platform.Owner) (platform.StopEffects, error) {
	switch owner.Kind {
	case platform.OwnerDocker, platform.OwnerPodman:
		return platform.StopEffects{}, nil
	case platform.OwnerSystemd:
		facts, err := showUnit(ctx, owner)
		return facts.effects, err
	default:
		return platform.StopEffects{}, fmt.Errorf("looking at %s: %w", owner.Name, platform.ErrUnsupported)
	}
}

// Stop implements platform.Supervisors.
func (s supervisors) Stop(ctx context.Context, owner platform.Owner) error {
	ctx, cancel := context.WithTimeout(ctx, stopLimit)
	defer cancel()
	defer s.memory.forget()
	switch owner.Kind {
	case platform.OwnerDocker, platform.OwnerPodman:
		return s.engines.stop(ctx, owner)
	case platform.OwnerSystemd:
		return stopUnit(ctx, owner)
	default:
		return fmt.Errorf("stopping %s: %w", owner.Name, platform.ErrUnsupported)
	}
}

func showUnit(ctx context.Context, owner platform.Owner) (unitFacts, error) {
	output, err := systemctl(ctx, owner, "show", "--property="+shownProperties, "--", owner.ID)
	if err != nil {
		return unitFacts{}, err
	}
	facts := parseShow(output, owner.ID)
	if !facts.loaded {
		return unitFacts{}, fmt.Errorf("looking at %s: %w", owner.ID, platform.ErrNotFound)
	}
	return facts, nil
}

// stopUnit stops what would start the unit again in the same job as the unit:
// a socket unit that is left would start it at the next connection.
func stopUnit(ctx context.Context, owner platform.Owner) error {
	facts, err := showUnit(ctx, owner)
	if err != nil {
		return err
	}
	arguments := []string{"stop", "--quiet"}
	if !mayAsk() {
		arguments = append(arguments, "--no-ask-password")
	}
	arguments = append(append(arguments, "--"), facts.effects.Starters...)
	arguments = append(arguments, owner.ID)
	if strings.HasSuffix(owner.ID, ".socket") {
		arguments = append(arguments, facts.effects.Dependents...)
	}
	_, err = systemctl(ctx, owner, arguments...)
	return err
}

// mayAsk tells whether systemd has a way to ask the person for a password: this
// terminal, or the desktop's own question.
func mayAsk() bool {
	return term.IsTerminal(int(os.Stdin.Fd())) || os.Getenv("DISPLAY") != "" || os.Getenv("WAYLAND_DISPLAY") != ""
}

// systemctlPlaces are where distributions put it.
func systemctlPlaces() []string {
	return []string{"/usr/bin/systemctl", "/bin/systemctl", "/run/current-system/sw/bin/systemctl"}
}

// systemctl asks the systemd that manages owner. It is never found by PATH.
func systemctl(ctx context.Context, owner platform.Owner, arguments ...string) (string, error) {
	doing := "systemctl " + arguments[0]
	program := ""
	for _, place := range systemctlPlaces() {
		if _, err := os.Stat(place); err == nil {
			program = place
			break
		}
	}
	if program == "" {
		return "", fmt.Errorf("%s: %w", doing, platform.ErrUnsupported)
	}
	if arguments[0] != "stop" {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, showLimit)
		defer cancel()
	}
	command := exec.CommandContext(ctx, program, arguments...)
	command.Env = []string{"LC_ALL=C", "PATH=/usr/bin:/bin", "SYSTEMD_COLORS=0", "SYSTEMD_PAGER="}
	command.WaitDelay = time.Second
	if owner.Scope == platform.ScopeUser {
		if err := asUser(command, owner.UID); err != nil {
			return "", fmt.Errorf("%s: %w", doing, err)
		}
	}
	if arguments[0] == "stop" {
		command.Stdin = os.Stdin // by which polkit's agent sees the terminal
	}
	var stdout, stderr bytes.Buffer
	command.Stdout, command.Stderr = &stdout, &stderr
	err := command.Run()
	switch {
	case err == nil:
		return stdout.String(), nil
	case ctx.Err() != nil:
		return "", fmt.Errorf("%s: %w", doing, ctx.Err())
	case refusedBySystemctl(stderr.String()):
		return "", fmt.Errorf("%s: %w: %s", doing, platform.ErrNeedsAdmin, strings.TrimSpace(stderr.String()))
	}
	return "", fmt.Errorf("%s: %w: %s", doing, err, strings.TrimSpace(stderr.String()))
}

// asUser makes command speak to the systemd of one user, as that user: another's
// may be reached by root only.
func asUser(command *exec.Cmd, uid uint32) error {
	folder := "/run/user/" + strconv.FormatUint(uint64(uid), 10)
	command.Args = append([]string{command.Args[0], "--user"}, command.Args[1:]...)
	command.Env = append(command.Env, "XDG_RUNTIME_DIR="+folder, "DBUS_SESSION_BUS_ADDRESS=unix:path="+folder+"/bus")
	switch me := os.Geteuid(); {
	case uint32(me) == uid:
		return nil
	case me != 0:
		return fmt.Errorf("speaking to the systemd of user %d: %w", uid, platform.ErrNeedsAdmin)
	}
	var stat syscall.Stat_t
	if err := syscall.Stat(folder, &stat); err != nil {
		return errors.Join(platform.ErrNotFound, err)
	}
	command.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uid, Gid: stat.Gid}}
	return nil
}
