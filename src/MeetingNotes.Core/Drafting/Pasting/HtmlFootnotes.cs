using AngleSharp.Dom;

namespace MeetingNotes.Core.Drafting.Pasting;

/// <summary>
/// Footnotes and comments, as word processors write them: two anchors that point at each other, the first in the text, the second where
/// the note stands.
/// </summary>
internal sealed class HtmlFootnotes
{
    private readonly Dictionary<IElement, int> _marks = [];
    private readonly Dictionary<IElement, int> _notes = [];
    private readonly HashSet<IElement> _backLinks = [];
    private readonly HashSet<IElement> _comments = [];

    public HtmlFootnotes(IDocument document)
    {
        var open = new Dictionary<string, (IElement Anchor, string Target)>(StringComparer.Ordinal);
        foreach (var anchor in document.QuerySelectorAll("a[href^='#']"))
        {
            var (target, name) = (anchor.GetAttribute("href")![1..], NameOf(anchor));
            if (IsComment(target) || IsComment(name))
            {
                _comments.Add(anchor);
            }

            if (open.TryGetValue(target, out var mark) && mark.Target == name && name.Length > 0)
            {
                Pair(mark.Anchor, anchor);
            }
            else if (name.Length > 0 && target.Length > 0)
            {
                open.TryAdd(name, (anchor, target));
            }
        }
    }

    public int Comments { get; private set; }

    /// <summary>The number that stands in the text here.</summary>
    public int? MarkOf(IElement element) => _marks.TryGetValue(element, out var number) ? number : null;

    /// <summary>The number of the footnote that this element holds.</summary>
    public int? NoteOf(IElement element) => _notes.TryGetValue(element, out var number) ? number : null;

    /// <summary>The mark before the note itself, a comment, or a mark of one.</summary>
    public bool IsLeftOut(IElement element) => _backLinks.Contains(element) || _comments.Contains(element);

    private void Pair(IElement mark, IElement back)
    {
        var holder = back.Closest("p, li, div, dd") ?? back;
        if (_comments.Contains(back) || _comments.Contains(mark))
        {
            _comments.Add(holder);
            Comments++;
            return;
        }

        var number = _marks.Count + 1;
        _marks[mark] = number;
        _notes.TryAdd(holder, number);
        _backLinks.Add(back);
    }

    private static string NameOf(IElement anchor) => anchor.GetAttribute("name") is { Length: > 0 } name ? name : anchor.Id ?? "";

    // Google Docs and Word.
    private static bool IsComment(string name) =>
        name.StartsWith("cmnt", StringComparison.Ordinal) || name.StartsWith("_msocom", StringComparison.Ordinal) || name.StartsWith("_msoanchor", StringComparison.Ordinal);
}
