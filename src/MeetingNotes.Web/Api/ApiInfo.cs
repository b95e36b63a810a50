using MeetingNotes.Web.Assets;
using MeetingNotes.Web.OParl;
using MeetingNotes.Web.Options;
using Microsoft.Extensions.Options;

namespace MeetingNotes.Web.Api;

/// <summary>What the API is (VER.06), and where it begins.</summary>
internal static class ApiInfo
{
    public const string Name = "noterat";

    /// <summary>Rises when the API does more; the first number only with its address.</summary>
    public const string Version = "1.1.0";

    public const string Path = "/api-info";

    /// <summary>The page for people.</summary>
    public const string Documentation = "/oppna-data";

    /// <summary>CC0 1.0: what is noted may be used by anybody for anything.</summary>
    public const string License = "https://creativecommons.org/publicdomain/zero/1.0/";

    public static readonly DateOnly Released = new(2026, 11, 27);

    public static void MapInfo(this IEndpointRouteBuilder routes) =>
        routes.MapRead(Path, (IOptions<PortalOptions> portal) => ApiJson.Answer(InfoAnswer.Of(portal.Value))).Describe(ApiOperations.Info);

    public static void MapRoot(this IEndpointRouteBuilder routes) =>
        routes.MapRead("", (IOptions<PortalOptions> portal) => ApiJson.Answer(RootAnswer.Of(portal.Value))).Describe(ApiOperations.Root);
}

/// <summary>Names of the fields: the REST API profile, VER.06.</summary>
internal sealed record InfoAnswer
{
    public required string ApiName { get; init; }
    public required string ApiVersion { get; init; }
    public required DateOnly ApiReleased { get; init; }
    public required string ApiDocumentation { get; init; }
    public required string ApiStatus { get; init; }

    public static InfoAnswer Of(PortalOptions portal) => new()
    {
        ApiName = ApiInfo.Name,
        ApiVersion = ApiInfo.Version,
        ApiReleased = ApiInfo.Released,
        ApiDocumentation = portal.AbsoluteUrl(ApiInfo.Documentation),
        ApiStatus = "active",
    };
}

/// <summary>Where everything begins.</summary>
internal sealed record RootAnswer
{
    public required string Title { get; init; }
    public required string License { get; init; }
    public required RootLinks Links { get; init; }

    public static RootAnswer Of(PortalOptions portal) => new()
    {
        Title = portal.SiteTitle,
        License = ApiInfo.License,
        Links = new RootLinks
        {
            Self = portal.ApiUrl(""),
            Html = portal.AbsoluteUrl(ApiInfo.Documentation),
            Info = portal.ApiUrl(ApiInfo.Path),
            OpenApi = portal.AbsoluteUrl(OpenApiEndpoint.Path),
            Bodies = portal.ApiUrl("/bodies"),
            Meetings = portal.ApiUrl("/meetings"),
            Notes = portal.ApiUrl("/notes"),
            AgendaItems = portal.ApiUrl("/agenda-items"),
            Matters = portal.ApiUrl("/matters"),
            Topics = portal.ApiUrl("/topics"),
            FollowUps = portal.ApiUrl("/follow-ups"),
            DeadLinks = portal.ApiUrl("/dead-links"),
            Changes = portal.ApiUrl("/changes"),
            DumpLines = portal.AbsoluteUrl(DumpFiles.Lines),
            DumpTable = portal.AbsoluteUrl(DumpFiles.Table),
            Catalog = portal.AbsoluteUrl(Datasets.Path),
            Oparl = portal.OParlUrl(""),
        },
    };
}

internal sealed record RootLinks
{
    public required string Self { get; init; }
    public required string Html { get; init; }
    public required string Info { get; init; }
    public required string OpenApi { get; init; }
    public required string Bodies { get; init; }
    public required string Meetings { get; init; }
    public required string Notes { get; init; }
    public required string AgendaItems { get; init; }
    public required string Matters { get; init; }
    public required string Topics { get; init; }
    public required string FollowUps { get; init; }
    public required string DeadLinks { get; init; }
    public required string Changes { get; init; }
    public required string DumpLines { get; init; }
    public required string DumpTable { get; init; }
    public required string Catalog { get; init; }

    /// <summary>The same data as OParl 1.1.</summary>
    public required string Oparl { get; init; }
}
