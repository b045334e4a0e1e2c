package native

import "golang.org/x/sys/windows"

// userLanguages are the display languages of Windows.
func userLanguages() []string {
	found, err := windows.GetUserPreferredUILanguages(windows.MUI_LANGUAGE_NAME)
	if err != nil {
		return nil // English, then
	}
	return found
}
