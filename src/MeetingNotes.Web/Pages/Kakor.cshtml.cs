using MeetingNotes.Web.Caching;

namespace MeetingNotes.Web.Pages;

public sealed class KakorModel : PublicPageModel
{
    public override string Title => "Kakor: vi sätter inga";

    public override PageSources Sources => PageSources.Anything;

    public override string Description => "Webbplatsen sätter inga kakor när du läser. Bara medarbetare som loggar in får de kakor som inloggningen behöver.";

    public override string ShortTitle => "Kakor";
}
