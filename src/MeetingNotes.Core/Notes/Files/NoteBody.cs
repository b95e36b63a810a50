using System.Text.RegularExpressions;
using Markdig;
using Markdig.Syntax;

namespace MeetingNotes.Core.Notes.Files;

/// <summary>
/// Splits the Markdown of a note into lead, items, metadata and follow-ups. Works on Markdig's block tree, so that "## " in a
/// code block or a quotation is what Markdown says it is; texts are cut from the source and never rewritten.
/// </summary>
internal static partial class NoteBody
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().DisableHtml().UsePreciseSourceLocation().Build();

    /// <summary>Whether a text has the form of a BCP 47 language tag, such as sv, fi or sr-Latn.</summary>
    public static bool IsLanguage(string text) => LanguageTag().IsMatch(text);

    /// <param name="lines">The file after its front matter.</param>
    /// <param name="firstLine">1-based number of the first of them in the file.</param>
    /// <param name="problems">Receives what is wrong.</param>
    public static (string Lead, IReadOnlyList<NoteItem> Items) Read(string[] lines, int firstLine, List<NoteFileProblem> problems)
    {
        var blocks = Parse(string.Join('\n', lines), firstLine);
        var headings = blocks.Where(IsItemHeading).Select(heading => heading.Line).ToList();
        var lineStarts = LineStarts(lines);
        var lead = new Section(lines, lineStarts, firstLine, 0, headings.Count > 0 ? headings[0] : lines.Length, problems);
        if (lead.TakeFollowUps(blocks) is [var misplaced, ..])
        {
            problems.Add(new NoteFileProblem(misplaced.SourceLine, "En uppföljning hör till en punkt. Flytta raden till under en rubrik (##)."));
        }

        var items = new List<NoteItem>(headings.Count);
        for (var index = 0; index < headings.Count; index++)
        {
            var end = index + 1 < headings.Count ? headings[index + 1] : lines.Length;
            items.Add(ReadItem(new Section(lines, lineStarts, firstLine, headings[index], end, problems), blocks));
        }

        if (items.SelectMany(item => item.FollowUps).ElementAtOrDefault(NoteDocument.FollowUpsMax) is { } oneTooMany)
        {
            problems.Add(new NoteFileProblem(oneTooMany.SourceLine, $"Noteringen har för många uppföljningar: högst {NoteDocument.FollowUpsMax}, svaren medräknade."));
        }

        return (lead.Text(), items);
    }

    /// <summary>Whether the text would start an item or a follow-up of its own in a note file.</summary>
    public static bool IsPlainItemText(string text)
    {
        var blocks = Parse(text, 1);
        return !blocks.Any(IsItemHeading) && !blocks.Descendants<ListItemBlock>().Any(item => Section.IsTaskAnywhere(text.Split('\n')[item.Line]));
    }

    /// <summary>Whether the text begins with a paragraph that a file reader would take for Ämne, Ärende and Språk.</summary>
    public static bool ReadsAsMetadata(string text)
    {
        var lines = text.Split('\n');
        return new Section(lines, LineStarts(lines), 1, -1, lines.Length, []).MetadataParagraph(Parse(text, 1)) is not null;
    }

    /// <summary>A code fence that the author forgot to close would swallow the rest of the file: closes it.</summary>
    public static string CloseFence(string text) =>
        Parse(text, 1).LastOrDefault() is FencedCodeBlock { ClosingFencedCharCount: 0 } fence
            ? $"{text.TrimEnd('\n')}\n{new string(fence.FencedChar, fence.OpeningFencedCharCount)}"
            : text;

    private static int[] LineStarts(string[] lines)
    {
        var starts = new int[lines.Length];
        for (var line = 1; line < lines.Length; line++)
        {
            starts[line] = starts[line - 1] + lines[line - 1].Length + 1;
        }

        return starts;
    }

    private static MarkdownDocument Parse(string text, int firstLine)
    {
        try
        {
            return Markdig.Markdown.Parse(text, Pipeline);
        }
        catch (ArgumentException)
        {
            // Markdig's word for "nested too deep".
            throw new NoteFileException(firstLine, "Texten har för många nivåer av listor, citat eller hakparenteser inuti varandra.");
        }
    }

    private static bool IsItemHeading(Block block) => block is HeadingBlock { Level: 2, IsSetext: false };

    private static NoteItem ReadItem(Section section, MarkdownDocument blocks)
    {
        var (heading, anchor) = section.Heading();
        var metadata = section.TakeMetadata(blocks);
        var followUps = section.TakeFollowUps(blocks);
        return new NoteItem
        {
            Heading = heading,
            Anchor = anchor,
            Topics = metadata.Topics,
            Matter = metadata.Matter,
            Language = metadata.Language,
            Text = section.Text(),
            FollowUps = followUps,
            SourceLine = section.LineNumber(section.Start),
        };
    }

    [GeneratedRegex("^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex LanguageTag();

    /// <summary>The lines of the lead or of one item; lines that were something else than text are taken away one by one.</summary>
    private sealed partial class Section(string[] lines, int[] lineStarts, int firstLine, int start, int end, List<NoteFileProblem> problems)
    {
        private readonly HashSet<int> _taken = [];
        private readonly HashSet<int> _breaks = [];

        public int Start => start;

        public int LineNumber(int line) => firstLine + line;

        public (string Heading, string? Anchor) Heading()
        {
            _taken.Add(start);
            var raw = ItemHeading().Match(lines[start]).Groups[1].Value;
            var anchored = ExplicitAnchor().Match(raw);
            var heading = PlainText.OneLine(anchored.Success ? raw[..anchored.Index] : raw);
            var anchor = anchored.Success ? anchored.Groups[1].Value : null;
            if (heading.Length is 0 or > NoteItem.HeadingMaxLength)
            {
                Fault(start, heading.Length == 0
                    ? "Punkten saknar rubrik. Skriv den efter ##."
                    : $"Rubriken är för lång: högst {NoteItem.HeadingMaxLength} tecken.");
            }

            if (anchor is not null && !AgendaItem.IsAnchor(anchor))
            {
                Fault(start, $"”{anchor}” kan inte vara ett ankare. Använd a–z, 0–9 och bindestreck; ”innehall” och det som börjar med ”sida-” är upptaget.");
            }

            return (heading, anchor);
        }

        /// <summary>Directly under the heading. Where the definitions of links stand among the blocks depends on what else the file says, so the lines decide.</summary>
        public ParagraphBlock? MetadataParagraph(MarkdownDocument blocks) =>
            blocks.FirstOrDefault(block => block.Line > start && block.Line < end && block is not LinkReferenceDefinitionGroup) is ParagraphBlock paragraph
            && lines[(start + 1)..paragraph.Line].All(string.IsNullOrWhiteSpace)
            && Enumerable.Range(paragraph.Line, LastLine(paragraph) - paragraph.Line + 1).All(line => Metadata().IsMatch(lines[line]))
                ? paragraph
                : null;

        public (IReadOnlyList<string> Topics, string? Matter, string? Language) TakeMetadata(MarkdownDocument blocks)
        {
            if (MetadataParagraph(blocks) is not { } paragraph)
            {
                return ([], null, null);
            }

            IReadOnlyList<string> topics = [];
            string? matter = null;
            string? language = null;
            foreach (var line in Enumerable.Range(paragraph.Line, LastLine(paragraph) - paragraph.Line + 1))
            {
                _taken.Add(line);
                var row = Metadata().Match(lines[line]);
                var value = PlainText.OneLine(row.Groups[2].Value);
                switch (row.Groups[1].Value.ToLowerInvariant())
                {
                    case "ämne":
                        topics = [.. topics, .. value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
                        break;
                    case "ärende" when matter is not null:
                        Fault(line, "En punkt kan bara höra till ett ärende. Ta bort den ena raden.");
                        break;
                    case "ärende":
                        matter = value.Length > 0 ? value : null;
                        break;
                    default:
                        language = value.Length > 0 ? value : null;
                        break;
                }
            }

            if (language is not null && !IsLanguage(language))
            {
                Fault(paragraph.Line, $"”{language}” är ingen språkkod. Skriv till exempel sv, fi eller en.");
            }

            if (topics.Any(topic => topic.Length > 100) || matter?.Length > 200)
            {
                Fault(paragraph.Line, "Ett ämne kan ha högst 100 tecken och ett ärende högst 200.");
            }

            return ([.. topics.Distinct(StringComparer.OrdinalIgnoreCase)], matter, language);
        }

        public List<FollowUpLine> TakeFollowUps(MarkdownDocument blocks)
        {
            var followUps = new List<FollowUpLine>();
            foreach (var block in blocks.Where(block => block.Line >= start && block.Line < end))
            {
                if (block is ListBlock list)
                {
                    TakeTasks(list, followUps);
                }
                else
                {
                    RefuseNestedTasks(block);
                }
            }

            return followUps;
        }

        /// <summary>What is left: the Markdown text, without blank lines around it.</summary>
        public string Text()
        {
            var kept = new List<string>(end - start);
            for (var line = start; line < end; line++)
            {
                if (_breaks.Contains(line) && kept.Count > 0 && kept[^1].Length > 0)
                {
                    kept.Add("");
                }

                if (!_taken.Contains(line) && (lines[line].Trim().Length > 0 || kept.Count == 0 || kept[^1].Length > 0 || !_taken.Contains(line - 1)))
                {
                    kept.Add(lines[line]);
                }
            }

            var first = kept.FindIndex(line => line.Trim().Length > 0);
            return first < 0 ? "" : CloseFence(string.Join('\n', kept[first..]).TrimEnd());
        }

        public static bool IsTask(ListItemBlock item, string[] lines) =>
            item.FirstOrDefault() is ParagraphBlock paragraph && paragraph.Line == item.Line && TaskLine().IsMatch(lines[item.Line]);

        public static bool IsTaskAnywhere(string line) => NestedTask().IsMatch(line);

        private void TakeTasks(ListBlock list, List<FollowUpLine> followUps)
        {
            foreach (var item in list.Cast<ListItemBlock>())
            {
                if (!IsTask(item, lines))
                {
                    RefuseNestedTasks(item);
                    continue;
                }

                if (item.Count > 1)
                {
                    Fault(item.Line, "En uppföljning ska vara en enda rad. Flytta det som står indraget under den.");
                }

                var last = LastLine(item[0]);
                var text = TaskLine().Replace(lines[item.Line], "") + string.Concat(lines[(item.Line + 1)..(last + 1)].Select(line => " " + line));
                followUps.Add(FollowUpSyntax.Read(PlainText.OneLine(text), TaskLine().Match(lines[item.Line]).Groups[1].Value is not " ",
                    LineNumber(item.Line), problems));
                for (var line = item.Line; line <= last; line++)
                {
                    _taken.Add(line);
                }

                // What stood above and below the line must not grow together when it is taken away.
                if (item == list.LastChild)
                {
                    _breaks.Add(last + 1);
                }
            }
        }

        private void RefuseNestedTasks(MarkdownObject block)
        {
            foreach (var nested in block.Descendants<ListItemBlock>().Where(item => IsTaskAnywhere(lines[item.Line])))
            {
                Fault(nested.Line, "En uppföljning ska stå i en egen lista, inte inuti ett citat eller en annan lista.");
            }
        }

        private int LastLine(Block block)
        {
            var line = Array.BinarySearch(lineStarts, block.Span.End);
            return line >= 0 ? line : ~line - 1;
        }

        private void Fault(int line, string reason) => problems.Add(new NoteFileProblem(LineNumber(line), reason));

        [GeneratedRegex(@"^ {0,3}##(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$", RegexOptions.CultureInvariant, 1000)]
        private static partial Regex ItemHeading();

        [GeneratedRegex(@"[ \t]*\{#([^{}]*)\}$", RegexOptions.CultureInvariant, 1000)]
        private static partial Regex ExplicitAnchor();

        [GeneratedRegex(@"^[ \t]*(Ämne|Ärende|Språk):(.*)$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
        private static partial Regex Metadata();

        [GeneratedRegex(@"^[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+\[([ xX])\](?=[ \t]|$)", RegexOptions.CultureInvariant, 1000)]
        private static partial Regex TaskLine();

        [GeneratedRegex(@"(?:^|[ \t>])(?:[-*+]|\d{1,9}[.)])[ \t]+\[[ xX]\](?=[ \t]|$)", RegexOptions.CultureInvariant, 1000)]
        private static partial Regex NestedTask();
    }
}
