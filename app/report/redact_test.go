package report_test

import (
	"encoding/json"
	"io/fs"
	"slices"
	"strings"
	"testing"

	"localhostdoctor/app/report"
	"localhostdoctor/assets"
)

func redactor() *report.Redactor {
	return report.NewRedactor([]string{"ana", `DESK\ana.maria`, "root", "NT AUTHORITY\\SYSTEM", "o'neil"}, []string{"desk", "shop.corp.example", "localhost"})
}

func TestWhatIsPrivateIsTakenOut(t *testing.T) {
	for _, c := range []struct{ name, before, after string }{
		{"user", "started by ana", "started by [user-1]"},
		{"user, another case", "started by ANA.", "started by [user-1]."},
		{"user twice side by side", "ana ana", "[user-1] [user-1]"},
		{"user inside a word", "banana analysis", "banana analysis"},
		{"user with a dot", "ana.maria", "[user-1]"},
		{"Windows user", `DESK\ana.maria`, `[host-1]\[user-1]`},
		{"the system itself", "root, SYSTEM", "root, SYSTEM"},
		{"home folder", "/home/ana/shop/secret-client/server.js", "[home]/…/server.js"},
		{"home folder alone", "cd /home/ana", "cd [home]"},
		{"somebody else's home", "/Users/Bob/x", "[home]/x"},
		{"Windows home", `C:\Users\Ana Maria\node.exe`, `[home] Maria\node.exe`},
		{"root's home", "/root/.ssh/id_rsa", "[home]/…/id_rsa"},
		{"a folder that begins like it", "/rootfs/homework", "/rootfs/homework"},
		{"var home", "/var/home/ana/a", "[home]/a"},
		{"host", "127.0.1.1 desk", "127.0.1.1 [host-1]"},
		{"host in a name", "shop.corp.example:3000", "[host-1]:3000"},
		{"host of a URL", "http://intranet/x", "http://[host-1]/x"},
		{"local URL", "http://localhost:3000/x http://127.0.0.1/", "http://localhost:3000/x http://127.0.0.1/"},
		{"mail and ssh", "ssh bob@build.example", "ssh [user-1]@[host-1]"},
		{"file names stay", "nsswitch.conf systemd-resolved.service index.html", "nsswitch.conf systemd-resolved.service index.html"},
		{"private address", "10.1.2.3", "[private-address-1]"},
		{"public address with port", "203.0.113.9:53", "[public-address-1]:53"},
		{"the same address", "10.1.2.3 10.1.2.4 10.1.2.3", "[private-address-1] [private-address-2] [private-address-1]"},
		{"network", "192.168.0.0/16", "[private-address-1]/16"},
		{"IPv6", "[2001:db8::7]:80", "[[public-address-1]]:80"},
		{"IPv6 at the end of a sentence", "to 2001:db8::7.", "to [public-address-1]."},
		{"IPv6 with zone", "fe80::1%eth0", "[link-local-address-1]"},
		{"IPv6 glued to letters", "addr2001:db8::7", "addr[public-address-1]"},
		{"mapped", "::ffff:10.1.2.3", "[private-address-1]"},
		{"unique local", "fd00::5", "[private-address-1]"},
		{"loopback stays", "127.0.0.1 127.0.0.53:53 ::1 [::1]:80 0.0.0.0 :: ff02::1 255.255.255.255", "127.0.0.1 127.0.0.53:53 ::1 [::1]:80 0.0.0.0 :: ff02::1 255.255.255.255"},
		{"times and numbers stay", "13:05:22 2026-11-21T10:11:12Z 1.5 ms line 3: x", "13:05:22 2026-11-21T10:11:12Z 1.5 ms line 3: x"},
		{"network card", "52:54:00:ab:cd:ef", "[hardware-address]"},
		{"nothing", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := redactor().Text(c.before); got != c.after {
				t.Errorf("%q became %q, want %q", c.before, got, c.after)
			}
		})
	}
}

// hostile are command lines that people really type; what is between « and » must not
// be seen by anybody.
var hostile = []string{
	"--password=«hunter2»", "--password «hunter2»", "-password «hunter2»", "--db-password='«hun ter2»'", `--PASSWORD="«hunter2»"`,
	"--api-key=«k1»", "--apikey «k1»", "--token «t0k»", "--auth-token=«t0k»", "--client_secret=«s3»", "-Dspring.datasource.password=«hunter2»",
	"/password:«hunter2»", "PGPASSWORD=«hunter2» psql", "sh -c 'DB_URL=«mysql://a:b@c/d» node x'", "env FOO_BAR=«anything» node",
	"postgres://«bob:hunter2»@127.0.0.1:5432/shop", "redis://:«hunter2»@127.0.0.1", "https://«ghp_abcdefghij0123456789»@localhost/x.git",
	"http://localhost/?token=«abc»&x=1", "http://localhost/?x=1&access_token=«abc»", "http://localhost/a;jsessionid=«abc»",
	`-H "Authorization: «Bearer abc.def»"`, "-H 'Cookie: «sid=1; b=2»'", "X-Api-Key: «abc»", "Proxy-Authorization: «Basic Zm9v»",
	"curl -u «bob:hunter2» localhost", "curl --user «bob:hunter2»", "curl --user=«bob:hunter2»", "-u«bob:hunter2»",
	"mysql -uroot -p«hunter2» shop", "redis-cli -a «hunter2» ping", "sshpass -p «hunter2» ssh x",
	"«eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl»", "«AKIAIOSFODNN7EXAMPLE»", "«xoxb-123456789-abc»", "«glpat-abcdefghijklm»", "«sk-abcdefghijkl»",
	"-----BEGIN RSA PRIVATE KEY-----«MIIEow»", `{"password": "«hunter2»", "a": 1}`, "password: «hunter2»", "Server=127.0.0.1;Pwd=«hunter2»;",
	"https://hooks.example/«services/T0/B0/xyz»", "--passphrase «open»",
	"--pin=«1234»", "--cookie «a=b»", "--credentials=«zzz»",
}

func TestSecretsOfCommandLinesAreTakenOut(t *testing.T) {
	for _, marked := range hostile {
		t.Run(marked, func(t *testing.T) {
			before, rest, _ := strings.Cut(marked, "«")
			secret, after, _ := strings.Cut(rest, "»")
			line := before + secret + after
			for name, got := range map[string]string{
				"as a text":      redactor().Text(line),
				"as one word":    strings.Join(redactor().Arguments([]string{"sh", "-c", line}), " "),
				"as a line":      strings.Join(redactor().Arguments(strings.Fields(line)), " "),
				"below a shell":  redactor().Text("sh -c \"x && " + line + "\""),
				"after a prefix": redactor().Text("node server.js " + line),
			} {
				for _, word := range append(strings.Fields(secret), secret) {
					if strings.Contains(got, word) {
						t.Errorf("%s: %q shows %q", name, got, word)
					}
				}
			}
		})
	}
}

// strangers are texts with the name of a computer that nobody has told the Redactor
// of, between « and ».
var strangers = []string{
	"--host «db1»", "--host=«db1»", "-Dspring.redis.host=«cache»", `{"hostname": "«db1»"}`, "server: «db1»", "--upstream=«web-3»",
	"ssh -L 3000:«db1»:5432 bastion", "ssh «bastion»", "-R 8080:«build7»:80", "--add-host «db1»:10.1.2.3",
	"lookup «intranet» on 10.0.0.1:53: no such host", "lookup «db1»: no such host", "getaddrinfo ENOTFOUND «db1»",
	"curl: (6) Could not resolve host: «intranet»", "Unknown host: «db1»", `net use Z: \\«files»\share`,
	"Host: «intranet»", "CN=«db1», O=Shop", "search «corp.acme.com»", "the suffix «acme.internal» is tried",
	"https is refused by «www.acme.de».", "except: *.«acme.org», localhost", "«intranet»:8080 does not answer", "proxy=«squid»:3128",
	"SRV _x._tcp «dc1.acme.lan»", "«printer.local» answers",
}

func TestNamesOfComputersInFreeTextAreTakenOut(t *testing.T) {
	for _, marked := range strangers {
		t.Run(marked, func(t *testing.T) {
			before, rest, _ := strings.Cut(marked, "«")
			name, after, _ := strings.Cut(rest, "»")
			if got := redactor().Text(before + name + after); strings.Contains(got, name) {
				t.Errorf("it shows %q", got)
			}
		})
	}
}

func TestWhatOnlyLooksLikeTheNameOfAComputerStays(t *testing.T) {
	for _, text := range []string{
		"/etc/nsswitch.conf line 3: hosts: files dns", "org.gnome.system.proxy", "systemd-resolved.service", "node server.js --port 3000",
		"It is tcp:3000, line:12", "python3 -m http.server", "localhost:3000 answers", "host.docker.internal:80",
		"The DNS server says nothing. The host is this computer.", "192 checks in 0.56 ms", "shop.localhost is found", "e2e.test.exe",
		"C:\\Windows\\System32\\drivers\\etc\\hosts", "net.ipv4.ip_local_port_range", "/usr/lib/x86_64-linux-gnu/libnss_files.so.2",
	} {
		if got := redactor().Text(text); got != text {
			t.Errorf("%q became %q", text, got)
		}
	}
}

// What this program says by itself has no names in it.
func TestTheSentencesOfThisProgramStay(t *testing.T) {
	files, err := fs.Glob(assets.Languages, "lang/*.en.json")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	r, count := report.NewRedactor(nil, nil), 0
	for _, file := range files {
		content, err := fs.ReadFile(assets.Languages, file)
		if err != nil {
			t.Fatal(err)
		}
		var sentences map[string]any
		if err := json.Unmarshal(content, &sentences); err != nil {
			t.Fatal(err)
		}
		for key, value := range sentences {
			sentence, plain := value.(string)
			if !plain || !strings.HasPrefix(key, "diagnose.") && !strings.HasPrefix(key, "ports.") && !strings.HasPrefix(key, "hosts.") && !strings.HasPrefix(key, "fix.") {
				continue // a report does not have the others
			}
			count++
			if got := r.Text(sentence); got != sentence && !strings.Contains(sentence, ".test") { // names for examples
				t.Errorf("%s: %q became %q", key, sentence, got)
			}
		}
	}
	if count < 300 {
		t.Errorf("only %d sentences were looked at", count)
	}
}

func TestArgumentsKeepWhatHelps(t *testing.T) {
	for _, c := range []struct{ before, after []string }{
		{[]string{"node", "server.js", "--port", "3000"}, []string{"node", "server.js", "--port", "3000"}},
		{[]string{"/usr/bin/python3", "-m", "http.server", "--bind", "127.0.0.1"}, []string{"/usr/bin/python3", "-m", "http.server", "--bind", "127.0.0.1"}},
		{[]string{"x", "--token", "abc", "--port", "1"}, []string{"x", "--token", "[secret]", "--port", "1"}},
		{[]string{"x", "--token", "--verbose"}, []string{"x", "--token", "--verbose"}},
		{[]string{"mysqld", "-p3306"}, []string{"mysqld", "-p[secret]"}},
		{[]string{"ssh", "-p", "22"}, []string{"ssh", "-p", "22"}},
		{[]string{"run", "9f86d081884c7d659a2feaa0c55ad015"}, []string{"run", "[secret]"}},
		{nil, nil},
	} {
		if got := redactor().Arguments(c.before); !slices.Equal(got, c.after) {
			t.Errorf("%q became %q, want %q", c.before, got, c.after)
		}
	}
}

func FuzzRedactedTextKeepsNoAddressAndNoName(f *testing.F) {
	for _, seed := range append(hostile, "10.1.2.3", "ana@desk", "fe80::1%x ana", "::::10.1.2.3::::") {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := redactor().Text(s + " ana 10.77.66.55 [2001:db8::42]:80 /home/zoe/x --password=hunter2")
		for _, private := range []string{" ana ", "10.77.66.55", "2001:db8::42", "zoe", "hunter2"} {
			if strings.Contains(got, private) && !strings.Contains(s, strings.TrimSpace(private)) {
				t.Errorf("%q shows %q", got, private)
			}
		}
	})
}

// What takes long with such texts is taken off before it begins.
func TestOfVeryLongTextsTheBeginningStays(t *testing.T) {
	const kept = 64 << 10 // marks are longer than what they stand for
	for name, unit := range map[string]string{
		"one word": "A", "names": "ana.", "names between blanks": "ana desk ", "addresses": "192.0.2.7 ", "IPv4 without a gap": "1.1.1.1.", "IPv6 without a gap": "::1",
		"digits": "a", "colons": ":", "flags": "--password x ", "keys": "-----BEGIN A-----", "addresses of pages": "http://", "settings": "KEY=", "folders": "/home/x/",
	} {
		t.Run(name, func(t *testing.T) {
			long := strings.Repeat(unit, 1<<20/len(unit))
			if got := redactor().Text(long); len(got) > kept || len(got) > len("-----BEGIN A-----[secret]") && !strings.HasSuffix(got, "…") {
				t.Errorf("%d bytes stay of a text", len(got))
			}
			for what, line := range map[string][]string{"one argument": {"run", long}, "many arguments": append([]string{"run"}, strings.SplitAfter(long[:1<<18], "")...)} {
				got := redactor().Arguments(line)
				if len(strings.Join(got, " ")) > kept || len(got) > kept || got[0] != "run" || got[len(got)-1] != "…" {
					t.Errorf("%d bytes in %d arguments stay of %s", len(strings.Join(got, " ")), len(got), what)
				}
			}
		})
	}
	for name, secret := range map[string]string{"in an address": "https://ana:hunter2@", "a value": "--password=hunter2"} {
		for before := mostRedacted - len(secret); before < mostRedacted+1; before++ {
			text := strings.Repeat("x ", before/2) + strings.Repeat("y ", before%2) + secret + "db.example.com/shop"
			if got := redactor().Text(text); strings.Contains(got, "hunter") {
				t.Errorf("%s: half a secret stays at the end of %q", name, got[len(got)-40:])
			}
		}
	}
}

// mostRedacted is the length at which texts are cut.
const mostRedacted = 16 << 10
