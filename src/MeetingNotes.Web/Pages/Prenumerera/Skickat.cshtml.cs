namespace MeetingNotes.Web.Pages.Prenumerera;

/// <summary>The same for every address, known or not.</summary>
public sealed class SkickatModel : PublicPageModel
{
    public override string Title => "Titta i din inkorg";

    public override string CanonicalPath => "/prenumerera/skickat";

    public override bool IsIndexed => false;

    public override IReadOnlyList<Crumb> Breadcrumbs => [new("Prenumerera", "/prenumerera")];
}
