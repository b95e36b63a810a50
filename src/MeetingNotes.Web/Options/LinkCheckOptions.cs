using MeetingNotes.Core.Links;

namespace MeetingNotes.Web.Options;

/// <summary>How the links of published notes are checked: section <c>Portal:LinkChecks</c>.</summary>
public sealed class LinkCheckOptions
{
    /// <summary>Whether the portal asks other servers if there is still something at the address.</summary>
    public bool IsOn { get; set; } = true;

    /// <summary>Hosts, with those below them, that are asked although their address is not public: the organisation's own, seen from inside.</summary>
    public IList<string> Allow { get; set; } = [];

    /// <summary>Hosts, with those below them, that are never asked.</summary>
    public IList<string> Deny { get; set; } = [];

    /// <summary>What Core checks with.</summary>
    internal static LinkCheckSettings SettingsOf(PortalOptions portal) => new()
    {
        IsOn = portal.LinkChecks.IsOn,
        Allow = [.. portal.LinkChecks.Allow],
        Deny = [.. portal.LinkChecks.Deny],
        PublicBaseUrl = portal.PublicBaseUrl.TrimEnd('/'),
    };
}
