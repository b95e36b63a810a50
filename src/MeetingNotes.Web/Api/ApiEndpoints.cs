namespace MeetingNotes.Web.Api;

public static class ApiEndpoints
{
    /// <summary>Open data as JSON, for any site and program: the same answers as the pages give. Faults are told by RFC 9457.</summary>
    public static void MapApi(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/v1").AddEndpointFilter(OpenData.AllowAsync);
        api.MapSearch();
        api.MapSuggest();
    }
}
