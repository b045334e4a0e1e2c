package cli

import (
	"context"
	"net/netip"
	"sync"

	"github.com/spf13/cobra"

	"localhostdoctor/app/report"
	"localhostdoctor/app/session"
	"localhostdoctor/app/words"
)

func (r *run) serve() *cobra.Command {
	var port uint16
	var address string
	cmd := &cobra.Command{
		Use:   "serve",
		Short: r.say(words.T("cli.serve.short")),
		Long:  r.serveHelp(),
		Args:  r.noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			at, err := parseListenAddress(address)
			if err != nil {
				return err
			}
			return r.servePractice(cmd.Context(), at, port)
		},
	}
	cmd.Flags().Uint16Var(&port, "port", session.PracticePort, r.say(words.T("cli.serve.port")))
	cmd.Flags().StringVar(&address, "address", "127.0.0.1", r.say(words.T("cli.serve.address")))
	return cmd
}

// serveHelp ends with what other programs would be told to do the same.
func (r *run) serveHelp() string {
	text := r.say(words.T("cli.serve.long")) + "\n"
	for _, e := range r.Doctor.Equivalents(session.PracticePort) {
		text += "\n  " + e.Program + ":\n    " + e.Command
	}
	return text
}

// parseListenAddress reads the address to listen on; localhost is its IPv4 one.
func parseListenAddress(s string) (netip.Addr, error) {
	if s == "localhost" {
		s = "127.0.0.1"
	}
	at, err := netip.ParseAddr(s)
	if err != nil {
		return at, words.Fail(words.Usage, words.T("cli.serve.not-an-address", "Input", s),
			words.Text{}, words.T("cli.serve.not-an-address-do"), err)
	}
	return at.Unmap(), nil
}

// servePractice runs the practice server until it is interrupted, or until nobody
// reads what it writes.
func (r *run) servePractice(ctx context.Context, at netip.Addr, port uint16) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	var writing sync.Mutex
	var unwritten error
	write := func(object any, show func(*report.Printer)) {
		writing.Lock()
		defer writing.Unlock()
		if unwritten != nil {
			return
		}
		if unwritten = r.output(object, show); unwritten != nil {
			stop()
		}
	}
	writing.Lock() // the first line is where it listens
	server, err := r.Doctor.Practice(ctx, session.PracticeOptions{
		Address: at, Port: port, Speaker: r.Speaker,
		OnRequest: func(q session.PracticeRequest) {
			write(report.PracticeRequestJSON(q), func(p *report.Printer) { p.PracticeRequest(q) })
		},
	})
	writing.Unlock()
	if err != nil {
		return err
	}
	write(report.PracticeStartJSON(server), func(p *report.Printer) {
		p.Line(words.T("cli.serve.started", "URL", server.URL()))
	})
	r.aside().Line(words.T("cli.serve.how-to-stop"))
	if server.Exposed() {
		r.aside().Line(words.T("cli.serve.exposed"))
	}
	<-ctx.Done()
	if err := server.Close(); err != nil {
		return err
	}
	if unwritten != nil {
		return unwritten
	}
	r.exit = exitInterrupted
	write(report.PracticeEndJSON(server), func(p *report.Printer) {
		p.Line(words.T("cli.serve.stopped", "Count", server.Requests()))
	})
	return unwritten
}
