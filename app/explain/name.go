package explain

import (
	"strings"

	"localhostdoctor/app/words"
)

// endings are the names that standards or browsers treat in their own way: RFC 6761,
// RFC 6762, RFC 8375, RFC 9476 and the HSTS preload list.
var endings = []struct{ suffix, id, code string }{
	{".localhost", "sublocalhost", "N07"},
	{".test", "test", "H19"},
	{".example", "example", ""},
	{".invalid", "invalid", ""},
	{".local", "local", "N08"},
	{".home.arpa", "home", ""},
	{".internal", "internal", ""},
	{".dev", "preloaded", "B08"},
	{".app", "preloaded", "B08"},
}

// name says what a host name is.
func (k Knowledge) name(m Meaning, t Target) Meaning {
	m.Kind = Name
	id, code := nameKind(t.Host)
	m.Summary = words.Named("explain.name.", id, "Name", t.Host)
	m.Facts = append(m.Facts, words.Named("explain.use.name.", id, "Name", t.Host))
	if t.Port != 0 {
		m.Facts = append(m.Facts, words.T("explain.name.port", "Port", int(t.Port)))
		m.Facts = append(m.Facts, portFacts(t.Port)...)
	}
	if code != "" {
		m.Codes = []string{code}
	}
	return m
}

func nameKind(host string) (id, code string) {
	host = strings.TrimSuffix(host, ".")
	if host == "localhost" {
		return "localhost", ""
	}
	for _, e := range endings {
		if strings.HasSuffix(host, e.suffix) {
			return e.id, e.code
		}
	}
	if !strings.Contains(host, ".") {
		return "bare", "H19"
	}
	return "other", ""
}
