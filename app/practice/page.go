package practice

import (
	"html/template"
	"io"
	"maps"
	"net/http"
	"net/netip"
	"slices"
	"strings"

	"localhostdoctor/app/words"
)

// isOwnName reports whether name is localhost, below it (RFC 6761 section 6.3), or
// an address in numbers.
func isOwnName(name string) bool {
	name = strings.ToLower(strings.TrimSuffix(strings.Trim(name, "[]"), "."))
	if _, err := netip.ParseAddr(name); err == nil {
		return true
	}
	return name == "localhost" || strings.HasSuffix(name, ".localhost")
}

// shownPage is what the template fills in. Everything in it is escaped there.
type shownPage struct {
	Language              string // BCP 47
	Title, Intro, Request string
	Line                  string // the first line of the request
	Headers               []shownHeader
	Facts                 []string
}

type shownHeader struct{ Name, Value string }

var pageTemplate = template.Must(template.New("page").Parse(`<!doctype html>
<html lang="{{.Language}}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<link rel="icon" href="data:,">
<title>{{.Title}}</title>
<style>
:root { color-scheme: light dark }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 46rem; margin: 3rem auto; padding: 0 1rem }
h1 { font-size: 1.6rem } h2 { font-size: 1.1rem; margin-top: 2rem }
table { border-collapse: collapse; width: 100% } td { padding: .3rem .6rem; border-top: 1px solid #8886; vertical-align: top; overflow-wrap: anywhere }
td:first-child, code { font-family: ui-monospace, monospace; font-size: .9em }
</style>
<h1>{{.Title}}</h1>
<p>{{.Intro}}</p>
{{if .Request}}<h2>{{.Request}}</h2>
<p><code>{{.Line}}</code></p>
<table>{{range .Headers}}<tr><td>{{.Name}}</td><td>{{.Value}}</td></tr>{{end}}</table>
{{range .Facts}}<p>{{.}}</p>{{end}}{{end}}
</html>
`))

// write writes the page that shows r.
func (s *Server) write(w io.Writer, r *http.Request, status int) error {
	say := s.options.Speaker.Say
	if status == http.StatusForbidden {
		return pageTemplate.Execute(w, shownPage{
			Language: s.options.Speaker.Language(),
			Title:    say(words.T("practice.page.refused")),
			Intro:    say(words.T("practice.page.refused-why", "Name", r.Host, "URL", s.URL())),
		})
	}
	shown := shownPage{
		Language: s.options.Speaker.Language(),
		Title:    say(words.T("practice.page.title")),
		Intro:    say(words.T("practice.page.intro", "Address", s.address.String())),
		Request:  say(words.T("practice.page.request")),
		Line:     r.Method + " " + r.URL.RequestURI() + " " + r.Proto,
		Headers:  []shownHeader{{"Host", r.Host}},
		Facts:    []string{say(words.T("practice.page.from", "From", r.RemoteAddr))},
	}
	for _, name := range slices.Sorted(maps.Keys(r.Header)) {
		for _, value := range r.Header[name] {
			shown.Headers = append(shown.Headers, shownHeader{name, value})
		}
	}
	return pageTemplate.Execute(w, shown)
}
