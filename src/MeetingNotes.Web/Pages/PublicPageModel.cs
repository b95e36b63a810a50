using MeetingNotes.Web.Caching;
using MeetingNotes.Web.Errors;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace MeetingNotes.Web.Pages;

/// <summary>What every page tells the frame around it. Only <see cref="Title"/> has no default.</summary>
public abstract class PublicPageModel : PageModel
{
    /// <summary>First part of <c>&lt;title&gt;</c>, unique on the site; the frame adds the site's name.</summary>
    public abstract string Title { get; }

    /// <summary>One sentence for search engines. Left out: what the site is.</summary>
    public virtual string? Description => null;

    /// <summary>Pages between Startsida and this one, for the breadcrumb.</summary>
    public virtual IReadOnlyList<Crumb> Breadcrumbs => [];

    /// <summary>What the breadcrumb calls this page.</summary>
    public virtual string ShortTitle => Title;

    /// <summary>
    /// The page's permanent path: the canonical address and the one printed on paper. Empty: it has no address of its own, as an error.
    /// </summary>
    public virtual string CanonicalPath => Url.Page(null) ?? "/";

    /// <summary>The address in the header that this page lies under, for example <c>/noterat</c>.</summary>
    public virtual string Section => "/" + CanonicalPath.Split('/', '?').ElementAtOrDefault(1);

    /// <summary>Whether the page has a search box of its own, so that the header leaves its out.</summary>
    public virtual bool HasOwnSearch => false;

    /// <summary>Whether the page has a form that comes back with what is wrong.</summary>
    public virtual bool HasForm => false;

    /// <summary>Whether search engines may keep the page; false for errors and search results.</summary>
    public virtual bool IsIndexed => true;

    /// <summary>Whether the search box suggests while somebody types. Where a draft is shown nothing runs.</summary>
    public virtual bool HasSuggestions => true;

    /// <summary>The feed of what a start or list page shows (D2).</summary>
    public virtual FeedLink? Feed => null;

    /// <summary>What the page shows when nothing was typed or chosen, so that it can be kept until that changes; <c>null</c>: it is made anew each time.</summary>
    public virtual PageSources? Sources => null;

    public override void OnPageHandlerExecuted(PageHandlerExecutedContext context)
    {
        if (context is { Exception: null, Result: null or PageResult } && Sources is { } sources)
        {
            HttpContext.Features.Set(sources);
        }
    }

    /// <summary>410 with the reason on the page: what was here has been withdrawn on purpose.</summary>
    protected IActionResult Gone(string reason)
    {
        HttpContext.Features.Set(new GoneReason(reason));
        return StatusCode(StatusCodes.Status410Gone);
    }
}

/// <summary>A step in the breadcrumb.</summary>
public sealed record Crumb(string Text, string Path);
