namespace MeetingNotes.Core.Notes.Files;

/// <summary>
/// An answer whose follow-up is gone, because the note that held it was withdrawn, cannot be written as an answer: no import would
/// find what it answers. It becomes an ordinary line of a list, last in the text of its item: the sentence stays.
/// </summary>
internal static class AnswersAsText
{
    /// <param name="note">The note.</param>
    /// <param name="answers">Which answers, by the places of the item and of the line in it, from 1.</param>
    public static NoteDocument In(NoteDocument note, IReadOnlySet<(int Item, int Line)> answers) =>
        note with { Items = [.. note.Items.Select((item, index) => In(item, line => answers.Contains((index + 1, line + 1))))] };

    private static NoteItem In(NoteItem item, Func<int, bool> isLost)
    {
        var lost = item.FollowUps.Where((_, line) => isLost(line)).Select(line => "- " + PlainText.AsMarkdown(line.Text)).ToList();
        return lost.Count == 0 ? item : item with
        {
            Text = (item.Text.Length > 0 ? item.Text + "\n\n" : "") + string.Join('\n', lost),
            FollowUps = [.. item.FollowUps.Where((_, line) => !isLost(line))],
        };
    }
}
