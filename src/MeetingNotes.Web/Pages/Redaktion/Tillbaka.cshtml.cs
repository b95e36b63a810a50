namespace MeetingNotes.Web.Pages.Redaktion;

/// <summary>The end of a sign-in in a tab of its own.</summary>
public sealed class TillbakaModel : StaffPageModel
{
    public override string Title => "Du är inloggad igen";

    public void OnGet()
    {
    }
}
