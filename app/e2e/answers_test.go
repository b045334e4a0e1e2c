//go:build e2e && linux

package e2e

import (
	"net/netip"
	"testing"
)

// What the contract of the terminal commands promises, as a script reads it.
type (
	portsAnswer struct {
		Schema            int              `json:"schema"`
		Complete          bool             `json:"complete"`
		IncompleteBecause string           `json:"incomplete_because"`
		Listeners         []listenerAnswer `json:"listeners"`
		Conflicts         []conflictAnswer `json:"conflicts"`
	}
	listenerAnswer struct {
		Protocol string         `json:"protocol"`
		Port     int            `json:"port"`
		Address  netip.Addr     `json:"address"`
		Reach    string         `json:"reach"`
		Class    string         `json:"class"`
		Holders  []holderAnswer `json:"holders"`
	}
	holderAnswer struct {
		PID         int      `json:"pid"`
		Name        string   `json:"name"`
		Executable  string   `json:"executable"`
		CommandLine []string `json:"command_line"`
		User        string   `json:"user"`
		Started     string   `json:"started"`
		Directory   string   `json:"directory"`
		Verdict     string   `json:"verdict"`
		Reason      string   `json:"reason"`
	}
	conflictAnswer struct {
		Port        int            `json:"port"`
		Explanation string         `json:"explanation"`
		Answers     map[string]int `json:"answers"`
	}
	freeAnswer struct {
		Port    int    `json:"port"`
		Result  string `json:"result"`
		Stopped []struct {
			PID  int    `json:"pid"`
			Name string `json:"name"`
			How  string `json:"how"`
		} `json:"stopped"`
	}
	hostsAnswer struct {
		Path     string `json:"path"`
		System   string `json:"system"`
		SHA256   string `json:"sha256"`
		Size     int    `json:"size"`
		Encoding string `json:"encoding"`
		Newline  string `json:"newline"`
		Entries  []struct {
			Line      int      `json:"line"`
			Address   string   `json:"address"`
			Names     []string `json:"names"`
			Enabled   bool     `json:"enabled"`
			Effective bool     `json:"effective"`
			Meaning   string   `json:"meaning"`
		} `json:"entries"`
		Localhost struct {
			Status    string   `json:"status"`
			Addresses []string `json:"addresses"`
		} `json:"localhost"`
		Problems []struct {
			Code     string `json:"code"`
			Severity string `json:"severity"`
			Message  string `json:"message"`
		} `json:"problems"`
	}
	editAnswer struct {
		Path    string              `json:"path"`
		Changed bool                `json:"changed"`
		Diff    string              `json:"diff"`
		Backup  *string             `json:"backup"`
		Before  string              `json:"before_sha256"`
		After   string              `json:"after_sha256"`
		Proof   map[string][]string `json:"proof"`
	}
	checkAnswer struct {
		Verdict string `json:"verdict"`
		Summary string `json:"summary"`
		System  struct {
			OS      string `json:"os"`
			Version string `json:"version"`
			App     string `json:"app"`
		} `json:"system"`
		Checks []checkLine `json:"checks"`
		TookMS float64     `json:"took_ms"`
	}
	checkLine struct {
		Code     string   `json:"code"`
		Title    string   `json:"title"`
		Status   string   `json:"status"`
		Summary  string   `json:"summary"`
		Evidence []string `json:"evidence"`
		CausedBy *string  `json:"caused_by"`
		Fixes    []struct {
			ID     string `json:"id"`
			Title  string `json:"title"`
			Guided bool   `json:"guided"`
		} `json:"fixes"`
	}
	testAnswer struct {
		Input string `json:"input"`
		Steps []struct {
			Stage  string `json:"stage"`
			Target string `json:"target"`
			Status string `json:"status"`
		} `json:"steps"`
		Verdict struct {
			Code    string `json:"code"`
			Summary string `json:"summary"`
			Next    string `json:"next"`
		} `json:"verdict"`
		AnsweredBy []struct {
			Address string `json:"address"`
			PID     int    `json:"pid"`
			Name    string `json:"name"`
		} `json:"answered_by"`
	}
	versionAnswer struct {
		Version string `json:"version"`
	}
	failureAnswer struct {
		Error struct {
			Code    string `json:"code"`
			Message string `json:"message"`
			Hint    string `json:"hint"`
		} `json:"error"`
	}
)

// ofPort returns the listeners of one port.
func (a portsAnswer) ofPort(port int) []listenerAnswer {
	var found []listenerAnswer
	for _, each := range a.Listeners {
		if each.Port == port {
			found = append(found, each)
		}
	}
	return found
}

// bothTerminals runs a test with the program that has a window and with the one
// that has none: they must give the same answers.
func bothTerminals(t *testing.T, test func(*testing.T, string)) {
	for _, p := range []program{terminal, window} {
		t.Run(string(p), func(t *testing.T) { test(t, build(t, p)) })
	}
}
