package native

import (
	"fmt"
	"strconv"
	"strings"

	"localhostdoctor/platform"
)

// elevationScript is the AppleScript by which macOS asks for permission. In it are
// fixed words, the path of this program, a number and a SHA-256, and nothing that
// anybody could have chosen.
func elevationScript(program string, owner int, sum string) string {
	return "do shell script quoted form of " + appleScriptString(program) +
		" & \" " + helperCommandWord + " " + strconv.Itoa(owner) + " " + sum + "\"" +
		" with prompt \"Localhost Doctor needs permission for the one step that it has just shown to you.\"" +
		" with administrator privileges without altering line endings"
}

// helperCommandWord is helperCommand, for the tests on every system.
const helperCommandWord = "helper"

// appleScriptString writes a text as a literal of AppleScript (AppleScript Language
// Guide, "text").
func appleScriptString(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"`
}

// scriptRefusal reads what osascript complains of; nil when it is no refusal. The
// numbers are those of AppleScript: userCanceledErr, and errAuthorizationDenied and
// errAuthorizationInteractionNotAllowed of Security.framework.
func scriptRefusal(complaint string) error {
	for number, sentinel := range map[string]error{
		"(-128)": platform.ErrDeclined, "(-60005)": platform.ErrNeedsAdmin, "(-60007)": platform.ErrUnsupported,
	} {
		if strings.Contains(complaint, number) {
			return sentinel
		}
	}
	return nil
}

// requestArguments reads what elevationScript puts behind the command.
func requestArguments(arguments []string) (owner int, sum string, err error) {
	if len(arguments) != 2 {
		return 0, "", fmt.Errorf("%w: %d arguments", platform.ErrUnsupported, len(arguments))
	}
	number, err := strconv.ParseUint(arguments[0], 10, 31)
	if err != nil {
		return 0, "", fmt.Errorf("reading the owner: %w", err)
	}
	sum = arguments[1]
	if len(sum) != 64 || strings.Trim(sum, "0123456789abcdef") != "" {
		return 0, "", fmt.Errorf("%w: that is no SHA-256", platform.ErrUnsupported)
	}
	return int(number), sum, nil
}
