using System.Globalization;
using System.Text.RegularExpressions;
using MeetingNotes.Core.Drafting.Suggestions;
using MeetingNotes.Core.DueDates;
using MeetingNotes.Core.Time;

namespace MeetingNotes.Core.Drafting.Pasting;

/// <summary>What stands at the top of a pasted text: title, stamp, body and day; and what a web page puts around it.</summary>
internal sealed partial record NoteHead
{
    /// <summary>A stamp is looked for among so many blocks on each side of the title.</summary>
    private const int StampBlocks = 5;

    /// <summary>So much of a paragraph of the lead is asked for the body and the day.</summary>
    private const int LeadLength = 2_000;

    public string? Title { get; private init; }
    public string? BodySlug { get; private init; }
    public DateOnly? MeetingOn { get; private init; }
    public DateTimeOffset? Stamp { get; private init; }

    /// <summary>The stamp's day, also when it has no clock.</summary>
    public DateOnly? StampDay { get; private init; }

    /// <summary>What is left: lead and items.</summary>
    public required IReadOnlyList<PastedBlock> Rest { get; init; }
    public required IReadOnlyList<string> LeftOut { get; init; }

    public static NoteHead Read(PastedText text, IReadOnlyList<KnownBody> bodies, DateOnly today)
    {
        var blocks = text.Blocks;
        var title = TitleIn(blocks);
        var stamp = Enumerable.Range(0, blocks.Count).Where(index => Math.Abs(index - Math.Max(title, 0)) <= StampBlocks && index != title)
            .Select(index => (Index: index, Read: StampIn(blocks[index].Text))).FirstOrDefault(one => one.Read is not null);
        var rest = new List<PastedBlock>();
        var leftOut = new List<string>();
        for (var index = 0; index < blocks.Count; index++)
        {
            if (index == title || (stamp.Read is not null && index == stamp.Index))
            {
                continue;
            }

            if (index < title || SiteLines.IsOne(blocks[index]))
            {
                leftOut.Add(blocks[index].Text);
            }
            else
            {
                rest.Add(blocks[index]);
            }
        }

        var name = title >= 0 ? blocks[title].Text : null;
        var lead = rest.TakeWhile(block => block.Kind != PastedBlockKind.Heading).Take(StampBlocks).Select(block => Core.Text.Excerpt.Cut(block.Text, LeadLength)).ToList();
        var notAfter = stamp.Read?.Day ?? text.SentOn ?? today;
        return new NoteHead
        {
            Title = name is null ? null : Core.Text.Excerpt.Cut(name, Notes.NoteDocument.TitleMaxLength),
            BodySlug = BodyIn(name ?? "", bodies) ?? BodyIn(string.Join('\n', lead), bodies),
            MeetingOn = (name is null ? null : SuggestionSource.DayIn(name, notAfter)) ?? lead.Select(part => MeetingDayIn(part, notAfter)).FirstOrDefault(day => day is not null),
            Stamp = stamp.Read?.Instant,
            StampDay = stamp.Read?.Day,
            Rest = rest,
            LeftOut = leftOut,
        };
    }

    /// <summary>The heading that says what the whole is; -1 when every heading is an item.</summary>
    private static int TitleIn(IReadOnlyList<PastedBlock> blocks)
    {
        var headings = Enumerable.Range(0, blocks.Count).Where(index => blocks[index].Kind == PastedBlockKind.Heading).ToList();
        var named = headings.Take(5).Where(index => HeadingGuesses.IsTitle(blocks[index])).Select(index => (int?)index).FirstOrDefault();
        if (named is { } found)
        {
            return found;
        }

        return headings.Count > 0 && blocks[headings[0]].Level == 1 && headings.Count(index => blocks[index].Level == 1) == 1 ? headings[0] : -1;
    }

    private static string? BodyIn(string text, IReadOnlyList<KnownBody> bodies) =>
        bodies.Select(body => (body.Slug, Length: body.NamedIn(text))).Where(body => body.Length > 0).OrderByDescending(body => body.Length).Select(body => body.Slug).FirstOrDefault();

    /// <summary>"… vid rådets möte den 11 april", "Datum: 11 april 2018".</summary>
    private static DateOnly? MeetingDayIn(string text, DateOnly notAfter)
    {
        foreach (var due in DuePhrases.FindIn(text, notAfter.AddYears(-1).AddDays(1)).Where(due => due.Due.Precision == DuePrecision.Day))
        {
            var before = text[Math.Max(0, due.Start - 80)..due.Start];
            if (due.Due.First <= notAfter && (before.Contains("möte", StringComparison.OrdinalIgnoreCase) || before.Contains("sammanträ", StringComparison.OrdinalIgnoreCase)
                || before.Contains("datum", StringComparison.OrdinalIgnoreCase) || before.Contains("träff", StringComparison.OrdinalIgnoreCase)))
            {
                return due.Due.First;
            }
        }

        return null;
    }

    /// <summary>"2018-04-12 11:50", "Publicerad: 12 april 2018 kl. 11.50". A day without a year is no stamp.</summary>
    private static (DateOnly Day, DateTimeOffset? Instant)? StampIn(string text)
    {
        var isNamed = text.StartsWith("Publicera", StringComparison.OrdinalIgnoreCase);
        if (text.Length > 70 || text.Contains('\n', StringComparison.Ordinal) || !(isNamed || (text.Length <= 30 && text.Length > 0 && char.IsAsciiDigit(text[0]))))
        {
            return null;
        }

        if (DuePhrases.FindIn(text, new DateOnly(2000, 1, 1)).FirstOrDefault(due => due.Due.Precision == DuePrecision.Day) is not { Due.First: { } day } found
            || DuePhrases.FindIn(text, new DateOnly(2100, 1, 1)).FirstOrDefault(due => due.Start == found.Start)?.Due.First != day)
        {
            return null;
        }

        var clock = Clock().Match(text, found.Start + found.Length);
        return clock.Success && TimeOnly.TryParseExact(clock.Value, ["HH:mm", "H:mm", "HH.mm", "H.mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? (day, StockholmTime.FromStockholm(day.ToDateTime(time)))
            : (day, null);
    }

    [GeneratedRegex(@"(?<![\d.:])\d{1,2}[.:]\d{2}(?![\d.:])", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Clock();
}
