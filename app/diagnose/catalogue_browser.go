package diagnose

import "localhostdoctor/app/hosts"

var browserFailures = []entry{
	{"B01", everywhere(SeenGuided, ByHand), guides, []step{do("hsts-delete"), do("hsts-forget"), do("use-127-in-url")}},
	{"B02", everywhere(SeenTest, ByHand), "TestWhyBrowsersWarnOfACertificateIsSaid", []step{do("accept-once"), do("mkcert"), do("mkcert-remove")}},
	{"B03", everywhere(SeenGuided, ByHand), guides, []step{do("browser-caches"), do("restart-browser")}},
	{"B04", everywhere(SeenPorts, ByHand), "TestRulesOfTheComputerAndOfBrowsersAreNamed", []step{do("other-port")}},
	{"B05", everywhere(SeenTest, ByHand), "TestEveryAddressOfTheComputerIsTestedAsLocalhost", []step{do("open-localhost")}},
	{"B06", everywhere(SeenTest, ByHand), "TestAmbiguousAddressNamesBothSpellings", []step{do("brackets")}},
	{"B07", everywhere(SeenGuided, ByHand), guides, []step{do("site-settings-local"), do("page-https")}},
	{"B08", everywhere(SeenGuided, ByHand), guides, []step{do("rename-dev")}},
	{"B09", everywhere(SeenGuided, ByHand), guides, []step{do("clear-site-data"), do("private-window")}},
	{"B10", everywhere(SeenTest, ByHand), "TestPagesAreJudged", []step{do("clear-cookies"), do("private-window")}},
	{"B11", everywhere(SeenGuided, ByHand), guides, []step{do("one-spelling")}},
	{"B12", everywhere(SeenGuided, ByHand), guides, []step{do("type-http")}},
	{"B13", everywhere(SeenGuided, ByHand), guides, []step{do("private-window"), do("extensions-off"), do("ask-company")}},
}

var updateFailures = []entry{
	{"W01", windows(SeenCheckUp, ByHand), networked + "windows_web_breaks_off_after_update", []step{
		do("install-updates"), enterAsAdmin(`reg add HKLM\SYSTEM\CurrentControlSet\Services\HTTP\Parameters /v EnableHttp2Tls /t REG_DWORD /d 0`),
		enterAsAdmin(`reg add HKLM\SYSTEM\CurrentControlSet\Services\HTTP\Parameters /v EnableHttp2Cleartext /t REG_DWORD /d 0`), do("restart-computer"),
	}},
	{"W02", mac(SeenCheckUp, ByHand), networked + "macos_15_0_drops_loopback", []step{do("install-updates")}},
}

var changeFailures = []entry{
	{"E01", linux(SeenGuided, ByHand), guides, []step{do("polkit-agent"), do("sudo-instead")}},
	{"E02", everywhere(SeenGuided, ByHand), guides, []step{do("say-yes"), do("by-hand-instead")}},
	{"E03", everywhere(SeenChange, ByHand), "TestPermissionIsAskedForInTheWordsOfTheSystem", []step{
		do("sudo-instead").on(hosts.Linux, hosts.Darwin), do("run-as-admin").on(hosts.Windows), do("ask-admin"),
	}},
	{"E04", everywhere(SeenGuided, ByHand), guides, []step{do("ask-company"), do("security-protects-hosts")}},
	{"E05", everywhere(SeenChange, Automatic), "TestAFileChangedMeanwhileIsLeftAlone", []step{do("reload-and-repeat")}},
	{"E06", everywhere(SeenChange, ByHand), "TestWhyItCannotBeSavedIsNamed", []step{
		do("why-not-save"), do("nix-configuration").on(hosts.Linux),
	}},
	{"E07", everywhere(SeenChange, ByHand), "TestARepairThatDoesNotHelpIsNotCalledDone", []step{do("wait-and-check"), do("flush-then-check")}},
}
