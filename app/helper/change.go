package helper

import (
	"bytes"
	"context"
	"errors"
	"net/netip"
	"strings"

	"localhostdoctor/app/hosts"
	"localhostdoctor/app/repair"
	"localhostdoctor/app/words"
	"localhostdoctor/platform"
)

// change changes a file whose path, content and new content are found out here.
func (w *work) change(ctx context.Context, job Job) error {
	path, err := w.system.Hosts.Path(ctx)
	if err != nil {
		return err
	}
	own := job.Kind == EditHosts || job.Kind == RestoreHosts
	if !own {
		path = nsswitchPath(path)
	}
	found, err := w.system.Hosts.Read(ctx, path)
	if errors.Is(err, platform.ErrNotFound) && job.creates() {
		found, err = platform.HostsContent{Path: path, Resolved: path, SHA256: platform.Sum(nil)}, nil
	}
	if err != nil {
		return err
	}
	if leadsElsewhere(found) {
		return words.Fail(words.Refused, words.T("helper.refused.link", "Path", path),
			words.T("helper.refused.link.why", "Target", found.Resolved), words.T("helper.refused.link.do", "Target", found.Resolved), platform.ErrUnsafePlace)
	}
	change, err := job.build(path, found)
	if err != nil {
		return err
	}
	if own {
		w.expect(&change, job)
	}
	store, err := w.store()
	if err != nil {
		return err
	}
	outcome, err := store.Apply(ctx, change, w.tell)
	w.result.Hosts = &outcome
	return err
}

// leadsElsewhere reports whether the file itself is a symbolic link. Where it leads,
// others may be able to put something else while it is written. On macOS /etc is one.
func leadsElsewhere(found platform.HostsContent) bool {
	return !strings.EqualFold(found.Resolved, found.Path) && found.Resolved != "/private"+found.Path
}

func (j Job) creates() bool {
	return j.Edit != nil && j.Edit.Creates || j.Restore != nil && j.Restore.Creates
}

// build makes the new content, from what the file holds now.
func (j Job) build(path string, found platform.HostsContent) (repair.HostsChange, error) {
	if j.Edit != nil {
		return j.edited(path, found)
	}
	r := *j.Restore
	base, err := platform.ParseSHA256(r.Base)
	if err != nil {
		return repair.HostsChange{}, err
	}
	if base != found.SHA256 {
		return repair.HostsChange{}, changedMeanwhile(path)
	}
	if j.Kind == NSSwitchRestore {
		again, ok := repair.InsertFiles(string(r.Content))
		if !ok || again != string(found.Bytes) {
			return repair.HostsChange{}, refusedContent(path)
		}
	}
	return repair.HostsChange{
		Path: path, Base: base, After: r.Content, Creates: r.Creates, Removes: r.Removes, ClearFlags: r.ClearFlags,
		Resolver: j.Kind == NSSwitchRestore, Restores: string(j.Kind), Reason: words.T("helper.reason.restore"),
		Diff: hosts.Diff(path, found.Bytes, r.Content),
	}, nil
}

// edited makes an edit, and refuses one of which something else comes than was shown.
func (j Job) edited(path string, found platform.HostsContent) (repair.HostsChange, error) {
	e := *j.Edit
	base, err := platform.ParseSHA256(e.Base)
	if err != nil {
		return repair.HostsChange{}, err
	}
	want, err := platform.ParseSHA256(e.After)
	if err != nil {
		return repair.HostsChange{}, err
	}
	if base != found.SHA256 {
		return repair.HostsChange{}, changedMeanwhile(path)
	}
	var after []byte
	ok := true
	if j.Kind == NSSwitchFiles {
		var text string
		text, ok = repair.InsertFiles(string(found.Bytes))
		after = []byte(text)
	} else if after, ok = e.on(found.Bytes); ok {
		ok = wellFormed(e.Insert, e.Remove)
	}
	if !ok || platform.Sum(after) != want {
		return repair.HostsChange{}, refusedContent(path)
	}
	return repair.HostsChange{
		Path: path, Base: base, After: after, Creates: e.Creates, ClearFlags: e.ClearFlags,
		Resolver: j.Kind == NSSwitchFiles, Reason: words.T("helper.reason.edit"), Diff: hosts.Diff(path, found.Bytes, after),
	}, nil
}

// on makes the edit; not ok when its lines are not where it says.
func (e Edit) on(content []byte) (after []byte, ok bool) {
	if e.At > len(content) || !bytes.HasPrefix(content[e.At:], e.Remove) {
		return nil, false
	}
	after = make([]byte, 0, len(content)-len(e.Remove)+len(e.Insert))
	after = append(append(append(after, content[:e.At]...), e.Insert...), content[e.At+len(e.Remove):]...)
	return after, len(after) <= platform.MaxHostsSize
}

// expect fills in what localhost leads to by the new content, and the names that the
// edit adds: they are looked up to prove it.
func (w *work) expect(change *repair.HostsChange, job Job) {
	rules := hosts.Rules{System: hosts.System(w.system.About.OS)}
	change.Expect = hosts.Parse(change.After).Judge(rules).Localhost.Addresses
	if job.Edit == nil {
		return
	}
	old := map[repair.Mapping]bool{}
	for _, m := range mappings(job.Edit.Remove, rules) {
		old[m] = true
	}
	after := hosts.Parse(change.After)
	for _, m := range mappings(job.Edit.Insert, rules) {
		family := hosts.IPv6
		if m.Address.Is4() {
			family = hosts.IPv4
		}
		if answers := after.Lookup(rules, m.Name, family); !old[m] && contains(answers, m.Address) {
			change.Names = append(change.Names, m)
		}
	}
}

func contains(all []netip.Addr, a netip.Addr) bool {
	for _, one := range all {
		if one == a {
			return true
		}
	}
	return false
}

func mappings(lines []byte, rules hosts.Rules) []repair.Mapping {
	var all []repair.Mapping
	for _, e := range hosts.Parse(lines).Judge(rules).Entries {
		for _, name := range e.Names {
			if e.Enabled && e.IP.IsValid() && name != "localhost" {
				all = append(all, repair.Mapping{Name: name, Address: e.IP})
			}
		}
	}
	return all
}

func changedMeanwhile(path string) error {
	return words.Fail(words.Changed, words.T("helper.changed", "Path", path), words.T("helper.changed.why"),
		words.T("helper.changed.do"), platform.ErrChanged)
}

func refusedContent(path string) error {
	return words.Fail(words.Refused, words.T("helper.refused.content", "Path", path), words.T("helper.refused.content.why"),
		words.T("helper.refused.job.do"), nil)
}
