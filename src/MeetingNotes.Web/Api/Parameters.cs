using System.Globalization;
using MeetingNotes.Web.Pages;

namespace MeetingNotes.Web.Api;

/// <summary>Reads the parameters of an address, and remembers what is wrong with the first that cannot be read. An empty one counts as left out.</summary>
internal sealed class Parameters(IQueryCollection query)
{
    private static readonly string[] ZonedFormats =
    [
        "yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'",
    ];

    /// <summary>What is wrong, for whoever wrote the address; <c>null</c> while nothing is.</summary>
    public string? Fault { get; private set; }

    public string? Text(string name)
    {
        var values = query[name];
        if (values.Count > 1)
        {
            Refuse<string>($"{name} står flera gånger.");
        }

        return string.IsNullOrEmpty(values) ? null : values[0];
    }

    /// <summary>Words to search for: there must be a parameter, though it may be empty.</summary>
    public string Words(string name)
    {
        if (!query.ContainsKey(name))
        {
            Refuse<string>($"{name} saknas: det som du söker efter.");
        }

        return ListFilter.Text(Text(name));
    }

    /// <summary>As bodies and topics have in their addresses.</summary>
    public string? Slug(string name) =>
        Text(name) is not { } text || Core.Text.Slug.IsValid(text) ? Text(name) : Refuse<string>($"{name} kan bara ha små bokstäver a–z, siffror och bindestreck.");

    public int? Number(string name, int least, int most) =>
        Text(name) is not { } text ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number
        : Refuse<int?>($"{name} ska vara ett heltal från {least} till {most}.");

    public T? Choice<T>(string name, IEnumerable<(string Value, T Meaning)> choices)
        where T : struct =>
        Text(name) is not { } text ? null
        : choices.Where(choice => choice.Value == text).Select(choice => (T?)choice.Meaning).FirstOrDefault()
            ?? Refuse<T?>($"{name} kan vara {string.Join(", ", choices.Select(choice => choice.Value))}.");

    /// <summary>In UTC.</summary>
    public DateTimeOffset? Instant(string name) =>
        Text(name) is not { } text ? null
        : DateTimeOffset.TryParseExact(text, "yyyy-MM-dd'T'HH:mm:ssK", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) ? instant.ToUniversalTime()
        : Refuse<DateTimeOffset?>($"{name} ska vara en tid som 2018-04-12T09:50:00Z.");

    /// <summary>In UTC. As OParl has it: whole, with its zone. A plus that was not encoded has come as a space.</summary>
    public DateTimeOffset? ZonedInstant(string name) =>
        Text(name) is not { } text ? null
        : DateTimeOffset.TryParseExact(text.Replace(' ', '+'), ZonedFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) ? instant.ToUniversalTime()
        : Refuse<DateTimeOffset?>($"{name} ska vara en tid med tidszon, som 2018-04-12T11:50:00+02:00.");

    public bool? Flag(string name) => Choice(name, [("true", true), ("false", false)]);

    /// <summary>Remembers another fault, when there is none yet.</summary>
    public void Refuse(string fault) => Fault ??= fault;

    private T? Refuse<T>(string fault)
    {
        Refuse(fault);
        return default;
    }
}
