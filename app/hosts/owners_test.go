package hosts

import "testing"

func TestEveryMarkIsRecognised(t *testing.T) {
	for _, m := range marks {
		t.Run(m.program+" "+m.start, func(t *testing.T) {
			content, at := m.start+"1\n10.0.0.7 a.test\n", 0
			if m.scope == line {
				content = "10.0.0.7 a.test " + m.start + "1\n"
			}
			if m.end != "" {
				content += m.end + "\n10.0.0.8 mine.test\n"
			}
			entries := Parse([]byte(content)).Judge(Rules{System: Linux}).Entries
			if got := entries[at].ManagedBy; got != m.program {
				t.Errorf("managed by %q", got)
			}
			if m.end != "" && entries[1].ManagedBy != "" {
				t.Errorf("the line behind the block is managed by %q", entries[1].ManagedBy)
			}
		})
	}
}
