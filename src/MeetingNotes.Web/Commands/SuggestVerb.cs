using System.CommandLine;
using System.Globalization;
using System.Text;
using MeetingNotes.Core.Drafting.Suggestions;
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
        var file = new Argument<string>("file");
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
        if ((source.MeetingOn ?? DayOf(meeting)) is not { } saidOn)
        {
            return await RefuseAsync($"{path}: det framgår inte vilken dag mötet var. Lägg till dagen, till exempel --mote 2018-04-11.");
        }

        var suggestions = FollowUpSuggestions.In(source.Text, saidOn);
        foreach (var suggestion in suggestions)
        {
            Write(suggestion);
        }

        var count = suggestions.Count == 0 ? "Inga" : Swedish.Number(suggestions.Count);
        Output.Line($"{count} förslag till uppföljningar, räknat från mötet den {saidOn.Written()}.");
        return 0;
    }

    private static void Write(SuggestedFollowUp suggestion)
    {
        Output.Line(suggestion.Sentence);
        if (suggestion.Text != suggestion.Sentence)
        {
            Output.Line($"  Uppföljning: {suggestion.Text}");
        }

        Output.Line($"  Tid: {suggestion.Due.Written} → {suggestion.Due.Reading}{(suggestion.Due.Edtf is { } code ? $" ({code})" : "")}");
        if (suggestion.Responsible is { } responsible)
        {
            Output.Line($"  Ansvarig: {responsible}");
        }

        Output.Line($"  Märks på: ”{suggestion.Cue}”");
        Output.Line("");
    }

    private static DateOnly? DayOf(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static async Task<int> RefuseAsync(string reason)
    {
        await Console.Error.WriteLineAsync(reason);
        return 1;
    }
}
