package native

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"localhostdoctor/platform"
)

// windowsKernel is the process that holds the ports of HTTP.sys, the web server in
// the kernel of Windows, for the programs that have registered URLs with it.
const windowsKernel = 4

// requestQueue is one queue of HTTP.sys: the ports of its URLs, and the programs that
// take requests from it.
type requestQueue struct {
	ports []uint16
	pids  []int
}

var (
	// queueURL is a registered URL, "HTTP://+:5985/WSMAN/" or, of a site that is bound
	// to an address, "HTTP://127.0.0.1:8000:127.0.0.1/".
	queueURL = regexp.MustCompile(`(?i)^https?://(?:\[[^\]]*\]|[^/:\[]*):([0-9]{1,5})[:/]`)
	// queueProgram is one program: on newer Windows "ID: 8496, image: C:\…", on older
	// the number alone. The words depend on the language.
	queueProgram = regexp.MustCompile(`^(?:[^:,]+: ([0-9]+), [^:,]+: .*|([0-9]+))$`)
	// queueController is who starts programs for a queue: that of IIS.
	queueController = regexp.MustCompile(`^Controller process ID: ([0-9]+)$`)
)

// parseRequestQueues reads "netsh http show servicestate view=requestq": one paragraph
// for each queue, which begins at the left margin.
func parseRequestQueues(output string) []requestQueue {
	var queues []requestQueue
	var queue requestQueue
	controller := 0
	end := func() {
		if controller != 0 {
			queue.pids = []int{controller} // it would start the others again
		}
		if len(queue.ports) > 0 {
			queues = append(queues, queue)
		}
		queue, controller = requestQueue{}, 0
	}
	for line := range strings.Lines(output) {
		text := strings.TrimSpace(line)
		if text == "" {
			continue
		}
		if text[0] == line[0] {
			end()
		}
		if found := queueURL.FindStringSubmatch(text); found != nil {
			if port, err := strconv.ParseUint(found[1], 10, 16); err == nil && !slices.Contains(queue.ports, uint16(port)) {
				queue.ports = append(queue.ports, uint16(port))
			}
			continue
		}
		if found := queueController.FindStringSubmatch(text); found != nil {
			controller = number(found[1])
		} else if found := queueProgram.FindStringSubmatch(text); found != nil {
			queue.pids = append(queue.pids, number(found[1]+found[2]))
		}
	}
	end()
	return queues
}

// number reads digits; 0 when there are too many.
func number(digits string) int {
	n, err := strconv.Atoi(digits)
	if err != nil {
		return 0
	}
	return n
}

// holdsForOthers tells whether the kernel holds one of listeners.
func holdsForOthers(listeners []platform.Listener) bool {
	return slices.ContainsFunc(listeners, func(l platform.Listener) bool {
		return l.Protocol == platform.TCP && slices.Contains(l.PIDs, windowsKernel)
	})
}

// behindKernel puts the programs for which HTTP.sys holds a port in the place of the
// kernel. Where it is not known of every queue on that port whose it is, the kernel
// stays: nobody is named who may not be the one.
func behindKernel(listeners []platform.Listener, queues []requestQueue) {
	for i := range listeners {
		l := &listeners[i]
		at := slices.Index(l.PIDs, windowsKernel)
		if l.Protocol != platform.TCP || at < 0 {
			continue
		}
		pids := slices.Delete(slices.Clone(l.PIDs), at, at+1)
		registered, known := false, true
		for _, queue := range queues {
			if slices.Contains(queue.ports, l.Address.Port()) {
				registered, known = true, known && len(queue.pids) > 0 && !slices.Contains(queue.pids, 0)
				pids = append(pids, queue.pids...)
			}
		}
		if registered && known {
			slices.Sort(pids)
			l.PIDs = slices.Compact(pids)
		}
	}
}
