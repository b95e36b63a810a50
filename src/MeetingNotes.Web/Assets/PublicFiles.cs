namespace MeetingNotes.Web.Assets;

public static class PublicFiles
{
    /// <summary>The files of wwwroot under their own names; kept a day, then asked for again.</summary>
    public static void UsePublicFiles(this WebApplication app) =>
        app.UseStaticFiles(new StaticFileOptions
        {
            OnPrepareResponse = file => file.Context.Response.Headers.CacheControl = "public, max-age=86400",
        });
}
