using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace MeetingNotes.Core.Markdown;

/// <summary>The only addresses that a text may link to: http, https, mailto, tel, and addresses within the portal.</summary>
internal static class SafeAddress
{
    public const int MaxLength = 2_000;

    private static readonly string[] Schemes = ["http", "https", "mailto", "tel"];

    /// <summary>
    /// No <c>//host</c>, no backslash, no control characters and no <c>user@host</c>: browsers read those otherwise than people do.
    /// </summary>
    public static bool IsAllowed([NotNullWhen(true)] string? address)
    {
        if (string.IsNullOrWhiteSpace(address) || address.Length > MaxLength
            || address[0] == ' ' || address.StartsWith("//", StringComparison.Ordinal)
            || address.Any(c => c == '\\' || char.IsControl(c)) || SafeCharacters.Neutralised(address) != address)
        {
            return false;
        }

        var colon = address.IndexOf(':', StringComparison.Ordinal);
        var scheme = colon < 0 || address.AsSpan(0, colon).ContainsAny("/?#") ? null : address[..colon];
        if (scheme is null)
        {
            return true;
        }

        return Schemes.Contains(scheme, StringComparer.OrdinalIgnoreCase)
            && (!scheme.StartsWith("http", StringComparison.OrdinalIgnoreCase) || HasPlainHost(address[(colon + 1)..]));
    }

    /// <summary>A path of the portal's own: the only place that an image may come from.</summary>
    public static bool IsOwnPath(string? address) => IsAllowed(address) && address.StartsWith('/');

    /// <summary>As it stands in an attribute: what an address may not hold is percent-encoded, what is encoded stays.</summary>
    public static string Encoded(string address)
    {
        var encoded = new StringBuilder(address.Length);
        foreach (var rune in address.EnumerateRunes())
        {
            if (rune.IsAscii ? char.IsAsciiLetterOrDigit((char)rune.Value) || "-._~:/?#@!$&'()*+,;=%".Contains((char)rune.Value, StringComparison.Ordinal)
                : Rune.IsLetterOrDigit(rune))
            {
                encoded.Append(rune.ToString());
            }
            else
            {
                encoded.Append(Uri.EscapeDataString(rune.ToString()));
            }
        }

        return encoded.ToString();
    }

    private static bool HasPlainHost(string afterScheme)
    {
        if (!afterScheme.StartsWith("//", StringComparison.Ordinal))
        {
            return false;
        }

        var host = afterScheme.AsSpan(2);
        var end = host.IndexOfAny('/', '?', '#');
        host = end < 0 ? host : host[..end];
        return host.Length > 0 && !host.Contains('@');
    }
}
