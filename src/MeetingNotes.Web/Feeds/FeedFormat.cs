namespace MeetingNotes.Web.Feeds;

/// <summary>How a feed is written.</summary>
internal enum FeedFormat
{
    /// <summary>RFC 4287.</summary>
    Atom,

    /// <summary>RSS 2.0.</summary>
    Rss,
}
