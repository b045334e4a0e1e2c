package ports_test

import (
	"encoding/json"
	"io/fs"
	"strings"
	"testing"

	"localhostdoctor/platform"
)

func TestTheToolOfAnInterpreterIsNamed(t *testing.T) {
	k := knowledge(t)
	for name, c := range map[string]struct {
		program string
		line    []string
		want    string
	}{
		"a command of a package":          {"node", []string{"node", "/shop/node_modules/.bin/vite", "--port", "5173"}, "vite"},
		"a file of a package":             {"node", []string{"/usr/bin/node", "/shop/node_modules/vite/bin/vite.js"}, "vite"},
		"on Windows":                      {"node.exe", []string{`C:\Program Files\nodejs\node.exe`, `C:\shop\node_modules\vite\bin\vite.js`}, "vite"},
		"behind options with values":      {"node", []string{"node", "-r", "dotenv/config", "--import", "tsx", "--inspect", "node_modules/.bin/next", "dev"}, "Next.js"},
		"a package with another file":     {"node", []string{"node", "/shop/node_modules/react-scripts/scripts/start.js"}, "react-scripts"},
		"a package with a scope":          {"node", []string{"node", "/shop/node_modules/@angular/cli/lib/init.js", "serve"}, "Angular"},
		"by its title":                    {"node", []string{"next-server (v14.2.3)"}, "Next.js"},
		"bun run":                         {"bun", []string{"bun", "--bun", "run", "vite"}, "vite"},
		"deno run":                        {"deno", []string{"deno", "run", "-A", "npm:vite@6.0.1"}, "vite"},
		"a module of python":              {"python3", []string{"python3", "-m", "http.server", "8000"}, "http.server"},
		"a warning option of python":      {"python3", []string{"python3", "-W", "ignore", "-m", "flask", "run"}, "flask"},
		"an installed command of python":  {"python3", []string{"/venv/bin/python3", "/venv/bin/uvicorn", "main:app"}, "uvicorn"},
		"Django":                          {"python", []string{"python", "manage.py", "runserver"}, "Django"},
		"Rails":                           {"ruby", []string{"ruby", "bin/rails", "server"}, "rails"},
		"a server of Rails by its title":  {"ruby", []string{"puma 6.4.2 (tcp://localhost:3000) [shop]"}, "puma"},
		"Laravel":                         {"php", []string{"php", "artisan", "serve"}, "Laravel"},
		"the server of PHP":               {"php8.2", []string{"php8.2", "-S", "127.0.0.1:8000", "-t", "public"}, "php -S"},
		"a jar":                           {"java", []string{"java", "-Xmx1g", "-jar", "/usr/share/java/jenkins.war", "--httpPort=8080"}, "jenkins"},
		"a class":                         {"java", []string{"/usr/bin/java", "-cp", "/opt/tomcat/bin/bootstrap.jar", "org.apache.catalina.startup.Bootstrap", "start"}, "Tomcat"},
		"a person's own script":           {"node", []string{"node", "server.js"}, ""},
		"a person's script named like it": {"node", []string{"node", "/home/ana/next.js"}, ""},
		"a person's file without ending":  {"node", []string{"node", "serve"}, ""},
		"a person's jar":                  {"java", []string{"java", "-jar", "shop-1.2.jar"}, ""},
		"a word after the script":         {"node", []string{"node", "server.js", "vite"}, ""},
		"a one-line program":              {"python3", []string{"python3", "-c", "import flask", "flask"}, ""},
		"an interpreter of another":       {"node", []string{"node", "/usr/bin/python3"}, ""},
		"no interpreter":                  {"less", []string{"less", "/shop/node_modules/.bin/vite"}, ""},
		"nothing known":                   {"node", nil, ""},
	} {
		if got := k.Tool(platform.Process{Name: c.program, CommandLine: c.line}); got != c.want {
			t.Errorf("%s: got %q, want %q", name, got, c.want)
		}
	}
}

// What a program says of itself must not become its name: it may hold anything.
func FuzzAToolIsAlwaysOneThatIsKnown(f *testing.F) {
	k := knowledge(f)
	file, err := fs.ReadFile(assets, "knowledge/programs.json")
	if err != nil {
		f.Fatal(err)
	}
	var programs []struct {
		Names  []string
		Called string
	}
	if err := json.Unmarshal(file, &programs); err != nil {
		f.Fatal(err)
	}
	known := map[string]bool{"": true}
	for _, p := range programs {
		known[p.Called] = true
		for _, name := range p.Names {
			known[strings.TrimRight(name, "*: ")] = true
		}
	}
	f.Add("python3 -m", "x")
	f.Add("puma\x1b[31m", "node_modules/.bin/vite")
	f.Fuzz(func(t *testing.T, first, second string) {
		if got := k.Tool(platform.Process{Name: "node", CommandLine: []string{first, second}}); !known[got] {
			t.Errorf("%q %q is called %q", first, second, got)
		}
	})
}
