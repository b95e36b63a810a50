using MeetingNotes.Core.Topics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace MeetingNotes.Web.Pages.Redaktion.Amnen;

/// <summary>A page about one topic, by its slug or a former one.</summary>
public abstract class TopicPageModel(TopicDesk topics) : StaffPageModel
{
    public const string ListPath = "/redaktion/amnen";

    [FromRoute(Name = "amne")]
    public string Slug { get; set; } = "";

    public StaffTopic Topic { get; private set; } = null!;

    public override IReadOnlyList<Crumb> Breadcrumbs => [.. base.Breadcrumbs, new("Ämnen", ListPath)];

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (!Core.Text.Slug.IsValid(Slug) || await topics.FindAsync(Slug, HttpContext.RequestAborted) is not { } topic)
        {
            context.Result = NotFound();
            return;
        }

        Topic = topic;
        await next();
    }
}
