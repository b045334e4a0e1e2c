package loopback

import (
	"bytes"
	"encoding/binary"
	"slices"
	"strings"
)

// protocol is how the programs of one kind begin to talk.
type protocol struct {
	name    string // as its makers write it
	schemes []string
	ports   []uint16
	ask     []byte // what a client says first; none: the server speaks first
	// is recognises the first bytes of a server. more is what it says of itself, its
	// version.
	is func(said []byte) (more string, ok bool)
}

// protocols are known by the documents of their makers: the MySQL and PostgreSQL
// manuals (client/server protocol), redis.io/docs/reference/protocol-spec, the
// MongoDB wire protocol, RFC 4253 section 4.2, RFC 5321 section 4.2, RFC 959
// section 5.4, RFC 1939 section 4, RFC 3501 section 7.1, AMQP 0-9-1 section
// 4.2.2, RFC 6143 section 7.1.1, docs.nats.io, memcached's protocol.txt.
var protocols = []protocol{
	{name: "MySQL", schemes: []string{"mysql", "mariadb"}, ports: []uint16{3306}, is: isMySQL},
	{
		name: "PostgreSQL", schemes: []string{"postgres", "postgresql"}, ports: []uint16{5432},
		ask: []byte{0, 0, 0, 8, 4, 210, 22, 47}, // SSLRequest, which logs nothing
		is:  func(said []byte) (string, bool) { return "", len(said) == 1 && (said[0] == 'S' || said[0] == 'N') },
	},
	{name: "Redis", schemes: []string{"redis"}, ports: []uint16{6379}, ask: []byte("PING\r\n"), is: isRedis},
	{name: "MongoDB", schemes: []string{"mongodb"}, ports: []uint16{27017}, ask: mongoHello(), is: isMongo},
	{name: "SSH", schemes: []string{"ssh"}, ports: []uint16{22}, is: begins("SSH-")},
	{name: "SMTP", schemes: []string{"smtp"}, ports: []uint16{25, 587}, is: isMail},
	{name: "FTP", schemes: []string{"ftp"}, ports: []uint16{21}, is: begins("220")},
	{name: "POP3", schemes: []string{"pop3"}, ports: []uint16{110}, is: begins("+OK")},
	{name: "IMAP", schemes: []string{"imap"}, ports: []uint16{143}, is: begins("* OK")},
	{name: "memcached", schemes: []string{"memcached"}, ports: []uint16{11211}, ask: []byte("version\r\n"), is: begins("VERSION")},
	{
		name: "AMQP", schemes: []string{"amqp"}, ports: []uint16{5672}, ask: []byte("AMQP\x00\x00\x09\x01"),
		is: func(said []byte) (string, bool) {
			return "", bytes.HasPrefix(said, []byte("AMQP")) || bytes.HasPrefix(said, []byte{1, 0, 0})
		},
	},
	{name: "NATS", schemes: []string{"nats"}, ports: []uint16{4222}, is: begins("INFO {")},
	{name: "VNC", schemes: []string{"vnc"}, ports: []uint16{5900}, is: begins("RFB ")},
}

// protocol returns what the address promises by its scheme, or by its port when
// it has none.
func (t *test) protocol() (protocol, bool) {
	for _, p := range protocols {
		if slices.Contains(p.schemes, t.target.Scheme) || t.target.Scheme == "" && slices.Contains(p.ports, t.target.Port) {
			return p, true
		}
	}
	return protocol{}, false
}

// recognise names what speaks: the expected protocol, or any whose server speaks
// first and in a way of its own.
func recognise(expected protocol, said []byte) (name string, ok bool) {
	if len(said) == 0 {
		return "", false
	}
	if expected.is != nil {
		more, ok := expected.is(said)
		if ok {
			return strings.TrimSpace(expected.name + " " + more), true
		}
	}
	for _, p := range protocols {
		// FTP and mail servers both begin with 220, so a bare 220 names neither.
		if len(p.ask) > 0 || p.name == "FTP" {
			continue
		}
		if more, ok := p.is(said); ok {
			return strings.TrimSpace(p.name + " " + more), true
		}
	}
	return "", false
}

// begins recognises text that starts with mark; more is its first line.
func begins(mark string) func([]byte) (string, bool) {
	return func(said []byte) (string, bool) { return "", bytes.HasPrefix(said, []byte(mark)) }
}

func isMail(said []byte) (string, bool) {
	line, _, _ := strings.Cut(string(said), "\n")
	return "", strings.HasPrefix(line, "220") && strings.Contains(strings.ToUpper(line), "SMTP")
}

// isMySQL reads a handshake packet of version 10: three bytes of length, the
// number 0, the version 10, then the server's version. A server that refuses this
// computer sends an error packet (255) instead.
func isMySQL(said []byte) (string, bool) {
	if len(said) < 7 || said[3] != 0 {
		return "", false
	}
	length := int(said[0]) | int(said[1])<<8 | int(said[2])<<16
	switch {
	case length < 3 || length > maxGreeting:
		return "", false
	case said[4] == 0xff:
		return "", true
	case said[4] != 10:
		return "", false
	}
	version, _, ended := bytes.Cut(said[5:], []byte{0})
	if !ended || !IsText(version) {
		return "", false
	}
	return string(version), true
}

func isRedis(said []byte) (string, bool) {
	for _, start := range []string{"+PONG", "-NOAUTH", "-DENIED", "-NOPERM", "-LOADING", "-MASTERDOWN"} {
		if bytes.HasPrefix(said, []byte(start)) {
			return "", true
		}
	}
	return "", false
}

// The operations of the MongoDB wire protocol.
const (
	mongoReply   = 1
	mongoMessage = 2013
)

// mongoHello is the message {hello: 1, $db: "admin"}, which needs no sign-in.
func mongoHello() []byte {
	document := []byte("\x10hello\x00\x01\x00\x00\x00\x02$db\x00\x06\x00\x00\x00admin\x00\x00")
	message := make([]byte, 16+4+1+4, 64)
	binary.LittleEndian.PutUint32(message[4:], 1)
	binary.LittleEndian.PutUint32(message[12:], mongoMessage)
	binary.LittleEndian.PutUint32(message[21:], uint32(len(document)+4))
	message = append(message, document...)
	binary.LittleEndian.PutUint32(message, uint32(len(message)))
	return message
}

func isMongo(said []byte) (string, bool) {
	if len(said) < 16 {
		return "", false
	}
	operation := binary.LittleEndian.Uint32(said[12:])
	answers := binary.LittleEndian.Uint32(said[8:])
	return "", answers == 1 && (operation == mongoMessage || operation == mongoReply)
}
