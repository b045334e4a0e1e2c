package native

import (
	"slices"
	"strconv"

	"localhostdoctor/platform"
)

// interruptWord begins the arguments of the run that asks a console program of
// Windows to end.
const interruptWord = "interrupt"

// interruptArguments names the process that the run has to ask.
func interruptArguments(id platform.ProcessID) []string {
	return []string{interruptWord, strconv.Itoa(id.PID), strconv.FormatUint(id.Start, 10)}
}

// readInterrupt takes exactly what interruptArguments makes, and nothing else.
func readInterrupt(arguments []string) (id platform.ProcessID, ok bool) {
	if len(arguments) != 3 {
		return platform.ProcessID{}, false
	}
	pid, pidErr := strconv.ParseUint(arguments[1], 10, 31)
	start, startErr := strconv.ParseUint(arguments[2], 10, 64)
	id = platform.ProcessID{PID: int(pid), Start: start}
	if pidErr != nil || startErr != nil || pid == 0 || !slices.Equal(arguments, interruptArguments(id)) {
		return platform.ProcessID{}, false
	}
	return id, true
}

// mayInterrupt judges whether CTRL+C, which reaches every process of a console, may
// be sent into that of holder by the process self, which has joined it. The others
// there have to be holder's own: what it comes from, such as a shell, and what comes
// from it. A console of this program, or of what started it, is left alone: the
// person works there.
func mayInterrupt(console []int, holder, self int, all map[int]listed) bool {
	ours, holders := lineage(self, all), lineage(holder, all)
	for _, pid := range console {
		switch {
		case pid == self:
		case slices.Contains(ours, pid):
			return false
		case !slices.Contains(holders, pid) && !slices.Contains(lineage(pid, all), holder):
			return false
		}
	}
	return slices.Contains(console, holder)
}
