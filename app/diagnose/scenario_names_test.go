package diagnose_test

import "localhostdoctor/app/diagnose"

// noticed is a computer on which localhost works and something is worth knowing.
func noticed(code string, effects ...string) outcome {
	return outcome{verdict: diagnose.Healthy, causes: []string{code}, effects: effects}
}

// What cannot be checked where the hosts file is no file, and where it may not be read.
var (
	withoutFile  = []string{"H02", "H03", "H05", "H06", "H07", "H08", "H09", "H10", "H17", "H18", "H20", "N01", "N11", "N14"}
	withoutRight = []string{"H02", "H03", "H05", "H06", "H07", "H08", "H09", "H10", "H13", "H17", "H18", "H20", "N01", "N11", "N14"}
)

// Mac alone has addresses to look for in the file, L06.
var unreadableOnMac = []string{"H02", "H03", "H05", "H06", "H07", "H08", "H09", "H10", "H13", "H17", "H18", "H20", "L06", "N01", "N11", "N14"}

var nameOutcomes = map[string]outcome{
	"healthy_systemd_resolved":   healthy,
	"healthy_docker_not_started": healthy,
	"healthy_windows_with_wsl":   healthy,
	"healthy_macos_with_valet":   healthy,
	"hosts_immutable":            healthy,
	"hosts_written_by_wsl":       healthy,
	"localhost_only_ipv4":        healthy,
	"no_resolv_conf":             healthy,
	"own_name_only_in_dns":       {verdict: diagnose.Healthy, unknown: []string{"N14"}},

	"hosts_immutable_and_localhost_missing":      {verdict: diagnose.Sick, causes: []string{"H01", "H15"}},
	"hosts_written_by_wsl_and_localhost_missing": {verdict: diagnose.Sick, causes: []string{"H01", "H17"}},
	"localhost_line_malformed":                   broken("H10", "H01"),
	"localhost_has_no_address":                   {verdict: diagnose.Healthy, causes: []string{"H20"}},
	"localhost_only_ipv4_server_on_ipv6":         noticed("H04"),
	"windows_foreign_letters_in_localhost_line":  broken("H09", "N11"),
	"windows_hosts_file_moved":                   noticed("H16"),
	"windows_wsl_does_not_pass_localhost_on":     noticed("C05"),
	"windows_names_under_localhost_lead_away":    noticed("N07"),
	"names_under_localhost_lead_away":            noticed("N02"),
	"nsswitch_without_files":                     broken("N01"),
	"nsswitch_without_files_but_myhostname":      noticed("N01"),
	"resolved_is_dead":                           {verdict: diagnose.Healthy, causes: []string{"N03"}, effects: []string{"N10"}, unknown: []string{"N05", "N06"}},
	"resolved_leaves_hosts_out":                  noticed("N03"),
	"resolv_conf_leads_nowhere":                  noticed("N03"),
	"dns_program_dead":                           {verdict: diagnose.Healthy, causes: []string{"N10"}, unknown: []string{"N05", "N06"}},
	"dns_answers_every_name":                     noticed("N06", "N05"),
	"name_collides_with_a_new_domain":            noticed("N13"),
	"own_name_changed":                           noticed("N14"),
	"own_name_unknown":                           noticed("N14"),
	"macos_resolver_file_left_behind":            noticed("N15"),
	"docker_has_died":                            noticed("C07"),

	"windows_localhost_points_to_lan":     broken("H02"),
	"windows_localhost_conflicting_lines": broken("H06"),
	"windows_localhost_only_ipv6":         healthy,
	"windows_localhost_has_no_address":    broken("H20"),
	"windows_hosts_utf16":                 healthy,
	"windows_hosts_is_directory":          {verdict: diagnose.Healthy, causes: []string{"H13"}, unknown: withoutFile},
	"windows_hosts_unreadable":            {verdict: diagnose.Healthy, causes: []string{"H14"}, unknown: withoutRight},
	"windows_dns_says_lan_address":        noticed("N05"),
	"windows_dns_program_dead":            {verdict: diagnose.Healthy, causes: []string{"N10"}, unknown: []string{"N05", "N06"}},
	"windows_dns_answers_every_name":      noticed("N06", "N05"),
	"windows_docker_has_died":             noticed("C07"),

	"macos_localhost_missing":               broken("H01"),
	"macos_localhost_commented_out":         broken("H03", "H01"),
	"macos_localhost_points_to_lan":         broken("H02"),
	"macos_localhost_only_ipv6":             broken("H05"),
	"macos_localhost_conflicting_lines":     broken("H06"),
	"macos_localhost_has_no_address":        broken("H20"),
	"macos_hosts_utf16":                     broken("H07", "H01"),
	"macos_hosts_bom_on_first_line":         broken("H08", "H01"),
	"macos_hosts_missing":                   broken("H11", "H01"),
	"macos_hosts_unreadable":                {verdict: diagnose.Sick, causes: []string{"H14"}, effects: []string{"H01"}, unknown: unreadableOnMac},
	"macos_dns_says_lan_address":            noticed("N05"),
	"macos_dns_program_dead":                {verdict: diagnose.Healthy, causes: []string{"N10"}, unknown: []string{"N05", "N06"}},
	"macos_dns_answers_every_name":          noticed("N06", "N05"),
	"macos_names_under_localhost_lead_away": noticed("N07"),
}
