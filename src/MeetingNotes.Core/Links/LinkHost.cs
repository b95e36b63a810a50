namespace MeetingNotes.Core.Links;

/// <summary>Which server an address belongs to.</summary>
internal static class LinkHost
{
    /// <returns>As DNS has it, in lower case and without a dot at its end; <c>null</c> when no server can have that name.</returns>
    public static string? Of(Uri address)
    {
        try
        {
            return address.IdnHost.TrimEnd('.').ToLowerInvariant() is { Length: > 0 } host ? host : null;
        }
        catch (UriFormatException)
        {
            return null;    // Uri takes names that IDN does not: "exempel℀.se"
        }
    }
}
