package hosts

import (
	"slices"
	"strings"
	"testing"
)

func TestIndexFindsWhatIsWritten(t *testing.T) {
	content := "127.0.0.1 localhost\n# Added by Docker Desktop\n10.0.0.7 API.test www.test\n# End of section\n" +
		"# 10.0.0.8 nas.test # K\u00dcCHE oben\n::1 localhost ip6-localhost\n"
	index := NewIndex(Parse([]byte(content)).Judge(Rules{System: Linux}))
	for text, want := range map[string][]int{
		"": {0, 1, 2, 3}, "  ": {0, 1, 2, 3}, "localhost": {0, 3}, "LOCAL": {0, 3}, "api": {1}, "docker": {1},
		"test 10.0": {1, 2}, "k\u00fcche": {2}, "nas docker": {}, "::1": {3}, "\n": {0, 1, 2, 3}, "nothing": {},
		"oben ::1": {}, "7 api.test www": {1},
	} {
		if got := index.Find(text); !slices.Equal(got, want) {
			t.Errorf("%q: found %v, want %v", text, got, want)
		}
	}
	if got := NewIndex(Report{}).Find("a"); len(got) != 0 {
		t.Errorf("found %v in nothing", got)
	}
}

// FuzzIndexFind: the index finds what looking at every entry finds.
func FuzzIndexFind(f *testing.F) {
	f.Add([]byte("10.0.0.7 a.test B.test # x y\n::1 b.test\n"), "b.T est")
	f.Add([]byte("10.0.0.7 \xff.test\n::1 b.test # \u0130\n"), "\xff")
	f.Fuzz(func(t *testing.T, content []byte, text string) {
		report := Parse(content).Judge(Rules{System: Linux})
		want := []int{}
		for i, e := range report.Entries {
			parts := append([]string{e.Address}, e.Names...)
			all := strings.ToLower(strings.Join(append(parts, e.Comment, e.ManagedBy), " ") + "\n")
			if !slices.ContainsFunc(strings.Fields(strings.ToLower(text)), func(w string) bool { return !strings.Contains(all, w) }) {
				want = append(want, i)
			}
		}
		if got := NewIndex(report).Find(text); !slices.Equal(got, want) {
			t.Fatalf("%q in %q: found %v, want %v", text, content, got, want)
		}
	})
}
