package hosts

// rule is one respect in which readers of hosts files differ; docs/hosts-rules.md
// has them all.
type rule int

const (
	ruleSeparators rule = iota
	ruleComment
	ruleBlanks
	ruleCase
	ruleDot
	ruleLines
	ruleShort
	ruleZones
	ruleZero
	ruleNames
	ruleMark
	ruleASCII
	ruleNewline
	ruleNUL
	ruleLength
	ruleMost
	ruleAliases
	ruleFamilies
	ruleBuiltIn
	rulesCount
)

// allBut is a set of doubts: all rules but these.
func allBut(certain ...rule) map[rule]bool {
	doubts := make(map[rule]bool, rulesCount)
	for r := range rulesCount {
		doubts[r] = true
	}
	for _, r := range certain {
		delete(doubts, r)
	}
	return doubts
}
