package repair_test

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"localhostdoctor/app/ports"
	"localhostdoctor/app/repair"
	"localhostdoctor/platform"
	"localhostdoctor/platform/fake"
)

// silent is a computer that does not say which ports are excluded.
type silent struct{ platform.PortRules }

func (silent) Excluded(ctx context.Context) ([]platform.PortRange, error) {
	<-ctx.Done()
	return nil, ctx.Err()
}

func TestARuleThatIsNotToldDoesNotHoldUpTheOthers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := fake.New()
		c.EphemeralFirst, c.EphemeralLast = 49152, 65535
		system := c.System()
		system.PortRules = silent{system.PortRules}
		begun := time.Now()
		around, err := repair.NewStopper(system, ports.Knowledge{}).Rules(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if took := time.Since(begun); took > 3*time.Second {
			t.Errorf("it took %s", took)
		}
		if len(around.Unchecked) != 1 || around.Unchecked[0].Key != "conflict.unchecked.excluded" || around.Temporary.First != 49152 {
			t.Errorf("got %+v", around)
		}
	})
}
