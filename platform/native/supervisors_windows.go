package native

import (
	"context"
	"errors"
	"fmt"
	"time"
	"unsafe"

	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/registry"
	"golang.org/x/sys/windows/svc"
	"golang.org/x/sys/windows/svc/mgr"

	"localhostdoctor/platform"
)

const (
	// serviceStopLimit is how long a service and those that need it may take to stop.
	serviceStopLimit = 60 * time.Second
	serviceLookEvery = 250 * time.Millisecond
)

type supervisors struct{}

func newSupervisors() supervisors { return supervisors{} }

// ownersKept is how old what is remembered of HTTP.sys may be.
const ownersKept = 20 * time.Second

// Owners implements platform.Supervisors.
func (supervisors) Owners(ctx context.Context, listeners []platform.Listener, _ platform.Query) (map[platform.Held]platform.Owner, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	services, err := runningServices()
	if err != nil {
		return nil, err
	}
	rules, err := proxyRules()
	return ownersByService(listeners, servicesByPID(services), rules), err
}

// proxyRules reads the rules of "netsh interface portproxy". Most computers have none.
func proxyRules() (rules []proxyRule, err error) {
	for _, kind := range []string{"v4tov4", "v4tov6", "v6tov4", "v6tov6"} {
		key, opened := registry.OpenKey(registry.LOCAL_MACHINE, `SYSTEM\CurrentControlSet\Services\PortProxy\`+kind+`\tcp`, registry.QUERY_VALUE)
		if errors.Is(opened, registry.ErrNotExist) {
			continue
		}
		if opened != nil {
			return rules, fmt.Errorf("reading the forwarding rules: %w", opened)
		}
		names, failed := key.ReadValueNames(-1)
		err = errors.Join(err, failed)
		for _, name := range names {
			value, _, failed := key.GetStringValue(name)
			if failed == nil {
				var rule proxyRule
				if rule, failed = parseProxyRule(kind, name, value); failed == nil {
					rules = append(rules, rule)
				}
			}
			err = errors.Join(err, failed)
		}
		err = errors.Join(err, key.Close())
	}
	return rules, err
}

// runningServices lists the running services (EnumServicesStatusEx).
func runningServices() (found []service, err error) {
	manager, err := windows.OpenSCManager(nil, nil, windows.SC_MANAGER_CONNECT|windows.SC_MANAGER_ENUMERATE_SERVICE)
	if err != nil {
		return nil, serviceError("listing services", err)
	}
	defer func() { err = errors.Join(err, windows.CloseServiceHandle(manager)) }()
	var needed, count uint32
	buffer := make([]byte, 256<<10) // the most that the call takes
	for resume := uint32(0); ; {
		err := windows.EnumServicesStatusEx(manager, windows.SC_ENUM_PROCESS_INFO, windows.SERVICE_WIN32, windows.SERVICE_ACTIVE,
			&buffer[0], uint32(len(buffer)), &needed, &count, &resume, nil)
		if err != nil && !errors.Is(err, windows.ERROR_MORE_DATA) {
			return nil, serviceError("listing services", err)
		}
		if count > 0 {
			for _, s := range unsafe.Slice((*windows.ENUM_SERVICE_STATUS_PROCESS)(unsafe.Pointer(&buffer[0])), count) {
				found = append(found, service{
					pid: int(s.ServiceStatusProcess.ProcessId),
					id:  windows.UTF16PtrToString(s.ServiceName), name: windows.UTF16PtrToString(s.DisplayName),
				})
			}
		}
		if err == nil || count == 0 {
			return found, nil
		}
	}
}

// Effects implements platform.Supervisors.
func (supervisors) Effects(_ context.Context, owner platform.Owner) (effects platform.StopEffects, err error) {
	err = withService(owner, windows.SERVICE_QUERY_STATUS|windows.SERVICE_ENUMERATE_DEPENDENTS, func(service *mgr.Service) error {
		status, err := service.Query()
		if err != nil {
			return serviceError("looking at "+owner.ID, err)
		}
		effects.Forbidden = status.Accepts&svc.AcceptStop == 0
		effects.Dependents, err = service.ListDependentServices(svc.Active)
		if err != nil {
			return serviceError("listing what needs "+owner.ID, err)
		}
		return nil
	})
	return effects, err
}

// Stop implements platform.Supervisors.
func (s supervisors) Stop(ctx context.Context, owner platform.Owner) error {
	ctx, cancel := context.WithTimeout(ctx, serviceStopLimit)
	defer cancel()
	effects, err := s.Effects(ctx, owner)
	if err != nil {
		return err
	}
	// ListDependentServices gives them in the order in which they must be stopped.
	for _, id := range append(effects.Dependents, owner.ID) {
		if err := stopService(ctx, platform.Owner{Kind: platform.OwnerService, ID: id, Name: id}); err != nil {
			return err
		}
	}
	return nil
}

func stopService(ctx context.Context, owner platform.Owner) error {
	return withService(owner, windows.SERVICE_STOP|windows.SERVICE_QUERY_STATUS, func(service *mgr.Service) error {
		status, err := service.Control(svc.Stop)
		if errors.Is(err, windows.ERROR_SERVICE_NOT_ACTIVE) {
			return nil
		}
		if err != nil {
			return serviceError("stopping "+owner.ID, err)
		}
		tick := time.NewTicker(serviceLookEvery)
		defer tick.Stop()
		for status.State != svc.Stopped {
			select {
			case <-ctx.Done():
				return fmt.Errorf("waiting for %s to stop: %w", owner.ID, ctx.Err())
			case <-tick.C:
			}
			if status, err = service.Query(); err != nil {
				return serviceError("waiting for "+owner.ID+" to stop", err)
			}
		}
		return nil
	})
}

// withService opens a service with no more rights than use needs.
func withService(owner platform.Owner, access uint32, use func(*mgr.Service) error) (err error) {
	if owner.Kind != platform.OwnerService {
		return fmt.Errorf("looking at %s: %w", owner.Name, platform.ErrUnsupported)
	}
	name, err := windows.UTF16PtrFromString(owner.ID)
	if err != nil {
		return fmt.Errorf("looking at a service: %w", err)
	}
	manager, err := windows.OpenSCManager(nil, nil, windows.SC_MANAGER_CONNECT)
	if err != nil {
		return serviceError("looking at "+owner.ID, err)
	}
	defer func() { err = errors.Join(err, windows.CloseServiceHandle(manager)) }()
	handle, err := windows.OpenService(manager, name, access)
	if err != nil {
		return serviceError("looking at "+owner.ID, err)
	}
	service := &mgr.Service{Name: owner.ID, Handle: handle}
	defer func() { err = errors.Join(err, service.Close()) }()
	return use(service)
}

func serviceError(doing string, err error) error {
	switch {
	case errors.Is(err, windows.ERROR_ACCESS_DENIED):
		return fmt.Errorf("%s: %w: %w", doing, platform.ErrNeedsAdmin, err)
	case errors.Is(err, windows.ERROR_SERVICE_DOES_NOT_EXIST):
		return fmt.Errorf("%s: %w: %w", doing, platform.ErrNotFound, err)
	default:
		return fmt.Errorf("%s: %w", doing, err)
	}
}
