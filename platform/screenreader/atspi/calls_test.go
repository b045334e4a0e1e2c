//go:build linux && !nowindow

package atspi

import (
	"encoding/xml"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/godbus/dbus/v5"

	"localhostdoctor/platform/screenreader"
)

// ask calls a method as the bus does.
func ask(p *program, path dbus.ObjectPath, offer, method, signature string, values ...any) ([]any, error) {
	return call{callOf{callOn{p, path}, offer}, method}.Call(signed{signature, values})
}

func errorName(err error) string {
	if err == nil {
		return ""
	}
	return err.(*dbus.Error).Name
}

// extremes are values that a program may send which means no good, by signature.
func extremes(signature string) [][]any {
	all := [][]any{{}}
	for _, each := range single(signature) {
		var values []any
		switch each {
		case "i":
			values = []any{int32(0), int32(1), int32(-1), int32(5), int32(math.MaxInt32), int32(math.MinInt32)}
		case "u":
			values = []any{uint32(0), uint32(1), uint32(2), uint32(6), uint32(math.MaxUint32)}
		case "s":
			values = []any{"", "é漢", "org.a11y.atspi.Accessible", "Name"}
		case "b":
			values = []any{true, false}
		case "v":
			values = []any{dbus.MakeVariant(int32(7)), dbus.MakeVariant("text")}
		default:
			panic("no values for " + each)
		}
		var longer [][]any
		for _, before := range all {
			for _, value := range values {
				longer = append(longer, append(slices.Clone(before), value))
			}
		}
		if all = longer; len(all) > 500 { // of many values, not all with all
			all = slices.Concat(all[:250], all[len(all)-250:])
		}
	}
	return all
}

func TestEveryCallIsAnsweredAsItSays(t *testing.T) {
	p := someone(newWindow())
	p.wanted = true
	p.show(example())
	objects := []dbus.ObjectPath{rootPath, cachePath}
	for _, each := range p.seen().order {
		objects = append(objects, pathOf(each.ID))
	}
	answered := 0
	for _, path := range objects {
		o, there := p.find(path)
		if !there {
			t.Fatalf("no object %s", path)
		}
		for _, f := range p.offers {
			for name, m := range f.methods {
				for _, values := range extremes(m.takes) {
					got, err := ask(p, path, atspi+f.name, name, m.takes, values...)
					switch {
					case !f.has(o) && errorName(err) != "org.freedesktop.DBus.Error.UnknownInterface":
						t.Errorf("%s has no %s, but %v, %v", path, f.name, got, err)
					case err == nil && dbus.SignatureOf(got...).String() != m.gives:
						t.Errorf("%s.%s%v of %s: %s, want %s", f.name, name, values, path, dbus.SignatureOf(got...), m.gives)
					case err == nil:
						answered++
					}
				}
				if _, err := ask(p, path, atspi+f.name, name, m.takes+"d", 1.5); f.has(o) && errorName(err) != "org.freedesktop.DBus.Error.InvalidArgs" {
					t.Errorf("%s.%s takes anything: %v", f.name, name, err)
				}
			}
			for name, each := range f.properties {
				got, err := ask(p, path, propertiesName, "Get", "ss", atspi+f.name, name)
				if f.has(o) != (err == nil) || err == nil && got[0].(dbus.Variant).Signature().String() != each.signature {
					t.Errorf("%s.%s of %s: %v, %v", f.name, name, path, got, err)
				}
			}
		}
	}
	if answered < 2000 {
		t.Errorf("only %d answers", answered)
	}
}

func TestWhatThereIsNotIsAnError(t *testing.T) {
	p := someone(newWindow())
	p.wanted = true
	p.show(example())
	const name = atspi + "Accessible"
	for _, c := range []struct {
		name          string
		path          dbus.ObjectPath
		offer, method string
		signature     string
		values        []any
		want          string
	}{
		{"no such part", pathOf(77), name, "GetRole", "", nil, "UnknownObject"},
		{"a part of none", objectFolder + "0", name, "GetRole", "", nil, "UnknownObject"},
		{"a number with zeros before", objectFolder + "03", name, "GetRole", "", nil, "UnknownObject"},
		{"a number below zero", objectFolder + "-3", name, "GetRole", "", nil, "UnknownObject"},
		{"a large number", objectFolder + "99999999999999999999", name, "GetRole", "", nil, "UnknownObject"},
		{"nothing", nullPath, name, "GetRole", "", nil, "UnknownObject"},
		{"elsewhere", "/", name, "GetRole", "", nil, "UnknownObject"},
		{"no such interface", pathOf(3), atspi + "Table", "GetRole", "", nil, "UnknownInterface"},
		{"none", pathOf(3), "", "GetRole", "", nil, "UnknownInterface"},
		{"one that another part has", pathOf(3), atspi + "Text", "GetText", "ii", []any{int32(0), int32(1)}, "UnknownInterface"},
		{"no such method", pathOf(3), name, "Explode", "", nil, "UnknownMethod"},
		{"no such child", pathOf(3), name, "GetChildAtIndex", "i", []any{int32(0)}, "InvalidArgs"},
		{"no such property", pathOf(3), propertiesName, "Get", "ss", []any{name, "Colour"}, "UnknownProperty"},
		{"a property of none", pathOf(3), propertiesName, "GetAll", "s", []any{"x"}, "UnknownInterface"},
		{"one that cannot be set", pathOf(3), propertiesName, "Set", "ssv", []any{name, "Name", dbus.MakeVariant("x")}, "PropertyReadOnly"},
		{"one that is set to something else", rootPath, propertiesName, "Set", "ssv", []any{atspi + "Application", "Id", dbus.MakeVariant("x")}, "InvalidArgs"},
		{"no such action", pathOf(3), atspi + "Action", "DoAction", "i", []any{int32(1)}, "InvalidArgs"},
		{"no such coordinates", pathOf(3), atspi + "Component", "GetExtents", "u", []any{uint32(3)}, "InvalidArgs"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := ask(p, c.path, c.offer, c.method, c.signature, c.values...)
			if errorName(err) != "org.freedesktop.DBus.Error."+c.want {
				t.Errorf("%v, %v", got, err)
			}
		})
	}
}

func TestWhatAReaderAsksForReachesTheWindow(t *testing.T) {
	hidden := example()
	hidden.Window.Find(4).State |= screenreader.Disabled
	hidden.Window.Find(4).State &^= screenreader.Focusable
	w := newWindow()
	p := someone(w)
	p.wanted = true
	p.show(hidden)
	for _, c := range []struct {
		name      string
		part      screenreader.ID
		method    string
		signature string
		values    []any
		did       bool
		asked     string
	}{
		{"a click", 3, "Action.DoAction", "i", []any{int32(0)}, true, "press 3"},
		{"a click on what cannot be used", 4, "Action.DoAction", "i", []any{int32(0)}, false, ""},
		{"the keyboard", 5, "Component.GrabFocus", "", nil, true, "focus 5"},
		{"the keyboard for what cannot have it", 4, "Component.GrabFocus", "", nil, false, ""},
		{"choosing a row", 6, "Selection.SelectChild", "i", []any{int32(3)}, true, "press 8"},
		{"choosing the chosen one", 6, "Selection.SelectChild", "i", []any{int32(2)}, true, ""},
		{"choosing a row that is out of sight", 6, "Selection.SelectChild", "i", []any{int32(0)}, false, ""},
		{"other text", 5, "EditableText.SetTextContents", "s", []any{"new"}, true, "write 5 new"},
		{"more text", 5, "EditableText.InsertText", "isi", []any{int32(4), "é!x", int32(3)}, true, "write 5 shopé!.test: hällo"},
		{"half a letter", 5, "EditableText.InsertText", "isi", []any{int32(0), "é", int32(1)}, true, "write 5 shop.test: hällo"},
		{"more text at the end", 5, "EditableText.InsertText", "isi", []any{int32(-1), "!", int32(-1)}, true, "write 5 shop.test: hällo!"},
		{"less text", 5, "EditableText.DeleteText", "ii", []any{int32(4), int32(11)}, true, "write 5 shophällo"},
		{"less text from behind the end", 5, "EditableText.DeleteText", "ii", []any{int32(99), int32(-1)}, false, ""},
		{"moving it", 3, "Component.SetPosition", "iiu", []any{int32(0), int32(0), uint32(0)}, false, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			w.asked = nil
			offer, method, _ := strings.Cut(c.method, ".")
			got, err := ask(p, pathOf(c.part), atspi+offer, method, c.signature, c.values...)
			if err != nil || got[0] != c.did {
				t.Fatalf("%v, %v", got, err)
			}
			asked := strings.ReplaceAll(strings.Join(w.asked, ", "), objectFolder, "")
			if asked != c.asked {
				t.Errorf("the window was asked: %q", asked)
			}
		})
	}
}

func TestAPartIsFoundByItsPlace(t *testing.T) {
	p := someone(newWindow())
	p.wanted = true
	p.show(example()) // its window is at 100, 50
	for _, c := range []struct {
		name string
		x, y int32
		kind uint32
		want dbus.ObjectPath
	}{
		{"in the window", 20, 60, 1, pathOf(3)},
		{"on the screen", 120, 110, 0, pathOf(3)},
		{"a row of a list", 20, 205, 1, pathOf(8)},
		{"between the parts", 700, 500, 1, pathOf(1)},
		{"outside", 900, 10, 1, nullPath},
		{"far outside", math.MinInt32, math.MaxInt32, 0, nullPath},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := ask(p, pathOf(1), atspi+"Component", "GetAccessibleAtPoint", "iiu", c.x, c.y, c.kind)
			if err != nil || got[0].(reference).Path != c.want {
				t.Errorf("%v, %v", got, err)
			}
		})
	}
	got, err := ask(p, pathOf(8), atspi+"Component", "GetExtents", "u", uint32(2))
	if err != nil || got[0] != (extents{0, 30, 300, 30}) {
		t.Errorf("in the list: %v, %v", got, err)
	}
}

// What looks into programs reads what an object can; it must be XML, and say the same as
// what is answered.
func TestAnObjectDescribesItself(t *testing.T) {
	p := someone(newWindow())
	p.wanted = true
	p.show(example())
	got, err := ask(p, pathOf(5), introspectableName, "Introspect", "")
	if err != nil {
		t.Fatal(err)
	}
	var node struct {
		Interfaces []struct {
			Name    string `xml:"name,attr"`
			Methods []struct {
				Name string `xml:"name,attr"`
				Args []struct {
					Type      string `xml:"type,attr"`
					Direction string `xml:"direction,attr"`
				} `xml:"arg"`
			} `xml:"method"`
		} `xml:"interface"`
	}
	if err := xml.Unmarshal([]byte(got[0].(string)), &node); err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, each := range node.Interfaces {
		names = append(names, each.Name)
		for _, m := range each.Methods {
			known := (object{program: p}).offers[slices.IndexFunc(p.offers, func(f *offer) bool { return atspi+f.name == each.Name })].methods[m.Name]
			takes, gives := "", ""
			for _, arg := range m.Args {
				if _, err := dbus.ParseSignature(arg.Type); err != nil {
					t.Errorf("%s.%s has a value of %q: %v", each.Name, m.Name, arg.Type, err)
				}
				if arg.Direction == "in" {
					takes += arg.Type
				} else {
					gives += arg.Type
				}
			}
			if takes != known.takes || gives != known.gives {
				t.Errorf("%s.%s takes %s and gives %s", each.Name, m.Name, takes, gives)
			}
		}
	}
	if o, _ := p.find(pathOf(5)); !slices.Equal(names, o.interfaces()) {
		t.Errorf("interfaces: %q", names)
	}
}

func TestAnImpossibleTreeIsStillATree(t *testing.T) {
	circle := &screenreader.Node{ID: 2, Name: "twice"}
	v := look(&screenreader.Tree{Window: &screenreader.Node{ID: screenreader.Root, Children: []*screenreader.Node{nil, circle, {ID: 0, Name: "nobody"}, circle, {ID: 3, Role: screenreader.Role(99), Name: "of no kind"}}}})
	if len(v.parts) != 3 || len(v.window.inside) != 2 {
		t.Errorf("%d parts, %d in the window", len(v.parts), len(v.window.inside))
	}
	if got := roleOf(v.parts[3].Role); got != roles[screenreader.Group] {
		t.Errorf("a role that is none: %v", got)
	}
	for _, tree := range []*screenreader.Tree{nil, {}} {
		if v := look(tree); v.window != nil || v.tree == nil {
			t.Errorf("of nothing: %+v", v)
		}
	}
}

func TestChoicesBesideOtherThingsAreInAGroup(t *testing.T) {
	choice := func(id screenreader.ID) *screenreader.Node {
		return &screenreader.Node{ID: id, Role: screenreader.Choice, Place: screenreader.Rect{X: 10 * int(id), Y: 20, Width: 10, Height: 10}}
	}
	button := func(id screenreader.ID) *screenreader.Node {
		return &screenreader.Node{ID: id, Role: screenreader.Button}
	}
	for _, c := range []struct {
		name     string
		children []*screenreader.Node
		want     string
	}{
		{"none", []*screenreader.Node{button(2), button(3)}, "2 3"},
		{"only choices", []*screenreader.Node{choice(2), choice(3)}, "2 3"},
		{"two groups", []*screenreader.Node{button(2), choice(3), choice(4), button(5), choice(6)}, "2 (3 4) 5 (6)"},
		{"at both ends", []*screenreader.Node{choice(2), choice(3), nil, button(5), choice(6), choice(7)}, "(2 3) 5 (6 7)"},
	} {
		t.Run(c.name, func(t *testing.T) {
			v := look(&screenreader.Tree{Window: &screenreader.Node{ID: screenreader.Root, Role: screenreader.Window, Children: c.children}})
			var got []string
			for _, each := range v.window.inside {
				if len(each.inside) == 0 {
					got = append(got, strconv.Itoa(int(each.ID)))
					continue
				}
				var inner []string
				for _, one := range each.inside {
					inner = append(inner, strconv.Itoa(int(one.ID)))
				}
				got = append(got, "("+strings.Join(inner, " ")+")")
			}
			if strings.Join(got, " ") != c.want {
				t.Errorf("%q, want %s", got, c.want)
			}
		})
	}
	v := look(&screenreader.Tree{Window: &screenreader.Node{ID: screenreader.Root, Children: []*screenreader.Node{button(2), choice(3), choice(4)}}})
	if got := v.window.inside[1].Place; got != (screenreader.Rect{X: 30, Y: 20, Width: 20, Height: 10}) {
		t.Errorf("the group is at %v", got)
	}
}

func TestWhatIsInAClosedMenuIsNotSeen(t *testing.T) {
	for _, c := range []struct {
		name  string
		state screenreader.State
		seen  bool
	}{{"above the window", 0, false}, {"open", screenreader.Focusable, true}} {
		t.Run(c.name, func(t *testing.T) {
			v := look(&screenreader.Tree{Window: &screenreader.Node{ID: screenreader.Root, Children: []*screenreader.Node{{ID: 2, Role: screenreader.Menu, State: c.state, Children: []*screenreader.Node{{ID: 3, Role: screenreader.MenuItem}}}}}})
			if got := stateOf(v.parts[3], true)>>stateShowing&1 == 1; got != c.seen {
				t.Errorf("seen: %t", got)
			}
		})
	}
}

func TestATextThatTheBusRefusesIsMadeFit(t *testing.T) {
	long := strings.Repeat("é", maxText)
	for name, c := range map[string]struct{ text, want string }{
		"fits":                {"hällo\u202e", "hällo\u202e"},
		"not UTF-8":           {"a\xffb\xc3", "a\uFFFDb\uFFFD"},
		"a zero byte":         {"a\x00b", "a\uFFFDb"},
		"half a pair":         {"\xed\xa0\x80", "\uFFFD"},
		"longer than a book":  {long, long[:maxText]},
		"longer, cut between": {"a" + long, ("a" + long)[:maxText-1]},
	} {
		t.Run(name, func(t *testing.T) {
			if got := fitting(c.text); got != c.want {
				t.Errorf("%d bytes: %q…", len(got), got[:min(len(got), 20)])
			}
		})
	}
	p := plain(&screenreader.Node{Name: "a\x00", Value: "\xff", Help: strconv.Quote("ok")})
	if p.Name != "a\uFFFD" || p.Value != "\uFFFD" || p.Help != `"ok"` {
		t.Errorf("%+v", p)
	}
}
