using System.Collections.Frozen;
using System.Globalization;
using MeetingNotes.Core.Staff;
using MeetingNotes.Core.Time;

namespace MeetingNotes.Web.Pages.Redaktion;

/// <summary>What each action of the audit log is called, after the name of whoever did it. A test finds an action without a text.</summary>
public static class AuditTexts
{
    private static readonly FrozenDictionary<string, string> Verbs = new Dictionary<string, string>
    {
        // notes and drafts
        ["start"] = "började skriva en notering",
        ["move-draft"] = "flyttade ett utkast till ett annat möte",
        ["hand-over"] = "lämnade över ett utkast",
        ["discard"] = "kastade ett utkast",
        ["share-preview"] = "gjorde en länk för förhandsvisning",
        ["revoke-preview"] = "stoppade en länk för förhandsvisning",
        ["submit"] = "skickade ett utkast till granskning",
        ["return"] = "skickade tillbaka ett utkast",
        ["approve"] = "godkände ett utkast",
        ["override-numbers"] = "tillät ett personnummer i ett utkast",
        ["schedule"] = "schemalade en publicering",
        ["unschedule"] = "tog bort en schemalagd publicering",
        ["publish"] = "publicerade noteringen",
        ["correct"] = "rättade noteringen",
        ["start-correction"] = "började rätta noteringen",
        ["withdraw"] = "drog in noteringen",
        ["reinstate"] = "återinförde noteringen",
        ["dispose"] = "gallrade noteringen",
        ["move"] = "flyttade noteringen till ett annat möte",

        // meetings, bodies, topics, matters, abbreviations, synonyms
        ["plan-meeting"] = "planerade ett möte",
        ["change-meeting"] = "ändrade ett möte",
        ["cancel-meeting"] = "ställde in ett möte",
        ["reinstate-meeting"] = "tog tillbaka ett inställt möte",
        ["remove-meeting"] = "tog bort ett möte",
        ["create-body"] = "lade till ett organ",
        ["change-body"] = "ändrade ett organ",
        ["rename-body"] = "bytte namn på ett organ",
        ["dissolve-body"] = "upplöste ett organ",
        ["revive-body"] = "tog tillbaka ett upplöst organ",
        ["create-topic"] = "lade till ett ämne",
        ["change-topic"] = "ändrade ett ämne",
        ["rename-topic"] = "bytte namn på ett ämne",
        ["merge-topics"] = "slog ihop ämnen",
        ["remove-topic"] = "tog bort ett ämne",
        ["rename-matter"] = "bytte namn på ett ärende",
        ["join-matters"] = "slog ihop ärenden",
        ["add-abbreviation"] = "lade till en förkortning",
        ["change-abbreviation"] = "ändrade en förkortning",
        ["remove-abbreviation"] = "tog bort en förkortning",
        ["add-synonym"] = "lade till en synonym",
        ["remove-synonym"] = "tog bort en synonym",
        ["trust-link"] = "intygade att en länk fungerar",
        ["add-link-copy"] = "laddade upp en kopia av det en död länk ledde till",
        ["remove-link-copy"] = "tog bort kopian av det en död länk ledde till",
        ["retry-mail"] = "lät ett mejl skickas igen",
        ["remove-mail"] = "tog bort ett mejl som inte kom fram",

        // people
        ["give-role"] = "gav en roll",
        ["take-role"] = "tog bort en roll",
        ["invite"] = "bjöd in någon",
        ["withdraw-invitation"] = "återtog en inbjudan",
        ["accept-invitation"] = "loggade in första gången efter en inbjudan",
        ["block"] = "spärrade någon",
        ["unblock"] = "hävde en spärr",
    }.ToFrozenDictionary();

    /// <summary>Every action that the portal knows, by its Swedish text.</summary>
    public static IEnumerable<(string Action, string Text)> All =>
        Verbs.Select(verb => (verb.Key, Swedish.Capital(verb.Value))).OrderBy(verb => verb.Item2, StringComparer.Create(StockholmTime.Culture, ignoreCase: true));

    public static bool Has(string action) => Verbs.ContainsKey(action);

    /// <summary>"Alva gav en roll: Bo, skribent."</summary>
    public static string Sentence(AuditEvent done)
    {
        var what = $"{Who(done)} {Verbs.GetValueOrDefault(done.Action, $"gjorde något som den här versionen inte känner till ({done.Action})")}";
        return done.Subject is { } subject ? $"{what}: {Readable(subject).TrimEnd('.')}." : $"{what}.";
    }

    /// <summary>The log keeps an instant exactly; people read it as everywhere else.</summary>
    private static string Readable(string subject) =>
        DateTimeOffset.TryParseExact(subject, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var at) ? StockholmTime.Stamp(at) : subject;

    private static string Who(AuditEvent done) => done.PersonId is not null ? done.Actor : done.Actor switch
    {
        "import" => "Inläsningen av filer",
        "schedule" => "Schemat",
        "operator" => "Driften, vid kommandoraden,",
        var other => other,
    };
}
