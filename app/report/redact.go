package report

import (
	"fmt"
	"net/netip"
	"regexp"
	"slices"
	"strings"
)

// Redactor takes out of a text what is nobody else's business: names of users and
// computers, home folders, addresses that are not loopback, and secrets of command
// lines. What is taken out gets a number, so that a reader sees what is the same. It
// rather takes out too much than too little. It is not safe for concurrent use.
type Redactor struct {
	names   []privateName
	numbers map[string]string // what was taken out → what stands there now
	counts  map[string]int
}

// privateName is a word that is taken out wherever it stands as a word.
type privateName struct {
	pattern *regexp.Regexp
	kind    string
}

// The kinds of what is taken out, as they stand in the text.
const (
	privateUser = "user"
	privateHost = "host"
	secretMark  = "[secret]"
	homeMark    = "[home]"
)

// NewRedactor makes a Redactor that knows the names of users and of computers. Those
// of fewer than two letters, and those that stand for the system itself on every
// computer, are no secret.
func NewRedactor(users, hosts []string) *Redactor {
	r := &Redactor{numbers: map[string]string{}, counts: map[string]int{}}
	seen := map[string]bool{}
	r.know(privateHost, hosts, seen)
	r.know(privateUser, users, seen)
	return r
}

// public are names that are the same on every computer.
var public = []string{
	"root", "nobody", "daemon", "system", "local service", "network service", "localhost", "localhost.localdomain",
	"localhost4", "localhost6", "localhost4.localdomain4", "localhost6.localdomain6", "ip6-localhost", "ip6-loopback",
	"ip6-localnet", "ip6-mcastprefix", "ip6-allnodes", "ip6-allrouters", "ip6-allhosts", "broadcasthost",
	"host.docker.internal", "gateway.docker.internal", "kubernetes.docker.internal",
}

// know prepares names, the longest first: one may be a part of another.
func (r *Redactor) know(kind string, names []string, seen map[string]bool) {
	var wanted []string
	for _, name := range names {
		// Windows puts the computer's name in front of the user's.
		for part := range strings.SplitSeq(name, `\`) {
			low := strings.ToLower(part)
			if len(part) > 1 && !slices.Contains(public, low) && !seen[low] && low != "nt authority" {
				seen[low] = true
				wanted = append(wanted, low)
			}
		}
	}
	slices.SortFunc(wanted, func(a, b string) int { return len(b) - len(a) })
	for _, name := range wanted {
		pattern := regexp.MustCompile(`(?i)(^|[^\pL\pN_])` + regexp.QuoteMeta(name) + `($|[^\pL\pN_])`)
		r.names = append(r.names, privateName{pattern, kind})
	}
}

// numbered is what stands for a private thing: the same for the same thing.
func (r *Redactor) numbered(kind, what string) string {
	key := kind + "\x00" + strings.ToLower(what)
	mark, known := r.numbers[key]
	if !known {
		r.counts[kind]++
		mark = fmt.Sprintf("[%s-%d]", kind, r.counts[kind])
		r.numbers[key] = mark
	}
	return mark
}

// Text returns s without what is private.
func (r *Redactor) Text(s string) string {
	s = withoutSecrets(s)
	s = r.withoutURLHosts(s)
	s = homes.ReplaceAllStringFunc(s, shortHome)
	s = hardware.ReplaceAllString(s, "[hardware-address]")
	s = r.withoutAddresses(s)
	for _, name := range r.names {
		s = r.withoutName(s, name)
	}
	return s
}

// withoutName replaces twice, because neighbours share the mark between them.
func (r *Redactor) withoutName(s string, name privateName) string {
	for range 2 {
		s = name.pattern.ReplaceAllStringFunc(s, func(found string) string {
			parts := name.pattern.FindStringSubmatch(found)
			if parts[1] == "[" && parts[2] == "-" {
				return found // a mark of this Redactor: somebody may be called user
			}
			inside := found[len(parts[1]) : len(found)-len(parts[2])]
			return parts[1] + r.numbered(name.kind, inside) + parts[2]
		})
	}
	return s
}

// homes are the home folders of Linux, macOS and Windows with what is below them.
var homes = regexp.MustCompile(`(?i)(?:[a-z]:)?(?:[\\/]+(?:var[\\/]+)?(?:home|users)[\\/]+[^\\/\s"'<>|:;,]+|/root\b)(?:[\\/][^\s"'<>|:;,]*)?`)

// shortHome keeps the last part of a path below a home folder, which tells a program
// from its data.
func shortHome(path string) string {
	parts := strings.FieldsFunc(path, func(r rune) bool { return r == '/' || r == '\\' })
	depth := 2 // home/ana, Users\ana
	for _, first := range []string{"root"} {
		if len(parts) > 0 && strings.EqualFold(parts[0], first) {
			depth = 1
		}
	}
	if len(parts) > 0 && (strings.HasSuffix(parts[0], ":") || strings.EqualFold(parts[0], "var")) {
		depth++
	}
	switch below := len(parts) - depth; {
	case below <= 0:
		return homeMark
	case below == 1:
		return homeMark + "/" + parts[len(parts)-1]
	default:
		return homeMark + "/…/" + parts[len(parts)-1]
	}
}

// hardware are addresses of network cards.
var hardware = regexp.MustCompile(`(?i)\b[0-9a-f]{2}(?:[:-][0-9a-f]{2}){5}\b`)

// addressLike finds what could hold an address; netip decides.
var addressLike = regexp.MustCompile(`[0-9A-Fa-f:.]*[:.][0-9A-Fa-f:.]+(?:%[0-9A-Za-z_.-]+)?|[0-9A-Fa-f]+::`)

func (r *Redactor) withoutAddresses(s string) string {
	return addressLike.ReplaceAllStringFunc(s, func(found string) string {
		for from := range len(found) {
			for to := len(found); to > from+1; to-- {
				part := found[from:to]
				if address, err := netip.ParseAddr(part); err == nil {
					return found[:from] + r.address(address, part) + r.withoutAddresses(found[to:])
				}
			}
			// IPv6 is not looked for in the middle of long numbers again and again.
			if len(found) > 80 && from > 40 {
				break
			}
		}
		return found
	})
}

// address keeps what is the same on every computer.
func (r *Redactor) address(a netip.Addr, written string) string {
	a = a.WithZone("").Unmap()
	switch {
	case a.IsLoopback(), a.IsUnspecified(), a.IsMulticast(), a == netip.AddrFrom4([4]byte{255, 255, 255, 255}):
		return written
	case a.IsPrivate():
		return r.numbered("private-address", a.String())
	case a.IsLinkLocalUnicast():
		return r.numbered("link-local-address", a.String())
	default:
		return r.numbered("public-address", a.String())
	}
}
