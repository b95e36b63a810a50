using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using MeetingNotes.Core.Notes;
using MeetingNotes.Core.Time;
using MeetingNotes.Web.Options;
using MeetingNotes.Web.Pages;
using MeetingNotes.Web.Pages.Noterat;
using MeetingNotes.Web.TagHelpers;

namespace MeetingNotes.Web.Archive;

/// <summary>A note as one HTML file that needs neither the portal nor the network: the texts as they were shown, images beside it.</summary>
internal static class ArchivedPage
{
    public static string Of(NotePage note, PortalOptions portal, HtmlEncoder encoder)
    {
        var html = new StringBuilder();
        var title = NoteTitleTagHelper.WithYear(note.Title, note.HeldOn);
        Line($"<!doctype html>\n<html lang=\"{Text(note.Language)}\">\n<head>\n<meta charset=\"utf-8\">\n<title>{Text(title)}</title>\n</head>\n<body>");
        Line($"<h1>{Text(title)}</h1>");
        Line($"<p>{Text(portal.Organisation.Name)}, {Text(note.BodyName)}, {Text(note.HeldOn.WrittenWithWeekday())}.</p>");
        Line($"<p>Publicerad {note.PublishedAt.Stamp()}{(note.UpdatedAt is { } updated ? $", uppdaterad {updated.Stamp()}" : "")}. {Text(portal.AbsoluteUrl(note.Path))}</p>");
        foreach (var correction in note.Corrections)
        {
            Line($"<p>Uppdaterad {correction.At.Stamp()}: {Text(correction.Text)}</p>");
        }

        Line(Own(note.LeadHtml));
        foreach (var item in note.Items)
        {
            Line($"<h2 id=\"{Text(item.Anchor)}\">{item.Position.ToString(CultureInfo.InvariantCulture)}. {Text(item.Heading)}</h2>");
            Line(Own(item.Html));
            foreach (var answer in item.Answers)
            {
                Line($"<p>{Text(Swedish.Outcome(answer.Outcome))}: {Text(answer.Text)}{(answer.Question is { } question ? $" (svar på: {Text(question.Text)})" : "")}</p>");
            }

            foreach (var followUp in item.FollowUps)
            {
                Line($"<p>Att följa upp: {Text(followUp.Text)}{(followUp.FirstDue is { } due ? $" ({Text(due.Written)})" : "")}{(followUp.Responsible is { } who ? $" Ansvarig: {Text(who)}." : "")}</p>");
            }
        }

        Line("<p>Det här är en sammanfattning, inte ett protokoll. Det är protokollet som gäller.</p>\n</body>\n</html>");
        return html.ToString();

        string Text(string text) => encoder.Encode(text);

        // An image stands beside the page, in the folder that the note file names too.
        string Own(string rendered) => ImageAddresses.In(rendered, "bilder/");

        void Line(string line) => html.Append(line).Append('\n');
    }
}
