package hosts

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"localhostdoctor/app/words"
)

// seed adds the real files and some generated ones.
func seed(f *testing.F) {
	f.Helper()
	paths, err := filepath.Glob("testdata/*.hosts")
	if err != nil {
		f.Fatal(err)
	}
	for i, path := range paths {
		content, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		if len(content) < 10_000 {
			f.Add(content, uint8(i))
		}
	}
	for i := range 20 {
		f.Add([]byte(newGenerator(uint64(i), 3).out.String()), uint8(i))
	}
}

func rulesOf(pick uint8) Rules {
	systems := []System{Linux, Musl, Darwin, Windows}
	system := systems[pick%4]
	if pick&8 != 0 { // the others have nothing that this bit could switch on
		system = map[System]System{Linux: Linux, Musl: Musl, Darwin: Go, Windows: Resolved}[system]
	}
	return Rules{
		System: system, Multi: pick&4 != 0, LocalhostBuiltIn: pick&8 != 0, Resolved: pick&128 != 0,
		Hostname: []string{"", "anvil"}[pick>>4&1],
	}
}

// FuzzRoundTrip: whatever comes in comes out, whole and line by line.
func FuzzRoundTrip(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, content []byte, pick uint8) {
		file := Parse(content)
		if got := file.Bytes(); string(got) != string(content) {
			t.Fatalf("%q became %q", content, got)
		}
		var joined strings.Builder
		for i := range file.lines() {
			line, newline := file.line(i)
			joined.WriteString(line + newline)
		}
		if joined.String() != file.text {
			t.Fatalf("the lines of %q are %q", file.text, joined.String())
		}
		report := file.Judge(rulesOf(pick))
		last := 0
		for _, e := range report.Entries {
			if e.Line <= last || e.Line > file.lines() || e.Meaning.IsZero() || e.Effective && (!e.Enabled || !e.IP.IsValid()) {
				t.Fatalf("%q: entry %+v after line %d", content, e, last)
			}
			last = e.Line
			checkEffective(t, file, rulesOf(pick), e)
		}
	})
}

// checkEffective: where every line counts, what an entry is said to do is what the
// lookup answers.
func checkEffective(t *testing.T, file *File, rules Rules, e Entry) {
	t.Helper()
	if !e.Effective || !rules.grammar().everyLine || rules.System == Musl {
		return
	}
	family, want := IPv6, e.IP
	if e.IP.Is4() || e.IP.Is4In6() && rules.grammar().mappedNot6 {
		family, want = IPv4, e.IP.Unmap()
	}
	if isNowhere(e.IP) && rules.grammar().zeroIsNone {
		return // the effect is that there is no answer
	}
	if !slices.ContainsFunc(e.Names, func(name string) bool { return slices.Contains(file.Lookup(rules, name, family), want) }) {
		t.Fatalf("%v: line %d of %q is said to be effective, but no name leads to %s", rules, e.Line, file.raw, e.IP)
	}
}

// FuzzDisableEnable: switching a line off and on again brings the same bytes
// back, and off really is off.
func FuzzDisableEnable(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, content []byte, pick uint8) {
		rules := rulesOf(pick)
		file := Parse(content)
		for _, e := range file.Judge(rules).Entries {
			if !e.Enabled {
				continue
			}
			off, err := file.Toggle(rules, e.Line)
			if err != nil {
				continue // another program's line, or localhost's
			}
			if again := off.After.entryOn(rules, e.Line); again == nil || again.Enabled {
				t.Fatalf("%v: line %d of %q is not an entry that is off: %q", rules, e.Line, content, off.After.raw)
			}
			on, err := off.After.Toggle(rules, e.Line)
			if err != nil && refusedFor(err, "hosts.refused.breaks", "hosts.refused.owned") {
				continue // off was the better state, or reads like another program's mark
			}
			if err != nil {
				t.Fatalf("%v: line %d of %q: %v", rules, e.Line, off.After.raw, err)
			}
			if on.After.raw != string(content) {
				t.Fatalf("%v: line %d: %q became %q, then %q", rules, e.Line, content, off.After.raw, on.After.raw)
			}
			checkNameOff(t, rules, file, e)
		}
	})
}

func refusedFor(err error, whys ...string) bool {
	var failure *words.Failure
	return errors.As(err, &failure) && slices.Contains(whys, failure.Why.Key)
}

func (f *File) entryOn(rules Rules, line int) *Entry {
	for _, e := range f.Judge(rules).Entries {
		if e.Line == line {
			return &e
		}
	}
	return nil
}

// checkNameOff switches the first name of an entry off by name, and on again.
func checkNameOff(t *testing.T, rules Rules, file *File, e Entry) {
	t.Helper()
	if len(e.Names) == 0 {
		return
	}
	name := e.Names[0]
	off, err := file.Disable(rules, name, "")
	if err != nil {
		return
	}
	for _, left := range off.After.Judge(rules).Entries {
		if left.Enabled && off.After.judge(rules).has(&left, name) {
			t.Fatalf("%v: %q is still on in %q", rules, name, off.After.raw)
		}
	}
	if file.judge(rules).anyOff(name) {
		return // Enable would also switch on what was off before
	}
	on, err := off.After.Enable(rules, name, "")
	if err != nil && refusedFor(err, "hosts.refused.breaks", "hosts.refused.owned") {
		return
	}
	if err != nil || on.After.raw != file.raw {
		t.Fatalf("%v: %q: %q became %q, then %v", rules, name, file.raw, off.After.raw, on.After)
	}
}

func (j *judge) anyOff(name string) bool {
	for i := range j.entries {
		if e := &j.entries[i]; !e.Enabled && j.has(e, name) {
			return true
		}
	}
	return false
}

// FuzzEditsTouchOneLine: adding a name leaves every other byte alone and gives
// the name that address; removing it again brings the same bytes back.
func FuzzEditsTouchOneLine(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, content []byte, pick uint8) {
		rules := rulesOf(pick)
		file := Parse(content)
		const name, address = "added-by-the-test.test", "10.99.98.97"
		if strings.Contains(strings.ToLower(file.text), name) || strings.Contains(file.text, address) {
			return
		}
		change, err := file.Add(rules, address, []string{name}, "")
		if err != nil {
			finishes := !file.ends() && refusedFor(err, "hosts.refused.breaks") // and localhost leads elsewhere then
			if file.editable() == nil && !finishes {
				t.Fatalf("%q: %v", content, err)
			}
			return
		}
		added := change.After.Lookup(rules, name, IPv4)
		if len(added) != 1 || added[0].String() != address {
			t.Fatalf("%v: %q: %s is %v in %q", rules, content, name, added, change.After.raw)
		}
		at := strings.Index(change.After.raw, address)
		end := at + strings.Index(change.After.raw[at:], "\n") + 1
		rest := change.After.raw[:at] + change.After.raw[end:]
		unfinished := rest == file.raw+"\n" || rest == file.raw+"\r\n" || rest == bom+"\n"+strings.TrimPrefix(file.raw, bom) ||
			rest == bom+"\r\n"+strings.TrimPrefix(file.raw, bom)
		if rest != file.raw && !unfinished {
			t.Fatalf("%v: %q became %q", rules, content, change.After.raw)
		}
		removed, err := change.After.Remove(rules, name, "")
		if err != nil || removed.After.raw != rest {
			t.Fatalf("%v: removing from %q: %v, %v", rules, change.After.raw, err, removed.After)
		}
	})
}
