package native

import "os"

func userLanguages() []string { return languagesIn(os.Getenv) }
