namespace MeetingNotes.Core.Drafting.Pasting;

/// <summary>Takes away what a mail program puts around a text: headers of the mail that was forwarded, greetings and signatures.</summary>
internal static class MailParts
{
    private const int SignatureMaxBlocks = 14;

    private static readonly string[] Headers =
    [
        "från:", "skickat:", "till:", "kopia:", "ämne:", "bilaga:", "bilagor:", "datum:", "prioritet:", "hemlig kopia:",
        "from:", "sent:", "to:", "cc:", "subject:", "date:", "attachments:",
    ];

    private static readonly string[] SentHeaders = ["skickat:", "datum:", "sent:", "date:"];

    private static readonly string[] Farewells =
    [
        "med vänlig hälsning", "med vänliga hälsningar", "vänliga hälsningar", "vänlig hälsning", "bästa hälsningar", "hälsningar", "mvh", "vänligen",
    ];

    private static readonly string[] Greetings = ["hej", "hej!", "hejsan", "hejsan!", "god morgon", "god morgon!", "tjena", "tjena!"];

    private static readonly string[] ForwardMarks = ["vidarebefordrat meddelande", "ursprungligt meddelande", "forwarded message", "original message"];

    public static IReadOnlyList<PastedBlock> LeaveOut(IReadOnlyList<PastedBlock> blocks, PasteBuilder builder)
    {
        var (kept, hasHeader, hasSignature) = (new List<PastedBlock>(blocks.Count), false, false);
        var afterHeader = true;
        for (var index = 0; index < blocks.Count; index++)
        {
            var block = blocks[index];
            if (IsHeader(blocks, index) || IsForwardMark(block) || (hasHeader && afterHeader && HeaderLines(block.Text) > 0))
            {
                (hasHeader, afterHeader) = (true, true);
                builder.SentOn = SentOn(block.Text) ?? builder.SentOn;
                builder.LeaveOut(block.Text);
            }
            else if (afterHeader && IsGreeting(block.Text))
            {
                builder.LeaveOut(block.Text);
            }
            else if (IsFarewell(block.Text) && SignatureEnd(blocks, index) is { } end)
            {
                hasSignature = true;
                for (; index < end; index++)
                {
                    builder.LeaveOut(blocks[index].Text);
                }

                index--;
            }
            else
            {
                afterHeader = false;
                kept.Add(block);
            }
        }

        Tell(hasHeader, hasSignature, builder);
        return kept;
    }

    // "Skickat: den 20 november 2026 09:14", "Date: tors 21 maj 2026 kl 08:02". Without a year it says too little.
    private static DateOnly? SentOn(string text)
    {
        var line = text.Split('\n').FirstOrDefault(line => SentHeaders.Any(header => line.StartsWith(header, StringComparison.OrdinalIgnoreCase)));
        return line is null ? null : Suggestions.SuggestionSource.DayIn(line, stamp: null);
    }

    private static void Tell(bool hasHeader, bool hasSignature, PasteBuilder builder)
    {
        if (hasHeader)
        {
            builder.Remark("Mejlets uppgifter om avsändare, mottagare och ämne togs inte med.");
        }

        if (hasSignature)
        {
            builder.Remark("Mejlets hälsning och signatur togs inte med.");
        }
    }

    /// <summary>Two headers or more, in one block of several lines or in blocks of their own.</summary>
    private static bool IsHeader(IReadOnlyList<PastedBlock> blocks, int index)
    {
        var lines = HeaderLines(blocks[index].Text);
        return lines >= 2 || (lines == 1 && index + 1 < blocks.Count && HeaderLines(blocks[index + 1].Text) >= 1 && StartsAsSender(blocks[index].Text));
    }

    // A note says "Ämne: Kollektivtrafik"; only who sent it makes it a mail.
    private static bool StartsAsSender(string text) =>
        text.StartsWith("Från:", StringComparison.OrdinalIgnoreCase) || text.StartsWith("From:", StringComparison.OrdinalIgnoreCase);

    private static int HeaderLines(string text)
    {
        var lines = text.Split('\n');
        return lines.Length <= 12 && lines.Any(StartsAsSender) || lines.Length == 1
            ? lines.Count(line => Headers.Any(header => line.TrimStart('>', ' ', '*').StartsWith(header, StringComparison.OrdinalIgnoreCase)))
            : 0;
    }

    private static bool IsForwardMark(PastedBlock block) =>
        block.Text.Length < 120 && ForwardMarks.Any(mark => block.Text.Contains(mark, StringComparison.OrdinalIgnoreCase)) && block.Text.Trim('-', ' ').Length < block.Text.Length;

    // "Hej Karin!" and nothing more.
    private static bool IsGreeting(string text) =>
        text.Length <= 40 && Greetings.Any(greeting => text.Equals(greeting, StringComparison.OrdinalIgnoreCase) || text.StartsWith(greeting + " ", StringComparison.OrdinalIgnoreCase))
        && text[^1] is '!' or ',' or ':' || Greetings.Contains(text.ToLowerInvariant());

    private static bool IsFarewell(string text) =>
        text.Length <= 400 && (text is "--" or "-- " || text.StartsWith("--\n", StringComparison.Ordinal)
        || Farewells.Any(farewell => text.StartsWith(farewell, StringComparison.OrdinalIgnoreCase)
            && (text.Length == farewell.Length || text[farewell.Length] is ',' or '\n' or '!' or '.' || (farewell == "mvh" && text[3] == ' ' && text.Length < 60))));

    /// <summary>Until the next mail or the end; <c>null</c> when so much follows that it was no signature.</summary>
    private static int? SignatureEnd(IReadOnlyList<PastedBlock> blocks, int index)
    {
        var end = index + 1;
        while (end < blocks.Count && !IsHeader(blocks, end) && !IsForwardMark(blocks[end]))
        {
            if (blocks[end].Text.Length > 400 || blocks[end].Kind == PastedBlockKind.Heading || end - index > SignatureMaxBlocks)
            {
                return null;
            }

            end++;
        }

        return end;
    }
}
