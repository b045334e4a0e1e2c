package report_test

import (
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"localhostdoctor/app/diagnose"
	"localhostdoctor/app/words"
	"localhostdoctor/assets"
	"localhostdoctor/platform/fake"
)

// What is said of a check is read one sentence after another, so that each has to end
// like one.
func TestWhatACheckSaysAreWholeSentences(t *testing.T) {
	t.Parallel()
	languages, err := words.Languages(assets.Languages, "lang")
	if err != nil || len(languages) < 7 {
		t.Fatal(languages, err)
	}
	whole := func(said string) bool {
		last, _ := utf8.DecodeLastRuneInString(said)
		return said == "" || strings.ContainsRune(".。!！?？…)）”»」", last)
	}
	scenarios := slices.Concat(fake.Scenarios, fake.NetworkScenarios, fake.ProxyScenarios, fake.PortScenarios)
	results := make([]diagnose.Result, len(scenarios))
	var all sync.WaitGroup
	for i, s := range scenarios {
		all.Go(func() {
			snapshot := diagnose.Gather(t.Context(), s.Make().System(), diagnose.Options{Asking: diagnose.AskEverything})
			results[i] = diagnose.Judge(snapshot, nil)
		})
	}
	all.Wait()
	odd := words.T("diagnose.because-error", "Error", "an error")
	results = append(results, diagnose.Result{Headline: words.T("diagnose.unsure"), Findings: []diagnose.Finding{{Why: odd}}})
	for _, language := range languages {
		speaker, err := words.NewSpeaker(assets.Languages, "lang", language.Code)
		if err != nil {
			t.Fatal(err)
		}
		wrong := map[string]bool{}
		for _, result := range results {
			texts := []words.Text{words.T("diagnose.headline", "Headline", result.Headline), result.Summary}
			for _, f := range result.Findings {
				texts = append(texts, f.Summary, f.Why)
			}
			for _, text := range texts {
				if said := speaker.Say(text); !whole(said) && !wrong[text.Key] {
					wrong[text.Key] = true
					t.Errorf("%s %s: %q", language.Code, text.Key, said)
				}
			}
		}
	}
}
