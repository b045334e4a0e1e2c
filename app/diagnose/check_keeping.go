package diagnose

import (
	"net/netip"
	"slices"
	"time"

	"localhostdoctor/app/hosts"
	"localhostdoctor/app/words"
	"localhostdoctor/platform"
)

// keepingChecks are about who keeps the hosts file, whether it can be changed, and
// what else it lacks. Most of it is no fault while localhost is found.
var keepingChecks = []Check{
	{
		Code: "H04", Title: words.T("diagnose.h04.title"), After: []string{"L04"},
		Needs: []Need{NeedNames, NeedListening}, Run: nameReachesIPv6,
	},
	{Code: "H15", Title: words.T("diagnose.h15.title"), After: []string{"H13"}, Needs: []Need{NeedObstacles}, Run: canBeChanged},
	{Code: "H16", Title: words.T("diagnose.h16.title"), Needs: []Need{NeedObstacles}, Run: inItsPlace},
	{Code: "H17", Title: words.T("diagnose.h17.title"), After: []string{"H13", "H14"}, Needs: []Need{NeedHosts, NeedObstacles}, Run: keptByNobody},
	{
		Code: "H18", Title: words.T("diagnose.h18.title"), After: []string{"H13", "H14"},
		Needs: []Need{NeedHosts, NeedNames}, Run: quickToRead,
	},
}

// nameReachesIPv6 finds programs that answer on ::1 only while the name localhost
// does not lead there.
func nameReachesIPv6(s Snapshot) Finding {
	ports := onlyOnIPv6(s.Listening.Value)
	a := s.resolver()
	switch {
	case len(ports) == 0:
		return ok(words.T("diagnose.h04.none"))
	case !a.right():
		return notApplicable(words.T("diagnose.h04.not-here"))
	case slices.Contains(a.loopback, netip.IPv6Loopback()):
		return ok(words.T("diagnose.h04.fine"))
	}
	f := problem(Notice, words.T("diagnose.h04.problem-title"),
		words.T("diagnose.h04.problem", "Port", int(ports[0])), words.T("diagnose.h04.why"))
	f.Evidence = append(s.answerEvidence(), words.T("diagnose.evidence-only-six", "Ports", ports))
	if s.About.OS != string(hosts.Windows) { // which answers for localhost without its file
		f.Fixes = repairFixes("H04")
	}
	f.Fixes = append(f.Fixes, byHand("H04", s)...)
	return f
}

// plainLetters is about the lines for localhost; other lines are the hosts screen's
// business.
func plainLetters(s Snapshot) Finding {
	var found []hosts.Problem
	for _, p := range s.hostsProblems("H09") {
		if s.namesLocalhost(p.Line) {
			found = append(found, p)
		}
	}
	switch {
	case s.About.OS != string(hosts.Windows):
		return notApplicable(words.T("diagnose.h09.only-windows"))
	case len(found) == 0:
		return ok(words.T("diagnose.h09.fine"))
	}
	f := s.fileProblem("H09", words.T("diagnose.h09.problem-title"), words.T("diagnose.h09.problem"), words.T("diagnose.not-found-why"))
	f.Evidence = messages(found)
	if f.Status == Problem {
		f.Fixes = byHand("H09", s)
	}
	return f
}

// canBeChanged matters only when the file needs a change.
func canBeChanged(s Snapshot) Finding {
	var blocking []platform.Obstacle
	for _, o := range s.Obstacles.Value {
		if o.Blocks && o.Kind != platform.ObstaclePermission {
			blocking = append(blocking, o)
		}
	}
	if len(blocking) == 0 {
		return ok(words.T("diagnose.h15.fine"))
	}
	evidence := make([]words.Text, len(blocking))
	for i, o := range blocking {
		evidence[i] = obstacleText(o)
	}
	if _, harmful := s.harm(); !harmful {
		f := ok(words.T("diagnose.h15.harmless"))
		f.Evidence = evidence
		return f
	}
	f := problem(Notice, words.T("diagnose.h15.problem-title"),
		words.T("diagnose.h15.problem", "Path", s.HostsPath.Value), words.T("diagnose.h15.why"))
	f.Evidence, f.Fixes = evidence, byHand("H15", s)
	return f
}

func obstacleText(o platform.Obstacle) words.Text {
	return words.Named("session.obstacle.title.", string(o.Kind), "Path", o.Path, "Detail", o.Detail)
}

// inItsPlace finds a hosts file that was moved. Some companies do it on purpose.
func inItsPlace(s Snapshot) Finding {
	if s.About.OS != string(hosts.Windows) {
		return notApplicable(words.T("diagnose.h16.only-windows"))
	}
	for _, o := range s.Obstacles.Value {
		if o.Kind == platform.ObstacleMoved {
			f := problem(Notice, words.T("diagnose.h16.problem-title"),
				words.T("diagnose.h16.problem", "Path", s.HostsPath.Value), words.T("diagnose.h16.why"))
			f.Evidence, f.Fixes = []words.Text{obstacleText(o)}, byHand("H16", s)
			return f
		}
	}
	return ok(words.T("diagnose.h16.fine"))
}

// keptByNobody names the program that writes the file anew, which matters when it
// has to be changed.
func keptByNobody(s Snapshot) Finding {
	var evidence []words.Text
	for _, o := range s.Obstacles.Value {
		if o.Kind == platform.ObstacleWSL || o.Kind == platform.ObstacleCloudInit {
			evidence = append(evidence, obstacleText(o))
		}
	}
	evidence = append(evidence, messages(s.hostsProblems("H17"))...)
	if len(evidence) == 0 {
		return ok(words.T("diagnose.h17.fine"))
	}
	if _, harmful := s.harm(); !harmful {
		f := ok(words.T("diagnose.h17.harmless"))
		f.Evidence = evidence
		return f
	}
	f := problem(Notice, words.T("diagnose.h17.problem-title"), words.T("diagnose.h17.problem"), words.T("diagnose.h17.why"))
	f.Evidence, f.Fixes = evidence, byHand("H17", s)
	return f
}

// slowLookup is more than reading a hosts file of 100,000 lines takes.
const slowLookup = 500 * time.Millisecond

// quickToRead blames a long list only when looking up localhost, which is in it, is
// slow indeed: many want such a list.
func quickToRead(s Snapshot) Finding {
	took := max(s.OS4.Took, s.OS6.Took)
	lines := len(s.Report.Value.Entries)
	switch {
	case len(s.hostsProblems("H18")) == 0:
		return ok(words.T("diagnose.h18.fine"))
	case took < slowLookup || !s.resolver().right():
		return ok(words.T("diagnose.h18.harmless", "Count", lines, "Took", took))
	}
	f := problem(Notice, words.T("diagnose.h18.problem-title"),
		words.T("diagnose.h18.problem", "Count", lines, "Took", took), words.T("diagnose.h18.why"))
	f.Fixes = byHand("H18", s)
	return f
}

// hasService tells whether nsswitch.conf has one of services for host names.
func (s Snapshot) hasService(services ...string) bool {
	return slices.ContainsFunc(s.Switch.Value.Services, func(name string) bool { return slices.Contains(services, name) })
}

// leavesFileOut tells whether nsswitch.conf says that the hosts file is not read.
// systemd-resolved reads it for those who ask that.
func (s Snapshot) leavesFileOut() bool {
	return s.Switch.Value.Line != "" && !s.hasService("files", "db", "resolve")
}
