using System.IO.Compression;
using UglyToad.PdfPig.Filters;
using UglyToad.PdfPig.Tokens;

namespace MeetingNotes.Core.Links;

/// <summary>Unpacks the streams that a PDF keeps its objects in, but not a file that becomes a thousand times larger when it is unpacked.</summary>
internal sealed class BoundedFilters : IFilterProvider
{
    /// <summary>Of everything that is unpacked of one file. Objects take little: pictures and pages are not unpacked at all.</summary>
    private const long UnpackedMax = 128 * 1024 * 1024;

    private const int HeaderLength = 2;

    private long _unpacked;

    public IReadOnlyList<IFilter> GetFilters(DictionaryToken dictionary) => Bounded(DefaultFilterProvider.Instance.GetFilters(dictionary));

    public IReadOnlyList<IFilter> GetNamedFilters(IReadOnlyList<NameToken> names) => Bounded(DefaultFilterProvider.Instance.GetNamedFilters(names));

    public IReadOnlyList<IFilter> GetAllFilters() => Bounded(DefaultFilterProvider.Instance.GetAllFilters());

    private IFilter[] Bounded(IReadOnlyList<IFilter> filters) => [.. filters.Select(filter => new BoundedFilter(filter, Measure))];

    /// <summary>Unpacks as the reader will: it looks at neither the two bytes of the header nor the sum at the end.</summary>
    private void Measure(Memory<byte> packed)
    {
        using var stream = new DeflateStream(new MemoryStream(packed[Math.Min(HeaderLength, packed.Length)..].ToArray()), CompressionMode.Decompress);
        var buffer = new byte[81_920];
        try
        {
            while (stream.Read(buffer) is > 0 and var read)
            {
                _unpacked += read;
                if (_unpacked > UnpackedMax)
                {
                    throw new PdfRefusedException("Filen blir orimligt stor när den packas upp. Skriv ut den till pdf och ladda upp den nya filen.");
                }
            }
        }
        catch (InvalidDataException)
        {
            // Broken in the middle: the reader that unpacks it for use stops there too.
        }
    }

    private sealed class BoundedFilter(IFilter filter, Action<Memory<byte>> measure) : IFilter
    {
        public bool IsSupported => filter.IsSupported;

        public Memory<byte> Decode(Memory<byte> input, DictionaryToken streamDictionary, IFilterProvider filterProvider, int filterIndex)
        {
            if (filter is FlateFilter)
            {
                measure(input);
            }
            else if (filter is not Ascii85Filter and not AsciiHexDecodeFilter)
            {
                throw new PdfRefusedException("Filen är packad på ett ovanligt sätt. Skriv ut den till pdf och ladda upp den nya filen.");
            }

            return filter.Decode(input, streamDictionary, filterProvider, filterIndex);
        }
    }
}
