using MeetingNotes.Core.Notes.Drafts;

namespace MeetingNotes.Web.Pages.Redaktion.Utkast;

/// <summary>Who else has the draft open, in a sentence.</summary>
public static class PresenceWords
{
    /// <summary>"Signe, kansliet har redigerat sedan kl. 21.02."</summary>
    public static string Of(IReadOnlyList<PresentPerson> others) => others.Count == 0
        ? "Ingen annan redigerar just nu."
        : string.Join(' ', others.Select(other => $"{other.Name} har redigerat sedan kl. {EditorView.Clock(other.Since)}."));
}
