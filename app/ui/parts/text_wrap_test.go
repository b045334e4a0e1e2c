package parts

import (
	"strings"
	"testing"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// TestLinesWithoutSpacesBreakWhereAReaderExpectsIt counts every letter as one wide.
func TestLinesWithoutSpacesBreakWhereAReaderExpectsIt(t *testing.T) {
	for _, c := range []struct {
		name, text string
		width      float32
		want       string
	}{
		{"English is Fyne's", "a long English sentence", 5, "a long English sentence"},
		{"it fits", "短い文です。", 6, "短い文です。"},
		{"between letters", "このコンピューター", 4, "このコン\nピュー\nター"},
		{"no full stop at the beginning", "壊れています。", 6, "壊れていま\nす。"},
		{"no bracket at the end", "あいう「名前」です", 4, "あいう\n「名前」\nです"},
		{"no small letter at the beginning", "見てチェック", 3, "見て\nチェッ\nク"},
		{"a name stays whole", "名前は localhost です", 9, "名前は\nlocalhost\nです"},
		{"a name beside letters", "このlocalhostは", 10, "この\nlocalhostは"},
		{"Chinese", "此电脑的名称。请检查", 6, "此电脑的名\n称。请检查"},
		{"a bracket and a mark that close stay together", "一二（三）。四", 5, "一二\n（三）。四"},
		{"quotation marks of Chinese", "请打开“设置”吧", 4, "请打开\n“设置”\n吧"},
		{"a French mark stays with its word", "Le port est-il libre\u00a0? Oui.", 20, "Le port est-il\nlibre\u00a0? Oui."},
		{"French quotes stay with their word", "Ouvrez «\u00a0Ports\u00a0» ici", 9, "Ouvrez\n«\u00a0Ports\u00a0»\nici"},
		{"narrower than a letter", "一二", 0.5, "一\n二"},
		{"nowhere to break", "「「「「", 2, "「「「「"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := wrapWide(c.text, c.width, func(s string) float32 { return float32(utf8.RuneCountInString(s)) })
			if got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}

// TestATextInJapaneseTakesTheLinesItNeeds looks that the sentence itself stays as it was
// said, whatever lines it stands in.
func TestATextInJapaneseTakesTheLinesItNeeds(t *testing.T) {
	test.NewTempApp(t)
	const said = "このコンピューターのlocalhostという名前は、ほかのコンピューターにつながっています。"
	text := NewText(StyleBody, said)
	heights := map[float32]float32{}
	for _, width := range []float32{2000, 200, 2000} {
		text.Resize(fyne.NewSize(width, 20))
		height := text.MinSize().Height
		if before, ok := heights[width]; ok && before != height {
			t.Errorf("at %v it was %v high, and is %v", width, before, height)
		}
		heights[width] = height
		if text.Said() != said || text.AccessibilityLabel() != said {
			t.Errorf("it says %q", text.Said())
		}
	}
	if heights[200] < 3*heights[2000] {
		t.Errorf("heights: %v", heights)
	}
	text.Resize(fyne.NewSize(200, 20))
	text.Set(strings.Repeat("別の文です。", 20))
	if strings.Count(text.label.Text, "\n") < 5 {
		t.Errorf("what is said later is in the lines %q", text.label.Text)
	}
	text.Set(said + "\n" + said)
	if got := text.label.Text; strings.Count(got, "。\n") != 1 || strings.ReplaceAll(got, "\n", "") != said+said {
		t.Errorf("two paragraphs are in the lines %q", got)
	}
	text.Set("短い")
	if text.label.Text != "短い" {
		t.Errorf("%q", text.label.Text)
	}
}

// TestSentencesInCodeBreakAsOthersDo: such a text can be copied, and a command that was
// copied with a line end in it would run too early.
func TestSentencesInCodeBreakAsOthersDo(t *testing.T) {
	test.NewTempApp(t)
	const command = "cp /home/花子/プロジェクトの設定ファイル/新しいもの /home/花子/プロジェクトの設定ファイル/古いもの"
	sentence := strings.Repeat("規則が通信を破棄しています、", 5) + "以上です。"
	text := NewText(StyleSmallCode, command+"\n"+sentence)
	for width := float32(100); width < 400; width += 7 {
		text.Resize(fyne.NewSize(width, 20))
		lines := strings.Split(text.label.Text, "\n")
		if lines[0] != command {
			t.Fatalf("at %v the command became %q", width, lines[0])
		}
		if len(lines) < 3 {
			t.Errorf("at %v the sentence is in %d lines", width, len(lines)-1)
		}
		for _, line := range lines[1:] {
			if strings.HasPrefix(line, "。") || strings.HasPrefix(line, "、") {
				t.Errorf("at %v a line begins %q", width, line)
			}
		}
	}
}
