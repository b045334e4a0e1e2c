// What C and Go have to do with each other for UI Automation. C has what only C can: objects
// with tables of methods, numbers with a point as arguments. What there is to answer is
// in Go, which is asked by the number of a part; C keeps nothing of Go but the number that
// stands for the window (cgo.Handle).
#ifndef LOCALHOST_DOCTOR_UIA_H
#define LOCALHOST_DOCTOR_UIA_H

#include <stdint.h>
#include <windows.h>
#include <oleauto.h>

// The ID of the window itself.
#define UIA_ROOT 1

// Verdicts of UI Automation that windows.h does not know (UIAutomationCoreApi.h).
#define UIA_E_ELEMENTNOTENABLED ((HRESULT)0x80040200)
#define UIA_E_ELEMENTNOTAVAILABLE ((HRESULT)0x80040201)
#define UIA_E_NOTSUPPORTED ((HRESULT)0x80040204)
#define UIA_E_INVALIDOPERATION ((HRESULT)0x80131509)

// An answer, which owns its text.
struct uia_answer {
	enum { UIA_NOTHING, UIA_NUMBER, UIA_TRUTH, UIA_TEXT } kind;
	int32_t number;
	BSTR text;
};

// What can be done with a part; the numbers are those of uia_patterns.go.
enum { UIA_FOCUS, UIA_INVOKE, UIA_TOGGLE, UIA_SELECT, UIA_EXPAND, UIA_COLLAPSE, UIA_WRITE };

// What moves in a piece of text.
enum { UIA_EXPAND_SPAN, UIA_MOVE_SPAN, UIA_MOVE_START, UIA_MOVE_END };

// A window that programs may ask for. It is there as long as anybody holds it: the system
// that sends it messages, the Go side, and each part that a program holds.
struct uia_window;

// uia_open begins to answer for the window; NULL if Windows does not let it. The caller
// holds the result.
struct uia_window *uia_open(uintptr_t hwnd, uintptr_t teller);
// uia_close ends that, and tells UI Automation that the parts are gone.
void uia_close(struct uia_window *window);
void uia_hold(struct uia_window *window);
void uia_release(struct uia_window *window);
uintptr_t uia_teller(struct uia_window *window);
HWND uia_hwnd(struct uia_window *window);

// Telling what happened. These may wait for other programs.
BOOL uia_listening(void);
void uia_enter_thread(void);
void uia_leave_thread(void);
void uia_raise(struct uia_window *window, uint64_t part, int event);
void uia_raise_property(struct uia_window *window, uint64_t part, int property, struct uia_answer from, struct uia_answer to);
void uia_raise_structure(struct uia_window *window, uint64_t part);
void uia_raise_notification(struct uia_window *window, uint64_t part, BSTR text);

// uia_language is the number of a language (LCID), 0 when Windows does not know it.
int32_t uia_language(const uint16_t *name);

// Between the C files.

typedef void (*uia_method)(void);

static const IID uia_unknown = {0, 0, 0, {0xc0, 0, 0, 0, 0, 0, 0, 0x46}}; // IUnknown

// The functions of uiautomationcore.dll. Those that came later are NULL before.
struct uia_core {
	LRESULT(WINAPI *answer)(HWND, WPARAM, LPARAM, void *provider);
	HRESULT(WINAPI *host)(HWND, void **provider);
	BOOL(WINAPI *listening)(void);
	HRESULT(WINAPI *raise)(void *provider, int event);
	HRESULT(WINAPI *raise_property)(void *provider, int property, VARIANT from, VARIANT to);
	HRESULT(WINAPI *raise_structure)(void *provider, int kind, int *runtime_id, int length);
	HRESULT(WINAPI *raise_notification)(void *provider, int kind, int processing, BSTR text, BSTR activity);
	HRESULT(WINAPI *disconnect)(void *provider);
	HRESULT(WINAPI *not_supported)(IUnknown **value);
};

// uia_core is NULL where this system has no UI Automation.
const struct uia_core *uia_core(void);
// uia_new_part makes an object for a part, as IRawElementProviderSimple, which the caller
// holds; NULL without memory.
IUnknown *uia_new_part(struct uia_window *window, uint64_t id);
// uia_new_range makes an ITextRangeProvider.
IUnknown *uia_new_range(struct uia_window *window, uint64_t id, int32_t start, int32_t end);
void uia_variant(struct uia_answer answer, VARIANT *out);
// uia_array is a SAFEARRAY of one object, or of none; it takes the caller's hold.
HRESULT uia_array(IUnknown *one, SAFEARRAY **out);

#endif
