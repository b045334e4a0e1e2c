package platform

import "context"

// Obstacles finds out why a file cannot be changed, and lifts what may be lifted.
type Obstacles interface {
	// Of returns what stands in the way of changing the hosts file at path, or will
	// undo the change later; empty when nothing does. With an error, which says what
	// could not be looked at, the list holds what was found nevertheless.
	Of(ctx context.Context, path string) ([]Obstacle, error)
	// Lift takes flags, those of an Obstacle, off the file. ErrNeedsAdmin,
	// ErrUnsupported.
	Lift(ctx context.Context, path string, flags FileFlags) error
	// Restore gives the file at path, which may be a new one by now, those flags
	// again.
	Restore(ctx context.Context, path string, flags FileFlags) error
}

// Obstacle is one thing that stands in the way of changing a file.
type Obstacle struct {
	Kind ObstacleKind
	// Path is what the obstacle is about: the file, its folder, a mount point, or
	// the file in which it is set.
	Path   string
	Detail string // what the system says about it, such as the option's name; may be empty
	// Blocks: writing fails because of it. Otherwise writing works, but differently,
	// or not for long.
	Blocks bool
	// Flags is what Lift would take off; 0 when it cannot be lifted.
	Flags FileFlags
}

// FileFlags are attributes of a file as its system numbers them: FS_IOC_GETFLAGS on
// Linux, st_flags on macOS, GetFileAttributes on Windows.
type FileFlags uint32

// ObstacleKind says what kind of thing stands in the way.
type ObstacleKind string

// The kinds of obstacles. Those that other programs make come last.
const (
	ObstacleReadOnly     ObstacleKind = "read-only"      // the read-only attribute
	ObstacleHidden       ObstacleKind = "hidden"         // the hidden or system attribute, at which other editors fail
	ObstacleImmutable    ObstacleKind = "immutable"      // chattr +i or +a, uchg, schg
	ObstaclePermission   ObstacleKind = "permission"     // the plain rights of the file
	ObstacleAccessList   ObstacleKind = "access-list"    // an entry of its access control list
	ObstacleInUse        ObstacleKind = "in-use"         // another program has it open for itself alone
	ObstacleMount        ObstacleKind = "mount"          // the file itself is a mount point
	ObstacleReadOnlyDisk ObstacleKind = "read-only-disk" // the file system may not be written
	ObstacleStore        ObstacleKind = "store"          // a link into a read-only store such as /nix/store
	ObstacleWSL          ObstacleKind = "wsl"            // WSL writes the file anew at each start
	ObstacleCloudInit    ObstacleKind = "cloud-init"     // cloud-init writes the file anew at each start
	ObstacleMoved        ObstacleKind = "moved"          // DataBasePath in the registry names another folder
	ObstacleUnknown      ObstacleKind = "unknown"        // writing is refused and the system does not say why
)

// ObstacleKinds are all kinds.
func ObstacleKinds() []ObstacleKind {
	return []ObstacleKind{
		ObstacleReadOnly, ObstacleHidden, ObstacleImmutable, ObstaclePermission, ObstacleAccessList, ObstacleInUse,
		ObstacleMount,
		ObstacleReadOnlyDisk, ObstacleStore, ObstacleWSL, ObstacleCloudInit, ObstacleMoved, ObstacleUnknown,
	}
}

// NameCache is what the system remembers of names.
type NameCache interface {
	// Flush makes the system forget it. nil also when there is nothing that would
	// have to be flushed after a change of the hosts file; ErrNeedsAdmin,
	// ErrUnsupported.
	Flush(ctx context.Context) error
	// Keeper is the program that remembers them; the zero Keeper when none does, so that
	// there is nothing to flush.
	Keeper(ctx context.Context) (NameKeeper, error)
}

// NameKeeper is a program that remembers what names led to.
type NameKeeper struct {
	Name    string // as its system calls it
	Command string // makes it forget, in a terminal
	Admin   bool   // only the administrator may make it forget
}
