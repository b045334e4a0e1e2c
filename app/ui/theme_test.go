package ui

import (
	"image/color"
	"math"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"

	"localhostdoctor/app/ui/parts"
)

// TestEveryTextCanBeRead measures the contrast of WCAG 2.2, 1.4.3: at least 4.5
// to 1 for every text on every ground on which it stands.
func TestEveryTextCanBeRead(t *testing.T) {
	pairs := []struct{ text, ground fyne.ThemeColorName }{
		{theme.ColorNameForeground, theme.ColorNameBackground},
		{theme.ColorNameForeground, parts.ColorSurface},
		{theme.ColorNameForeground, theme.ColorNameSelection},
		{theme.ColorNameForeground, parts.ColorCode},
		{theme.ColorNameForeground, parts.ColorFineGround},
		{theme.ColorNameForeground, parts.ColorAttentionGround},
		{theme.ColorNameForeground, parts.ColorProblemGround},
		{parts.ColorQuiet, theme.ColorNameBackground},
		{parts.ColorQuiet, parts.ColorSurface},
		{parts.ColorQuiet, theme.ColorNameSelection},
		{parts.ColorQuiet, parts.ColorCode},
		{theme.ColorNamePlaceHolder, theme.ColorNameInputBackground},
		{theme.ColorNameForegroundOnPrimary, theme.ColorNamePrimary},
		{parts.ColorFine, parts.ColorFineGround},
		{parts.ColorFine, parts.ColorSurface},
		{parts.ColorFine, theme.ColorNameSelection},
		{parts.ColorFine, parts.ColorCode},
		{parts.ColorAttention, parts.ColorAttentionGround},
		{parts.ColorAttention, parts.ColorSurface},
		{parts.ColorAttention, theme.ColorNameSelection},
		{parts.ColorProblem, parts.ColorProblemGround},
		{parts.ColorProblem, parts.ColorSurface},
		{parts.ColorProblem, theme.ColorNameSelection},
		{theme.ColorNameHyperlink, parts.ColorSurface},
	}
	for name, variant := range map[string]fyne.ThemeVariant{"light": theme.VariantLight, "dark": theme.VariantDark} {
		th := newTheme(LikeSystem)
		for _, p := range pairs {
			if got := contrast(th.Color(p.text, variant), th.Color(p.ground, variant)); got < 4.5 {
				t.Errorf("%s: %s on %s has a contrast of %.2f, want at least 4.5", name, p.text, p.ground, got)
			}
		}
	}
}

func TestTheThemeHasEveryColourOfFyne(t *testing.T) {
	for _, b := range []Brightness{AlwaysLight, AlwaysDark} {
		test.AssertAllColorNamesDefined(t, newTheme(b), "window")
	}
}

func TestBrightnessOverrulesTheSystem(t *testing.T) {
	dark, light := newTheme(AlwaysDark), newTheme(AlwaysLight)
	for _, variant := range []fyne.ThemeVariant{theme.VariantLight, theme.VariantDark} {
		if got := dark.Color(theme.ColorNameBackground, variant); got != color.Color(background.dark) {
			t.Errorf("dark theme in variant %d: background %v", variant, got)
		}
		if got := light.Color(theme.ColorNameBackground, variant); got != color.Color(background.light) {
			t.Errorf("light theme in variant %d: background %v", variant, got)
		}
	}
}

func contrast(a, b color.Color) float64 {
	la, lb := luminance(a), luminance(b)
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

// luminance is the relative luminance of WCAG 2.2.
func luminance(c color.Color) float64 {
	r, g, b, _ := c.RGBA()
	channel := func(v uint32) float64 {
		s := float64(v) / 0xffff
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*channel(r) + 0.7152*channel(g) + 0.0722*channel(b)
}
