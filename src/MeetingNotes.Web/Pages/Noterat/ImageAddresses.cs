using System.Text.RegularExpressions;

namespace MeetingNotes.Web.Pages.Noterat;

/// <summary>Where the images of a rendered text are fetched, when that is not from their public address.</summary>
internal static partial class ImageAddresses
{
    /// <param name="html">From the renderer, which writes every image in the same way.</param>
    /// <param name="folder">Where they lie instead, with a slash at the end.</param>
    public static string In(string html, string folder) => PublicAddress().Replace(html, $"src=\"{folder}");

    [GeneratedRegex("src=\"/bilder/[0-9a-f]{64}/", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PublicAddress();
}
