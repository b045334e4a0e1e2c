package ui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"localhostdoctor/app/session"
	"localhostdoctor/app/ui/parts"
)

// Brightness chooses between the light and the dark colours.
type Brightness int

// The ways to choose the colours.
const (
	LikeSystem Brightness = iota
	AlwaysLight
	AlwaysDark
)

func brightnessOf(t session.Theme) Brightness {
	switch t {
	case session.ThemeLight:
		return AlwaysLight
	case session.ThemeDark:
		return AlwaysDark
	default:
		return LikeSystem
	}
}

// look is the theme of the window.
type look struct {
	brightness Brightness
	base       fyne.Theme
}

func newTheme(b Brightness) fyne.Theme {
	return &look{brightness: b, base: theme.DefaultTheme()}
}

// shade is one colour in its light and its dark form.
type shade struct{ light, dark color.NRGBA }

func hex(light, dark uint32) shade { return shade{rgb(light), rgb(dark)} }

func rgb(v uint32) color.NRGBA {
	return color.NRGBA{R: uint8(v >> 16), G: uint8(v >> 8), B: uint8(v), A: 0xff}
}

func (s shade) fade(alpha uint8) shade {
	s.light.A, s.dark.A = alpha, alpha
	return s
}

var (
	background  = hex(0xF5F7FA, 0x12161C)
	surface     = hex(0xFFFFFF, 0x1A2028)
	border      = hex(0xDFE4EA, 0x2D3642)
	fieldEdge   = hex(0xC3CBD5, 0x465262)
	text        = hex(0x1B2430, 0xE8EDF3)
	quiet       = hex(0x5B6675, 0x9DAABA)
	primary     = hex(0x1D5FD6, 0x7AB0FF)
	onPrimary   = hex(0xFFFFFF, 0x0B1B33)
	selection   = hex(0xE7EFFC, 0x22344F)
	fine        = hex(0x157A3C, 0x5CD68A)
	fineGround  = hex(0xE6F4EA, 0x173324)
	notice      = hex(0x9A5B00, 0xF4BE5E)
	noticeShade = hex(0xFFF3DC, 0x382B12)
	problem     = hex(0xB3261E, 0xFF8A80)
	problemBack = hex(0xFCE8E6, 0x3B1F1D)
	code        = hex(0xEEF1F5, 0x232B35)
	shadow      = hex(0x1B2430, 0x000000)
)

var colors = map[fyne.ThemeColorName]shade{
	parts.ColorSurface:         surface,
	parts.ColorBorder:          border,
	parts.ColorFine:            fine,
	parts.ColorFineGround:      fineGround,
	parts.ColorAttention:       notice,
	parts.ColorAttentionGround: noticeShade,
	parts.ColorProblem:         problem,
	parts.ColorProblemGround:   problemBack,
	parts.ColorCode:            code,
	parts.ColorShade:           shadow.fade(0x80),

	theme.ColorNameBackground:          background,
	theme.ColorNameButton:              surface,
	theme.ColorNameDisabled:            quiet,
	theme.ColorNameDisabledButton:      background,
	theme.ColorNameError:               problem,
	theme.ColorNameFocus:               primary.fade(0x40),
	theme.ColorNameForeground:          text,
	theme.ColorNameForegroundOnError:   surface,
	theme.ColorNameForegroundOnPrimary: onPrimary,
	theme.ColorNameForegroundOnSuccess: surface,
	theme.ColorNameForegroundOnWarning: surface,
	theme.ColorNameHeaderBackground:    surface,
	theme.ColorNameHover:               text.fade(0x12),
	theme.ColorNameHyperlink:           primary,
	theme.ColorNameInputBackground:     surface,
	theme.ColorNameInputBorder:         fieldEdge,
	theme.ColorNameMenuBackground:      surface,
	theme.ColorNameOverlayBackground:   surface,
	theme.ColorNamePlaceHolder:         quiet,
	theme.ColorNamePressed:             text.fade(0x26),
	theme.ColorNamePrimary:             primary,
	theme.ColorNameScrollBar:           quiet.fade(0x99),
	theme.ColorNameSelection:           selection,
	theme.ColorNameSeparator:           border,
	theme.ColorNameShadow:              shadow.fade(0x18),
	theme.ColorNameSuccess:             fine,
	theme.ColorNameWarning:             notice,
}

// Color is Fyne's.
func (l *look) Color(name fyne.ThemeColorName, variant fyne.ThemeVariant) color.Color {
	switch l.brightness {
	case AlwaysLight:
		variant = theme.VariantLight
	case AlwaysDark:
		variant = theme.VariantDark
	}
	s, ok := colors[name]
	if !ok {
		return l.base.Color(name, variant)
	}
	if variant == theme.VariantLight {
		return s.light
	}
	return s.dark
}

// Font is Fyne's.
func (l *look) Font(style fyne.TextStyle) fyne.Resource { return l.base.Font(style) }

// Icon is Fyne's.
func (l *look) Icon(name fyne.ThemeIconName) fyne.Resource { return l.base.Icon(name) }

// Size is Fyne's.
func (l *look) Size(name fyne.ThemeSizeName) float32 {
	switch name {
	case theme.SizeNameText:
		return 14
	case theme.SizeNameHeadingText:
		return 21
	case theme.SizeNameSubHeadingText:
		return 15
	case theme.SizeNameCaptionText:
		return 12.5
	case theme.SizeNamePadding:
		return parts.GapTiny
	case theme.SizeNameInnerPadding:
		return parts.GapSmall
	case theme.SizeNameButtonRadius, theme.SizeNameInputRadius:
		return parts.Corner
	case theme.SizeNameSelectionRadius:
		return parts.GapTiny
	case theme.SizeNameModalBlurRadius:
		return 0
	default:
		return l.base.Size(name)
	}
}
