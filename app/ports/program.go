package ports

import (
	"path"
	"strings"

	"localhostdoctor/platform"
)

// commLength is how many bytes of a program's name Linux keeps
// (TASK_COMM_LEN - 1, proc_pid_comm(5)): longer names arrive cut.
const commLength = 15

// find returns what is known of p. Its own name says more than the file it runs
// from (gunicorn runs from python3), and the script of an interpreter says more
// than both; where they differ in the verdict, the most careful one counts.
func (k Knowledge) find(p platform.Process) (program, bool) {
	best, known := program{}, false
	consider := func(name string) {
		found, ok := k.lookUp(name)
		if !ok {
			return
		}
		if !known || rank(found.Verdict) > rank(best.Verdict) {
			best = found
		}
		known = true
	}
	consider(p.Name)
	consider(base(p.Executable))
	if known && best.Interpreter {
		if found, ok := k.tool(p); ok {
			return found, true
		}
	}
	return best, known
}

// Tool is what an interpreter runs, as people call it: "vite" for node with
// /shop/node_modules/.bin/vite. Empty for other programs and for what is not known, so
// that no word of a stranger's command line becomes a name.
func (k Knowledge) Tool(p platform.Process) string {
	runs := func(name string) bool {
		found, ok := k.lookUp(name)
		return ok && found.Interpreter
	}
	if !runs(p.Name) && !runs(base(p.Executable)) {
		return ""
	}
	found, _ := k.tool(p)
	return found.Called
}

// tool is what is known of the script of an interpreter.
func (k Knowledge) tool(p platform.Process) (program, bool) {
	for _, name := range scripts(p.CommandLine) {
		if found, ok := k.lookUp(name); ok && !found.Interpreter {
			return found, true
		}
	}
	return program{}, false
}

func (k Knowledge) lookUp(name string) (program, bool) {
	name = strings.ToLower(name)
	if name == "" {
		return program{}, false
	}
	bare := strings.TrimSuffix(name, ".exe")
	for _, candidate := range []string{name, bare} {
		if found, ok := k.exact[candidate]; ok {
			return found, true
		}
	}
	for _, p := range k.patterns {
		if ok, err := path.Match(p.glob, bare); err == nil && ok {
			return p.program, true
		}
	}
	if len(name) == commLength {
		return k.cut(name)
	}
	return program{}, false
}

// cut finds the program whose name begins with name, which the kernel has cut.
// Several that fit count only when they agree on the verdict.
func (k Knowledge) cut(name string) (program, bool) {
	var found program
	for full, p := range k.exact {
		if len(full) <= commLength || !strings.HasPrefix(full, name) {
			continue
		}
		if found.Kind != "" && found.Kind != p.Kind {
			return program{}, false
		}
		found = p
	}
	return found, found.Kind != ""
}

// in returns what is true of unknown programs in the folder of executable.
func (k Knowledge) in(executable string) (folder, bool) {
	where := strings.ReplaceAll(executable, `\`, "/")
	for _, f := range k.folders {
		if len(where) >= len(f.Folder) && strings.EqualFold(where[:len(f.Folder)], f.Folder) {
			return f, true
		}
	}
	return folder{}, false
}

// base is the last part of a path of any system.
func base(file string) string {
	return file[strings.LastIndexAny(file, `/\`)+1:]
}

func rank(v Verdict) int {
	switch v {
	case Never:
		return 2
	case Ask:
		return 1
	default:
		return 0
	}
}
