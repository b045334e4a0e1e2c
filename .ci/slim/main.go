// Slim prepares what makes the program smaller than plain "go build" would: the texts
// as one compressed archive, and the libraries without the parts that the window never
// uses. Run it from the top as
//
//	go run ./.ci/slim FOLDER KIND
//
// Then FOLDER/overlay.json is what go build's -overlay wants, and what it says is the
// value of GOWORK: "off" for the programs without a window, which need no change.
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
)

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: slim FOLDER KIND")
		os.Exit(2)
	}
	work, err := run(os.Args[1], os.Args[2])
	if err != nil {
		fmt.Fprintln(os.Stderr, "slim:", err)
		os.Exit(1)
	}
	fmt.Println(work)
}

func run(folder, kind string) (work string, err error) {
	folder, err = filepath.Abs(folder)
	if err != nil {
		return "", err
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return "", err
	}
	if err := embed(folder); err != nil {
		return "", err
	}
	if kind == "terminal" {
		return "off", nil
	}
	return modules(folder)
}

// embed packs the texts and says where they are.
func embed(folder string) error {
	archive, err := packed(os.DirFS("assets"))
	if err != nil {
		return err
	}
	where, err := filepath.Abs("assets/texts.zip")
	if err != nil {
		return err
	}
	file := filepath.Join(folder, "texts.zip")
	if err := write(file, archive); err != nil {
		return err
	}
	overlay := struct{ Replace map[string]string }{map[string]string{where: file}}
	content, err := json.Marshal(overlay)
	if err != nil {
		return err
	}
	return write(filepath.Join(folder, "overlay.json"), content)
}

// write writes a file unless it is there already: two builds may run at the same time,
// and what did not change need not be compiled again.
func write(name string, content []byte) error {
	if there, err := os.ReadFile(name); err == nil && bytes.Equal(there, content) {
		return nil
	}
	unfinished, err := os.CreateTemp(filepath.Dir(name), "*.unfinished")
	if err != nil {
		return err
	}
	_, err = unfinished.Write(content)
	if closeErr := unfinished.Close(); err == nil {
		err = closeErr
	}
	if err == nil {
		err = os.Chmod(unfinished.Name(), 0o644)
	}
	if err != nil {
		return err
	}
	return os.Rename(unfinished.Name(), name)
}
