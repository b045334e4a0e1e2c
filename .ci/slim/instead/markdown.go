package widget

// NewRichTextFromMarkdown shows content as it is written: this program has no Markdown.
func NewRichTextFromMarkdown(content string) *RichText {
	return NewRichText(&TextSegment{Text: content, Style: RichTextStyleParagraph})
}

// ParseMarkdown shows content as it is written.
func (t *RichText) ParseMarkdown(content string) {
	t.Segments = nil
	t.AppendMarkdown(content)
}

// AppendMarkdown adds content as it is written.
func (t *RichText) AppendMarkdown(content string) {
	t.Segments = append(t.Segments, &TextSegment{Text: content, Style: RichTextStyleParagraph})
	t.Refresh()
}
