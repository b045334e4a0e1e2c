package report

import (
	"regexp"
	"strings"
	"sync"
)

const (
	// hostPart is a name of a computer as it stands in settings; it may have no dot.
	hostPart = `([a-z][\w-]*(?:\.[\w-]+)*)`
	hostKey  = `(?:host|hostname|server|servername|remote|upstream|backend|domain|broker|peer)`
	// Endings that names of computers have and names of files have not.
	hostEnding = `(?:com|net|org|edu|gov|info|biz|eu|local|lan|internal|intranet|corp|home|test|example|invalid|localdomain|private|office|` +
		`de|at|ch|fr|uk|us|ca|au|nz|nl|be|it|es|pt|br|mx|se|no|fi|dk|ie|jp|cn|kr|tw|hk|sg|ru|ua|cz|sk|hu|ro|gr|tr|il|za|ar|cl)`
)

// namePatterns are the places of free text where a name of a computer stands for
// certain: the second group is the name. They are made when first needed, as few runs do.
var namePatterns = sync.OnceValue(func() []*regexp.Regexp {
	return []*regexp.Regexp{
		// --host db1, --upstream=web, -Dspring.redis.host=cache
		regexp.MustCompile(`(?i)((?:^|[\s"'])--?[\w.-]*` + hostKey + `(?:=|\s+)["']?)` + hostPart + `()`),
		// hostname: db1, "server": "db1", PGHOST=db1
		regexp.MustCompile(`(?i)((?:^|[\s"'{,;(._-])(?:pg)?` + hostKey + `["']?(?:=|:\s*)["']?)` + hostPart + `()`),
		// ssh -L 3000:db1:5432, docker --add-host db1:host-gateway
		regexp.MustCompile(`(?i)(\b\d{1,5}:)` + hostPart + `(:\d{1,5}\b)`),
		regexp.MustCompile(`(?i)(--add-host[=\s]+)` + hostPart + `(:)`),
		// What resolvers and libraries say: lookup db1 on …, could not resolve host: db1
		regexp.MustCompile(`(?i)(\b(?:lookup|enotfound|eai_again|could not resolve(?: host:?)?|unable to resolve(?: host)?|connect to host|unknown host:?) ["']?)` + hostPart + `()`),
		// A command for another computer.
		regexp.MustCompile(`((?:^|[;&|] *|sudo )(?:ssh|scp|ping|telnet|nslookup|dig) )` + hostPart + `()`),
		// search and domain of resolv.conf
		regexp.MustCompile(`(?i)((?:^|\n)\s*(?:search|domain)\s+)([\w-]+(?:\.[\w-]+)+)()`),
		// \\server\share of Windows
		regexp.MustCompile(`(\\\\)([\w.-]+)(\\)`),
		// A header or a certificate: Host: db1, CN=db1
		regexp.MustCompile(`(?i)(\b(?:host:|cn=|dns:)\s*)` + hostPart + `()`),
		// Names with a dot that end as no file does, also below a star.
		regexp.MustCompile(`(?i)(^|[^\w./\\-]|\*\.)((?:[\w-]+\.)+` + hostEnding + `)(\.?(?:$|[^\w.-]|\.(?:$|\s)))`),
		// A name without a dot and its port.
		regexp.MustCompile(`(?i)(^|[\s"'(=,])` + hostPart + `(:\d{2,5}\b)`),
	}
})

// commonWords stand where a name could, and are none.
var commonWords = map[string]bool{
	"tcp": true, "tcp4": true, "tcp6": true, "udp": true, "udp4": true, "udp6": true, "http": true, "https": true, "port": true,
	"ports": true, "line": true, "pid": true, "on": true, "of": true, "is": true, "a": true, "the": true, "to": true, "by": true,
	"and": true, "in": true, "it": true, "that": true, "this": true, "for": true, "with": true, "which": true, "says": true, "answers": true,
	"true": true, "false": true, "null": true, "none": true, "error": true, "not": true, "no": true, "failed": true, "name": true, "names": true,
	"host": true, "hosts": true, "local": true, "main": true, "wsl": true, "docker": true, "host-gateway": true, "program": true, "programs": true, "can": true, "does": true, "has": true, "may": true,
}

// withoutNames takes out the names of other computers that stand in free text. What
// looks like a name of a file, of a service or of a setting stays.
func (r *Redactor) withoutNames(s string) string {
	for _, pattern := range namePatterns() {
		s = pattern.ReplaceAllStringFunc(s, func(found string) string {
			parts := pattern.FindStringSubmatch(found)
			name := parts[2]
			if name == "" || isPublicHost(name) || commonWords[strings.ToLower(name)] {
				return found
			}
			return parts[1] + r.numbered(privateHost, name) + parts[3]
		})
	}
	return s
}
