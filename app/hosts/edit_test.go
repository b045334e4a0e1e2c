package hosts

import (
	"errors"
	"strings"
	"testing"

	"localhostdoctor/app/words"
)

var (
	linux   = Rules{System: Linux, Multi: true}
	windows = Rules{System: Windows}
)

var edits = []struct {
	name, before, after string
	edit                func(*File) (Change, error)
}{
	{
		"add_follows_alignment", "127.0.0.1       localhost\n10.0.0.7        nas\n", "127.0.0.1       localhost\n127.0.0.1       api.test\n10.0.0.7        nas\n",
		func(f *File) (Change, error) { return f.Add(linux, "127.0.0.1", []string{"api.test"}, "") },
	},
	{
		"add_new_address", "127.0.0.1\tlocalhost\r\n", "127.0.0.1\tlocalhost\r\n10.0.0.7\tnas.test tv.test # hall\r\n",
		func(f *File) (Change, error) {
			return f.Add(linux, "10.0.0.7", []string{"nas.test", "tv.test"}, "hall")
		},
	},
	{
		"add_what_is_there_changes_nothing", "10.0.0.7 nas.test\n", "10.0.0.7 nas.test\n",
		func(f *File) (Change, error) { return f.Add(linux, "10.0.0.7", []string{"NAS.test"}, "") },
	},
	{
		"add_after_not_inside_block", "# Added by Docker Desktop\n10.0.0.7 a.test\n# End of section\n", "# Added by Docker Desktop\n10.0.0.7 a.test\n# End of section\n10.0.0.7\tb.test\n",
		func(f *File) (Change, error) { return f.Add(linux, "10.0.0.7", []string{"b.test"}, "") },
	},
	{
		"add_splits_for_windows", "", "10.0.0.7\ta b c d e f g h i\r\n10.0.0.7\tj\r\n",
		func(f *File) (Change, error) {
			return f.Add(windows, "10.0.0.7", strings.Fields("a b c d e f g h i j"), "")
		},
	},
	{
		"remove_one_of_many", "10.0.0.7\ta.test  b.test\tc.test # x\n", "10.0.0.7\ta.test\tc.test # x\n",
		func(f *File) (Change, error) { return f.Remove(linux, "B.TEST", "") },
	},
	{
		"remove_last_name", "1.2.3.4 x\n10.0.0.7 a.test # x\n5.6.7.8 y\n", "1.2.3.4 x\n5.6.7.8 y\n",
		func(f *File) (Change, error) { return f.Remove(linux, "a.test", "") },
	},
	{
		"remove_only_that_address", "10.0.0.7 a.test\n10.0.0.8 a.test\n", "10.0.0.7 a.test\n",
		func(f *File) (Change, error) { return f.Remove(linux, "a.test", "10.0.0.8") },
	},
	{
		"remove_line", "10.0.0.7 a.test\n10.0.0.8 b.test\n", "10.0.0.8 b.test\n",
		func(f *File) (Change, error) { return f.RemoveLine(linux, 1) },
	},
	{
		"disable_whole_line", "  10.0.0.7 a.test # x\r\n", "#   10.0.0.7 a.test # x\r\n",
		func(f *File) (Change, error) { return f.Disable(linux, "a.test", "") },
	},
	{
		"disable_one_of_many", "10.0.0.7 a.test b.test\n", "# 10.0.0.7 a.test b.test\n10.0.0.7 b.test\n",
		func(f *File) (Change, error) { return f.Disable(linux, "a.test", "") },
	},
	{
		"disable_what_would_read_as_prose", "10.0.0.7 is a router\n", "# 10.0.0.7 is a router # switched off\n",
		func(f *File) (Change, error) { return f.Toggle(linux, 1) },
	},
	{
		"enable_one_of_many", "# 10.0.0.7 a.test b.test\n10.0.0.7 b.test\n", "10.0.0.7 a.test b.test\n",
		func(f *File) (Change, error) { return f.Enable(linux, "a.test", "") },
	},
	{
		"enable_windows_sample", "#\t127.0.0.1       localhost\r\n", "127.0.0.1       localhost\r\n",
		func(f *File) (Change, error) { return f.Enable(windows, "localhost", "") },
	},
	{
		"enable_after_repair", "127.0.0.1 localhost\n# 10.0.0.7 a.test # disabled by Localhost Doctor 2026-11-20\n", "127.0.0.1 localhost\n10.0.0.7 a.test\n",
		func(f *File) (Change, error) { return f.Enable(linux, "a.test", "10.0.0.7") },
	},
	{
		"remove_in_latin1", "10.0.0.7 a.test b.test # K\xfcche\n", "10.0.0.7 b.test # K\xfcche\n",
		func(f *File) (Change, error) { return f.Remove(linux, "a.test", "") },
	},
}

func TestEditsSpliceOneLine(t *testing.T) {
	for _, test := range edits {
		t.Run(test.name, func(t *testing.T) {
			change, err := test.edit(Parse([]byte(test.before)))
			if err != nil {
				t.Fatal(err)
			}
			if change.After.raw != test.after {
				t.Errorf("got\n%q\nwant\n%q", change.After.raw, test.after)
			}
			if change.Changed() != (len(change.Steps) > 0) {
				t.Errorf("changed: %v, but steps: %v", change.Changed(), change.Steps)
			}
		})
	}
}

func TestEditsAreRefusedWithTheReason(t *testing.T) {
	healthy := "127.0.0.1 localhost\n# Added by Docker Desktop\n10.0.0.7 d.test\n# End of section\n"
	tests := []struct {
		name, content string
		edit          func(*File) (Change, error)
		code          words.Code
		why           string
	}{
		{"remove_localhost", healthy, func(f *File) (Change, error) { return f.Remove(linux, "localhost", "") }, words.Refused, "hosts.refused.breaks"},
		{"disable_localhost", healthy, func(f *File) (Change, error) { return f.Disable(linux, "localhost", "") }, words.Refused, "hosts.refused.breaks"},
		{"toggle_localhost", healthy, func(f *File) (Change, error) { return f.Toggle(linux, 1) }, words.Refused, "hosts.refused.breaks"},
		{"redirect_localhost", healthy, func(f *File) (Change, error) { return f.Add(linux, "10.0.0.7", []string{"localhost"}, "") }, words.Refused, "hosts.refused.localhost"},
		{"foreign_line", healthy, func(f *File) (Change, error) { return f.Remove(linux, "d.test", "") }, words.Refused, "hosts.refused.owned"},
		{"unknown_name", healthy, func(f *File) (Change, error) { return f.Remove(linux, "x.test", "") }, words.NotFound, "hosts.missing.name"},
		{"unknown_pair", healthy, func(f *File) (Change, error) { return f.Remove(linux, "localhost", "10.0.0.7") }, words.NotFound, "hosts.missing.pair"},
		{"nothing_off", healthy, func(f *File) (Change, error) { return f.Enable(linux, "localhost", "") }, words.NotFound, "hosts.missing.off"},
		{"no_entry_on_line", healthy, func(f *File) (Change, error) { return f.Toggle(linux, 2) }, words.NotFound, "hosts.missing.line"},
		{"utf16", wide(healthy, false), func(f *File) (Change, error) { return f.Add(linux, "10.0.0.7", []string{"x"}, "") }, words.Refused, "hosts.problem.utf16"},
		{"cr_only", "127.0.0.1 localhost\r", func(f *File) (Change, error) { return f.Remove(linux, "localhost", "") }, words.Refused, "hosts.problem.onlycr"},
		{"comment_with_newline", healthy, func(f *File) (Change, error) { return f.Add(linux, "10.0.0.7", []string{"x"}, "a\nb") }, words.Usage, "hosts.wrong.comment-control"},
		{"comment_on_windows", "", func(f *File) (Change, error) {
			return f.Add(Rules{System: Windows}, "10.0.0.7", []string{"x"}, "Küche")
		}, words.Usage, "hosts.wrong.comment-ascii"},
		{"no_names", healthy, func(f *File) (Change, error) { return f.Add(linux, "10.0.0.7", nil, "") }, words.Usage, "hosts.wrong.nonames"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := test.edit(Parse([]byte(test.content)))
			expectFailure(t, err, test.code, test.why)
		})
	}
}

func expectFailure(t *testing.T, err error, code words.Code, why string) {
	t.Helper()
	var failure *words.Failure
	if !errors.As(err, &failure) {
		t.Fatalf("got %v, want a failure", err)
	}
	if failure.Code != code || failure.Why.Key != why {
		t.Errorf("got %s because %s, want %s because %s", failure.Code, failure.Why.Key, code, why)
	}
}

func TestInputIsCheckedWithTheReason(t *testing.T) {
	names := map[string]string{
		"http://x.test": "hosts.name.url", "x.test:3000": "hosts.name.port", "*.test": "hosts.name.wildcard",
		"api test": "hosts.wrong.blank", "a\nb": "hosts.wrong.control", "": "hosts.wrong.empty",
		strings.Repeat("a", 64) + ".test": "hosts.wrong.label", strings.Repeat("a.", 127) + "ab": "hosts.wrong.long",
		"bücher.test": "hosts.wrong.letters", "x.test/page": "hosts.name.path", "a..b": "hosts.wrong.dots",
		"-a.test": "hosts.wrong.dash", "a!b": "hosts.wrong.character", "10.0.0.1": "hosts.wrong.isaddress", "::1": "hosts.wrong.isaddress",
		"a#b": "hosts.wrong.character",
	}
	for name, why := range names {
		t.Run(name, func(t *testing.T) { expectFailure(t, CheckName(name), words.Usage, why) })
	}
	for _, name := range []string{"localhost", "api.test", "my_app.test", "xn--bcher-kva.test", "a.test.", strings.Repeat("a", 63)} {
		if err := CheckName(name); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	addresses := map[string]string{
		"999.1.1.1": "hosts.ignored.range", "127.000.000.001": "hosts.ignored.zeros", "127.1": "hosts.ignored.short",
		"127.0.0.1:80": "hosts.ignored.port", "localhost": "hosts.wrong.address", "": "hosts.wrong.address",
		"fe80::1%lo": "hosts.ignored.zone", "::1\n": "hosts.wrong.address", "[::1]:80": "hosts.ignored.port",
	}
	for address, why := range addresses {
		t.Run(address, func(t *testing.T) {
			expectFailure(t, CheckAddress(Rules{System: Linux}, address), words.Usage, why)
		})
	}
	for _, address := range []string{"127.0.0.1", "::1", "fd00::7"} {
		if err := CheckAddress(Rules{System: Linux}, address); err != nil {
			t.Errorf("%s: %v", address, err)
		}
	}
}

func TestAWayOutIsOffered(t *testing.T) {
	for input, want := range map[string]string{
		"http://x.test/page": "x.test", "x.test:3000": "x.test", "bücher.test": "xn--bcher-kva.test",
	} {
		var failure *words.Failure
		if err := CheckName(input); !errors.As(err, &failure) || failure.Do.Args["Name"] != want {
			t.Errorf("%s: offered %v, want %s", input, failure.Do, want)
		}
	}
}

func TestAddTellsWhatElseTheNameMeans(t *testing.T) {
	change, err := Parse([]byte("10.0.0.7 www.example.com\n")).Add(Rules{System: Linux}, "127.0.0.1", []string{"www.example.com"}, "")
	if err != nil {
		t.Fatal(err)
	}
	if len(change.Notes) != 2 || change.Notes[0].Key != "hosts.note.elsewhere" || change.Notes[1].Key != "hosts.note.public" {
		t.Errorf("notes %v", change.Notes)
	}
}
