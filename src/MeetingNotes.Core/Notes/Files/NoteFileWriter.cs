using System.Globalization;
using System.Text;
using MeetingNotes.Core.Text;
using MeetingNotes.Core.Time;

namespace MeetingNotes.Core.Notes.Files;

/// <summary>Writes a note as a file that <see cref="NoteFileReader"/> reads back as the same note.</summary>
public static class NoteFileWriter
{
    /// <summary>
    /// The whole file. A follow-up without a slug gets the slug of its text, and an item's anchor is written when it is another
    /// than the slug of its heading.
    /// </summary>
    public static string Write(NoteDocument note)
    {
        var text = new StringBuilder("---\n").Append(FrontMatter(note)).Append("---\n");
        if (note.Lead.Length > 0)
        {
            text.Append('\n').Append(note.Lead).Append('\n');
        }

        foreach (var item in note.Items)
        {
            WriteItem(text, item);
        }

        return text.ToString();
    }

    /// <summary>"2018-04-11-regionala-samverkansradet.md"; with -2 for the second note of a day.</summary>
    public static string FileName(DateOnly meetingOn, string bodySlug, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{meetingOn.Iso()}-{bodySlug}{(number > 1 ? $"-{number}" : "")}.md");

    /// <summary>Stockholm's clock when that says it all, otherwise RFC 3339 with offset.</summary>
    internal static string WriteInstant(DateTimeOffset instant)
    {
        var local = instant.ToStockholm();
        var isWholeMinute = local.Ticks % TimeSpan.TicksPerMinute == 0;
        return isWholeMinute && StockholmTime.FromStockholm(local.DateTime) is not null
            ? local.Stamp()
            : local.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture);
    }

    private static string FrontMatter(NoteDocument note)
    {
        var yaml = new YamlText();
        yaml.Field("organ", note.Body);
        yaml.Field("möte", YamlText.DayAndTime(note.MeetingOn, note.StartsAt));
        yaml.Field("nummer", note.Number > 1 ? note.Number.ToString(CultureInfo.InvariantCulture) : null);
        yaml.Field("plats", note.Place);
        yaml.Field("publicerad", note.PublishedAt is { } publishedAt ? WriteInstant(publishedAt) : null);
        yaml.List("rättad", note.Corrections, correction =>
        {
            yaml.Field("tid", WriteInstant(correction.At));
            yaml.Field("text", correction.Text);
        });
        yaml.Field("rubrik", note.Title);
        WriteLinks(yaml, "handlingar", note.Documents, isMinutes: false);
        WriteLinks(yaml, "protokoll", note.Minutes, isMinutes: true);
        yaml.Field("nästa möte", note.NextMeetingOn?.Iso());
        yaml.Field("kontakt", note.Contact);
        yaml.Field("språk", note.Language == "sv" ? null : note.Language);
        return yaml.ToString();
    }

    private static void WriteLinks(YamlText yaml, string key, IReadOnlyList<DocumentLink> links, bool isMinutes)
    {
        switch (links)
        {
            case [{ Name: null, Date: null, RegistryNumber: null, Status: null, Url: { } url }]:
                yaml.Field(key, url);
                break;
            case [{ Name: null, Date: null, RegistryNumber: null, Url: null, Status: { } status }]:
                yaml.Field(key, NoteVocabulary.WordFor(status, isMinutes));
                break;
            default:
                yaml.List(key, links, link =>
                {
                    yaml.Field("namn", link.Name);
                    yaml.Field("länk", link.Url);
                    yaml.Field("status", link.Status is { } status ? NoteVocabulary.WordFor(status, isMinutes) : null);
                    yaml.Field("datum", link.Date?.Iso());
                    yaml.Field("diarienummer", link.RegistryNumber);
                });
                break;
        }
    }

    private static void WriteItem(StringBuilder text, NoteItem item)
    {
        text.Append("\n## ").Append(item.Heading);

        // Also where the heading itself ends like an anchor or like a closing row of #.
        var anchor = item.Anchor ?? AgendaItem.AnchorFor(item.Heading);
        if (anchor != AgendaItem.AnchorFor(item.Heading) || item.Heading.EndsWith('#') || item.Heading.EndsWith('}'))
        {
            text.Append(" {#").Append(anchor).Append('}');
        }

        text.Append('\n');
        var hasMetadata = item.Topics.Count > 0 || item.Matter is not null || item.Language is not null;
        if (hasMetadata)
        {
            text.Append('\n');
            AppendMetadata(text, "Ämne", item.Topics.Count > 0 ? string.Join(", ", item.Topics) : null);
            AppendMetadata(text, "Ärende", item.Matter);
            AppendMetadata(text, "Språk", item.Language);
        }
        else if (NoteBody.ReadsAsMetadata(item.Text))
        {
            // Takes the place of the metadata, so that the text below stays text.
            text.Append("\nÄmne:\n");
        }

        if (item.Text.Length > 0)
        {
            text.Append('\n').Append(item.Text).Append('\n');
        }

        if (item.FollowUps.Count == 0)
        {
            return;
        }

        text.Append('\n');
        var taken = item.FollowUps.Select(line => line.Slug).OfType<string>().ToHashSet();
        foreach (var line in item.FollowUps)
        {
            var slug = line.Slug ?? Slug.Free(Slug.From(line.Text), taken.Contains);
            taken.Add(slug);
            text.Append(FollowUpSyntax.Write(line, slug)).Append('\n');
        }
    }

    private static void AppendMetadata(StringBuilder text, string key, string? value)
    {
        if (value is not null)
        {
            text.Append(key).Append(": ").Append(value).Append('\n');
        }
    }
}
