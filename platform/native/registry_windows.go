package native

import (
	"errors"
	"fmt"

	"golang.org/x/sys/windows/registry"
)

// registryTexts returns the text values of a key; none when there is no such key.
func registryTexts(root registry.Key, path string) (map[string]string, error) {
	key, err := registry.OpenKey(root, path, registry.QUERY_VALUE|registry.WOW64_64KEY)
	if errors.Is(err, registry.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("opening %s: %w", path, err)
	}
	defer func() { _ = key.Close() }() // nothing was written
	names, err := key.ReadValueNames(0)
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", path, err)
	}
	values := make(map[string]string, len(names))
	for _, name := range names {
		value, _, err := key.GetStringValue(name)
		if errors.Is(err, registry.ErrUnexpectedType) || errors.Is(err, registry.ErrNotExist) {
			continue // a number, or gone by now
		}
		if err != nil {
			return nil, fmt.Errorf("reading %s: %w", path, err)
		}
		values[name] = value
	}
	return values, nil
}

// registryNumber returns a number of a key; 0 when there is none.
func registryNumber(root registry.Key, path, name string) (uint64, error) {
	key, err := registry.OpenKey(root, path, registry.QUERY_VALUE|registry.WOW64_64KEY)
	if errors.Is(err, registry.ErrNotExist) {
		return 0, nil
	}
	if err != nil {
		return 0, fmt.Errorf("opening %s: %w", path, err)
	}
	defer func() { _ = key.Close() }() // nothing was written
	value, _, err := key.GetIntegerValue(name)
	if errors.Is(err, registry.ErrNotExist) || errors.Is(err, registry.ErrUnexpectedType) {
		return 0, nil
	}
	if err != nil {
		return 0, fmt.Errorf("reading %s of %s: %w", name, path, err)
	}
	return value, nil
}
