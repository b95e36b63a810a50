using MeetingNotes.Core.Drafting.Differences;
using MeetingNotes.Core.Notes.Drafts;

namespace MeetingNotes.Web.Pages.Redaktion.Utkast;

/// <summary>Two texts of one draft: what somebody else saved first, and what was typed here.</summary>
public sealed record DraftConflict(Draft Theirs, DraftContent Mine)
{
    /// <summary>From theirs to mine, so that what is marked as new is one's own.</summary>
    public IReadOnlyList<FieldDifference> Differences => NoteDifference.Between(Theirs, Theirs.Content, Mine);

    /// <summary>The whole of one's own text to copy.</summary>
    public string MyText => WholeTextOf(Mine);

    /// <summary>Everything that somebody may want to copy.</summary>
    public static string WholeTextOf(DraftContent content) => string.Join(
        "\n\n",
        new[] { content.Title, content.Lead }
            .Concat(content.Items.SelectMany(TextOf))
            .Concat(content.Documents.Concat(content.Minutes).Select(link => $"{link.Name} {link.Url}".Trim()))
            .Append(content.Contact)
            .Where(text => text.Length > 0));

    private static IEnumerable<string> TextOf(DraftItem item) =>
        [$"## {item.Heading}", item.Text, string.Join('\n', item.FollowUps.Select(line => $"- {line.Text}{(line.Due is { } due ? $" ({due})" : "")}"))];
}
