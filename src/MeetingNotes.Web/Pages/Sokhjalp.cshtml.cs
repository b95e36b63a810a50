using MeetingNotes.Web.Caching;

namespace MeetingNotes.Web.Pages;

public sealed class SokhjalpModel : PublicPageModel
{
    public override string Title => "Sökhjälp";

    public override string Description => "Så fungerar sökningen i noteringarna: böjningar, delar av ord, citattecken, datum och diarienummer.";

    public override string CanonicalPath => "/sokhjalp";

    public override PageSources Sources => PageSources.Anything;
}
