// Package parts holds the pieces that the screens are made of. They know how
// they look, not what they say.
package parts

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// The colours that the theme has beside Fyne's own.
const (
	ColorSurface         fyne.ThemeColorName = "surface"
	ColorBorder          fyne.ThemeColorName = "border"
	ColorFine            fyne.ThemeColorName = "fine"
	ColorFineGround      fyne.ThemeColorName = "fineGround"
	ColorAttention       fyne.ThemeColorName = "attention"
	ColorAttentionGround fyne.ThemeColorName = "attentionGround"
	ColorProblem         fyne.ThemeColorName = "problem"
	ColorProblemGround   fyne.ThemeColorName = "problemGround"
	ColorCode            fyne.ThemeColorName = "code"
	ColorShade           fyne.ThemeColorName = "shade" // over the window, below a dialog
	// ColorQuiet is Fyne's colour for what is disabled, so that a Label of low
	// importance is quiet text.
	ColorQuiet = theme.ColorNameDisabled
)

// The distances between things, in Fyne's units.
const (
	GapTiny   float32 = 4
	GapSmall  float32 = 8
	Gap       float32 = 12
	GapLarge  float32 = 16
	GapHuge   float32 = 24
	Corner    float32 = 8
	CardCurve float32 = 12
)

// Tone is what a status means. It is always shown as sign, word and colour.
type Tone int

// The tones.
const (
	Plain Tone = iota
	Fine
	Attention
	Problem
	Unknown
)

// Color is the colour of the tone's sign and word.
func (t Tone) Color() fyne.ThemeColorName {
	switch t {
	case Fine:
		return ColorFine
	case Attention:
		return ColorAttention
	case Problem:
		return ColorProblem
	case Unknown:
		return ColorQuiet
	default:
		return theme.ColorNameForeground
	}
}

// Ground is the colour behind the tone's sign.
func (t Tone) Ground() fyne.ThemeColorName {
	switch t {
	case Fine:
		return ColorFineGround
	case Attention:
		return ColorAttentionGround
	case Problem:
		return ColorProblemGround
	default:
		return ColorCode
	}
}

// Sign is the picture of the tone.
func (t Tone) Sign() Picture {
	switch t {
	case Fine:
		return SignFine
	case Attention:
		return SignAttention
	case Problem:
		return SignProblem
	default:
		return SignUnknown
	}
}
