//go:build cgo && !nowindow

#include "uia_windows.h"
#include "_cgo_export.h"

// A part of the window as UI Automation sees it: an object with one table of methods for
// each of its interfaces. It knows only the number of its part; what is asked is looked up
// in Go each time. So a program may hold it as long as it likes: once the part is gone, so
// are the answers.

struct part;

// What a program has in hand for one interface.
struct slot {
	const uia_method *table;
	struct part *owner;
};

enum { SIMPLE, FRAGMENT, FRAGMENT_ROOT, INVOKE, TOGGLE, VALUE, EXPAND, SELECTION, ITEM, DIALOG, TEXT, INTERFACES };

struct part {
	struct slot slots[INTERFACES];
	volatile LONG holds;
	struct uia_window *window;
	uint64_t id;
};

#define SELF (((struct slot *)this)->owner)
#define TELLER uia_teller(SELF->window)
#define NEED(out) \
	if (!(out)) return E_POINTER

static const IID ids[INTERFACES];
static const uia_method *const tables[INTERFACES];

static HRESULT STDMETHODCALLTYPE query(void *this, REFIID wanted, void **out) {
	NEED(out);
	*out = NULL;
	struct part *self = SELF;
	int found = IsEqualIID(wanted, &uia_unknown) ? SIMPLE : INTERFACES;
	for (int i = 0; i < INTERFACES && found == INTERFACES; i++)
		if (IsEqualIID(wanted, &ids[i]) && (i != FRAGMENT_ROOT || self->id == UIA_ROOT)) found = i;
	if (found == INTERFACES) return E_NOINTERFACE;
	InterlockedIncrement(&self->holds);
	*out = &self->slots[found];
	return S_OK;
}

static ULONG STDMETHODCALLTYPE hold(void *this) { return InterlockedIncrement(&SELF->holds); }

static ULONG STDMETHODCALLTYPE release(void *this) {
	struct part *self = SELF;
	LONG left = InterlockedDecrement(&self->holds);
	if (left == 0) {
		uia_release(self->window);
		HeapFree(GetProcessHeap(), 0, self);
	}
	return left;
}

IUnknown *uia_new_part(struct uia_window *window, uint64_t id) {
	struct part *made = HeapAlloc(GetProcessHeap(), HEAP_ZERO_MEMORY, sizeof *made);
	if (!made) return NULL;
	for (int i = 0; i < INTERFACES; i++) {
		made->slots[i].table = tables[i];
		made->slots[i].owner = made;
	}
	made->holds = 1;
	made->window = window;
	made->id = id;
	uia_hold(window);
	return (IUnknown *)&made->slots[SIMPLE];
}

// give makes the object for a part that was asked for, by one of its interfaces.
static HRESULT give(void *this, HRESULT asked, uint64_t id, int as, void **out) {
	if (FAILED(asked) || id == 0) return asked;
	IUnknown *made = uia_new_part(SELF->window, id);
	if (!made) return E_OUTOFMEMORY;
	*out = &((struct slot *)made)->owner->slots[as];
	return S_OK;
}

static HRESULT ask(void *this, int property, VARIANT *out) {
	struct uia_answer answer = {0};
	HRESULT result = uiaProperty(TELLER, SELF->id, property, &answer);
	uia_variant(answer, out);
	return result;
}

static HRESULT ask_truth(void *this, int property, BOOL *out) {
	NEED(out);
	*out = FALSE;
	VARIANT answer;
	HRESULT result = ask(this, property, &answer);
	if (SUCCEEDED(result) && V_VT(&answer) != VT_BOOL) result = UIA_E_NOTSUPPORTED;
	if (SUCCEEDED(result)) *out = V_BOOL(&answer) != VARIANT_FALSE;
	VariantClear(&answer);
	return result;
}

static HRESULT ask_number(void *this, int property, int *out) {
	NEED(out);
	*out = 0;
	VARIANT answer;
	HRESULT result = ask(this, property, &answer);
	if (SUCCEEDED(result) && V_VT(&answer) != VT_I4) result = UIA_E_NOTSUPPORTED;
	if (SUCCEEDED(result)) *out = V_I4(&answer);
	VariantClear(&answer);
	return result;
}

static HRESULT act(void *this, int action) { return uiaAct(TELLER, SELF->id, action, NULL, 0); }

// IRawElementProviderSimple

static HRESULT STDMETHODCALLTYPE options(void *this, int *out) {
	// Without UseComThreading UI Automation calls on threads of its own: what is asked is
	// looked up under a lock, and what is to be done is only handed on.
	enum { SERVER_SIDE_PROVIDER = 2 };
	(void)this;
	NEED(out);
	*out = SERVER_SIDE_PROVIDER;
	return S_OK;
}

static HRESULT STDMETHODCALLTYPE pattern(void *this, int wanted, IUnknown **out) {
	static const struct { int pattern, slot; } kept[] = {
		{10000, INVOKE}, {10001, SELECTION}, {10002, VALUE}, {10005, EXPAND}, {10009, DIALOG}, {10010, ITEM}, {10014, TEXT}, {10015, TOGGLE},
	};
	NEED(out);
	*out = NULL;
	HRESULT can = uiaCan(TELLER, SELF->id, wanted);
	if (can != S_OK) return FAILED(can) ? can : S_OK;
	for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
		if (kept[i].pattern == wanted) {
			hold(this);
			*out = (IUnknown *)&SELF->slots[kept[i].slot];
		}
	return S_OK;
}

static HRESULT STDMETHODCALLTYPE value_of(void *this, int property, VARIANT *out) {
	NEED(out);
	return ask(this, property, out);
}

static HRESULT STDMETHODCALLTYPE host(void *this, void **out) {
	NEED(out);
	*out = NULL;
	if (SELF->id != UIA_ROOT) return S_OK;
	return uia_core() ? uia_core()->host(uia_hwnd(SELF->window), out) : S_OK;
}

// IRawElementProviderFragment

struct rectangle { double left, top, width, height; };

static HRESULT STDMETHODCALLTYPE navigate(void *this, int direction, void **out) {
	NEED(out);
	*out = NULL;
	uint64_t id = 0;
	HRESULT result = uiaStep(TELLER, SELF->id, direction, &id);
	return give(this, result, id, FRAGMENT, out);
}

static HRESULT STDMETHODCALLTYPE runtime_id(void *this, SAFEARRAY **out) {
	enum { APPEND_RUNTIME_ID = 3 }; // to that of the window
	NEED(out);
	*out = NULL;
	if (SELF->id == UIA_ROOT) return S_OK; // the window's own
	SAFEARRAY *made = SafeArrayCreateVector(VT_I4, 0, 3);
	if (!made) return E_OUTOFMEMORY;
	int numbers[] = {APPEND_RUNTIME_ID, (int)(SELF->id & 0xffffffff), (int)(SELF->id >> 32)};
	for (LONG i = 0; i < 3; i++) SafeArrayPutElement(made, &i, &numbers[i]);
	*out = made;
	return S_OK;
}

static HRESULT STDMETHODCALLTYPE rectangle(void *this, struct rectangle *out) {
	NEED(out);
	memset(out, 0, sizeof *out);
	HWND hwnd = uia_hwnd(SELF->window);
	RECT place = {0};
	HRESULT result = uiaPlace(TELLER, SELF->id, &place);
	if (FAILED(result)) return result;
	if (IsIconic(hwnd)) return S_OK; // it is nowhere
	if (SELF->id == UIA_ROOT) GetClientRect(hwnd, &place);
	POINT corner = {place.left, place.top};
	if (!ClientToScreen(hwnd, &corner)) return UIA_E_ELEMENTNOTAVAILABLE;
	*out = (struct rectangle){corner.x, corner.y, place.right - place.left, place.bottom - place.top};
	return S_OK;
}

static HRESULT STDMETHODCALLTYPE embedded(void *this, SAFEARRAY **out) {
	(void)this;
	NEED(out);
	*out = NULL;
	return S_OK;
}

static HRESULT STDMETHODCALLTYPE focus(void *this) { return SELF->id == UIA_ROOT ? S_OK : act(this, UIA_FOCUS); }

static HRESULT STDMETHODCALLTYPE fragment_root(void *this, void **out) {
	NEED(out);
	*out = NULL;
	return give(this, S_OK, UIA_ROOT, FRAGMENT_ROOT, out);
}

// IRawElementProviderFragmentRoot

static HRESULT STDMETHODCALLTYPE at(void *this, double x, double y, void **out) {
	NEED(out);
	*out = NULL;
	POINT place = {(LONG)x, (LONG)y};
	if (!ScreenToClient(uia_hwnd(SELF->window), &place)) return UIA_E_ELEMENTNOTAVAILABLE;
	uint64_t id = 0;
	HRESULT result = uiaAt(TELLER, place.x, place.y, &id);
	return give(this, result, id, FRAGMENT, out);
}

static HRESULT STDMETHODCALLTYPE focused(void *this, void **out) {
	NEED(out);
	*out = NULL;
	uint64_t id = 0;
	HRESULT result = uiaFocused(TELLER, &id);
	return give(this, result, id == UIA_ROOT ? 0 : id, FRAGMENT, out);
}

// IInvokeProvider, IToggleProvider, IExpandCollapseProvider

static HRESULT STDMETHODCALLTYPE invoke(void *this) { return act(this, UIA_INVOKE); }
static HRESULT STDMETHODCALLTYPE toggle(void *this) { return act(this, UIA_TOGGLE); }
static HRESULT STDMETHODCALLTYPE toggle_state(void *this, int *out) { return ask_number(this, 30086, out); }
static HRESULT STDMETHODCALLTYPE expand(void *this) { return act(this, UIA_EXPAND); }
static HRESULT STDMETHODCALLTYPE collapse(void *this) { return act(this, UIA_COLLAPSE); }
static HRESULT STDMETHODCALLTYPE expand_state(void *this, int *out) { return ask_number(this, 30070, out); }

// IValueProvider

static HRESULT STDMETHODCALLTYPE write_value(void *this, const wchar_t *text) {
	if (!text) return E_INVALIDARG;
	return uiaAct(TELLER, SELF->id, UIA_WRITE, (uint16_t *)text, wcslen(text));
}

static HRESULT STDMETHODCALLTYPE value(void *this, BSTR *out) {
	NEED(out);
	*out = NULL;
	VARIANT answer;
	HRESULT result = ask(this, 30045, &answer);
	if (SUCCEEDED(result) && V_VT(&answer) != VT_BSTR) result = UIA_E_NOTSUPPORTED;
	if (SUCCEEDED(result)) *out = V_BSTR(&answer); // and with it the text
	return result;
}

static HRESULT STDMETHODCALLTYPE read_only(void *this, BOOL *out) { return ask_truth(this, 30046, out); }

// ISelectionProvider, ISelectionItemProvider: one at a time

static HRESULT STDMETHODCALLTYPE selection(void *this, SAFEARRAY **out) {
	NEED(out);
	*out = NULL;
	uint64_t id = 0;
	HRESULT result = uiaChosen(TELLER, SELF->id, &id);
	if (FAILED(result)) return result;
	return uia_array(id ? uia_new_part(SELF->window, id) : NULL, out);
}

static HRESULT STDMETHODCALLTYPE multiple(void *this, BOOL *out) { return ask_truth(this, 30060, out); }
static HRESULT STDMETHODCALLTYPE required(void *this, BOOL *out) { return ask_truth(this, 30061, out); }
static HRESULT STDMETHODCALLTYPE choose_it(void *this) { return act(this, UIA_SELECT); }
static HRESULT STDMETHODCALLTYPE cannot(void *this) { (void)this; return UIA_E_INVALIDOPERATION; }
static HRESULT STDMETHODCALLTYPE chosen(void *this, BOOL *out) { return ask_truth(this, 30079, out); }

static HRESULT STDMETHODCALLTYPE container(void *this, void **out) {
	NEED(out);
	*out = NULL;
	uint64_t id = 0;
	HRESULT result = uiaHolder(TELLER, SELF->id, &id);
	return give(this, result, id, SIMPLE, out);
}

// IWindowProvider, for dialogs

static HRESULT STDMETHODCALLTYPE show_as(void *this, int state) { (void)state; return cannot(this); }
static HRESULT STDMETHODCALLTYPE wait_idle(void *this, int milliseconds, BOOL *out) {
	(void)milliseconds;
	return ask_truth(this, 30077, out) == S_OK ? (*out = TRUE, S_OK) : UIA_E_ELEMENTNOTAVAILABLE;
}
static HRESULT STDMETHODCALLTYPE can_maximize(void *this, BOOL *out) { return ask_truth(this, 30073, out); }
static HRESULT STDMETHODCALLTYPE can_minimize(void *this, BOOL *out) { return ask_truth(this, 30074, out); }
static HRESULT STDMETHODCALLTYPE modal(void *this, BOOL *out) { return ask_truth(this, 30077, out); }
static HRESULT STDMETHODCALLTYPE visual_state(void *this, int *out) { return ask_number(this, 30075, out); }
static HRESULT STDMETHODCALLTYPE interaction(void *this, int *out) { return ask_number(this, 30076, out); }
static HRESULT STDMETHODCALLTYPE topmost(void *this, BOOL *out) { return ask_truth(this, 30078, out); }

// ITextProvider

struct point { double x, y; };

static HRESULT whole_or_selected(void *this, BOOL whole, IUnknown **out) {
	int32_t start = 0, end = 0;
	HRESULT result = uiaSpan(TELLER, SELF->id, whole, &start, &end);
	if (FAILED(result)) return result;
	*out = uia_new_range(SELF->window, SELF->id, start, end);
	return *out ? S_OK : E_OUTOFMEMORY;
}

static HRESULT one_range(void *this, BOOL whole, SAFEARRAY **out) {
	NEED(out);
	*out = NULL;
	IUnknown *range = NULL;
	HRESULT result = whole_or_selected(this, whole, &range);
	return FAILED(result) ? result : uia_array(range, out);
}

static HRESULT STDMETHODCALLTYPE text_selection(void *this, SAFEARRAY **out) { return one_range(this, FALSE, out); }
static HRESULT STDMETHODCALLTYPE text_visible(void *this, SAFEARRAY **out) { return one_range(this, TRUE, out); }

static HRESULT STDMETHODCALLTYPE text_of_child(void *this, void *child, IUnknown **out) {
	(void)this, (void)child;
	NEED(out);
	*out = NULL;
	return E_INVALIDARG; // nothing is inside of a field
}

static HRESULT STDMETHODCALLTYPE text_whole(void *this, IUnknown **out) {
	NEED(out);
	*out = NULL;
	return whole_or_selected(this, TRUE, out);
}

static HRESULT STDMETHODCALLTYPE text_at(void *this, struct point place, IUnknown **out) {
	(void)place; // where each letter is drawn is not known here
	return text_whole(this, out);
}

static HRESULT STDMETHODCALLTYPE text_can_select(void *this, int *out) {
	enum { ONE = 1 };
	(void)this;
	NEED(out);
	*out = ONE;
	return S_OK;
}

// The tables, in the order of Microsoft's interface definitions.

#define M(name) (uia_method) name
#define UNKNOWN M(query), M(hold), M(release)

static const uia_method simple_table[] = {UNKNOWN, M(options), M(pattern), M(value_of), M(host)};
static const uia_method fragment_table[] = {UNKNOWN, M(navigate), M(runtime_id), M(rectangle), M(embedded), M(focus), M(fragment_root)};
static const uia_method root_table[] = {UNKNOWN, M(at), M(focused)};
static const uia_method invoke_table[] = {UNKNOWN, M(invoke)};
static const uia_method toggle_table[] = {UNKNOWN, M(toggle), M(toggle_state)};
static const uia_method value_table[] = {UNKNOWN, M(write_value), M(value), M(read_only)};
static const uia_method expand_table[] = {UNKNOWN, M(expand), M(collapse), M(expand_state)};
static const uia_method selection_table[] = {UNKNOWN, M(selection), M(multiple), M(required)};
static const uia_method item_table[] = {UNKNOWN, M(choose_it), M(cannot), M(cannot), M(chosen), M(container)};
static const uia_method dialog_table[] = {UNKNOWN, M(show_as), M(cannot), M(wait_idle), M(can_maximize), M(can_minimize), M(modal),
	M(visual_state), M(interaction), M(topmost)};
static const uia_method text_table[] = {UNKNOWN, M(text_selection), M(text_visible), M(text_of_child), M(text_at), M(text_whole), M(text_can_select)};

static const uia_method *const tables[INTERFACES] = {
	[SIMPLE] = simple_table, [FRAGMENT] = fragment_table, [FRAGMENT_ROOT] = root_table, [INVOKE] = invoke_table,
	[TOGGLE] = toggle_table, [VALUE] = value_table, [EXPAND] = expand_table, [SELECTION] = selection_table,
	[ITEM] = item_table, [DIALOG] = dialog_table, [TEXT] = text_table,
};

static const IID ids[INTERFACES] = {
	[SIMPLE] = {0xd6dd68d1, 0x86fd, 0x4332, {0x86, 0x66, 0x9a, 0xbe, 0xde, 0xa2, 0xd2, 0x4c}},
	[FRAGMENT] = {0xf7063da8, 0x8359, 0x439c, {0x92, 0x97, 0xbb, 0xc5, 0x29, 0x9a, 0x7d, 0x87}},
	[FRAGMENT_ROOT] = {0x620ce2a5, 0xab8f, 0x40a9, {0x86, 0xcb, 0xde, 0x3c, 0x75, 0x59, 0x9b, 0x58}},
	[INVOKE] = {0x54fcb24b, 0xe18e, 0x47a2, {0xb4, 0xd3, 0xec, 0xcb, 0xe7, 0x75, 0x99, 0xa2}},
	[TOGGLE] = {0x56d00bd0, 0xc4f4, 0x433c, {0xa8, 0x36, 0x1a, 0x52, 0xa5, 0x7e, 0x08, 0x92}},
	[VALUE] = {0xc7935180, 0x6fb3, 0x4201, {0xb1, 0x74, 0x7d, 0xf7, 0x3a, 0xdb, 0xf6, 0x4a}},
	[EXPAND] = {0xd847d3a5, 0xcab0, 0x4a98, {0x8c, 0x32, 0xec, 0xb4, 0x5c, 0x59, 0xad, 0x24}},
	[SELECTION] = {0xfb8b03af, 0x3bdf, 0x48d4, {0xbd, 0x36, 0x1a, 0x65, 0x79, 0x3b, 0xe1, 0x68}},
	[ITEM] = {0x2acad808, 0xb2d4, 0x452d, {0xa4, 0x07, 0x91, 0xff, 0x1a, 0xd1, 0x67, 0xb2}},
	[DIALOG] = {0x987df77b, 0xdb06, 0x4d77, {0x8f, 0x8a, 0x86, 0xa9, 0xc3, 0xbb, 0x90, 0xb9}},
	[TEXT] = {0x3589c92c, 0x63f3, 0x4367, {0x99, 0xbb, 0xad, 0xa6, 0x53, 0xb7, 0x7c, 0xf2}},
};
