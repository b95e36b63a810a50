namespace MeetingNotes.Web.Api;

/// <summary>What the OpenAPI document says of an address; stands as metadata on its endpoint, so that neither is without the other.</summary>
internal sealed record ApiOperation
{
    /// <summary>As a client's method is called: <c>listNotes</c>.</summary>
    public required string Id { get; init; }

    /// <summary>A few words in Swedish.</summary>
    public required string Summary { get; init; }

    public required string Swedish { get; init; }
    public required string English { get; init; }
    public IReadOnlyList<ApiParameter> Parameters { get; init; } = [];

    /// <summary>What 200 answers.</summary>
    public required Type Answer { get; init; }

    /// <summary>An answer as it may be.</summary>
    public required Func<ApiExamples, object> Example { get; init; }

    /// <summary>What it says when it cannot: 400, 404 and 410.</summary>
    public IReadOnlyList<int> Refusals { get; init; } = [];
}

/// <param name="Name">As in the address.</param>
/// <param name="Swedish">What it is.</param>
/// <param name="English">The same.</param>
/// <param name="Schema">JSON Schema, as text.</param>
/// <param name="Example">JSON, as text.</param>
internal sealed record ApiParameter(string Name, string Swedish, string English, string Schema, string Example)
{
    /// <summary>A part of the path instead of the query.</summary>
    public bool IsInPath { get; init; }

    public bool IsRequired { get; init; }
}

internal static class ApiOperationMetadata
{
    public static void Describe(this RouteHandlerBuilder route, ApiOperation operation) => route.WithMetadata(operation);
}
