package practice

import "strconv"

// Equivalent is a command line of a well-known program that does much the same as
// the practice server. Every one of them listens on this computer only.
type Equivalent struct {
	Program string
	Command string
}

// Equivalents returns the command lines for port on this computer, which runs os
// (linux, darwin or windows). Each reads the same in every shell of that system.
func Equivalents(os string, port uint16) []Equivalent {
	at := strconv.Itoa(int(port))
	python := "python3"
	if os == "windows" {
		python = "py" // the launcher that python.org installs; python3 may open the Store
	}
	return []Equivalent{
		{"Python", python + " -m http.server " + at + " --bind 127.0.0.1"},
		{"Node.js", `node -e "require('http').createServer((q,s)=>s.end('It works')).listen(` + at + `,'127.0.0.1')"`},
		{"PHP", "php -S 127.0.0.1:" + at},
		{"Docker", "docker run --rm -p 127.0.0.1:" + at + ":80 nginx"},
	}
}
