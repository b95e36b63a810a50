namespace MeetingNotes.Web.Api;

/// <summary>The agenda items about it.</summary>
internal sealed record ItemLinks(string AgendaItems);
