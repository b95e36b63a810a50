using System.Globalization;
using System.Text;
using MeetingNotes.Core.Time;

namespace MeetingNotes.Core.Demo;

/// <summary>
/// Writes Swedish of the kind that councils write: inflected compounds of a topic in sentence patterns. Words are drawn by rank as in
/// real texts (Zipf): few are common, most are rare. The same random numbers give the same text.
/// </summary>
internal sealed class DemoText(Random random)
{
    private const int ParagraphWords = 42;

    private readonly StringBuilder _text = new();

    /// <summary>About <paramref name="words"/> words of Markdown: mostly paragraphs, now and then a list, a quotation or a link.</summary>
    public string Paragraphs(DemoScene scene, int words)
    {
        _text.Clear();
        var paragraphStart = 0;
        for (var written = 0; written < words;)
        {
            var sentence = _text.Length;
            Append(Any(DemoVocabulary.SentencePatterns), scene);
            _text[sentence] = char.ToUpper(_text[sentence], StockholmTime.Culture);
            written += Words(sentence);
            if (Words(paragraphStart) < ParagraphWords || written >= words)
            {
                _text.Append(' ');
                continue;
            }

            _text.Append("\n\n");
            written += AppendBlock(scene);
            paragraphStart = _text.Length;
        }

        return _text.ToString().TrimEnd();
    }

    /// <summary>One pattern filled in, with a capital first letter.</summary>
    public string Line(string[] patterns, DemoScene scene)
    {
        var line = Raw(patterns, scene);
        return char.ToUpper(line[0], StockholmTime.Culture) + line[1..];
    }

    /// <summary>One pattern filled in.</summary>
    public string Raw(string[] patterns, DemoScene scene)
    {
        _text.Clear();
        Append(Any(patterns), scene);
        return _text.ToString();
    }

    /// <summary>A compound in the definite: "busstrategin".</summary>
    public string Thing(DemoTopic topic) => Compound(Pick(topic.Stems), Pick(DemoVocabulary.Heads).TheOne);

    public static string Compound(string stem, string head) =>
        // Swedish writes two of three equal consonants: buss + strategi.
        stem.Length > 1 && stem[^1] == head[0] && stem[^2] == head[0] ? stem + head[1..] : stem + head;

    public static int Places => DemoVocabulary.PlaceStarts.Length * DemoVocabulary.PlaceEnds.Length;

    /// <summary>The place with a number; no two of <see cref="Places"/> are alike.</summary>
    public static string Place(int index) =>
        DemoVocabulary.PlaceStarts[index % DemoVocabulary.PlaceStarts.Length]
        + DemoVocabulary.PlaceEnds[(index + (index / DemoVocabulary.PlaceStarts.Length)) % DemoVocabulary.PlaceEnds.Length];

    /// <summary>Draws by rank: the first about twice as often as the second, three times as often as the third.</summary>
    public T Pick<T>(T[] ranked) => ranked[Rank(ranked.Length)];

    private T Any<T>(T[] equals) => equals[random.Next(equals.Length)];

    private int Rank(int count) => Math.Min(count, (int)Math.Exp(random.NextDouble() * Math.Log(count + 1))) - 1;

    private void Append(string pattern, DemoScene scene)
    {
        for (var position = 0; position < pattern.Length;)
        {
            var open = pattern.IndexOf('{', position);
            if (open < 0)
            {
                _text.Append(pattern.AsSpan(position));
                return;
            }

            _text.Append(pattern.AsSpan(position, open - position));
            AppendSlot(pattern[open + 1], scene);
            position = open + 3;
        }
    }

    private void AppendSlot(char slot, DemoScene scene)
    {
        var topic = random.Next(5) == 0 ? DemoVocabulary.Topics[random.Next(DemoVocabulary.Topics.Length)] : scene.Topic;
        var head = Pick(DemoVocabulary.Heads);
        var adjective = Pick(DemoVocabulary.Adjectives);
        var year = scene.On.Year;
        _ = slot switch
        {
            'd' or 'e' => Add(head.TheOne),
            'g' => Add(head.TheOne).Append('s'),
            'n' => Add(head.One, head.IsEtt ? "ett " : "en "),
            'a' => Add(head.One, head.IsEtt ? $"ett {adjective.Ett} " : $"en {adjective.En} "),
            'p' => Add(head.Many),
            'P' => Add(head.TheMany),
            'q' => Add(head.Many, $"{adjective.Many} "),
            'Q' => Add(head.TheMany, $"de {adjective.Many} "),
            'b' => _text.Append(scene.BodyInText),
            'r' or 's' => _text.Append(Pick(DemoVocabulary.Roles)),
            'o' or 'u' => _text.Append(Place(Rank(Places))),
            'k' => _text.Append(random.Next(2, 40)),
            'l' => _text.Append(random.Next(40, 53)),
            'c' => _text.Append(random.Next(2, 60)),
            'm' => _text.Append(StockholmTime.Culture, $"{random.Next(3, 900) / 10m:0.#} miljoner kronor"),
            'x' => _text.Append(CultureInfo.InvariantCulture, $"RS {year}/{random.Next(1, 999)}"),
            'y' => _text.Append(year),
            'z' => _text.Append(year + 1),
            'v' => _text.Append(scene.On.AddDays(random.Next(20, 200)).WrittenWithoutYear()),
            'w' => _text.Append(scene.On.AddDays(random.Next(-90, 300)).Written()),
            'h' => _text.Append(random.Next(4) switch { 0 => "till hösten", 1 => "efter sommaren", 2 => "nästa år", _ => "under våren" }),
            _ => throw new ArgumentOutOfRangeException(nameof(slot), slot, "No such slot."),
        };

        StringBuilder Add(string form, string before = "") => _text.Append(before).Append(Compound(Pick(topic.Stems), form));
    }

    /// <summary>Sometimes something else than a paragraph; returns the number of words.</summary>
    private int AppendBlock(DemoScene scene)
    {
        var start = _text.Length;
        switch (random.Next(12))
        {
            case 0:
                foreach (var pattern in (string[])["{a} i {o}", "{q}", "{d}, som {b} har ansvar för"])
                {
                    _text.Append("- ");
                    Append(pattern, scene);
                    _text.Append('\n');
                }

                _text.Append('\n');
                break;
            case 1:
                _text.Append("> ");
                Append("Vi som bor i {o} har väntat länge på {d}, och nu vill vi se {q}.", scene);
                _text.Append("\n\n");
                break;
            case 2:
                _text.Append(CultureInfo.InvariantCulture, $"[Läs mer om arbetet](https://example.se/arbete/{random.Next(1, 9999)}).\n\n");
                break;
        }

        return Words(start);
    }

    private int Words(int start)
    {
        var words = 0;
        for (var index = start; index < _text.Length; index++)
        {
            words += _text[index] == ' ' ? 1 : 0;
        }

        return words;
    }
}

/// <summary>What a text is about: its topic, the body's name inside a sentence, and the day of the meeting.</summary>
internal readonly record struct DemoScene(DemoTopic Topic, string BodyInText, DateOnly On);
