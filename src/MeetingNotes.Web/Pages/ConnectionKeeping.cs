using MeetingNotes.Core.Data;
using Microsoft.AspNetCore.Mvc.Filters;

namespace MeetingNotes.Web.Pages;

/// <summary>A page that only reads asks all its questions on one connection, which is free again before the page is written.</summary>
public sealed class ConnectionKeeping : IAsyncPageFilter, IOrderedFilter
{
    /// <summary>As early as a page that is its own filter; of those, one for all pages comes first.</summary>
    public int Order => int.MinValue;

    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    public async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var request = context.HttpContext.Request;
        await using var connection = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)
            ? context.HttpContext.RequestServices.GetRequiredService<Database>().KeepConnection()
            : null;
        await next();
    }
}
