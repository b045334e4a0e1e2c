package hosts

import (
	"hash/maphash"
	"net/netip"
)

// known numbers the names of a file: equal names have one number. It is a hash
// table of its own because a block list has a hundred thousand names, and Go's map
// takes three times as long and as much memory for them.
type known struct {
	seed  maphash.Seed
	slots []int32 // a name's number and one; 0 when free; a power of two of them
	keys  []string
	first []firsts
}

// firsts are the first entries, counted from 1, that map a name in each family.
type firsts struct{ v4, v6 int32 }

func (f *firsts) of(ip netip.Addr) *int32 {
	if ip.Is4() {
		return &f.v4
	}
	return &f.v6
}

// newKnown makes room for about so many names.
func newKnown(names int) *known {
	size := 16
	for size < 3*names/2 {
		size *= 2
	}
	return &known{
		seed: maphash.MakeSeed(), slots: make([]int32, size),
		keys: make([]string, 0, names), first: make([]firsts, 0, names),
	}
}

// number returns the number of key, a new one when it has none yet.
func (k *known) number(key string) int32 {
	slot := k.slot(key)
	if n := k.slots[slot]; n > 0 {
		return n - 1
	}
	if 4*len(k.keys) >= 3*len(k.slots) {
		k.grow()
		slot = k.slot(key)
	}
	k.keys = append(k.keys, key)
	k.first = append(k.first, firsts{})
	k.slots[slot] = int32(len(k.keys))
	return int32(len(k.keys) - 1)
}

// slot is where key is, or where it belongs.
func (k *known) slot(key string) int {
	mask := len(k.slots) - 1
	slot := int(maphash.String(k.seed, key)) & mask
	for k.slots[slot] > 0 && k.keys[k.slots[slot]-1] != key {
		slot = (slot + 1) & mask
	}
	return slot
}

func (k *known) grow() {
	k.slots = make([]int32, 2*len(k.slots))
	for i, key := range k.keys {
		k.slots[k.slot(key)] = int32(i + 1)
	}
}
