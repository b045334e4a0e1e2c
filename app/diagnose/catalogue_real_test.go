package diagnose

// The suites in which illnesses are made real, on computers in namespaces of their own
// (app/e2e), with the name of the illness behind them.
const (
	sickNames   = "TestSickNamesAreDiagnosed/"
	sickNetwork = "TestASickNetworkIsDiagnosed/"
	sickServer  = "TestSickServersAreNamed/"
)

// realProofs names, by code, the test that makes the failure real and has the whole
// program find it. A code that is not in it is proven by its entry's test alone.
var realProofs = map[string]string{
	"H01": sickNames + "no localhost line in a file mounted in its place",
	"H02": sickNames + "redirected",
	"H03": sickNames + "switched off",
	"H04": sickNames + "a server on ::1 and no line for it",
	"H05": sickNames + "only ::1",
	"H06": sickNames + "conflicting lines",
	"H07": sickNames + "UTF-16",
	"H08": sickNames + "byte order mark on line 1",
	"H10": sickNames + "only carriage returns",
	"H11": sickNames + "no file",
	"H12": "TestTheCheckUpNamesAMisnamedHostsFile",
	"H13": sickNames + "a folder in its place",
	"H14": sickNames + "only the administrator may read it",
	"H15": sickNames + "unchangeable",
	"H20": sickNames + "only 0.0.0.0",

	"N01": sickNames + "nsswitch.conf without files",
	"N02": sickNames + "a search suffix that leaks",
	"N03": "TestSystemdResolvedItselfIsExamined/stopped",
	"N04": sickNames + "a lying server and no line for localhost",
	"N05": sickNames + "a lying server whose answers do not fit into UDP",
	"N06": sickNames + "a server that invents answers",
	"N10": sickNames + "a dead DNS program",
	"N11": "TestWhatNSCDRemembersOfLocalhostIsForgotten",
	"N13": sickNames + "a colliding suffix",
	"N14": sickNames + "own name changed",

	"L01": sickNetwork + "loopback interface down",
	"L02": sickNetwork + "127.0.0.1 deleted",
	"L03": sickNetwork + "a rule sends 127.0.0.1 into a black hole",
	"L04": sickNetwork + "IPv6 loopback off while IPv6 is used",
	"L05": sickNetwork + "pings filtered",
	"L09": sickNetwork + "route_localnet",
	"F01": sickNetwork + "firewall drops loopback",
	"F02": sickNetwork + "VPN with a kill switch",
	"X01": sickNetwork + "HTTP_PROXY without NO_PROXY",
	"X04": sickNetwork + "KDE's proxy takes localhost",
	"X05": sickNetwork + "dead local proxy that is asked for localhost",

	"P01": "TestFreeStopsAProgramThatObeys",
	"P05": sickNetwork + "port 3000 needs permission",
	"P07": sickNetwork + "ports exhausted",
	"P08": sickNetwork + "everyday ports given away",
	"P09": sickNetwork + "two programs on one port",
	"P13": "TestFreeStopsTheContainerThatHoldsThePort",
	"S01": "TestTestSaysThatNobodyListens",
	"S02": sickServer + "on ::1 only",
	"S03": sickServer + "on 127.0.0.1 only",
	"S04": sickServer + "on the LAN address only",
	"S05": sickNetwork + "database open to the network",
	"S06": sickServer + "accepts and never answers",
	"S07": sickServer + "TLS and asked for plain",
	"C02": "TestAServerThatListensInsideAContainerOnlyIsNamed",
	"E05": "TestHostsUndoRefusesWhenSomebodyElseChangedTheFile",
}
