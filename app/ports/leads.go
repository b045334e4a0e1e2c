package ports

import (
	"slices"
	"strconv"
	"strings"

	"localhostdoctor/app/words"
	"localhostdoctor/platform"
)

// leading says of a program that only passes a port on where it leads to, as its
// command line tells.
func (h Holder) leading(protocol platform.Protocol, port uint16) Holder {
	if protocol != platform.TCP || len(h.CommandLine) < 2 {
		return h
	}
	name := strings.TrimSuffix(strings.ToLower(base(h.CommandLine[0])), ".exe")
	arguments := h.CommandLine[1:]
	var said words.Text
	switch {
	case name == "ssh" || name == "autossh":
		said = sshLeads(arguments, port)
	case name == "kubectl" || name == "oc":
		said = kubectlLeads(arguments, port)
	case name == "docker-proxy":
		said = proxyLeads(arguments, port)
		if !said.IsZero() && h.ManagedBy == nil {
			h.Instead = words.T("ports.instead.published", "Port", int(port))
		}
	}
	if !said.IsZero() {
		h.Reason = words.Sentences(said, h.Reason)
	}
	return h
}

// sshWithValue are the options of ssh(1) that take a value, in the same argument or
// in the next one.
const sshWithValue = "BbcDEeFIiJLlmOopPQRSWw"

// sshLeads reads "-L [address:]port:host:hostport" and "-D [address:]port".
func sshLeads(arguments []string, port uint16) words.Text {
	target, tunnel, server := "", false, ""
	for i := 0; i < len(arguments); i++ {
		argument := arguments[i]
		if !strings.HasPrefix(argument, "-") {
			server = argument
			break
		}
		at := strings.IndexAny(argument[1:], sshWithValue) + 1
		if at == 0 {
			continue
		}
		value := argument[at+1:]
		if value == "" {
			if i++; i == len(arguments) {
				break
			}
			value = arguments[i]
		}
		switch parts := splitAddress(value); argument[at] {
		case 'L':
			if n := len(parts); n >= 3 && isPort(parts[n-3], port) {
				target = parts[n-2] + ":" + parts[n-1]
			}
		case 'D':
			tunnel = tunnel || len(parts) > 0 && isPort(parts[len(parts)-1], port)
		}
	}
	switch {
	case server == "":
		return words.Text{}
	case target != "":
		return words.T("ports.leads.ssh", "Target", target, "Server", server)
	case tunnel:
		return words.T("ports.leads.ssh-proxy", "Server", server)
	default:
		return words.Text{}
	}
}

// splitAddress splits at colons, but not within the brackets of an IPv6 address.
func splitAddress(text string) []string {
	depth := 0
	return strings.FieldsFunc(text, func(r rune) bool {
		switch r {
		case '[':
			depth++
		case ']':
			depth--
		}
		return r == ':' && depth == 0
	})
}

func isPort(text string, port uint16) bool { return text == strconv.Itoa(int(port)) }

// kubectlLeads reads "port-forward [flags] TYPE/NAME [LOCAL:]REMOTE…".
func kubectlLeads(arguments []string, port uint16) words.Text {
	at := slices.Index(arguments, "port-forward")
	if at < 0 {
		return words.Text{}
	}
	resource, target := "", ""
	for _, argument := range arguments[at+1:] {
		local, remote, two := strings.Cut(argument, ":")
		if !two {
			remote = local
		}
		switch _, err := strconv.ParseUint(remote, 10, 16); {
		case strings.HasPrefix(argument, "-"):
		case strings.Contains(argument, "/") && resource == "":
			resource = argument
		case err == nil && isPort(local, port):
			target = remote
		}
	}
	if resource == "" || target == "" {
		return words.Text{}
	}
	return words.T("ports.leads.kubectl", "Resource", resource, "Port", target)
}

// proxyLeads reads "-host-port 8080 -container-ip 172.17.0.2 -container-port 80".
func proxyLeads(arguments []string, port uint16) words.Text {
	values := map[string]string{}
	for i := 0; i+1 < len(arguments); i++ {
		if name, is := strings.CutPrefix(arguments[i], "-"); is {
			values[strings.TrimPrefix(name, "-")] = arguments[i+1]
		}
	}
	address, inside := values["container-ip"], values["container-port"]
	if !isPort(values["host-port"], port) || address == "" || inside == "" {
		return words.Text{}
	}
	return words.T("ports.leads.container", "Address", address, "Port", inside)
}
