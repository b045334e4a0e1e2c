package hosts

// grammar is how one reader of hosts files reads them. A new reader is a new row
// in grammars; nothing else in this package asks which one it is.
type grammar struct {
	name  string // in the table of docs/hosts-rules.md
	known string // how the row is known
	// doubts are the rules that have not been seen at work on the system itself.
	doubts map[rule]bool

	separators string // bytes between words
	// hashInName: # begins a comment only where a word could begin.
	hashInName bool
	// blanksFirst: a line may begin with blanks.
	blanksFirst bool
	// anyCase: API.test and api.test are the same name.
	anyCase bool
	// dotIgnored: "api.test." and "api.test" are the same name.
	dotIgnored bool
	// onePartDot: but "api." and "api" are not.
	onePartDot bool
	// everyLine: all lines of a name count, not only the first of its family.
	everyLine bool
	// shortForms: 127.1, 0x7f.1 and 010.0.0.1 are addresses, as inet_aton(3) reads them.
	shortForms bool
	// zones: fe80::1%lo0 is an address.
	zones bool
	// zeroIsNone: 0.0.0.0 and :: say that a name has no address.
	zeroIsNone bool
	// plainNames: names with other characters than letters, digits, dashes and dots
	// are left out.
	plainNames bool
	// mark: a byte order mark does no harm.
	mark bool
	// asciiOnly: other bytes on a line can make the system ignore it.
	asciiOnly bool
	// wantsNewline: without a final newline the last name is not read.
	wantsNewline bool
	// blankSpoils: behind leading blanks, a line that ends without newline has its
	// last letters twice (__nss_readline moves a line without the NUL that ends it).
	blankSpoils bool
	// keepsNUL: a NUL is a part of a name; else it ends the line.
	keepsNUL bool
	// aliasEnds: an alias that was there before, or begins as the address does, ends the line.
	aliasEnds bool
	// loopback6As4: a ::1 line also answers a question for IPv4, with 127.0.0.1.
	loopback6As4 bool
	// mappedAs4: ::ffff:10.0.0.7 answers a question for IPv4.
	mappedAs4 bool
	// mappedNot6: ::ffff:10.0.0.7 does not answer a question for IPv6.
	mappedNot6 bool
	// builtIn: localhost needs no line.
	builtIn bool
	longest int // bytes of a line that are read in one go; 0 for all
	stops   int // bytes of a line with its newline that end the reading of the file; 0 for none
	most    int // names of a line that are read; 0 for all
	answers int // addresses of a name that are read; 0 for all
	newline string
}

// grammars has the reading rules as observed: glibc, musl and Go by running them
// (the tests do), macOS in Apple's published source, systemd-resolved in its
// source, Windows from Microsoft's articles 972034 and 2717022. Where nothing is
// documented, the rule is the one that promises least, and is listed in doubts.
var grammars = map[System]*grammar{
	Linux: {
		name: "glibc", known: "run: glibc 2.36",
		separators: " \t\v\f\r", blanksFirst: true, anyCase: true, loopback6As4: true, mappedAs4: true,
		blankSpoils: true, newline: "\n",
	},
	Musl: {
		name: "musl", known: "run: musl 1.2.3",
		separators: " \t\v\f\r", everyLine: true, shortForms: true, zones: true,
		wantsNewline: true, longest: 511, answers: 48, newline: "\n",
	},
	Go: {
		name: "Go", known: "run: the resolver of the Go that the tests are built with",
		separators: " \t\r", blanksFirst: true, anyCase: true, dotIgnored: true, onePartDot: true, everyLine: true,
		zones: true, keepsNUL: true, mappedAs4: true, mappedNot6: true, stops: 64 << 10, newline: "\n",
	},
	Resolved: {
		name: "systemd-resolved", known: "its source and manual pages; 0.0.0.0 and names of other characters run: systemd 252",
		doubts:     allBut(ruleBuiltIn, ruleZero, ruleNames),
		separators: " \t\r", blanksFirst: true, anyCase: true, dotIgnored: true, everyLine: true, zones: true,
		zeroIsNone: true, plainNames: true, stops: 1 << 20, builtIn: true, newline: "\n",
	},
	Darwin: {
		name: "macOS", known: "Apple's parser (mDNSResponder 2600), compiled and run on Linux",
		doubts:     allBut(),
		separators: " \t,", hashInName: true, blanksFirst: true, anyCase: true,
		dotIgnored: true, everyLine: true, shortForms: true, zones: true, aliasEnds: true,
		longest: 1023, newline: "\n",
	},
	Windows: {
		name: "Windows", known: "Microsoft's articles 972034 and 2717022",
		doubts:     allBut(ruleMost, ruleComment, ruleBuiltIn),
		separators: " \t\r", blanksFirst: true, anyCase: true, dotIgnored: true,
		everyLine: true, mark: true, asciiOnly: true, builtIn: true, most: 9, newline: "\r\n",
	},
}

// separates reports whether c stands between words. Text is mostly letters.
func (g *grammar) separates(c byte) bool {
	if c > ',' {
		return false
	}
	for i := range len(g.separators) {
		if g.separators[i] == c {
			return true
		}
	}
	return false
}

// grammar returns the row for r. glibc's is changed by host.conf.
func (r Rules) grammar() *grammar {
	g := grammars[r.system()]
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

func (r Rules) builtIn() bool { return r.LocalhostBuiltIn || r.grammar().builtIn || r.asksResolved() }

// asksResolved reports whether systemd-resolved answers beside glibc.
func (r Rules) asksResolved() bool { return r.Resolved && r.system() == Linux }
