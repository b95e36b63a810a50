using MeetingNotes.Web.Caching;

namespace MeetingNotes.Web.Pages;

public sealed class PersonuppgifterModel : PublicPageModel
{
    public override string Title => "Behandling av personuppgifter";

    public override PageSources Sources => PageSources.Anything;

    public override string Description => "Vilka personuppgifter som hanteras på webbplatsen, varför, hur länge och vilka rättigheter du har.";

    public override string ShortTitle => "Personuppgifter";
}
