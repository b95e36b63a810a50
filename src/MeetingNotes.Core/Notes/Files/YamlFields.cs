using System.Globalization;
using MeetingNotes.Core.Text;
using MeetingNotes.Core.Time;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace MeetingNotes.Core.Notes.Files;

/// <summary>
/// One YAML mapping, read key by key. Collects what is wrong with its line instead of stopping at the first fault.
/// A plain empty value, ~ and null mean that the key is absent.
/// </summary>
internal sealed class YamlFields
{
    /// <summary>Open brackets at once; texts may hold some that are never closed.</summary>
    private const int MaxDepth = 200;

    private readonly Dictionary<string, (YamlNode Key, YamlNode Value)> _fields = new(StringComparer.Ordinal);
    private readonly YamlMappingNode _mapping;
    private readonly List<NoteFileProblem> _problems;
    private readonly int _lineOffset;

    public YamlFields(YamlMappingNode mapping, int lineOffset, List<NoteFileProblem> problems)
    {
        _mapping = mapping;
        _problems = problems;
        _lineOffset = lineOffset;
        Line = LineOf(mapping);
        foreach (var (key, value) in mapping.Children)
        {
            var name = key is YamlScalarNode { Value: { } text } ? Nfc.Of(text).ToLowerInvariant() : "";
            if (!_fields.TryAdd(name, (key, value)))
            {
                Fault(key, $"Nyckeln ”{name}” står två gånger. Behåll en av dem.");
            }
        }
    }

    public int Line { get; }

    /// <summary>Parses one YAML document; <c>null</c> when it is empty.</summary>
    /// <exception cref="NoteFileException">The text is not YAML, not a mapping, or uses anchors and aliases.</exception>
    public static YamlFields? Parse(string yaml, int lineOffset, List<NoteFileProblem> problems)
    {
        var stream = new YamlStream();
        try
        {
            RefuseAliases(yaml, lineOffset);
            stream.Load(new StringReader(yaml));
        }
        catch (Exception fault) when (fault is YamlException or InvalidOperationException or ArgumentException)
        {
            throw new NoteFileException(fault is YamlException yamlFault ? (int)yamlFault.Start.Line + lineOffset : 0,
                "Raden går inte att läsa som YAML. Kontrollera kolon, indrag och citattecken, och att ingen nyckel står två gånger.");
        }

        if (stream.Documents.Count == 0)
        {
            return null;
        }

        return stream.Documents[0].RootNode switch
        {
            YamlMappingNode mapping => new YamlFields(mapping, lineOffset, problems),
            YamlScalarNode { Value: null or "" } => null,
            _ => throw new NoteFileException(1 + lineOffset, "Här ska rader med ”nyckel: värde” stå."),
        };
    }

    /// <summary>Every key and value in it and below, as YAML means it, with its line.</summary>
    public IEnumerable<(int Line, string Text)> Scalars() =>
        _mapping.AllNodes.OfType<YamlScalarNode>().Where(node => node.Value is not null).Select(node => (LineOf(node), node.Value!));

    public void RefuseUnknown(params ReadOnlySpan<string> known)
    {
        foreach (var (name, (key, _)) in _fields)
        {
            if (!known.Contains(name))
            {
                Fault(key, $"Nyckeln ”{name}” är okänd. Kända nycklar: {string.Join(", ", known!)}.");
            }
        }
    }

    public int LineOfField(string name) => _fields.TryGetValue(name, out var field) ? LineOf(field.Key) : Line;

    public void Fault(string name, string reason) => _problems.Add(new NoteFileProblem(LineOfField(name), reason));

    public bool Has(string name) => _fields.TryGetValue(name, out var field) && !IsAbsent(field.Value);

    /// <summary>Text on one line: white space collapsed, NFC.</summary>
    public string? Text(string name, int maxLength)
    {
        if (!_fields.TryGetValue(name, out var field) || IsAbsent(field.Value))
        {
            return null;
        }

        if (field.Value is not YamlScalarNode { Value: { } raw })
        {
            Fault(field.Value, $"”{name}” ska vara en text på en rad.");
            return null;
        }

        return CleanText(raw, field.Value, name, maxLength);
    }

    /// <summary>A text of several lines.</summary>
    public string? Lines(string name, int maxLength) =>
        _fields.TryGetValue(name, out var field) && field.Value is YamlScalarNode { Value: { } raw } && !IsAbsent(field.Value)
            ? CleanText(raw, field.Value, name, maxLength, PlainText.Lines)
            : Text(name, maxLength);

    public IReadOnlyList<string> Texts(string name, int maxLength)
    {
        if (!_fields.TryGetValue(name, out var field) || IsAbsent(field.Value))
        {
            return [];
        }

        if (field.Value is not YamlSequenceNode sequence)
        {
            return Text(name, maxLength) is { } single ? [single] : [];
        }

        var texts = new List<string>();
        foreach (var node in sequence.Children)
        {
            if (node is YamlScalarNode { Value: { } raw } && CleanText(raw, node, name, maxLength) is { } text)
            {
                texts.Add(text);
            }
            else if (node is not YamlScalarNode)
            {
                Fault(node, $"”{name}” ska vara en lista med texter.");
            }
        }

        return texts;
    }

    public IReadOnlyList<YamlFields> Mappings(string name)
    {
        if (!_fields.TryGetValue(name, out var field) || IsAbsent(field.Value))
        {
            return [];
        }

        if (field.Value is not YamlSequenceNode sequence || sequence.Children.Any(child => child is not YamlMappingNode))
        {
            Fault(field.Value, $"”{name}” ska vara en lista där varje del har egna rader med ”nyckel: värde”.");
            return [];
        }

        return [.. sequence.Children.Cast<YamlMappingNode>().Select(child => new YamlFields(child, _lineOffset, _problems))];
    }

    /// <summary>A mapping of free keys to texts, in written order.</summary>
    public IReadOnlyList<(string Key, string Value)> Pairs(string name, int keyMaxLength, int valueMaxLength)
    {
        if (!_fields.TryGetValue(name, out var field) || IsAbsent(field.Value))
        {
            return [];
        }

        if (field.Value is not YamlMappingNode mapping)
        {
            Fault(field.Value, $"”{name}” ska vara rader med ”nyckel: värde”.");
            return [];
        }

        var pairs = new List<(string, string)>();
        foreach (var (key, value) in mapping.Children)
        {
            if (key is YamlScalarNode { Value: { } short_ } && value is YamlScalarNode { Value: { } long_ }
                && CleanText(short_, key, name, keyMaxLength) is { } cleanKey && CleanText(long_, value, name, valueMaxLength) is { } cleanValue)
            {
                pairs.Add((cleanKey, cleanValue));
            }
            else
            {
                Fault(key, $"Varje rad under ”{name}” ska vara ”nyckel: värde”.");
            }
        }

        return pairs;
    }

    public bool IsList(string name) => _fields.TryGetValue(name, out var field) && field.Value is YamlSequenceNode;

    public DateOnly? Date(string name)
    {
        if (Text(name, 100) is not { } text)
        {
            return null;
        }

        if (TryDate(text, out var date))
        {
            return date;
        }

        Fault(name, $"”{name}: {text}” är inget datum. Skriv som 2018-05-30.");
        return null;
    }

    /// <summary>A day with an optional clock time: "2018-04-11" or "2018-04-11 09:00".</summary>
    public (DateOnly Date, TimeOnly? Time)? DateAndTime(string name)
    {
        if (Text(name, 100) is not { } text)
        {
            return null;
        }

        var parts = text.Split(' ', 2);
        if (TryDate(parts[0], out var date))
        {
            if (parts.Length == 1)
            {
                return (date, null);
            }

            if (TimeOnly.TryParseExact(parts[1], ["HH:mm", "H:mm", "HH.mm", "H.mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
            {
                return (date, time);
            }
        }

        Fault(name, $"”{name}: {text}” är ingen dag med klockslag. Skriv som 2018-04-11 eller 2018-04-11 09:00.");
        return null;
    }

    /// <summary>Stockholm's clock ("2018-04-12 11:50") or RFC 3339 with offset.</summary>
    public DateTimeOffset? Instant(string name)
    {
        if (Text(name, 100) is not { } text)
        {
            return null;
        }

        if (DateTime.TryParseExact(text, ["yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss"],
                CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) && IsYear(local.Year))
        {
            if (StockholmTime.FromStockholm(local) is { } instant)
            {
                return instant;
            }

            Fault(name, StockholmTime.Zone.IsInvalidTime(local)
                ? $"Klockan var aldrig {text}: den natten ställdes den fram till sommartid. Välj en annan tid."
                : $"Klockan var {text} två gånger: den natten ställdes den tillbaka till vintertid. Skriv med +02:00 eller +01:00, som {local:yyyy-MM-dd'T'HH:mm:ss}+01:00.");
            return null;
        }

        if (DateTimeOffset.TryParseExact(text, ["yyyy-MM-dd'T'HH:mmzzz", "yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz"],
                CultureInfo.InvariantCulture, DateTimeStyles.None, out var withOffset)
            && text.Contains('T', StringComparison.Ordinal) && IsYear(withOffset.Year))
        {
            return withOffset.ToUniversalTime();
        }

        Fault(name, $"”{name}: {text}” är ingen tidpunkt. Skriv som 2018-04-12 11:50.");
        return null;
    }

    private static bool IsYear(int year) => year is >= 1800 and <= 2199;

    public bool? Truth(string name)
    {
        switch (Text(name, 100)?.ToLowerInvariant())
        {
            case null: return null;
            case "true" or "ja": return true;
            case "false" or "nej": return false;
            default:
                Fault(name, $"”{name}” ska vara ja eller nej.");
                return null;
        }
    }

    public int? Number(string name, int min, int max)
    {
        if (Text(name, 100) is not { } text)
        {
            return null;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max)
        {
            return number;
        }

        Fault(name, $"”{name}” ska vara ett tal från {min} till {max}.");
        return null;
    }

    public static bool TryDate(string text, out DateOnly date) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date) && IsYear(date.Year);

    private static void RefuseAliases(string yaml, int lineOffset)
    {
        RefuseNesting(yaml, lineOffset);

        // An alias can blow a small file up to gigabytes, and no note needs one.
        var parser = new Parser(new StringReader(yaml));
        while (parser.MoveNext())
        {
            if (parser.Current is YamlDotNet.Core.Events.AnchorAlias or YamlDotNet.Core.Events.NodeEvent { Anchor.IsEmpty: false })
            {
                throw new NoteFileException((int)parser.Current.Start.Line + lineOffset,
                    "Ankare och alias (& och *) kan inte användas här. Sätt värdet inom citattecken om det börjar så.");
            }
        }
    }

    /// <summary>The parser needs a square of the time for brackets inside brackets, and we have none.</summary>
    private static void RefuseNesting(string yaml, int lineOffset)
    {
        var depth = 0;
        var line = 1;
        foreach (var letter in yaml)
        {
            depth = letter switch { '[' or '{' => depth + 1, ']' or '}' when depth > 0 => depth - 1, _ => depth };
            line += letter == '\n' ? 1 : 0;
            if (depth > MaxDepth)
            {
                throw new NoteFileException(line + lineOffset, "Här står för många hakparenteser inuti varandra.");
            }
        }
    }

    private static bool IsAbsent(YamlNode node) =>
        node is YamlScalarNode { Style: ScalarStyle.Plain, Value: null or "" or "~" or "null" };

    private string? CleanText(string raw, YamlNode node, string name, int maxLength, Func<string, string>? clean = null)
    {
        var text = (clean ?? PlainText.OneLine)(raw);
        if (text.Length == 0)
        {
            Fault(node, $"”{name}” är tomt. Skriv ett värde eller ta bort raden.");
            return null;
        }

        if (text.Length > maxLength)
        {
            Fault(node, $"”{name}” är för långt: högst {maxLength} tecken.");
            return null;
        }

        return text;
    }

    private void Fault(YamlNode node, string reason) => _problems.Add(new NoteFileProblem(LineOf(node), reason));

    private int LineOf(YamlNode node) => (int)node.Start.Line + _lineOffset;
}
