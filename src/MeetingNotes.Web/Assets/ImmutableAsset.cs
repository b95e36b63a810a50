using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace MeetingNotes.Web.Assets;

/// <summary>
/// A file whose address holds the hash of its content, so that browsers keep it for a year. Compressed once, as hard as it
/// goes, when the portal starts.
/// </summary>
public sealed class ImmutableAsset
{
    private const string CacheForever = "public, max-age=31536000, immutable";

    private readonly string _fileName;
    private readonly string _contentType;
    private readonly byte[] _plain;
    private readonly byte[] _brotli;
    private readonly byte[] _gzip;

    /// <param name="folder">First part of the address, for example <c>/css</c>.</param>
    /// <param name="extension">With its dot.</param>
    /// <param name="contentType">Sent as it is.</param>
    /// <param name="content">The whole file.</param>
    public ImmutableAsset(string folder, string extension, string contentType, byte[] content)
    {
        Hash = Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 10));
        _fileName = Hash + extension;
        Address = $"{folder}/{_fileName}";
        _contentType = contentType;
        _plain = content;
        _brotli = Compress(content, output => new BrotliStream(output, CompressionLevel.SmallestSize));
        _gzip = Compress(content, output => new GZipStream(output, CompressionLevel.SmallestSize));
    }

    /// <summary>Path of the address; changes when the content does.</summary>
    public string Address { get; }

    private string Hash { get; }

    /// <summary>Whether a file name is that of the present content.</summary>
    public bool Is(string fileName) => fileName == _fileName;

    /// <summary>Answers with the file, 304 or, for another file name than the current one, 404.</summary>
    public async Task AnswerAsync(HttpContext context, string fileName)
    {
        if (!Is(fileName))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var (encoding, body) = Choose(context.Request.Headers.AcceptEncoding);
        var headers = context.Response.Headers;
        headers.CacheControl = CacheForever;
        headers.Vary = HeaderNames.AcceptEncoding;
        var etag = encoding is null ? $"\"{Hash}\"" : $"\"{Hash}-{encoding}\"";
        headers.ETag = etag;

        if (context.Request.Headers.IfNoneMatch.Any(value => value?.Contains(etag, StringComparison.Ordinal) == true))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        if (encoding is not null)
        {
            headers.ContentEncoding = encoding;
        }

        context.Response.ContentType = _contentType;
        context.Response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await context.Response.Body.WriteAsync(body, CancellationToken.None);    // a reader who has left is no error
        }
    }

    private (string? Encoding, byte[] Body) Choose(StringValues accepted)
    {
        var wanted = StringWithQualityHeaderValue.TryParseList(accepted, out var parsed) ? parsed : [];
        return Accepts("br") ? ("br", _brotli) : Accepts("gzip") ? ("gzip", _gzip) : (null, _plain);

        bool Accepts(string encoding) =>
            wanted.Any(w => w.Quality is null or > 0 && w.Value.Equals(encoding, StringComparison.OrdinalIgnoreCase));
    }

    private static byte[] Compress(byte[] content, Func<Stream, Stream> compressor)
    {
        using var output = new MemoryStream();
        using (var stream = compressor(output))
        {
            stream.Write(content);
        }

        return output.ToArray();
    }
}
