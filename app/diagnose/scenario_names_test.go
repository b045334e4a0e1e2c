package diagnose_test

import "localhostdoctor/app/diagnose"

// noticed is a computer on which localhost works and something is worth knowing.
func noticed(code string, effects ...string) outcome {
	return outcome{verdict: diagnose.Healthy, causes: []string{code}, effects: effects}
}

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
}
