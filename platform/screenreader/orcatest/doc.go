// Package orcatest lets tests listen to Orca, the screen reader of most desktops on Linux,
// while it reads a window. It reads the log that Orca keeps, so that nothing is spoken.
package orcatest
