package ports

import (
	"path"
	"slices"
	"strings"
)

// withValue are the options of interpreters that take a value in the next argument
// (node(1), python(1), ruby(1), java(1)). What they name is not what is run.
var withValue = []string{
	"-r", "--require", "--import", "--loader", "--experimental-loader", "-C", "--conditions", "--cwd",
	"-W", "-X", "-I", "-cp", "-classpath", "--class-path", "-p", "--module-path", "--add-opens", "--add-exports", "--add-modules",
}

// verbs are what deno and bun are told before the name of what they run.
var verbs = []string{"run", "x", "exec"}

// scripts returns the names under which what an interpreter runs may be known, the
// best first: "vite" of "node --inspect /p/node_modules/.bin/vite", "http.server"
// of "python3 -m http.server", "react-scripts" and "start" of
// "node /p/node_modules/react-scripts/scripts/start.js", "jenkins" of
// "java -jar /opt/jenkins.war".
func scripts(commandLine []string) []string {
	if len(commandLine) == 0 {
		return nil
	}
	var names []string
	// a program may call itself something else: "puma 6.4.2 (tcp://localhost:3000) [shop]"
	if title, _, more := strings.Cut(commandLine[0], " "); more && !strings.ContainsAny(title, `/\`) {
		names = append(names, strings.TrimSuffix(title, ":"))
	}
	interpreter := strings.TrimSuffix(strings.ToLower(base(commandLine[0])), ".exe")
	verbal := interpreter == "deno" || interpreter == "bun"
	// these look for what they run in other places than the folder that they are in
	searches := verbal || strings.HasPrefix(interpreter, "java") || strings.HasPrefix(interpreter, "php")
	for i := 1; i < len(commandLine); i++ {
		argument := commandLine[i]
		switch {
		case argument == "-m" && i+1 < len(commandLine):
			return append(names, commandLine[i+1])
		case argument == "-c" || argument == "-e":
			return names // a program on the command line has no name
		case argument == "-S" && strings.HasPrefix(interpreter, "php"):
			return append(names, "php -S") // its own web server, php -h
		case slices.Contains(withValue, argument):
			i++
		case verbal && slices.Contains(verbs, argument):
			verbal = false
		case strings.HasPrefix(argument, "-"):
		case !searches && path.Ext(argument) == "" && !strings.ContainsAny(argument, `/\`):
			return names // a person's own file
		default:
			return append(names, filed(argument)...)
		}
	}
	return names
}

// filed are the names of a script in that file: that of the package that it belongs
// to, and its own.
func filed(file string) []string {
	file = strings.ReplaceAll(strings.TrimPrefix(file, "npm:"), `\`, "/")
	name := base(file)
	ending := path.Ext(name)
	switch ending {
	case ".js", ".mjs", ".cjs", ".py", ".rb", ".php", ".pl":
		if !installed(file) {
			return []string{name} // a person's own next.js is not Next.js
		}
		name = strings.TrimSuffix(name, ending)
	case ".jar", ".war":
		name = strings.TrimSuffix(name, ending)
	}
	if at := strings.LastIndex(name, "@"); at > 0 { // vite@6
		name = name[:at]
	}
	const modules = "node_modules/"
	at := strings.LastIndex(file, modules)
	if at < 0 {
		return []string{name}
	}
	parts := strings.SplitN(file[at+len(modules):], "/", 3)
	if strings.HasPrefix(parts[0], "@") && len(parts) > 1 {
		parts[0] += "/" + parts[1]
	}
	return []string{parts[0], name}
}

// installed reports whether a script is in a folder that tools are installed into.
func installed(file string) bool {
	return slices.ContainsFunc(strings.Split(strings.ToLower(path.Dir(file)), "/"), func(folder string) bool {
		return slices.Contains([]string{"bin", ".bin", "scripts", "node_modules"}, folder)
	})
}
