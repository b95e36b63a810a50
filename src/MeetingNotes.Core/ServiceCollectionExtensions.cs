using MeetingNotes.Core.Abbreviations;
using MeetingNotes.Core.Bodies;
using MeetingNotes.Core.Data;
using MeetingNotes.Core.Demo;
using MeetingNotes.Core.Following;
using MeetingNotes.Core.FollowUps;
using MeetingNotes.Core.Images;
using MeetingNotes.Core.Limits;
using MeetingNotes.Core.Links;
using MeetingNotes.Core.Mail;
using MeetingNotes.Core.Markdown;
using MeetingNotes.Core.Matters;
using MeetingNotes.Core.Meetings;
using MeetingNotes.Core.Notes;
using MeetingNotes.Core.Notes.Drafts;
using MeetingNotes.Core.Notes.Files;
using MeetingNotes.Core.Notes.Publishing;
using MeetingNotes.Core.OParl;
using MeetingNotes.Core.OpenData;
using MeetingNotes.Core.Search;
using MeetingNotes.Core.Search.Swedish;
using MeetingNotes.Core.Staff;
using MeetingNotes.Core.Topics;
using MeetingNotes.Core.Watching;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;

namespace MeetingNotes.Core;

/// <summary>The only public door to what the portal knows and does.</summary>
public static class ServiceCollectionExtensions
{
    /// <summary>Everything that reads and writes; starts nothing by itself.</summary>
    public static IServiceCollection AddMeetingNotes(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(new MailSettings());
        services.TryAddSingleton(new LinkCheckSettings());
        return services
            .AddDatabase(configuration, FollowTheCodeAsync)
            .AddSingleton<SharedKeys>()
            .AddSingleton<DatabaseBackup>()
            .AddSingleton<MarkdownRenderer>()
            .AddSingleton<NoteArchive>()
            .AddSingleton<SiteAddresses>()
            .AddSingleton<NoteNews>()
            .AddSingleton<NoteReader>()
            .AddSingleton<CoverageReader>()
            .AddSingleton<BodyReader>()
            .AddSingleton<MeetingCalendar>()
            .AddSingleton<TopicReader>()
            .AddSingleton<MatterReader>()
            .AddSingleton<FollowUpReader>()
            .AddSingleton<FollowUpCalendar>()
            .AddSingleton<OpenDataReader>()
            .AddSingleton<OpenDataLists>()
            .AddSingleton<ChangeLog>()
            .AddSingleton<ChangeWatch>()
            .AddSingleton<OParlLists>()
            .AddSingleton(configuration.GetSection(SearchOptions.Section).Get<SearchOptions>() ?? new SearchOptions())
            .AddSingleton<SwedishAnalysis>()
            .AddSingleton<ItemSearch>()
            .AddSingleton<Suggestions>()
            .AddSingleton<SearchIndexing>()
            .AddSingleton<NoteImages>()
            .AddSingleton<NotePublishing>()
            .AddSingleton<NoteRerendering>()
            .AddSingleton<PortalFileImport>()
            .AddSingleton<NoteImport>()
            .AddSingleton<NoteExport>()
            .AddSingleton<NoteRecords>()
            .AddSingleton<DemoGenerator>()
            .AddSingleton<ScheduledPublishing>()
            .AddSingleton<DraftDesk>()
            .AddSingleton<DraftMove>()
            .AddSingleton<DraftChecks>()
            .AddSingleton<DraftReview>()
            .AddSingleton<DraftPublishing>()
            .AddSingleton<NoteDesk>()
            .AddSingleton<DeskNoteList>()
            .AddSingleton<PublicationForecast>()
            .AddSingleton<NoteDisposal>()
            .AddSingleton<NewDrafts>()
            .AddSingleton<DeskOverview>()
            .AddSingleton<PublishedChecks>()
            .AddSingleton<DraftImages>()
            .AddSingleton<PreviewLinks>()
            .AddSingleton<DraftPresence>()
            .AddSingleton<DraftPreview>()
            .AddSingleton<PeopleDesk>()
            .AddSingleton<PeopleReader>()
            .AddSingleton<AuditReader>()
            .AddSingleton<StaffMeetings>()
            .AddSingleton<MeetingDesk>()
            .AddSingleton<BodyDesk>()
            .AddSingleton<TopicDesk>()
            .AddSingleton<AbbreviationDesk>()
            .AddSingleton<SynonymDesk>()
            .AddSingleton<MatterDesk>()
            .AddSingleton<CarryForward>()
            .AddSingleton<EditorAids>()
            .AddSingleton<Colleagues>()
            .AddSingleton<StaffMails>()
            .AddSingleton<FollowTargets>()
            .AddSingleton<FollowedSearches>()
            .AddSingleton<FollowRequests>()
            .AddSingleton<Readers>()
            .AddSingleton<ExampleLetter>()
            .AddSingleton<NoticeTexts>()
            .AddSingleton<NoticeSpreading>()
            .AddSingleton<NoticeWriting>()
            .AddSingleton<FollowingWork>()
            .AddSingleton<FollowerCounts>()
            .AddSingleton<Attempts>()
            .AddSingleton<RequestCounts>()
            .AddSingleton<LinkChecking>()
            .AddSingleton<LinkDesk>()
            .AddSingleton<LinkCopies>()
            .AddSingleton<MailWorker>()
            .AddSingleton<GivenUpMails>()
            .AddSingleton<PortalWatch>()
            .AddSingleton<StaffSessions>();
    }

    /// <summary>What code has made from what people wrote is made anew, or put in line for it, when the code has changed.</summary>
    private static async Task FollowTheCodeAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await DueRereading.RunAsync(connection, ct);
        await NoteRerendering.QueueIfRendererChangedAsync(connection, ct);
    }
}
