using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;

namespace MeetingNotes.Web.Api;

/// <summary>JSON as every address of the portal writes it: camelCase, days as dates, instants as UTC (RFC 3339), addresses absolute.</summary>
internal static class ApiJson
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        WriteIndented = true,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static IResult Answer(object value, string contentType = "application/json") => Results.Json(value, Options, contentType + "; charset=utf-8");

    /// <summary>RFC 9457.</summary>
    /// <param name="context">Of the request.</param>
    /// <param name="status">From 400.</param>
    /// <param name="detail">What is wrong, and what to do.</param>
    public static IResult Problem(HttpContext context, int status, string detail)
    {
        context.Response.Headers.CacheControl = "no-store";
        var problem = new ProblemDetails
        {
            Type = "about:blank",
            Title = ReasonPhrases.GetReasonPhrase(status),
            Status = status,
            Detail = detail,
            Instance = context.Request.Path,
        };
        return Results.Json(problem, Options, "application/problem+json; charset=utf-8", status);
    }
}
