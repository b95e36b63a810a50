using System.IO.Compression;
using System.Text;

namespace MeetingNotes.Tests.Drafting.Pasting;

/// <summary>Packs .docx files for tests.</summary>
internal static class Docx
{
    private const string Word = "application/vnd.openxmlformats-officedocument.wordprocessingml.";
    private const string Relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";

    /// <summary>The parts in a folder, and from another folder those that it lacks.</summary>
    public static MemoryStream FromFolder(string folder, string defaults)
    {
        var parts = Directory.GetFiles(defaults).Concat(Directory.GetFiles(folder)).GroupBy(path => Path.GetFileName(path))
            .ToDictionary(paths => paths.Key, paths => File.ReadAllText(paths.Last()));
        return Of(parts);
    }

    /// <summary>A document whose body is this XML.</summary>
    public static MemoryStream OfBody(string body, Action<ZipArchive>? more = null) => Of(
        new Dictionary<string, string>
        {
            ["document.xml"] =
                $"""
                <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
                <w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:body>{body}</w:body></w:document>
                """,
        },
        more);

    /// <param name="parts">By name in word/; links.txt has one "id address" a line.</param>
    /// <param name="more">Adds other entries.</param>
    public static MemoryStream Of(IReadOnlyDictionary<string, string> parts, Action<ZipArchive>? more = null)
    {
        var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            var xml = parts.Where(part => part.Key.EndsWith(".xml", StringComparison.Ordinal)).ToList();
            Write(zip, "[Content_Types].xml",
                $"""
                <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>{string.Concat(xml.Select(part => $"""<Override PartName="/word/{part.Key}" ContentType="{Word}{(part.Key == "document.xml" ? "document.main" : Kind(part.Key))}+xml"/>"""))}</Types>
                """);
            Write(zip, "_rels/.rels", Relations($"""<Relationship Id="rId1" Type="{Relation}officeDocument" Target="word/document.xml"/>"""));
            var links = parts.GetValueOrDefault("links.txt", "").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ', 2));
            Write(zip, "word/_rels/document.xml.rels", Relations(
                string.Concat(xml.Where(part => part.Key != "document.xml").Select((part, index) => $"""<Relationship Id="rIdPart{index}" Type="{Relation}{Kind(part.Key)}" Target="{part.Key}"/>"""))
                + string.Concat(links.Select(link => $"""<Relationship Id="{link[0]}" Type="{Relation}hyperlink" Target="{link[1].Replace("&", "&amp;", StringComparison.Ordinal)}" TargetMode="External"/>"""))));
            foreach (var (name, text) in xml)
            {
                Write(zip, $"word/{name}", text);
            }

            more?.Invoke(zip);
        }

        file.Position = 0;
        return file;
    }

    public static void Write(ZipArchive zip, string name, string text)
    {
        using var entry = zip.CreateEntry(name, CompressionLevel.Fastest).Open();
        entry.Write(Encoding.UTF8.GetBytes(text));
    }

    private static string Kind(string name) => Path.GetFileNameWithoutExtension(name);

    private static string Relations(string relations) =>
        $"""<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relations}</Relationships>""";
}
