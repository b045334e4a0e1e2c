package explain

import "localhostdoctor/app/words"

// portFacts tell the class of a port, RFC 6335 section 6. What it is usually for
// and who holds it is known to who has looked.
func portFacts(port uint16) []words.Text {
	switch {
	case port < 1024:
		return []words.Text{words.T("explain.port.system", "Port", int(port))}
	case port < 49152:
		return []words.Text{words.T("explain.port.registered", "Port", int(port))}
	default:
		return []words.Text{words.T("explain.port.dynamic", "Port", int(port))}
	}
}

// port says what a port number is.
func (k Knowledge) port(m Meaning, t Target) Meaning {
	m.Kind = Port
	m.Summary = words.T("explain.port", "Port", int(t.Port))
	m.Facts = append(portFacts(t.Port), words.T("explain.port.address", "Target", t.String()))
	return m
}

// noPort is what a number that cannot be a port means.
func (k Knowledge) noPort(m Meaning, digits string) Meaning {
	m.Kind, m.Class = Port, "port-impossible"
	m.Summary = words.T("explain.port.none", "Port", digits)
	m.Next = words.Named("explain.next.", m.Class)
	m.Codes = k.classes[m.Class]
	return m
}
