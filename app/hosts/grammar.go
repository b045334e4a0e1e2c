package hosts

// grammar is how one system reads a hosts file. A new system is a new row in
// grammars; nothing else in this package asks which system it is.
type grammar struct {
	separators [256]bool
	// hashInName: # begins a comment only where a word could begin.
	hashInName bool
	// blanksFirst: a line may begin with blanks.
	blanksFirst bool
	// anyCase: API.test and api.test are the same name.
	anyCase bool
	// dotIgnored: "api.test." and "api.test" are the same name.
	dotIgnored bool
	// everyLine: all lines of a name count, not only the first of its family.
	everyLine bool
	// shortForms: 127.1, 0x7f.1 and 010.0.0.1 are addresses, as inet_aton(3) reads them.
	shortForms bool
	// zones: fe80::1%lo0 is an address.
	zones bool
	// mark: a byte order mark does no harm.
	mark bool
	// asciiOnly: other bytes on a line can make the system ignore it.
	asciiOnly bool
	// wantsNewline: without a final newline the last name is not read.
	wantsNewline bool
	// blankSpoils: behind leading blanks, a line that ends without newline has its
	// last letters twice (__nss_readline moves a line without the NUL that ends it).
	blankSpoils bool
	// aliasEnds: an alias that was there before, or begins as the address does, ends the line.
	aliasEnds bool
	// loopback6As4: a ::1 line also answers a question for IPv4, with 127.0.0.1.
	loopback6As4 bool
	// builtIn: localhost needs no line.
	builtIn bool
	longest int // bytes of a line that are read in one go; 0 for all
	most    int // names of a line that are read; 0 for all
	answers int // addresses of a name that are read; 0 for all
	newline string
}

// grammars has the reading rules as observed: glibc 2.36 and musl 1.2.3 by
// running them, macOS in the source of mDNSResponder 2600, Windows from
// Microsoft's articles 972034 and 2717022. What Windows does with addresses in
// short form, zones and several lines of one name is not documented; there the
// rule is the one that promises least.
var grammars = map[System]*grammar{
	Linux: {
		separators: separators(" \t\v\f\r"), blanksFirst: true, anyCase: true,
		loopback6As4: true, blankSpoils: true, newline: "\n",
	},
	Musl: {
		separators: separators(" \t\v\f\r"), everyLine: true, shortForms: true, zones: true,
		wantsNewline: true, longest: 511, answers: 48, newline: "\n",
	},
	Darwin: {
		separators: separators(" \t,"), hashInName: true, blanksFirst: true, anyCase: true,
		dotIgnored: true, everyLine: true, shortForms: true, zones: true, aliasEnds: true,
		longest: 1023, newline: "\n",
	},
	Windows: {
		separators: separators(" \t\r"), blanksFirst: true, anyCase: true, dotIgnored: true,
		everyLine: true, mark: true, asciiOnly: true, builtIn: true, most: 9, newline: "\r\n",
	},
}

func separators(set string) [256]bool {
	var table [256]bool
	for i := range len(set) {
		table[set[i]] = true
	}
	return table
}

// grammar returns the row for r. glibc's is changed by host.conf.
func (r Rules) grammar() *grammar {
	g, ok := grammars[r.System]
	if !ok {
		g = grammars[Linux]
	}
	if r.Multi && !g.everyLine {
		changed := *g
		changed.everyLine = true
		g = &changed
	}
	return g
}

func (r Rules) system() System {
	if _, ok := grammars[r.System]; !ok {
		return Linux
	}
	return r.System
}

func (r Rules) builtIn() bool { return r.LocalhostBuiltIn || r.grammar().builtIn }
