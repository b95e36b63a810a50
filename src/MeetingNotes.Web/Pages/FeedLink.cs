namespace MeetingNotes.Web.Pages;

/// <summary>The feed of what a page shows, in both formats.</summary>
public sealed record FeedLink(string Title, string Atom, string Rss)
{
    public const string AtomType = "application/atom+xml";
    public const string RssType = "application/rss+xml";

    /// <summary>Of every note.</summary>
    public static FeedLink All { get; } = Of("Alla noteringar", "/noterat");

    /// <param name="title">What it holds.</param>
    /// <param name="page">The page; its feed stands beside it.</param>
    public static FeedLink Of(string title, string page) => new(title, page + ".atom", page + ".rss");
}
