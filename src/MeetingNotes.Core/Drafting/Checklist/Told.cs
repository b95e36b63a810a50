using System.Globalization;
using MeetingNotes.Core.Text;

namespace MeetingNotes.Core.Drafting.Checklist;

/// <summary>How findings speak of places and quote what is written there.</summary>
internal static class Told
{
    private const int QuoteMaxLength = 70;

    /// <summary>"Punkt 4", or "Ingressen": first in a sentence.</summary>
    public static string Place(NotePlace place) => place.Item is { } item ? Item(item) : place.Part switch
    {
        NotePart.Title => "Rubriken",
        NotePart.MeetingPlace => "Platsen",
        NotePart.Lead => "Ingressen",
        NotePart.Documents => "Handlingarna",
        NotePart.Minutes => "Protokollet",
        NotePart.Contact => "Kontakten",
        NotePart.ChangeNote => "Ändringsnoten",
        _ => "Noteringen",
    };

    public static string Item(int item) => string.Create(CultureInfo.InvariantCulture, $"Punkt {item + 1}");

    /// <summary>The beginning of what is written. Numbers of persons go before the cut, which could leave half of one.</summary>
    public static string Start(string text, int maxLength = QuoteMaxLength) => Excerpt.Of(HiddenNumbers.In(text), maxLength);

    /// <summary>The beginning of what is written, within quotation marks.</summary>
    public static string Quoted(string text) => $"”{Start(text)}”";
}
