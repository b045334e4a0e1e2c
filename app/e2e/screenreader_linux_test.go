//go:build e2e && linux

package e2e

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/godbus/dbus/v5"

	"localhostdoctor/platform/screenreader/orcatest"
)

// readers is a session, on a screen of its own, in which somebody reads the screen with
// the real programs for that (at-spi2-core).
type readers struct {
	*display
	t       testing.TB
	folder  string
	address string     // of the session's bus
	bus     *dbus.Conn // of the programs that read
}

const (
	registryName   = "org.a11y.atspi.Registry"
	registryRoot   = "/org/a11y/atspi/accessible/root"
	accessibleName = "org.a11y.atspi.Accessible"
)

// openReaders starts the bus, the registry and a reader.
func openReaders(t testing.TB) *readers {
	t.Helper()
	need(t, "dbus-daemon")
	r := &readers{display: openDisplay(t), t: t, folder: t.TempDir()}
	r.address = "unix:path=" + filepath.Join(r.folder, "bus")
	daemon := r.command("dbus-daemon", "--session", "--nofork", "--print-address", "--address="+r.address)
	startAndReadUntil(t, daemon, make(chan struct{}))
	session := r.join(r.address)
	status := session.Object("org.a11y.Bus", "/org/a11y/bus")
	if err := status.SetProperty("org.a11y.Status.ScreenReaderEnabled", dbus.MakeVariant(true)); err != nil {
		lacking(t, "no bus for screen readers (package at-spi2-core): "+err.Error())
	}
	var address string
	if err := status.Call("org.a11y.Bus.GetAddress", 0).Store(&address); err != nil {
		t.Fatal(err)
	}
	r.bus = r.join(address)
	r.children(seen{registryName, registryRoot}) // this starts the registry, as any reader does
	return r
}

// command is a program in this session.
func (r *readers) command(name string, args ...string) *exec.Cmd {
	cmd := exec.Command(name, args...)
	cmd.Env = append(os.Environ(), r.settings()...)
	cmd.Env = append(cmd.Env, "DISPLAY="+r.name, "HOME="+r.folder, "XDG_RUNTIME_DIR="+r.folder, "GSETTINGS_BACKEND=memory", "LC_ALL=C.UTF-8")
	return cmd
}

// settings are what a program must know to be in this session.
func (r *readers) settings() []string { return []string{"DBUS_SESSION_BUS_ADDRESS=" + r.address} }

func (r *readers) join(address string) *dbus.Conn {
	r.t.Helper()
	bus, err := dbus.Connect(address)
	if err != nil {
		r.t.Fatal(err)
	}
	r.t.Cleanup(func() { _ = bus.Close() }) // the bus may have ended before
	return bus
}

// open opens the program's window in this session.
func (r *readers) open(c *computer, p program, settings ...string) *openWindow {
	r.t.Helper()
	return c.openOn(r.t, r.display, p, append(r.settings(), settings...)...)
}

// seen is a part of a window, as a reader sees it.
type seen struct {
	Bus  string
	Path dbus.ObjectPath
}

func (r *readers) children(of seen) []seen {
	r.t.Helper()
	var all []seen
	if err := r.bus.Object(of.Bus, of.Path).Call(accessibleName+".GetChildren", 0).Store(&all); err != nil {
		return nil // it has gone
	}
	return all
}

// nameOf is what a part is called; empty of one that has gone.
func (r *readers) nameOf(of seen) string {
	name, err := r.bus.Object(of.Bus, of.Path).GetProperty(accessibleName + ".Name")
	if err != nil {
		return ""
	}
	text, _ := name.Value().(string)
	return text
}

// roleOf is what a part is: "push button".
func (r *readers) roleOf(of seen) string {
	var role string
	if err := r.bus.Object(of.Bus, of.Path).Call(accessibleName+".GetRoleName", 0).Store(&role); err != nil {
		return ""
	}
	return role
}

// has reports whether a part is in a state, by the number of AtspiStateType.
func (r *readers) has(of seen, state uint) bool {
	var words []uint32
	if err := r.bus.Object(of.Bus, of.Path).Call(accessibleName+".GetState", 0).Store(&words); err != nil || len(words) != 2 {
		return false
	}
	return words[state/32]>>(state%32)&1 == 1
}

const (
	checkedState = 4
	focusedState = 12
)

// text is what is typed into a field.
func (r *readers) text(of seen) string {
	var text string
	if err := r.bus.Object(of.Bus, of.Path).Call("org.a11y.atspi.Text.GetText", 0, int32(0), int32(-1)).Store(&text); err != nil {
		return ""
	}
	return text
}

// middle is a pixel of the screen in a part.
func (r *readers) middle(of seen) (x, y int) {
	r.t.Helper()
	var place struct{ X, Y, Width, Height int32 }
	if err := r.bus.Object(of.Bus, of.Path).Call("org.a11y.atspi.Component.GetExtents", 0, uint32(0)).Store(&place); err != nil {
		r.t.Fatal(err)
	}
	return int(place.X + place.Width/2), int(place.Y + place.Height/2)
}

// tree lists what a reader sees of all windows, a line for each part: its role, its name,
// and where the keyboard is.
func (r *readers) tree() []string {
	r.t.Helper()
	var lines []string
	var walk func(of seen, depth int)
	walk = func(of seen, depth int) {
		line := fmt.Sprintf("%s%s %q", strings.Repeat("  ", depth), r.roleOf(of), r.nameOf(of))
		if r.has(of, focusedState) {
			line += " focused"
		}
		lines = append(lines, line)
		for _, child := range r.children(of) {
			walk(child, depth+1)
		}
	}
	for _, program := range r.children(seen{registryName, registryRoot}) {
		for _, window := range r.children(program) {
			walk(window, 0)
		}
	}
	return lines
}

// find waits for a part of a role whose name has these words.
func (r *readers) find(role, words string) seen {
	r.t.Helper()
	var found seen
	var walk func(of seen) bool
	walk = func(of seen) bool {
		if r.roleOf(of) == role && strings.Contains(r.nameOf(of), words) {
			found = of
			return true
		}
		return slices.ContainsFunc(r.children(of), walk)
	}
	eventually(r.t, slow, "a reader finds the "+role+" "+words, func() bool { return walk(seen{registryName, registryRoot}) })
	return found
}

// do calls a method of a part that answers yes or no: "Action.DoAction".
func (r *readers) do(of seen, method string, values ...any) {
	r.t.Helper()
	var done bool
	if err := r.bus.Object(of.Bus, of.Path).Call("org.a11y.atspi."+method, 0, values...).Store(&done); err != nil || !done {
		r.t.Fatalf("%s of %s %q: %v, %v", method, r.roleOf(of), r.nameOf(of), done, err)
	}
}

// press does what a click on a part does.
func (r *readers) press(of seen) { r.t.Helper(); r.do(of, "Action.DoAction", int32(0)) }

// startOrca starts the screen reader of most desktops in this session.
func (r *readers) startOrca() *orcatest.Orca {
	r.t.Helper()
	o := orcatest.Start(r.t, r.folder, r.command)
	o.Says("Screen reader on")
	return o
}

// The tools are tested themselves: when this fails, the fault is not in the program.
func TestTheProgramsForScreenReadersRun(t *testing.T) {
	r := openReaders(t)
	if got := r.tree(); len(got) > 0 {
		t.Errorf("there is no window, but a reader sees %q", got)
	}
	r.startOrca()
}

func TestAScreenReaderReadsAndUsesTheWindow(t *testing.T) {
	r := openReaders(t)
	w := r.open(healthyComputer(t), plainWindow)
	r.find("push button", "Check again")
	r.press(r.find("radio button", "Ports"))
	r.find("heading", "Ports")

	search := r.find("entry", "Search")
	r.do(search, "Component.GrabFocus")
	eventually(t, slow, "the keyboard is in the field", func() bool { return r.has(search, focusedState) })
	w.write("shop")
	eventually(t, slow, "what is typed is read", func() bool { return r.text(search) == "shop" })
	r.do(search, "EditableText.SetTextContents", "22")
	eventually(t, slow, "what a reader types is there", func() bool { return r.text(search) == "22" })
	w.press("Tab")
	free := r.find("push button", "Find me a free port")
	eventually(t, slow, "the keyboard goes on", func() bool { return r.has(free, focusedState) && !r.has(search, focusedState) })

	// It says where it is: a click there reaches it.
	box := r.find("check box", "Also UDP")
	x, y := r.middle(box)
	w.do("mousemove", strconv.Itoa(x), strconv.Itoa(y))
	w.do("click", "1")
	eventually(t, slow, "the box is ticked", func() bool { return r.has(box, checkedState) })
	r.press(box)
	eventually(t, slow, "a reader unticks it", func() bool { return !r.has(box, checkedState) })
	w.photograph("read")

	if err := w.process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	eventually(t, slow, "a reader sees no window any more", func() bool { return len(r.tree()) == 0 })
}

func TestOrcaReadsTheWindow(t *testing.T) {
	r := openReaders(t)
	o := r.startOrca()
	w := r.open(healthyComputer(t), plainWindow)
	o.Says("Localhost Doctor frame", "notification Localhost works on this computer")
	for _, c := range []struct {
		key  string
		says []string
	}{
		{"Tab", []string{"Check-up", "selected radio button", "1 of 8"}},
		{"Tab", []string{"Ports", "not selected radio button", "2 of 8"}},
		{"ctrl+f", []string{"Paste an address or the error you see", "entry"}},
		{"Tab", []string{"Explain button"}},
		{"Tab", []string{"Check again button"}},
	} {
		w.press(c.key)
		o.Says(c.says...)
	}
	// Its own commands are keys that the window passes on, and does not take itself.
	w.press("ctrl+f")
	o.Says("entry")
	w.write("x")
	w.do("keydown", "Insert")
	w.do("key", "t") // what time it is
	w.do("keyup", "Insert")
	o.Says(":")
	w.write("y")
	field := r.find("entry", "Paste an address or the error you see, for example localhost:3000")
	eventually(t, slow, "the window has all keys but those for Orca", func() bool { return r.text(field) == "xy" })
}
