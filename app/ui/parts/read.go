package parts

import (
	"strings"

	"fyne.io/fyne/v2"
)

// What a screen reader says of the drawings and of what is made of other parts.

// AccessibilityLabel is what a screen reader says: the stations in their order.
func (p *Path) AccessibilityLabel() string {
	stops := append(append([]Stop{p.way.Start}, p.way.Forks...), p.way.After...)
	said := make([]string, 0, len(stops))
	for _, s := range stops {
		said = append(said, strings.TrimSpace(s.Name+" "+s.Text))
	}
	return strings.Join(said, ", ")
}

// AccessibilityRole is what a screen reader calls it.
func (p *Path) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// AccessibilityLabel is what a screen reader says: the words in the picture.
func (l *Loop) AccessibilityLabel() string {
	return strings.Join([]string{l.computer, l.from, l.address, l.to, l.outside}, ", ")
}

// AccessibilityRole is what a screen reader calls it.
func (l *Loop) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// AccessibilityLabel is what a screen reader says: the stretches in their order.
func (s *Scale) AccessibilityLabel() string {
	said := make([]string, 0, len(s.stretches))
	for _, each := range s.stretches {
		said = append(said, each.Name+" "+each.Note)
	}
	return strings.Join(said, ", ")
}

// AccessibilityRole is what a screen reader calls it.
func (s *Scale) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// AccessibilityLabel is what a screen reader says: the whole text, also where the cell
// has no room for it.
func (c *cell) AccessibilityLabel() string { return c.text }

// AccessibilityRole is what a screen reader calls it.
func (c *cell) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// AccessibilityLabel is what the tip says.
func (t *tips) AccessibilityLabel() string { return t.said }

// AccessibilityRole is what a screen reader calls it.
func (t *tips) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// AccessibilityLabel is what a screen reader says: the question.
func (d *Dialog) AccessibilityLabel() string { return d.title.Said() }

// AccessibilityRole is what a screen reader calls it.
func (d *Dialog) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleContainer }
