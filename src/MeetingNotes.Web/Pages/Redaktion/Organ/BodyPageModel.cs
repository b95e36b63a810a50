using MeetingNotes.Core.Bodies;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace MeetingNotes.Web.Pages.Redaktion.Organ;

/// <summary>A page about one body, by its slug or a former one.</summary>
public abstract class BodyPageModel(BodyDesk bodies) : StaffPageModel
{
    public const string ListPath = "/redaktion/organ";

    [FromRoute(Name = "organ")]
    public string Slug { get; set; } = "";

    public StaffBody Body { get; private set; } = null!;

    public override IReadOnlyList<Crumb> Breadcrumbs => [.. base.Breadcrumbs, new("Organ", ListPath)];

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (!Core.Text.Slug.IsValid(Slug) || await bodies.FindAsync(Slug, HttpContext.RequestAborted) is not { } body)
        {
            context.Result = NotFound();
            return;
        }

        Body = body;
        await next();
    }
}
