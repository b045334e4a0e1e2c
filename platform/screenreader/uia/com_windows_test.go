//go:build cgo && !nowindow

package uia

import (
	"syscall"
	"testing"
	"unsafe"

	"golang.org/x/sys/windows"
)

// Programs that read the screen are written in C: these are the few things that one needs,
// so that the tests see what it sees.

var oleaut32 = windows.NewLazySystemDLL("oleaut32.dll")

// object is an interface of COM's.
type object uintptr

// The places of methods in an object's table.
const (
	methodQuery = iota
	methodHold
	methodRelease
	firstMethod
)

// call calls a method by its place in the table. Numbers with a point are given by their
// bits: Go gives the first arguments in the registers of both kinds.
func (o object) call(method int, args ...uintptr) hresult {
	table := **(***[32]uintptr)(unsafe.Pointer(&o)) // it is no memory of Go's
	result, _, _ := syscall.SyscallN(table[method], append([]uintptr{uintptr(o)}, args...)...)
	return hresult(result)
}

type hresult uint32

const (
	ok                hresult = 0
	eNoInterface      hresult = 0x80004002
	eInvalidArgument  hresult = 0x80070057
	eNotEnabled       hresult = 0x80040200
	eNotAvailable     hresult = 0x80040201
	eInvalidOperation hresult = 0x80131509
)

// variant is a VARIANT of one of the kinds that are used here.
type variant struct {
	kind  uint16
	_     [3]uint16
	value uint64
	_     uint64
}

func (v *variant) read() any {
	defer func() { oleaut32.NewProc("VariantClear").Call(uintptr(unsafe.Pointer(v))) }()
	switch v.kind {
	case 0:
		return nil
	case 3:
		return int32(v.value)
	case 11:
		return uint16(v.value) != 0
	case 8:
		return readBSTR(uintptr(v.value))
	}
	return v.kind
}

func readBSTR(at uintptr) string {
	if at == 0 {
		return ""
	}
	length, _, _ := oleaut32.NewProc("SysStringLen").Call(at)
	return fromUTF16(unsafe.Slice(*(**uint16)(unsafe.Pointer(&at)), length)) // it is no memory of Go's
}

// numbers reads a SAFEARRAY of int, and frees it.
func numbers(array uintptr) []int32 {
	if array == 0 {
		return nil
	}
	var last int32
	oleaut32.NewProc("SafeArrayGetUBound").Call(array, 1, uintptr(unsafe.Pointer(&last)))
	var read []int32
	for i := int32(0); i <= last; i++ {
		var number int32
		oleaut32.NewProc("SafeArrayGetElement").Call(array, uintptr(unsafe.Pointer(&i)), uintptr(unsafe.Pointer(&number)))
		read = append(read, number)
	}
	oleaut32.NewProc("SafeArrayDestroy").Call(array)
	return read
}

func (o object) release() { o.call(methodRelease) }

func (o object) query(iid string) (object, hresult) {
	id, err := windows.GUIDFromString(iid)
	if err != nil {
		panic(err)
	}
	var out object
	result := o.call(methodQuery, uintptr(unsafe.Pointer(&id)), uintptr(unsafe.Pointer(&out)))
	return out, result
}

// core is the client's side of UI Automation, as far as wine 8 has it: IUIAutomation
// itself, patterns and events are missing there.
var core = windows.NewLazySystemDLL("uiautomationcore.dll")

// node is an element of another program's window (HUIANODE).
type node uintptr

type (
	condition    struct{ kind int32 } // ConditionType_True is 0
	cacheRequest struct {
		view       *condition
		scope      int32
		properties *int32
		howMany    int32
		patterns   *int32
		patternsN  int32
		mode       int32
	}
)

func nodeOf(t *testing.T, window uintptr) node {
	t.Helper()
	var n node
	if result, _, _ := core.NewProc("UiaNodeFromHandle").Call(window, uintptr(unsafe.Pointer(&n))); hresult(result) != ok {
		t.Fatalf("UiaNodeFromHandle: %#x", result)
	}
	return n
}

// next returns the neighbour in a direction, 0 where there is none.
func (n node) next(t *testing.T, to uiaDirection) node {
	t.Helper()
	view := &condition{}
	request := &cacheRequest{view: view, scope: 1, mode: 1}
	var data, structure uintptr
	result, _, _ := core.NewProc("UiaNavigate").Call(uintptr(n), uintptr(to), uintptr(unsafe.Pointer(view)),
		uintptr(unsafe.Pointer(request)), uintptr(unsafe.Pointer(&data)), uintptr(unsafe.Pointer(&structure)))
	if hresult(result) != ok {
		t.Fatalf("UiaNavigate: %#x", result)
	}
	defer oleaut32.NewProc("SysFreeString").Call(structure)
	if data == 0 {
		return 0
	}
	defer oleaut32.NewProc("SafeArrayDestroy").Call(data)
	var v variant
	first := [2]int32{}
	oleaut32.NewProc("SafeArrayGetElement").Call(data, uintptr(unsafe.Pointer(&first)), uintptr(unsafe.Pointer(&v)))
	var found node
	if result, _, _ := core.NewProc("UiaHUiaNodeFromVariant").Call(uintptr(unsafe.Pointer(&v)), uintptr(unsafe.Pointer(&found))); hresult(result) != ok {
		t.Fatalf("UiaHUiaNodeFromVariant: %#x", result)
	}
	return found
}

func (n node) property(asked uiaProp) (any, hresult) {
	var v variant
	result, _, _ := core.NewProc("UiaGetPropertyValue").Call(uintptr(n), uintptr(asked), uintptr(unsafe.Pointer(&v)))
	return v.read(), hresult(result)
}

func (n node) runtimeID() ([]int32, hresult) {
	var array uintptr
	result, _, _ := core.NewProc("UiaGetRuntimeId").Call(uintptr(n), uintptr(unsafe.Pointer(&array)))
	return numbers(array), hresult(result)
}

func (n node) release() { core.NewProc("UiaNodeRelease").Call(uintptr(n)) }
