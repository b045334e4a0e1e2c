package words_test

import (
	"encoding/json"
	"errors"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
	"time"
	"unicode"
	"unicode/utf8"

	"localhostdoctor/app/words"
)

func speaker(t *testing.T, languages ...string) *words.Speaker {
	t.Helper()
	files := fstest.MapFS{
		"lang/en.json": {Data: []byte(`{
			"hello": "Hello {{.Name}}.", "wait": "Wait {{.For}}.", "list.separator": ", ",
			"files": {"one": "{{.Count}} file", "other": "{{.Count}} files"},
			"time.seconds": "{{.Number}} s", "time.milliseconds": "{{.Number}} ms", "time.minutes": "{{.Number}} min",
			"time.hours": "{{.Number}} h", "time.days": {"one": "{{.Count}} day", "other": "{{.Count}} days"},
			"only.english": "Only English."}`)},
		"lang/de.json": {Data: []byte(`{"hello": "Hallo {{.Name}}.", "files": {"one": "{{.Count}} Datei", "other": "{{.Count}} Dateien"}}`)},
	}
	s, err := words.NewSpeaker(files, "lang", languages...)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestSpeakerSaysTexts(t *testing.T) {
	tests := []struct {
		name string
		lang []string
		text words.Text
		want string
	}{
		{"a value", nil, words.T("hello", "Name", "Ana"), "Hello Ana."},
		{"another language", []string{"de"}, words.T("hello", "Name", "Ana"), "Hallo Ana."},
		{"a regional language", []string{"de-AT"}, words.T("hello", "Name", "Ana"), "Hallo Ana."},
		{"a sentence without translation", []string{"de"}, words.T("only.english"), "Only English."},
		{"one", nil, words.T("files", "Count", 1), "1 file"},
		{"many", nil, words.T("files", "Count", 2), "2 files"},
		{"many in German", []string{"de"}, words.T("files", "Count", 0), "0 Dateien"},
		{"a text in a text", nil, words.T("hello", "Name", words.T("files", "Count", 3)), "Hello 3 files."},
		{"a list", nil, words.T("hello", "Name", []string{"a", "b"}), "Hello a, b."},
		{"a time", nil, words.T("wait", "For", 90*time.Millisecond), "Wait 90 ms."},
		{"a template in a value is no template", nil, words.T("hello", "Name", "{{.Count}}"), "Hello {{.Count}}."},
		{"an escape sequence in a value", nil, words.T("hello", "Name", "\x1b[31m"), "Hello <U+001B>[31m."},
		{"a literal", nil, words.Literal("::1"), "::1"},
		{"a sentence in a sentence", nil, words.T("hello", "Name", words.Said("«\u00a0Ana\u00a0»")), "Hello «\u00a0Ana\u00a0»."},
		{"nothing", nil, words.Text{}, ""},
		{"no such sentence", nil, words.T("not.there"), "not.there"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := speaker(t, tt.lang...).Say(tt.text); got != tt.want {
				t.Errorf("Say = %q, want %q", got, tt.want)
			}
		})
	}
}

func TestSpeakerNamesABrokenTranslation(t *testing.T) {
	files := fstest.MapFS{"lang/en.json": {Data: []byte(`{`)}}
	_, err := words.NewSpeaker(fs.FS(files), "lang")
	if err == nil || !strings.Contains(err.Error(), "lang/en.json") {
		t.Errorf("error = %v, want one that names the file", err)
	}
}

func TestDurationChoosesAUnit(t *testing.T) {
	s := speaker(t)
	for d, want := range map[time.Duration]string{
		-time.Second:            "0 ms",
		83 * time.Microsecond:   "0.08 ms",
		12 * time.Millisecond:   "12 ms",
		1500 * time.Millisecond: "1.5 s",
		14 * time.Minute:        "14 min",
		2 * time.Hour:           "2 h",
		3 * time.Second:         "3 s",
		2050 * time.Microsecond: "2.05 ms",
		24 * time.Hour:          "24 h",
		72 * time.Hour:          "3 days",
	} {
		if got := s.Say(words.Duration(d)); got != want {
			t.Errorf("%v is said as %q, want %q", d, got, want)
		}
	}
}

func TestDecimalsAreWrittenAsInTheLanguage(t *testing.T) {
	for language, want := range map[string]string{"de": "0,08 ms", "de-AT": "0,08 ms", "en": "0.08 ms"} {
		if got := speaker(t, language).Say(words.Duration(83 * time.Microsecond)); got != want {
			t.Errorf("in %s: %q, want %q", language, got, want)
		}
	}
}

func TestVisibleDisarmsWhatATerminalWouldObey(t *testing.T) {
	for in, want := range map[string]string{
		"node":                    "node",
		"Zürich 日本 é":             "Zürich 日本 é",
		"a\x1b]0;title\x07b":      "a<U+001B>]0;title<U+0007>b",
		"two\nlines":              "two<U+000A>lines",
		"abc\u202edcba":           "abc<U+202E>dcba",
		"zero\u200bwidth":         "zero<U+200B>width",
		"csi\u009b31m":            "csi<U+009B>31m",
		"bad\xff\xfebytes":        "bad<xFF><xFE>bytes",
		"no\u00a0break":           "no<U+00A0>break",
		"\U000e0041":              "<U+E0041>",
		"$(rm -rf /) `x` =cmd|'!": "$(rm -rf /) `x` =cmd|'!",
	} {
		if got := words.Visible(in); got != want {
			t.Errorf("Visible(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestVisibleCutsWhatIsTooLong(t *testing.T) {
	got := words.Visible(strings.Repeat("é", 1<<20))
	if len(got) > 5000 || !strings.HasSuffix(got, "…") || !utf8.ValidString(got) {
		t.Errorf("a megabyte is shown as %d bytes ending in %q", len(got), got[len(got)-4:])
	}
}

func FuzzVisibleIsHarmless(f *testing.F) {
	f.Add("a\x1b[0m\u202e\xff")
	f.Fuzz(func(t *testing.T, s string) {
		got := words.Visible(s)
		if !utf8.ValidString(got) {
			t.Fatalf("%q is not UTF-8", got)
		}
		for _, r := range got {
			if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) {
				t.Fatalf("%q still has %U", got, r)
			}
		}
		if len(got) < 4096 && words.Visible(got) != got {
			t.Fatalf("%q is changed again", got)
		}
	})
}

func TestFailureKeepsItsCause(t *testing.T) {
	cause := errors.New("disk full")
	err := error(words.Fail(words.Failed, words.T("hello"), words.Text{}, words.Text{}, cause))
	var failure *words.Failure
	if !errors.Is(err, cause) || !errors.As(err, &failure) || failure.Code != words.Failed {
		t.Errorf("the cause or the code of %v is lost", err)
	}
}

func TestSentencesAreSaidOneAfterAnother(t *testing.T) {
	s := speaker(t)
	hello := words.T("hello", "Name", "Ana")
	if got := s.Say(words.Sentences(hello, words.Text{}, words.T("only.english"))); got != "Hello Ana. Only English." {
		t.Errorf("said %q", got)
	}
	if !words.Sentences().IsZero() {
		t.Error("no sentence says something")
	}
	if got := words.Sentences(hello); got.Key != hello.Key {
		t.Errorf("one sentence became %q", got.Key)
	}
}

func TestFullWidthPunctuationNeedsNoSpaceBehindIt(t *testing.T) {
	for said, want := range map[string]string{
		"Done.": "Done. Next", "完了しました。": "完了しました。Next", "已完成？": "已完成？Next", "エラー：": "エラー：Next", "「名前」": "「名前」Next",
		"…": "… Next", "名前": "名前 Next",
	} {
		s := speaker(t)
		if got := s.All(words.Literal(said), words.Text{}, words.Literal("Next")); got != want {
			t.Errorf("said %q, want %q", got, want)
		}
	}
}

func TestSpacesStandBesideForeignLettersOnly(t *testing.T) {
	files := fstest.MapFS{
		"lang/a.en.json": {Data: []byte(`{"held": "Port {{.Port}} is held by {{.Name}} and {{.Other}}.", "hidden": "a hidden program", "time.seconds": "{{.Number}} s"}`)},
		"lang/a.ja.json": {Data: []byte(`{"held": "{{.Other}} と {{.Name}} が {{.Port}} を使っています。{{.Name}} {{.Other}}", "hidden": "表示できないプログラム", "time.seconds": "{{.Number}} 秒"}`)},
	}
	s, err := words.NewSpeaker(files, "lang", "ja")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, other any
		want        string
	}{
		{"node", "nginx", "nginx と node が 80 を使っています。node nginx"},
		{words.T("hidden"), "nginx", "nginx と表示できないプログラムが 80 を使っています。表示できないプログラム nginx"},
		{words.Literal("メモ帳"), "電卓", "電卓とメモ帳が 80 を使っています。メモ帳 電卓"},
		{3 * time.Second, "a 店", "a 店と 3 秒が 80 を使っています。3 秒 a 店"},
		{"a\u2060", "ー", "ーと a<U+2060> が 80 を使っています。a<U+2060> ー"},
	} {
		if got := s.Say(words.T("held", "Name", c.name, "Other", c.other, "Port", 80)); got != c.want {
			t.Errorf("said %q, want %q", got, c.want)
		}
	}
}

func TestAKeptTextIsSaidTheSame(t *testing.T) {
	s := speaker(t)
	for _, text := range []words.Text{
		{},
		words.T("only.english"),
		words.T("files", "Count", 2),
		words.T("hello", "Name", words.T("files", "Count", 1)),
		words.T("hello", "Name", []string{"a", "b"}),
		words.T("hello", "Name", []words.Text{words.T("only.english")}),
		words.Sentences(words.T("only.english"), words.T("hello", "Name", "\x1b")),
		words.Literal("::1"),
	} {
		data, err := json.Marshal(text)
		if err != nil {
			t.Fatal(err)
		}
		var kept words.Text
		if err := json.Unmarshal(data, &kept); err != nil {
			t.Fatalf("%s: %v", data, err)
		}
		if got, want := s.Say(kept), s.Say(text); got != want {
			t.Errorf("%s is said as %q, want %q", data, got, want)
		}
	}
	var text words.Text
	if err := json.Unmarshal([]byte(`{"key":"a","args":{"b":[1,{}]}}`), &text); err == nil {
		t.Error("a value of no known kind is read without an error")
	}
}

func TestOnlyTheLanguagesThatAreNeededAreRead(t *testing.T) {
	files := fstest.MapFS{
		"lang/a.en.json":      {Data: []byte(`{"hello": "Hello."}`)},
		"lang/a.pt-BR.json":   {Data: []byte(`{"hello": "Olá."}`)},
		"lang/a.zh-Hans.json": {Data: []byte(`{"hello": "您好。"}`)},
		"lang/a.fr.json":      {Data: []byte(`{`)}, // would be an error if it were read
	}
	for wanted, want := range map[string]string{
		"": "Hello.", "en-GB": "Hello.", "pt": "Olá.", "pt-PT": "Olá.", "zh-CN": "您好。", "zh": "您好。", "sv": "Hello.", "no language": "Hello.",
	} {
		s, err := words.NewSpeaker(files, "lang", wanted)
		if err != nil {
			t.Errorf("%s: %v", wanted, err)
			continue
		}
		if got := s.Say(words.T("hello")); got != want {
			t.Errorf("%s: %q, want %q", wanted, got, want)
		}
		if spoken := map[string]string{"Hello.": "en", "Olá.": "pt-BR", "您好。": "zh-Hans"}[want]; s.Language() != spoken {
			t.Errorf("%s: the language is %q, want %q", wanted, s.Language(), spoken)
		}
	}
	if _, err := words.NewSpeaker(files, "lang", "fr"); err == nil {
		t.Error("a broken translation was not noticed")
	}
	files["lang/a.not a language.json"] = &fstest.MapFile{Data: []byte(`{}`)}
	if _, err := words.NewSpeaker(files, "lang"); err == nil {
		t.Error("a file without a language was not noticed")
	}
}
