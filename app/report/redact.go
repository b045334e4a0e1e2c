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
	words   map[string]string // names that are one word, in small letters → their kind
	phrases []privatePhrase
	numbers map[string]string // what was taken out → what stands there now
	counts  map[string]int
	longest int // bytes of the longest of words
}

// privatePhrase is a name of several words, or with a sign that no word has.
type privatePhrase struct {
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
// of one letter, and those that stand for the system itself on every computer, are no
// secret.
func NewRedactor(users, hosts []string) *Redactor {
	r := &Redactor{words: map[string]string{}, numbers: map[string]string{}, counts: map[string]int{}}
	r.know(privateHost, hosts)
	r.know(privateUser, users)
	return r
}

// public are names that are the same on every computer.
var public = []string{
	"root", "nobody", "daemon", "system", "local service", "network service", "localhost", "localhost.localdomain",
	"localhost4", "localhost6", "localhost4.localdomain4", "localhost6.localdomain6", "ip6-localhost", "ip6-loopback",
	"ip6-localnet", "ip6-mcastprefix", "ip6-allnodes", "ip6-allrouters", "ip6-allhosts", "broadcasthost",
	"host.docker.internal", "gateway.docker.internal", "kubernetes.docker.internal",
}

// nameWord is what a name of one word consists of; nameBreak is where such a word can
// be taken apart.
var (
	nameWord  = regexp.MustCompile(`[\pL\pN_](?:[\pL\pN_.'-]*[\pL\pN_])?`)
	nameBreak = regexp.MustCompile(`[.'-]+`)
)

// longestName is how many bytes a name of a computer can have (RFC 1035 section 3.1);
// names of users have fewer.
const longestName = 255

// know prepares names. A block list has a hundred thousand, so they are looked up and
// not searched for.
func (r *Redactor) know(kind string, names []string) {
	for _, name := range names {
		// Windows puts the computer's name in front of the user's.
		for part := range strings.SplitSeq(name, `\`) {
			low := strings.ToLower(part)
			if _, known := r.words[low]; known || len(part) < 2 || len(part) > longestName || slices.Contains(public, low) || low == "nt authority" {
				continue
			}
			r.words[low] = kind
			r.longest = max(r.longest, len(low))
			if nameWord.FindString(low) != low {
				pattern := regexp.MustCompile(`(?i)(^|[^\pL\pN_])` + regexp.QuoteMeta(low) + `($|[^\pL\pN_])`)
				r.phrases = append(r.phrases, privatePhrase{pattern, kind})
			}
		}
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

// mostRedacted is how many bytes of one text stay. Each takes 5 µs, and a program may
// be started with megabytes, which tell nobody anything.
const mostRedacted = 16 << 10

// shortened cuts what is too long. It cuts at a blank, for half a word may not look
// like the secret that it is the half of.
func shortened(s string) string {
	if len(s) <= mostRedacted {
		return s
	}
	return s[:max(0, strings.LastIndexAny(s[:mostRedacted], " \t\r\n")+1)] + ellipsis
}

const ellipsis = "…"

// Text returns s without what is private, and not all of it when it is very long.
func (r *Redactor) Text(s string) string {
	s = withoutSecrets(shortened(s))
	s = r.withoutURLHosts(s)
	s = r.withoutNames(s)
	s = homes.ReplaceAllStringFunc(s, shortHome)
	s = hardware.ReplaceAllString(s, "[hardware-address]")
	s = r.withoutAddresses(s)
	for _, name := range r.phrases {
		s = r.withoutPhrase(s, name)
	}
	return r.withoutWords(s)
}

// withoutPhrase replaces twice, because neighbours share the sign between them.
func (r *Redactor) withoutPhrase(s string, name privatePhrase) string {
	for range 2 {
		s = name.pattern.ReplaceAllStringFunc(s, func(found string) string {
			parts := name.pattern.FindStringSubmatch(found)
			inside := found[len(parts[1]) : len(found)-len(parts[2])]
			return parts[1] + r.numbered(name.kind, inside) + parts[2]
		})
	}
	return s
}

// withoutWords replaces each word that is a name, or has one between its dots.
func (r *Redactor) withoutWords(s string) string {
	var b strings.Builder
	at := 0
	for _, found := range nameWord.FindAllStringIndex(s, -1) {
		b.WriteString(s[at:found[0]])
		at = found[1]
		word := s[found[0]:found[1]]
		if found[0] > 0 && s[found[0]-1] == '[' && at < len(s) && s[at] == ']' {
			b.WriteString(word) // a mark of this Redactor: somebody may be called user
			continue
		}
		b.WriteString(r.withoutName(word))
	}
	b.WriteString(s[at:])
	return b.String()
}

// withoutName replaces a word that is a name, or the names between its dots, the
// longest one where several begin.
func (r *Redactor) withoutName(word string) string {
	starts, ends := []int{0}, []int{}
	for _, gap := range nameBreak.FindAllStringIndex(word, -1) {
		starts, ends = append(starts, gap[1]), append(ends, gap[0])
	}
	ends = append(ends, len(word))
	var b strings.Builder
	at := 0
	for first := 0; first < len(starts); first++ {
		for last := min(first+maxNameParts, len(starts)) - 1; last >= first; last-- {
			part := word[starts[first]:ends[last]]
			if len(part) > r.longest {
				continue
			}
			if kind, known := r.words[strings.ToLower(part)]; known {
				b.WriteString(word[at:starts[first]] + r.numbered(kind, part))
				at, first = ends[last], last
				break
			}
		}
	}
	b.WriteString(word[at:])
	return b.String()
}

// maxNameParts is how many parts of a word are looked at together: names have at most
// 127 (RFC 1035 section 3.1), and those of a hosts file a handful.
const maxNameParts = 20

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

// longestAddress is how long the text of an address is, with the name of a network
// interface: 45 bytes (INET6_ADDRSTRLEN of POSIX) and 16 (IFNAMSIZ of Linux).
const longestAddress = 45 + 16

func (r *Redactor) withoutAddresses(s string) string {
	return addressLike.ReplaceAllStringFunc(s, func(found string) string {
		var b strings.Builder
		at := 0
		for from := 0; from < len(found); from++ {
			for to := min(from+longestAddress, len(found)); to > from+1; to-- {
				part := found[from:to]
				if address, err := netip.ParseAddr(part); err == nil {
					b.WriteString(found[at:from] + r.address(address, part))
					at, from = to, to-1
					break
				}
			}
		}
		b.WriteString(found[at:])
		return b.String()
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
