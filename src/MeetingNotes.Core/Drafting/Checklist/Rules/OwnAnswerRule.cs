using MeetingNotes.Core.Text;

namespace MeetingNotes.Core.Drafting.Checklist.Rules;

/// <summary>
/// What a note promises is answered in a later one. A follow-up without a slug of its own may get another than that of its text, so
/// only written ones are known here; publishing sees the rest.
/// </summary>
internal sealed class OwnAnswerRule : CheckRule
{
    public override string Name => "svar-pa-egen-uppfoljning";

    public override Severity Severity => Severity.Stop;

    public override IEnumerable<Finding> Check(CheckedNote note)
    {
        var body = Slug.From(note.Note.Body);
        var own = note.FollowUps.Where(row => row.Line.Answers is null).Select(row => row.Line.Slug).OfType<string>().ToHashSet(StringComparer.Ordinal);
        return
            from row in note.FollowUps
            where row.Line.Answers is { } answered && (answered.BodySlug ?? body) == body && own.Contains(answered.Slug)
            select Found(
                new NotePlace(NotePart.FollowUpText, row.Item, row.Index),
                $"{Told.Quoted(row.Line.Text)} svarar på en uppföljning i samma notering.",
                "En uppföljning får svar tidigast i nästa notering. Är saken redan klar, markera uppföljningen som klar.");
    }
}
