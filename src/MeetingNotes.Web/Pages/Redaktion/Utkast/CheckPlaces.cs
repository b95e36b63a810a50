using MeetingNotes.Core.Drafting.Checklist;
using MeetingNotes.Core.Notes.Drafts;

namespace MeetingNotes.Web.Pages.Redaktion.Utkast;

/// <summary>Where the editor has the field that a remark of the checklist is about.</summary>
public static class CheckPlaces
{
    /// <summary>The field's id, and what the link to it says; <c>null</c> when the editor does not have it.</summary>
    public static (string Id, string Link)? Of(NotePlace place, DraftContent content)
    {
        var item = place.Item is { } index && index < content.Items.Count ? content.Items[index] : null;
        var row = item is not null && place.FollowUp is { } followUp ? $"{item.Key}-u{item.RowOf(followUp) + 1}" : null;
        return place.Part switch
        {
            NotePart.Title => ("rubrik", "Gå till rubriken"),
            NotePart.Lead => ("ingress", "Gå till ingressen"),
            NotePart.Items => ("punkter", "Gå till punkterna"),
            NotePart.ItemHeading when item is not null => ($"{item.Key}-rubrik", "Gå till rubriken"),
            NotePart.ItemText when item is not null => ($"{item.Key}-text", "Gå till texten"),
            NotePart.ItemTopics when item is not null => ($"{item.Key}-amne-0", "Välj ämne"),
            NotePart.ItemMatter when item is not null => ($"{item.Key}-arende", "Gå till ärendet"),
            NotePart.FollowUpText when row is not null => ($"{row}-vad", "Gå till uppföljningen"),
            NotePart.FollowUpDue when row is not null => ($"{row}-nar", "Gå till uppföljningen"),
            NotePart.FollowUpResponsible when row is not null => ($"{row}-vem", "Gå till uppföljningen"),
            NotePart.Documents => ("sida-handlingar", "Gå till handlingarna"),
            NotePart.Minutes => ("sida-protokoll", "Gå till protokollet"),
            NotePart.NextMeeting => ("nasta", "Gå till nästa möte"),
            NotePart.Contact => ("kontakt", "Gå till kontakten"),
            _ => null,
        };
    }
}
