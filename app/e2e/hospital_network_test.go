//go:build e2e && linux

package e2e

import "testing"

var networkIllnesses = []illness{
	{
		name: "loopback interface down", script: "ip link set lo down",
		want: diagnosis{verdict: "problem", causes: []string{"L01"}, effects: []string{"F01", "L03", "L05"}},
	},
	{
		name: "127.0.0.1 deleted", script: "ip addr del 127.0.0.1/8 dev lo",
		want: diagnosis{verdict: "problem", causes: []string{"L02"}, effects: []string{"L03", "L05"}},
	},
}

func TestASickNetworkIsDiagnosed(t *testing.T) {
	for _, ill := range networkIllnesses {
		t.Run(ill.name, func(t *testing.T) {
			admit(t, ill).examine(t, ill.settings...).wantDiagnosis(t, ill.want)
		})
	}
}
