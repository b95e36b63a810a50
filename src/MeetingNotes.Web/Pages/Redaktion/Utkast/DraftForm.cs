using System.Globalization;
using MeetingNotes.Core.Notes;
using MeetingNotes.Core.Notes.Drafts;

namespace MeetingNotes.Web.Pages.Redaktion.Utkast;

/// <summary>
/// The fields of the editor. Every one is text that may be missing: nothing that is typed is ever refused, and what a draft held comes back
/// the same when nobody has changed it.
/// </summary>
public sealed class DraftForm
{
    /// <summary>The revision that the page showed.</summary>
    public int Revision { get; set; }

    public string? Title { get; set; }
    public string? Lead { get; set; }
    public string? NextMeetingOn { get; set; }
    public string? Contact { get; set; }
    public string? Language { get; set; }
    public string? StartsAt { get; set; }
    public string? Place { get; set; }
    public IList<ItemForm> Items { get; set; } = [];
    public IList<LinkForm> Documents { get; set; } = [];
    public IList<LinkForm> Minutes { get; set; } = [];
    public IList<CarriedForm> Carried { get; set; } = [];

    /// <summary>A whole content in place of the fields: one's own text, sent again from the page that tells of a conflict.</summary>
    public string? Mine { get; set; }

    /// <param name="before">The draft as it is: what the form does not show stays as it was there.</param>
    public DraftContent ToContent(DraftContent before)
    {
        if (Mine is { } mine && DraftContent.TryRead(mine) is { } own)
        {
            return own;
        }

        var content = new DraftContent
        {
            Title = FormText.Line(Title),
            Lead = FormText.Of(Lead),
            Items = [.. Items.Where(item => ItemForm.IsKey(item.Key)).DistinctBy(item => item.Key).Select(item => item.ToItem())],
            Documents = LinkForm.ToLinks(Documents),
            Minutes = LinkForm.ToLinks(Minutes),
            NextMeetingOn = LinkForm.Day(NextMeetingOn),
            Contact = FormText.Line(Contact),
            Language = FormText.OrNull(Language) ?? "sv",
            StartsAt = TimeOnly.TryParseExact(StartsAt, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null,
            Place = FormText.OrNull(Place),
            Declined = before.Declined,
            Removed = before.Removed,
            Undoable = before.Undoable,
        };
        return Carried.OfType<CarriedForm>().Aggregate(content, (result, carried) => carried.Apply(result));    // an index without fields gives null
    }
}

/// <summary>One item while it is typed.</summary>
public sealed class ItemForm
{
    public string Key { get; set; } = "";
    public string? Anchor { get; set; }
    public string? Language { get; set; }
    public string? Heading { get; set; }
    public string? Text { get; set; }
    public string? Matter { get; set; }
    public IList<string?> Topics { get; set; } = [];
    public IList<FollowUpForm> FollowUps { get; set; } = [];

    /// <summary>"p4", as the desk gives them.</summary>
    public static bool IsKey(string? key) => key is ['p', _, ..] and { Length: < 10 } && key.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0;

    public DraftItem ToItem() => new()
    {
        Key = Key,
        Anchor = FormText.OrNull(Anchor),
        Language = FormText.OrNull(Language),
        Heading = FormText.Line(Heading),
        Text = FormText.Of(Text),
        Matter = FormText.Line(Matter),
        Topics = [.. Topics.Select(FormText.OrNull).OfType<string>().Distinct(StringComparer.Ordinal)],
        FollowUps = [.. FollowUps.Select(row => row.ToLine())],
    };
}

/// <summary>A row for something to follow up, or for an answer.</summary>
public sealed class FollowUpForm
{
    public string? Text { get; set; }
    public string? Slug { get; set; }
    public string? Due { get; set; }
    public string? Responsible { get; set; }
    public string? IsDone { get; set; }

    /// <summary>"slug" or "body/slug" of the follow-up that it answers.</summary>
    public string? Answers { get; set; }
    public string? Outcome { get; set; }

    public static string? NameOf(FollowUpReference? reference) => reference is null ? null : reference.BodySlug is null ? reference.Slug : $"{reference.BodySlug}/{reference.Slug}";

    public FollowUpLine ToLine()
    {
        var answers = ReferenceOf(FormText.OrNull(Answers));
        FollowUpOutcome? outcome = answers is null ? null : OutcomeOf(Outcome) ?? FollowUpOutcome.Done;
        return new FollowUpLine
        {
            Text = FormText.Line(Text),
            Slug = answers is null ? FormText.OrNull(Slug) : null,
            Due = FormText.OrNull(Due),
            Responsible = FormText.OrNull(Responsible),
            IsDone = IsDone == "true" && outcome is null or FollowUpOutcome.Done,
            Answers = answers,
            Outcome = outcome,
        };
    }

    public static FollowUpReference? ReferenceOf(string? name) => name?.Split('/', 2) switch
    {
        null => null,
        [var body, var slug] => new FollowUpReference(body, slug),
        var parts => new FollowUpReference(null, parts[0]),
    };

    public static FollowUpOutcome? OutcomeOf(string? word) => Enum.TryParse<FollowUpOutcome>(word, out var outcome) && Enum.IsDefined(outcome) ? outcome : null;
}

/// <summary>A row for papers or minutes.</summary>
public sealed class LinkForm
{
    public string? Name { get; set; }
    public string? Url { get; set; }
    public string? Status { get; set; }
    public string? Date { get; set; }
    public string? RegistryNumber { get; set; }

    public static DateOnly? Day(string? text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <summary>Rows that somebody has emptied are gone.</summary>
    public static IReadOnlyList<DocumentLink> ToLinks(IEnumerable<LinkForm> rows) => [.. rows.Select(row => row.ToLink()).Where(link => link != new DocumentLink())];

    private DocumentLink ToLink() => new()
    {
        Name = FormText.OrNull(Name),
        Url = FormText.OrNull(Url),
        Status = Enum.TryParse<DocumentStatus>(Status, out var status) && Enum.IsDefined(status) ? status : null,
        Date = Day(Date),
        RegistryNumber = FormText.OrNull(RegistryNumber),
    };
}

/// <summary>What became of a promise from an earlier meeting.</summary>
public sealed class CarriedForm
{
    public string? Answers { get; set; }

    /// <summary>Empty when it did not come up.</summary>
    public string? Outcome { get; set; }

    /// <summary>Key of the item that says it.</summary>
    public string? Item { get; set; }
    public string? Text { get; set; }
    public string? Due { get; set; }

    public DraftContent Apply(DraftContent content) =>
        FollowUpForm.OutcomeOf(Outcome) is { } outcome && FollowUpForm.ReferenceOf(FormText.OrNull(Answers)) is { } answers
            ? Answered(content, new FollowUpLine { Text = FormText.Line(Text), Due = FormText.OrNull(Due), Answers = answers, Outcome = outcome })
            : content;

    /// <summary>A draft whose items have all been taken away gets one for the answer.</summary>
    private DraftContent Answered(DraftContent content, FollowUpLine answer)
    {
        var answering = content.Items.Count > 0 ? content : DraftEdits.AddItem(content);
        return DraftEdits.Answer(answering, content.Items.Count > 0 ? Item ?? "" : answering.Items[0].Key, answer);
    }
}
