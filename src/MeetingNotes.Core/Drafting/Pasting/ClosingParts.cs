using MeetingNotes.Core.DueDates;
using MeetingNotes.Core.Notes;

namespace MeetingNotes.Core.Drafting.Pasting;

/// <summary>
/// What a note says at its end about papers, minutes and the next meeting. It has fields of its own and is no item: "Nästa möte" as a
/// heading, or lines that begin so.
/// </summary>
internal sealed record ClosingParts
{
    private const int LineMaxLength = 300;
    private const int LastBlocks = 5;

    private static readonly string[] Headings =
    [
        "nästa möte", "nästa sammanträde", "kommande möte", "kommande möten", "kommande sammanträde", "handlingar", "möteshandlingar", "mötets handlingar", "handlingar och protokoll",
        "protokoll", "handlingar och nästa möte", "nästa möte och handlingar", "protokoll och handlingar", "dokument",
    ];

    private static readonly string[] Starts =
    [
        "handlingar", "samtliga handlingar", "alla handlingar", "mötets handlingar", "möteshandlingar", "protokoll", "nästa möte", "nästa sammanträde", "rådets nästa möte", "läs handlingarna",
        "läs protokollet", "kallelse och handlingar",
    ];

    private static readonly string[] NoNames = ["här", "länk", "länken", "webbplatsen", "vår webbplats", "hemsidan", "läs mer", "klicka här"];

    private readonly List<DocumentLink> _documents = [];
    private readonly List<DocumentLink> _minutes = [];
    private readonly List<string> _leftOut = [];
    private readonly List<string> _remarks = [];

    public IReadOnlyList<PastedBlock> Rest { get; private set; } = [];
    public IReadOnlyList<DocumentLink> Documents => _documents;
    public IReadOnlyList<DocumentLink> Minutes => _minutes;
    public DateOnly? NextMeetingOn { get; private set; }
    public IReadOnlyList<string> LeftOut => _leftOut;
    public IReadOnlyList<string> Remarks => _remarks;

    /// <param name="blocks">Lead and items.</param>
    /// <param name="heldOn">The meeting's day: the next one is later.</param>
    public static ClosingParts Take(IReadOnlyList<PastedBlock> blocks, DateOnly heldOn)
    {
        var parts = new ClosingParts();
        var rest = new List<PastedBlock>();
        for (var index = 0; index < blocks.Count; index++)
        {
            if (blocks[index].Kind != PastedBlockKind.Heading || !Headings.Contains(blocks[index].Text.ToLowerInvariant().TrimEnd(':', '.')))
            {
                rest.Add(blocks[index]);
                continue;
            }

            var end = index + 1;
            while (end < blocks.Count && (blocks[end].Kind != PastedBlockKind.Heading || blocks[end].Level > blocks[index].Level))
            {
                end++;
            }

            parts.ReadSection(blocks[index].Text, [.. blocks.Skip(index + 1).Take(end - index - 1)], heldOn);
            index = end - 1;
        }

        parts.ReadLastLines(rest, heldOn);
        parts.Rest = rest;
        return parts;
    }

    private void ReadSection(string heading, IReadOnlyList<PastedBlock> blocks, DateOnly heldOn)
    {
        var saysNext = heading.Contains("möte", StringComparison.OrdinalIgnoreCase) && !heading.StartsWith("möteshandlingar", StringComparison.OrdinalIgnoreCase);
        foreach (var block in blocks)
        {
            if (!Read(block, heading, saysNext, heldOn))
            {
                _leftOut.Add(block.Text);
                AddRemark($"Under ”{heading}” står något som inte blev en uppgift i noteringen: ”{Core.Text.Excerpt.Of(block.Text, 80)}”");
            }
        }

        if (saysNext && NextMeetingOn is null)
        {
            _remarks.Add($"Under ”{heading}” fanns inget datum som gick att läsa. Fyll i nästa möte.");
        }
    }

    private void ReadLastLines(List<PastedBlock> rest, DateOnly heldOn)
    {
        for (var index = rest.Count - 1; index >= 0 && rest.Count - index <= LastBlocks; index--)
        {
            if (rest[index] is { Kind: PastedBlockKind.Paragraph, Text.Length: <= LineMaxLength } block
                && Starts.Any(start => block.Text.StartsWith(start, StringComparison.OrdinalIgnoreCase)) && Read(block, "", saysNext: false, heldOn))
            {
                rest.RemoveAt(index);
            }
        }
    }

    /// <summary>Whether anything was found in it.</summary>
    private bool Read(PastedBlock block, string heading, bool saysNext, DateOnly heldOn)
    {
        var text = block.Text;
        var next = NextMeetingIn(text, saysNext, heldOn);
        NextMeetingOn ??= next;
        var isDocuments = Says(text, "handling") || Says(text, "kallelse") || Says(text, "underlag");
        var isMinutes = Says(text, "protokoll");
        if (!isDocuments && !isMinutes)
        {
            isDocuments = Says(heading, "handling") || heading.Equals("dokument", StringComparison.OrdinalIgnoreCase);
            isMinutes = !isDocuments && Says(heading, "protokoll");
        }

        var hasLinks = (isDocuments || isMinutes) && AddLinks(block, isDocuments, isMinutes);
        return next is not null || hasLinks;
    }

    private static DateOnly? NextMeetingIn(string text, bool saysNext, DateOnly heldOn)
    {
        var from = text.IndexOf("nästa möte", StringComparison.OrdinalIgnoreCase);
        from = from < 0 ? text.IndexOf("nästa sammanträde", StringComparison.OrdinalIgnoreCase) : from;
        return from < 0 && !saysNext ? null
            : DuePhrases.FindIn(Core.Text.Excerpt.Cut(text[Math.Max(from, 0)..], LineMaxLength), heldOn).Select(due => due.Due)
                .Select(due => due.Precision == DuePrecision.Day ? due.First : due.Kind == DueKind.Meeting && due.First == due.Last ? due.First : null)
                .FirstOrDefault(day => day > heldOn);
    }

    private bool AddLinks(PastedBlock block, bool isDocuments, bool isMinutes)
    {
        var links = MarkdownText.LinksIn(block.Markdown)
            .Where(link => !link.IsImage && !link.IsAutoLink && link.Url is { } url && url.StartsWith("http", StringComparison.OrdinalIgnoreCase) && url.Length <= DocumentLink.UrlMaxLength)
            .Select(link => (Url: link.Url!, Name: MarkdownText.Words(link).Replace('\n', ' ').Trim())).ToList();
        if (links.Count == 0 && WrittenAddresses.FirstIn(block.Text) is { } written)
        {
            links.Add((written, ""));
        }

        foreach (var (url, name) in links)
        {
            var target = isMinutes && (!isDocuments || Says(name, "protokoll")) ? _minutes : _documents;
            target.Add(new DocumentLink
            {
                Url = url,
                Name = IsName(name) && links.Count + target.Count > 1 ? Core.Text.Excerpt.Of(name, DocumentLink.NameMaxLength - 5) : null,
                Status = target == _minutes && Says(block.Text, "justera") ? DocumentStatus.Approved : DocumentStatus.Published,
            });
        }

        var isComing = Says(block.Text, "kommer") || Says(block.Text, "publiceras") || Says(block.Text, "läggs");
        if (links.Count == 0 && (isComing || Says(block.Text, "finns")))
        {
            (isDocuments ? _documents : _minutes).Add(new DocumentLink { Status = isComing ? DocumentStatus.Coming : DocumentStatus.Published });
            return true;
        }

        return links.Count > 0;
    }

    private void AddRemark(string remark)
    {
        // The rest stands among what was left out.
        if (_remarks.Count < 5)
        {
            _remarks.Add(remark);
        }
    }

    private static bool IsName(string name) =>
        name.Length > 2 && !NoNames.Contains(name.ToLowerInvariant()) && (name.Contains(' ', StringComparison.Ordinal) || WrittenAddresses.FirstIn(name) is null);

    private static bool Says(string text, string word) => text.Contains(word, StringComparison.OrdinalIgnoreCase);
}
