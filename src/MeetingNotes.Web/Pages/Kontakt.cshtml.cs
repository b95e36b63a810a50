using MeetingNotes.Web.Caching;
using MeetingNotes.Web.Options;
using Microsoft.Extensions.Options;

namespace MeetingNotes.Web.Pages;

public sealed class KontaktModel(IOptions<PortalOptions> portal) : PublicPageModel
{
    public override string Title => "Kontakta oss";

    public override PageSources Sources => PageSources.Anything;

    public override string Description => "Frågor om en notering, fel i en text, handlingar och brister i tillgängligheten: så når du oss.";

    public string FeedbackEmail => portal.Value.Accessibility.FeedbackEmail ?? portal.Value.Contact.Email;

    /// <summary>A number as a telephone wants it: digits and a leading plus only.</summary>
    public string Dialled(string phone) => string.Concat(phone.Where(c => char.IsAsciiDigit(c) || c == '+'));
}
