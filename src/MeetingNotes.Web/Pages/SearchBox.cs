namespace MeetingNotes.Web.Pages;

/// <summary>The large search box of a page; partial <c>_SearchBox</c>.</summary>
/// <param name="Label">What it says above the box.</param>
/// <param name="Query">What stands in it.</param>
public sealed record SearchBox(string Label, string? Query = null)
{
    /// <summary>Filters that the next search keeps.</summary>
    public IEnumerable<KeyValuePair<string, string?>> Fields { get; init; } = [];

    public bool HasHelp { get; init; }
}
