package hosts

import "slices"

// maxSteps bounds the search for a shortest edit script, whose memory grows with
// the square of the number of changed lines. Contents that differ in more lines
// are shown as one whole change.
const maxSteps = 1500

// edits finds the lines that differ.
func (d *diff) edits() []edit {
	a, b := d.a.lines, d.b.lines
	head := 0
	for head < len(a) && head < len(b) && a[head] == b[head] {
		head++
	}
	tail := 0
	for tail < len(a)-head && tail < len(b)-head && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	middle := script(a[head:len(a)-tail], b[head:len(b)-tail])
	for i := range middle {
		middle[i].a0 += head
		middle[i].a1 += head
		middle[i].b0 += head
		middle[i].b1 += head
	}
	return middle
}

// script is the shortest list of edits that makes b of a, by Myers' greedy
// algorithm ("An O(ND) Difference Algorithm and Its Variations", 1986).
func script(a, b []string) []edit {
	limit := min(len(a)+len(b), maxSteps)
	furthest := make([]int, 2*limit+3)
	var trace [][]int
	for steps := 0; steps <= limit; steps++ {
		// Only the diagonals that this many steps reach are kept for the way back.
		trace = append(trace, slices.Clone(furthest[limit+1-steps-1:limit+1+steps+2]))
		for k := -steps; k <= steps; k += 2 {
			x := follow(furthest, limit+1, k, steps)
			y := x - k
			for x < len(a) && y < len(b) && a[x] == b[y] {
				x++
				y++
			}
			furthest[limit+1+k] = x
			if x >= len(a) && y >= len(b) {
				return backtrack(trace, len(a), len(b))
			}
		}
	}
	return []edit{{0, len(a), 0, len(b)}}
}

// follow returns how far diagonal k gets by one more step: down from the diagonal
// above it or right from the one below, whichever got further.
func follow(furthest []int, zero, k, steps int) int {
	if k == -steps || k != steps && furthest[zero+k-1] < furthest[zero+k+1] {
		return furthest[zero+k+1]
	}
	return furthest[zero+k-1] + 1
}

// backtrack walks the trace from the end and joins steps that touch.
func backtrack(trace [][]int, x, y int) []edit {
	var edits []edit
	for steps := len(trace) - 1; steps > 0; steps-- {
		zero := steps + 1
		row := trace[steps]
		k := x - y
		down := k == -steps || k != steps && row[zero+k-1] < row[zero+k+1]
		var e edit
		if down {
			x = row[zero+k+1]
			y = x - (k + 1)
			e = edit{x, x, y, y + 1}
		} else {
			x = row[zero+k-1]
			y = x - (k - 1)
			e = edit{x, x + 1, y, y}
		}
		if n := len(edits); n > 0 && edits[n-1].a0 == e.a1 && edits[n-1].b0 == e.b1 {
			edits[n-1].a0, edits[n-1].b0 = e.a0, e.b0
		} else {
			edits = append(edits, e)
		}
	}
	slices.Reverse(edits)
	return edits
}
