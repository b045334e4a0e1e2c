package session_test

import (
	"errors"
	"slices"
	"testing"

	"localhostdoctor/app/session"
	"localhostdoctor/app/words"
	"localhostdoctor/platform"
)

func TestADraftIsTriedOnTopOfPendingEdits(t *testing.T) {
	_, s := visitor(t, plainHosts)
	add := func(address, name string) session.HostsEdit {
		return session.HostsEdit{Kind: session.HostsAdd, Address: address, Names: []string{name}}
	}
	pending := []session.HostsEdit{add("127.0.0.1", "shop.test")}
	for name, test := range map[string]struct {
		edit    session.HostsEdit
		changes bool
		notes   int
	}{
		"new":          {add("127.0.0.1", "other.test"), true, 0},
		"pending":      {add("127.0.0.1", "shop.test"), false, 1},
		"a real site":  {add("127.0.0.1", "www.example.com"), true, 1},
		"of localhost": {add("127.0.0.1", "localhost"), false, 1},
	} {
		t.Run(name, func(t *testing.T) {
			draft, err := s.HostsCheck(t.Context(), session.HostsTarget{}, pending, test.edit)
			if err != nil || draft.Changes != test.changes || len(draft.Notes) != test.notes {
				t.Errorf("got %+v, %v", draft, err)
			}
		})
	}
	_, err := s.HostsCheck(t.Context(), session.HostsTarget{}, pending, add("127.0.0.1", "x.test:80"))
	wantCode(t, err, words.Usage)
}

func TestPiecesAreCheckedWithoutTheFile(t *testing.T) {
	c, s := visitor(t, plainHosts)
	before := len(c.Calls())
	for input, fine := range map[string]bool{"127.0.0.1": true, "::1": true, "999.1.1.1": false, "localhost": false} {
		if err := s.HostsCheckAddress(session.HostsTarget{}, input); (err == nil) != fine {
			t.Errorf("address %q: %v", input, err)
		}
	}
	for input, fine := range map[string]bool{"shop.test": true, "http://x.test": false, "*.test": false, "api test": false} {
		if err := s.HostsCheckName(input); (err == nil) != fine {
			t.Errorf("name %q: %v", input, err)
		}
	}
	wantCode(t, s.HostsCheckName("x.test:3000"), words.Usage)
	if len(c.Calls()) != before {
		t.Errorf("the computer was asked: %+v", c.Calls()[before:])
	}
}

func TestLinesAreText(t *testing.T) {
	for content, want := range map[string][]string{
		"a\r\nb\n":                          {"a", "b"},
		"a":                                 {"a"},
		"":                                  {""},
		"127.0.0.1 a\r127.0.0.1 b\r":        {"127.0.0.1 a", "127.0.0.1 b"},
		"\xff\xfea\x00\n\x00\xe9\x00\n\x00": {"\ufeffa", "é"},
		"\xfe\xff\x00a\x00\n\x00b":          {"\ufeffa", "b"},
	} {
		_, s := visitor(t, content)
		view, err := s.Hosts(t.Context(), session.HostsTarget{})
		if err != nil {
			t.Fatal(err)
		}
		if got := session.HostsLines(view); !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", content, got, want)
		}
	}
}

func TestAWatchedFileTellsOfChanges(t *testing.T) {
	c, s := visitor(t, plainHosts)
	changed, err := s.HostsWatch(t.Context(), session.HostsTarget{})
	if err != nil {
		t.Fatal(err)
	}
	c.Write(c.HostsPath, []byte("# one\n"))
	c.Write(c.HostsPath, []byte("# two\n"))
	<-changed
	select {
	case <-changed:
		t.Error("it tells twice of what nobody has looked at yet")
	default:
	}
	c.WatchErr = platform.ErrUnsupported
	_, err = s.HostsWatch(t.Context(), session.HostsTarget{})
	wantCode(t, err, words.Unsupported)
	if !errors.Is(err, platform.ErrUnsupported) || c.Called("HostsWatch.Watch") != 2 {
		t.Errorf("got %v", err)
	}
}
