//go:build cgo && !nowindow

#include "uia_windows.h"
#include "_cgo_export.h"

// The window's messages pass through here, so that the one by which UI Automation asks for
// its root can be answered; all others go on to the window's own procedure.

#define ROOT_OBJECT (-25) // UiaRootObjectId

static const wchar_t property[] = L"LocalhostDoctor.UIAutomation";

struct uia_window {
	volatile LONG holds;
	HWND hwnd;
	WNDPROC own;
	uintptr_t teller;
	IUnknown *volatile root; // from the first question until the window is gone
	volatile LONG closed;
};

void uia_hold(struct uia_window *window) { InterlockedIncrement(&window->holds); }

void uia_release(struct uia_window *window) {
	if (InterlockedDecrement(&window->holds) == 0) {
		uiaReleased(window->teller);
		HeapFree(GetProcessHeap(), 0, window);
	}
}

uintptr_t uia_teller(struct uia_window *window) { return window->teller; }

HWND uia_hwnd(struct uia_window *window) { return window->hwnd; }

// finish has UI Automation let go of everything that it holds of the window.
static void finish(struct uia_window *window) {
	if (InterlockedExchange(&window->closed, 1)) return;
	IUnknown *root = InterlockedExchangePointer((void *volatile *)&window->root, NULL);
	if (!root) return; // nobody asked
	const struct uia_core *core = uia_core();
	core->answer(window->hwnd, 0, 0, NULL);
	if (core->disconnect) core->disconnect(root);
	root->lpVtbl->Release(root);
}

// answer is what the window says to WM_GETOBJECT; 0 lets Windows answer.
static LRESULT answer(struct uia_window *window, WPARAM wparam, LPARAM lparam) {
	const struct uia_core *core = uia_core();
	if (!core || window->closed) return 0;
	uiaAsked(window->teller);
	if (!window->root) window->root = uia_new_part(window, UIA_ROOT);
	if (!window->root) return 0;
	return core->answer(window->hwnd, wparam, lparam, window->root);
}

static LRESULT CALLBACK procedure(HWND hwnd, UINT message, WPARAM wparam, LPARAM lparam) {
	struct uia_window *window = GetPropW(hwnd, property);
	if (!window) return DefWindowProcW(hwnd, message, wparam, lparam);
	WNDPROC own = window->own;
	if (message == WM_GETOBJECT && (LONG)lparam == ROOT_OBJECT) {
		LRESULT result = answer(window, wparam, lparam);
		if (result) return result;
	}
	if (message == WM_NCDESTROY) {
		RemovePropW(hwnd, property);
		SetWindowLongPtrW(hwnd, GWLP_WNDPROC, (LONG_PTR)own);
		uiaDestroyed(window->teller);
		finish(window);
		uia_release(window);
	}
	return CallWindowProcW(own, hwnd, message, wparam, lparam);
}

struct uia_window *uia_open(uintptr_t handle, uintptr_t teller) {
	HWND hwnd = (HWND)handle;
	if (!IsWindow(hwnd) || GetPropW(hwnd, property)) return NULL;
	struct uia_window *window = HeapAlloc(GetProcessHeap(), HEAP_ZERO_MEMORY, sizeof *window);
	if (!window) return NULL;
	window->hwnd = hwnd;
	window->teller = teller;
	window->own = (WNDPROC)GetWindowLongPtrW(hwnd, GWLP_WNDPROC);
	window->holds = 2; // of the messages, and of the caller
	if (!window->own || !SetPropW(hwnd, property, window)) {
		HeapFree(GetProcessHeap(), 0, window);
		return NULL;
	}
	if (!SetWindowLongPtrW(hwnd, GWLP_WNDPROC, (LONG_PTR)procedure)) {
		RemovePropW(hwnd, property);
		HeapFree(GetProcessHeap(), 0, window);
		return NULL;
	}
	return window;
}

void uia_close(struct uia_window *window) {
	finish(window);
	// Where somebody else came in between since, the messages go on passing through here.
	if (GetPropW(window->hwnd, property) == window &&
		(WNDPROC)GetWindowLongPtrW(window->hwnd, GWLP_WNDPROC) == procedure) {
		SetWindowLongPtrW(window->hwnd, GWLP_WNDPROC, (LONG_PTR)window->own);
		RemovePropW(window->hwnd, property);
		uia_release(window);
	}
}
