using System.Globalization;
using MeetingNotes.Core.Time;

namespace MeetingNotes.Core.Notes;

/// <summary>The permanent address of a note: /noterat/{organ}/{yyyy-MM-dd}, with -2 for the second note of a day.</summary>
public static class NoteAddress
{
    public static string For(string bodySlug, DateOnly heldOn, int number) => $"/noterat/{bodySlug}/{DayPart(heldOn, number)}";

    public static string DayPart(DateOnly heldOn, int number) =>
        number > 1 ? string.Create(CultureInfo.InvariantCulture, $"{heldOn.Iso()}-{number}") : heldOn.Iso();

    /// <summary>Reads the last part of the address back; only the one way that <see cref="For"/> writes it.</summary>
    public static bool TryParseDay(string? text, out DateOnly heldOn, out int number)
    {
        number = 1;
        heldOn = default;
        if (text is null || text.Length < 10 || !DateOnly.TryParseExact(text.AsSpan(0, 10), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out heldOn))
        {
            return false;
        }

        return text.Length == 10
            || (text[10] == '-' && int.TryParse(text.AsSpan(11), NumberStyles.None, CultureInfo.InvariantCulture, out number)
                && number is >= 2 and <= NoteDocument.NumberMax && text == DayPart(heldOn, number));
    }
}
