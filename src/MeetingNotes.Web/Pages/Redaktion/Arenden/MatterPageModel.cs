using MeetingNotes.Core.Matters;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace MeetingNotes.Web.Pages.Redaktion.Arenden;

/// <summary>A page about one matter, by its slug or a former one.</summary>
public abstract class MatterPageModel(MatterDesk matters) : StaffPageModel
{
    public const string ListPath = "/redaktion/arenden";

    [FromRoute(Name = "arende")]
    public string Slug { get; set; } = "";

    public StaffMatter Matter { get; private set; } = null!;

    public override IReadOnlyList<Crumb> Breadcrumbs => [.. base.Breadcrumbs, new("Ärenden", ListPath)];

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (!Core.Text.Slug.IsValid(Slug) || await matters.FindAsync(Slug, HttpContext.RequestAborted) is not { } matter)
        {
            context.Result = NotFound();
            return;
        }

        Matter = matter;
        await next();
    }
}
