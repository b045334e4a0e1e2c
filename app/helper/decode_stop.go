package helper

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"localhostdoctor/app/repair"
	"localhostdoctor/platform"
)

func (s Stop) check() error {
	switch {
	case s.Port == 0:
		return errors.New("no port")
	case len(s.Processes)+len(s.Services) == 0, len(s.Processes) > maxProcesses, len(s.Services) > maxServices:
		return fmt.Errorf("%d processes and %d services", len(s.Processes), len(s.Services))
	case s.WaitMS < 0 || s.WaitMS > maxWait.Milliseconds():
		return fmt.Errorf("waiting for %s", time.Duration(s.WaitMS)*time.Millisecond)
	}
	processes := s.Processes
	if s.Starter != nil {
		processes = append(slices.Clone(processes), *s.Starter)
	}
	for _, p := range processes {
		// 1 is the first process of every Unix: without it nothing runs.
		if p.PID <= 1 {
			return fmt.Errorf("process %d", p.PID)
		}
	}
	for _, service := range s.Services {
		if err := service.check(); err != nil {
			return err
		}
	}
	return nil
}

func (s Service) check() error {
	switch {
	case s.Verb != VerbStop:
		return fmt.Errorf("verb %q", s.Verb)
	case !slices.Contains(platform.OwnerKinds(), s.Kind):
		return fmt.Errorf("service of kind %q", s.Kind)
	case s.Scope != "" && s.Scope != platform.ScopeSystem && s.Scope != platform.ScopeUser:
		return fmt.Errorf("scope %q", s.Scope)
	case s.ID == "" || len(s.ID) > maxName || len(s.Name) > maxName:
		return fmt.Errorf("a name of %d bytes", len(s.ID))
	case strings.HasPrefix(s.ID, "-") || strings.ContainsFunc(s.ID, func(r rune) bool { return r < ' ' || r == 0x7f }):
		return fmt.Errorf("service %q", s.ID)
	}
	return nil
}

// changeable are the settings that take permission and belong to the computer. Those
// of a user are never changed with the rights of an administrator.
func changeable() map[platform.SettingKind][]platform.Value {
	return map[platform.SettingKind][]platform.Value{
		platform.SettingLoopback:        {platform.ValueOf("up"), platform.ValueOf("down")},
		platform.SettingLoopbackAddress: {platform.ValueOf("127.0.0.1/8"), {}},
		platform.SettingIPv6Off:         {platform.ValueOf("0"), platform.ValueOf("1")},
		platform.SettingReservedPort:    {platform.ValueOf("reserved"), {}},
		platform.SettingHostsFolder:     {platform.ValueOf(platform.Nothing), platform.ValueOf(platform.EmptyFolder)},
	}
}

func checkSettings(changes []repair.SettingChange) error {
	if len(changes) > maxSettings {
		return fmt.Errorf("%d settings", len(changes))
	}
	for _, c := range changes {
		values, ok := changeable()[c.Setting.Kind]
		if !ok || !slices.Contains(values, c.After) || len(c.Setting.Object) > maxName {
			return fmt.Errorf("setting %q to %q", c.Setting.Kind, c.After.Text)
		}
	}
	return nil
}
