package session

import (
	"context"
	"errors"
	"path/filepath"
	"strconv"

	"localhostdoctor/app/hosts"
	"localhostdoctor/app/repair"
	"localhostdoctor/app/words"
	"localhostdoctor/platform"
)

// PrepareFix fills in what a plan that names only its Way would change, on the
// computer as it is now. The result is not Prepared when nothing has to be changed;
// then its Explain says why. A plan that is prepared already, or guided, is returned
// as it is.
func (s *Session) PrepareFix(ctx context.Context, plan Plan) (Plan, error) {
	if plan.Guided || plan.Prepared() {
		return plan, nil
	}
	prepared, err := s.prepare(ctx, plan)
	if err == nil && !prepared.Prepared() && prepared.Explain.Key == plan.Explain.Key {
		prepared.Explain = words.T("fix.nothing.set")
	}
	return prepared, s.explain(err, words.T("fix.failed.prepare", "Title", plan.Title))
}

func (s *Session) prepare(ctx context.Context, plan Plan) (Plan, error) {
	switch plan.Way {
	case repair.WayHosts, "":
		return s.prepareHosts(ctx, plan)
	case repair.WayNSSwitch:
		return s.prepareNSSwitch(ctx, plan)
	case repair.WayHostsFolder:
		return s.withSetting(ctx, plan, platform.Setting{Kind: platform.SettingHostsFolder}, withoutEmptyFolder)
	case repair.WayLoopback:
		return s.prepareLoopback(ctx, plan, platform.SettingLoopback, platform.ValueOf("up"))
	case repair.WayLoopbackAddress:
		return s.prepareLoopback(ctx, plan, platform.SettingLoopbackAddress, platform.ValueOf("127.0.0.1/8"))
	case repair.WayIPv6Loopback:
		return s.prepareLoopback(ctx, plan, platform.SettingIPv6Off, platform.ValueOf("0"))
	case repair.WayFlush:
		return s.prepareFlush(ctx, plan)
	case repair.WayNoProxy:
		return s.prepareNoProxy(ctx, plan)
	case repair.WayBypass:
		return s.prepareBypass(ctx, plan)
	default:
		return plan, platform.ErrUnsupported
	}
}

// prepareHosts keeps the name of the plan, and takes the rest from the repair of the
// hosts file.
func (s *Session) prepareHosts(ctx context.Context, plan Plan) (Plan, error) {
	repaired, err := s.HostsRepairPlan(ctx, HostsTarget{})
	if err != nil || repaired.Hosts == nil {
		return plan, err
	}
	repaired.ID, repaired.Code, repaired.Way, repaired.Hosts.Code = plan.ID, plan.Code, plan.Way, plan.Code
	repaired.Steps = []words.Text{
		words.T("fix.by-hand.open", "Path", repaired.Hosts.Path), words.T("fix.by-hand.lines"), words.T("diagnose.fix.check-again"),
	}
	return repaired, nil
}

func (s *Session) prepareNSSwitch(ctx context.Context, plan Plan) (Plan, error) {
	hostsPath, err := s.system.Hosts.Path(ctx)
	if err != nil {
		return plan, err
	}
	path := filepath.Join(filepath.Dir(hostsPath), "nsswitch.conf")
	now, err := s.system.Hosts.Read(ctx, path)
	if errors.Is(err, platform.ErrNotFound) {
		return nothing(plan, words.T("fix.nothing.nsswitch", "Path", path)), nil
	}
	if err != nil {
		return plan, err
	}
	after, ok := repair.InsertFiles(string(now.Bytes))
	if !ok {
		return nothing(plan, words.T("fix.nothing.nsswitch", "Path", path)), nil
	}
	plan.Hosts = &repair.HostsChange{
		Path: path, Base: now.SHA256, After: []byte(after), Diff: hosts.Diff(path, now.Bytes, []byte(after)),
		Reason: plan.Title, Code: plan.Code, Resolver: true, Expect: s.expected(ctx),
	}
	plan.Admin, err = s.needsAdmin(ctx, HostsTarget{}, path)
	return plan, err
}

// prepareLoopback is a plan that sets one thing of the loopback interface.
func (s *Session) prepareLoopback(ctx context.Context, plan Plan, kind platform.SettingKind, to platform.Value) (Plan, error) {
	all, err := s.system.Interfaces.All(ctx)
	if err != nil {
		return plan, err
	}
	for _, i := range all {
		if !i.Loopback {
			continue
		}
		if kind == platform.SettingIPv6Off {
			plan.Steps = []words.Text{
				words.T("diagnose.fix.run", "Command", "sudo sysctl -w net.ipv6.conf."+i.Name+".disable_ipv6=0"),
				words.T("diagnose.fix.check-again"),
			}
		}
		return s.withSetting(ctx, plan, platform.Setting{Kind: kind, Object: i.Name}, func(platform.Value) platform.Value { return to })
	}
	return plan, platform.ErrUnsupported
}

// withSetting adds one setting to a plan, if it is not what it should be.
func (s *Session) withSetting(ctx context.Context, plan Plan, setting platform.Setting, to func(platform.Value) platform.Value) (Plan, error) {
	now, err := s.system.Settings.Read(ctx, setting)
	if err != nil {
		return plan, err
	}
	if after := to(now); after != now {
		plan.Settings = append(plan.Settings, repair.SettingChange{Setting: setting, Before: now, After: after})
	}
	return plan, nil
}

// withoutEmptyFolder leaves alone what is anything else than an empty folder.
func withoutEmptyFolder(now platform.Value) platform.Value {
	if now == platform.ValueOf(platform.EmptyFolder) {
		return platform.ValueOf(platform.Nothing)
	}
	return now
}

func (s *Session) prepareFlush(ctx context.Context, plan Plan) (Plan, error) {
	keeper, err := s.system.NameCache.Keeper(ctx)
	switch {
	case err != nil:
		return plan, err
	case keeper == platform.NameKeeper{}:
		return nothing(plan, words.T("fix.nothing.flush")), nil
	}
	plan.Flush, plan.Admin = true, keeper.Admin && !s.system.About.Elevated
	plan.Explain = words.T("fix.flush.keeper", "Keeper", keeper.Name)
	if keeper.Command != "" {
		plan.Steps = []words.Text{words.T("catalogue.run", "Command", keeper.Command), words.T("diagnose.fix.check-again")}
	}
	return plan, nil
}

func (s *Session) prepareNoProxy(ctx context.Context, plan Plan) (Plan, error) {
	names := []string{"NO_PROXY"}
	if s.system.About.OS == string(hosts.Linux) {
		names = append(names, "no_proxy") // curl and wget read this one
	}
	for _, name := range names {
		var err error
		plan, err = s.withSetting(ctx, plan, platform.Setting{Kind: platform.SettingEnvironment, Object: name},
			func(now platform.Value) platform.Value { return repair.WithNoProxy(s.system.About.OS, name, now) })
		if err != nil {
			return plan, err
		}
	}
	return plan, nil
}

// prepareBypass adds this computer to every list of the desktop that there is.
func (s *Session) prepareBypass(ctx context.Context, plan Plan) (Plan, error) {
	for _, kind := range []platform.SettingKind{
		platform.SettingGNOMEIgnoreHosts, platform.SettingKDENoProxy, platform.SettingWindowsProxyOverride,
	} {
		var err error
		plan, err = s.withSetting(ctx, plan, platform.Setting{Kind: kind},
			func(now platform.Value) platform.Value { return repair.WithBypass(kind, now) })
		if err != nil && !errors.Is(err, platform.ErrUnsupported) {
			return plan, err
		}
	}
	return plan, nil
}

// ReservePlan says what would keep a port from being handed out to outgoing
// connections. The plan of a port that is kept already is not Prepared.
func (s *Session) ReservePlan(ctx context.Context, port uint16) (Plan, error) {
	plan := Plan{
		ID: string(repair.WayReservePort), Way: repair.WayReservePort, Undoable: true, Admin: !s.system.About.Elevated,
		Title: words.T("fix.reserve-port.title", "Port", int(port)), Explain: words.T("fix.reserve-port.explain"),
		Steps: []words.Text{words.T("diagnose.fix.run", "Command", s.reserveCommand(port))},
	}
	what := words.T("fix.failed.prepare", "Title", plan.Title)
	setting := platform.Setting{Kind: platform.SettingReservedPort, Object: strconv.Itoa(int(port))}
	plan, err := s.withSetting(ctx, plan, setting, func(platform.Value) platform.Value { return platform.ValueOf("reserved") })
	if err == nil && !plan.Prepared() {
		plan = nothing(plan, words.T("fix.nothing.reserved", "Port", int(port)))
	}
	return plan, s.explain(err, what)
}

// reserveCommand is the same by hand. sysctl(8) replaces the whole list.
func (s *Session) reserveCommand(port uint16) string {
	number := strconv.Itoa(int(port))
	if s.system.About.OS == string(hosts.Windows) {
		return "netsh int ipv4 add excludedportrange protocol=tcp startport=" + number + " numberofports=1"
	}
	return `sudo sysctl -w net.ipv4.ip_local_reserved_ports="$(sysctl -n net.ipv4.ip_local_reserved_ports),` + number + `"`
}

// nothing is a plan that would change nothing, and why.
func nothing(plan Plan, why words.Text) Plan {
	plan.Explain = why
	return plan
}
