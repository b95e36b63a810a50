namespace MeetingNotes.Web.Api;

public static class ApiEndpoints
{
    /// <summary>Open data as JSON, for any site and program: the same answers as the pages give. Faults are told by RFC 9457.</summary>
    public static void MapApi(this IEndpointRouteBuilder routes)
    {
        var open = routes.MapOpenData();
        open.MapOpenApi();
        open.MapDatasets();
        var api = open.MapGroup(OpenData.Root);
        api.MapRoot();
        open.MapInfo();
        api.MapInfo();
        api.MapResources();
        api.MapSearch();
        api.MapSuggest();
        api.MapChanges();
        open.MapDumps();
    }
}
