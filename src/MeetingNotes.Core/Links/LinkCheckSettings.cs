namespace MeetingNotes.Core.Links;

/// <summary>How outgoing links are checked. The web gives the one of its settings; verbs and tests have the default.</summary>
public sealed record LinkCheckSettings
{
    /// <summary>Whether the portal asks other servers anything at all.</summary>
    public bool IsOn { get; init; }

    /// <summary>Hosts, with those below them, that are asked although their address is not public: the organisation's own, seen from inside.</summary>
    public IReadOnlyList<string> Allow { get; init; } = [];

    /// <summary>Hosts, with those below them, that are never asked.</summary>
    public IReadOnlyList<string> Deny { get; init; } = [];

    /// <summary>Scheme and host of the portal, told to those who are asked.</summary>
    public string PublicBaseUrl { get; init; } = "http://localhost";

    /// <summary>How long one question may take, from name to headers.</summary>
    internal TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Names that lead nowhere by agreement (RFC 2606, RFC 6761, Internetstiftelsen): they stand in samples and manuals.</summary>
    private static readonly string[] NeverReal =
        ["example", "test", "invalid", "localhost", "example.com", "example.net", "example.org", "example.se"];

    /// <summary>Whether an address is one that the portal asks: on the web, not denied, not an example and not the portal itself.</summary>
    internal bool IsAsked(Uri address) =>
        address.Scheme is "http" or "https"
        && LinkHost.Of(address) is { } host
        && (IsAllowed(host) || (!IsAmong(host, Deny) && !IsAmong(host, NeverReal)))
        && host != LinkHost.Of(new Uri(PublicBaseUrl));

    /// <summary>A page elsewhere may send the portal to the organisation's own sites, but not to whatever else answers at their machines.</summary>
    internal bool IsFollowed(Uri from, Uri next) =>
        IsAsked(next) && (next.IsDefaultPort || !IsAllowed(LinkHost.Of(next)!) || IsAllowed(LinkHost.Of(from)!));

    internal bool IsAllowed(string host) => IsAmong(host, Allow);

    private static bool IsAmong(string host, IEnumerable<string> names) => names.Any(name =>
        host.Equals(name, StringComparison.OrdinalIgnoreCase) || host.EndsWith('.' + name, StringComparison.OrdinalIgnoreCase));
}
