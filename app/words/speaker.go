package words

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
)

// Speaker says Texts in one language. It is safe for concurrent use.
type Speaker struct {
	localizer *i18n.Localizer
	mark      string // before the decimals of a number
}

// NewSpeaker reads the sentences of folder in files; the name of a file ends in its
// language: ports.en.json, ports.pt-BR.json. languages are wanted in this order, as
// BCP 47 tags. Only the one that fits best is read, and English, which stands in for
// what it lacks: reading all would be most of what the program does at its start.
func NewSpeaker(files fs.FS, folder string, languages ...string) (*Speaker, error) {
	byLanguage, err := translations(files, folder)
	if err != nil {
		return nil, err
	}
	best := closest(byLanguage, languages)
	bundle := i18n.NewBundle(language.English)
	bundle.RegisterUnmarshalFunc("json", json.Unmarshal)
	read := byLanguage[language.English]
	if best != language.English {
		read = slices.Concat(read, byLanguage[best])
	}
	for _, name := range read {
		if _, err := bundle.LoadMessageFileFS(files, name); err != nil {
			return nil, fmt.Errorf("reading translation %s: %w", name, err)
		}
	}
	base, _ := best.Base()
	return &Speaker{localizer: i18n.NewLocalizer(bundle, best.String(), "en"), mark: cmp.Or(marksOf[base.String()], ".")}, nil
}

// Say returns t as a sentence. Values are made safe to show: see Visible. A Text
// without a sentence is its key, so that nothing a person should know is lost.
func (s *Speaker) Say(t Text) string {
	switch t.Key {
	case "":
		return ""
	case literalKey:
		return s.value(t.Args[literalKey])
	case sentencesKey:
		all, _ := t.Args[sentencesKey].([]Text) // by Sentences; anything else says nothing
		return s.All(all...)
	}
	data := make(map[string]any, len(t.Args))
	for name, v := range t.Args {
		data[name] = s.value(v)
	}
	config := &i18n.LocalizeConfig{MessageID: t.Key, TemplateData: data}
	if n, ok := t.Args["Count"].(int); ok {
		config.PluralCount = n
	}
	said, err := s.localizer.Localize(config)
	if err != nil && said == "" {
		return t.Key
	}
	return said
}

// All says every Text of texts that says anything, in order, one sentence after
// another.
func (s *Speaker) All(texts ...Text) string {
	var b strings.Builder
	for _, t := range texts {
		said := s.Say(t)
		if said == "" {
			continue
		}
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(said)
	}
	return b.String()
}

// Each says texts one by one.
func (s *Speaker) Each(texts []Text) []string {
	said := make([]string, 0, len(texts))
	for _, t := range texts {
		said = append(said, s.Say(t))
	}
	return said
}

func (s *Speaker) value(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case Text:
		return s.Say(v)
	case []Text:
		return strings.Join(s.Each(v), s.Say(T("list.separator")))
	case []string:
		shown := make([]string, len(v))
		for i := range v {
			shown[i] = Visible(v[i])
		}
		return strings.Join(shown, s.Say(T("list.separator")))
	case string:
		return Visible(v)
	case int:
		return strconv.Itoa(v)
	case said:
		return string(v)
	case decimal:
		return strings.Replace(string(v), ".", s.mark, 1)
	case time.Duration:
		return s.Say(Duration(v))
	default:
		return Visible(fmt.Sprint(v))
	}
}
