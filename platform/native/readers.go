package native

import "strings"

// hostsServices returns the services that the C library asks for host names, in
// order, from the text of nsswitch.conf (nsswitch.conf(5)); the reactions in
// brackets are left out. Without such a line glibc asks "dns", then "files"; nil.
func hostsServices(nsswitch string) []string {
	var services []string
	for line := range strings.Lines(nsswitch) {
		line, _, _ = strings.Cut(line, "#")
		rest, ok := strings.CutPrefix(strings.TrimSpace(line), "hosts:")
		if !ok {
			continue
		}
		services = nil // the last line counts
		for inBrackets := false; rest != ""; {
			var word string
			word, rest = firstWord(rest)
			inBrackets = inBrackets || strings.HasPrefix(word, "[")
			if !inBrackets && word != "" {
				services = append(services, word)
			}
			inBrackets = inBrackets && !strings.HasSuffix(word, "]")
		}
	}
	return services
}

// firstWord splits at blanks, and before a bracket, which needs no blank.
func firstWord(text string) (word, rest string) {
	text = strings.TrimLeft(text, " \t\r\n")
	end := strings.IndexAny(text, " \t\r\n[")
	if end == 0 { // a bracket: its word goes on to the next blank or its end
		end = strings.IndexAny(text, " \t\r\n]")
		if end >= 0 && text[end] == ']' {
			end++
		}
	}
	if end < 0 {
		return text, ""
	}
	return text[:end], text[end:]
}

// isMulti reads the option multi of host.conf(5): off unless it is on.
func isMulti(hostConf string) bool {
	multi := false
	for line := range strings.Lines(hostConf) {
		line, _, _ = strings.Cut(line, "#")
		words := strings.Fields(line)
		if len(words) == 2 && strings.EqualFold(words[0], "multi") {
			multi = strings.EqualFold(words[1], "on")
		}
	}
	return multi
}

// etcHostsOption reads ReadEtcHosts= of section [Resolve] in a file of
// resolved.conf(5); set is false when the file does not say.
func etcHostsOption(conf string) (reads, set bool) {
	section := ""
	for line := range strings.Lines(conf) {
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "[") {
			section = line
			continue
		}
		key, value, ok := strings.Cut(line, "=")
		if !ok || section != "[Resolve]" || strings.TrimSpace(key) != "ReadEtcHosts" {
			continue
		}
		switch strings.ToLower(strings.TrimSpace(value)) {
		case "0", "no", "n", "false", "f", "off":
			reads, set = false, true
		case "1", "yes", "y", "true", "t", "on":
			reads, set = true, true
		}
	}
	return reads, set
}
