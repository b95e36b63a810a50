namespace MeetingNotes.Core.DueDates;

/// <summary>Words that name a body that meets, told by how they end. Each comes out in the form of running text.</summary>
internal static class Bodies
{
    // As in "nästa …", what makes it definite, and whether it needs something before it to be a name.
    private static readonly (string Ending, string Definite, bool IsCompound)[] Kinds =
    [
        ("fullmäktige", "fullmäktige", false),
        ("styrelse", "styrelsen", false),
        ("nämnd", "nämnden", false),
        ("utskott", "utskottet", false),
        ("beredning", "beredningen", false),
        ("kommitté", "kommittén", true),
        ("råd", "rådet", true),
        ("grupp", "gruppen", true),
        ("forum", "forum", true),
    ];

    // Words that end as a body and are none.
    private static readonly string[] Others = ["samråd", "förråd", "målgrupp", "åldersgrupp"];

    /// <summary>"regionstyrelse" → "regionstyrelsen", "kulturforum"; <c>null</c> when it is no body.</summary>
    public static string? Indefinite(string word)
    {
        foreach (var (ending, definite, isCompound) in Kinds)
        {
            if (word.EndsWith(ending, StringComparison.Ordinal) && !(isCompound && word.Length == ending.Length) && !Others.Contains(word))
            {
                return word[..^ending.Length] + definite;
            }
        }

        return null;
    }

    /// <summary>"regionstyrelsen", "samverkansrådet".</summary>
    public static string? Definite(string word)
    {
        var name = word.EndsWith("forumet", StringComparison.Ordinal) ? word[..^2] : word;
        return Kinds.Any(kind => name.EndsWith(kind.Definite, StringComparison.Ordinal)) && !Others.Any(other => name.StartsWith(other, StringComparison.Ordinal))
            ? name
            : null;
    }

    /// <summary>"regionstyrelsens" → "regionstyrelsen".</summary>
    public static string? Genitive(string word) => word.EndsWith('s') ? Definite(word[..^1]) : null;

    /// <summary>"rådet" said at the council is the council. "Styrelsen" and "fullmäktige" are others wherever they are not the body itself.</summary>
    public static bool IsGeneric(string body) =>
        body is "nämnden" or "utskottet" or "beredningen" or "kommittén" or "rådet" or "gruppen" or "forum";
}
