using System.Buffers.Text;
using System.Text.Json;

namespace MeetingNotes.Web.Api;

/// <summary>A place in a list as it stands in the address of the page that begins after it. Only we read it.</summary>
internal static class ListPlace
{
    public static string Write(object place) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(place, place.GetType()));

    /// <summary><c>null</c> when there is none in the address, or one that cannot be read; <paramref name="parameters"/> is told of the latter.</summary>
    /// <param name="after">From the address.</param>
    /// <param name="parameters">Told when it cannot be read.</param>
    /// <param name="isPossible">Whether what it holds may be asked the database for.</param>
    public static T? Read<T>(string? after, Parameters parameters, Func<T, bool> isPossible)
        where T : class
    {
        if (after is null)
        {
            return null;
        }

        try
        {
            if (JsonSerializer.Deserialize<T>(Base64Url.DecodeFromChars(after)) is { } place && isPossible(place))
            {
                return place;
            }
        }
        catch (Exception fault) when (fault is FormatException or JsonException)
        {
        }

        parameters.Refuse("after ska vara som i en länk från API:t. Börja om från första sidan.");
        return null;
    }
}
