using System.Buffers.Binary;
using System.Text;

namespace MeetingNotes.Core.Images;

/// <summary>WebP is a RIFF file of chunks. Source: RFC 9649.</summary>
internal static class WebPFile
{
    private const int Head = 12;
    private const byte AlphaFlag = 0x10;
    private const byte ProfileFlag = 0x20;

    // In the order that the format asks for.
    private static readonly string[] Kept = ["VP8X", "ICCP", "ALPH", "VP8 ", "VP8L"];

    public static CleanImage Clean(byte[] file)
    {
        var chunks = Chunks(file);
        if (chunks.ContainsKey("ANIM") || chunks.ContainsKey("ANMF"))
        {
            throw new InvalidImageException("It moves.");
        }

        if (chunks.TryGetValue("ICCP", out var profile) && !ColourProfile.IsWhole(profile))
        {
            chunks.Remove("ICCP");
        }

        var (width, height) = SizeOf(chunks);
        if (chunks.TryGetValue("VP8X", out var extended))
        {
            if (extended.Length != 10)
            {
                throw new InvalidImageException("VP8X must be ten bytes.");
            }

            extended[0] = (byte)((extended[0] & AlphaFlag) | (chunks.ContainsKey("ICCP") ? ProfileFlag : 0));
            extended.AsSpan(1, 3).Clear();
        }

        var clean = new MemoryStream(file.Length);
        clean.Write(file.AsSpan(0, Head));
        foreach (var name in Kept.Where(chunks.ContainsKey))
        {
            Write(clean, name, chunks[name]);
        }

        var bytes = clean.ToArray();
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), bytes.Length - 8);
        return new CleanImage(bytes, width, height);
    }

    private static Dictionary<string, byte[]> Chunks(ReadOnlySpan<byte> file)
    {
        var end = BinaryPrimitives.ReadUInt32LittleEndian(file[4..]) + 8L;
        if (end > file.Length)
        {
            throw new InvalidImageException("The file is cut.");
        }

        var chunks = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        for (var rest = file[Head..(int)Math.Max(end, Head)]; rest.Length > 0;)
        {
            var length = rest.Length < 8 ? uint.MaxValue : BinaryPrimitives.ReadUInt32LittleEndian(rest[4..]);
            if (length > rest.Length - 8)
            {
                throw new InvalidImageException("A chunk is longer than the file.");
            }

            var name = Encoding.Latin1.GetString(rest[..4]);
            if (!chunks.TryAdd(name, rest.Slice(8, (int)length).ToArray()) && Kept.Contains(name))
            {
                throw new InvalidImageException($"Two of {name}.");
            }

            rest = rest[Math.Min(rest.Length, 8 + (int)length + ((int)length & 1))..];
        }

        return chunks;
    }

    private static (int Width, int Height) SizeOf(Dictionary<string, byte[]> chunks)
    {
        if (chunks.TryGetValue("VP8 ", out var lossy) && lossy.Length >= 10 && !chunks.ContainsKey("VP8L"))
        {
            return (BinaryPrimitives.ReadUInt16LittleEndian(lossy.AsSpan(6)) & 0x3FFF, BinaryPrimitives.ReadUInt16LittleEndian(lossy.AsSpan(8)) & 0x3FFF);
        }

        if (chunks.TryGetValue("VP8L", out var lossless) && lossless.Length >= 5 && !chunks.ContainsKey("VP8 "))
        {
            var bits = BinaryPrimitives.ReadUInt32LittleEndian(lossless.AsSpan(1));
            return ((int)(bits & 0x3FFF) + 1, (int)((bits >> 14) & 0x3FFF) + 1);
        }

        throw new InvalidImageException("No picture, or two.");
    }

    private static void Write(MemoryStream file, string name, byte[] content)
    {
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, content.Length);
        file.Write(Encoding.Latin1.GetBytes(name));
        file.Write(length);
        file.Write(content);
        if ((content.Length & 1) == 1)
        {
            file.WriteByte(0);
        }
    }
}
