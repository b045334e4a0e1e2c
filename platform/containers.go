package platform

import "context"

// Containers are the container engines of this computer.
type Containers interface {
	// Exposing names the running containers that use TCP port inside themselves and
	// have not published it. Engines that do not run have none.
	Exposing(ctx context.Context, port uint16) ([]string, error)
}
