using MeetingNotes.Core.Drafting.Suggestions;
using MeetingNotes.Core.Time;

namespace MeetingNotes.Core.Drafting.Checklist.Rules;

/// <summary>How heavy the note is to read as a whole, with the scale text. Only ever a hint (C9).</summary>
internal sealed class LixRule : CheckRule
{
    /// <summary>From here the scale says "svår".</summary>
    private const double Hard = 50;

    /// <summary>In fewer words one long word makes the whole difference.</summary>
    private const int MinWords = 30;

    public override string Name => "lix";

    public override Severity Severity => Severity.Hint;

    public override IEnumerable<Finding> Check(CheckedNote note) => Of(note) is { } lix && lix >= Hard
        ? [Found(new NotePlace(NotePart.Items), $"{Says(lix)}.", "Kortare meningar och vanligare ord gör texten lättare.")]
        : [];

    public override string? Passed(CheckedNote note) => Of(note) is { } lix ? Says(lix) : null;

    private static string Says(double lix) => string.Create(StockholmTime.Culture, $"Läsbarhetsindex {lix:0}, {Readability.Scale(Math.Round(lix))} text");

    private static double? Of(CheckedNote note)
    {
        var prose = string.Join("\n\n", note.SwedishTexts.SelectMany(text => text.Outline.Prose).Select(block => block.Text));
        return Words.In(prose).Count >= MinWords ? Readability.Lix(prose) : null;
    }
}
