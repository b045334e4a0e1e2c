package hosts

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"localhostdoctor/app/words"
)

var lineEdits = []struct {
	name, before, after string
	line                int
	address             string
	names               []string
	comment             string
	oneWay              bool // takes something away whose blanks nothing remembers
}{
	{
		name: "address_keeps_the_rest", before: "127.0.0.1 localhost\r\n\t10.0.0.7 \t nas.test\ttv.test   # hall \r\n",
		after: "127.0.0.1 localhost\r\n\t10.0.0.8 \t nas.test\ttv.test   # hall \r\n",
		line:  2, address: "10.0.0.8", names: []string{"nas.test", "tv.test"}, comment: "hall",
	},
	{
		name: "name_takes_the_place_of_the_old", before: "10.0.0.7  a.test\tb.test # x\n", after: "10.0.0.7  a.test\tc.test # x\n",
		line: 1, address: "10.0.0.7", names: []string{"a.test", "c.test"}, comment: "x",
	},
	{
		name: "name_is_added_in_front", before: "10.0.0.7\ta.test\n", after: "10.0.0.7\tb.test a.test\n",
		line: 1, address: "10.0.0.7", names: []string{"b.test", "a.test"},
	},
	{
		name: "name_is_added_behind", before: "10.0.0.7\ta.test\t# x\n", after: "10.0.0.7\ta.test b.test\t# x\n",
		line: 1, address: "10.0.0.7", names: []string{"a.test", "b.test"}, comment: "x",
	},
	{
		name: "name_is_taken_away", before: "10.0.0.7\ta.test  b.test\n", after: "10.0.0.7\ta.test\n",
		line: 1, address: "10.0.0.7", names: []string{"a.test"}, oneWay: true,
	},
	{
		name: "comment_is_added", before: "10.0.0.7 a.test \n", after: "10.0.0.7 a.test # hall \n",
		line: 1, address: "10.0.0.7", names: []string{"a.test"}, comment: "hall",
	},
	{
		name: "comment_is_changed", before: "10.0.0.7 a.test\t#hall\t\n", after: "10.0.0.7 a.test\t#attic\t\n",
		line: 1, address: "10.0.0.7", names: []string{"a.test"}, comment: "attic",
	},
	{
		name: "comment_is_taken_away", before: "10.0.0.7 a.test\t# hall\n", after: "10.0.0.7 a.test\n",
		line: 1, address: "10.0.0.7", names: []string{"a.test"}, oneWay: true,
	},
	{
		name: "off_stays_off", before: "#10.0.0.7 a.test", after: "#fd00::7 a.test",
		line: 1, address: "fd00::7", names: []string{"a.test"},
	},
	{
		name: "off_is_kept_from_passing_for_prose", before: "# 10.0.0.7 a.test\n", after: "# 10.0.0.7 is the router # switched off\n",
		line: 1, address: "10.0.0.7", names: []string{"is", "the", "router"}, oneWay: true,
	},
	{
		name: "byte_order_mark_and_latin1_stay", before: bom + "# K\xfcche\n10.0.0.7 a.test # K\xfcche\n",
		after: bom + "# K\xfcche\n10.0.0.8 a.test # K\xfcche\n",
		line:  2, address: "10.0.0.8", names: []string{"a.test"}, comment: "K\xfcche",
	},
	{
		name: "odd_names_that_stay_do_no_harm", before: "10.0.0.7 http://a.test b.test\n", after: "10.0.0.7 http://a.test c.test\n",
		line: 1, address: "10.0.0.7", names: []string{"http://a.test", "c.test"},
	},
	{
		name: "repeated_names_are_written_once", before: "10.0.0.7 a.test\n", after: "10.0.0.7 b.test\n",
		line: 1, address: "10.0.0.7", names: []string{"b.test", "B.test"},
	},
	{
		name: "nothing_changes", before: "10.0.0.7  a.test a.test # x\n", after: "10.0.0.7  a.test a.test # x\n",
		line: 1, address: "10.0.0.7", names: []string{"a.test", "a.test"}, comment: "x",
	},
}

func TestEditLineChangesOnlyWhatIsNew(t *testing.T) {
	for _, test := range lineEdits {
		t.Run(test.name, func(t *testing.T) {
			file := Parse([]byte(test.before))
			change, err := file.EditLine(linux, test.line, test.address, test.names, test.comment)
			if err != nil {
				t.Fatal(err)
			}
			if change.After.raw != test.after {
				t.Errorf("got\n%q\nwant\n%q", change.After.raw, test.after)
			}
			if change.Changed() != (len(change.Steps) > 0) {
				t.Errorf("changed: %v, but steps: %v", change.Changed(), change.Steps)
			}
			old := file.entryOn(linux, test.line)
			back, err := change.After.EditLine(linux, test.line, old.Address, old.Names, old.Comment)
			if err != nil {
				t.Fatal(err)
			}
			if back.After.raw != test.before && !test.oneWay {
				t.Errorf("editing back gives\n%q\nwant\n%q", back.After.raw, test.before)
			}
		})
	}
}

func TestEditLineIsRefusedWithTheReason(t *testing.T) {
	content := "127.0.0.1 localhost\n# Added by Docker Desktop\n10.0.0.7 d.test\n# End of section\n\n10.0.0.7 a.test\n"
	tests := []struct {
		name    string
		rules   Rules
		line    int
		address string
		names   []string
		comment string
		code    words.Code
		why     string
	}{
		{"no_entry", linux, 5, "10.0.0.7", []string{"a.test"}, "", words.NotFound, "hosts.missing.line"},
		{"line_that_is_not_there", linux, 99, "10.0.0.7", []string{"a.test"}, "", words.NotFound, "hosts.missing.line"},
		{"foreign_block", linux, 3, "10.0.0.8", []string{"d.test"}, "", words.Refused, "hosts.refused.owned"},
		{"bad_address", linux, 6, "999.1.1.1", []string{"a.test"}, "", words.Usage, "hosts.ignored.range"},
		{"bad_name", linux, 6, "10.0.0.7", []string{"a.test", "http://x.test"}, "", words.Usage, "hosts.name.url"},
		{"no_name", linux, 6, "10.0.0.7", nil, "", words.Usage, "hosts.wrong.nonames"},
		{"bad_comment", linux, 6, "10.0.0.7", []string{"a.test"}, "a\nb", words.Usage, "hosts.wrong.comment-control"},
		{"localhost_led_away", linux, 1, "10.0.0.7", []string{"localhost"}, "", words.Refused, "hosts.refused.localhost"},
		{"localhost_taken_away", linux, 1, "127.0.0.1", []string{"x.test"}, "", words.Refused, "hosts.refused.breaks"},
		{"too_many_names", windows, 6, "10.0.0.7", strings.Fields("a b c d e f g h i j"), "", words.Refused, "hosts.unread.many"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := Parse([]byte(content)).EditLine(test.rules, test.line, test.address, test.names, test.comment)
			expectFailure(t, err, test.code, test.why)
		})
	}
}

// FuzzEditLine: an edited line reads as it was asked for, no other byte changes,
// and editing back brings the same bytes back.
func FuzzEditLine(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, content []byte, pick uint8) {
		rules := rulesOf(pick)
		file := Parse(content)
		for n, e := range file.Judge(rules).Entries {
			names := slices.Clone(e.Names)
			for i := range names {
				if i&1 == int(pick>>5&1) {
					names[i] = fmt.Sprintf("new%d.test", i)
				}
			}
			if pick&128 != 0 {
				names = append(names, "added.test")
			}
			address := []string{"10.99.98.97", e.Address}[n&1]
			there, err := file.EditLine(rules, e.Line, address, names, e.Comment)
			if err != nil {
				continue // refused; the table says when
			}
			got := there.After.entryOn(rules, e.Line)
			if got == nil || got.Address != address || got.Enabled != e.Enabled ||
				!slices.Equal(got.Names, file.judge(rules).distinct(names)) && !slices.Equal(got.Names, e.Names) {
				t.Fatalf("%v: line %d of %q became %q", rules, e.Line, content, there.After.raw)
			}
			if len(got.Names) < len(e.Names) || got.Comment != e.Comment {
				continue // repeated names went, or a note came
			}
			back, err := there.After.EditLine(rules, e.Line, e.Address, e.Names, e.Comment)
			if err == nil && back.After.raw != file.raw && len(file.judge(rules).distinct(e.Names)) == len(e.Names) {
				t.Fatalf("%v: line %d: %q became %q, then %q", rules, e.Line, content, there.After.raw, back.After.raw)
			}
		}
	})
}

// FuzzPartsAreJudgedAsTheWhole: what an edit judges is what the whole file says.
func FuzzPartsAreJudgedAsTheWhole(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, content []byte, pick uint8) {
		rules := rulesOf(pick)
		file := Parse(content)
		whole := file.judge(rules)
		part := file.judgePart(rules, nil, nil)
		if part.report.Localhost.Status != whole.report.Localhost.Status ||
			!slices.Equal(part.report.Localhost.Addresses, whole.report.Localhost.Addresses) {
			t.Fatalf("%v: %q: localhost %v, in part %v", rules, content, whole.report.Localhost, part.report.Localhost)
		}
		for i := range whole.entries {
			e := &whole.entries[i]
			if len(e.Names) == 0 || i > 20 {
				continue
			}
			part := file.judgePart(rules, nil, e.Names[:1])
			for k := range whole.entries {
				o := &whole.entries[k]
				if same := part.entryOn(o.Line); whole.has(o, e.Names[0]) && (same == nil || same.Effective != o.Effective) {
					t.Fatalf("%v: %q: line %d, effective %v, in part %+v", rules, content, o.Line, o.Effective, same)
				}
			}
		}
	})
}
