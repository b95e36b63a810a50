namespace MeetingNotes.Web.Pages;

/// <summary>The large search box of a page; partial <c>_SearchBox</c>.</summary>
public sealed record SearchBox(string Label, string? Query = null);
