//go:build !nowindow

package window

import "fmt"

const english = "en_US.UTF-8"

// prepare puts right what in the environment would make Fyne 2.8, or a library
// below it, write an error to the terminal though nothing is wrong:
// the language names C and POSIX, which it takes for languages, and the search
// for a Wayland display where there is only X11.
func prepare(get func(string) string, set func(name, value string) error) error {
	changes := map[string]string{}
	if name, wrong := languageToSet(get); wrong {
		changes[name] = english
	}
	if get("DISPLAY") != "" && get("WAYLAND_DISPLAY") == "" && get("FYNE_PLATFORM") == "" {
		changes["FYNE_PLATFORM"] = "x11"
	}
	for name, value := range changes {
		if err := set(name, value); err != nil {
			return fmt.Errorf("setting %s: %w", name, err)
		}
	}
	return nil
}

// languageToSet is the variable that decides on the language (POSIX, chapter 8.2)
// if it names none.
func languageToSet(get func(string) string) (name string, wrong bool) {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		switch get(name) {
		case "":
			continue
		case "C", "POSIX", "C.UTF-8", "C.utf8":
			return name, true
		default:
			return "", false
		}
	}
	return "LANG", true
}
