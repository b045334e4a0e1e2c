package explain

import (
	"maps"
	"net/netip"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// mostTargets is how many targets of one text are kept: a stack trace can name
// hundreds.
const mostTargets = 4

// The ways in which messages write a host with a port. Each has the groups host and
// port; the texts are flattened. They are made when first needed.
var pairs = sync.OnceValue(func() []*regexp.Regexp {
	return []*regexp.Regexp{
		// http://localhost:3000/path, mysql://root@127.0.0.1, http://+:80/
		regexp.MustCompile(`\b([a-z][a-z0-9+.-]{1,15})://(?:[^\s/@"']*@)?(\[[0-9a-f:.%]+\]|[^\s/:"'<>()\[\],?#]+)(?::(\d{1,5}))?`),
		// :::3000, *:8080, 0.0.0.0:8000, :8080
		regexp.MustCompile(`(?:^|[\s'"(=/])()(::|\*|0\.0\.0\.0|\[::\]|):(\d{1,5})\b`),
		// ::1:3000 as Node.js writes it, ::ffff:127.0.0.1:3000
		regexp.MustCompile(`(?:^|[\s'"(])()(::1|::ffff:[0-9.]{7,15}):(\d{1,5})\b`),
		// [::1]:3000
		regexp.MustCompile(`()(\[[0-9a-f:.%]+\]):(\d{1,5})\b`),
		// localhost (localhost)|127.0.0.1|:8080 as Wget writes it
		regexp.MustCompile(`\|()([0-9.]{7,15}|::1)\|:(\d{1,5})\b`),
		// 127.0.0.1:5432, localhost/127.0.0.1:8080
		regexp.MustCompile(`(?:^|[^\d.])()(\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}):(\d{1,5})\b`),
		// localhost:3000, shop.test:8080
		regexp.MustCompile(`(?:^|[^a-z0-9.-])()(` + hostName + `):(\d{1,5})\b`),
		// ('127.0.0.1', 8000) as Python writes it
		regexp.MustCompile(`()\('([^'\s]{1,253})', (\d{1,5})\b`),
	}
})

// hostName is a name that messages about this computer have: file names such as
// server.js:12 look like names too, so the last part must be one of these.
const hostName = `(?:[a-z0-9_-]+\.)*localhost|(?:[a-z0-9_-]+\.)+(?:test|local|lan|internal|example|invalid|dev|app)`

var (
	onPort = regexp.MustCompile(`\bport['"]?(?: number| tcp)?[ =:#]{0,3}['"]?(\d{1,5})\b`)
	onHost = regexp.MustCompile(`(?:^|[^a-z0-9.:-])(` + hostName + `|(?:\d{1,3}\.){3}\d{1,3}|::1)(?:$|[^a-z0-9-])`)
	// Names after words that announce one may be any.
	lookedUp = regexp.MustCompile(`(?:enotfound|eai_again|could not resolve host:|could not resolve|unable to resolve host address|unable to resolve host|` +
		`failed to resolve|unknownhostexception:|translate host name|lookup|unknown mysql server host|host not found in upstream|find host|cannot resolve) ['"]?([a-z0-9_.-]+)`)
	// A host beside its port, whatever it is called: to example.com port 443.
	besidePort = regexp.MustCompile(`(?:connect to host|connect to|server at|to host|on host|the host|\bhost['"]?[=:]) ?['"]?([a-z0-9_.-]+)['"]?[^a-z0-9_.-].*\bport\b`)
	// The name server that was asked, and where a connection came from, are not what
	// the message is about; nor is a server that is called just so.
	besides = regexp.MustCompile(`\bon [0-9a-f.:\[\]%]+:53\b|[0-9a-f.:\[\]]+->|\bconnect to server: `)
)

// schemes are the ports that a URL means when it names none.
var schemes = map[string]uint16{
	"http": 80, "https": 443, "ws": 80, "wss": 443, "ftp": 21, "mysql": 3306, "mariadb": 3306, "postgres": 5432,
	"postgresql": 5432, "redis": 6379, "mongodb": 27017, "amqp": 5672, "mqtt": 1883, "sqlserver": 1433,
}

// pick finds the targets that a flattened text names.
func pick(text string) []Target {
	text = besides.ReplaceAllString(text, " ")
	found := picked(text)
	if len(found) > 0 {
		return found
	}
	add := func(t Target, ok bool) {
		if ok && len(found) < mostTargets && !slices.Contains(found, t) {
			found = append(found, t)
		}
	}
	host := hostIn(text)
	for _, m := range onPort.FindAllStringSubmatch(text, mostTargets) {
		add(newTarget(host, m[1]))
	}
	if len(found) == 0 && host != "" {
		add(newTarget(host, ""))
	}
	return found
}

// picked finds hosts with their ports, in the order of the text.
func picked(text string) []Target {
	at := map[Target]int{}
	for _, pair := range pairs() {
		for _, m := range pair.FindAllStringSubmatchIndex(text, mostTargets) {
			scheme, port := text[m[2]:m[3]], ""
			if m[6] >= 0 {
				port = text[m[6]:m[7]]
			} else if schemes[scheme] != 0 {
				port = strconv.Itoa(int(schemes[scheme]))
			}
			if slices.Contains(places, scheme) {
				continue
			}
			t, ok := newTarget(text[m[4]:m[5]], port)
			if before, known := at[t]; ok && (!known || m[4] < before) {
				at[t] = m[4]
			}
		}
	}
	found := slices.Collect(maps.Keys(at))
	slices.SortFunc(found, func(a, b Target) int { return at[a] - at[b] })
	return found[:min(len(found), mostTargets)]
}

// places are schemes of places in a program, not in a network.
var places = []string{"file", "webpack", "node", "unix", "npipe"}

func hostIn(text string) string {
	if m := lookedUp.FindStringSubmatch(text); m != nil && m[1] != "host" {
		return strings.TrimRight(m[1], ".")
	}
	if m := besidePort.FindStringSubmatch(text); m != nil {
		return m[1]
	}
	if m := onHost.FindStringSubmatch(text); m != nil {
		return m[1]
	}
	return ""
}

// newTarget reads host and port as a message writes them; ok is false when they
// cannot be any.
func newTarget(host, port string) (t Target, ok bool) {
	if port != "" {
		n, err := strconv.ParseUint(port, 10, 16)
		if err != nil || n == 0 {
			return Target{}, false
		}
		t.Port = uint16(n)
	}
	host = strings.Trim(host, "[]")
	switch host {
	case "", "+":
		t.Host, t.Wildcard = "localhost", host == "+" || host == ""
		return t, port != ""
	case "*":
		t.Host, t.Wildcard = "localhost", true
		return t, true
	}
	if a, err := netip.ParseAddr(host); err == nil {
		t.Host, t.Addr = a.String(), a
		if a.Unmap().IsUnspecified() && port != "" {
			t = Target{Host: "localhost", Port: t.Port, Wildcard: true}
		}
		return t, true
	}
	if !isName(host) {
		return Target{}, false
	}
	t.Host = strings.ToLower(host)
	return t, true
}

// isName follows RFC 1123 section 2.1 and RFC 1035 section 2.3.4, with the
// underscore that programs put into names.
func isName(s string) bool {
	s = strings.TrimSuffix(s, ".")
	if len(s) == 0 || len(s) > 253 || strings.Trim(s, "0123456789.") == "" {
		return false
	}
	for label := range strings.SplitSeq(s, ".") {
		outside := strings.TrimFunc(label, func(r rune) bool {
			return r == '-' || r == '_' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
		})
		if label == "" || len(label) > 63 || outside != "" || label[0] == '-' || label[len(label)-1] == '-' {
			return false
		}
	}
	return true
}
