package native

import "path/filepath"

func stateFolder() (string, error) {
	home, err := homeFolder()
	if err != nil {
		return "", err
	}
	return filepath.Join(home, "Library", "Application Support", "Localhost Doctor"), nil
}
