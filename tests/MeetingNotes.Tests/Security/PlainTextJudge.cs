using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using MeetingNotes.Core.Notes.Files;
using MeetingNotes.Tests.Testing;

namespace MeetingNotes.Tests.Security;

/// <summary>
/// The oracle of promise 3: gives texts that want to be more, reads answers as their readers do, and says where such a text has become more than text,
/// or is not there letter by letter up to where it is cut. It knows nothing of what any page should show.
/// </summary>
internal sealed partial class PlainTextJudge
{
    private const string Hostile = "\"'><x-ond onx=1></title></script><!--";
    private const string NextLine = "\r\nX-OND:1";

    /// <summary>Mails as text have their headings in capitals.</summary>
    private static readonly IEqualityComparer<char> LetterCase = EqualityComparer<char>.Create((one, other) => char.ToUpperInvariant(one) == char.ToUpperInvariant(other));

    private readonly List<(string Field, string After)> _texts = [];
    private readonly Dictionary<string, int> _numbers = [];
    private readonly HashSet<(int Text, string Kind)> _seen = [];
    private readonly HashSet<string> _places = [];

    public List<string> Complaints { get; } = [];

    /// <summary>Answers and mails that have held a text.</summary>
    public int Places => _places.Count;

    /// <summary>Kinds of places that have held a text: "title", "calendar" …</summary>
    public IEnumerable<string> Kinds => _seen.Select(seen => seen.Kind).Distinct();

    /// <summary>Fields whose text has not been met anywhere.</summary>
    public IEnumerable<string> Unseen => _texts.Select(text => text.Field).Where((_, number) => !_seen.Any(seen => seen.Text == number));

    /// <summary>The text of a field, always the same.</summary>
    public string Text(string field, int maxLength = 100) => Line(field, maxLength) is var line && line.Length + NextLine.Length <= maxLength ? line + NextLine : line;

    /// <summary>The same for a file that has one line for it.</summary>
    public string Line(string field, int maxLength = 100)
    {
        if (!_numbers.TryGetValue(field, out var number))
        {
            _numbers[field] = number = _texts.Count;
            var start = Start(number);
            _texts.Add((field, Hostile[..Math.Min(Hostile.Length, maxLength - start.Length)]));
        }

        return Start(number) + _texts[number].After;
    }

    public async Task SeeAsync(string place, HttpResponseMessage response)
    {
        Assert.True((int)response.StatusCode < 500, $"{(int)response.StatusCode} {place}");
        foreach (var (name, values) in response.Headers.Concat(response.Content.Headers))
        {
            Complain(place, "A header that nobody wrote.", name.StartsWith("X-Ond", StringComparison.OrdinalIgnoreCase) || values.Any(value => value.AsSpan().ContainsAny('\r', '\n')));
        }

        See(place, response.Content.Headers.ContentType?.MediaType, await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    public void See(string place, string? mediaType, byte[] bytes)
    {
        var text = new Lazy<string>(() => Encoding.UTF8.GetString(bytes));
        switch (mediaType)
        {
            case "text/html":
                Html(place, text.Value, "page");
                break;
            case "application/json" or "application/ld+json" or "application/problem+json":
                Json(place, text.Value, "json");
                break;
            case { } type when type.EndsWith("xml", StringComparison.Ordinal):
                Xml(place, text.Value);
                break;
            case "text/calendar":
                Calendar(place, text.Value);
                break;
            case "text/csv":
                Check(place, text.Value.Replace("\"\"", "\"", StringComparison.Ordinal), "csv");
                break;
            case "text/markdown":
                Json(place, JsonSerializer.Serialize(NoteFileReader.Read(text.Value)), "markdown");
                break;
            case "application/gzip":
                using (var lines = new StreamReader(new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress)))
                {
                    while (lines.ReadLine() is { } line)
                    {
                        Json(place, line, "dump");
                    }
                }

                break;
            case "application/zip":
                foreach (var entry in new ZipArchive(new MemoryStream(bytes)).Entries)
                {
                    using var file = new MemoryStream();
                    entry.Open().CopyTo(file);
                    See($"{place} {entry.FullName}", Path.GetExtension(entry.Name) switch { ".html" => "text/html", ".json" => "application/json", ".md" => "text/markdown", _ => "text/plain" }, file.ToArray());
                }

                break;
            case "message/rfc822":
                See(new ReceivedMail([], text.Value));
                break;
            case null or "text/plain":
                Check(place, text.Value, "text");
                break;
        }
    }

    public void See(ReceivedMail mail)
    {
        var place = $"Mail {mail.Message.Subject}";
        Complain(place, "A header that nobody wrote.", mail.Message.Headers.Any(header => header.Field.StartsWith("X-OND", StringComparison.OrdinalIgnoreCase)));
        Complain(place, "A header of two lines.", mail.Message.Headers.Any(header => header.Value.AsSpan().ContainsAny('\r', '\n')));
        Check(place, mail.Message.Subject ?? "", "mail subject");
        Check(place, mail.Message.TextBody ?? "", "mail text");
        Html(place, mail.Message.HtmlBody ?? "", "mail html");
    }

    private void Html(string place, string html, string kind)
    {
        var document = new HtmlParser().ParseDocument(html);
        var elements = document.All.ToList();
        Complain(place, "An element.", elements.Any(element => element.LocalName.StartsWith("x-ond", StringComparison.Ordinal)));
        Complain(place, "An attribute.", elements.Any(element => element.Attributes.Any(attribute => attribute.Name.StartsWith("onx", StringComparison.Ordinal))));
        Complain(place, "A comment.", document.Descendants<IComment>().Any());
        foreach (var value in elements.SelectMany(element => element.Attributes).Select(attribute => attribute.Value))
        {
            // A form may carry a whole draft with it.
            (value.StartsWith('{') ? (Action<string, string, string>)Json : Check)(place, value, $"{kind} attribute");
        }

        foreach (var script in document.QuerySelectorAll("script, title"))
        {
            if (script.LocalName == "title")
            {
                Check(place, script.TextContent, $"{kind} title");
            }
            else if (script.GetAttribute("type") == "application/ld+json")
            {
                Json(place, script.TextContent, "json-ld");
            }
            else
            {
                Complain(place, "A script.", script.TextContent.Length > 0);
            }

            script.Remove();
        }

        // Where versions are compared a text may go over into another after any word.
        foreach (var change in document.QuerySelectorAll("ins, del"))
        {
            change.Before(document.CreateTextNode("…"));
            change.After(document.CreateTextNode("…"));
        }

        Check(place, document.DocumentElement.TextContent, kind);
    }

    private void Json(string place, string json, string kind)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            Value(document.RootElement, "");
        }
        catch (JsonException)
        {
            Complain(place, "No JSON.");
        }

        void Value(JsonElement value, string name)
        {
            switch (value.ValueKind)
            {
                case JsonValueKind.Object:
                    foreach (var member in value.EnumerateObject())
                    {
                        Check(place, member.Name, kind);
                        Value(member.Value, member.Name);
                    }

                    break;
                case JsonValueKind.Array:
                    value.EnumerateArray().ToList().ForEach(one => Value(one, name));
                    break;
                case JsonValueKind.String when name.Contains("html", StringComparison.OrdinalIgnoreCase):
                    Html(place, value.GetString()!, $"{kind} html");
                    break;
                case JsonValueKind.String:
                    Check(place, value.GetString()!, kind);
                    break;
            }
        }
    }

    private void Xml(string place, string text)
    {
        try
        {
            foreach (var element in XDocument.Parse(text).Descendants())
            {
                Complain(place, "An element.", element.Name.LocalName == "x-ond");
                foreach (var attribute in element.Attributes())
                {
                    Complain(place, "An attribute.", attribute.Name.LocalName == "onx");
                    Check(place, attribute.Value, "xml attribute");
                }

                if (element.Attribute("type")?.Value == "html" || (element.Name == "description" && element.Parent?.Name == "item"))
                {
                    Html(place, element.Value, "feed html");
                }
                else if (!element.HasElements)
                {
                    Check(place, element.Value, "xml");
                }
            }
        }
        catch (XmlException)
        {
            Complain(place, "No XML.");
        }
    }

    private void Calendar(string place, string text)
    {
        foreach (var line in text.Replace("\r\n ", "", StringComparison.Ordinal).Replace("\r\n\t", "", StringComparison.Ordinal).Split("\r\n", StringSplitOptions.RemoveEmptyEntries))
        {
            Complain(place, "No line of a calendar.", !ContentLine().IsMatch(line) || line.StartsWith("X-OND", StringComparison.Ordinal));
            Check(place, Escaped().Replace(line, match => match.Value is "\\n" or "\\N" ? "\n" : match.Value[1..]), "calendar");
        }
    }

    private void Check(string place, string text, string kind)
    {
        // What is pasted at the desk comes back as Markdown.
        text = text.Replace("\\<", "<", StringComparison.Ordinal);
        foreach (Match start in Starts().Matches(text))
        {
            var number = int.Parse(start.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
            var (field, expected) = _texts[number];
            var found = text.AsSpan(start.Index + start.Length);
            var same = found.CommonPrefixLength(expected, LetterCase);
            var isCut = found[same..].TrimStart() is ['…', ..];
            var isSearchWord = start.Length == text.Length;
            Complain(place, $"{kind}: {field} goes on {found[..Math.Min(found.Length, 60)]}", same < expected.Length && !isCut && !isSearchWord);
            Complain(place, $"{kind}: {field} is encoded twice", !start.Value.EndsWith("ärke", StringComparison.OrdinalIgnoreCase));
            _seen.Add((number, kind));
            _places.Add(place);
        }
    }

    private void Complain(string place, string complaint, bool isSo = true)
    {
        if (isSo)
        {
            Complaints.Add($"{place}: {complaint}");
        }
    }

    private static string Start(int number) => $"ond{number}märke";

    [GeneratedRegex(@"ond([0-9]{1,4})m(?:ärke|[&\\Ã])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Starts();

    [GeneratedRegex("^[A-Z-]+[;:][^\\p{C}]*$", RegexOptions.None, 1000)]
    private static partial Regex ContentLine();

    [GeneratedRegex(@"\\[nN,;\\]", RegexOptions.None, 1000)]
    private static partial Regex Escaped();
}
