package ui

import (
	"context"
	"time"

	"localhostdoctor/app/session"
	"localhostdoctor/app/ui/tasks"
)

// hostsWatch waits for changes that other programs make.
type hostsWatch struct {
	start *tasks.Job
	stop  func()
	// missed: a change was told of at a moment when nobody could look.
	missed bool
}

// lookEvery is how often the file is looked at where nothing tells of changes.
const lookEvery = 5 * time.Second

func (p *hostsPage) startWatch() {
	p.stopWatch()
	ctx, cancel := context.WithCancel(context.Background())
	p.watch.stop = cancel
	var changed <-chan struct{}
	var err error
	p.watch.start.Run(func(context.Context, func(func())) {
		changed, err = p.doctor.HostsWatch(ctx, session.HostsTarget{})
	}, func() {
		var unfollow func()
		if err != nil {
			unfollow = p.runner.Every(lookEvery, func() {
				if !p.unseen() {
					p.look()
				}
			})
		} else {
			unfollow = p.runner.Follow(changed, p.look)
		}
		p.watch.stop = func() { cancel(); unfollow() }
	})
}

func (p *hostsPage) stopWatch() {
	p.watch.start.Close()
	if p.watch.stop != nil {
		p.watch.stop()
		p.watch.stop = nil
	}
}

// look compares the file with what is shown. While a dialog may be writing it, its
// end looks.
func (p *hostsPage) look() {
	if p.saving || p.job.Running() || p.model == nil {
		p.watch.missed = true
		return
	}
	p.watch.missed = false
	shown := p.model
	var now session.HostsView
	var err error
	p.looking.Run(func(ctx context.Context, _ func(func())) {
		now, err = p.doctor.Hosts(ctx, session.HostsTarget{})
	}, func() {
		if shown.base.Content.SHA256 != p.model.base.Content.SHA256 {
			return // another one was read meanwhile
		}
		p.outside = err != nil || now.Content.SHA256 != shown.base.Content.SHA256
		p.showNotes()
	})
}
