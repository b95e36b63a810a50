namespace MeetingNotes.Web.Redirects;

/// <summary>
/// The addresses of the website that the portal came after, and where each leads. Case, percent-encoding and a last slash make no difference. One with a
/// query is that query's only; one without is the path's, whatever follows it.
/// </summary>
internal sealed class OldAddresses
{
    private readonly Dictionary<string, OldAddress> _addresses = new(StringComparer.OrdinalIgnoreCase);

    public int Count => _addresses.Count;

    public IEnumerable<OldAddress> All => _addresses.Values;

    /// <param name="path">Decoded, as a request has it.</param>
    /// <param name="query">As a request has it.</param>
    public OldAddress? Find(PathString path, QueryString query) =>
        HasWords(query) && _addresses.TryGetValue(KeyOf(path, query), out var exactly) ? exactly
        : _addresses.TryGetValue(KeyOf(path, default), out var whatever) ? whatever
        : null;

    /// <summary>Adds an address; where it leads already when it is there.</summary>
    public OldAddress? Add(PathString path, QueryString query, OldAddress address)
    {
        var key = KeyOf(path, query);
        return _addresses.TryAdd(key, address) ? null : _addresses[key];
    }

    private static string KeyOf(PathString path, QueryString query)
    {
        var key = path.Value!.TrimEnd('/');
        return HasWords(query) ? key + Uri.UnescapeDataString(query.Value!) : key;
    }

    private static bool HasWords(QueryString query) => query.Value is { Length: > 1 };    // the question mark is one
}

/// <param name="Location">Where it leads, as the header says it: from the first slash in the portal itself, whole elsewhere.</param>
/// <param name="Line">Of the file, from 1.</param>
internal readonly record struct OldAddress(string Location, int Line);
