package ui

import (
	"slices"

	"localhostdoctor/app/session"
	"localhostdoctor/app/ui/parts"
	"localhostdoctor/app/words"
)

// answerView is what a text means, as it is shown.
type answerView struct {
	Tone   parts.Tone
	Title  string
	Text   string   // what was found on this computer, or what to do
	Seen   []string // what else was seen here
	Facts  []string // for who wants to know more
	Way    string   // what can be done in the likeliest case
	Steps  []string // how, one after the other
	Others []string // what can be done in the other cases
	Offers []answerOffer
}

// answerOffer is a button.
type answerOffer struct {
	session.Offer
	Name string
}

func viewAnswer(speaker *words.Speaker, e session.Explained) answerView {
	view := answerView{
		Tone: toneOfAnswer(e), Title: speaker.Say(e.Summary), Text: speaker.All(e.Cause, e.Next),
		Seen: speaker.Each(e.Seen), Facts: speaker.Each(e.Facts),
	}
	if e.Over.Key != "" {
		view.Title, view.Text = speaker.Say(e.Over), ""
		view.Seen = slices.DeleteFunc(view.Seen, func(s string) bool { return s == view.Title })
		view.Facts = slices.Insert(view.Facts, 0, speaker.Say(words.T("explain.meant", "What", e.Summary)))
	}
	for i, advice := range e.Advice {
		what := speaker.Say(advice.What)
		if i == 0 {
			view.Way, view.Steps = what, speaker.Each(advice.Steps)
			continue
		}
		view.Others = append(view.Others, what)
	}
	if e.Kind == session.ExplainError || len(view.Seen) > 0 {
		for _, offer := range e.Offers {
			view.Offers = append(view.Offers, answerOffer{offer, speaker.Say(nameOfOffer(offer))})
		}
		return view
	}
	// Without anything seen, what it means is the answer.
	if len(view.Facts) > 0 {
		view.Text, view.Facts = speaker.All(e.Facts[0]), view.Facts[1:]
	}
	return view
}

func toneOfAnswer(e session.Explained) parts.Tone {
	switch {
	case e.Confirmed():
		return parts.Problem
	case !e.Known():
		return parts.Unknown
	case e.Kind == session.ExplainError && e.Over.Key == "":
		return parts.Attention
	default:
		return parts.Fine
	}
}

func nameOfOffer(o session.Offer) words.Text {
	switch o.Kind {
	case session.OfferStop:
		return words.T("ask.offer.stop", "Port", int(o.Port))
	case session.OfferSuggest:
		return words.T("ask.offer.suggest")
	case session.OfferTest:
		return words.T("ask.offer.test")
	case session.OfferHosts:
		return words.T("ask.offer.hosts")
	default:
		return words.T("ask.offer.checkup")
	}
}
