package repair_test

import (
	"strings"
	"testing"

	"localhostdoctor/app/repair"
)

func TestOneWordIsInsertedAndNothingElse(t *testing.T) {
	for _, c := range []struct{ name, before, after string }{
		{"only dns", "hosts: dns\n", "hosts: files dns\n"},
		{"tabs stay", "passwd:\tfiles\nhosts:\t\tdns mymachines # x\n", "passwd:\tfiles\nhosts:\t\tfiles dns mymachines # x\n"},
		{"no blank behind the colon", "hosts:dns\n", "hosts: files dns\n"},
		{"blanks before", "  hosts : dns\r\nnetworks: files\r\n", "  hosts : files dns\r\nnetworks: files\r\n"},
		{"an action in brackets", "hosts: resolve [!UNAVAIL=return] dns", "hosts: files resolve [!UNAVAIL=return] dns"},
		{"nothing behind it", "hosts:\n", "hosts: files\n"},
		{"the last line, without a line break", "hosts:", "hosts: files"},
		{"the word only in a comment", "hosts: dns # files\n", "hosts: files dns # files\n"},
		{"a word that only begins so", "hosts: filesystem dns\n", "hosts: files filesystem dns\n"},
		{"bytes that are no text", "\xff\xfe\nhosts: dns\n\x00", "\xff\xfe\nhosts: files dns\n\x00"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got, ok := repair.InsertFiles(c.before); got != c.after || !ok {
				t.Errorf("got %q, %v, want %q", got, ok, c.after)
			}
		})
	}
}

func TestWhatOneWordWouldNotPutRightIsLeft(t *testing.T) {
	for name, content := range map[string]string{
		"it is there":       "hosts: files dns\n",
		"it is there later": "hosts: resolve [!UNAVAIL=return] files\n",
		"no such line":      "passwd: files\n",
		"a commented line":  "#hosts: dns\n",
		"another database":  "hosts2: dns\nmyhosts: dns\n",
		"two lines":         "hosts: dns\nhosts: dns\n",
		"empty":             "",
	} {
		t.Run(name, func(t *testing.T) {
			if got, ok := repair.InsertFiles(content); got != content || ok {
				t.Errorf("got %q, %v", got, ok)
			}
		})
	}
}

func FuzzInsertFilesAddsOneWord(f *testing.F) {
	for _, seed := range []string{"hosts: dns\n", "hosts:", "a\nhosts:\t dns\r\n", "hosts :dns #files"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, before string) {
		after, ok := repair.InsertFiles(before)
		if !ok {
			if after != before {
				t.Errorf("%q became %q", before, after)
			}
			return
		}
		at := 0
		for at < len(before) && before[at] == after[at] {
			at++
		}
		added := len(after) - len(before)
		same := func(at int) bool {
			return at >= 0 && at <= len(before) && before[:at]+after[at:at+added]+before[at:] == after
		}
		// The first byte that differs may lie inside a word that begins like the new one.
		found := false
		for i := max(0, at-len("files ")); i <= at; i++ {
			if same(i) && strings.Contains(after[i:i+added], "files") && added <= len(" files ") {
				found = true
			}
		}
		if !found {
			t.Errorf("%q became %q", before, after)
		}
		if again, twice := repair.InsertFiles(after); twice {
			t.Errorf("%q became %q and then %q", before, after, again)
		}
	})
}
