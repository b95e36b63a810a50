using MeetingNotes.Web.Caching;
using MeetingNotes.Web.Options;
using Microsoft.Extensions.Options;

namespace MeetingNotes.Web.Pages;

/// <summary>The accessibility statement. Its wordings are the law's and Digg's; the facts come from the settings.</summary>
public sealed class TillganglighetModel(IOptions<PortalOptions> portal) : PublicPageModel
{
    public override string Title => "Tillgänglighetsredogörelse";

    public override PageSources Sources => PageSources.Anything;

    public override string Description => "Hur väl webbplatsen följer lagen om tillgänglighet, vad som brister och hur du säger till.";

    public AccessibilityOptions Facts => portal.Value.Accessibility;

    public string SiteName => portal.Value.Name;

    public string OrganisationName => portal.Value.Organisation.Name;

    public string ContactEmail => portal.Value.Contact.Email;

    public string AnswersWithin => portal.Value.Contact.AnswersWithin;

    // Checked when the portal starts.
    public DateOnly AssessedOn => Facts.AssessedOn!.Value;

    public DateOnly UpdatedOn => Facts.UpdatedOn!.Value;

    public string ConformityWords => Facts.Conformity switch
    {
        Conformity.Full => "helt förenlig",
        Conformity.Partial => "delvis förenlig",
        _ => "inte förenlig",
    };

    public IEnumerable<IGrouping<string, KnownIssue>> IssuesBySituation =>
        Facts.KnownIssues.OrderBy(issue => issue.Situation).GroupBy(issue => Heading(issue.Situation));

    public static string Describe(KnownIssue issue) =>
        issue.Wcag is { Length: > 0 } criterion ? $"{issue.Text.TrimEnd('.')} (WCAG {criterion})." : issue.Text;

    private static string Heading(UseSituation situation) => situation switch
    {
        UseSituation.WithoutVision => "För dig som inte ser",
        UseSituation.LimitedVision => "För dig med nedsatt syn",
        UseSituation.LimitedColourVision => "För dig med nedsatt färgseende",
        UseSituation.WithoutHearing => "För dig som inte hör",
        UseSituation.LimitedHearing => "För dig med nedsatt hörsel",
        UseSituation.WithoutVoice => "För dig som inte kan tala",
        UseSituation.LimitedStrength => "För dig med nedsatt finmotorik eller styrka",
        UseSituation.LimitedReach => "För dig med nedsatt rörlighet",
        UseSituation.Photosensitivity => "För dig som är känslig för flimmer",
        _ => "För dig med kognitiv nedsättning",
    };
}
