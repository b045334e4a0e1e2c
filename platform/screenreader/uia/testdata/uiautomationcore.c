// A stand-in for uiautomationcore.dll that writes down what it is told, so that a test can
// read it: wine 8 has nobody whom it would pass events on to.

#include <stdio.h>
#include <windows.h>
#include <oleauto.h>

#define SAY __declspec(dllexport)

typedef struct { const void *const *table; } object;

static CRITICAL_SECTION lock;
static IUnknown *kept;
static volatile LONG listening;
static char said[1 << 16];
static int length;

BOOL WINAPI DllMain(HINSTANCE library, DWORD reason, void *unused) {
	if (reason == DLL_PROCESS_ATTACH) InitializeCriticalSection(&lock);
	return TRUE;
}

static void say(const char *format, ...) {
	va_list arguments;
	va_start(arguments, format);
	EnterCriticalSection(&lock);
	int room = (int)sizeof said - length;
	int wrote = vsnprintf(said + length, room, format, arguments);
	if (wrote > 0 && wrote < room) length += wrote;
	LeaveCriticalSection(&lock);
	va_end(arguments);
}

// part is the number of the part that a provider stands for: the second of its runtime
// ID, 1 for the window.
static int part(IUnknown *provider) {
	static const IID fragment = {0xf7063da8, 0x8359, 0x439c, {0x92, 0x97, 0xbb, 0xc5, 0x29, 0x9a, 0x7d, 0x87}};
	object *found;
	SAFEARRAY *numbers = NULL;
	int number = 1;
	LONG second = 1;
	if (provider->lpVtbl->QueryInterface(provider, &fragment, (void **)&found) != S_OK) return -1;
	((HRESULT(STDMETHODCALLTYPE *)(void *, SAFEARRAY **))found->table[4])(found, &numbers);
	if (numbers) {
		SafeArrayGetElement(numbers, &second, &number);
		SafeArrayDestroy(numbers);
	}
	((ULONG(STDMETHODCALLTYPE *)(void *))found->table[2])(found);
	return number;
}

static void value(VARIANT *v) {
	switch (V_VT(v)) {
	case VT_EMPTY: say(" nothing"); break;
	case VT_I4: say(" %d", (int)V_I4(v)); break;
	case VT_BOOL: say(" %s", V_BOOL(v) ? "yes" : "no"); break;
	case VT_BSTR: say(" \"%ls\"", V_BSTR(v)); break;
	default: say(" ?%d", V_VT(v));
	}
}

SAY LRESULT WINAPI UiaReturnRawElementProvider(HWND hwnd, WPARAM w, LPARAM l, IUnknown *provider) {
	if (provider) provider->lpVtbl->AddRef(provider);
	EnterCriticalSection(&lock);
	IUnknown *before = kept;
	kept = provider;
	LeaveCriticalSection(&lock);
	if (before) before->lpVtbl->Release(before);
	if (!provider) say("gone\n");
	return provider ? 4711 : 0;
}

SAY HRESULT WINAPI UiaHostProviderFromHwnd(HWND hwnd, void **out) {
	*out = NULL;
	return S_OK;
}

SAY BOOL WINAPI UiaClientsAreListening(void) { return listening; }

SAY HRESULT WINAPI UiaRaiseAutomationEvent(IUnknown *provider, int event) {
	say("%d of %d\n", event, part(provider));
	return S_OK;
}

SAY HRESULT WINAPI UiaRaiseAutomationPropertyChangedEvent(IUnknown *provider, int property, VARIANT from, VARIANT to) {
	say("%d of %d from", property, part(provider));
	value(&from);
	say(" to");
	value(&to);
	say("\n");
	return S_OK;
}

SAY HRESULT WINAPI UiaRaiseStructureChangedEvent(IUnknown *provider, int kind, int *id, int numbers) {
	say("structure %d of %d, %d numbers\n", kind, part(provider), id ? numbers : 0);
	return S_OK;
}

SAY HRESULT WINAPI UiaRaiseNotificationEvent(IUnknown *provider, int kind, int processing, BSTR text, BSTR activity) {
	say("note of %d \"%ls\" %ls\n", part(provider), text, activity);
	return S_OK;
}

SAY HRESULT WINAPI UiaDisconnectProvider(IUnknown *provider) {
	say("disconnected %d\n", part(provider));
	return S_OK;
}

SAY HRESULT WINAPI UiaGetReservedNotSupportedValue(IUnknown **out) {
	*out = NULL;
	return E_NOTIMPL;
}

// For the test.

SAY void Listen(int yes) { InterlockedExchange(&listening, yes); }

SAY IUnknown *Provider(void) {
	EnterCriticalSection(&lock);
	if (kept) kept->lpVtbl->AddRef(kept);
	IUnknown *provider = kept;
	LeaveCriticalSection(&lock);
	return provider;
}

// Said copies what was said since it was asked last.
SAY int Said(char *into) {
	EnterCriticalSection(&lock);
	int much = length;
	memcpy(into, said, much);
	length = 0;
	LeaveCriticalSection(&lock);
	return much;
}
