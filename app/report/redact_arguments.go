package report

import (
	"regexp"
	"strings"
)

var (
	// secretFlag is an argument whose value is the next one.
	secretFlag = regexp.MustCompile(`(?i)^(?:(?:--?|/)(?:[\w.-]*` + secretWord + `[\w.-]*|u|user|proxy-user)|[{"']*[\w.-]*` + secretWord + `["']?[:=])$`)
	// secretRest is one after which everything is secret up to the next flag.
	secretRest = regexp.MustCompile(`(?i)^["']?(?:(?:proxy-)?authorization|set-cookie|cookie|x-[a-z-]*(?:key|token|auth)[a-z-]*):$|^["']?-----BEGIN$`)
	// secretOpen is one whose secret begins with a quote that it does not end.
	secretOpen = regexp.MustCompile(`(?i)` + secretWord + `[\w.-]*[=:](?:"[^"]*|'[^']*)$`)
	// longMixed is a word of letters and digits as long as keys are.
	longMixed = regexp.MustCompile(`\b[A-Za-z0-9_+=-]{24,}\b`)
)

// hiding says how far a secret goes in a command line.
type hiding int

const (
	hideNothing hiding = iota
	hideNext           // one argument
	hideRest           // up to the next flag
	hideQuote          // up to the end of a quote
)

// Arguments returns a command line without what is private. It sees what Text alone
// does not: where an argument begins and ends. Programs that split their line at
// blanks, as some show it, are thought of too. Of a very long line the beginning stays.
func (r *Redactor) Arguments(line []string) []string {
	if line == nil {
		return nil
	}
	clean := make([]string, 0, len(line))
	glued := len(line) > 0 && takesGluedPassword(line[0])
	hide, left := hideNothing, mostRedacted
	for _, argument := range line {
		if left -= len(argument) + 1; left < 0 {
			return append(clean, ellipsis)
		}
		isFlag := strings.HasPrefix(argument, "-")
		switch {
		case hide == hideQuote:
			clean = append(clean, secretMark)
			if strings.ContainsAny(argument, `"'`) {
				hide = hideNothing
			}
			continue
		case hide == hideNext && !strings.HasPrefix(argument, "--"), hide == hideRest && !isFlag:
			clean = append(clean, secretMark)
			if hide == hideNext {
				hide = hideNothing
			}
			continue
		}
		hide = hides(argument, glued)
		if glued && len(argument) > 2 && isPasswordLetter(argument[:2]) {
			argument = argument[:2] + secretMark
		}
		if hide == hideQuote {
			argument = argument[:strings.IndexAny(argument, "=:")+1] + secretMark
		}
		clean = append(clean, r.withoutKeys(r.Text(argument)))
	}
	return clean
}

// hides tells how much after an argument is secret.
func hides(argument string, glued bool) hiding {
	switch {
	case secretRest.MatchString(argument):
		return hideRest
	case secretFlag.MatchString(argument), glued && isPasswordLetter(argument):
		return hideNext
	case secretOpen.MatchString(argument):
		return hideQuote
	default:
		return hideNothing
	}
}

// withoutKeys takes out words that are as long and mixed as keys are.
func (r *Redactor) withoutKeys(argument string) string {
	return longMixed.ReplaceAllStringFunc(argument, func(word string) string {
		if strings.ContainsAny(word, "0123456789") && strings.ContainsAny(strings.ToLower(word), "abcdefghijklmnopqrstuvwxyz") {
			return secretMark
		}
		return word
	})
}

// takesGluedPassword knows the programs for which -p or -a is a password.
func takesGluedPassword(path string) bool {
	name := strings.ToLower(path[strings.LastIndexAny(path, `/\`)+1:])
	for _, each := range []string{"mysql", "mariadb", "sshpass", "redis-cli", "mongo"} {
		if strings.HasPrefix(name, each) {
			return true
		}
	}
	return false
}

func isPasswordLetter(flag string) bool { return flag == "-p" || flag == "-a" }
