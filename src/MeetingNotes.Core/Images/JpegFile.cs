using System.Buffers.Binary;

namespace MeetingNotes.Core.Images;

/// <summary>JPEG is a row of marked segments, with the picture's data between. Source: ITU-T T.81, annex B; JFIF 1.02.</summary>
internal static class JpegFile
{
    private const byte App0 = 0xE0;
    private const byte App2 = 0xE2;
    private const byte App14 = 0xEE;
    private const byte App15 = 0xEF;
    private const byte Comment = 0xFE;
    private const byte StartOfScan = 0xDA;
    private const byte EndOfImage = 0xD9;
    private const int JfifWithoutThumbnail = 16;

    // Part 1 of 1: larger profiles are for print, and browsers do without.
    private static ReadOnlySpan<byte> OnlyProfile => "ICC_PROFILE\0\u0001\u0001"u8;

    public static CleanImage Clean(byte[] file)
    {
        var clean = new MemoryStream(file.Length);
        clean.Write([0xFF, 0xD8]);
        (int Width, int Height)? size = null;
        for (var rest = file.AsSpan(2); ;)
        {
            // Fill bytes: any number of FF before the marker.
            while (rest.Length > 1 && rest[0] == 0xFF && rest[1] == 0xFF)
            {
                rest = rest[1..];
            }

            if (rest.Length < 2 || rest[0] != 0xFF)
            {
                throw new InvalidImageException("No marker where one must be.");
            }

            var marker = rest[1];
            if (marker == EndOfImage)
            {
                clean.Write(rest[..2]);
                return size is var (width, height) ? new CleanImage(clean.ToArray(), width, height) : throw new InvalidImageException("No frame.");
            }

            var length = rest.Length < 4 ? 0 : BinaryPrimitives.ReadUInt16BigEndian(rest[2..]) + 2;
            if (length < 4 || length > rest.Length)
            {
                throw new InvalidImageException("A segment is longer than the file.");
            }

            var segment = rest[..length];
            rest = rest[length..];
            if (IsFrame(marker))
            {
                size = size is null && length >= 10
                    ? (BinaryPrimitives.ReadUInt16BigEndian(segment[7..]), BinaryPrimitives.ReadUInt16BigEndian(segment[5..]))
                    : throw new InvalidImageException("Two frames, or half of one.");
            }

            clean.Write(Kept(marker, segment));
            if (marker == StartOfScan)
            {
                var scan = rest[..ScanLength(rest)];
                clean.Write(scan);
                rest = rest[scan.Length..];
            }
        }
    }

    private static ReadOnlySpan<byte> Kept(byte marker, Span<byte> segment)
    {
        var content = segment[4..];
        return marker switch
        {
            App0 when content.StartsWith("JFIF\0"u8) && segment.Length >= JfifWithoutThumbnail + 2 => WithoutThumbnail(segment),
            App2 when content.StartsWith(OnlyProfile) && ColourProfile.IsWhole(content[OnlyProfile.Length..]) => segment,
            App14 when content.StartsWith("Adobe"u8) && content.Length == 12 => segment,
            >= App0 and <= App15 or Comment => [],
            // Tables, frame, scan, restart interval.
            0xC4 or 0xDB or 0xDD or StartOfScan => segment,
            _ when IsFrame(marker) => segment,
            _ => throw new InvalidImageException($"Unknown marker {marker:X2}."),
        };
    }

    // Baseline, extended and progressive: those that browsers show.
    private static bool IsFrame(byte marker) => marker is 0xC0 or 0xC1 or 0xC2;

    private static byte[] WithoutThumbnail(ReadOnlySpan<byte> segment)
    {
        var kept = segment[..(JfifWithoutThumbnail + 2)].ToArray();
        BinaryPrimitives.WriteUInt16BigEndian(kept.AsSpan(2), JfifWithoutThumbnail);
        kept.AsSpan(^2).Clear();
        return kept;
    }

    // Up to the next marker that is neither a stuffed FF nor a restart.
    private static int ScanLength(ReadOnlySpan<byte> data)
    {
        for (var at = 0; at + 1 < data.Length; at++)
        {
            if (data[at] == 0xFF && data[at + 1] is not (0x00 or 0xFF or (>= 0xD0 and <= 0xD7)))
            {
                return at;
            }
        }

        throw new InvalidImageException("The picture never ends.");
    }
}
