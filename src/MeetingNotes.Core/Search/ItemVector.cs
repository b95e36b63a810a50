using System.Globalization;
using System.Text;
using MeetingNotes.Core.Search.Swedish;

namespace MeetingNotes.Core.Search;

/// <summary>Makes the words of one item, as its <c>tsvector</c> is written.</summary>
internal sealed class ItemVector
{
    // PostgreSQL keeps places to 16 383, and a vector to one megabyte.
    private const int MaxPlace = 16_383;
    private const int MaxTerms = 20_000;

    /// <summary>Longer words cannot be searched for (they are cut in a query, too).</summary>
    public const int MaxWordLength = 100;

    private readonly SwedishAnalyser _analyser;
    private readonly Dictionary<string, List<(int Place, char Label)>> _words = new(StringComparer.Ordinal);
    private int _place;
    private int _last;

    private ItemVector(SwedishAnalyser analyser) => _analyser = analyser;

    public static string Of(IndexedItem item, SwedishAnalyser analyser)
    {
        var vector = new ItemVector(analyser);
        vector.AddHeading(item.Heading);
        vector.AddText(item.Text);
        foreach (var followUp in item.FollowUps)
        {
            vector.AddText(followUp);
        }

        foreach (var name in item.Names)
        {
            vector.AddContext(name);
        }

        vector.AddContextWord(Term.DateKey(item.HeldOn));
        vector.AddContextWord(Term.MonthKey(item.HeldOn.Year, item.HeldOn.Month));
        vector.AddContextWord(item.HeldOn.Year.ToString(CultureInfo.InvariantCulture));
        vector.Add(SearchWords.Body(item.BodyId));
        vector.Add(SearchWords.Year(item.HeldOn.Year));
        vector.Add(SearchWords.Month(item.HeldOn));
        foreach (var topic in item.TopicIds)
        {
            vector.Add(SearchWords.Topic(topic));
        }

        return vector.ToString();
    }

    public override string ToString()
    {
        var text = new StringBuilder(4096);
        foreach (var (word, places) in _words)
        {
            text.Append(text.Length > 0 ? " " : "").Append(SearchWords.Quoted(word));
            var sign = ':';
            foreach (var (place, label) in places)
            {
                text.Append(sign).Append(place).Append(label);
                sign = ',';
            }
        }

        return text.ToString();
    }

    private void AddHeading(string text)
    {
        foreach (var term in Terms(text))
        {
            AddTerm(term, 'A', 'B');
            foreach (var key in term.Keys)
            {
                Add(SearchWords.Heading + key);
            }

            foreach (var part in term.PartKeys)
            {
                Add(SearchWords.Part + part, Place(term), 'A');
            }
        }

        Leap();
    }

    private void AddText(string text)
    {
        foreach (var term in Terms(text))
        {
            AddTerm(term, 'C', 'D');
            foreach (var part in term.PartKeys)
            {
                Add(SearchWords.Part + part);
            }
        }

        Leap();
    }

    private void AddContext(string name)
    {
        foreach (var term in Terms(name))
        {
            AddTerm(term, 'A', 'B', SearchWords.Context.ToString());
            foreach (var part in term.PartKeys)
            {
                AddContextWord(part);
            }
        }

        Leap();
    }

    private void AddContextWord(string key) => Add(SearchWords.Context + key);

    private void AddTerm(Term term, char asWritten, char inflected, string sign = "")
    {
        foreach (var key in term.Keys)
        {
            Add(sign + key, Place(term), key == term.Form ? asWritten : inflected);
        }

        if (!term.IsComposite && !term.Keys.Contains(term.Form))
        {
            Add(SearchWords.Inflected + sign + term.Form, Place(term), asWritten);
        }
    }

    private List<Term> Terms(string text)
    {
        var terms = TextTerms.Read(text, _analyser).Take(MaxTerms).Where(term => !term.IsStopWord).ToList();
        var words = terms.FindAll(term => !term.IsComposite);
        foreach (var pair in words.Zip(words.Skip(1)).SelectMany(two => two.First.Keys.SelectMany(word => two.Second.Keys.Select(next => SearchWords.PairOf(word, next)))))
        {
            Add(pair);
        }

        return terms;
    }

    private int Place(Term term)
    {
        var place = Math.Min(_place + term.Position, MaxPlace);
        _last = Math.Max(_last, place);
        return place;
    }

    /// <summary>A phrase does not go on from one text into the next.</summary>
    private void Leap() => _place = Math.Min(_last + 10, MaxPlace);

    private void Add(string word)
    {
        if (word.Length <= MaxWordLength + 1)
        {
            _words.TryAdd(word, []);
        }
    }

    private void Add(string word, int place, char label)
    {
        if (word.Length > MaxWordLength + 1)
        {
            return;
        }

        if (!_words.TryGetValue(word, out var places))
        {
            _words[word] = places = [];
        }

        // PostgreSQL keeps 255 places of a word.
        if (places.Count < 255)
        {
            places.Add((place, label));
        }
    }
}

/// <summary>What an item is found by.</summary>
internal sealed record IndexedItem
{
    public required Guid Id { get; init; }

    public required Guid NoteId { get; init; }

    public required Guid BodyId { get; init; }

    public required DateOnly HeldOn { get; init; }

    public required short Position { get; init; }

    public required string Heading { get; init; }

    public required string Text { get; init; }

    public required IReadOnlyList<string> FollowUps { get; init; }

    public required IReadOnlyList<Guid> TopicIds { get; init; }

    /// <summary>Title, body, topics with their synonyms, matter.</summary>
    public required IReadOnlyList<string> Names { get; init; }
}
