// Package uia tells screen readers on Windows what is in the window, by UI Automation
// (Microsoft's documentation: "UI Automation Provider Programmer's Guide"). What is told,
// and when, is decided in Go and tested everywhere; the objects that Windows asks for are
// C, for some of their methods take doubles.
package uia
