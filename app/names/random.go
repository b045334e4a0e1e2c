package names

import (
	"context"
	"crypto/rand"
	"net/netip"
	"regexp"
	"slices"
	"strings"
	"sync"
)

// randomLength is how many letters a made-up name has: nobody has registered
// 26^12 names.
const randomLength = 12

// RandomLabel makes up a label that nobody has given to anything.
func RandomLabel() string {
	// Text has 26 letters and more; only the letters are taken.
	var b strings.Builder
	for b.Len() < randomLength {
		for _, r := range strings.ToLower(rand.Text()) {
			if 'a' <= r && r <= 'z' && b.Len() < randomLength {
				b.WriteRune(r)
			}
		}
	}
	return b.String()
}

// RandomQuestions returns questions for three names that do not exist: two that
// nobody has registered, and one that nobody can (RFC 6761 section 6.4).
func RandomQuestions() []Question {
	return []Question{
		{RandomLabel() + ".com.", A},
		{RandomLabel() + ".com.", A},
		{RandomLabel() + ".invalid.", A},
	}
}

var randomName = regexp.MustCompile(`^[a-z]{12}\.(com|invalid)\.$`)

func isRandom(q Question) bool { return q.Type == A && randomName.MatchString(q.Name) }

// AskRandom puts RandomQuestions to server, side by side.
func AskRandom(ctx context.Context, asker Asker, server netip.AddrPort) []Reply {
	return askEach(ctx, asker, server, RandomQuestions())
}

func askEach(ctx context.Context, asker Asker, server netip.AddrPort, questions []Question) []Reply {
	replies := make([]Reply, len(questions))
	var all sync.WaitGroup
	for i, q := range questions {
		all.Go(func() {
			answer, err := asker.Ask(ctx, server, q)
			replies[i] = Reply{Question: q, Answer: answer, Err: err}
		})
	}
	all.Wait()
	return replies
}

// Hijack is what the replies to RandomQuestions come to.
type Hijack struct {
	Answered bool         // at least two questions were
	Address  []netip.Addr // what several names that do not exist have in common
	Name     string       // one of them, without the final dot
}

// JudgeRandom finds a server that gives the same address for names that do not
// exist: an advertising page, or a router's own. One name alone may have been
// registered by chance.
func JudgeRandom(replies []Reply) Hijack {
	var found Hijack
	answered := 0
	seen := map[netip.Addr]string{}
	for _, r := range replies {
		if r.Err != nil {
			continue
		}
		answered++
		for _, addr := range r.Answer.Addresses {
			first, again := seen[addr]
			switch {
			case !again:
				seen[addr] = r.Question.Name
			case first != r.Question.Name && !slices.Contains(found.Address, addr):
				found.Address = append(found.Address, addr)
				found.Name = strings.TrimSuffix(r.Question.Name, ".")
			}
		}
	}
	found.Answered = answered >= 2
	return found
}
