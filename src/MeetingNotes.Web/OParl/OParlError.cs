using MeetingNotes.Web.Api;

namespace MeetingNotes.Web.OParl;

/// <summary>What OParl answers with a status from 400 (its chapter on exceptions).</summary>
internal sealed record OParlError
{
    public string Type { get; } = OParlService.TypeOf("Error");

    /// <summary>For people, in Swedish.</summary>
    public required string Message { get; init; }

    /// <summary>For those who look for the fault.</summary>
    public required string Debug { get; init; }

    public static IResult Answer(HttpContext context, int status, string message)
    {
        context.Response.Headers.CacheControl = "no-store";
        var fault = new OParlError { Message = message, Debug = $"{status} {context.Request.Path}" };
        return Results.Json(fault, ApiJson.Options, "application/json; charset=utf-8", status);
    }
}
