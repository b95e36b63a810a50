using MeetingNotes.Web.Health;

namespace MeetingNotes.Web.Errors;

public static class ErrorHandling
{
    private const string ErrorPage = "/fel";

    /// <summary>Every empty answer from 400 up, and every exception, becomes the error page with the status kept.</summary>
    public static void UseErrorPages(this WebApplication app)
    {
        var database = app.Services.GetRequiredService<DatabaseProbe>();

        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandlingPath = ErrorPage,
            StatusCodeSelector = exception => exception switch
            {
                BadHttpRequestException bad => bad.StatusCode,
                _ when database.IsUnavailable(exception) => StatusCodes.Status503ServiceUnavailable,
                _ => StatusCodes.Status500InternalServerError,
            },
            // While the database is away the request's own event says so; a stack trace for each would bury the rest.
            SuppressDiagnosticsCallback = context => database.IsUnavailable(context.Exception),
        });
        app.UseStatusCodePagesWithReExecute(ErrorPage);
    }
}

/// <summary>Why a page is gone, in words for the visitor. Set by the page that answers 410.</summary>
public sealed record GoneReason(string Text);
