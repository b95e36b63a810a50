using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace MeetingNotes.Tests.Links;

/// <summary>Small PDF files, written by hand so that anything can be put into them.</summary>
internal static class SmallPdf
{
    /// <summary>One empty page; <paramref name="ofCatalog"/> is more of its catalog, and the objects after it are numbered from 4.</summary>
    public static byte[] Plain(string ofCatalog = "", params string[] more)
    {
        string[] objects = [$"<< /Type /Catalog /Pages 2 0 R {ofCatalog} >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>", "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>", .. more];
        var file = new StringBuilder("%PDF-1.4\n");
        var offsets = new List<int>();
        foreach (var (text, index) in objects.Select((text, index) => (text, index)))
        {
            offsets.Add(file.Length);
            file.Append(CultureInfo.InvariantCulture, $"{index + 1} 0 obj\n{text}\nendobj\n");
        }

        var table = file.Length;
        file.Append(CultureInfo.InvariantCulture, $"xref\n0 {objects.Length + 1}\n0000000000 65535 f \n");
        foreach (var offset in offsets)
        {
            file.Append(CultureInfo.InvariantCulture, $"{offset:0000000000} 00000 n \n");
        }

        file.Append(CultureInfo.InvariantCulture, $"trailer\n<< /Size {objects.Length + 1} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n");
        return Encoding.Latin1.GetBytes(file.ToString());
    }

    /// <summary>The same with every object packed into a stream, so that no word of it can be read in the file.</summary>
    /// <param name="ofCatalog">More of the catalog.</param>
    /// <param name="padding">Spaces after the objects, in bytes: they pack to nearly nothing.</param>
    /// <param name="hasHeader">Whether what is packed begins as zlib says (RFC 1950).</param>
    public static byte[] Packed(string ofCatalog = "", int padding = 0, bool hasHeader = true)
    {
        string[] objects = [$"<< /Type /Catalog /Pages 2 0 R {ofCatalog} >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>", "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"];
        var heads = new StringBuilder();
        var bodies = new StringBuilder();
        foreach (var (text, index) in objects.Select((text, index) => (text, index)))
        {
            heads.Append(CultureInfo.InvariantCulture, $"{index + 1} {bodies.Length} ");
            bodies.Append(text).Append(' ');
        }

        var packed = Deflated($"{heads}{bodies}", padding);
        if (!hasHeader)
        {
            (packed[0], packed[1]) = (0, 0);
        }

        using var file = new MemoryStream();
        Write(file, "%PDF-1.5\n");
        var streamAt = (int)file.Length;
        Write(file, string.Create(CultureInfo.InvariantCulture, $"4 0 obj\n<< /Type /ObjStm /N 3 /First {heads.Length} /Filter /FlateDecode /Length {packed.Length} >>\nstream\n"));
        file.Write(packed);
        Write(file, "\nendstream\nendobj\n");
        var tableAt = (int)file.Length;
        byte[] rows = [.. Row(0, 0, 255), .. Row(2, 4, 0), .. Row(2, 4, 1), .. Row(2, 4, 2), .. Row(1, streamAt, 0), .. Row(1, tableAt, 0)];
        Write(file, string.Create(CultureInfo.InvariantCulture, $"5 0 obj\n<< /Type /XRef /Size 6 /W [1 4 1] /Root 1 0 R /Length {rows.Length} >>\nstream\n"));
        file.Write(rows);
        Write(file, string.Create(CultureInfo.InvariantCulture, $"\nendstream\nendobj\nstartxref\n{tableAt}\n%%EOF\n"));
        return file.ToArray();
    }

    private static byte[] Row(byte kind, int value, byte last) => [kind, (byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value, last];

    private static byte[] Deflated(string text, int padding)
    {
        using var packed = new MemoryStream();
        using (var stream = new ZLibStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            stream.Write(Encoding.Latin1.GetBytes(text));
            var spaces = new byte[65_536];
            Array.Fill(spaces, (byte)' ');
            for (var left = padding; left > 0; left -= spaces.Length)
            {
                stream.Write(spaces);
            }
        }

        return packed.ToArray();
    }

    private static void Write(MemoryStream file, string text) => file.Write(Encoding.Latin1.GetBytes(text));
}
