package native

// browserCommands is open(1).
func browserCommands(path string) [][]string { return [][]string{{"/usr/bin/open", path}} }
