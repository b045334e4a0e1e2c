//go:build cgo && !nowindow

package uia

import (
	"math"
	"math/rand/v2"
	"os"
	"runtime"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
	"unsafe"

	"golang.org/x/sys/windows"

	"localhostdoctor/platform/screenreader"
)

// standIn says where the library that testdata/uiautomationcore.c makes is.
const standIn = "SCREENREADER_TEST_CORE"

// recorder is that library, in the place of Windows' own.
type recorder struct {
	t       *testing.T
	library *windows.LazyDLL
}

func openRecorder(t *testing.T) *recorder {
	t.Helper()
	path := os.Getenv(standIn)
	if path == "" {
		t.Skip("not asked for: " + standIn + " names no library that records what it is told")
	}
	library := windows.NewLazyDLL(path) // one of that name is loaded once for a program
	if err := library.Load(); err != nil {
		t.Fatal(err)
	}
	r := &recorder{t, library}
	r.listen(false)
	r.said()
	return r
}

func (r *recorder) listen(yes bool) {
	number := uintptr(0)
	if yes {
		number = 1
	}
	r.library.NewProc("Listen").Call(number)
}

func (r *recorder) said() []string {
	buffer := make([]byte, 1<<16)
	length, _, _ := r.library.NewProc("Said").Call(uintptr(unsafe.Pointer(&buffer[0])))
	return strings.FieldsFunc(string(buffer[:length]), func(c rune) bool { return c == '\n' })
}

// root asks a window for its root, as UI Automation does.
func (r *recorder) root(w *plainWindow) object {
	r.t.Helper()
	const rootObject = ^uintptr(24) // -25
	answer, _, _ := user32.NewProc("SendMessageW").Call(w.handle, messageGetObject, 0, rootObject)
	if answer != 4711 {
		r.t.Fatalf("WM_GETOBJECT: %d", answer)
	}
	provider, _, _ := r.library.NewProc("Provider").Call()
	return object(provider)
}

const (
	simpleID   = "{d6dd68d1-86fd-4332-8666-9abedea2d24c}"
	fragmentID = "{f7063da8-8359-439c-9297-bbc5299a7d87}"
	rootID     = "{620ce2a5-ab8f-40a9-86cb-de3c75599b58}"
	unknownID  = "{00000000-0000-0000-c000-000000000046}"
)

// The places of methods in their tables.
const (
	simpleOptions, simplePattern, simpleProperty, simpleHost                                                         = 3, 4, 5, 6
	fragmentNavigate, fragmentRuntimeID, fragmentRectangle, fragmentEmbedded, fragmentSetFocus, fragmentFragmentRoot = 3, 4, 5, 6, 7, 8
	rootAt, rootFocus                                                                                                = 3, 4
)

// as returns another interface of an object, and gives the first back.
func (o object) as(t *testing.T, iid string) object {
	t.Helper()
	other, result := o.query(iid)
	if result != ok {
		t.Fatalf("%s: %#x", iid, result)
	}
	o.release()
	return other
}

func out[T any](at *T) uintptr { return uintptr(unsafe.Pointer(at)) }

// ask returns what a provider answers to a question.
func (o object) ask(asked uiaProp) (any, hresult) {
	simple, _ := o.query(simpleID)
	defer simple.release()
	var v variant
	result := simple.call(simpleProperty, uintptr(asked), out(&v))
	return v.read(), result
}

// neighbour returns the fragment in a direction, 0 where there is none.
func (o object) neighbour(to uiaDirection) (object, hresult) {
	var found object
	result := o.call(fragmentNavigate, uintptr(to), out(&found))
	return found, result
}

// find returns the fragment of that name below another.
func (o object) find(name string) object {
	child, _ := o.neighbour(toFirst)
	for child != 0 {
		if said, _ := child.ask(propName); said == name {
			return child
		}
		if found := child.find(name); found != 0 {
			child.release()
			return found
		}
		after, _ := child.neighbour(toNext)
		child.release()
		child = after
	}
	return 0
}

// pattern returns the interface for a pattern, 0 if the part has none.
func (o object) pattern(t *testing.T, wanted uiaPattern) object {
	t.Helper()
	simple, _ := o.query(simpleID)
	defer simple.release()
	var found object
	if result := simple.call(simplePattern, uintptr(wanted), out(&found)); result != ok {
		t.Errorf("pattern %d: %#x", wanted, result)
	}
	return found
}

// shown opens a window that shows a page, and returns its root as a fragment.
func shown(t *testing.T, r *recorder, tree *screenreader.Tree) (*plainWindow, screenreader.Reader, *recorded, object) {
	t.Helper()
	window, handler := openPlainWindow(t), newRecorded()
	var reader screenreader.Reader
	window.do(func() {
		var err error
		if reader, err = Open(screenreader.Options{Name: "Localhost Doctor", Version: "1.2", Toolkit: "Fyne", Handle: window.handle, Handler: handler}); err != nil {
			t.Error(err)
			return
		}
		reader.Show(tree)
	})
	if reader == nil {
		t.FailNow()
	}
	root := r.root(window).as(t, fragmentID)
	if got := <-handler.heard; got.what != "wanted" {
		t.Errorf("the window was told %v", got)
	}
	return window, reader, handler, root
}

func TestProgramsCanDoWhatAPersonCan(t *testing.T) {
	window, reader, handler, root := shown(t, openRecorder(t), firstPage())
	defer root.release()
	do := func(name string, with uiaPattern, method int, want hresult, call call, args ...uintptr) {
		t.Helper()
		o := root.find(name)
		defer o.release()
		p := o.pattern(t, with)
		if p == 0 {
			t.Errorf("%q has no pattern %d", name, with)
			return
		}
		defer p.release()
		if got := p.call(method, args...); got != want {
			t.Errorf("%q: %#x, want %#x", name, got, want)
		}
		if want != ok || call.what == "" {
			return
		}
		if got := <-handler.heard; got != call {
			t.Errorf("%q: the window was asked to %v, want %v", name, got, call)
		}
	}
	do("Check again", patternInvoke, 3, ok, call{what: "press", part: 3})
	do("Stop…", patternInvoke, 3, eNotEnabled, call{})
	do("UDP too", patternToggle, 3, ok, call{what: "press", part: 10})
	do("https://localhost:3000", patternInvoke, 3, ok, call{what: "press", part: 1<<40 + 15})
	do("Language", patternExpandCollapse, 3, ok, call{what: "press", part: 11})
	do("Language", patternExpandCollapse, 4, ok, call{}) // it is closed
	do("Light", patternSelectionItem, 3, ok, call{what: "press", part: 13})
	do("Light", patternSelectionItem, 4, eInvalidOperation, call{})
	text := windows.StringToUTF16Ptr("web ☃")
	do("Search", patternValue, 3, ok, call{"write", 9, "web ☃"}, out(text))
	broken := []uint16{'a', 0xd800, 'b', 0}
	do("Search", patternValue, 3, ok, call{"write", 9, "a�b"}, out(&broken[0]))
	lines := windows.StringToUTF16Ptr("a\nb")
	do("Search", patternValue, 3, eInvalidArgument, call{}, out(lines))
	do("Search", patternValue, 3, eInvalidArgument, call{}, 0)
	do("Language", patternValue, 3, eInvalidOperation, call{}, out(text))

	field := root.find("Search")
	defer field.release()
	if result := field.call(fragmentSetFocus); result != ok || <-handler.heard != (call{what: "focus", part: 9}) {
		t.Errorf("giving it the keyboard: %#x, %v", result, handler.calls)
	}
	runtime.KeepAlive(text)
	window.do(func() { _ = reader.Close() })
	if result := field.call(fragmentSetFocus); result != eNotAvailable {
		t.Errorf("after the end: %#x", result)
	}
}

func TestPartsSayWhatTheyAreInPlacesOfTheScreen(t *testing.T) {
	window, reader, _, root := shown(t, openRecorder(t), firstPage())
	defer func() { root.release(); window.do(func() { _ = reader.Close() }) }()
	list := root.find("Programs")
	defer list.release()
	row := list.find("3000, node")
	defer row.release()
	for _, c := range []struct {
		of   object
		ask  uiaProp
		want any
	}{
		{root, propCulture, int32(0x407)},
		{root, propProviderDescription, "Localhost Doctor 1.2"},
		{list, propControlType, int32(50008)},
		{row, propPositionInSet, int32(7)},
		{row, propSizeOfSet, int32(500)},
		{row, propIsSelected, true},
		{row, propHelpText, nil},
		{row, propAutomationID, "Window.List1.Row1"},
	} {
		if got, result := c.of.ask(c.ask); got != c.want || result != ok {
			t.Errorf("%d: %v, %#x; want %v", c.ask, got, result, c.want)
		}
	}
	var corner struct{ x, y int32 }
	user32.NewProc("ClientToScreen").Call(window.handle, out(&corner))
	var place [4]float64
	if result := row.call(fragmentRectangle, out(&place)); result != ok || place != [4]float64{float64(corner.x) + 10, float64(corner.y) + 70, 300, 20} {
		t.Errorf("at %v, %#x; the window begins at %v", place, result, corner)
	}
	asRoot, _ := root.query(rootID)
	defer asRoot.release()
	var under object
	x, y := math.Float64bits(float64(corner.x)+20.5), math.Float64bits(float64(corner.y)+75.25)
	if result := asRoot.call(rootAt, uintptr(x), uintptr(y), out(&under)); result != ok || !same(t, under, row) {
		t.Errorf("under the pointer: %#x", result)
	}
	under.release()
	var focus object
	if result := asRoot.call(rootFocus, out(&focus)); result != ok {
		t.Errorf("the keyboard: %#x", result)
	}
	if name, _ := focus.ask(propName); name != "Check again" {
		t.Errorf("the keyboard is at %v", name)
	}
	if _, result := focus.query(rootID); result != eNoInterface {
		t.Errorf("a button says that it is a root: %#x", result)
	}
	focus.release()
	selection := list.pattern(t, patternSelection)
	defer selection.release()
	var chosen uintptr
	if result := selection.call(3, out(&chosen)); result != ok {
		t.Fatalf("the selection: %#x", result)
	}
	first, item := int32(0), object(0)
	oleaut32.NewProc("SafeArrayGetElement").Call(chosen, out(&first), out(&item))
	if !same(t, item, row) {
		t.Error("another row is chosen")
	}
	item.release()
	oleaut32.NewProc("SafeArrayDestroy").Call(chosen)
	choice := row.pattern(t, patternSelectionItem)
	defer choice.release()
	var holder object
	if result := choice.call(7, out(&holder)); result != ok || !same(t, holder, list) {
		t.Errorf("it is chosen from another list: %#x", result)
	}
	holder.release()
}

// same reports whether two objects stand for the same part.
func same(t *testing.T, a, b object) bool {
	t.Helper()
	id := func(o object) []int32 {
		fragment, result := o.query(fragmentID)
		if result != ok {
			t.Fatalf("no fragment: %#x", result)
		}
		defer fragment.release()
		var array uintptr
		fragment.call(fragmentRuntimeID, out(&array))
		return numbers(array)
	}
	return slices.Equal(id(a), id(b))
}

func TestWhatIsTypedIsReadByTheCaret(t *testing.T) {
	window, reader, _, root := shown(t, openRecorder(t), firstPage())
	defer func() { root.release(); window.do(func() { _ = reader.Close() }) }()
	field := root.find("Search")
	defer field.release()
	text := field.pattern(t, patternText)
	defer text.release()
	var whole, selected object
	if result := text.call(7, out(&whole)); result != ok {
		t.Fatalf("the whole text: %#x", result)
	}
	defer whole.release()
	read := func(o object) string {
		var at uintptr
		if result := o.call(12, ^uintptr(0), out(&at)); result != ok {
			t.Errorf("reading: %#x", result)
		}
		defer oleaut32.NewProc("SysFreeString").Call(at)
		return readBSTR(at)
	}
	if got := read(whole); got != "node 😀 x" {
		t.Errorf("the whole text is %q", got)
	}
	var array uintptr
	text.call(3, out(&array))
	first := int32(0)
	oleaut32.NewProc("SafeArrayGetElement").Call(array, out(&first), out(&selected))
	oleaut32.NewProc("SafeArrayDestroy").Call(array)
	defer selected.release()
	if got := read(selected); got != "😀" {
		t.Errorf("selected is %q", got)
	}
	var clone object
	selected.call(3, out(&clone))
	defer clone.release()
	var equal, moved, order int32
	if clone.call(4, uintptr(selected), out(&equal)); equal == 0 {
		t.Error("a copy is not the same")
	}
	clone.call(13, uintptr(byWord), ^uintptr(0), out(&moved)) // one back
	if got := read(clone); got != "node " || moved != -1 {
		t.Errorf("the word before is %q, %d", got, moved)
	}
	if clone.call(5, 0, uintptr(selected), 0, out(&order)); order >= 0 {
		t.Errorf("it is not before the other: %d", order)
	}
	clone.call(15, 1, uintptr(selected), 1)
	if got := read(clone); got != "node 😀" {
		t.Errorf("up to the end of the other it is %q", got)
	}
	if result := whole.call(16); result != eInvalidOperation {
		t.Errorf("selecting: %#x", result)
	}
	window.do(func() { reader.Show(secondPage()) })
	var at uintptr
	if result := whole.call(12, ^uintptr(0), out(&at)); result != eNotAvailable {
		t.Errorf("reading a field that is gone: %#x", result)
	}
}

func TestProgramsAreToldWhatHappens(t *testing.T) {
	r := openRecorder(t)
	window, reader, _, root := shown(t, r, firstPage())
	root.release()
	if got := r.said(); len(got) > 0 {
		t.Errorf("nobody listens, and is told %q", got)
	}
	r.listen(true)
	window.do(func() { reader.Show(secondPage()) })
	want := []string{
		"structure 2 of 1, 0 numbers", "structure 2 of 4, 0 numbers", `30013 of 3 from "Looks at everything once more" to nothing`,
		"30010 of 3 from yes to no", "20016 of 20", "20005 of 21", `note of 22 "Copied" note`,
	}
	var got []string
	for deadline := time.Now().Add(10 * time.Second); len(got) < len(want) && time.Now().Before(deadline); runtime.Gosched() {
		got = append(got, r.said()...)
	}
	if !slices.Equal(got, want) {
		t.Errorf("told\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	window.destroy()
	if got := r.said(); !slices.Equal(got, []string{"gone", "disconnected 1"}) {
		t.Errorf("at the end it was told %q", got)
	}
	if err := reader.Close(); err != nil {
		t.Error(err)
	}
	if got := r.said(); len(got) > 0 {
		t.Errorf("after the end it was told %q", got)
	}
}

// Several programs take, ask, keep and give back what they like while the window changes and
// closes under them. At the end nothing of it is left, which is only so if every hold was
// given back once, and nothing was touched after that (wine's heap looks: warn+heap).
func TestWhatProgramsHoldOutlivesTheWindowAndNothingElse(t *testing.T) {
	r := openRecorder(t)
	gone := make(chan struct{}, 1)
	torture(t, r, func(reader *window) { runtime.AddCleanup(reader, func(c chan struct{}) { c <- struct{}{} }, gone) })
	for deadline := time.Now().Add(20 * time.Second); ; runtime.Gosched() {
		runtime.GC()
		select {
		case <-gone:
			return
		default:
		}
		if time.Now().After(deadline) {
			t.Fatal("somebody still holds the window")
		}
	}
}

func torture(t *testing.T, r *recorder, watch func(*window)) {
	t.Helper()
	plain, reader, _, root := shown(t, r, firstPage())
	watch(reader.(*window))
	r.listen(true)
	var programs sync.WaitGroup
	stop := make(chan struct{})
	for number := range 3 {
		root.call(methodHold)
		programs.Add(1)
		go func() {
			defer programs.Done()
			hold(root, rand.New(rand.NewPCG(uint64(number), 3)), stop)
		}()
	}
	random := rand.New(rand.NewPCG(9, 9))
	for range 100 {
		plain.do(func() { reader.Show(grownTree(random)) })
	}
	plain.destroy()
	plain.do(func() {})
	close(stop)
	programs.Wait()
	if err := reader.Close(); err != nil {
		t.Error(err)
	}
	// The last that is held still answers when all others have been given back.
	for range 100 {
		runtime.GC()
		if _, result := root.ask(propName); result != eNotAvailable {
			t.Fatalf("the root of a window that is gone answers %#x", result)
		}
	}
	root.release()
}

// hold is a program that wanders about with some parts in its hands.
func hold(root object, random *rand.Rand, stop chan struct{}) {
	held := []object{root}
	for {
		select {
		case <-stop:
			for _, o := range held {
				o.release()
			}
			return
		default:
		}
		at := random.IntN(len(held))
		switch o := held[at]; random.IntN(6) {
		case 0, 1, 2:
			if found, _ := o.neighbour(uiaDirection(random.IntN(5))); found != 0 {
				held = append(held, found)
			}
		case 3:
			o.ask(uiaProp(30003 + random.IntN(180)))
		case 4:
			var array uintptr
			if o.call(fragmentRuntimeID, out(&array)); array != 0 {
				numbers(array)
			}
			for p := patternInvoke; p <= patternToggle; p++ {
				simple, _ := o.query(simpleID)
				var found object
				if simple.call(simplePattern, uintptr(p), out(&found)); found != 0 {
					found.release()
				}
				simple.release()
			}
		case 5:
			if at > 0 {
				o.release()
				held = slices.Delete(held, at, at+1)
			}
		}
		if len(held) > 500 {
			for _, o := range held[1:] {
				o.release()
			}
			held = held[:1]
		}
	}
}

func TestAnObjectIsTheSameBehindAllItsInterfaces(t *testing.T) {
	window, reader, _, root := shown(t, openRecorder(t), firstPage())
	defer window.do(func() { _ = reader.Close() })
	defer root.release()
	identity := func(o object) object {
		same, result := o.query(unknownID)
		if result != ok {
			t.Fatalf("IUnknown: %#x", result)
		}
		same.release()
		return same
	}
	first := identity(root)
	for _, iid := range []string{simpleID, fragmentID, rootID} {
		o, result := root.query(iid)
		if result != ok || identity(o) != first {
			t.Errorf("%s: %#x, another object", iid, result)
		}
		for _, back := range []string{simpleID, fragmentID, rootID, unknownID} {
			other, result := o.query(back)
			if result != ok {
				t.Errorf("from %s to %s: %#x", iid, back, result)
			}
			other.release()
		}
		o.release()
	}
	if _, result := root.query("{00000000-0000-0000-0000-000000000001}"); result != eNoInterface {
		t.Errorf("an interface that nobody has: %#x", result)
	}
	if result := root.call(fragmentNavigate, uintptr(toFirst), 0); result != 0x80004003 {
		t.Errorf("no place for the answer: %#x", result)
	}
}

func TestAWindowIsAnsweredForOnceAndAgainAfterTheEnd(t *testing.T) {
	r := openRecorder(t)
	plain := openPlainWindow(t)
	options := screenreader.Options{Name: "W", Handle: plain.handle, Handler: newRecorded()}
	plain.do(func() {
		for range 3 {
			reader, err := Open(options)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := Open(options); err == nil {
				t.Error("it was answered for twice")
			}
			if err := reader.Close(); err != nil {
				t.Error(err)
			}
		}
	})
	if answer, _, _ := user32.NewProc("SendMessageW").Call(plain.handle, messageGetObject, 0, ^uintptr(24)); answer == 4711 {
		t.Error("it is still answered for")
	}
	if got := r.said(); len(got) > 0 {
		t.Errorf("nobody asked, and UI Automation was told %q", got)
	}
	if _, err := Open(screenreader.Options{Handle: 0xdead, Handler: newRecorded()}); err == nil {
		t.Error("a window that is none was opened")
	}
}

// The messages go on through another who came in between, and nothing is lost at the end.
func TestAnotherWhoListensToTheMessagesIsLeftInPeace(t *testing.T) {
	r := openRecorder(t)
	plain, reader, _, root := shown(t, r, firstPage())
	root.release()
	heard := 0
	plain.do(func() {
		const procedure = ^uintptr(3) // GWLP_WNDPROC, -4
		ours, _, _ := user32.NewProc("GetWindowLongPtrW").Call(plain.handle, procedure)
		theirs := syscall.NewCallback(func(window, number, wparam, lparam uintptr) uintptr {
			heard++
			answer, _, _ := user32.NewProc("CallWindowProcW").Call(ours, window, number, wparam, lparam)
			return answer
		})
		user32.NewProc("SetWindowLongPtrW").Call(plain.handle, procedure, theirs)
		if err := reader.Close(); err != nil {
			t.Error(err)
		}
		before := heard
		if user32.NewProc("SendMessageW").Call(plain.handle, messageUser+1, 0, 0); heard != before+1 {
			t.Errorf("they heard %d messages, want %d", heard, before+1)
		}
	})
	plain.destroy()
	if heard < 2 {
		t.Errorf("they heard nothing of the end: %d", heard)
	}
}
