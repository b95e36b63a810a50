using MeetingNotes.Web.Pages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace MeetingNotes.Web.Errors;

/// <summary>
/// A page answers only the methods it has handlers for, and tells which they are; the framework would show the page for any method.
/// </summary>
public sealed class MethodGuard : IAsyncPageFilter
{
    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    public async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var method = context.HttpContext.Request.Method;
        if (context.HandlerMethod is not null || HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || context.HandlerInstance is FelModel)
        {
            await next();
            return;
        }

        var others = context.ActionDescriptor.HandlerMethods
            .Select(handler => handler.HttpMethod.ToUpperInvariant())
            .Except([HttpMethods.Get, HttpMethods.Head]);
        context.HttpContext.Response.Headers.Allow = string.Join(", ", [HttpMethods.Get, HttpMethods.Head, .. others]);
        context.Result = new StatusCodeResult(
            HttpMethods.IsOptions(method) ? StatusCodes.Status204NoContent : StatusCodes.Status405MethodNotAllowed);
    }
}
