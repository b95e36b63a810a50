using MeetingNotes.Web.Caching;

namespace MeetingNotes.Web.Pages;

public sealed class OmModel : PublicPageModel
{
    public override string Title => "Vad är en notering?";

    public override PageSources Sources => PageSources.Anything;

    public override string Description => "En notering sammanfattar ett möte på klarspråk. Så skrivs den, och så följer vi upp det som sades skulle hända.";
}
