//go:build cgo && !nowindow

package uia

import (
	"runtime"
	"sync"
	"testing"
	"unsafe"

	"golang.org/x/sys/windows"

	"localhostdoctor/platform/screenreader"
)

var user32 = windows.NewLazySystemDLL("user32.dll")

// plainWindow is a window of Windows' own kind with a thread of its own, which reads its
// messages, as Fyne's does.
type plainWindow struct {
	handle uintptr
	todo   chan func()
}

type windowClass struct {
	size, style               uint32
	procedure                 uintptr
	classExtra, windowExtra   int32
	instance                  uintptr
	icon, cursor, brush, menu uintptr
	name                      *uint16
	smallIcon                 uintptr
}

type message struct {
	window         uintptr
	number         uint32
	wparam, lparam uintptr
	time           uint32
	x, y           int32
	private        uint32
}

const (
	messageUser      = 0x0400
	messageClose     = 0x0010
	messageGetObject = 0x003d
	overlappedWindow = 0x00cf0000
	visible          = 0x10000000
)

func openPlainWindow(t testing.TB) *plainWindow {
	t.Helper()
	w := &plainWindow{todo: make(chan func(), 1)}
	opened := make(chan struct{})
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		runtime.LockOSThread()
		name := windows.StringToUTF16Ptr("LocalhostDoctorTest")
		class := windowClass{procedure: user32.NewProc("DefWindowProcW").Addr(), name: name}
		class.size = uint32(unsafe.Sizeof(class))
		user32.NewProc("RegisterClassExW").Call(uintptr(unsafe.Pointer(&class))) // again for the next window: it is there already
		w.handle, _, _ = user32.NewProc("CreateWindowExW").Call(0, uintptr(unsafe.Pointer(name)), uintptr(unsafe.Pointer(name)),
			overlappedWindow|visible, 100, 80, 400, 300, 0, 0, 0, 0)
		close(opened)
		for {
			var m message
			if more, _, _ := user32.NewProc("GetMessageW").Call(uintptr(unsafe.Pointer(&m)), 0, 0, 0); int32(more) <= 0 {
				return
			}
			if m.number == messageUser {
				(<-w.todo)()
				if exists, _, _ := user32.NewProc("IsWindow").Call(w.handle); exists == 0 {
					return
				}
			}
			user32.NewProc("DispatchMessageW").Call(uintptr(unsafe.Pointer(&m)))
		}
	}()
	<-opened
	if w.handle == 0 {
		t.Fatal("Windows made no window")
	}
	t.Cleanup(func() {
		w.destroy()
		<-ended
	})
	return w
}

// do runs something on the window's thread, and waits for it.
func (w *plainWindow) do(what func()) {
	done := make(chan struct{})
	w.todo <- func() { defer close(done); what() }
	if posted, _, _ := user32.NewProc("PostMessageW").Call(w.handle, messageUser, 0, 0); posted == 0 {
		<-w.todo // the window is gone
		return
	}
	<-done
}

func (w *plainWindow) destroy() {
	w.do(w.destroyHere)
}

func (w *plainWindow) destroyHere() { user32.NewProc("DestroyWindow").Call(w.handle) }

// recorded is a Handler that keeps what it was asked.
type recorded struct {
	mu    sync.Mutex
	calls []call
	heard chan call
}

type call struct {
	what string
	part screenreader.ID
	text string
}

func newRecorded() *recorded { return &recorded{heard: make(chan call, 100)} }

func (r *recorded) add(c call) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.calls = append(r.calls, c)
	r.heard <- c
}

func (r *recorded) Wanted(wanted bool) {
	if wanted {
		r.add(call{what: "wanted"})
		return
	}
	r.add(call{what: "not wanted"})
}
func (r *recorded) Press(part screenreader.ID)              { r.add(call{what: "press", part: part}) }
func (r *recorded) Focus(part screenreader.ID)              { r.add(call{what: "focus", part: part}) }
func (r *recorded) Write(part screenreader.ID, text string) { r.add(call{"write", part, text}) }
