// Package atspi tells screen readers on Linux what is in the window, by AT-SPI, which they
// speak over D-Bus (at-spi2-core).
package atspi
