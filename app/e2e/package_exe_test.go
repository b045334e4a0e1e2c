//go:build e2e && linux

package e2e

import (
	"archive/zip"
	"debug/pe"
	"encoding/binary"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"
)

// unzipped unpacks the portable Windows programs and returns their folder.
func unzipped(t *testing.T, arch string) string {
	t.Helper()
	onAMD64(t)
	archive, err := zip.OpenReader(packaged(t, "localhost-doctor-VERSION-windows-"+arch+"-portable.zip"))
	if err != nil {
		t.Fatal(err)
	}
	defer archive.Close() //nolint:errcheck // only read from
	folder := t.TempDir()
	for _, file := range archive.File {
		packed, err := file.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(packed)
		if err == nil {
			err = os.WriteFile(filepath.Join(folder, filepath.Base(file.Name)), content, 0o644)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

// windowsLibraries are those of Windows itself that its programs may ask for.
var windowsLibraries = []string{
	"gdi32.dll", "kernel32.dll", "msvcrt.dll", "ole32.dll", "oleaut32.dll", "opengl32.dll", "shell32.dll", "user32.dll",
}

// kinds of programs in the header of a Windows program.
const (
	forTheWindow   = 2 // IMAGE_SUBSYSTEM_WINDOWS_GUI
	forTheTerminal = 3 // IMAGE_SUBSYSTEM_WINDOWS_CUI
)

func TestTheWindowsProgramsCarryWhatWindowsWantsToKnow(t *testing.T) {
	for _, c := range []struct {
		arch, name string
		kind       uint16
		machine    uint16
	}{
		{"amd64", "localhost-doctor.exe", forTheWindow, pe.IMAGE_FILE_MACHINE_AMD64},
		{"amd64", "localhost-doctor.com", forTheTerminal, pe.IMAGE_FILE_MACHINE_AMD64},
		{"arm64", "localhost-doctor.exe", forTheTerminal, pe.IMAGE_FILE_MACHINE_ARM64},
	} {
		t.Run(c.arch+" "+c.name, func(t *testing.T) {
			path := filepath.Join(unzipped(t, c.arch), c.name)
			program, err := pe.Open(path)
			if err != nil {
				t.Fatal(err)
			}
			defer program.Close() //nolint:errcheck // only read from
			header, ok := program.OptionalHeader.(*pe.OptionalHeader64)
			if !ok || header.Subsystem != c.kind || program.Machine != c.machine {
				t.Errorf("header %+v of machine %x", program.OptionalHeader, program.Machine)
			}
			symbols, err := program.ImportedSymbols()
			if err != nil {
				t.Fatal(err)
			}
			for _, symbol := range symbols {
				_, library, _ := strings.Cut(symbol, ":")
				if !slices.Contains(windowsLibraries, strings.ToLower(library)) {
					t.Errorf("needs %s", symbol)
				}
			}
			section := program.Section(".rsrc")
			if section == nil {
				t.Fatal("no resources")
			}
			resources, err := section.Data()
			if err != nil {
				t.Fatal(err)
			}
			for _, part := range []string{`level="asInvoker"`, ">true</longPathAware>", ">PerMonitorV2, PerMonitor<", ">UTF-8</activeCodePage>"} {
				if !strings.Contains(string(resources), part) {
					t.Errorf("the manifest lacks %s", part)
				}
			}
			if !strings.Contains(string(resources), wide("ProductVersion")+"\x00\x00"+wide(released(t))) {
				t.Error("the version is not in the resources")
			}
			if !strings.Contains(string(resources), "\x89PNG") {
				t.Error("no icon of 256 pixels is in the resources")
			}
		})
	}
}

// wide is text as Windows keeps it.
func wide(text string) string {
	var bytes []byte
	for _, unit := range utf16.Encode([]rune(text)) {
		bytes = binary.LittleEndian.AppendUint16(bytes, unit)
	}
	return string(bytes)
}

func TestAWindowsProgramIsSignedWithTheCertificateOfTheEnvironment(t *testing.T) {
	need(t, "osslsigncode", "openssl")
	folder := unzipped(t, "amd64")
	tool := func(name string, args ...string) (string, error) {
		cmd := exec.Command(name, args...)
		cmd.Dir = folder
		cmd.Env = append(os.Environ(), "SIGN_CERTIFICATE="+filepath.Join(folder, "certificate.p12"), "SIGN_PASSWORD_FILE="+filepath.Join(folder, "password"))
		out, err := cmd.CombinedOutput()
		return string(out), err
	}
	if err := os.WriteFile(filepath.Join(folder, "password"), []byte("a secret of this test"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, command := range []string{
		"openssl req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out certificate.pem -days 2 -subj /CN=Test -addext extendedKeyUsage=codeSigning",
		"openssl pkcs12 -export -inkey key.pem -in certificate.pem -out certificate.p12 -passout file:password",
	} {
		words := strings.Fields(command)
		if out, err := tool(words[0], words[1:]...); err != nil {
			t.Fatalf("%s: %v\n%s", command, err, out)
		}
	}
	for _, name := range []string{"localhost-doctor.exe", "localhost-doctor.com", "setup.exe"} {
		path := filepath.Join(folder, name)
		if name == "setup.exe" {
			content, err := os.ReadFile(packaged(t, "localhost-doctor-VERSION-windows-amd64-setup.exe"))
			if err == nil {
				err = os.WriteFile(path, content, 0o644)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		if out, err := tool("osslsigncode", "verify", "-CAfile", "certificate.pem", "-in", path); err == nil {
			t.Errorf("%s is signed before it was signed: %s", name, out)
		}
		if out, err := tool(filepath.Join(top(t), ".ci", "package", "windows", "sign"), path); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		if out, err := tool("osslsigncode", "verify", "-CAfile", "certificate.pem", "-in", path); err != nil || !strings.Contains(out, "Signature verification: ok") {
			t.Errorf("%s: %v\n%s", name, err, out)
		}
	}
}
