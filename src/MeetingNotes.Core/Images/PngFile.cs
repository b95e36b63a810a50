using System.Buffers.Binary;
using System.Text;

namespace MeetingNotes.Core.Images;

/// <summary>PNG is a row of chunks, each with its check sum. Source: W3C Portable Network Graphics, third edition.</summary>
internal static class PngFile
{
    private const int ChunkFrame = 12;

    // The picture and how its colours are meant. Texts, time, EXIF and animation are not among them.
    private static readonly string[] Kept = ["IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM", "sRGB", "iCCP", "cICP", "sBIT", "bKGD", "pHYs"];
    private static readonly uint[] CrcTable = [.. Enumerable.Range(0, 256).Select(CrcOf)];

    public static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    public static CleanImage Clean(byte[] file)
    {
        var clean = new MemoryStream(file.Length);
        clean.Write(Signature);
        var (width, height) = (0, 0);
        for (var rest = file.AsSpan(Signature.Length); ;)
        {
            var length = rest.Length < ChunkFrame ? uint.MaxValue : BinaryPrimitives.ReadUInt32BigEndian(rest);
            if (length > rest.Length - ChunkFrame)
            {
                throw new InvalidImageException("A chunk is longer than the file.");
            }

            var chunk = rest[..((int)length + ChunkFrame)];
            var type = Encoding.Latin1.GetString(chunk[4..8]);
            if (BinaryPrimitives.ReadUInt32BigEndian(chunk[^4..]) != Crc(chunk[4..^4]))
            {
                throw new InvalidImageException($"The check sum of {type} is wrong.");
            }

            if ((type == "IHDR") != (clean.Length == Signature.Length) || (type == "IHDR" && length != 13))
            {
                throw new InvalidImageException("The header is not first, or not alone.");
            }

            if (type == "IHDR")
            {
                width = BinaryPrimitives.ReadInt32BigEndian(chunk[8..]);
                height = BinaryPrimitives.ReadInt32BigEndian(chunk[12..]);
            }

            if (Kept.Contains(type))
            {
                clean.Write(chunk);
            }
            else if (char.IsAsciiLetterUpper(type[0]))
            {
                throw new InvalidImageException($"Unknown necessary chunk {type}.");
            }

            if (type == "IEND")
            {
                return width > 0 && height > 0 ? new CleanImage(clean.ToArray(), width, height) : throw new InvalidImageException("No size.");
            }

            rest = rest[chunk.Length..];
        }
    }

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc = CrcTable[(byte)crc ^ value] ^ (crc >> 8);
        }

        return ~crc;
    }

    private static uint CrcOf(int value)
    {
        var crc = (uint)value;
        for (var bit = 0; bit < 8; bit++)
        {
            crc = (crc & 1) == 1 ? 0xEDB88320 ^ (crc >> 1) : crc >> 1;
        }

        return crc;
    }
}
