package diagnose_test

import (
	"net/netip"
	"slices"
	"strings"
	"testing"

	"localhostdoctor/app/diagnose"
	"localhostdoctor/app/ports"
	"localhostdoctor/assets"
	"localhostdoctor/platform"
	"localhostdoctor/platform/fake"
)

func notice(code string) outcome {
	return outcome{verdict: diagnose.Healthy, causes: []string{code}}
}

func open(codes ...string) outcome { return outcome{verdict: diagnose.Healthy, unknown: codes} }

var networkOutcomes = map[string]outcome{
	"winsock_catalogue_damaged": {
		verdict: diagnose.Sick, causes: []string{"L08"}, effects: []string{"L03", "L04", "L05"}, unknown: []string{"F01", "N05", "N06"},
	},
	"windows_stack_damaged": {
		verdict: diagnose.Sick, causes: []string{"L07"}, effects: []string{"L03", "L04", "L05"}, unknown: []string{"F01", "N05", "N06"},
	},
	"windows_blocks_loopback":   broken("F01", "L03", "L04", "L05", "L07"),
	"vpn_drops_loopback":        broken("F02", "F01", "L03", "L04", "L05"),
	"vpn_lets_loopback_through": healthy,
	"selinux_refuses_ports":     broken("F04", "F01", "L03", "L04"),
	"route_rule_forbids_loopback": {
		verdict: diagnose.Sick, causes: []string{"L03"}, effects: []string{"L05"}, unknown: []string{"F01"},
	},
	"route_leads_into_tunnel": {
		verdict: diagnose.Sick, causes: []string{"L03"}, effects: []string{"L05"}, unknown: []string{"F01"},
	},
	"ports_exhausted": {
		verdict: diagnose.Sick, causes: []string{"P07"}, effects: []string{"L04"}, unknown: []string{"F01", "L03"},
	},
	"route_localnet":                           notice("L09"),
	"route_localnet_of_containers":             healthy,
	"kernel_ignores_pings":                     notice("L05"),
	"mac_without_second_loopback_address":      notice("L06"),
	"mac_with_second_loopback_address":         healthy,
	"mac_redirects_port_80":                    notice("F08"),
	"inside_flatpak":                           notice("F06"),
	"inside_container":                         healthy,
	"windows_web_breaks_off_after_update":      broken("W01"),
	"windows_web_works_in_spite_of_update":     healthy,
	"windows_web_breaks_off_on_repaired_build": healthy,
	"macos_15_0_works":                         healthy,
	"macos_15_0_drops_loopback": {
		verdict: diagnose.Sick, causes: []string{"F01", "W02"}, effects: []string{"L03", "L04", "L05"},
	},

	"proxy_variable_without_exceptions":    notice("X01"),
	"proxy_variable_with_exceptions":       healthy,
	"proxy_variable_excepts_the_name_only": notice("X01"),
	"proxy_variable_excepts_one_port_only": notice("X01"),
	"proxy_for_nothing":                    healthy,
	"windows_proxy_takes_localhost":        notice("X02"),
	"windows_proxy_spares_plain_names":     healthy,
	"winhttp_proxy_takes_localhost":        notice("X02"),
	"mac_proxy_takes_localhost":            notice("X04"),
	"gnome_proxy_spares_localhost":         healthy,
	"kde_proxy_takes_localhost":            notice("X04"),
	"proxy_chosen_by_script":               open("X03"),
	"proxies_not_readable":                 open("X01", "X03", "X04", "X05"),
	"local_proxy_dead":                     broken("X05", "X01"),
	"windows_local_proxy_dead": {
		verdict: diagnose.Healthy, causes: []string{"X05"}, effects: []string{"X02"},
	},
	"local_proxy_dead_localhost_spared": notice("X05"),

	"windows_keeps_port_3000_back":   notice("P04"),
	"windows_reserves_port_8080":     healthy,
	"everyday_ports_need_permission": notice("P05"),
	"everyday_ports_given_away":      notice("P08"),
	"windows_passes_a_port_on":       notice("P10"),
	"two_programs_on_port_5173":      notice("P09"),
	"one_program_on_both_families":   healthy,
	"database_open_to_network":       notice("S05"),
	"database_for_this_computer":     healthy,
	"listeners_not_readable":         open("H04", "P09", "S05"),
}

// knowing are the options of the real program.
func knowing(t *testing.T) diagnose.Options {
	t.Helper()
	known, err := ports.ReadKnowledge(assets.Knowledge)
	if err != nil {
		t.Fatal(err)
	}
	faults, err := diagnose.ReadRegressions(assets.Knowledge)
	if err != nil {
		t.Fatal(err)
	}
	return diagnose.Options{Ports: known, Regressions: faults}
}

func TestEveryNetworkGetsTheRightDiagnosis(t *testing.T) {
	t.Parallel()
	needIPv6Loopback(t)
	options := knowing(t)
	for _, scenario := range slices.Concat(fake.NetworkScenarios, fake.ProxyScenarios, fake.PortScenarios) {
		t.Run(scenario.Name, func(t *testing.T) {
			t.Parallel()
			want, is := networkOutcomes[scenario.Name]
			if !is {
				t.Fatal("no expected outcome for this scenario")
			}
			result := diagnose.Judge(diagnose.Gather(t.Context(), scenario.Make().System(), options), nil)
			compare(t, result, want)
			sayAll(t, result)
			for _, f := range result.Findings {
				for _, said := range sayEach(t, append(f.Evidence, f.Summary, f.Why)) {
					if strings.Contains(said, "secret") {
						t.Errorf("%s tells a password: %s", f.Code, said)
					}
				}
				if f.Status == diagnose.Problem && slices.Contains(want.causes, f.Code) && len(f.Fixes) == 0 && f.Code != "L05" {
					t.Errorf("%s comes without a way out", f.Code)
				}
			}
		})
	}
}

// A computer that is known to be healthy stays so with all that the real program
// knows of ports and faults.
func TestKnowledgeMakesNoHealthyComputerSick(t *testing.T) {
	t.Parallel()
	needIPv6Loopback(t)
	options := knowing(t)
	for _, scenario := range fake.Scenarios {
		if want := outcomes[scenario.Name]; want.verdict != diagnose.Healthy || len(want.causes)+len(want.unknown) > 0 {
			continue
		}
		t.Run(scenario.Name, func(t *testing.T) {
			t.Parallel()
			compare(t, diagnose.Judge(diagnose.Gather(t.Context(), scenario.Make().System(), options), nil), healthy)
		})
	}
}

func TestAHealthyComputerIsNotLookedAtMoreClosely(t *testing.T) {
	t.Parallel()
	c := fake.New()
	diagnose.Gather(t.Context(), c.System(), knowing(t))
	for _, method := range []string{"Routes.To", "Guards.Firewall", "Guards.Enforcing", "Stack.Layers", "PortRules.Lingering"} {
		if n := c.Called(method); n != 0 {
			t.Errorf("%s was called %d times", method, n)
		}
	}
}

// What others run on this computer may take one connection only, as a debugger does.
func TestTheCheckUpCallsNobodysProgramButTheProxy(t *testing.T) {
	t.Parallel()
	c := fake.New()
	c.Listening = []platform.Listener{{Protocol: platform.TCP, Address: netip.MustParseAddrPort("127.0.0.1:3000"), PIDs: []int{1}}}
	c.Proxies = []platform.Proxy{{Source: platform.ProxyEnvironment, Where: "http_proxy", Server: "http://192.0.2.1:3128"}}
	diagnose.Gather(t.Context(), c.System(), knowing(t))
	for _, call := range c.Calls() {
		if call.Method == "Network.dial" && (strings.HasSuffix(call.Detail, ":3000") || strings.Contains(call.Detail, "192.0.2.1:")) {
			t.Errorf("called %s", call.Detail)
		}
	}
}

func TestRegressionsAreThoseOfTheBuild(t *testing.T) {
	t.Parallel()
	faults, err := diagnose.ReadRegressions(assets.Knowledge)
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name, system, build, want string
	}{
		{"Windows before the update", "windows", "26100.6584", ""},
		{"Windows with it", "windows", "26100.6899", "W01"},
		{"the next release with it", "windows", "26200.6899", "W01"},
		{"Windows repaired", "windows", "26100.6901", ""},
		{"an older release", "windows", "22631.6899", ""},
		{"the first macOS 15", "darwin", "15.0", "W02"},
		{"its first update", "darwin", "15.0.1", "W02"},
		{"macOS repaired", "darwin", "15.1", ""},
		{"an older macOS", "darwin", "14.7", ""},
		{"a newer macOS", "darwin", "26.0", ""},
		{"unknown", "windows", "", ""},
		{"not a number", "windows", "26100.x", ""},
		{"Linux", "linux", "15.0", ""},
	}
	for _, test := range tests {
		c := fake.New()
		c.About.OS, c.About.Build = test.system, test.build
		snapshot := diagnose.Gather(t.Context(), c.System(), diagnose.Options{Regressions: faults})
		got := ""
		for _, r := range snapshot.Regressions {
			got += r.Code
		}
		if got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}
