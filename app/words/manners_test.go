package words_test

import (
	"encoding/json"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"golang.org/x/text/language"
	"golang.org/x/text/message"
	"golang.org/x/text/number"

	"localhostdoctor/app/words"
	"localhostdoctor/assets"
)

// inEach has a speaker of every language that the program is translated into, with
// sentences that hold nothing but their values.
func inEach(t *testing.T) map[string]*words.Speaker {
	t.Helper()
	all, err := words.Languages(assets.Languages, "lang")
	if err != nil {
		t.Fatal(err)
	}
	files := fstest.MapFS{}
	for _, l := range all {
		files["lang/bare."+l.Code+".json"] = &fstest.MapFile{Data: []byte(`{
			"list.separator": ", ", "time.seconds": "{{.Number}} s", "time.milliseconds": "{{.Number}} ms",
			"taken": "{{.Taken}}", "many": {"one": "one", "other": "{{.Count}} many"}}`)}
	}
	speakers := map[string]*words.Speaker{}
	for _, l := range all {
		if speakers[l.Code], err = words.NewSpeaker(files, "lang", l.Code); err != nil {
			t.Fatal(err)
		}
	}
	return speakers
}

func TestMomentsAreWrittenAsTheLanguageDoes(t *testing.T) {
	at := time.Date(2026, time.November, 3, 14, 5, 9, 0, time.FixedZone("", 3600))
	wanted := map[string]string{
		"en": "3 Nov 2026", "de": "03.11.2026", "es": "3/11/2026", "fr": "03/11/2026", "pt-BR": "03/11/2026",
		"zh-Hans": "2026/11/3", "ja": "2026/11/3",
	}
	for code, speaker := range inEach(t) {
		t.Run(code, func(t *testing.T) {
			date, known := wanted[code]
			if !known {
				t.Fatalf("nobody has looked up how %s writes dates", code)
			}
			for what, tt := range map[string]struct {
				text words.Text
				want string
			}{
				"a date":               {words.Date(at), date},
				"a time of day":        {words.Clock(at), "14:05"},
				"a second":             {words.Second(at), "14:05:09"},
				"a moment":             {words.Moment(at), date + " 14:05:09"},
				"a moment in a text":   {words.T("taken", "Taken", words.Moment(at)), date + " 14:05:09"},
				"a moment in a list":   {words.T("taken", "Taken", []words.Text{words.Clock(at), words.Date(at)}), "14:05, " + date},
				"a moment from a file": {kept(t, words.T("taken", "Taken", words.Moment(at))), date + " 14:05:09"},
			} {
				if got := speaker.Say(tt.text); got != tt.want {
					t.Errorf("%s is %q, want %q", what, got, tt.want)
				}
			}
		})
	}
}

func TestNumbersAreWrittenAsTheLanguageDoes(t *testing.T) {
	wanted := map[string][3]string{ // a thousand, ten thousand, a fraction
		"en": {"1,234", "12,345", "1.5 s"}, "de": {"1.234", "12.345", "1,5 s"}, "es": {"1234", "12.345", "1,5 s"},
		"fr": {"1\u202f234", "12\u202f345", "1,5 s"}, "pt-BR": {"1.234", "12.345", "1,5 s"},
		"zh-Hans": {"1,234", "12,345", "1.5 s"}, "ja": {"1,234", "12,345", "1.5 s"},
	}
	for code, speaker := range inEach(t) {
		t.Run(code, func(t *testing.T) {
			want, known := wanted[code]
			if !known {
				t.Fatalf("nobody has looked up how %s writes numbers", code)
			}
			for what, tt := range map[string]struct {
				text words.Text
				want string
			}{
				"a digit":              {words.Quantity(7), "7"},
				"hundreds":             {words.Quantity(-999), "-999"},
				"a thousand":           {words.Quantity(1234), want[0]},
				"ten thousand":         {words.Quantity(int64(12345)), want[1]},
				"ten thousand kept":    {kept(t, words.Quantity(12345)), want[1]},
				"a count":              {words.T("many", "Count", 12345), want[1] + " many"},
				"a duration":           {words.Duration(1500 * time.Millisecond), want[2]},
				"the number of a port": {words.T("taken", "Taken", 62893), "62893"},
			} {
				if got := speaker.Say(tt.text); got != tt.want {
					t.Errorf("%s is %q, want %q", what, got, tt.want)
				}
			}
		})
	}
}

// The tables of golang.org/x/text are made from CLDR; what they do not have is
// minimumGroupingDigits, so the number is long enough for Spanish. They are of CLDR 32;
// since CLDR 34 the space of French is a narrow one.
func TestSeparatorsAreThoseOfCLDR(t *testing.T) {
	narrow := strings.NewReplacer("\u00a0", "\u202f")
	for code, speaker := range inEach(t) {
		theirs := message.NewPrinter(language.MustParse(code))
		for _, n := range []int{999, 12345, 16777216} {
			if got, want := speaker.Say(words.Quantity(n)), narrow.Replace(theirs.Sprint(number.Decimal(n))); got != want {
				t.Errorf("%s: %q, CLDR has %q", code, got, want)
			}
		}
		if got, want := speaker.Say(words.Duration(1500*time.Millisecond)), theirs.Sprint(number.Decimal(1.5))+" s"; got != want {
			t.Errorf("%s: %q, CLDR has %q", code, got, want)
		}
	}
}

// CLDR has a form of its own for a million in Spanish, French and Portuguese, which
// no sentence here has.
func TestAMillionIsSaidLikeAnyOtherNumber(t *testing.T) {
	for code, speaker := range inEach(t) {
		want := speaker.Say(words.Quantity(1000000)) + " many"
		if got := speaker.Say(words.T("many", "Count", 1000000)); got != want {
			t.Errorf("%s: %q, want %q", code, got, want)
		}
	}
}

func TestADamagedMomentIsSaidAsItIs(t *testing.T) {
	damaged := words.Moment(time.Time{})
	damaged.Args["At"] = "the day\x1b before"
	if got := inEach(t)["en"].Say(damaged); got != "the day<U+001B> before" {
		t.Errorf("said as %q", got)
	}
}

// kept is text after it was in a file.
func kept(t *testing.T, text words.Text) words.Text {
	t.Helper()
	data, err := json.Marshal(text)
	if err != nil {
		t.Fatal(err)
	}
	var back words.Text
	if err := json.Unmarshal(data, &back); err != nil {
		t.Fatal(err)
	}
	return back
}
