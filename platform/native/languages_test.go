package native

import (
	"slices"
	"testing"
)

func TestLanguagesOfTheEnvironment(t *testing.T) {
	cases := []struct {
		name string
		set  map[string]string
		want []string
	}{
		{"nothing is set", nil, nil},
		{"the language of the session", map[string]string{"LANG": "de_CH.UTF-8"}, []string{"de-CH"}},
		{"messages in another one", map[string]string{"LANG": "de_DE.UTF-8", "LC_MESSAGES": "fr_FR@euro"}, []string{"fr-FR"}},
		{"all overruled", map[string]string{"LANG": "de_DE", "LC_ALL": "C.UTF-8"}, nil},
		{"a list", map[string]string{"LANG": "pt_BR.UTF-8", "LANGUAGE": "pt_BR:es:en"}, []string{"pt-BR", "es", "en"}},
		{"a list counts for nothing in C", map[string]string{"LANG": "C", "LANGUAGE": "de"}, nil},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := languagesIn(func(name string) string { return c.set[name] }); !slices.Equal(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestLanguagesOfMacOS(t *testing.T) {
	got := languagesOf("(\n    \"de-DE\",\n    \"en-GB\",\n    ja\n)\n")
	if want := []string{"de-DE", "en-GB", "ja"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
