package launch

import (
	"fmt"
	"runtime/debug"

	"localhostdoctor/app/words"
)

// Here opens the window in this process: on macOS, the process that the person started
// has to be the one with the window, or the Dock waits for it in vain. A mistake in
// what the window does on its own thread is kept; one elsewhere ends the program.
func Here(open func() error, crashed func(trace string) (path string, err error)) (err error) {
	defer func() {
		cause := recover()
		if cause == nil {
			return
		}
		path, keepErr := crashed(fmt.Sprintf("panic: %v\n\n%s", cause, debug.Stack()))
		if keepErr != nil {
			err = words.Fail(words.Failed, words.T("start.crash.now"), words.Text{}, words.Text{}, keepErr)
			return
		}
		err = words.Fail(words.Failed, words.T("start.crash.now"), words.Text{}, words.T("start.crash.now.do", "Path", path), nil)
	}()
	return open()
}
