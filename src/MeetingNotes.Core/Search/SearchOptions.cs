namespace MeetingNotes.Core.Search;

public sealed class SearchOptions
{
    public const string Section = "Search";

    /// <summary>The hunspell dictionary of Swedish, without <c>.aff</c> and <c>.dic</c>. Search works without it, less well.</summary>
    public string DictionaryPath { get; set; } = "/usr/share/hunspell/sv_SE";
}
