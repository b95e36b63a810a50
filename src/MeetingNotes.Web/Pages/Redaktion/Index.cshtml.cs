namespace MeetingNotes.Web.Pages.Redaktion;

/// <summary>What there is to do today.</summary>
public sealed class IndexModel : StaffPageModel
{
    public override string Title => "Redaktion, översikt";

    public override IReadOnlyList<Crumb> Breadcrumbs => [];

    public void OnGet()
    {
    }
}
