//go:build cgo && !nowindow

package uia

// #cgo LDFLAGS: -lole32 -loleaut32
// #include "uia_windows.h"
import "C"

import (
	"errors"
	"runtime"
	"runtime/cgo"
	"sync"
	"unsafe"

	"localhostdoctor/platform/screenreader"
)

// Open has the window answer UI Automation. It is called on the window's own thread.
// Programs that use the older Microsoft Active Accessibility are served by Windows, which
// translates ("Active Accessibility Bridge to UI Automation" of Microsoft's documentation).
func Open(options screenreader.Options) (screenreader.Reader, error) {
	w := &window{options: options}
	w.uiaTeller = newUIATeller(options.Name, options.Handler, w)
	handle := cgo.NewHandle(w)
	w.c = C.uia_open(C.uintptr_t(options.Handle), C.uintptr_t(handle))
	if w.c == nil {
		handle.Delete()
		return nil, errors.New("answering for the window: Windows does not pass its messages on")
	}
	C.uia_hold(w.c) // while it tells
	go func() {
		defer C.uia_release(w.c)
		defer w.leave()
		w.run()
	}()
	return w, nil
}

// window is what stands behind a struct uia_window, and tells through it.
type window struct {
	*uiaTeller
	options screenreader.Options
	c       *C.struct_uia_window
	inside  bool // the goroutine that tells has a thread of its own
	let     sync.Once
}

func (w *window) Show(tree *screenreader.Tree) { w.show(tree) }

func (w *window) Close() error {
	w.let.Do(func() {
		w.close()
		C.uia_close(w.c)
		C.uia_release(w.c)
	})
	return nil
}

func (w *window) listening() bool { return C.uia_listening() != 0 }

func (w *window) tell(events []uiaEvent) {
	if !w.inside {
		// What UI Automation sends is COM's, which belongs to a thread.
		runtime.LockOSThread()
		C.uia_enter_thread()
		w.inside = true
	}
	for _, e := range events {
		id := C.uint64_t(e.part)
		switch e.what {
		case eventStructureChanged:
			C.uia_raise_structure(w.c, id)
		case eventPropertyChanged:
			C.uia_raise_property(w.c, id, C.int(e.asked), answer(e.from), answer(e.to))
		case eventNotification:
			text := bstr(e.text)
			C.uia_raise_notification(w.c, id, text)
			C.SysFreeString(text)
		default:
			C.uia_raise(w.c, id, C.int(e.what))
		}
	}
}

func (w *window) leave() {
	if w.inside {
		C.uia_leave_thread()
		runtime.UnlockOSThread()
	}
}

// answer turns what view.property says into what C passes on.
func answer(value any) C.struct_uia_answer {
	var out C.struct_uia_answer
	switch value := value.(type) {
	case int32:
		out.kind, out.number = C.UIA_NUMBER, C.int32_t(value)
	case bool:
		out.kind, out.number = C.UIA_TRUTH, C.int32_t(oneOf(value, 1, 0))
	case string:
		out.kind, out.text = C.UIA_TEXT, bstr(value)
	}
	return out
}

// bstr returns a string of Windows', which the caller frees. C is given nothing of Go's to
// keep: it copies.
func bstr(s string) C.BSTR {
	units := toUTF16(s)
	return C.SysAllocStringLen((*C.OLECHAR)(unsafe.Pointer(unsafe.SliceData(units))), C.UINT(len(units)))
}
