package platform

import "errors"

// The errors a caller may have to act on. Implementations wrap them with what
// they were doing; test with errors.Is.
var (
	ErrNeedsAdmin  = errors.New("administrator permission is needed")
	ErrDeclined    = errors.New("permission was not given")
	ErrUnsafePlace = errors.New("this program lies where others than administrators can change it")
	ErrUnsupported = errors.New("not possible on this system")
	ErrNotFound    = errors.New("does not exist")
	ErrNotRegular  = errors.New("not a regular file")
	ErrEmptyFolder = errors.New("an empty folder") // beside ErrNotRegular
	ErrTooLarge    = errors.New("too large")
	ErrReadOnly    = errors.New("cannot be written")
	ErrChanged     = errors.New("changed meanwhile")
	ErrBusy        = errors.New("in use by another run of this program")
	ErrGone        = errors.New("has ended")
	ErrNoAddress   = errors.New("no such name, or no address of this family")
)

// The classes of socket errors, see Network.Class.
var (
	ErrRefused        = errors.New("connection refused")
	ErrTimeout        = errors.New("timed out")
	ErrReset          = errors.New("connection closed by the other side")
	ErrUnreachable    = errors.New("network unreachable")
	ErrAddressNotHere = errors.New("this computer does not have that address")
	ErrAddressInUse   = errors.New("address in use")
	ErrDenied         = errors.New("forbidden by this system")
	ErrNoProvider     = errors.New("the network software of this system does not work")
)
