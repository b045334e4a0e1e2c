//go:build e2e && linux

package e2e

import (
	"bufio"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// faultVariable names a mistake that the program of these tests makes.
const faultVariable = "LOCALHOST_DOCTOR_FAULT"

// kept is the file in which a crash is kept.
func (c *computer) kept() string { return filepath.Join(c.state, "localhost-doctor", "crash.txt") }

func TestACrashOfTheWindowIsKeptAndOffered(t *testing.T) {
	for _, fault := range []string{"drawing", "work"} {
		t.Run(fault, func(t *testing.T) {
			healthy := healthyComputer(t)
			w := healthy.open(t, window, faultVariable+"="+fault)
			w.await("the program has ended", w.hasEnded)
			content, err := os.ReadFile(healthy.kept())
			if err != nil {
				t.Fatalf("%v\nstderr: %s", err, w.stderr)
			}
			if text := string(content); strings.Contains(text, "ana") || strings.Contains(text, "secret") || strings.Contains(text, "0xc0") {
				t.Errorf("something private is in\n%s", text)
			}
			if !strings.Contains(string(content), "app/ui.(*Window).watchFault.func") || !strings.Contains(string(content), "app/ui/fault_on.go:") {
				t.Errorf("it does not say where:\n%s", content)
			}
			if !strings.Contains(w.stderr.String(), "closed because of a mistake") || strings.Contains(w.stderr.String(), "goroutine ") {
				t.Errorf("stderr: %s", w.stderr)
			}

			told := healthy.run(t, build(t, terminal), "check", "--only", "L01")
			if !strings.Contains(told.stderr, healthy.kept()) || strings.Count(told.stderr, "\n") != 1 {
				t.Errorf("the terminal does not tell in one line: %q", told.stderr)
			}
			if again := healthy.run(t, build(t, terminal), "check", "--only", "L01"); again.stderr != "" {
				t.Errorf("the terminal tells it again: %q", again.stderr)
			}

			next := healthy.open(t, window)
			next.see(label(t, "start.crash.title"))
			next.photograph("offered")
			next.click(label(t, "start.crash.copy"))
			next.see(label(t, "start.crash.copied"))
			next.photograph("copied")
			next.click(label(t, "start.crash.close"))
			next.await("it is forgotten", func() bool { _, err := os.Stat(healthy.kept()); return os.IsNotExist(err) })
			next.wantQuiet()
		})
	}
}

func TestACrashInsideALibraryIsKeptToo(t *testing.T) {
	healthy := healthyComputer(t)
	w := healthy.open(t, window)
	w.seeButton(label(t, "ui.checkup.again"))
	// What the window's process gets when C code of a driver touches what is not there.
	if err := syscall.Kill(windowProcess(t, w.process.Pid), syscall.SIGSEGV); err != nil {
		t.Fatal(err)
	}
	w.await("the program has ended", w.hasEnded)
	if content, err := os.ReadFile(healthy.kept()); err != nil || !strings.Contains(string(content), "SIGSEGV") {
		t.Errorf("%v\n%s\nstderr: %s", err, content, w.stderr)
	}
}

// windowProcess is the child of the program that shows the window.
func windowProcess(t *testing.T, pid int) int {
	t.Helper()
	children := childrenOf(t, pid)
	if len(children) != 1 {
		t.Fatalf("the program has the children %v, want one", children)
	}
	return children[0]
}

func TestASecondStartBringsTheWindowForward(t *testing.T) {
	healthy := healthyComputer(t)
	w := healthy.open(t, window)
	w.seeButton(label(t, "ui.checkup.again"))
	for _, c := range []struct {
		name string
		hide func()
	}{
		{"minimised", func() { w.do("windowminimize", w.id) }},
		{"behind another", func() {
			other := w.tool(build(t, hello))
			other.Env = append(healthy.environment(), "DISPLAY="+w.name)
			startQuietly(t, other)
			w.do("windowactivate", "--sync", w.waitForWindow(t, "Hello"))
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.hide()
			w.await("it is not in front", func() bool { return w.inFront() != w.id })
			second := healthy.command(t, build(t, window))
			second.Env = append(second.Env, "DISPLAY="+w.name)
			answer := finish(t, second).wantExit(t, 0).wantOneLine(t)
			t.Logf("took %v", answer.took)
			w.await("it is in front", func() bool { return w.inFront() == w.id })
			w.photograph("forward")
		})
	}
	w.press("ctrl+q")
	w.await("the program has ended", w.hasEnded)
	third := healthy.open(t, window)
	third.seeButton(label(t, "ui.checkup.again"))
}

// inFront is the window that has the keyboard.
func (w *openWindow) inFront() string {
	out, err := w.tool("xdotool", "getactivewindow").Output()
	if err != nil {
		return "" // none has
	}
	return strings.TrimSpace(string(out))
}

func TestWithoutGraphicsTheCheckUpOpensInTheBrowser(t *testing.T) {
	d := openPlainDisplay(t, "-extension", "GLX")
	for _, c := range []struct {
		name, browser string
		exit          int
		shows         string
	}{
		{"a browser", "#!/bin/sh\necho \"$1\" >\"$SHOWN\"\n", 0, ""},
		{"none", "#!/bin/sh\nexit 3\n", 0, "Localhost works"},
	} {
		t.Run(c.name, func(t *testing.T) {
			healthy := healthyComputer(t)
			tools := t.TempDir()
			for _, name := range []string{"xdg-open", "gio", "x-www-browser"} {
				if err := os.WriteFile(filepath.Join(tools, name), []byte(c.browser), 0o755); err != nil {
					t.Fatal(err)
				}
			}
			shown := filepath.Join(t.TempDir(), "shown")
			cmd := healthy.command(t, build(t, plainWindow))
			cmd.Env = append(cmd.Env, "DISPLAY="+d.name, "SHOWN="+shown, "PATH="+tools+":"+os.Getenv("PATH"))
			got := finish(t, cmd).wantExit(t, c.exit).wantOneLine(t)
			if !strings.Contains(got.stderr, "OpenGL") || !strings.Contains(got.stdout, c.shows) {
				t.Errorf("stdout: %s\nstderr: %s", got.stdout, got.stderr)
			}
			t.Logf("%s", got.stderr)
			if c.shows != "" {
				return
			}
			path, err := os.ReadFile(shown)
			if err != nil {
				t.Fatal(err)
			}
			page, err := os.ReadFile(strings.TrimSpace(string(path)))
			if err != nil || !strings.Contains(string(page), "Localhost works") || !strings.Contains(got.stderr, strings.TrimSpace(string(path))) {
				t.Errorf("%v: %.300s", err, page)
			}
		})
	}
}

func TestADriverThatCrashesWhileTheWindowOpensIsNoSilentEnd(t *testing.T) {
	need(t, "gcc")
	d := openPlainDisplay(t)
	driver := filepath.Join(t.TempDir(), "driver.so")
	source := driver + ".c"
	// GLFW looks the functions of the driver up by their names.
	const crashing = `#define _GNU_SOURCE
#include <dlfcn.h>
#include <string.h>
static int crash(void) { *(volatile int *)0 = 1; return 0; }
void *dlsym(void *handle, const char *name) {
	void *(*real)(void *, const char *) = dlvsym(RTLD_NEXT, "dlsym", "GLIBC_2.34");
	if (!real) real = dlvsym(RTLD_NEXT, "dlsym", "GLIBC_2.2.5");
	return strcmp(name, "glXQueryExtension") ? real(handle, name) : (void *)crash;
}
`
	if err := os.WriteFile(source, []byte(crashing), 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("gcc", "-shared", "-fPIC", "-o", driver, source).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	healthy := healthyComputer(t)
	cmd := healthy.command(t, build(t, plainWindow))
	cmd.Env = append(cmd.Env, "DISPLAY="+d.name, "LD_PRELOAD="+driver, "PATH=/nowhere")
	got := finish(t, cmd).wantExit(t, 0).wantOneLine(t)
	if !strings.Contains(got.stderr, "OpenGL") || !strings.Contains(got.stdout, "Localhost works") {
		t.Errorf("stdout: %s\nstderr: %s", got.stdout, got.stderr)
	}
	if content, err := os.ReadFile(healthy.kept()); err != nil || !strings.Contains(string(content), "SIGSEGV") {
		t.Errorf("it is not kept: %v\n%s", err, content)
	}
}

func TestAWaylandThatIsNotThereIsNoSilentEnd(t *testing.T) {
	healthy := healthyComputer(t)
	cmd := healthy.command(t, build(t, plainWindow))
	cmd.Env = append(cmd.Env, "WAYLAND_DISPLAY=wayland-9", "PATH=/nowhere")
	got := finish(t, cmd).wantExit(t, 0).wantOneLine(t)
	if !strings.Contains(got.stdout, "Localhost works") {
		t.Errorf("stdout: %s\nstderr: %s", got.stdout, got.stderr)
	}
}

// openPlainDisplay starts a screen without a window manager, with more settings.
func openPlainDisplay(t testing.TB, settings ...string) *display {
	t.Helper()
	need(t, "Xvfb")
	read, write, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer read.Close() //nolint:errcheck // only read from
	server := exec.Command("Xvfb", append([]string{"-displayfd", "3", "-screen", "0", "1280x900x24", "-nolisten", "tcp", "-noreset"}, settings...)...)
	server.ExtraFiles = []*os.File{write}
	startQuietly(t, server)
	if err := write.Close(); err != nil {
		t.Fatal(err)
	}
	number, err := bufio.NewReader(read).ReadString('\n')
	if err != nil {
		t.Fatalf("Xvfb did not start: %v", err)
	}
	return &display{name: ":" + strings.TrimSpace(number)}
}
