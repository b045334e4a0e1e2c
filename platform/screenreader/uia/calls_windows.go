//go:build cgo && !nowindow

package uia

// #include "uia_windows.h"
import "C"

import (
	"runtime/cgo"
	"unsafe"

	"localhostdoctor/platform/screenreader"
)

// What C asks. The calls come on any thread, and keep nothing that they are given.

func windowOf(handle C.uintptr_t) *window { return cgo.Handle(handle).Value().(*window) }

// verdictOf is the HRESULT of a verdict.
func verdictOf(v uiaVerdict) C.HRESULT {
	switch v {
	case verdictDone:
		return C.S_OK
	case verdictNotNow:
		return C.UIA_E_ELEMENTNOTENABLED
	case verdictNever:
		return C.UIA_E_INVALIDOPERATION
	case verdictWrong:
		return C.E_INVALIDARG
	}
	return C.UIA_E_ELEMENTNOTAVAILABLE
}

// withPart answers by do, if the part is still there.
func withPart(handle C.uintptr_t, id C.uint64_t, do func(*window, *uiaView, uiaPart) C.HRESULT) C.HRESULT {
	w := windowOf(handle)
	v, p, known := w.find(screenreader.ID(id))
	if !known {
		return verdictOf(verdictGone)
	}
	return do(w, v, p)
}

//export uiaReleased
func uiaReleased(handle C.uintptr_t) { cgo.Handle(handle).Delete() }

//export uiaDestroyed
func uiaDestroyed(handle C.uintptr_t) { windowOf(handle).close() }

//export uiaAsked
func uiaAsked(handle C.uintptr_t) { windowOf(handle).ask() }

//export uiaProperty
func uiaProperty(handle C.uintptr_t, id C.uint64_t, asked C.int, out *C.struct_uia_answer) C.HRESULT {
	return withPart(handle, id, func(w *window, v *uiaView, p uiaPart) C.HRESULT {
		value := v.property(p, uiaProp(asked), uiaAbout{w.options.Toolkit, w.options.Name + " " + w.options.Version})
		if language, named := value.(string); named && uiaProp(asked) == propCulture {
			value = languageNumber(language)
		}
		*out = answer(value)
		return C.S_OK
	})
}

// languageNumber is what Windows calls a language, nil where it has no number for it.
func languageNumber(name string) any {
	units := append(toUTF16(name), 0)
	if number := C.uia_language((*C.uint16_t)(unsafe.Pointer(unsafe.SliceData(units)))); number != 0 {
		return int32(number)
	}
	return nil
}

//export uiaCan
func uiaCan(handle C.uintptr_t, id C.uint64_t, wanted C.int) C.HRESULT {
	return withPart(handle, id, func(_ *window, _ *uiaView, p uiaPart) C.HRESULT {
		if p.can(uiaPattern(wanted)) {
			return C.S_OK
		}
		return C.S_FALSE
	})
}

//export uiaStep
func uiaStep(handle C.uintptr_t, id C.uint64_t, to C.int, out *C.uint64_t) C.HRESULT {
	return withPart(handle, id, func(_ *window, v *uiaView, p uiaPart) C.HRESULT {
		*out = C.uint64_t(v.step(p, uiaDirection(to)))
		return C.S_OK
	})
}

//export uiaPlace
func uiaPlace(handle C.uintptr_t, id C.uint64_t, out *C.RECT) C.HRESULT {
	return withPart(handle, id, func(_ *window, _ *uiaView, p uiaPart) C.HRESULT {
		at := p.Place
		*out = C.RECT{left: C.LONG(at.X), top: C.LONG(at.Y), right: C.LONG(at.X + at.Width), bottom: C.LONG(at.Y + at.Height)}
		return C.S_OK
	})
}

//export uiaAt
func uiaAt(handle C.uintptr_t, x, y C.LONG, out *C.uint64_t) C.HRESULT {
	return withPart(handle, C.UIA_ROOT, func(_ *window, v *uiaView, _ uiaPart) C.HRESULT {
		*out = C.uint64_t(v.at(int(x), int(y)))
		return C.S_OK
	})
}

//export uiaFocused
func uiaFocused(handle C.uintptr_t, out *C.uint64_t) C.HRESULT {
	return withPart(handle, C.UIA_ROOT, func(_ *window, v *uiaView, _ uiaPart) C.HRESULT {
		*out = C.uint64_t(v.focused())
		return C.S_OK
	})
}

//export uiaChosen
func uiaChosen(handle C.uintptr_t, id C.uint64_t, out *C.uint64_t) C.HRESULT {
	return withPart(handle, id, func(_ *window, v *uiaView, p uiaPart) C.HRESULT {
		*out = C.uint64_t(v.chosen(p))
		return C.S_OK
	})
}

//export uiaHolder
func uiaHolder(handle C.uintptr_t, id C.uint64_t, out *C.uint64_t) C.HRESULT {
	return withPart(handle, id, func(_ *window, v *uiaView, p uiaPart) C.HRESULT {
		*out = C.uint64_t(v.holder(p))
		return C.S_OK
	})
}

//export uiaAct
func uiaAct(handle C.uintptr_t, id C.uint64_t, what C.int, text *C.uint16_t, length C.size_t) C.HRESULT {
	return withPart(handle, id, func(w *window, _ *uiaView, p uiaPart) C.HRESULT {
		return verdictOf(p.act(uiaAction(what), given(text, length), w.options.Handler))
	})
}

// given copies a text of somebody else's.
func given(text *C.uint16_t, length C.size_t) string {
	return fromUTF16(unsafe.Slice((*uint16)(unsafe.Pointer(text)), length))
}

//export uiaSpan
func uiaSpan(handle C.uintptr_t, id C.uint64_t, whole C.int, start, end *C.int32_t) C.HRESULT {
	return withPart(handle, id, func(_ *window, _ *uiaView, p uiaPart) C.HRESULT {
		s := textSpan{0, len(p.typed())}
		if whole == 0 {
			s = p.selection()
		}
		*start, *end = C.int32_t(s.start), C.int32_t(s.end)
		return C.S_OK
	})
}

//export uiaText
func uiaText(handle C.uintptr_t, id C.uint64_t, start, end, most C.int32_t, out *C.BSTR) C.HRESULT {
	return withPart(handle, id, func(_ *window, _ *uiaView, p uiaPart) C.HRESULT {
		*out = bstr(p.text(textSpan{int(start), int(end)}, int(most)))
		return C.S_OK
	})
}

//export uiaMove
func uiaMove(handle C.uintptr_t, id C.uint64_t, start, end *C.int32_t, what, unit, count C.int, moved *C.int32_t) C.HRESULT {
	return withPart(handle, id, func(_ *window, _ *uiaView, p uiaPart) C.HRESULT {
		text, by := p.typed(), uiaUnit(unit)
		s, steps := textSpan{int(*start), int(*end)}.within(len(text)), 0
		switch what {
		case C.UIA_EXPAND_SPAN:
			s = s.expand(text, by)
		case C.UIA_MOVE_SPAN:
			s, steps = s.move(text, by, int(count))
		default:
			s, steps = s.moveEnd(what == C.UIA_MOVE_START, text, by, int(count))
		}
		*start, *end, *moved = C.int32_t(s.start), C.int32_t(s.end), C.int32_t(steps)
		return C.S_OK
	})
}

//export uiaFind
func uiaFind(handle C.uintptr_t, id C.uint64_t, start, end *C.int32_t, wanted *C.uint16_t, length C.size_t, backward, ignoreCase C.int) C.HRESULT {
	return withPart(handle, id, func(_ *window, _ *uiaView, p uiaPart) C.HRESULT {
		text := p.typed()
		s, found := textSpan{int(*start), int(*end)}.within(len(text)).find(text, given(wanted, length), backward != 0, ignoreCase != 0)
		if !found {
			return C.S_FALSE
		}
		*start, *end = C.int32_t(s.start), C.int32_t(s.end)
		return C.S_OK
	})
}
