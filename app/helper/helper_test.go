package helper_test

import (
	"encoding/json"
	"strings"
	"testing"

	"localhostdoctor/app/helper"
	"localhostdoctor/app/repair"
	"localhostdoctor/app/words"
	"localhostdoctor/assets"
	"localhostdoctor/platform"
	"localhostdoctor/platform/fake"
)

const (
	whole   = "127.0.0.1\tlocalhost\n::1 localhost\n"
	foreign = "192.0.2.7 printer\n\xff\xfe odd bytes\n"
)

// asRoot is a computer on which the helper runs.
func asRoot(t *testing.T, content string) (*fake.Computer, *helper.Helper) {
	t.Helper()
	c := fake.New()
	c.About.Elevated, c.About.User = true, "root"
	c.SharedFolder = t.TempDir()
	c.Files[c.HostsPath] = &fake.File{Bytes: []byte(content), Mode: 0o644}
	h, err := helper.New(c.System(), assets.Knowledge)
	if err != nil {
		t.Fatal(err)
	}
	return c, h
}

func do(t *testing.T, h *helper.Helper, job helper.Job) helper.Result {
	t.Helper()
	data, err := job.Encode()
	if err != nil {
		t.Fatal(err)
	}
	answer, err := json.Marshal(h.Do(t.Context(), data))
	if err != nil {
		t.Fatal(err)
	}
	result, err := helper.DecodeResult(answer)
	if err != nil {
		t.Fatal(err)
	}
	return result
}

func change(before, after string) repair.HostsChange {
	return repair.HostsChange{Path: "/etc/hosts", Base: platform.Sum([]byte(before)), After: []byte(after)}
}

func TestAChangeOfLinesIsSentAsLines(t *testing.T) {
	for _, c := range []struct{ name, before, after string }{
		{"a line added at the end", whole + foreign, whole + foreign + "192.0.2.8 new # mine\n"},
		{"a line added in front", whole + foreign, "192.0.2.8 new\n" + whole + foreign},
		{"a line removed", whole + foreign, "127.0.0.1\tlocalhost\n" + foreign},
		{"a line repeated", whole + whole, whole + whole + whole},
		{"a last line without its end", "127.0.0.1 localhost", "127.0.0.1 localhost\n::1 localhost"},
		{"everything removed", whole, ""},
		{"everything new", "", whole},
		{"odd lines between two changes", whole + foreign + whole, "# a\n" + foreign + "# b\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			computer, h := asRoot(t, c.before)
			computer.KnowsLocalhost = true
			job := helper.HostsJob(change(c.before, c.after), []byte(c.before))
			if job.Kind != helper.EditHosts {
				t.Fatalf("sent as %s", job.Kind)
			}
			if result := do(t, h, job); result.Failure != nil || result.Hosts == nil || !result.Hosts.Changed {
				t.Errorf("got %+v", result)
			}
			if got := string(computer.Files["/etc/hosts"].Bytes); got != c.after {
				t.Errorf("the file holds %q, want %q", got, c.after)
			}
		})
	}
}

func TestWhatIsNoLineOfAHostsFileIsSentWhole(t *testing.T) {
	for name, after := range map[string]string{
		"UTF-16": "\xff\xfe1\x00\n\x00", "another program's format": "root::0:0::/:/bin/sh\n", "a NUL": "127.0.0.1 local\x00host\n",
	} {
		t.Run(name, func(t *testing.T) {
			if job := helper.HostsJob(change(whole, after), []byte(whole)); job.Kind != helper.RestoreHosts {
				t.Errorf("sent as %s", job.Kind)
			}
		})
	}
}

func TestAnEditIsRefusedThatIsNotWhatWasShown(t *testing.T) {
	good := helper.HostsJob(change(whole, whole+"192.0.2.8 new\n"), []byte(whole))
	for _, c := range []struct {
		name string
		turn func(e *helper.Edit)
		code words.Code
	}{
		{"other lines", func(e *helper.Edit) { e.Insert = []byte("203.0.113.1 bank.test\n") }, words.Refused},
		{"another place", func(e *helper.Edit) { e.At = 0 }, words.Refused},
		{"behind the end", func(e *helper.Edit) { e.At = 1 << 30 }, words.Refused},
		{"before the beginning", func(e *helper.Edit) { e.At = -1 }, words.Refused},
		{"other lines removed", func(e *helper.Edit) { e.Remove = []byte("x") }, words.Refused},
		{"another file", func(e *helper.Edit) { e.Base = platform.Sum(nil).String() }, words.Changed},
		{"no sum", func(e *helper.Edit) { e.After = "" }, words.Refused},
	} {
		t.Run(c.name, func(t *testing.T) {
			computer, h := asRoot(t, whole)
			edit := *good.Edit
			c.turn(&edit)
			job := good
			job.Edit = &edit
			if result := do(t, h, job); result.Failure == nil || result.Failure.Code != c.code {
				t.Errorf("got %+v", result.Failure)
			}
			if got := string(computer.Files["/etc/hosts"].Bytes); got != whole {
				t.Errorf("the file holds %q", got)
			}
		})
	}
}

func TestAHostsFileThatIsALinkIsNotFollowed(t *testing.T) {
	computer, h := asRoot(t, whole)
	computer.Files["/etc/hosts"].Resolved = "/home/ana/hosts"
	result := do(t, h, helper.HostsJob(change(whole, "127.0.0.1 localhost\n"), []byte(whole)))
	if result.Failure == nil || result.Failure.What.Key != "helper.refused.link" || !strings.Contains(result.Err().Error(), "others than administrators") {
		t.Errorf("got %+v", result.Failure)
	}
}

func TestTheWordFilesIsTheOnlyChangeOfNSSwitch(t *testing.T) {
	const before, after = "hosts: dns\n", "hosts: files dns\n"
	for _, c := range []struct {
		name         string
		has, becomes string
		refused      bool
	}{
		{"put in", before, after, false},
		{"taken out", after, before, false},
		{"another module", after, "hosts: evil\n", true},
		{"another line", after, "passwd: evil\n" + before, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			computer, h := asRoot(t, whole)
			computer.Files["/etc/nsswitch.conf"] = &fake.File{Bytes: []byte(c.has), Mode: 0o644}
			made := change(c.has, c.becomes)
			result := do(t, h, helper.NSSwitchJob(made, []byte(c.has)))
			if (result.Failure != nil) != c.refused {
				t.Errorf("got %+v", result.Failure)
			}
			if changed := string(computer.Files["/etc/nsswitch.conf"].Bytes) == c.becomes; changed == c.refused {
				t.Errorf("changed: %v", changed)
			}
		})
	}
}

func TestJobsAreReadStrictly(t *testing.T) {
	flush := `{"version":1,"kind":"flush-names"}`
	if _, err := helper.Decode([]byte(flush + "\n")); err != nil {
		t.Errorf("a whole job: %v", err)
	}
	for name, data := range map[string]string{
		"nothing":                  "",
		"a list":                   "[]",
		"two":                      flush + flush,
		"something behind":         flush + "x",
		"an unknown field":         `{"version":1,"kind":"flush-names","command":"id"}`,
		"an unknown field inside":  `{"version":1,"kind":"stop-holders","stop":{"port":1,"processes":[{"pid":2,"start":1,"signal":9}]}}`,
		"no version":               `{"kind":"flush-names"}`,
		"a later version":          `{"version":2,"kind":"flush-names"}`,
		"no kind":                  `{"version":1}`,
		"an unknown kind":          `{"version":1,"kind":"run"}`,
		"a kind without its part":  `{"version":1,"kind":"edit-hosts"}`,
		"a part too many":          `{"version":1,"kind":"flush-names","stop":{"port":1,"processes":[{"pid":2,"start":1}]}}`,
		"no port":                  `{"version":1,"kind":"stop-holders","stop":{"processes":[{"pid":2,"start":1}]}}`,
		"no process":               `{"version":1,"kind":"stop-holders","stop":{"port":1}}`,
		"the first process":        `{"version":1,"kind":"stop-holders","stop":{"port":1,"processes":[{"pid":1,"start":1}]}}`,
		"no port to see":           `{"version":1,"kind":"see-holders","see":{"port":0}}`,
		"nothing to see":           `{"version":1,"kind":"see-holders"}`,
		"to see and to stop":       `{"version":1,"kind":"see-holders","see":{"port":1},"stop":{"port":1,"processes":[{"pid":2,"start":1}]}}`,
		"every process":            `{"version":1,"kind":"stop-holders","stop":{"port":1,"processes":[{"pid":-1,"start":1}]}}`,
		"the first as starter":     `{"version":1,"kind":"stop-holders","stop":{"port":1,"processes":[{"pid":2,"start":1}],"starter":{"pid":1,"start":1}}}`,
		"waiting for ever":         `{"version":1,"kind":"stop-holders","stop":{"port":1,"processes":[{"pid":2,"start":1}],"wait_ms":99999999}}`,
		"another verb":             `{"version":1,"kind":"stop-holders","stop":{"port":1,"services":[{"verb":"start","kind":"systemd","id":"a.service","name":"a"}]}}`,
		"an option as a service":   `{"version":1,"kind":"stop-holders","stop":{"port":1,"services":[{"verb":"stop","kind":"systemd","id":"--now","name":"a"}]}}`,
		"another kind of service":  `{"version":1,"kind":"stop-holders","stop":{"port":1,"services":[{"verb":"stop","kind":"sysv","id":"a","name":"a"}]}}`,
		"a setting of the user":    `{"version":1,"kind":"change-settings","settings":[{"setting":{"kind":"environment","object":"NO_PROXY"},"before":{"set":false},"after":{"set":true,"text":"x"}}]}`,
		"another value":            `{"version":1,"kind":"change-settings","settings":[{"setting":{"kind":"ipv6-off","object":"lo"},"before":{"set":false},"after":{"set":true,"text":"2"}}]}`,
		"a content with other sum": `{"version":1,"kind":"restore-hosts","restore":{"base_sha256":"` + platform.Sum(nil).String() + `","after_sha256":"` + platform.Sum(nil).String() + `","content":"AAAA"}}`,
	} {
		t.Run(name, func(t *testing.T) {
			if job, err := helper.Decode([]byte(data)); err == nil {
				t.Errorf("read as %+v", job)
			}
		})
	}
}

func TestWithoutPermissionTheHelperDoesNothing(t *testing.T) {
	c, _ := asRoot(t, whole)
	c.About.Elevated = false
	h, err := helper.New(c.System(), assets.Knowledge)
	if err != nil {
		t.Fatal(err)
	}
	if result := do(t, h, helper.FlushJob()); result.Failure == nil || result.Failure.Code != words.NeedsAdmin {
		t.Errorf("got %+v", result)
	}
}

// FuzzDecode: whatever is read as a job is written and read as the same job, and names
// nothing that must not be named.
func FuzzDecode(f *testing.F) {
	for _, job := range []helper.Job{
		helper.FlushJob(), helper.SeeJob(3000), helper.HostsJob(change(whole, foreign), []byte(whole)), helper.HostsJob(change(whole, ""), []byte(whole)),
		{Version: 1, Kind: helper.StopHolders, Stop: &helper.Stop{Port: 3000, Processes: []helper.Process{{PID: 2, Start: 3}}}},
	} {
		data, err := job.Encode()
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		job, err := helper.Decode(data)
		if err != nil {
			return
		}
		if job.Stop != nil {
			for _, p := range job.Stop.Processes {
				if p.PID <= 1 {
					t.Fatalf("process %d", p.PID)
				}
			}
		}
		again, err := job.Encode()
		if err != nil {
			t.Fatal(err)
		}
		second, err := helper.Decode(again)
		if err != nil {
			t.Fatalf("%s: %v", again, err)
		}
		if third, err := second.Encode(); err != nil || string(third) != string(again) {
			t.Fatalf("%s became %s, %v", again, third, err)
		}
	})
}

// FuzzEditRoundTrip: what is sent as lines gives the same bytes again.
func FuzzEditRoundTrip(f *testing.F) {
	f.Add([]byte(whole), []byte(whole+foreign))
	f.Add([]byte(foreign), []byte("a\r\nb"))
	f.Fuzz(func(t *testing.T, before, after []byte) {
		job := helper.HostsJob(change(string(before), string(after)), before)
		if job.Kind != helper.EditHosts {
			return
		}
		e := job.Edit
		if got := string(before[:e.At]) + string(e.Insert) + string(before[e.At+len(e.Remove):]); got != string(after) {
			t.Fatalf("%q became %q, want %q", before, got, after)
		}
	})
}
