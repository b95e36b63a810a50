using System.Net;
using System.Net.Sockets;

namespace MeetingNotes.Core.Links;

/// <summary>
/// Which addresses belong to the open internet. Whoever writes a note decides where the portal goes, so it must not be led into the network
/// that it stands in. The ranges are those that IANA's special-purpose registries (RFC 6890) mark as not globally reachable.
/// </summary>
internal static class PublicAddresses
{
    private static readonly IPNetwork[] Closed =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
            "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        }.Select(IPNetwork.Parse),
    ];

    /// <summary>Of IPv6 only the global unicast range, and in it neither documentation nor tunnels, which carry an IPv4 address inside.</summary>
    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");

    private static readonly IPNetwork[] ClosedInGlobalUnicast =
        [.. new[] { "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20" }.Select(IPNetwork.Parse)];

    public static bool Contains(IPAddress address) =>
        address.IsIPv4MappedToIPv6 ? Contains(address.MapToIPv4())
        : address.AddressFamily == AddressFamily.InterNetwork ? !Closed.Any(network => network.Contains(address))
        : GlobalUnicast.Contains(address) && !ClosedInGlobalUnicast.Any(network => network.Contains(address));
}
