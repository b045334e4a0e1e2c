package report_test

import (
	"strings"
	"testing"
	"time"

	"localhostdoctor/app/repair"
	"localhostdoctor/app/report"
	"localhostdoctor/app/words"
	"localhostdoctor/assets"
)

// TestBackupsAreDatedInTheLanguageOfTheReader shows one backup, kept with a reason that
// names a moment itself, to people who read different languages.
func TestBackupsAreDatedInTheLanguageOfTheReader(t *testing.T) {
	taken := time.Date(2026, time.November, 3, 14, 5, 9, 0, time.Local)
	kept := repair.Kept{All: []repair.Backup{{
		ID: "b1", Taken: taken, Size: 12345,
		Reason: words.T("repair.reason.restore", "Taken", words.Moment(taken.AddDate(0, 0, -1))),
	}}}
	for language, want := range map[string][]string{
		"en":      {"3 Nov 2026 14:05:09", "12,345", "2 Nov 2026 14:05:09"},
		"de":      {"03.11.2026 14:05:09", "12.345", "02.11.2026 14:05:09"},
		"es":      {"3/11/2026 14:05:09", "12.345", "2/11/2026 14:05:09"},
		"fr":      {"03/11/2026 14:05:09", "12\u202f345", "02/11/2026 14:05:09"},
		"pt-BR":   {"03/11/2026 14:05:09", "12.345", "02/11/2026 14:05:09"},
		"zh-Hans": {"2026/11/3 14:05:09", "12,345", "2026/11/2 14:05:09"},
		"ja":      {"2026/11/3 14:05:09", "12,345", "2026/11/2 14:05:09"},
	} {
		t.Run(language, func(t *testing.T) {
			speaker, err := words.NewSpeaker(assets.Languages, "lang", language)
			if err != nil {
				t.Fatal(err)
			}
			var out strings.Builder
			report.NewPrinter(&out, speaker, false).Backups(kept)
			for _, part := range want {
				if !strings.Contains(out.String(), part) {
					t.Errorf("%q is missing in\n%s", part, out.String())
				}
			}
		})
	}
}
