package ports

import (
	"strings"

	"localhostdoctor/app/words"
	"localhostdoctor/platform"
)

// judge says whether p may be stopped, and why. The order is the rule: what must
// never be stopped comes before everything that could allow it.
func (b *builder) judge(p platform.Process, known program, isKnown bool) (Verdict, words.Text) {
	if verdict, reason, ok := b.untouchable(p); ok {
		return verdict, reason
	}
	place, inPlace := folder{}, false
	if !isKnown {
		place, inPlace = b.knowledge.in(p.Executable)
	}
	switch {
	case isKnown && known.Verdict == Never:
		return Never, words.Named("knowledge.reason.", known.Reason)
	case inPlace && place.Verdict == Never:
		return Never, words.Named("knowledge.reason.", place.Reason)
	case p.User == "":
		return Ask, words.T("ports.reason.user-unknown")
	case !sameUser(p.User, b.viewer.User):
		return Ask, words.T("ports.reason.other-user", "User", p.User)
	case isKnown && (known.Verdict != Safe || !b.viewer.Windows[p.PID]):
		return known.Verdict, words.Named("knowledge.reason.", known.Reason)
	case b.viewer.Windows[p.PID] && (!inPlace || place.Verdict == Safe):
		return Ask, words.T("ports.reason.window")
	case inPlace:
		return place.Verdict, words.Named("knowledge.reason.", place.Reason)
	default:
		return Safe, words.T("ports.reason.yours")
	}
}

// windowsSystemPID is the kernel's process on every Windows since XP.
const windowsSystemPID = 4

// untouchable knows the processes that no knowledge can make stoppable.
func (b *builder) untouchable(p platform.Process) (Verdict, words.Text, bool) {
	switch {
	case p.PID == b.viewer.Self:
		return Never, words.T("ports.reason.self"), true
	case p.PID == 1:
		return Never, words.T("ports.reason.first"), true
	case b.protected[p.PID]:
		return Never, words.T("ports.reason.ancestor"), true
	case p.Kernel, p.PID == windowsSystemPID && b.viewer.OS == "windows":
		return Never, words.T("ports.reason.kernel"), true
	case p.Critical:
		return Never, words.T("ports.reason.critical"), true
	default:
		return "", words.Text{}, false
	}
}

// sameUser compares names without the domain or computer that Windows puts in
// front. An unknown viewer counts as another user.
func sameUser(a, b string) bool {
	return b != "" && strings.EqualFold(base(a), base(b))
}
