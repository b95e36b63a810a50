using MeetingNotes.Core.Staff;
using MeetingNotes.Web.Security.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace MeetingNotes.Web.Pages.Redaktion;

/// <summary>What every page of the desk tells the frame around it, and who has opened it.</summary>
public abstract class StaffPageModel : PublicPageModel
{
    private const string DoneKey = "Klart";

    /// <summary>Who has opened the page.</summary>
    public StaffPerson Person => HttpContext.Staff();

    public override bool IsIndexed => false;

    public override bool HasForm => true;

    public override bool HasOwnSearch => true;

    public override string? Description => "Redaktionens sidor.";

    public override IReadOnlyList<Crumb> Breadcrumbs => [new("Redaktion", StaffPaths.Root)];

    /// <summary>The part of the desk that the page belongs to, for the header.</summary>
    public override string Section => string.Join('/', CanonicalPath.Split('/', '?').Take(3));

    /// <summary>Whether the page uses the whole width with columns of its own, as the editor does.</summary>
    public virtual bool IsWide => false;

    /// <summary>What was done by the form that led here, told once on the next page.</summary>
    [TempData(Key = DoneKey)]
    public string? Done { get; set; }

    /// <summary>The same, said before a handler is reached: the property is not looked at then.</summary>
    protected void DoneBeforeTheHandler(string text) => TempData[DoneKey] = text;

    /// <summary>The same page with what was wrong, and the status that says so.</summary>
    protected PageResult PageWithErrors(int status = StatusCodes.Status400BadRequest)
    {
        var page = Page();
        page.StatusCode = status;
        return page;
    }
}
