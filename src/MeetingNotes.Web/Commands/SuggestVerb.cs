using System.CommandLine;
using System.Globalization;
using System.Text;
using MeetingNotes.Core.Drafting.Suggestions;
using MeetingNotes.Core.DueDates;
using MeetingNotes.Core.Time;
using MeetingNotes.Web.Pages;

namespace MeetingNotes.Web.Commands;

/// <summary>Prints the follow-ups that a text seems to hold. Needs no database.</summary>
internal static class SuggestVerb
{
    /// <summary>In bytes; any note is smaller.</summary>
    private const int MaxFileLength = 16_000_000;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static Command Create()
    {
        var file = new Argument<string>("FIL");
        var meeting = new Option<string?>("--mote");
        var command = new Command("suggest") { file, meeting };
        command.SetAction((parsed, ct) => RunAsync(parsed.GetRequiredValue(file), parsed.GetValue(meeting), ct));
        return command;
    }

    private static async Task<int> RunAsync(string path, string? meeting, CancellationToken ct)
    {
        if (meeting is not null && DayOf(meeting) is null)
        {
            return await RefuseAsync($"”{meeting}” är inget datum. Skriv mötets dag som --mote 2018-04-11.");
        }

        string text;
        try
        {
            if (new FileInfo(path) is { Exists: true, Length: > MaxFileLength })
            {
                return await RefuseAsync($"{path}: filen är för stor, högst {MaxFileLength / 1_000_000} MB.");
            }

            text = StrictUtf8.GetString(await File.ReadAllBytesAsync(path, ct));
        }
        catch (DecoderFallbackException)
        {
            return await RefuseAsync($"{path}: filen är inte sparad som UTF-8. Spara om den med den teckenkodningen.");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return await RefuseAsync($"{path}: filen går inte att läsa. Finns den, och har du rätt att läsa den?");
        }

        var source = SuggestionSource.Read(text);
        var given = DayOf(meeting);
        if ((source.IsDayWritten ? source.MeetingOn : given ?? source.MeetingOn) is not { } saidOn)
        {
            return await RefuseAsync($"{path}: det framgår inte vilken dag mötet var. Lägg till dagen, till exempel --mote 2018-04-11.");
        }

        var suggestions = FollowUpSuggestions.In(source.Text, saidOn, source.Mandate);
        foreach (var (suggestion, place) in source.Placed(suggestions))
        {
            Write(suggestion, place);
        }

        var count = suggestions.Count == 0 ? "Inga förslag till uppföljningar" : Swedish.Count(suggestions.Count, "förslag till uppföljning", "förslag till uppföljningar");
        Console.WriteLine($"{count}, räknat från mötet den {saidOn.Written()}.");
        return 0;
    }

    // Lines are never broken to the width of the terminal: the last one is to be pasted as it is.
    private static void Write(SuggestedFollowUp suggestion, SuggestionPlace place)
    {
        Console.WriteLine(place.Heading is null ? $"Rad {place.Line}:" : $"Rad {place.Line}, under ”{place.Heading}”:");
        Console.WriteLine(suggestion.Sentence);
        Console.WriteLine($"  Tid: {TimeOf(suggestion)}");
        if (suggestion.Responsible is { } responsible)
        {
            Console.WriteLine($"  Ansvarig: {responsible}");
        }

        Console.WriteLine(suggestion.NoteLine);
        Console.WriteLine();
    }

    /// <summary>"i juni i år, alltså juni 2018"; only "i juni 2018" when that says it all.</summary>
    private static string TimeOf(SuggestedFollowUp suggestion)
    {
        var due = suggestion.Due;
        var reading = due.Precision == DuePrecision.Day && char.IsAsciiDigit(due.Reading[0]) ? $"den {due.Reading}" : due.Reading;
        var written = string.Concat(char.ToLowerInvariant(due.Written[0]).ToString(), due.Written.AsSpan(1));
        return $" {written}".EndsWith($" {reading}", StringComparison.Ordinal) ? written : $"{written}, alltså {reading}";
    }

    private static DateOnly? DayOf(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static async Task<int> RefuseAsync(string reason)
    {
        await Console.Error.WriteLineAsync(reason);
        return 1;
    }
}
