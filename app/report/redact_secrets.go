package report

import (
	"regexp"
	"strings"
	"sync"
)

// secretWord is a part of a name whose value is a secret.
const secretWord = `(?:pass(?:word|wd|phrase|code)?|pwd|secret|token|api[-_.]?key|apikey|access[-_.]?key|private[-_.]?key|` +
	`client[-_.]?key|key|auth(?:orization|key)?|credential[s]?|cookie|session(?:id)?|bearer|signature|sig|sas|dsn|` +
	`connection[-_.]?string|pin|otp|jwt|license)`

// A value ends at a blank, or at the quote that it began with.
const secretValue = `(?:"[^"]*"|'[^']*'|[^\s"'&;,]+)`

// secretPatterns replace the last group of each match. They are made when first needed.
var secretPatterns = sync.OnceValue(func() []*regexp.Regexp {
	return []*regexp.Regexp{
		// Keys in the form of PEM (RFC 7468), also cut in the middle.
		regexp.MustCompile(`(?s)(-----BEGIN [A-Z ]*-----)(.*?(?:-----END [A-Z ]*-----|$))`),
		// Headers: the rest of the line or of the quoted argument.
		regexp.MustCompile(`(?i)\b((?:proxy-)?authorization|set-cookie|cookie|x-[a-z-]*(?:key|token|auth)[a-z-]*)(\s*:\s*[^"'\r\n]+)`),
		// user:password@ of a URL (RFC 3986 section 3.2.1), and a user alone.
		regexp.MustCompile(`(?i)\b([a-z][a-z0-9+.-]*://)([^\s/@"']+@)`),
		// A webhook's secret is its path.
		regexp.MustCompile(`(?i)(https?://[^\s/"']*(?:hooks|webhook)[^\s/"']*/)([^\s"']+)`),
		// ?token=…, &sig=…
		regexp.MustCompile(`(?i)([?&;][\w.-]*` + secretWord + `[\w.-]*=)([^&\s"']*)`),
		// --password=…, --db-password …, -Dapp.secret=…, /password:…
		regexp.MustCompile(`(?i)((?:^|[\s"'])(?:--?|/)[\w.-]*` + secretWord + `[\w.-]*(?:=|:|\s+))(` + secretValue + `)`),
		// "password": "…", password: …, password=…
		regexp.MustCompile(`(?i)(["']?[\w.-]*` + secretWord + `["']?\s*[:=]\s*)(` + secretValue + `)`),
		// curl -u name:password, --user, --proxy-user
		regexp.MustCompile(`((?:^|[\s"'])(?:-u|-U|--user|--proxy-user)(?:=|\s+))(` + secretValue + `)`),
		regexp.MustCompile(`((?:^|[\s"'])-u)([^\s"'-][^\s"']*:[^\s"']+)`),
		// mysql -psecret
		regexp.MustCompile(`((?:mysql|mariadb|sshpass|redis-cli|mongo)\S*\s(?:.*?\s)?-[pa]\s?)([^\s"'-][^\s"']*)`),
		// Whatever stands in an environment variable: NAME=…
		regexp.MustCompile(`((?:^|[\s"';])[A-Z_][A-Z0-9_]{2,}=)(` + secretValue + `)`),
		// Tokens that tell themselves: JSON web tokens, GitHub, GitLab, Slack, AWS, Stripe and others.
		regexp.MustCompile(`()(\beyJ[\w-]{5,}\.[\w-]+(?:\.[\w-]*)?)`),
		regexp.MustCompile(`()(\b(?:gh[pousr]_|github_pat_|glpat-|xox[abprs]-|AKIA|ASIA|sk-|sk_|pk_|rk_|whsec_|npm_|pypi-|hf_|dop_v1_|AIza)[\w-]{6,})`),
	}
})

// withoutSecrets takes out what looks like a secret.
func withoutSecrets(s string) string {
	for _, pattern := range secretPatterns() {
		s = pattern.ReplaceAllString(s, "${1}"+secretMark)
	}
	return s
}

// urlHost is the host of a URL, a name with a port, or of a mail address or an ssh
// target.
var urlHost = regexp.MustCompile(`(?i)(://|\b[\w.+-]+@)((?:[a-z0-9_-]+\.)*[a-z0-9_-]+)|()\b((?:[a-z0-9_-]+\.)+[a-z]{2,}):\d{1,5}\b`)

// withoutURLHosts takes out the names of other computers where it is certain that one
// stands there: a file name looks the same.
func (r *Redactor) withoutURLHosts(s string) string {
	return urlHost.ReplaceAllStringFunc(s, func(found string) string {
		parts := urlHost.FindStringSubmatch(found)
		before, host := parts[1], parts[2]
		if host == "" {
			host = parts[4]
		}
		if isPublicHost(host) {
			return found
		}
		after := found[len(before)+len(host):]
		if user, isUser := strings.CutSuffix(before, "@"); isUser {
			before = r.numbered(privateUser, user) + "@"
		}
		return before + r.numbered(privateHost, host) + after
	})
}

// isPublicHost leaves names that every computer has, and addresses, which are judged
// by themselves.
func isPublicHost(host string) bool {
	host = strings.ToLower(host)
	for _, name := range public {
		if host == name {
			return true
		}
	}
	return strings.HasSuffix(host, ".localhost") || strings.Trim(host, "0123456789.") == ""
}
