package loopback

import "slices"

// schemePorts are the ports that addresses with these schemes mean when they
// name none.
var schemePorts = map[string]uint16{
	"http": 80, "https": 443, "ws": 80, "wss": 443,
	"mysql": 3306, "mariadb": 3306, "postgres": 5432, "postgresql": 5432,
	"redis": 6379, "rediss": 6379, "ldaps": 636, "smtps": 465, "imaps": 993, "imap": 143, "pop3": 110, "vnc": 5900, "mongodb": 27017, "amqp": 5672, "amqps": 5671,
	"memcached": 11211, "mqtt": 1883, "ftp": 21, "ssh": 22, "smtp": 25, "ldap": 389,
	"sqlserver": 1433, "mssql": 1433, "oracle": 1521, "nats": 4222,
}

// notWebPorts are the usual ports of programs that do not speak HTTP; most of
// them count a web request as an attack or a broken client, so none is sent
// unless the person asked for http.
var notWebPorts = []uint16{
	21, 22, 23, 25, 53, 110, 143, 389, 465, 587, 636, 993, 995, 1433, 1521, 1883,
	3306, 3389, 4222, 5432, 5671, 5672, 5900, 6379, 9042, 11211, 27017, 33060,
}

// speaksWeb tells whether the target should answer a web request.
func (t Target) speaksWeb() bool {
	switch t.Scheme {
	case "http", "https", "ws", "wss":
		return true
	case "":
		return !slices.Contains(notWebPorts, t.Port)
	}
	return false
}

// wantsTLS tells whether the person typed an address with encryption.
func (t Target) wantsTLS() bool { return t.Scheme == "https" || t.Scheme == "wss" }

// wrapsTLS tells whether the address is that of a program which is no web server
// and encrypts from the first byte.
func (t Target) wrapsTLS() bool {
	switch t.Scheme {
	case "rediss", "amqps", "ldaps", "smtps", "imaps":
		return true
	}
	return false
}

// isUDP tells whether the person typed udp://.
func (t Target) isUDP() bool { return t.Scheme == "udp" }
