using System.IO.Compression;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace MeetingNotes.Web.Caching;

/// <summary>What a page says of itself to be kept: the ids of what it shows; <c>null</c> when it may show anything.</summary>
public sealed record PageSources(IReadOnlyCollection<Guid>? Ids)
{
    public static readonly PageSources Anything = new(Ids: null);
}

/// <summary>An answer as it was made: what it shows, its bytes before compression, and the tag that <see cref="ConditionalGet"/> gave them.</summary>
internal sealed record MadePage(PageSources Sources, byte[] Bytes, string Tag);

/// <summary>A page as it is sent, in every compression, with its headers.</summary>
internal sealed class KeptPage
{
    private const int CostOfHeaders = 2048;

    /// <summary>What each answer gets anew.</summary>
    private static readonly HashSet<string> NotKept = new(StringComparer.OrdinalIgnoreCase)
    {
        HeaderNames.ContentLength, HeaderNames.ContentEncoding, HeaderNames.ETag, HeaderNames.Date, HeaderNames.Connection, HeaderNames.TransferEncoding,
    };

    private readonly PageSources _sources;
    private readonly Body[] _bodies;

    public KeptPage(string path, MadePage made, IHeaderDictionary headers, long madeAt)
    {
        (Path, Tag, MadeAt) = (path, made.Tag, madeAt);
        _sources = made.Sources;
        Headers = [.. headers.Where(header => !NotKept.Contains(header.Key))];
        LastModified = HeaderUtilities.TryParseDate(headers.LastModified.ToString(), out var modified) ? modified : null;
        _bodies =
        [
            new Body(made.Bytes, default, $"\"{Tag}\""),
            new Body(Packed(made.Bytes, stream => new GZipStream(stream, CompressionLevel.SmallestSize)), "gzip", $"\"{Tag}-gz\""),
            new Body(Packed(made.Bytes, stream => new BrotliStream(stream, new BrotliCompressionOptions { Quality = 9 })), "br", $"\"{Tag}-br\""),
        ];
        Size = CostOfHeaders + _bodies.Sum(body => body.Bytes.Length);
    }

    public string Path { get; }

    /// <summary>Part of the ETag of every compression: which bytes these are.</summary>
    public string Tag { get; }

    /// <summary>By <see cref="TimeProvider.GetTimestamp"/>.</summary>
    public long MadeAt { get; }

    public KeyValuePair<string, StringValues>[] Headers { get; }

    public DateTimeOffset? LastModified { get; }

    /// <summary>Bytes of memory, about.</summary>
    public int Size { get; }

    /// <summary>By <see cref="Environment.TickCount64"/>.</summary>
    public long LastUsed { get; set; } = Environment.TickCount64;

    public Body BodyIn(Packing packing) => _bodies[(int)packing];

    /// <param name="changed">Ids; <c>null</c> for everything.</param>
    public bool Shows(IReadOnlySet<Guid>? changed) => changed is null || _sources.Ids is null || _sources.Ids.Any(changed.Contains);

    private static byte[] Packed(byte[] bytes, Func<Stream, Stream> packing)
    {
        using var packed = new MemoryStream();
        using (var stream = packing(packed))
        {
            stream.Write(bytes);
        }

        return packed.ToArray();
    }

    internal sealed record Body(byte[] Bytes, StringValues Encoding, StringValues ETag);
}

internal enum Packing
{
    None,
    Gzip,
    Brotli,
}
