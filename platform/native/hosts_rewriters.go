package native

import (
	"os"
	"path/filepath"
	"strings"
)

// wslConf holds the settings of one WSL distribution.
const wslConf = "/etc/wsl.conf"

// isWSL tells from the kernel's release whether this is the Windows Subsystem for
// Linux: "5.15.90.1-microsoft-standard-WSL2", "4.4.0-19041-Microsoft".
func isWSL(release string) bool { return strings.Contains(strings.ToLower(release), "microsoft") }

// generatesHosts reads generateHosts of section [network] in wsl.conf, true unless
// it says otherwise (Microsoft, "Advanced settings configuration in WSL").
func generatesHosts(conf string) bool {
	section, generates := "", true
	for line := range strings.Lines(conf) {
		line = strings.TrimSpace(line)
		if name, ok := strings.CutPrefix(line, "["); ok {
			section = strings.ToLower(strings.TrimSpace(strings.TrimSuffix(name, "]")))
			continue
		}
		key, value, ok := strings.Cut(line, "=")
		if ok && section == "network" && strings.EqualFold(strings.TrimSpace(key), "generateHosts") {
			generates = !strings.EqualFold(strings.TrimSpace(value), "false")
		}
	}
	return generates
}

// inStore tells whether path lies in a store of packages that is never written by
// hand: that of Nix or of Guix.
func inStore(path string) bool {
	return strings.Contains(path, "/nix/store/") || strings.Contains(path, "/gnu/store/")
}

// managesHosts returns the value of manage_etc_hosts that cloud-init goes by, and
// the file that sets it; nothing when it leaves the hosts file alone. The last file
// in order wins (cloud-init, "Configuration sources"); what only root may read is
// left out.
func managesHosts(root string) (value, where string) {
	if _, err := os.Lstat(root + "/etc/cloud/cloud-init.disabled"); err == nil {
		return "", ""
	}
	files := []string{"/etc/cloud/cloud.cfg"}
	more, err := os.ReadDir(root + "/etc/cloud/cloud.cfg.d")
	if err == nil {
		for _, entry := range more {
			if filepath.Ext(entry.Name()) == ".cfg" {
				files = append(files, "/etc/cloud/cloud.cfg.d/"+entry.Name())
			}
		}
	}
	files = append(files, "/var/lib/cloud/instance/cloud-config.txt")
	for _, file := range files {
		content, err := os.ReadFile(root + file)
		if err != nil {
			continue
		}
		if found := manageOption(string(content)); found != "" {
			value, where = found, file
		}
	}
	if strings.EqualFold(value, "false") {
		return "", ""
	}
	return value, where
}

// manageOption reads the top-level key manage_etc_hosts: true, template, localhost
// or false.
func manageOption(config string) string {
	value := ""
	for line := range strings.Lines(config) {
		rest, ok := strings.CutPrefix(line, "manage_etc_hosts:")
		if !ok {
			continue
		}
		rest, _, _ = strings.Cut(rest, " #")
		value = strings.Trim(strings.TrimSpace(rest), `"'`)
	}
	return value
}
