using MeetingNotes.Web.Assets;
using MeetingNotes.Web.Options;
using Microsoft.Extensions.Options;

namespace MeetingNotes.Web.Api;

/// <summary><c>/openapi/v1.json</c>: the API as OpenAPI 3.1, made once from what the endpoints say of themselves.</summary>
internal static class OpenApiEndpoint
{
    public const string Path = "/openapi/v1.json";

    public static void MapOpenApi(this IEndpointRouteBuilder routes)
    {
        var portal = routes.ServiceProvider.GetRequiredService<IOptions<PortalOptions>>();
        var document = new Lazy<string>(() => OpenApiDocument.Of(
            routes.ServiceProvider.GetRequiredService<EndpointDataSource>().Endpoints, portal.Value).ToJsonString(ApiJson.Options));
        routes.MapRead(Path, () => Results.Text(document.Value, "application/json; charset=utf-8"));
    }
}
