using MeetingNotes.Core.Drafting.Differences;
using MeetingNotes.Core.Notes.Drafts;

namespace MeetingNotes.Web.Pages.Redaktion.Utkast;

/// <summary>Two texts of one draft: what somebody else saved first, and what was typed here.</summary>
public sealed record DraftConflict(Draft Theirs, DraftContent Mine)
{
    /// <summary>From theirs to mine, so that what is marked as new is one's own.</summary>
    public IReadOnlyList<FieldDifference> Differences => NoteDifference.Between(Theirs, Theirs.Content, Mine);

    /// <summary>The whole of one's own text to copy.</summary>
    public string MyText => string.Join("\n\n", new[] { Mine.Title, Mine.Lead }.Concat(Mine.Items.SelectMany(TextOf)).Where(text => text.Length > 0));

    private static IEnumerable<string> TextOf(DraftItem item) =>
        [$"## {item.Heading}", item.Text, string.Join('\n', item.FollowUps.Select(line => $"- {line.Text}{(line.Due is { } due ? $" ({due})" : "")}"))];
}
