//go:build cgo && !nowindow

#include "uia_windows.h"

// uiautomationcore.dll is loaded when the first program asks: everybody else starts
// without it, and a system that has none is none the worse.

static struct uia_core functions;
static BOOL loaded;
static INIT_ONCE once = INIT_ONCE_STATIC_INIT;

static BOOL CALLBACK load(INIT_ONCE *unused, void *nothing, void **none) {
	(void)unused, (void)nothing, (void)none;
	HMODULE library = LoadLibraryExW(L"uiautomationcore.dll", NULL, LOAD_LIBRARY_SEARCH_SYSTEM32);
	if (!library) return TRUE;
#define FIND(field, name) functions.field = (__typeof__(functions.field))(uia_method)GetProcAddress(library, name)
	FIND(answer, "UiaReturnRawElementProvider");
	FIND(host, "UiaHostProviderFromHwnd");
	FIND(listening, "UiaClientsAreListening");
	FIND(raise, "UiaRaiseAutomationEvent");
	FIND(raise_property, "UiaRaiseAutomationPropertyChangedEvent");
	FIND(raise_structure, "UiaRaiseStructureChangedEvent");
	FIND(raise_notification, "UiaRaiseNotificationEvent"); // Windows 10 1709
	FIND(disconnect, "UiaDisconnectProvider");             // Windows 8
	FIND(not_supported, "UiaGetReservedNotSupportedValue");
#undef FIND
	loaded = functions.answer && functions.host && functions.listening && functions.raise && functions.raise_property &&
		functions.raise_structure && functions.not_supported;
	return TRUE;
}

const struct uia_core *uia_core(void) {
	InitOnceExecuteOnce(&once, load, NULL, NULL);
	return loaded ? &functions : NULL;
}

void uia_variant(struct uia_answer answer, VARIANT *out) {
	VariantInit(out);
	switch (answer.kind) {
	case UIA_NOTHING:
		break;
	case UIA_NUMBER:
		V_VT(out) = VT_I4;
		V_I4(out) = answer.number;
		break;
	case UIA_TRUTH:
		V_VT(out) = VT_BOOL;
		V_BOOL(out) = answer.number ? VARIANT_TRUE : VARIANT_FALSE;
		break;
	case UIA_TEXT:
		V_VT(out) = VT_BSTR;
		V_BSTR(out) = answer.text;
		break;
	}
}

HRESULT uia_array(IUnknown *one, SAFEARRAY **out) {
	*out = SafeArrayCreateVector(VT_UNKNOWN, 0, one ? 1 : 0);
	HRESULT result = *out ? S_OK : E_OUTOFMEMORY;
	if (*out && one) {
		LONG first = 0;
		result = SafeArrayPutElement(*out, &first, one); // holds it itself
		if (FAILED(result)) {
			SafeArrayDestroy(*out);
			*out = NULL;
		}
	}
	if (one) one->lpVtbl->Release(one);
	return result;
}

int32_t uia_language(const uint16_t *name) {
	return (int32_t)LocaleNameToLCID((const wchar_t *)name, 0);
}

BOOL uia_listening(void) {
	const struct uia_core *core = uia_core();
	return core && core->listening();
}

void uia_enter_thread(void) { CoInitializeEx(NULL, COINIT_MULTITHREADED); }

void uia_leave_thread(void) { CoUninitialize(); }

void uia_raise(struct uia_window *window, uint64_t part, int event) {
	const struct uia_core *core = uia_core();
	IUnknown *provider = core ? uia_new_part(window, part) : NULL;
	if (!provider) return;
	core->raise(provider, event);
	provider->lpVtbl->Release(provider);
}

void uia_raise_property(struct uia_window *window, uint64_t part, int property, struct uia_answer from, struct uia_answer to) {
	const struct uia_core *core = uia_core();
	IUnknown *provider = core ? uia_new_part(window, part) : NULL;
	VARIANT before, now;
	uia_variant(from, &before);
	uia_variant(to, &now);
	if (provider) {
		core->raise_property(provider, property, before, now);
		provider->lpVtbl->Release(provider);
	}
	VariantClear(&before);
	VariantClear(&now);
}

void uia_raise_structure(struct uia_window *window, uint64_t part) {
	enum { CHILDREN_INVALIDATED = 2 };
	const struct uia_core *core = uia_core();
	IUnknown *provider = core ? uia_new_part(window, part) : NULL;
	if (!provider) return;
	core->raise_structure(provider, CHILDREN_INVALIDATED, NULL, 0);
	provider->lpVtbl->Release(provider);
}

void uia_raise_notification(struct uia_window *window, uint64_t part, BSTR text) {
	enum { KIND_OTHER = 4, IMPORTANT_ALL = 0, LIVE_REGION_CHANGED = 20024 };
	const struct uia_core *core = uia_core();
	IUnknown *provider = core ? uia_new_part(window, part) : NULL;
	if (!provider) return;
	if (core->raise_notification) {
		BSTR activity = SysAllocString(L"note");
		if (activity) core->raise_notification(provider, KIND_OTHER, IMPORTANT_ALL, text, activity);
		SysFreeString(activity);
	} else {
		core->raise(provider, LIVE_REGION_CHANGED);
	}
	provider->lpVtbl->Release(provider);
}
