//go:build cgo && !nowindow

package uia

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"localhostdoctor/platform/screenreader"
)

// otherProgram is the window of another program: this one, started a second time.
const otherProgram = "SCREENREADER_TEST_WINDOW"

func TestMain(m *testing.M) {
	if os.Getenv(otherProgram) != "" {
		beTheOtherProgram()
		return
	}
	os.Exit(m.Run())
}

// page is a window with one of everything.
func page(language string, below ...*screenreader.Node) *screenreader.Tree {
	return &screenreader.Tree{Language: language, Active: true, Left: 100, Top: 80, Window: &screenreader.Node{
		ID: screenreader.Root, Role: screenreader.Window, Name: "Localhost Doctor", Place: screenreader.Rect{X: 0, Y: 0, Width: 400, Height: 300}, Children: below,
	}}
}

func firstPage() *screenreader.Tree {
	return page("de",
		&screenreader.Node{ID: 2, Role: screenreader.Heading, Name: "Ports", Level: 1, Place: screenreader.Rect{X: 10, Y: 10, Width: 100, Height: 20}},
		&screenreader.Node{ID: 3, Role: screenreader.Button, Name: "Check again", Help: "Looks at everything once more", State: screenreader.Focusable | screenreader.Focused, Place: screenreader.Rect{X: 10, Y: 40, Width: 100, Height: 20}},
		&screenreader.Node{ID: 4, Role: screenreader.List, Name: "Programs", Place: screenreader.Rect{X: 10, Y: 70, Width: 300, Height: 60}, Children: []*screenreader.Node{
			{ID: 5, Role: screenreader.Row, Name: "3000, node", State: screenreader.Selectable | screenreader.Selected | screenreader.Focusable, At: 7, Of: 500, Place: screenreader.Rect{X: 10, Y: 70, Width: 300, Height: 20}, Children: []*screenreader.Node{
				{ID: 6, Role: screenreader.Button, Name: "Stop…", State: screenreader.Focusable | screenreader.Disabled, Place: screenreader.Rect{X: 250, Y: 72, Width: 50, Height: 16}},
			}},
			{ID: 7, Role: screenreader.Row, Name: "8080, nginx \x00\xff ☃", State: screenreader.Selectable | screenreader.Focusable, At: 8, Of: 500, Place: screenreader.Rect{X: 10, Y: 90, Width: 300, Height: 20}},
			{ID: 8, Role: screenreader.Row, Name: "62893, practice server", State: screenreader.Selectable | screenreader.Focusable, At: 9, Of: 500, Place: screenreader.Rect{X: 10, Y: 150, Width: 300, Height: 20}},
		}},
		&screenreader.Node{ID: 9, Role: screenreader.Field, Name: "Search", Value: "node 😀 x", State: screenreader.Focusable | screenreader.Editable, Caret: 6, Anchor: 5, Place: screenreader.Rect{X: 10, Y: 140, Width: 300, Height: 20}},
		&screenreader.Node{ID: 10, Role: screenreader.Check, Name: "UDP too", State: screenreader.Focusable | screenreader.Checkable | screenreader.Checked, Place: screenreader.Rect{X: 10, Y: 170, Width: 100, Height: 20}},
		&screenreader.Node{ID: 11, Role: screenreader.Choices, Name: "Language", Value: "Deutsch", State: screenreader.Focusable | screenreader.Expandable, Place: screenreader.Rect{X: 10, Y: 200, Width: 100, Height: 20}},
		&screenreader.Node{ID: 12, Role: screenreader.Group, Place: screenreader.Rect{X: 10, Y: 230, Width: 100, Height: 20}, Children: []*screenreader.Node{
			{ID: 13, Role: screenreader.Choice, Name: "Light", State: screenreader.Focusable | screenreader.Selectable, Place: screenreader.Rect{X: 10, Y: 230, Width: 40, Height: 20}},
			{ID: 14, Role: screenreader.Choice, Name: "Dark", State: screenreader.Focusable | screenreader.Selectable | screenreader.Selected, Place: screenreader.Rect{X: 60, Y: 230, Width: 40, Height: 20}},
		}},
		&screenreader.Node{ID: 1<<40 + 15, Role: screenreader.Link, Name: "https://localhost:3000", State: screenreader.Focusable, Place: screenreader.Rect{X: 10, Y: 260, Width: 100, Height: 20}},
	)
}

func secondPage() *screenreader.Tree {
	return page("ja",
		&screenreader.Node{ID: 3, Role: screenreader.Button, Name: "Check again", State: screenreader.Focusable | screenreader.Disabled, Place: screenreader.Rect{X: 10, Y: 40, Width: 100, Height: 20}},
		&screenreader.Node{ID: 4, Role: screenreader.List, Name: "Programs", Place: screenreader.Rect{X: 10, Y: 70, Width: 300, Height: 60}},
		&screenreader.Node{ID: 20, Role: screenreader.Dialog, Name: "Stop node?", State: screenreader.Modal, Place: screenreader.Rect{X: 50, Y: 50, Width: 300, Height: 200}, Children: []*screenreader.Node{
			{ID: 21, Role: screenreader.Button, Name: "Stop", State: screenreader.Focusable | screenreader.Focused, Place: screenreader.Rect{X: 60, Y: 200, Width: 80, Height: 30}},
		}},
		&screenreader.Node{ID: 22, Role: screenreader.Note, Name: "Copied", Place: screenreader.Rect{X: 10, Y: 280, Width: 100, Height: 20}},
	)
}

// beTheOtherProgram opens a window and does what it is told on stdin, until that ends.
func beTheOtherProgram() {
	t := &testing.B{}
	window := openPlainWindow(t)
	handler := newRecorded()
	var reader screenreader.Reader
	var err error
	window.do(func() {
		reader, err = Open(screenreader.Options{Name: "Localhost Doctor", Version: "1.2", Toolkit: "Fyne", Handle: window.handle, Handler: handler})
	})
	fmt.Println(window.handle, err)
	go func() {
		for c := range handler.heard {
			fmt.Println(c.what, c.part, c.text)
		}
	}()
	pages := map[string]func() *screenreader.Tree{"first": firstPage, "second": secondPage}
	for commands := bufio.NewScanner(os.Stdin); commands.Scan(); {
		window.do(func() {
			switch command := commands.Text(); command {
			case "close":
				err = reader.Close()
			case "destroy":
				window.destroyHere()
			default:
				reader.Show(pages[command]())
			}
		})
		fmt.Println("did", err)
	}
}

// program is the other program, from outside.
type program struct {
	t      *testing.T
	window uintptr
	tell   io.Writer
	lines  chan string
}

func startOtherProgram(t *testing.T) *program {
	t.Helper()
	if os.Getenv(standIn) != "" {
		t.Skip("the library in the place of Windows' own lets no program ask: " + standIn + " is set")
	}
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), otherProgram+"=1")
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	p := &program{t: t, tell: in, lines: make(chan string, 100)}
	go func() {
		defer close(p.lines)
		for lines := bufio.NewScanner(out); lines.Scan(); {
			p.lines <- lines.Text()
		}
	}()
	t.Cleanup(func() {
		_ = in.Close() // then it ends
		for range p.lines {
		}
		if err := cmd.Wait(); err != nil {
			t.Errorf("the other program ended badly: %v", err)
		}
	})
	window, err := strconv.ParseUint(strings.TrimSuffix(p.hear(), " <nil>"), 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	p.window = uintptr(window)
	return p
}

// hear returns what the other program says next.
func (p *program) hear() string {
	p.t.Helper()
	select {
	case line, open := <-p.lines:
		if !open {
			p.t.Fatal("the other program has ended")
		}
		return strings.TrimSpace(line)
	case <-time.After(20 * time.Second):
		p.t.Fatal("the other program says nothing")
		return ""
	}
}

func (p *program) do(command string) {
	p.t.Helper()
	fmt.Fprintln(p.tell, command)
	if got := p.hear(); got != "did <nil>" {
		p.t.Fatalf("%s: %s", command, got)
	}
}

// read walks through a window from outside, and writes down what it finds.
func read(t *testing.T, n node, depth int, into *strings.Builder) {
	t.Helper()
	kind, _ := n.property(propClassName)
	name, result := n.property(propName)
	fmt.Fprintf(into, "%s%v %q", strings.Repeat("  ", depth), kind, name)
	if result != ok {
		fmt.Fprintf(into, " %#x", result)
	}
	into.WriteString("\n")
	for child := n.first(t); child != 0; {
		read(t, child, depth+1, into)
		after := child.next(t, toNext)
		child.release()
		child = after
	}
}

// first returns the first of the parts in n that the window itself tells of: Windows adds
// the title bar.
func (n node) first(t *testing.T) node {
	t.Helper()
	child := n.next(t, toFirst)
	for child != 0 {
		if of, _ := child.property(propFrameworkID); of == "Fyne" {
			break
		}
		after := child.next(t, toNext)
		child.release()
		child = after
	}
	return child
}

// isGone reports whether nobody answers for a part any more.
func (n node) isGone() bool {
	got, result := n.property(propName)
	return result != ok || got == noAnswer
}

// noAnswer is how wine passes an error on: by the object that stands for a property that is
// not there (VT_UNKNOWN).
const noAnswer = uint16(13)

// firstPageRead is what is read of firstPage.
const firstPageRead = `Window "Localhost Doctor"
  Heading "Ports"
  Button "Check again"
  List "Programs"
    Row "3000, node"
      Button "Stop…"
    Row "8080, nginx �� ☃"
    Row "62893, practice server"
  Field "Search"
  Check "UDP too"
  Choices "Language"
  Group ""
    Choice "Light"
    Choice "Dark"
  Link "https://localhost:3000"
`

const secondPageRead = `Window "Localhost Doctor"
  Button "Check again"
  List "Programs"
  Dialog "Stop node?"
    Button "Stop"
  Note "Copied"
`

func (p *program) reads(root node, want string) {
	p.t.Helper()
	var got strings.Builder
	read(p.t, root, 0, &got)
	if got.String() != strings.ReplaceAll(want, `\ufffd`, "\ufffd") {
		p.t.Errorf("read\n%s\nwant\n%s", got.String(), want)
	}
}

func TestAnotherProgramReadsTheWindow(t *testing.T) {
	p := startOtherProgram(t)
	root := nodeOf(t, p.window)
	defer root.release()
	if got := p.hear(); got != "wanted 0" {
		t.Errorf("asked for the window, the other program was told %q", got)
	}
	p.do("first")
	p.reads(root, firstPageRead)
	button := root.first(t).next(t, toNext)
	defer button.release()
	for _, c := range []struct {
		ask  uiaProp
		want any
	}{
		{propControlType, int32(50000)},
		{propHelpText, "Looks at everything once more"},
		{propHasKeyboardFocus, true},
		{propIsKeyboardFocusable, true},
		{propIsEnabled, true},
		{propIsOffscreen, false},
		{propFrameworkID, "Fyne"},
		{propAutomationID, "Window.Button1"},
		{propCulture, int32(0x407)},
	} {
		if got, result := button.property(c.ask); got != c.want || result != ok {
			t.Errorf("%d: %v, %#x; want %v", c.ask, got, result, c.want)
		}
	}
	if id, result := button.runtimeID(); result != ok || len(id) < 3 || !slices.Equal(id[len(id)-2:], []int32{3, 0}) {
		t.Errorf("its number is %v, %#x", id, result)
	}
	heading := root.first(t)
	defer heading.release()
	p.do("second")
	p.reads(root, secondPageRead)
	if got, _ := button.property(propIsEnabled); got != false {
		t.Errorf("the button that is still there is thought to be switched on: %v", got)
	}
	if !heading.isGone() {
		t.Error("the heading that is gone answers")
	}
	p.do("first") // it is there again
	if got, result := heading.property(propName); result != ok || got != "Ports" {
		t.Errorf("the heading that came back says %v, %#x", got, result)
	}
}

// A program that holds parts of a window that closes, or ends, is told that they are gone.
func TestAnotherProgramIsToldThatTheWindowIsGone(t *testing.T) {
	for _, end := range []string{"close", "destroy"} {
		t.Run(end, func(t *testing.T) {
			p := startOtherProgram(t)
			root := nodeOf(t, p.window)
			defer root.release()
			p.hear() // that it is wanted
			p.do("first")
			button := root.first(t)
			defer button.release()
			p.do(end)
			if !button.isGone() {
				t.Error("a part of it answers")
			}
		})
	}
}
