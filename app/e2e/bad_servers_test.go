//go:build e2e && linux

package e2e

import (
	"bufio"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"io"
	"log"
	"math/big"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// server serves each connection to an address of its own until the test ends.
func server(t *testing.T, serve func(conn net.Conn)) string {
	t.Helper()
	listener, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { listener.Close() })
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return // the test is over
			}
			go func() {
				defer conn.Close()
				serve(conn)
			}()
		}
	}()
	return listener.Addr().String()
}

// trickle sends begin, then again and again a little more, and never comes to an end.
func trickle(begin, again string) func(net.Conn) {
	return func(conn net.Conn) {
		if _, err := io.WriteString(conn, begin); err != nil {
			return
		}
		for {
			pause(20 * time.Millisecond)
			if _, err := io.WriteString(conn, again); err != nil {
				return // it has hung up
			}
		}
	}
}

func silent(conn net.Conn) { _, _ = io.Copy(io.Discard, conn) }

// halfOpen has said all that it will say, and listens on.
func halfOpen(conn net.Conn) {
	if tcp, ok := conn.(*net.TCPConn); ok {
		_ = tcp.CloseWrite() // then the other side has gone
	}
	silent(conn)
}

// crowded is an address whose queue is full: who comes now is not answered at all.
func crowded(t *testing.T) string {
	t.Helper()
	socket, err := syscall.Socket(syscall.AF_INET, syscall.SOCK_STREAM|syscall.SOCK_CLOEXEC, 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = syscall.Close(socket) })
	if err := syscall.Bind(socket, &syscall.SockaddrInet4{Addr: [4]byte{127, 0, 0, 1}}); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Listen(socket, 0); err != nil {
		t.Fatal(err)
	}
	name, err := syscall.Getsockname(socket)
	if err != nil {
		t.Fatal(err)
	}
	four, ok := name.(*syscall.SockaddrInet4)
	if !ok {
		t.Fatalf("the socket has the name %v", name)
	}
	at := (&net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: four.Port}).String()
	for {
		conn, err := net.DialTimeout("tcp4", at, 300*time.Millisecond)
		if err != nil {
			return at
		}
		t.Cleanup(func() { conn.Close() })
	}
}

// A computer that does other things makes a program slower, never quicker: one of a
// few runs must be as it should.
func TestNoServerHoldsATestLongerThanItMay(t *testing.T) {
	const timeout, most = "1s", 1500 * time.Millisecond
	packets, err := net.ListenPacket("udp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer packets.Close()
	record := "\x16\x03\x03\x40\x00\x02\x00\x3f\xfc\x03\x03" // the beginning of a long ServerHello
	for name, c := range map[string]struct {
		address string
		code    string
	}{
		"silent":                     {"http://" + server(t, silent), "S06"},
		"half-open":                  {"http://" + server(t, halfOpen), "S10"},
		"a header without end":       {"http://" + server(t, trickle("HTTP/1.1 200 OK\r\n", "X: y\r\n")), "S06"},
		"a status without end":       {"http://" + server(t, trickle("HTTP/1.1 200 ", "OK")), "S06"},
		"a page without end":         {"http://" + server(t, trickle("HTTP/1.1 200 OK\r\n\r\n", "Hello ")), "OK"},
		"silent, with encryption":    {"https://" + server(t, silent), "S06"},
		"half-open, with encryption": {"https://" + server(t, halfOpen), "S10"},
		"a handshake without end":    {"https://" + server(t, trickle(record, "\x00")), "S06"},
		"a database without end":     {"mysql://" + server(t, trickle("\x40\x00\x00\x00\x0a8", ".1")), "S10"},
		"a silent database":          {"mysql://" + server(t, silent), "S06"},
		"a full queue":               {"http://" + crowded(t), "F01"},
		"no scheme and silent":       {server(t, silent), "S06"},
		"silent over UDP":            {"udp://" + packets.LocalAddr().String(), "S06"},
	} {
		t.Run(name, func(t *testing.T) {
			var said testAnswer
			var took time.Duration
			for range 3 {
				got := thisComputer(t).run(t, build(t, terminal), "test", c.address, "--timeout", timeout, "--json")
				got.into(t, &said)
				if took = got.took; said.Verdict.Code == c.code && took <= most {
					return
				}
			}
			t.Errorf("it took %v, may take %v; verdict %+v, want %s", took, most, said.Verdict, c.code)
		})
	}
}

func TestASilentNameServerHoldsATestNoLongerThanItMay(t *testing.T) {
	files := wellFiles()
	files["/etc/hosts"] = ownName(t) + bothLines
	files["/etc/nsswitch.conf"] = "hosts: files dns\n"
	files["/etc/resolv.conf"] = "nameserver 127.0.0.1\nnameserver 127.0.0.2\noptions timeout:30 attempts:5\n"
	sick := admit(t, illness{files: files, with: silentDNS})
	for _, address := range []string{"shop.test:3000", "http://shop.test/", "shop.test", "app.localhost:3000", "localhost:3000"} {
		quickest := time.Hour
		for range 3 {
			got := sick.run(t, build(t, terminal), "test", address, "--timeout", "1s")
			if quickest = min(quickest, got.took); quickest <= 1500*time.Millisecond {
				break
			}
		}
		if quickest > 1500*time.Millisecond {
			t.Errorf("%s took %v", address, quickest)
		}
	}
}

// authority makes certificates for localhost, signed by one of its own, whose own
// certificate it leaves in a file.
func authority(t *testing.T) (signed tls.Certificate, file string) {
	t.Helper()
	day := 24 * time.Hour
	own := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "Shop Authority"}, IsCA: true, BasicConstraintsValid: true,
		KeyUsage: x509.KeyUsageCertSign, NotBefore: time.Now().Add(-day), NotAfter: time.Now().Add(day),
	}
	of := &x509.Certificate{
		SerialNumber: big.NewInt(2), Subject: pkix.Name{CommonName: "shop"}, DNSNames: []string{"localhost"},
		NotBefore: time.Now().Add(-day), NotAfter: time.Now().Add(day),
	}
	ownKey, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	ownBytes, err := x509.CreateCertificate(rand.Reader, own, own, &ownKey.PublicKey, ownKey)
	if err != nil {
		t.Fatal(err)
	}
	bytes, err := x509.CreateCertificate(rand.Reader, of, own, &key.PublicKey, ownKey)
	if err != nil {
		t.Fatal(err)
	}
	file = filepath.Join(t.TempDir(), "authority.pem")
	if err := os.WriteFile(file, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: ownBytes}), 0o600); err != nil {
		t.Fatal(err)
	}
	return tls.Certificate{Certificate: [][]byte{bytes}, PrivateKey: key}, file
}

func TestTestSaysWhoIssuedACertificateAndWhetherBrowsersComplain(t *testing.T) {
	certificate, file := authority(t)
	listener, err := tls.Listen("tcp4", "127.0.0.1:0", &tls.Config{Certificates: []tls.Certificate{certificate}})
	if err != nil {
		t.Fatal(err)
	}
	web := &http.Server{ErrorLog: log.New(io.Discard, "", 0), Handler: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Strict-Transport-Security", "max-age=31536000")
	})}
	go func() { _ = web.Serve(listener) }() // until it is closed
	t.Cleanup(func() { web.Close() })
	_, port, err := net.SplitHostPort(listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	here, program := thisComputer(t), build(t, terminal)
	for _, c := range []struct{ name, host, trusted, code, says string }{
		{"unknown here", "localhost", "", "B02", "Shop Authority"},
		{"trusted here", "localhost", file, "", "Shop Authority"},
		{"for another name", "127.0.0.1", file, "B02", "127.0.0.1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			cmd := here.command(t, program, "test", "https://"+c.host+":"+port, "--json")
			if c.trusted != "" {
				cmd.Env = append(cmd.Env, "SSL_CERT_FILE="+c.trusted)
			}
			got := finish(t, cmd)
			var said testAnswer
			got.into(t, &said)
			if (said.Verdict.Code == "B02") != (c.code == "B02") || !strings.Contains(got.stdout, c.says) {
				t.Errorf("it says\n%s", got.stdout)
			}
			if hsts := strings.Contains(got.stdout, `"B01"`); hsts != (c.host == "localhost") {
				t.Errorf("that browsers remember https: %t\n%s", hsts, got.stdout)
			}
		})
	}
}

func TestUDPAndAnEchoAreAsked(t *testing.T) {
	packets, err := net.ListenPacket("udp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { packets.Close() })
	go func() {
		buffer := make([]byte, 1500)
		for {
			n, from, err := packets.ReadFrom(buffer)
			if err != nil {
				return // the test is over
			}
			_, _ = packets.WriteTo(buffer[:n], from) // who asked may have gone
		}
	}()
	here, program := thisComputer(t), build(t, terminal)
	var said testAnswer
	here.run(t, program, "test", "udp://"+packets.LocalAddr().String(), "--json").wantExit(t, 0).into(t, &said)
	if status(said, "udp") != "ok" {
		t.Errorf("an echo over UDP: %+v", said)
	}
	packets.Close()
	here.run(t, program, "test", "udp://"+packets.LocalAddr().String(), "--json").wantExit(t, 1).into(t, &said)
	if status(said, "udp") != "refused" {
		t.Errorf("nobody: %+v", said)
	}
	// Whether an echo may be asked for depends on the computer: then it is not failed.
	allowed := withNamespaces(t, nil, "ip link set lo up; echo 0 2147483647 >/proc/sys/net/ipv4/ping_group_range", "-m", "-n")
	allowed.run(t, program, "test", "127.0.0.1", "--json").wantExit(t, 0).into(t, &said)
	if status(said, "ping") != "ok" {
		t.Errorf("an echo that may be asked for: %+v", said)
	}
	forbidden := withNamespaces(t, nil, "ip link set lo up; echo 1 0 >/proc/sys/net/ipv4/ping_group_range", "-m", "-n")
	forbidden.run(t, program, "test", "127.0.0.1", "--json").wantExit(t, 0).into(t, &said)
	if got := status(said, "ping"); got != "skipped" && got != "ok" {
		t.Errorf("an echo that may not be asked for is %s", got)
	}
}

func status(said testAnswer, stage string) string {
	for _, step := range said.Steps {
		if step.Stage == stage {
			return step.Status
		}
	}
	return ""
}

// A server that resets is one that was there: it is not called free.
func TestAServerThatResetsIsToldFromNone(t *testing.T) {
	resets := server(t, func(conn net.Conn) {
		if tcp, ok := conn.(*net.TCPConn); ok {
			_ = tcp.SetLinger(0) // then closing resets
		}
		_, _ = bufio.NewReader(conn).ReadByte()
	})
	var said testAnswer
	thisComputer(t).run(t, build(t, terminal), "test", "http://"+resets, "--json").wantExit(t, 1).into(t, &said)
	if said.Verdict.Code != "S10" || status(said, "http") != "reset" {
		t.Errorf("it says %+v", said)
	}
}
