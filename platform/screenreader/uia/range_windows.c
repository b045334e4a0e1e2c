//go:build cgo && !nowindow

#include "uia_windows.h"
#include "_cgo_export.h"

// A piece of what is typed into a field (ITextRangeProvider), by which screen readers
// follow the caret.

struct range {
	const uia_method *table;
	volatile LONG holds;
	struct uia_window *window;
	uint64_t id; // of the field
	int32_t start, end;
};

#define SELF ((struct range *)this)
#define TELLER uia_teller(SELF->window)
#define NEED(out) \
	if (!(out)) return E_POINTER

static const IID range_id = {0x5347ad7b, 0xc355, 0x46f8, {0xaf, 0xf5, 0x90, 0x90, 0x33, 0x58, 0x2f, 0x63}};
static const uia_method range_table[];

static HRESULT STDMETHODCALLTYPE query(void *this, REFIID wanted, void **out) {
	NEED(out);
	*out = NULL;
	if (!IsEqualIID(wanted, &uia_unknown) && !IsEqualIID(wanted, &range_id)) return E_NOINTERFACE;
	InterlockedIncrement(&SELF->holds);
	*out = this;
	return S_OK;
}

static ULONG STDMETHODCALLTYPE hold(void *this) { return InterlockedIncrement(&SELF->holds); }

static ULONG STDMETHODCALLTYPE release(void *this) {
	LONG left = InterlockedDecrement(&SELF->holds);
	if (left == 0) {
		uia_release(SELF->window);
		HeapFree(GetProcessHeap(), 0, this);
	}
	return left;
}

IUnknown *uia_new_range(struct uia_window *window, uint64_t id, int32_t start, int32_t end) {
	struct range *made = HeapAlloc(GetProcessHeap(), HEAP_ZERO_MEMORY, sizeof *made);
	if (!made) return NULL;
	*made = (struct range){range_table, 1, window, id, start, end};
	uia_hold(window);
	return (IUnknown *)made;
}

static HRESULT made(IUnknown *range, IUnknown **out) {
	*out = range;
	return range ? S_OK : E_OUTOFMEMORY;
}

// ours is another range of the same field; NULL when it is not. In this program ranges
// are only asked about ranges of this program: UI Automation sees to that.
static struct range *ours(void *this, void *other) {
	struct range *range = other;
	return range && range->table == range_table && range->window == SELF->window && range->id == SELF->id ? range : NULL;
}

static int32_t endpoint(struct range *range, int end) { return end ? range->end : range->start; }

static HRESULT STDMETHODCALLTYPE clone(void *this, IUnknown **out) {
	NEED(out);
	return made(uia_new_range(SELF->window, SELF->id, SELF->start, SELF->end), out);
}

static HRESULT STDMETHODCALLTYPE compare(void *this, void *other, BOOL *out) {
	NEED(out);
	struct range *range = ours(this, other);
	*out = range && range->start == SELF->start && range->end == SELF->end;
	return S_OK;
}

static HRESULT STDMETHODCALLTYPE compare_ends(void *this, int end, void *other, int other_end, int *out) {
	NEED(out);
	*out = 0;
	struct range *range = ours(this, other);
	if (!range) return E_INVALIDARG;
	*out = endpoint(SELF, end) - endpoint(range, other_end);
	return S_OK;
}

static HRESULT move_by(void *this, int what, int unit, int count, int *out) {
	int32_t moved = 0;
	HRESULT result = uiaMove(TELLER, SELF->id, &SELF->start, &SELF->end, what, unit, count, &moved);
	if (out) *out = moved;
	return result;
}

static HRESULT STDMETHODCALLTYPE expand(void *this, int unit) { return move_by(this, UIA_EXPAND_SPAN, unit, 0, NULL); }

static HRESULT STDMETHODCALLTYPE find_attribute(void *this, int attribute, VARIANT value, BOOL backward, IUnknown **out) {
	(void)this, (void)attribute, (void)value, (void)backward;
	NEED(out);
	*out = NULL; // nothing looks different from the rest
	return S_OK;
}

static HRESULT STDMETHODCALLTYPE find_text(void *this, BSTR text, BOOL backward, BOOL ignore_case, IUnknown **out) {
	NEED(out);
	*out = NULL;
	int32_t start = SELF->start, end = SELF->end;
	HRESULT result = uiaFind(TELLER, SELF->id, &start, &end, (uint16_t *)text, SysStringLen(text), backward, ignore_case);
	return result == S_OK ? made(uia_new_range(SELF->window, SELF->id, start, end), out) : FAILED(result) ? result : S_OK;
}

static HRESULT STDMETHODCALLTYPE attribute(void *this, int wanted, VARIANT *out) {
	enum { IS_READ_ONLY_ATTRIBUTE = 40015, VALUE_IS_READ_ONLY_PROPERTY = 30046 };
	NEED(out);
	VariantInit(out);
	struct uia_answer answer = {0};
	HRESULT result = uiaProperty(TELLER, SELF->id, VALUE_IS_READ_ONLY_PROPERTY, &answer);
	if (FAILED(result)) return result;
	if (wanted == IS_READ_ONLY_ATTRIBUTE) {
		uia_variant(answer, out);
		return S_OK;
	}
	if (!uia_core()) return UIA_E_NOTSUPPORTED;
	result = uia_core()->not_supported(&V_UNKNOWN(out));
	if (SUCCEEDED(result)) V_VT(out) = VT_UNKNOWN;
	return result;
}

static HRESULT STDMETHODCALLTYPE rectangles(void *this, SAFEARRAY **out) {
	(void)this;
	NEED(out);
	*out = SafeArrayCreateVector(VT_R8, 0, 0); // where each letter is drawn is not known here
	return *out ? S_OK : E_OUTOFMEMORY;
}

static HRESULT STDMETHODCALLTYPE element(void *this, IUnknown **out) {
	NEED(out);
	return made(uia_new_part(SELF->window, SELF->id), out);
}

static HRESULT STDMETHODCALLTYPE text(void *this, int most, BSTR *out) {
	NEED(out);
	*out = NULL;
	return uiaText(TELLER, SELF->id, SELF->start, SELF->end, most, out);
}

static HRESULT STDMETHODCALLTYPE move(void *this, int unit, int count, int *out) {
	NEED(out);
	return move_by(this, UIA_MOVE_SPAN, unit, count, out);
}

static HRESULT STDMETHODCALLTYPE move_end_by_unit(void *this, int end, int unit, int count, int *out) {
	NEED(out);
	return move_by(this, end ? UIA_MOVE_END : UIA_MOVE_START, unit, count, out);
}

static HRESULT STDMETHODCALLTYPE move_end_to(void *this, int end, void *other, int other_end) {
	struct range *range = ours(this, other);
	if (!range) return E_INVALIDARG;
	int32_t to = endpoint(range, other_end);
	*(end ? &SELF->end : &SELF->start) = to;
	if (SELF->start > SELF->end) SELF->start = SELF->end = to;
	return S_OK;
}

// The window cannot be told where to put its caret.
static HRESULT STDMETHODCALLTYPE cannot(void *this) { (void)this; return UIA_E_INVALIDOPERATION; }

static HRESULT STDMETHODCALLTYPE scroll(void *this, BOOL top) {
	(void)top;
	return cannot(this);
}

static HRESULT STDMETHODCALLTYPE children(void *this, SAFEARRAY **out) {
	(void)this;
	NEED(out);
	return uia_array(NULL, out);
}

#define M(name) (uia_method) name

static const uia_method range_table[] = {
	M(query), M(hold), M(release), M(clone), M(compare), M(compare_ends), M(expand), M(find_attribute), M(find_text), M(attribute),
	M(rectangles), M(element), M(text), M(move), M(move_end_by_unit), M(move_end_to), M(cannot), M(cannot), M(cannot), M(scroll), M(children),
};
