namespace MeetingNotes.Web.Feeds;

/// <summary>What a feed says of itself.</summary>
/// <param name="Id">For ever the same, whatever its subject is called.</param>
/// <param name="Title">What it is about.</param>
/// <param name="Path">Its own, with a query if it has one.</param>
/// <param name="PagePath">Of the page that shows the same.</param>
internal sealed record FeedHead(string Id, string Title, string Path, string PagePath);
